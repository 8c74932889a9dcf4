//! Places in the drafts, and what a change of one comes to.

use crate::locale::{Key, key};
use certbench_kubernetes::access_draft::{BindingDraft, Draft, Labels, RoleDraft};
use certbench_kubernetes::rbac::{Rule, Subject, SubjectKind};

/// The kinds of roles.
pub const ROLES: [&str; 2] = ["Role", "ClusterRole"];
/// The kinds of bindings.
pub const BINDINGS: [&str; 2] = ["RoleBinding", "ClusterRoleBinding"];
/// The kinds of subjects.
pub const SUBJECTS: [&str; 3] = ["User", "Group", "ServiceAccount"];

/// A field of a draft, or a button beside it.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// Its kind.
    Kind,
    /// Its name.
    Name,
    /// Its namespace.
    Namespace,
    /// The kind of a binding's role.
    RoleKind,
    /// The name of a binding's role.
    Role,
    /// A rule's verbs.
    Verbs,
    /// A rule's API groups.
    Groups,
    /// A rule's resources.
    Resources,
    /// A resource of the catalogue for the last rule, as its group and its name.
    Known,
    /// A rule's objects.
    Objects,
    /// A rule's URLs.
    Urls,
    /// Its labels.
    Labels,
    /// The labels of the ClusterRoles that one gathers.
    Selector,
    /// One more of these.
    MoreSelectors,
    /// One less.
    LessSelectors,
    /// A subject's kind.
    SubjectKind,
    /// A subject's name.
    Subject,
    /// A subject's namespace.
    SubjectNamespace,
    /// One more rule or subject.
    More,
    /// One rule or subject less.
    Less,
    /// One draft less.
    Drop,
    /// One more draft, of the kind that is given.
    Fresh,
    /// One more subject of the first binding, the user of this name.
    User,
    /// The same for a group.
    Group,
}

impl Place {
    /// The key of its label; nothing for the buttons whose labels name what they change.
    pub const fn label(self) -> Option<Key> {
        Some(match self {
            Self::Kind => key!("write-kind"),
            Self::Name => key!("write-name"),
            Self::Namespace => key!("write-namespace"),
            Self::RoleKind => key!("write-role-kind"),
            Self::Role => key!("write-role"),
            Self::Verbs => key!("write-verbs"),
            Self::Groups => key!("write-groups"),
            Self::Resources => key!("write-resources"),
            Self::Known => key!("write-known", version),
            Self::Objects => key!("write-objects"),
            Self::Urls => key!("write-urls"),
            Self::Labels => key!("write-labels"),
            Self::Selector => key!("write-selector"),
            Self::MoreSelectors => key!("write-more-selectors"),
            Self::SubjectKind => key!("write-subject-kind"),
            Self::Subject => key!("write-subject"),
            Self::SubjectNamespace => key!("write-subject-namespace"),
            Self::Fresh => key!("write-fresh", name),
            Self::User => key!("write-add-user", name),
            Self::Group => key!("write-add-group", name),
            Self::LessSelectors | Self::More | Self::Less | Self::Drop => return None,
        })
    }

    /// What its ids begin with: the key of its label, where it has one.
    pub const fn id(self) -> &'static str {
        match (self.label(), self) {
            (Some(label), _) => label.as_str(),
            (None, Self::LessSelectors) => "write-less-selectors",
            (None, Self::More) => "write-more",
            (None, Self::Less) => "write-less",
            (None, _) => "write-drop",
        }
    }
}

/// A place with the numbers of its draft and of its rule or subject.
#[derive(Clone, Copy, PartialEq)]
pub struct Spot {
    /// The draft.
    pub draft: usize,
    /// The rule or subject; 0 where there is none.
    pub item: usize,
    /// What of it.
    pub place: Place,
}

impl Spot {
    /// The id of its field.
    pub fn id(self) -> String {
        format!("{}-{}-{}", self.place.id(), self.draft, self.item)
    }
}

/// A list in one line. An empty name, which is the core group's, shows as manifests write it.
pub fn joined(list: &[String]) -> String {
    let words = list.iter().map(|word| match word.as_str() {
        "" => "\"\"",
        word => word,
    });
    words.collect::<Vec<_>>().join(", ")
}

fn split(line: &str) -> Vec<String> {
    let words = line.split(',').map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_matches('"').to_owned())
        .collect()
}

/// Labels in one line.
pub fn joined_labels(labels: &Labels) -> String {
    let pairs = labels.iter().map(|(key, value)| format!("{key}={value}"));
    pairs.collect::<Vec<_>>().join(", ")
}

fn split_labels(line: &str) -> Labels {
    let pair = |word: String| {
        let (key, value) = word.split_once('=').unwrap_or((&word, ""));
        (key.trim().to_owned(), value.trim().to_owned())
    };
    split(line).into_iter().map(pair).collect()
}

/// A binding to the last role that is there.
fn binding(drafts: &[Draft], is_cluster: bool) -> BindingDraft {
    let mut roles = drafts.iter().rev().filter_map(|draft| match draft {
        Draft::Role(role) => Some(role.clone()),
        _ => None,
    });
    let role = roles.next().unwrap_or_default();
    BindingDraft {
        cluster: is_cluster,
        name: role.name.clone(),
        namespace: if is_cluster {
            String::new()
        } else {
            role.namespace
        },
        role_is_cluster: is_cluster || role.cluster,
        role: role.name,
        ..BindingDraft::default()
    }
}

fn fresh(drafts: &[Draft], kind: &str) -> Draft {
    match kind {
        "Role" | "ClusterRole" => Draft::Role(RoleDraft {
            cluster: kind == ROLES[1],
            rules: vec![rule()],
            ..RoleDraft::default()
        }),
        _ => {
            let mut binding = binding(drafts, kind == BINDINGS[1]);
            binding.subjects.push(Subject::default());
            Draft::Binding(binding)
        }
    }
}

