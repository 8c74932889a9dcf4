//! Everything that one identity may do: namespaces and resources by verbs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::domain::kubernetes::rbac::catalogue;
use crate::domain::kubernetes::rbac::catalogue::{Resource, VERBS};
use crate::domain::kubernetes::rbac::evaluate::subresource_parts;
use crate::domain::kubernetes::rbac::{MASTERS, RbacSet, Rule};
use crate::domain::order;

/// How often a wide rule is held against a row outside the catalogue; beyond it the rows say only
/// what rules for themselves give. No cluster comes near.
const STEPS_MAX: usize = 3_000_000;

/// How many verbs and names the rows of one matrix may take together; what goes beyond is left out,
/// since rules of long lists multiply. The largest real matrix takes a hundredth of it.
const WORDS_MAX: usize = 2_000_000;

/// How many rows a matrix has before further namespaces are left out.
const ROWS_MAX: usize = 300_000;
/// How many pairs of a group and a resource one rule may bring to the rows.
const PAIRS_MAX: usize = 10_000;

/// One row: what may be done with a resource in a namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The namespace; empty for the whole cluster with all its namespaces.
    pub namespace: String,
    /// The API group, `*` for all.
    pub group: String,
    /// The resource with its subresource, `*` for all, or a URL.
    pub resource: String,
    /// Whether it is a URL.
    pub is_url: bool,
    /// Verbs for objects of any name; `*` for every verb.
    pub verbs: BTreeSet<String>,
    /// Verbs for objects of certain names alone, with those names.
    pub named: BTreeMap<String, BTreeSet<String>>,
}

/// The rows of one identity.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// Those of the whole cluster, then those of every namespace.
    pub rows: Vec<Row>,
    /// Whether something was left out, since there is more than a matrix can hold.
    pub is_cut: bool,
}

/// What is left of the limits of one matrix.
struct Budget {
    words: usize,
    is_cut: bool,
}

impl Row {
    fn add(&mut self, rule: &Rule, budget: &mut Budget) {
        let cost = rule
            .verbs
            .len()
            .saturating_mul(rule.resource_names.len() + 1);
        let Some(left) = budget.words.checked_sub(cost) else {
            budget.is_cut = true;
            return;
        };
        budget.words = left;
        if rule.resource_names.is_empty() || self.is_url {
            self.verbs.extend(rule.verbs.iter().cloned());
        } else {
            for verb in &rule.verbs {
                let names = self.named.entry(verb.clone()).or_default();
                names.extend(rule.resource_names.iter().cloned());
            }
        }
    }

    /// Whether objects of any name may be treated so.
    pub fn holds(&self, verb: &str) -> bool {
        self.verbs.contains("*") || self.verbs.contains(verb)
    }

    /// The names of those objects that alone may be treated so, sorted; none where all may.
    pub fn names(&self, verb: &str) -> Vec<&str> {
        if self.holds(verb) {
            return Vec::new();
        }
        let lists = [self.named.get(verb), self.named.get("*")];
        let names = order::set(lists.into_iter().flatten().flatten());
        names.into_iter().map(String::as_str).collect()
    }
}

/// What a rule says about a resource of the catalogue.
fn is_about(rule: &Rule, resource: &Resource) -> bool {
    let (name, subresource) = subresource_parts(resource.name);
    rule.matches_group(resource.group) && rule.matches_resource(name, subresource)
}

