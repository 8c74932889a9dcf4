//! What the API server takes without a word, though it cannot work as meant.

use std::collections::{BTreeSet, HashMap};

use crate::finding::Code;
use crate::rbac::catalogue::{Resource, resources};
use crate::rbac::evaluate::subresource_parts;
use crate::rbac::remark::{Defaults, Remark};
use crate::rbac::{RbacSet, Role, Rule};
use certbench_x509::order;

/// Verbs of authorizers and admission rather than of requests, which any resource may have.
const SPECIAL_VERBS: [&str; 8] = [
    "*",
    "approve",
    "attest",
    "bind",
    "escalate",
    "impersonate",
    "sign",
    "use",
];
/// The verbs of URLs: HTTP's methods in lower case.
const URL_VERBS: [&str; 8] = [
    "*", "get", "head", "post", "put", "patch", "delete", "options",
];
/// What may be named in rules without being served: for impersonation, approval, the kubelet's own
/// API (`pkg/kubelet/server/auth.go`) and garbage collection.
const UNSERVED: [&str; 12] = [
    "users",
    "groups",
    "uids",
    "signers",
    "nodes/metrics",
    "nodes/log",
    "nodes/stats",
    "nodes/spec",
    "nodes/checkpoint",
    "nodes/configz",
    "nodes/healthz",
    "nodes/pods",
];

/// The API group that served Deployments and more until Kubernetes 1.22.
const GONE: &str = "extensions";

/// The catalogue, by what rules name.
struct Known {
    by_name: HashMap<(&'static str, &'static str), Resource>,
    groups_of: HashMap<&'static str, Vec<&'static str>>,
    groups: BTreeSet<&'static str>,
    /// Kinds and short names in lower case, with the name that rules want.
    spellings: HashMap<String, &'static str>,
}

impl Known {
    fn new() -> Self {
        let mut known = Self {
            by_name: HashMap::new(),
            groups_of: HashMap::new(),
            groups: BTreeSet::new(),
            spellings: HashMap::new(),
        };
        for resource in resources() {
            known
                .by_name
                .insert((resource.group, resource.name), resource);
            known
                .groups_of
                .entry(resource.name)
                .or_default()
                .push(resource.group);
            known.groups.insert(resource.group);
            if !resource.name.contains('/') {
                let short = resource
                    .short_names
                    .split(',')
                    .filter(|name| !name.is_empty());
                let own = [resource.name, resource.kind].into_iter();
                for spelling in own.chain(short) {
                    known
                        .spellings
                        .insert(spelling.to_lowercase(), resource.name);
                }
            }
        }
        known
    }
}

/// Whether a resource may be named although no API serves it.
fn is_unserved(resource: &str) -> bool {
    UNSERVED.contains(&resource)
        || resource.starts_with("userextras")
        || resource.starts_with("certificatesigningrequests/")
        || resource.ends_with("/finalizers")
}

fn resource_advice(role: &Role, rule: &Rule, known: &Known, remarks: &mut Vec<Remark>) {
    let mut all_served: Vec<&Resource> = Vec::new();
    // Few groups are known, however many a rule names.
    let is_looked_up = |group: &&str| known.groups.contains(group) || *group == GONE;
    let groups = rule.api_groups.iter().map(String::as_str);
    let groups = order::set(groups.filter(is_looked_up));
    for resource in rule.resources.iter().map(String::as_str) {
        if resource == "*" || resource.starts_with("*/") || is_unserved(resource) {
            continue;
        }
        if resource.ends_with("/*") {
            remarks.push(role.remark(Code::RbacSubresourceStar, &[("resource", resource)]));
            continue;
        }
        for group in groups.iter().copied() {
            match known.by_name.get(&(group, resource)) {
                Some(served) => {
                    if !all_served.iter().any(|other| std::ptr::eq(*other, served)) {
                        all_served.push(served);
                    }
                }
                None => unknown_advice(role, rule, (group, resource), known, remarks),
            }
        }
    }
    served_advice(role, rule, &all_served, remarks);
}