/// A rule about the core group, as most are.
fn rule() -> Rule {
    Rule {
        api_groups: vec![String::new()],
        ..Rule::default()
    }
}

/// Adds a subject to the first binding, or to a new one to the last role.
fn add_subject(drafts: &mut Vec<Draft>, subject: Subject) {
    let first = drafts.iter_mut().find_map(|draft| match draft {
        Draft::Binding(binding) => Some(binding),
        _ => None,
    });
    if let Some(binding) = first {
        // The empty row of a new binding is there to be filled in.
        binding.subjects.retain(|one| !one.name.is_empty());
        if !binding.subjects.contains(&subject) {
            binding.subjects.push(subject);
        }
        return;
    }
    let is_cluster = drafts
        .iter()
        .any(|draft| matches!(draft, Draft::Role(role) if role.cluster));
    let mut binding = binding(drafts, is_cluster);
    binding.subjects.push(subject);
    drafts.push(Draft::Binding(binding));
}

/// Changes one place.
pub fn change(drafts: &mut Vec<Draft>, spot: Spot, value: &str) {
    let Spot { draft, item, place } = spot;
    match place {
        Place::Drop if draft < drafts.len() => drop(drafts.remove(draft)),
        Place::Fresh => {
            let fresh = fresh(drafts, value);
            drafts.push(fresh);
        }
        Place::User => add_subject(drafts, Subject::from_user(value)),
        Place::Group => add_subject(
            drafts,
            Subject {
                kind: SubjectKind::Group,
                name: value.to_owned(),
                ..Subject::default()
            },
        ),
        _ => match drafts.get_mut(draft) {
            Some(Draft::Role(role)) => change_role(role, item, place, value),
            Some(Draft::Binding(binding)) => change_binding(binding, item, place, value),
            Some(Draft::ServiceAccount(namespace, name)) => match place {
                Place::Name => value.clone_into(name),
                Place::Namespace => value.clone_into(namespace),
                _ => {}
            },
            None => {}
        },
    }
}

fn change_role(role: &mut RoleDraft, item: usize, place: Place, value: &str) {
    match place {
        Place::Kind => {
            role.cluster = value == ROLES[1];
            if role.cluster {
                role.namespace.clear();
            }
        }
        Place::Name => value.clone_into(&mut role.name),
        Place::Namespace => value.clone_into(&mut role.namespace),
        Place::Labels => role.labels = split_labels(value),
        Place::MoreSelectors => role.aggregation.push(Labels::new()),
        Place::Selector => {
            if let Some(selector) = role.aggregation.get_mut(item) {
                *selector = split_labels(value);
            }
        }
        Place::LessSelectors if item < role.aggregation.len() => {
            drop(role.aggregation.remove(item));
        }
        Place::More => role.rules.push(rule()),
        Place::Less if item < role.rules.len() => drop(role.rules.remove(item)),
        Place::Known => {
            if let Some((group, name)) = value.split_once(' ') {
                add_resource(&mut role.rules, group, name);
            }
        }
        _ => {
            let Some(rule) = role.rules.get_mut(item) else {
                return;
            };
            let list = match place {
                Place::Verbs => &mut rule.verbs,
                Place::Groups => &mut rule.api_groups,
                Place::Resources => &mut rule.resources,
                Place::Objects => &mut rule.resource_names,
                Place::Urls => &mut rule.non_resource_urls,
                _ => return,
            };
            *list = split(value);
        }
    }
}

/// Adds a resource to the last rule; its group takes the place of one that stands there for nothing.
fn add_resource(rules: &mut Vec<Rule>, group: &str, name: &str) {
    if rules.is_empty() {
        rules.push(rule());
    }
    let Some(last) = rules.last_mut() else {
        return;
    };
    if last.resources.is_empty() {
        last.api_groups.clear();
    }
    for (list, word) in [(&mut last.api_groups, group), (&mut last.resources, name)] {
        if !list.iter().any(|one| one == word) {
            list.push(word.to_owned());
        }
    }
}

fn change_binding(binding: &mut BindingDraft, item: usize, place: Place, value: &str) {
    match place {
        Place::Kind => {
            binding.cluster = value == BINDINGS[1];
            if binding.cluster {
                binding.namespace.clear();
                // Nothing else can be bound in the whole cluster.
                binding.role_is_cluster = true;
            }
        }
        Place::Name => value.clone_into(&mut binding.name),
        Place::Namespace => value.clone_into(&mut binding.namespace),
        Place::Labels => binding.labels = split_labels(value),
        Place::RoleKind => binding.role_is_cluster = value == ROLES[1],
        Place::Role => value.clone_into(&mut binding.role),
        Place::More => binding.subjects.push(Subject::default()),
        Place::Less if item < binding.subjects.len() => drop(binding.subjects.remove(item)),
        _ => {
            let Some(subject) = binding.subjects.get_mut(item) else {
                return;
            };
            match place {
                Place::SubjectKind => {
                    subject.kind = subject_kind(value);
                    if subject.kind != SubjectKind::ServiceAccount {
                        subject.namespace.clear();
                    }
                }
                Place::Subject => value.clone_into(&mut subject.name),
                Place::SubjectNamespace => value.clone_into(&mut subject.namespace),
                _ => {}
            }
        }
    }
}

/// The kind of a subject by its name.
pub fn subject_kind(name: &str) -> SubjectKind {
    match name {
        "Group" => SubjectKind::Group,
        "ServiceAccount" => SubjectKind::ServiceAccount,
        _ => SubjectKind::User,
    }
}
