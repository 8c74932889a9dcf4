//! What nearly allows something, and what each near miss lacks.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::domain::kubernetes::rbac::evaluate::{Attributes, Grant};
use crate::domain::kubernetes::rbac::{
    Binding, RbacSet, Rule, SERVICE_ACCOUNT_PREFIX, Subject, SubjectKind,
};

/// Most near misses that are told.
pub const MISSES_MAX: usize = 5;

/// Most words of a rule's list that a lack repeats.
const LISTED_MAX: usize = 20;

crate::domain::formats::code_list::code_list! {
    /// What a rule lacks; the words are `rbac-miss-CODE`, with `wanted` and `has`.
    LackCode {
        /// The verb.
        Verb "verb",
        /// The rule is for the same resource of other API groups.
        ApiGroup "api-group",
        /// The rule covers the resource, not its subresource.
        Subresource "subresource",
        /// The rule covers a subresource, not the resource.
        ParentResource "parent-resource",
        /// The rule covers other subresources.
        OtherSubresource "other-subresource",
        /// The rule is limited to other names.
        Name "name",
        /// The rule is limited to names, and none is asked for.
        NoName "no-name",
        /// The rule is for other URLs.
        Url "url",
        /// The binding counts in another namespace.
        Namespace "namespace",
        /// The binding counts in one namespace, and the whole cluster is asked for.
        ClusterScope "cluster-scope",
        /// The role that the binding refers to does not exist.
        RoleMissing "role-missing",
    }
}

/// One thing that is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lack {
    /// What.
    pub code: LackCode,
    /// What is asked for.
    pub wanted: String,
    /// What is there instead.
    pub has: String,
}

/// A rule that nearly allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// The rule, and how it comes to the one who asks; empty where the role does not exist.
    pub grant: Grant,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

/// The words of a list, the first [`LISTED_MAX`].
fn listed(list: &[String]) -> String {
    let shown = list.get(..LISTED_MAX).unwrap_or(list).join(", ");
    if list.len() > LISTED_MAX {
        shown + ", …"
    } else {
        shown
    }
}

fn lack(code: LackCode, wanted: &str, has: impl Into<String>) -> Lack {
    Lack {
        code,
        wanted: wanted.to_owned(),
        has: has.into(),
    }
}