/// A resource that its group does not serve.
fn unknown_advice(
    role: &Role,
    rule: &Rule,
    (group, resource): (&str, &str),
    known: &Known,
    remarks: &mut Vec<Remark>,
) {
    let arguments = [("resource", resource), ("group", group)];
    if let Some(groups) = known.groups_of.get(resource) {
        // A rule that names the right group too is meant for older clusters as well.
        if groups.iter().any(|right| rule.matches_group(right)) {
            return;
        }
        if group == GONE {
            remarks.push(role.remark(Code::RbacGroupGone, &arguments));
        } else {
            let right: Vec<_> = groups.iter().map(|one| format!("“{one}”")).collect();
            let right = right.join(", ");
            let arguments = [("resource", resource), ("group", group), ("right", &right)];
            remarks.push(role.remark(Code::RbacGroupWrong, &arguments));
        }
        return;
    }
    let (name, subresource) = subresource_parts(resource);
    let meant = known
        .spellings
        .get(&name.to_lowercase())
        .filter(|right| **right != name);
    remarks.push(match meant {
        Some(right) => {
            let right = match subresource {
                "" => (*right).to_owned(),
                subresource => format!("{right}/{subresource}"),
            };
            role.remark(
                Code::RbacResourceSpelled,
                &[("resource", resource), ("right", &right)],
            )
        }
        None => role.remark(Code::RbacResourceUnknown, &arguments),
    });
}

/// Resources that are served, with verbs that none of them has: a rule for Pods and their logs may
/// well say `list`.
fn served_advice(role: &Role, rule: &Rule, all_served: &[&Resource], remarks: &mut Vec<Remark>) {
    let Some(first) = all_served.first() else {
        return;
    };
    for verb in rule.verbs.iter().map(String::as_str) {
        let is_known = all_served.iter().any(|served| served.has_verb(verb));
        if !is_known && !SPECIAL_VERBS.contains(&verb) {
            let arguments = [("verb", verb), ("resource", first.name)];
            remarks.push(role.remark(Code::RbacVerbUnknown, &arguments));
        }
    }
    for served in all_served {
        // A namespace is its own: a request for one has it as its namespace.
        let is_own = served.name == "namespaces" || served.name.starts_with("namespaces/");
        if !role.namespace.is_empty() && !served.is_namespaced && !is_own {
            remarks.push(role.remark(Code::RbacClusterResource, &[("resource", served.name)]));
        }
    }
}

fn name_advice(role: &Role, rule: &Rule, remarks: &mut Vec<Remark>) {
    if rule.resource_names.is_empty() {
        return;
    }
    let has = |verb: &str| rule.verbs.iter().any(|own| own == verb);
    // A subresource is created of an object that has a name.
    let plain = rule
        .resources
        .iter()
        .find(|resource| !resource.contains('/'));
    if let Some(resource) = plain {
        for verb in ["create", "deletecollection"]
            .into_iter()
            .filter(|verb| has(verb))
        {
            let arguments = [("verb", verb), ("resource", resource.as_str())];
            remarks.push(role.remark(Code::RbacVerbNamed, &arguments));
        }
        for verb in ["list", "watch"].into_iter().filter(|verb| has(verb)) {
            let arguments = [("verb", verb), ("resource", resource.as_str())];
            remarks.push(role.remark(Code::RbacListNamed, &arguments));
        }
    }
}

fn url_advice(role: &Role, rule: &Rule, remarks: &mut Vec<Remark>) {
    for url in rule.non_resource_urls.iter().map(String::as_str) {
        let arguments = [("url", url)];
        if url.trim_end_matches('*').contains('*') {
            remarks.push(role.remark(Code::RbacUrlStar, &arguments));
        } else if !url.starts_with('/') && url != "*" {
            remarks.push(role.remark(Code::RbacUrlSlash, &arguments));
        }
    }
    if !rule.non_resource_urls.is_empty() {
        for verb in rule.verbs.iter().map(String::as_str) {
            if !URL_VERBS.contains(&verb) {
                remarks.push(role.remark(Code::RbacUrlVerb, &[("verb", verb)]));
            }
        }
    }
}

