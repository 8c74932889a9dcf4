//! From refusals to the smallest roles and bindings that would have allowed what was asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::kubernetes::access_draft::{BindingDraft, Draft, Labels, RoleDraft, command};
use crate::domain::kubernetes::error_text::{ErrorText, Refusal};
use crate::domain::kubernetes::finding::Code;
use crate::domain::kubernetes::rbac::{Rule, Subject};
use crate::domain::order;

/// The order that people write verbs in; others come behind, by the alphabet.
const VERBS: [&str; 8] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
];

/// What a rule is about: URL or resource, group, resource or path.
type Target<'a> = (bool, &'a str, &'a str);
/// The verbs of each object's name; without a name they are for all.
type Verbs<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Whether a resourceName can limit the verb: an object that is not there yet has no name, except
/// that of the object whose subresource is created.
fn can_be_named(verb: &str, resource: &str) -> bool {
    match verb {
        "create" => resource.contains('/'),
        "deletecollection" => false,
        _ => true,
    }
}

/// A name for role and binding, of the user's.
fn role_name(subject: &Subject) -> String {
    let full = if subject.namespace.is_empty() {
        subject.name.clone()
    } else {
        format!("{}-{}", subject.namespace, subject.name)
    };
    format!(
        "allow-{}",
        crate::domain::kubernetes::csr::commands::file_stem(&full).to_lowercase()
    )
}

/// Roles and bindings, in pairs, that would have allowed all that was refused; by the objects'
/// names where those are told and `by_name` asks for it. Refusals of nobody in particular and those
/// that are not about a right of RBAC are left out.
pub fn needed(refusals: &[ErrorText], by_name: bool) -> Vec<Draft> {
    let mut grants: BTreeMap<(&str, &str), BTreeMap<Target<'_>, Verbs<'_>>> = BTreeMap::new();
    for refusal in refusals {
        let is_right = matches!(
            refusal.meaning,
            Code::RefusalForbidden | Code::RefusalImpersonation
        );
        if refusal.refusal != Refusal::Forbidden || !is_right || refusal.user.is_empty() {
            continue;
        }
        let verb = refusal.verb.as_str();
        let is_url = refusal.resource.starts_with('/');
        let target = (is_url, refusal.group.as_str(), refusal.resource.as_str());
        let is_named = by_name && !is_url && can_be_named(verb, &refusal.resource);
        let name = if is_named { refusal.name.as_str() } else { "" };
        let key = (refusal.user.as_str(), refusal.namespace.as_str());
        let targets = grants.entry(key).or_default();
        targets
            .entry(target)
            .or_default()
            .entry(name)
            .or_default()
            .insert(verb);
        // Since 1.36, acting as somebody needs two rights: on whom, and on what.
        if let Some(mode) = verb.strip_prefix("impersonate-on:") {
            let (mode, _) = mode.split_once(':').unwrap_or((mode, ""));
            let (verb, resource) = match mode {
                "user-info" => ("impersonate:user-info", "users"),
                "serviceaccount" => ("impersonate:serviceaccount", "serviceaccounts"),
                "arbitrary-node" => ("impersonate:arbitrary-node", "nodes"),
                _ => ("impersonate:associated-node", "nodes"),
            };
            let targets = grants.entry((refusal.user.as_str(), "")).or_default();
            let target = (false, "authentication.k8s.io", resource);
            targets
                .entry(target)
                .or_default()
                .entry("")
                .or_default()
                .insert(verb);
        }
    }
    let mut drafts = Vec::with_capacity(grants.len() * 2);
    for ((user, namespace), targets) in &grants {
        // What is granted everywhere need not be granted in a namespace again.
        let everywhere = grants.get(&(*user, "")).filter(|_| !namespace.is_empty());
        let rules = rules(targets, everywhere);
        if rules.is_empty() {
            continue;
        }
        drafts.extend(pair(user, namespace, rules));
    }
    drafts
}

