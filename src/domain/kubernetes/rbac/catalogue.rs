//! The resources of a current Kubernetes, and its built-in roles and bindings.

use crate::domain::kubernetes::rbac::RbacSet;

/// The Kubernetes whose resources and roles these are.
pub const KUBERNETES_VERSION: &str = "v1.36.2";
/// When they were recorded.
pub const KUBERNETES_DATE: &str = "2026-11-22";

/// The verbs of ordinary resources, each with its letter in `catalogue.txt`.
pub const VERBS: [(&str, char); 8] = [
    ("get", 'g'),
    ("list", 'l'),
    ("watch", 'w'),
    ("create", 'c'),
    ("update", 'u'),
    ("patch", 'p'),
    ("delete", 'd'),
    ("deletecollection", 'D'),
];

/// One resource, or one `resource/subresource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The API group; the core group is empty.
    pub group: &'static str,
    /// The name in the plural.
    pub name: &'static str,
    /// The kind of its objects.
    pub kind: &'static str,
    /// Whether its objects are in namespaces.
    pub is_namespaced: bool,
    /// Its verbs, by their letters.
    letters: &'static str,
    /// Its short names, joined by commas.
    pub short_names: &'static str,
}

impl Resource {
    /// Whether it knows a verb.
    pub fn has_verb(&self, verb: &str) -> bool {
        VERBS
            .iter()
            .any(|(name, letter)| *name == verb && self.letters.contains(*letter))
    }

    /// Its verbs, in the order of [`VERBS`].
    pub fn verbs(&self) -> impl Iterator<Item = &'static str> {
        let known = VERBS
            .iter()
            .filter(|(_, letter)| self.letters.contains(*letter));
        known.map(|(name, _)| *name)
    }
}

/// Every resource and subresource, group by group. A group's line is `@GROUP`, a resource's
/// `NAME KIND (n|c) VERBS SHORT,NAMES`. `tests/native/access/catalogue.rs` writes the file.
pub fn resources() -> impl Iterator<Item = Resource> {
    let mut group = "";
    include_str!("catalogue.txt")
        .lines()
        .filter_map(move |line| {
            if let Some(name) = line.strip_prefix('@') {
                group = name;
                return None;
            }
            let mut words = line.split(' ');
            Some(Resource {
                group,
                name: words.next()?,
                kind: words.next()?,
                is_namespaced: words.next()? == "n",
                letters: words.next()?,
                short_names: words.next()?,
            })
        })
}

/// The built-in roles and bindings, to start from without a cluster at hand.
pub fn load_defaults(set: &mut RbacSet) -> u32 {
    set.load(include_str!("defaults.json"))
}
