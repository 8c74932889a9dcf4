//! May this identity do that? As the API server answers
//! (`plugin/pkg/auth/authorizer/rbac/rbac.go`, `pkg/registry/rbac/validation/rule.go` and
//! `component-helpers/auth/rbac/validation`).

use serde::{Deserialize, Serialize};

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::rbac::node;
use crate::domain::kubernetes::rbac::node::Decision;
use crate::domain::kubernetes::rbac::{
    Binding, GROUP, MASTERS, NODE_USER_PREFIX, NODES, RbacSet, Rule, Subject,
};

/// Most grants that an answer lists.
pub const GRANTS_MAX: usize = 20;

/// What is to be done: on a resource, or on a URL (`authorizer.Attributes`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attributes {
    /// The verb, in lower case; for a URL the HTTP method's.
    pub verb: String,
    /// The API group; the core group is empty.
    pub group: String,
    /// The resource in the plural.
    pub resource: String,
    /// The subresource, or nothing.
    pub subresource: String,
    /// The object's name, or nothing.
    pub name: String,
    /// The namespace, or nothing for the whole cluster.
    pub namespace: String,
    /// A URL that is no resource, instead of group to namespace.
    pub path: Option<String>,
}

/// Resource and subresource of `deployments/scale`, as rules name them.
pub fn subresource_parts(text: &str) -> (&str, &str) {
    text.split_once('/').unwrap_or((text, ""))
}

/// Resource, API group and subresource of `deployments.apps/scale`, as kubectl's commands name them.
pub fn resource_parts(text: &str) -> (&str, &str, &str) {
    let (resource, subresource) = subresource_parts(text);
    let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
    (resource, group, subresource)
}

/// The same as a text, from a group and what rules call a resource, `deployments/scale`.
pub fn resource_text(group: &str, resource: &str) -> String {
    let (name, subresource) = match resource.find('/') {
        Some(slash) => resource.split_at(slash),
        None => (resource, ""),
    };
    let dot = if group.is_empty() { "" } else { "." };
    format!("{name}{dot}{group}{subresource}")
}

impl Attributes {
    /// `resource` or `resource/subresource`
    pub fn combined_resource(&self) -> String {
        match self.subresource.as_str() {
            "" => self.resource.clone(),
            subresource => format!("{}/{subresource}", self.resource),
        }
    }
}

fn names(list: &[String], wanted: &str) -> bool {
    list.iter().any(|one| one == "*" || one == wanted)
}

impl Rule {
    /// `VerbMatches`
    pub fn matches_verb(&self, verb: &str) -> bool {
        names(&self.verbs, verb)
    }

    /// `APIGroupMatches`
    pub fn matches_group(&self, group: &str) -> bool {
        names(&self.api_groups, group)
    }

    /// `ResourceMatches`
    pub fn matches_resource(&self, resource: &str, subresource: &str) -> bool {
        self.resources.iter().any(|own| {
            if own == "*" {
                return true;
            }
            if subresource.is_empty() {
                return own == resource;
            }
            match own.split_once('/') {
                Some(("*", own)) if own == subresource => true,
                _ => own
                    .strip_prefix(resource)
                    .and_then(|rest| rest.strip_prefix('/'))
                    .is_some_and(|own| own == subresource),
            }
        })
    }

    /// `ResourceNameMatches`
    pub fn matches_name(&self, name: &str) -> bool {
        self.resource_names.is_empty() || self.resource_names.iter().any(|own| own == name)
    }

    /// `NonResourceURLMatches`
    pub fn matches_url(&self, path: &str) -> bool {
        self.non_resource_urls.iter().any(|own| {
            own == "*"
                || own == path
                || own.ends_with('*') && path.starts_with(own.trim_end_matches('*'))
        })
    }

