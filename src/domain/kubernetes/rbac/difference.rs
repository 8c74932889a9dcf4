//! What changes when one set of roles and bindings takes another's place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::kubernetes::rbac::cover::{TooMany, compact, uncovered};
use crate::domain::kubernetes::rbac::{RbacSet, Rule, Subject};
use crate::domain::order;

/// What one subject gains and loses in one namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Who.
    pub subject: Subject,
    /// Where; empty for the whole cluster with all its namespaces.
    pub namespace: String,
    /// What it may do afterwards and could not before.
    pub gained: Vec<Rule>,
    /// What it could do before and may not afterwards.
    pub lost: Vec<Rule>,
    /// Whether there is more than can be compared, so that the rest is not known.
    pub is_unknown: bool,
}

/// The rules of every subject, by where they count.
type Holdings<'a> = BTreeMap<(&'a Subject, &'a str), Vec<&'a Rule>>;

fn holdings(set: &RbacSet) -> Holdings<'_> {
    let mut holdings = Holdings::new();
    for binding in &set.bindings {
        let Some(role) = set.role_of(binding) else {
            continue;
        };
        for subject in &binding.subjects {
            let place = (subject, binding.namespace.as_str());
            holdings
                .entry(place)
                .or_default()
                .extend(set.rules_of(role));
        }
    }
    holdings
}

/// What the first set grants a subject there, cluster-wide grants included.
fn granted<'a>(holdings: &Holdings<'a>, subject: &Subject, namespace: &str) -> Vec<&'a Rule> {
    let rules = |namespace| holdings.get(&(subject, namespace)).into_iter().flatten();
    let mut granted: Vec<_> = rules("").copied().collect();
    if !namespace.is_empty() {
        granted.extend(rules(namespace));
    }
    granted
}

fn compare(
    before: &[&Rule],
    after: &[&Rule],
    namespace: &str,
) -> Result<(Vec<Rule>, Vec<Rule>), TooMany> {
    let beyond = |held: &[&Rule], wanted: &[&Rule]| {
        let mut atoms = uncovered(held, wanted.iter().copied())?;
        // A URL in a RoleBinding's role is never asked for.
        atoms.retain(|atom| namespace.is_empty() || atom.non_resource_urls.is_empty());
        Ok(compact(atoms))
    };
    Ok((beyond(before, after)?, beyond(after, before)?))
}

/// What changes for every subject that a binding of either set names, by subject and namespace.
/// Only what bindings give the subject itself counts, not what it has as a member of a group.
pub fn difference(before: &RbacSet, after: &RbacSet) -> Vec<Change> {
    let (before, after) = (holdings(before), holdings(after));
    let mut places: Vec<_> = before.keys().chain(after.keys()).copied().collect();
    order::sort(&mut places);
    places.dedup();
    let mut changes = Vec::new();
    for (subject, namespace) in places {
        let was = granted(&before, subject, namespace);
        let is = granted(&after, subject, namespace);
        if was == is {
            continue;
        }
        let mut change = Change {
            subject: subject.clone(),
            namespace: namespace.to_owned(),
            ..Change::default()
        };
        match compare(&was, &is, namespace) {
            Ok((gained, lost)) if gained.is_empty() && lost.is_empty() => continue,
            Ok((gained, lost)) => (change.gained, change.lost) = (gained, lost),
            Err(TooMany) => change.is_unknown = true,
        }
        changes.push(change);
    }
    changes
}
