//! Who may do one thing.

use crate::domain::kubernetes::rbac::evaluate::{Attributes, Grant};
use crate::domain::kubernetes::rbac::{RbacSet, Role};

/// Somebody who may, as positions: cheap, since there may be ten thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    binding: u32,
    subject: u32,
    rule_index: u32,
}

impl RbacSet {
    /// Every subject of every binding that allows it, bindings of the whole cluster first. Where
    /// `anywhere` is set and no namespace named, those who may in some namespace follow.
    /// `system:masters`, who may do everything, are not listed.
    pub fn who_can(&self, attributes: &Attributes, anywhere: bool) -> Vec<Holder> {
        // Every rule is looked at once, however many roles have it.
        let allows: Vec<bool> = self
            .rules
            .iter()
            .map(|rule| rule.allows(attributes))
            .collect();
        let first = |role: &Role| {
            role.rules
                .iter()
                .position(|number| allows.get(*number as usize) == Some(&true))
        };
        let by_role: Vec<Option<usize>> = self.roles.iter().map(first).collect();
        let namespace = &attributes.namespace;
        let (mut holders, mut of_namespaces) = (Vec::new(), Vec::new());
        for (number, binding) in self.bindings.iter().enumerate() {
            let is_cluster_wide = binding.namespace.is_empty();
            let counts = is_cluster_wide
                || attributes.path.is_none()
                    && (binding.namespace == *namespace || anywhere && namespace.is_empty());
            let role = binding.role.filter(|_| counts);
            let rule = role.and_then(|role| by_role.get(role as usize).copied().flatten());
            let Some(rule) = rule else {
                continue;
            };
            let list = if is_cluster_wide {
                &mut holders
            } else {
                &mut of_namespaces
            };
            for subject in 0..binding.subjects.len() {
                list.push(Holder {
                    binding: number as u32,
                    subject: subject as u32,
                    rule_index: rule as u32,
                });
            }
        }
        holders.append(&mut of_namespaces);
        holders
    }

    /// A holder in full.
    pub fn holding(&self, holder: Holder) -> Option<Grant> {
        let binding = self.bindings.get(holder.binding as usize)?;
        let role = self.role_of(binding)?;
        let index = holder.rule_index as usize;
        let rule = self.rule(*role.rules.get(index)?)?;
        self.grant(binding, holder.subject, index, rule)
    }
}