/// The rows of some rules in the whole cluster, or in a namespace with what counts there besides:
/// the rules of the whole cluster, which bring no rows of their own.
fn rows(
    rules: &[&Rule],
    besides: Option<&[&Rule]>,
    resources: &[Resource],
    budget: &mut Budget,
) -> Vec<Row> {
    let is_namespace = besides.is_some();
    let mut found: BTreeMap<(bool, String, String), Row> = BTreeMap::new();
    let mut add = |rule: &Rule, is_url: bool, group: &str, resource: &str| {
        let key = (is_url, group.to_owned(), resource.to_owned());
        let row = found.entry(key).or_insert_with(|| Row {
            group: group.to_owned(),
            resource: resource.to_owned(),
            is_url,
            ..Row::default()
        });
        row.add(rule, budget);
    };
    let mut is_cut = false;
    for rule in rules {
        // Objects outside of namespaces are never asked for with one.
        for resource in resources
            .iter()
            .filter(|one| one.is_namespaced || !is_namespace)
        {
            if is_about(rule, resource) {
                add(rule, false, resource.group, resource.name);
            }
        }
        let groups = rule.api_groups.iter();
        let pairs = groups.flat_map(|group| rule.resources.iter().map(move |name| (group, name)));
        is_cut |= rule.api_groups.len().saturating_mul(rule.resources.len()) > PAIRS_MAX;
        for (group, name) in pairs.take(PAIRS_MAX) {
            if !is_catalogued(group, name, resources) {
                add(rule, false, group, name);
            }
        }
        if !is_namespace {
            for url in &rule.non_resource_urls {
                add(rule, true, "", url);
            }
        }
    }
    let besides = besides.unwrap_or_default();
    budget.is_cut |= is_cut;
    spread(&mut found, rules.iter().chain(besides), budget);
    found.into_values().collect()
}

/// Whether the catalogue's rows say all about a rule's resource.
fn is_catalogued(group: &str, name: &str, resources: &[Resource]) -> bool {
    group != "*"
        && resources
            .iter()
            .any(|resource| resource.group == group && (resource.name == name || name == "*"))
}

/// Lets the rows outside the catalogue hold what wider rules give them too, such as those for `*`.
fn spread<'a>(
    found: &mut BTreeMap<(bool, String, String), Row>,
    rules: impl Iterator<Item = &'a &'a Rule>,
    budget: &mut Budget,
) {
    let catalogued =
        order::set(catalogue::resources().map(|resource| (resource.group, resource.name)));
    let star = |list: &[String]| list.iter().any(|one| one.contains('*'));
    let is_wide = |rule: &&&Rule| {
        star(&rule.api_groups) || star(&rule.resources) || star(&rule.non_resource_urls)
    };
    let wide: Vec<_> = rules.filter(is_wide).collect();
    let mut steps = STEPS_MAX;
    for ((is_url, group, resource), row) in found {
        if !*is_url && catalogued.contains(&(group.as_str(), resource.as_str())) {
            continue;
        }
        let (name, subresource) = subresource_parts(resource);
        for rule in &wide {
            let counts = match is_url {
                true => rule.matches_url(resource),
                false => rule.matches_group(group) && rule.matches_resource(name, subresource),
            };
            if counts {
                row.add(rule, budget);
            }
        }
        steps = steps.saturating_sub(wide.len());
        if steps == 0 {
            budget.is_cut = true;
            return;
        }
    }
}