    /// `RuleAllows`
    pub fn allows(&self, attributes: &Attributes) -> bool {
        self.matches_verb(&attributes.verb)
            && match &attributes.path {
                Some(path) => self.matches_url(path),
                None => {
                    self.matches_group(&attributes.group)
                        && self.matches_resource(&attributes.resource, &attributes.subresource)
                        && self.matches_name(&attributes.name)
                }
            }
    }
}

/// A rule that allows, and how it comes to the one who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// `ClusterRoleBinding` or `RoleBinding`
    pub binding_kind: String,
    /// The binding's namespace, if it has one.
    pub namespace: String,
    /// The binding's name.
    pub binding: String,
    /// `ClusterRole` or `Role`
    pub role_kind: String,
    /// The role's name.
    pub role: String,
    /// The rule's position in the role, counted from zero.
    pub rule_index: usize,
    /// The rule.
    pub rule: Rule,
    /// Whom the binding names, of those that fit the first.
    pub subject: Subject,
}

impl std::fmt::Display for Grant {
    /// As the API server describes it (`clusterRoleBindingDescriber`, `roleBindingDescriber`).
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut name = self.binding.clone();
        if !self.namespace.is_empty() {
            name = format!("{name}/{}", self.namespace);
        }
        write!(
            formatter,
            "{} {} of {} {} to {}",
            self.binding_kind,
            go_quoted(&name),
            self.role_kind,
            go_quoted(&self.role),
            self.subject
        )
    }
}