/// Whether a rule's resource is a subresource of the one asked for.
fn is_within(own: &str, asked: &Attributes) -> bool {
    let rest = own.strip_prefix(&asked.resource);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// How much a rule lacks; `None` where it is about something else. Nearly all rules are none of the
/// nearest, which is found here without writing anything down.
fn lack_count(rule: &Rule, asked: &Attributes) -> Option<usize> {
    let verb = usize::from(!rule.matches_verb(&asked.verb));
    if let Some(path) = &asked.path {
        let is_about = !rule.non_resource_urls.is_empty();
        return is_about.then(|| verb + usize::from(!rule.matches_url(path)));
    }
    let covers = rule.matches_resource(&asked.resource, &asked.subresource);
    let is_about = |own: &String| *own == asked.resource || is_within(own, asked);
    (covers || rule.resources.iter().any(is_about)).then(|| {
        verb + usize::from(!covers)
            + usize::from(!rule.matches_group(&asked.group))
            + usize::from(!rule.matches_name(&asked.name))
    })
}

/// What keeps a rule from covering the resource asked for; `None` where it is about another one.
fn resource_lack(rule: &Rule, asked: &Attributes) -> Option<Option<Lack>> {
    if rule.matches_resource(&asked.resource, &asked.subresource) {
        return Some(None);
    }
    let wanted = asked.combined_resource();
    let of_it = rule.resources.iter().find(|own| is_within(own, asked));
    let lack = if rule.resources.contains(&asked.resource) {
        lack(LackCode::Subresource, &wanted, asked.resource.as_str())
    } else if asked.subresource.is_empty() {
        lack(LackCode::ParentResource, &wanted, of_it?.as_str())
    } else {
        lack(LackCode::OtherSubresource, &wanted, of_it?.as_str())
    };
    Some(Some(lack))
}

/// What a rule lacks; `None` where it is about something else.
fn rule_lacks(rule: &Rule, asked: &Attributes) -> Option<Vec<Lack>> {
    let mut lacks = Vec::new();
    if let Some(path) = &asked.path {
        if rule.non_resource_urls.is_empty() {
            return None;
        }
        if !rule.matches_url(path) {
            lacks.push(lack(LackCode::Url, path, listed(&rule.non_resource_urls)));
        }
    } else {
        lacks.extend(resource_lack(rule, asked)?);
        if !rule.matches_group(&asked.group) {
            lacks.push(lack(
                LackCode::ApiGroup,
                &asked.group,
                listed(&rule.api_groups),
            ));
        }
        if !rule.matches_name(&asked.name) {
            let code = match asked.name.as_str() {
                "" => LackCode::NoName,
                _ => LackCode::Name,
            };
            lacks.push(lack(code, &asked.name, listed(&rule.resource_names)));
        }
    }
    if !rule.matches_verb(&asked.verb) {
        lacks.push(lack(LackCode::Verb, &asked.verb, listed(&rule.verbs)));
    }
    Some(lacks)
}

/// What keeps a binding from counting where it is asked for.
fn place_lack(binding: &Binding, asked: &Attributes) -> Option<Lack> {
    let has = binding.namespace.as_str();
    if has.is_empty() || has == asked.namespace && asked.path.is_none() {
        return None;
    }
    Some(match &asked.path {
        Some(path) => lack(LackCode::ClusterScope, path, has),
        None if asked.namespace.is_empty() => lack(LackCode::ClusterScope, "", has),
        None => lack(LackCode::Namespace, &asked.namespace, has),
    })
}

/// Whether one that lacks so much is among the nearest.
fn is_near(misses: &[Miss], count: usize) -> bool {
    misses.len() < MISSES_MAX || misses.last().is_some_and(|miss| count < miss.lacks.len())
}

impl Subject {
    /// Whether it names a user or one of the groups (`appliesToUser`).
    fn applies(&self, user: &str, groups: &HashSet<&str>) -> bool {
        match self.kind {
            SubjectKind::User => self.name == user,
            SubjectKind::Group => groups.contains(self.name.as_str()),
            SubjectKind::ServiceAccount => {
                let rest = user.strip_prefix(SERVICE_ACCOUNT_PREFIX);
                let name = rest.and_then(|rest| rest.split_once(':'));
                !self.namespace.is_empty() && name == Some((&self.namespace, &self.name))
            }
        }
    }
}

impl RbacSet {
    /// What an identity has that nearly allows it, in any namespace, with what each lacks; those
    /// that lack least first, the first [`MISSES_MAX`]. For a question that is not allowed.
    pub fn near_misses(&self, user: &str, groups: &[String], asked: &Attributes) -> Vec<Miss> {
        let groups: HashSet<&str> = groups.iter().map(String::as_str).collect();
        let mut misses: Vec<Miss> = Vec::new();
        for binding in &self.bindings {
            let applies = |subject: &Subject| subject.applies(user, &groups);
            let Some(position) = binding.subjects.iter().position(applies) else {
                continue;
            };
            let place = place_lack(binding, asked);
            let offer = |misses: &mut Vec<Miss>, rule_index, rule: &Rule, mut lacks: Vec<Lack>| {
                lacks.extend(place.clone());
                let at = misses.partition_point(|miss| miss.lacks.len() <= lacks.len());
                if let Some(grant) = self.grant(binding, position as u32, rule_index, rule) {
                    misses.insert(at, Miss { grant, lacks });
                    misses.truncate(MISSES_MAX);
                }
            };
            let Some(role) = self.role_of(binding) else {
                let missing = lack(LackCode::RoleMissing, &binding.role_name, "");
                if is_near(&misses, 1 + usize::from(place.is_some())) {
                    offer(&mut misses, 0, &Rule::default(), vec![missing]);
                }
                continue;
            };
            for (index, rule) in self.rules_of(role).enumerate() {
                let Some(count) = lack_count(rule, asked) else {
                    continue;
                };
                if is_near(&misses, count + usize::from(place.is_some()))
                    && let Some(lacks) = rule_lacks(rule, asked)
                {
                    offer(&mut misses, index, rule, lacks);
                }
            }
        }
        misses
    }
}
