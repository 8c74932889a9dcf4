//! From manifests to roles and bindings, and what was left out on the way.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::formats::manifest::{Document, ManifestError, parse_documents};
use crate::domain::kubernetes::rbac::{
    Binding, GROUP, Provenance, RbacSet, Role, Rule, Selector, Subject, SubjectKind,
};

/// Most notes about what was left out; a dump of everything would fill memory with them.
const SKIPPED_MAX: usize = 100;
/// The namespace that `kubectl` takes where neither manifest nor context names one.
const DEFAULT_NAMESPACE: &str = "default";

crate::domain::formats::code_list::code_list! {
    /// Why an object was left out or not taken as it stands; the words are `rbac-skipped-CODE`.
    SkippedCode {
        /// Of another kind than roles and bindings.
        OtherKind "other-kind",
        /// Of a version that no API server knows any more.
        OldVersion "old-version",
        /// Without a name.
        NoName "no-name",
        /// A member is not of the type that it should be.
        Malformed "malformed",
        /// A subject of a kind that does not exist.
        SubjectKind "subject-kind",
        /// An object that stood before; the later one counts.
        Replaced "replaced",
        /// Without a namespace, taken to be `default`.
        NamespaceAssumed "namespace-assumed",
        /// Aggregated roles that gather more than is followed.
        TooMuchAggregation "too-much-aggregation",
        /// The text could not be read to its end.
        Unreadable "unreadable",
    }
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Why.
    pub code: SkippedCode,
    /// Which object: kind, namespace and name.
    pub object: String,
    /// The member, the version or the parser's words that it is about.
    pub detail: String,
    /// Where it stood.
    pub provenance: Provenance,
}

/// A member that is not of the type that it should be, by its path.
pub(super) struct Malformed(pub(super) String);

/// What an object is known by, unique among kinds.
pub fn object_key(kind: &str, namespace: &str, name: &str) -> String {
    format!("{kind}/{namespace}/{name}")
}

pub(super) fn text(value: &Value, path: &str) -> Result<String, Malformed> {
    let member = path.rsplit('.').next().unwrap_or(path);
    match value.get(member) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Malformed(path.to_owned())),
    }
}

pub(super) fn items<'a>(value: &'a Value, path: &str) -> Result<&'a [Value], Malformed> {
    let member = path.rsplit('.').next().unwrap_or(path);
    match value.get(member) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Malformed(path.to_owned())),
    }
}

pub(super) fn texts(value: &Value, path: &str) -> Result<Vec<String>, Malformed> {
    let text = |item: &Value| match item {
        Value::String(text) => Ok(text.clone()),
        // Go decodes null into the empty string.
        Value::Null => Ok(String::new()),
        _ => Err(Malformed(path.to_owned())),
    };
    items(value, path)?.iter().map(text).collect()
}

pub(super) fn pairs(value: &Value, path: &str) -> Result<Vec<(String, String)>, Malformed> {
    let member = path.rsplit('.').next().unwrap_or(path);
    let entries = match value.get(member) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(entries)) => entries,
        Some(_) => return Err(Malformed(path.to_owned())),
    };
    let pair = |(key, value): (&String, &Value)| match value {
        Value::String(value) => Ok((key.clone(), value.clone())),
        Value::Null => Ok((key.clone(), String::new())),
        _ => Err(Malformed(path.to_owned())),
    };
    entries.iter().map(pair).collect()
}

/// The namespace that an object is created in; nothing for those of the whole cluster.
pub(super) fn place(object: &Value) -> Result<String, Malformed> {
    let kind = object.get("kind").and_then(Value::as_str);
    let metadata = object.get("metadata").unwrap_or(&Value::Null);
    Ok(match text(metadata, "metadata.namespace")? {
        _ if kind.is_some_and(|kind| kind.starts_with("Cluster")) => String::new(),
        namespace if namespace.is_empty() => DEFAULT_NAMESPACE.to_owned(),
        namespace => namespace,
    })
}

/// Reads a manifest's rules.
pub(super) fn read_rules(object: &Value) -> Result<Vec<Rule>, Malformed> {
    let rule = |value: &Value| {
        Ok(Rule {
            verbs: texts(value, "rules.verbs")?,
            api_groups: texts(value, "rules.apiGroups")?,
            resources: texts(value, "rules.resources")?,
            resource_names: texts(value, "rules.resourceNames")?,
            non_resource_urls: texts(value, "rules.nonResourceURLs")?,
        })
    };
    items(object, "rules")?.iter().map(rule).collect()
}

