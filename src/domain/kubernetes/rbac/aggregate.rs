//! Aggregated ClusterRoles, as the controller fills them in
//! (`pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go`).

use std::collections::{HashMap, HashSet};

use crate::domain::kubernetes::rbac::{RbacSet, Role, Selector};
use crate::domain::order;

/// How many labels and rules may be looked at for all aggregated roles together; a cluster of
/// thousands of roles needs a thousandth of it.
const STEPS_MAX: usize = 4_000_000;

impl Selector {
    /// Whether a role's labels satisfy it (`apimachinery/pkg/labels`, `Requirement.Matches`). An
    /// operator that does not exist makes the selector match nothing.
    fn matches(&self, role: &Role) -> bool {
        let value = |key: &str| {
            let found = role.labels.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value)
        };
        let labels = self.labels.iter();
        labels
            .into_iter()
            .all(|(key, wanted)| value(key) == Some(wanted))
            && self.expressions.iter().all(|(key, operator, values)| {
                let value = value(key);
                match operator.as_str() {
                    "In" => value.is_some_and(|value| values.contains(value)),
                    "NotIn" => value.is_none_or(|value| !values.contains(value)),
                    "Exists" => value.is_some(),
                    "DoesNotExist" => value.is_none(),
                    _ => false,
                }
            })
    }
}

impl RbacSet {
    /// Gathers the rules of every aggregated ClusterRole, again and again until nothing changes,
    /// since one may gather from another. Where no role is chosen, what was written stays.
    pub(super) fn aggregate(&mut self) {
        let mut cluster_roles: Vec<usize> = (0..self.roles.len())
            .filter(|index| {
                self.roles
                    .get(*index)
                    .is_some_and(|role| role.namespace.is_empty())
            })
            .collect();
        let name = |index: &usize| self.roles.get(*index).map(|role| &role.name);
        order::sort_by(&mut cluster_roles, |one, other| name(one).cmp(&name(other)));
        let mut steps = STEPS_MAX;
        let chosen = self.chosen(&cluster_roles, &mut steps);
        let mut has_changed = true;
        while has_changed && steps > 0 {
            has_changed = false;
            for (target, sources) in &chosen {
                let mut rules = Vec::new();
                let mut seen = HashSet::new();
                for number in sources
                    .iter()
                    .filter_map(|source| self.roles.get(*source))
                    .flat_map(|role| &role.rules)
                {
                    steps = steps.saturating_sub(1);
                    if steps > 0 && seen.insert(*number) {
                        rules.push(*number);
                    }
                }
                if let Some(role) = self.roles.get_mut(*target)
                    && steps > 0
                    && !rules.is_empty()
                    && role.rules != rules
                {
                    role.rules = rules;
                    has_changed = true;
                }
            }
        }
        if steps == 0 {
            self.note_too_much_aggregation();
        }
    }

    /// Every aggregated role with those it gathers from, by name within each selector.
    fn chosen(&self, cluster_roles: &[usize], steps: &mut usize) -> Vec<(usize, Vec<usize>)> {
        // Nearly every selector names a label, by which the few roles are found that have it.
        let mut by_label: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for index in cluster_roles {
            for (key, value) in self.roles.get(*index).iter().flat_map(|role| &role.labels) {
                by_label.entry((key, value)).or_default().push(*index);
            }
        }
        let mut chosen = Vec::new();
        for target in cluster_roles {
            let Some(role) = self.roles.get(*target) else {
                continue;
            };
            let Some(selectors) = &role.selectors else {
                continue;
            };
            let mut sources = Vec::new();
            for selector in selectors {
                let candidates = match selector.labels.first() {
                    Some((key, value)) => by_label.get(&(key.as_str(), value.as_str())),
                    None => None,
                };
                let candidates = match candidates {
                    Some(candidates) => candidates.as_slice(),
                    None if selector.labels.is_empty() => cluster_roles,
                    None => &[],
                };
                for candidate in candidates {
                    *steps = steps.saturating_sub(1);
                    let is_chosen = candidate != target
                        && *steps > 0
                        && self
                            .roles
                            .get(*candidate)
                            .is_some_and(|role| selector.matches(role));
                    if is_chosen {
                        sources.push(*candidate);
                    }
                }
            }
            chosen.push((*target, sources));
        }
        chosen
    }
}