impl RbacSet {
    /// What cannot work as meant in the roles and bindings that are not built in.
    pub fn advice(&self, defaults: &Defaults) -> Vec<Remark> {
        let known = Known::new();
        let mut remarks = Vec::new();
        for role in &self.roles {
            // What an aggregated role has is said of those that it gathers from.
            if role.selectors.is_some() || defaults.has_role(self, role) {
                continue;
            }
            for rule in self.rules_of(role) {
                resource_advice(role, rule, &known, &mut remarks);
                name_advice(role, rule, &mut remarks);
                url_advice(role, rule, &mut remarks);
            }
        }
        for binding in &self.bindings {
            if defaults.has_binding(self, binding) {
                continue;
            }
            if binding.role.is_none() {
                let arguments = [
                    ("kind", binding.role_kind.as_str()),
                    ("role", &binding.role_name),
                ];
                remarks.push(binding.remark(Code::RbacRoleMissing, &arguments));
            }
            if binding.subjects.is_empty() {
                remarks.push(binding.remark(Code::RbacNoSubjects, &[]));
            }
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use super::{Defaults, RbacSet};
    use crate::finding::cases::{case, check};
    use crate::finding::{Code, Finding, Group};

    /// The rule of a Role.
    const fn rule(rule: &'static str) -> Input {
        Input {
            role: "web",
            rule,
            subjects: "{kind: User, name: jane}",
        }
    }

    /// A Role `web` with a rule, and whom it is bound to by what name.
    struct Input {
        rule: &'static str,
        role: &'static str,
        subjects: &'static str,
    }

    fn find(input: &Input) -> Vec<Finding> {
        let Input {
            rule,
            role,
            subjects,
        } = input;
        // URLs are for ClusterRoles alone.
        let (kind, namespace) = if rule.contains("nonResourceURLs") {
            ("ClusterRole", "")
        } else {
            ("Role", ", namespace: default")
        };
        let mut set = RbacSet::default();
        set.load(&format!(
            "apiVersion: rbac.authorization.k8s.io/v1
kind: {kind}
metadata: {{name: web{namespace}}}
rules:
- {{{rule}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {kind}Binding
metadata: {{name: web{namespace}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {kind}, name: {role}}}
subjects: [{subjects}]
"
        ));
        set.finish();
        let advice = set.advice(&Defaults::new()).into_iter();
        advice.map(|remark| remark.finding).collect()
    }

    #[test]
    #[rustfmt::skip]
    fn rules_and_bindings() {
        const GOOD: &str = "verbs: [get], apiGroups: [''], resources: [pods]";
        const URL: &str = "verbs: [get], nonResourceURLs: ['/healthz', '/logs/*']";
        let good = || rule(GOOD);
        let cases = [
            case(Code::RbacSubresourceStar, rule("verbs: [get], apiGroups: [''], resources: ['pods/*']"), rule("verbs: [get], apiGroups: [''], resources: ['*/scale']")),
            case(Code::RbacGroupGone, rule("verbs: [get], apiGroups: [extensions], resources: [deployments]"), rule("verbs: [get], apiGroups: [extensions, apps], resources: [deployments]")),
            case(Code::RbacGroupWrong, rule("verbs: [get], apiGroups: [''], resources: [deployments]"), rule("verbs: [get], apiGroups: [apps], resources: [deployments]")),
            case(Code::RbacResourceSpelled, rule("verbs: [get], apiGroups: [''], resources: [pod]"), good()),
            case(Code::RbacResourceUnknown, rule("verbs: [get], apiGroups: [''], resources: [widgets]"), rule("verbs: [get], apiGroups: [example.com], resources: [widgets]")),
            case(Code::RbacVerbUnknown, rule("verbs: [read], apiGroups: [''], resources: [pods]"), good()),
            case(Code::RbacClusterResource, rule("verbs: [get], apiGroups: [''], resources: [nodes]"), good()),
            case(Code::RbacVerbNamed, rule("verbs: [create], apiGroups: [''], resources: [pods], resourceNames: [web]"), rule("verbs: [create], apiGroups: [''], resources: [pods]")),
            case(Code::RbacListNamed, rule("verbs: [list], apiGroups: [''], resources: [pods], resourceNames: [web]"), rule("verbs: [list], apiGroups: [''], resources: [pods]")),
            case(Code::RbacUrlStar, rule("verbs: [get], nonResourceURLs: ['/logs/*/web']"), rule(URL)),
            case(Code::RbacUrlSlash, rule("verbs: [get], nonResourceURLs: [healthz]"), rule(URL)),
            case(Code::RbacUrlVerb, rule("verbs: [list], nonResourceURLs: ['/healthz']"), rule(URL)),
            case(Code::RbacRoleMissing, Input { role: "gone", ..good() }, good()),
            case(Code::RbacNoSubjects, Input { subjects: "", ..good() }, good()),
        ];
        check(Group::RbacAdvice, &cases, find);
    }
}