fn pair(user: &str, namespace: &str, rules: Vec<Rule>) -> [Draft; 2] {
    let subject = Subject::from_user(user);
    let name = role_name(&subject);
    let cluster = namespace.is_empty();
    let role = RoleDraft {
        cluster,
        name: name.clone(),
        namespace: namespace.to_owned(),
        rules,
        ..RoleDraft::default()
    };
    let binding = BindingDraft {
        cluster,
        name: name.clone(),
        namespace: namespace.to_owned(),
        labels: Labels::new(),
        role_is_cluster: cluster,
        role: name,
        subjects: vec![subject],
    };
    [Draft::Role(role), Draft::Binding(binding)]
}

/// The rules, merged: first the objects of a resource with the same verbs, then the resources of a
/// group with the same verbs and objects.
fn rules(
    targets: &BTreeMap<Target<'_>, Verbs<'_>>,
    everywhere: Option<&BTreeMap<Target<'_>, Verbs<'_>>>,
) -> Vec<Rule> {
    type Key<'a> = (bool, &'a str, Vec<&'a str>, BTreeSet<&'a str>);
    let mut merged: BTreeMap<Key<'_>, Vec<&str>> = BTreeMap::new();
    for (target, by_name) in targets {
        let (is_url, group, resource) = *target;
        let mut covered = by_name.get("").cloned().unwrap_or_default();
        let elsewhere = everywhere.and_then(|all| all.get(target));
        let elsewhere = elsewhere.and_then(|by_name| by_name.get(""));
        if let Some(verbs) = elsewhere {
            covered.extend(verbs);
        }
        let mut by_verbs: BTreeMap<Vec<&str>, BTreeSet<&str>> = BTreeMap::new();
        for (name, verbs) in by_name {
            let left = verbs.iter().filter(|verb| match *name {
                "" => elsewhere.is_none_or(|all| !all.contains(*verb)),
                _ => !covered.contains(*verb),
            });
            let left = in_order(left.copied().collect());
            if !left.is_empty() {
                // Those for all objects do not mix with those for some.
                let names = by_verbs.entry(left).or_default();
                names.insert(name);
            }
        }
        for (verbs, mut names) in by_verbs {
            if names.remove("") {
                let key = (is_url, group, verbs.clone(), BTreeSet::new());
                merged.entry(key).or_default().push(resource);
            }
            if !names.is_empty() {
                merged
                    .entry((is_url, group, verbs, names))
                    .or_default()
                    .push(resource);
            }
        }
    }
    let owned = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let rules = merged
        .into_iter()
        .map(|((is_url, group, verbs, names), resources)| {
            let mut rule = Rule {
                verbs: owned(&verbs),
                resource_names: names.into_iter().map(str::to_owned).collect(),
                ..Rule::default()
            };
            if is_url {
                rule.non_resource_urls = owned(&resources);
            } else {
                rule.api_groups = vec![group.to_owned()];
                rule.resources = owned(&resources);
            }
            rule
        });
    rules.collect()
}

fn in_order(mut verbs: Vec<&str>) -> Vec<&str> {
    let place = |verb: &str| VERBS.iter().position(|known| *known == verb);
    let key = |verb: &str| place(verb).unwrap_or(VERBS.len());
    order::sort_by(&mut verbs, |one, other| {
        key(one).cmp(&key(other)).then_with(|| one.cmp(other))
    });
    verbs
}

/// The commands that make them, in one line; where `kubectl create` cannot make one of them, the
/// rules as JSON.
pub fn one_line(drafts: &[Draft]) -> String {
    let commands: Option<Vec<_>> = drafts.iter().map(command::write).collect();
    if let Some(commands) = commands {
        let commands: Vec<_> = commands.iter().map(|command| command.trim_end()).collect();
        return commands.join(" && ");
    }
    let values = drafts.iter().map(Draft::value);
    let rules: Vec<_> = values
        .filter_map(|value| value.get("rules").map(ToString::to_string))
        .collect();
    rules.join(" ")
}