fn read_selectors(object: &Value) -> Result<Option<Vec<Selector>>, Malformed> {
    let aggregation = match object.get("aggregationRule") {
        None | Some(Value::Null) => return Ok(None),
        Some(aggregation) => aggregation,
    };
    let selector = |value: &Value| {
        let expressions = items(value, "clusterRoleSelectors.matchExpressions")?
            .iter()
            .map(|one| {
                Ok((
                    text(one, "matchExpressions.key")?,
                    text(one, "matchExpressions.operator")?,
                    texts(one, "matchExpressions.values")?,
                ))
            })
            .collect::<Result<_, Malformed>>()?;
        Ok(Selector {
            labels: pairs(value, "clusterRoleSelectors.matchLabels")?,
            expressions,
        })
    };
    items(aggregation, "aggregationRule.clusterRoleSelectors")?
        .iter()
        .map(selector)
        .collect::<Result<_, _>>()
        .map(Some)
}

impl RbacSet {
    /// Adds the roles and bindings of a text of manifests, those in lists too. An object that is
    /// there already is replaced, as `kubectl apply` would. Gives the number of the text by which
    /// [`Provenance::source`] refers to it.
    pub fn load(&mut self, manifests: &str) -> u32 {
        let read = parse_documents(manifests);
        self.load_documents(&read.documents, read.error)
    }

    /// Adds documents that were read already, and why reading stopped before the end.
    pub fn load_documents(&mut self, documents: &[Document], error: Option<ManifestError>) -> u32 {
        let source = self.sources;
        self.sources += 1;
        for document in documents {
            let provenance = Provenance {
                source,
                line: document.line,
                item: None,
            };
            self.load_value(&document.value, provenance);
        }
        if let Some(error) = error {
            let provenance = Provenance {
                source,
                line: error.line().unwrap_or_default(),
                item: None,
            };
            self.skip(SkippedCode::Unreadable, "", &error.to_string(), provenance);
        }
        source
    }

    fn load_value(&mut self, value: &Value, provenance: Provenance) {
        let kind = value.get("kind").and_then(Value::as_str).unwrap_or("");
        let version = value
            .get("apiVersion")
            .and_then(Value::as_str)
            .unwrap_or("");
        let Some(Value::Array(entries)) = value.get("items").filter(|_| kind.ends_with("List"))
        else {
            return self.load_object(value, kind, version, provenance);
        };
        // The API's own lists name kind and version once, for all.
        let item_kind = kind.strip_suffix("List").unwrap_or("");
        for (index, entry) in entries.iter().enumerate() {
            let own = |member: &str| entry.get(member).and_then(Value::as_str);
            let provenance = Provenance {
                item: Some(index as u32),
                ..provenance
            };
            let kind = own("kind").unwrap_or(item_kind);
            let version = own("apiVersion").unwrap_or(version);
            self.load_object(entry, kind, version, provenance);
        }
    }

    fn skip(&mut self, code: SkippedCode, object: &str, detail: &str, provenance: Provenance) {
        self.skipped_count += 1;
        if self.skipped.len() < SKIPPED_MAX {
            self.skipped.push(Skipped {
                code,
                object: object.to_owned(),
                detail: detail.to_owned(),
                provenance,
            });
        }
    }

