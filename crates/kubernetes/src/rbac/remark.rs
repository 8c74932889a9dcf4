//! What is worth saying about a loaded role or binding: a finding, and about which object.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Field, Finding};
use crate::rbac::catalogue::load_defaults;
use crate::rbac::{Binding, Provenance, RbacSet, Role};

/// A finding about one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The object: kind, namespace and name.
    pub object: String,
    /// Where it was read.
    pub provenance: Provenance,
    /// What there is to say.
    pub finding: Finding,
}

fn title(kind: &str, namespace: &str, name: &str) -> String {
    match namespace {
        "" => format!("{kind} {name}"),
        namespace => format!("{kind} {namespace}/{name}"),
    }
}

impl Role {
    pub(super) fn remark(&self, code: Code, arguments: &[(&str, &str)]) -> Remark {
        remark(
            title(self.kind(), &self.namespace, &self.name),
            self.provenance,
            code,
            arguments,
        )
    }
}

impl Binding {
    pub(super) fn remark(&self, code: Code, arguments: &[(&str, &str)]) -> Remark {
        remark(
            title(self.kind(), &self.namespace, &self.name),
            self.provenance,
            code,
            arguments,
        )
    }
}

impl Remark {
    /// What there is to say of a member that does not exist.
    pub fn unknown_field(object: String, field: &str) -> Self {
        let (provenance, code) = (Provenance::default(), Code::RbacUnknownField);
        remark(object, provenance, code, &[("field", field)])
    }
}

fn remark(
    object: String,
    provenance: Provenance,
    code: Code,
    arguments: &[(&str, &str)],
) -> Remark {
    let mut finding = Finding::new(code, Field::Whole);
    for (name, value) in arguments {
        finding = finding.with(name, value);
    }
    Remark {
        object,
        provenance,
        finding,
    }
}

/// The built-in objects, to leave out what every cluster has. A name alone makes none built-in:
/// whoever hides something names it `system:` too.
pub struct Defaults(RbacSet);

impl Defaults {
    /// Reads them.
    pub fn new() -> Self {
        let mut set = RbacSet::default();
        load_defaults(&mut set);
        set.finish();
        Self(set)
    }

    /// Whether a role is as it is built in.
    pub(super) fn has_role(&self, set: &RbacSet, role: &Role) -> bool {
        self.0.role(&role.namespace, &role.name).is_some_and(|own| {
            own.rules.len() == role.rules.len() && self.0.rules_of(own).eq(set.rules_of(role))
        })
    }

    /// Whether a binding and its role are as they are built in.
    pub(super) fn has_binding(&self, set: &RbacSet, binding: &Binding) -> bool {
        let role = set.role_of(binding);
        self.0
            .binding(&binding.namespace, &binding.name)
            .is_some_and(|own| {
                own.subjects == binding.subjects
                    && own.role_kind == binding.role_kind
                    && own.role_name == binding.role_name
                    && role.is_some_and(|role| self.has_role(set, role))
            })
    }
}

impl Default for Defaults {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Remark;
    use crate::finding::cases::{case, check};
    use crate::finding::{Code, Finding, Group};
    use crate::rbac::validate::unknown_fields;
    use certbench_formats::manifest;

    fn find(yaml: &&str) -> Vec<Finding> {
        let object = manifest::parse(yaml).expect("it is YAML");
        let fields = unknown_fields(&object).into_iter();
        fields
            .map(|field| Remark::unknown_field("Role web".to_owned(), &field).finding)
            .collect()
    }

    #[test]
    fn fields() {
        let cases = [case(
            Code::RbacUnknownField,
            "kind: Role\nrules:\n- verbs: [get]\n  apiGroup: ['']\n  resources: [pods]\n",
            "kind: Role\nrules:\n- verbs: [get]\n  apiGroups: ['']\n  resources: [pods]\n",
        )];
        check(Group::RbacField, &cases, find);
    }
}
