//! Whether rules hold all that other rules grant, and what is missing
//! (`component-helpers/auth/rbac/validation/policy_comparator.go` and `policy_compact.go`).

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::rbac::Rule;

/// Most single permissions that rules are broken down into; a hostile rule multiplies its lists.
pub const ATOMS_MAX: usize = 100_000;

/// Rules that grant more than [`ATOMS_MAX`] single permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {ATOMS_MAX} single permissions")]
pub struct TooMany;

/// `BreakdownRule`: one rule for every single permission.
fn break_down(rule: &Rule, atoms: &mut Vec<Rule>) -> Result<(), TooMany> {
    let names: Vec<Option<&String>> = match rule.resource_names.as_slice() {
        [] => vec![None],
        names => names.iter().map(Some).collect(),
    };
    let mut add = |atom: Rule| {
        atoms.push(atom);
        if atoms.len() > ATOMS_MAX {
            Err(TooMany)
        } else {
            Ok(())
        }
    };
    for group in &rule.api_groups {
        for resource in &rule.resources {
            for verb in &rule.verbs {
                for name in &names {
                    add(Rule {
                        verbs: vec![verb.clone()],
                        api_groups: vec![group.clone()],
                        resources: vec![resource.clone()],
                        resource_names: name.iter().map(|name| (*name).clone()).collect(),
                        non_resource_urls: Vec::new(),
                    })?;
                }
            }
        }
    }
    for url in &rule.non_resource_urls {
        for verb in &rule.verbs {
            add(Rule {
                verbs: vec![verb.clone()],
                non_resource_urls: vec![url.clone()],
                ..Rule::default()
            })?;
        }
    }
    Ok(())
}

fn has(list: &[String], wanted: &str) -> bool {
    list.iter().any(|one| one == wanted)
}

fn has_all(list: &[String], wanted: &[String]) -> bool {
    has(list, "*") || wanted.iter().all(|one| has(list, one))
}

impl Rule {
    /// `ruleCovers`, for a single permission.
    fn covers(&self, atom: &Self) -> bool {
        let resource = |path: &String| {
            has(&self.resources, path)
                || path.split_once('/').is_some_and(|(_, subresource)| {
                    has(&self.resources, &format!("*/{subresource}"))
                })
        };
        let url = |path: &String| {
            self.non_resource_urls.iter().any(|own| {
                own == path || own.ends_with('*') && path.starts_with(own.trim_end_matches('*'))
            })
        };
        let names_cover = match atom.resource_names.as_slice() {
            // The API server takes no rule with both names and URLs; evaluation forgets the names.
            _ if self.resource_names.is_empty() || !atom.non_resource_urls.is_empty() => true,
            [] => false,
            names => names.iter().all(|name| has(&self.resource_names, name)),
        };
        has_all(&self.verbs, &atom.verbs)
            && has_all(&self.api_groups, &atom.api_groups)
            && (has(&self.resources, "*") || atom.resources.iter().all(resource))
            && names_cover
            && atom.non_resource_urls.iter().all(url)
    }
}

/// `Covers`: the single permissions of some rules that the owner's rules do not hold.
pub fn uncovered<'a>(
    owned: &[&Rule],
    wanted: impl Iterator<Item = &'a Rule>,
) -> Result<Vec<Rule>, TooMany> {
    let held: HashSet<&Rule> = owned.iter().copied().collect();
    let mut missing = Vec::new();
    let mut looked_at = 0usize;
    for rule in wanted {
        // A rule that is held as it stands needs no breaking down.
        if held.contains(rule) {
            continue;
        }
        let mut atoms = Vec::new();
        break_down(rule, &mut atoms)?;
        looked_at = looked_at.saturating_add(atoms.len().saturating_mul(owned.len().max(1)));
        if looked_at > 100 * ATOMS_MAX {
            return Err(TooMany);
        }
        atoms.retain(|atom| !owned.iter().any(|own| own.covers(atom)));
        missing.append(&mut atoms);
    }
    Ok(missing)
}

/// `CompactRules`: single permissions that differ only by verb become one rule.
pub fn compact(atoms: Vec<Rule>) -> Vec<Rule> {
    let mut compacted: Vec<Rule> = Vec::new();
    let mut places: HashMap<Rule, usize> = HashMap::new();
    for mut atom in atoms {
        let verbs = std::mem::take(&mut atom.verbs);
        let is_simple = atom.non_resource_urls.is_empty();
        let place = match places.get(&atom) {
            Some(place) if is_simple => *place,
            _ => {
                places.insert(atom.clone(), compacted.len());
                compacted.push(atom);
                compacted.len() - 1
            }
        };
        if let Some(rule) = compacted.get_mut(place) {
            for verb in verbs {
                if !has(&rule.verbs, &verb) {
                    rule.verbs.push(verb);
                }
            }
        }
    }
    compacted
}

impl std::fmt::Display for Rule {
    /// `CompactString` (`rbac/v1/evaluation_helpers.go`)
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lists = [
            ("APIGroups", &self.api_groups),
            ("Resources", &self.resources),
            ("NonResourceURLs", &self.non_resource_urls),
            ("ResourceNames", &self.resource_names),
            ("Verbs", &self.verbs),
        ];
        let mut separator = "{";
        for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            write!(formatter, "{separator}{name}:{}", go_list(list))?;
            separator = ", ";
        }
        formatter.write_str(if separator == "{" { "{}" } else { "}" })
    }
}

/// A list as Go's `%q` prints it.
pub fn go_list(list: &[String]) -> String {
    let mut text = String::from("[");
    for (index, one) in list.iter().enumerate() {
        let separator = if index > 0 { " " } else { "" };
        let _ = write!(text, "{separator}{}", go_quoted(one));
    }
    text + "]"
}