    fn load_object(&mut self, object: &Value, kind: &str, version: &str, provenance: Provenance) {
        let metadata = object.get("metadata").unwrap_or(&Value::Null);
        let (name, namespace) = (
            text(metadata, "metadata.name"),
            text(metadata, "metadata.namespace"),
        );
        let malformed = [&name, &namespace]
            .into_iter()
            .find_map(|read| read.as_ref().err().map(|Malformed(path)| path.clone()));
        let name = name.unwrap_or_default();
        let mut namespace = namespace.unwrap_or_default();
        let title = match namespace.as_str() {
            "" => format!("{kind} {name}"),
            namespace => format!("{kind} {namespace}/{name}"),
        };
        let title = title.trim();
        let is_role = matches!(kind, "Role" | "ClusterRole");
        let is_namespaced = matches!(kind, "Role" | "RoleBinding");
        if !is_role && !matches!(kind, "RoleBinding" | "ClusterRoleBinding") {
            return self.skip(SkippedCode::OtherKind, title, kind, provenance);
        }
        match version.split_once('/') {
            Some((GROUP, "v1")) => {}
            Some((GROUP, _)) => {
                return self.skip(SkippedCode::OldVersion, title, version, provenance);
            }
            _ => return self.skip(SkippedCode::OtherKind, title, version, provenance),
        }
        // YAML takes a bare `n` for a boolean.
        if let Some(path) = malformed {
            return self.skip(SkippedCode::Malformed, title, &path, provenance);
        }
        if name.is_empty() {
            return self.skip(SkippedCode::NoName, title, "", provenance);
        }
        if !is_namespaced {
            namespace.clear();
        } else if namespace.is_empty() {
            DEFAULT_NAMESPACE.clone_into(&mut namespace);
            self.skip(SkippedCode::NamespaceAssumed, title, "", provenance);
        }
        let key = object_key(kind, &namespace, &name);
        let read = if is_role {
            self.load_role(object, namespace, name, &key, provenance)
        } else {
            self.load_binding(object, namespace, name, &key, title, provenance)
        };
        match read {
            Err(Malformed(path)) => self.skip(SkippedCode::Malformed, title, &path, provenance),
            Ok(true) => self.skip(SkippedCode::Replaced, title, "", provenance),
            Ok(false) => {}
        }
    }

    /// Takes a role; whether it replaces another.
    fn load_role(
        &mut self,
        object: &Value,
        namespace: String,
        name: String,
        key: &str,
        provenance: Provenance,
    ) -> Result<bool, Malformed> {
        let metadata = object.get("metadata").unwrap_or(&Value::Null);
        let labels = pairs(metadata, "metadata.labels")?;
        let rules = read_rules(object)?;
        let selectors = if namespace.is_empty() {
            read_selectors(object)?
        } else {
            None
        };
        let role = Role {
            rules: rules.into_iter().map(|rule| self.number_of(rule)).collect(),
            namespace,
            name,
            labels,
            selectors,
            provenance,
        };
        Ok(match self.objects.get(key) {
            Some(number) => {
                if let Some(place) = self.roles.get_mut(*number as usize) {
                    *place = role;
                }
                true
            }
            None => {
                self.objects.insert(key.to_owned(), self.roles.len() as u32);
                self.roles.push(role);
                false
            }
        })
    }

    /// Takes a binding; whether it replaces another.
    fn load_binding(
        &mut self,
        object: &Value,
        namespace: String,
        name: String,
        key: &str,
        title: &str,
        provenance: Provenance,
    ) -> Result<bool, Malformed> {
        let role_ref = object.get("roleRef").unwrap_or(&Value::Null);
        let mut binding = Binding {
            role_kind: text(role_ref, "roleRef.kind")?,
            role_name: text(role_ref, "roleRef.name")?,
            namespace,
            name,
            provenance,
            ..Binding::default()
        };
        for subject in items(object, "subjects")? {
            let kind = text(subject, "subjects.kind")?;
            let mut subject = Subject {
                kind: SubjectKind::User,
                namespace: text(subject, "subjects.namespace")?,
                name: text(subject, "subjects.name")?,
            };
            match kind.as_str() {
                "User" => subject.namespace.clear(),
                "Group" => {
                    subject.kind = SubjectKind::Group;
                    subject.namespace.clear();
                }
                "ServiceAccount" => {
                    subject.kind = SubjectKind::ServiceAccount;
                    if subject.namespace.is_empty() {
                        subject.namespace.clone_from(&binding.namespace);
                    }
                }
                other => {
                    self.skip(SkippedCode::SubjectKind, title, other, provenance);
                    continue;
                }
            }
            binding.subjects.push(subject);
        }
        Ok(match self.objects.get(key) {
            Some(number) => {
                if let Some(place) = self.bindings.get_mut(*number as usize) {
                    *place = binding;
                }
                true
            }
            None => {
                let number = self.bindings.len() as u32;
                self.objects.insert(key.to_owned(), number);
                self.bindings.push(binding);
                false
            }
        })
    }

    pub(super) fn note_too_much_aggregation(&mut self) {
        self.skip(
            SkippedCode::TooMuchAggregation,
            "",
            "",
            Provenance::default(),
        );
    }
}