impl RbacSet {
    /// What an identity may do: rows for the whole cluster, then for every namespace in which
    /// bindings give it more, with all that it may do with that resource there.
    pub fn matrix(&self, user: &str, groups: &[String]) -> Matrix {
        let resources: Vec<Resource> = catalogue::resources().collect();
        let mut budget = Budget {
            words: WORDS_MAX,
            is_cut: false,
        };
        let everything = Rule {
            verbs: vec!["*".to_owned()],
            api_groups: vec!["*".to_owned()],
            resources: vec!["*".to_owned()],
            non_resource_urls: vec!["*".to_owned()],
            ..Rule::default()
        };
        if groups.iter().any(|group| group == MASTERS) {
            return Matrix {
                rows: rows(&[&everything], None, &resources, &mut budget),
                is_cut: false,
            };
        }
        let cluster_wide = self.numbers("", user, groups);
        let rules = |numbers: &[u32]| -> Vec<&Rule> {
            numbers
                .iter()
                .filter_map(|number| self.rule(*number))
                .collect()
        };
        let cluster_wide = rules(&cluster_wide);
        let mut matrix = rows(&cluster_wide, None, &resources, &mut budget);
        let wide: HashMap<(String, String), usize> = matrix
            .iter()
            .enumerate()
            .map(|(index, row)| ((row.group.clone(), row.resource.clone()), index))
            .collect();
        // Many namespaces have the same bindings.
        let mut known: HashMap<Vec<u32>, Rc<Vec<Row>>> = HashMap::new();
        for namespace in self.namespaces() {
            let numbers = self.numbers(&namespace, user, groups);
            if numbers.is_empty() {
                continue;
            }
            let rows = known.entry(numbers.clone()).or_insert_with(|| {
                let besides = Some(cluster_wide.as_slice());
                let mut rows = rows(&rules(&numbers), besides, &resources, &mut budget);
                rows.retain_mut(|row| {
                    let own = row.clone();
                    let key = (row.group.clone(), row.resource.clone());
                    if let Some(wide) = wide.get(&key).and_then(|index| matrix.get(*index)) {
                        row.verbs.extend(wide.verbs.iter().cloned());
                        for (verb, names) in &wide.named {
                            let own = row.named.entry(verb.clone()).or_default();
                            own.extend(names.iter().cloned());
                        }
                        // Only what the namespace adds is worth a row of its own.
                        return own.verbs.iter().any(|verb| !wide.holds(verb))
                            || own.named.iter().any(|(verb, names)| {
                                !wide.holds(verb) && wide.named.get(verb) != Some(names)
                            });
                    }
                    true
                });
                Rc::new(rows)
            });
            if matrix.len() > ROWS_MAX {
                budget.is_cut = true;
                break;
            }
            matrix.extend(rows.iter().map(|row| Row {
                namespace: namespace.clone(),
                ..row.clone()
            }));
        }
        Matrix {
            rows: matrix,
            is_cut: budget.is_cut,
        }
    }

    /// The rules that bindings of one scope give, by their numbers, sorted.
    fn numbers(&self, namespace: &str, user: &str, groups: &[String]) -> Vec<u32> {
        let mut numbers: Vec<u32> = self
            .bound(namespace, user, groups)
            .into_iter()
            .filter_map(|(binding, _)| self.role_of(self.bindings.get(binding as usize)?))
            .flat_map(|role| role.rules.iter().copied())
            .collect();
        order::sort(&mut numbers);
        numbers.dedup();
        numbers
    }

    /// The namespaces that have RoleBindings, sorted.
    pub fn namespaces(&self) -> Vec<String> {
        let namespaces = self.bindings.iter().map(|binding| &binding.namespace);
        let namespaces = order::set(namespaces.filter(|name| !name.is_empty()));
        namespaces.into_iter().cloned().collect()
    }
}

/// The rows as CSV (RFC 4180), a column for each verb; `other` holds every further verb.
pub fn csv(rows: &[&Row]) -> String {
    let mut text = String::from("namespace,group,resource");
    for (verb, _) in VERBS {
        text.push(',');
        text.push_str(verb);
    }
    text.push_str(",other\r\n");
    for row in rows {
        let mut line: Vec<String> = vec![
            row.namespace.clone(),
            row.group.clone(),
            row.resource.clone(),
        ];
        for (verb, _) in VERBS {
            line.push(if row.holds(verb) {
                "yes".to_owned()
            } else {
                row.names(verb).join(" ")
            });
        }
        let is_other = |verb: &&String| !VERBS.iter().any(|(name, _)| name == verb);
        let further = row.verbs.iter().filter(is_other).cloned();
        let named = row
            .named
            .iter()
            .filter(|(verb, _)| is_other(verb))
            .map(|(verb, names)| {
                let names: Vec<_> = names.iter().map(String::as_str).collect();
                format!("{verb}: {}", names.join(" "))
            });
        line.push(further.chain(named).collect::<Vec<_>>().join("; "));
        let cells: Vec<_> = line.iter().map(|cell| csv_cell(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell, quoted where it must be; one that a spreadsheet would compute is made a text.
fn csv_cell(cell: &str) -> String {
    let cell = match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
