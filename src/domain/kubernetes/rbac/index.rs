//! Who is bound where: the index that makes a question cost what it is about, not what there is.

use crate::domain::kubernetes::rbac::load::object_key;
use crate::domain::kubernetes::rbac::{RbacSet, SERVICE_ACCOUNT_PREFIX, SubjectKind};
use crate::domain::order;

/// A key of the index: where a binding counts, and whom it names. A service account is a user by
/// its user name (`apiserver/pkg/authentication/serviceaccount`, `MatchesUsername`).
pub(super) fn subject_key(namespace: &str, is_group: bool, name: &str) -> String {
    let kind = if is_group { 'g' } else { 'u' };
    format!("{namespace}/{kind}{name}")
}

impl RbacSet {
    /// Gathers aggregated roles, finds every binding's role and indexes the bindings by their
    /// subjects. To be called after the last [`RbacSet::load`].
    pub fn finish(&mut self) {
        self.aggregate();
        self.by_subject.clear();
        for number in 0..self.bindings.len() {
            let Some(binding) = self.bindings.get_mut(number) else {
                continue;
            };
            let namespace = match binding.role_kind.as_str() {
                "Role" => binding.namespace.as_str(),
                _ => "",
            };
            let key = object_key(&binding.role_kind, namespace, &binding.role_name);
            binding.role = match binding.role_kind.as_str() {
                "Role" | "ClusterRole" => self.objects.get(&key).copied(),
                _ => None,
            };
            for (position, subject) in binding.subjects.iter().enumerate() {
                let name = match subject.kind {
                    SubjectKind::ServiceAccount if subject.namespace.is_empty() => continue,
                    SubjectKind::ServiceAccount => format!(
                        "{SERVICE_ACCOUNT_PREFIX}{}:{}",
                        subject.namespace, subject.name
                    ),
                    _ => subject.name.clone(),
                };
                let is_group = subject.kind == SubjectKind::Group;
                let key = subject_key(&binding.namespace, is_group, &name);
                self.by_subject
                    .entry(key)
                    .or_default()
                    .push((number as u32, position as u32));
            }
        }
    }

    /// The bindings of one namespace, or the ClusterRoleBindings if it is empty, that name the user
    /// or one of the groups, each with the position of its first such subject
    /// (`pkg/registry/rbac/validation/rule.go`, `appliesTo`), in the order loaded.
    pub(super) fn bound(&self, namespace: &str, user: &str, groups: &[String]) -> Vec<(u32, u32)> {
        let mut keys = vec![subject_key(namespace, false, user)];
        keys.extend(
            groups
                .iter()
                .map(|group| subject_key(namespace, true, group)),
        );
        let mut found: Vec<(u32, u32)> = keys
            .iter()
            .filter_map(|key| self.by_subject.get(key))
            .flatten()
            .copied()
            .collect();
        order::sort(&mut found);
        found.dedup_by_key(|(binding, _)| *binding);
        found
    }
}