crate::domain::formats::code_list::code_list! {
    /// What else there is to know about an answer; the words are `rbac-note-CODE`.
    NoteCode {
        /// `system:masters` is never refused, and RBAC is not asked.
        Masters "masters",
        /// The Node authorizer allows it; RBAC is not asked.
        NodeAuthorizer "node-authorizer",
        /// The Node authorizer allows it if the object belongs to the node or to its Pods.
        NodeRelated "node-related",
        /// The Node authorizer allows it with a field selector for this node.
        NodeSelected "node-selected",
        /// Named like a node, but not in the nodes' group, or the other way round.
        NotQuiteNode "not-quite-node",
        /// RBAC only does not allow; another authorizer, such as a webhook, still may.
        OtherAuthorizers "other-authorizers",
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it is allowed.
    pub allowed: bool,
    /// The reason, letter by letter the API server's.
    pub reason: String,
    /// What allows it, one rule of each binding, the first [`GRANTS_MAX`]; nothing for
    /// `system:masters`. The server visits the bindings of a scope in no particular order (that of
    /// a Go map), so that its reason may name any of those in the first one's scope.
    pub grants: Vec<Grant>,
    /// How many bindings allow it.
    pub grant_count: usize,
    /// What else there is to know.
    pub notes: Vec<NoteCode>,
}

impl RbacSet {
    /// Answers as the API server does with the authorizers `Node,RBAC`. An object is taken to have
    /// nothing to do with a node's Pods; where that decides, a note says so. Bindings of the whole
    /// cluster come first, then those of the namespace.
    pub fn authorize(&self, user: &str, groups: &[String], attributes: &Attributes) -> Verdict {
        if groups.iter().any(|group| group == MASTERS) {
            return Verdict {
                allowed: true,
                notes: vec![NoteCode::Masters],
                ..Verdict::default()
            };
        }
        let mut verdict = Verdict::default();
        let mut reasons = Vec::new();
        match node::decide(user, groups, attributes) {
            Some(Decision::Allowed) => {
                return Verdict {
                    allowed: true,
                    notes: vec![NoteCode::NodeAuthorizer],
                    ..Verdict::default()
                };
            }
            Some(Decision::NotBy(reason)) => reasons.push(reason),
            Some(Decision::IfRelated(reason)) => {
                reasons.push(reason);
                verdict.notes.push(NoteCode::NodeRelated);
            }
            Some(Decision::IfSelected(reason)) => {
                reasons.push(reason.to_owned());
                verdict.notes.push(NoteCode::NodeSelected);
            }
            None => {
                let is_node = user.starts_with(NODE_USER_PREFIX);
                if is_node || groups.iter().any(|group| group == NODES) {
                    verdict.notes.push(NoteCode::NotQuiteNode);
                }
            }
        }
        let mut missing = Vec::new();
        self.collect_grants(user, groups, attributes, &mut verdict, &mut missing);
        if let Some(grant) = verdict.grants.first() {
            verdict.allowed = true;
            verdict.reason = format!("RBAC: allowed by {grant}");
            verdict.notes.retain(|note| *note == NoteCode::NotQuiteNode);
            return verdict;
        }
        match missing.as_slice() {
            [] => {}
            [only] => reasons.push(format!("RBAC: {only}")),
            several => reasons.push(format!("RBAC: [{}]", several.join(", "))),
        }
        // As `apiserver/pkg/authorization/union` puts several authorizers' reasons together.
        reasons.retain(|reason| !reason.is_empty());
        verdict.reason = reasons.join("\n");
        verdict.notes.push(NoteCode::OtherAuthorizers);
        verdict
    }

    /// The bindings that apply to a question of this namespace, each with the position of its
    /// subject.
    pub(super) fn applying(
        &self,
        user: &str,
        groups: &[String],
        attributes: &Attributes,
    ) -> Vec<(&Binding, u32)> {
        let mut bound = self.bound("", user, groups);
        // A request for a URL has no namespace.
        if !attributes.namespace.is_empty() && attributes.path.is_none() {
            bound.extend(self.bound(&attributes.namespace, user, groups));
        }
        let binding = |(number, position): (u32, u32)| {
            let binding = self.bindings.get(number as usize)?;
            Some((binding, position))
        };
        bound.into_iter().filter_map(binding).collect()
    }

    /// The first rule of every binding that allows, and on the way what the API server says of
    /// roles that do not exist.
    fn collect_grants(
        &self,
        user: &str,
        groups: &[String],
        attributes: &Attributes,
        verdict: &mut Verdict,
        missing: &mut Vec<String>,
    ) {
        for (binding, position) in self.applying(user, groups, attributes) {
            let Some(role) = self.role_of(binding) else {
                let problem = missing_role(binding);
                // `utilerrors.Aggregate` says each thing once; beyond some nobody reads on.
                if missing.len() < GRANTS_MAX && !missing.contains(&problem) {
                    missing.push(problem);
                }
                continue;
            };
            let mut rules = self.rules_of(role).enumerate();
            let Some((rule_index, rule)) = rules.find(|(_, rule)| rule.allows(attributes)) else {
                continue;
            };
            verdict.grant_count += 1;
            if verdict.grants.len() < GRANTS_MAX {
                verdict
                    .grants
                    .extend(self.grant(binding, position, rule_index, rule));
            }
        }
    }

    /// A rule of a binding's role, as it comes to one of the binding's subjects.
    pub(super) fn grant(
        &self,
        binding: &Binding,
        position: u32,
        rule_index: usize,
        rule: &Rule,
    ) -> Option<Grant> {
        Some(Grant {
            binding_kind: binding.kind().to_owned(),
            namespace: binding.namespace.clone(),
            binding: binding.name.clone(),
            role_kind: binding.role_kind.clone(),
            role: binding.role_name.clone(),
            rule_index,
            rule: rule.clone(),
            subject: binding.subjects.get(position as usize)?.clone(),
        })
    }
}

/// What the API server says of a binding whose role does not exist (`GetRoleReferenceRules`).
fn missing_role(binding: &Binding) -> String {
    match binding.role_kind.as_str() {
        kind @ ("Role" | "ClusterRole") => format!(
            "{}.{GROUP} {} not found",
            kind.to_lowercase(),
            go_quoted(&binding.role_name)
        ),
        other => format!("unsupported role reference kind: {}", go_quoted(other)),
    }
}
