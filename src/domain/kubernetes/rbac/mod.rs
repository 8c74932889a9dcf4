//! Role-based access control: what the roles and bindings of a cluster allow whom.
//!
//! Everything follows the API server's own code, which the files name, and is held to a recorded
//! control plane's answers.

pub mod advice;
mod aggregate;
pub mod catalogue;
pub mod cover;
pub mod difference;
pub mod escalation;
pub mod evaluate;
mod index;
pub mod load;
pub mod matrix;
pub mod near_miss;
pub mod node;
pub mod remark;
pub mod risk;
pub mod validate;
pub mod who_can;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::kubernetes::authenticators::identity::{
    ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED,
};

pub use load::{Skipped, SkippedCode};

/// The API group of roles and bindings, and of users and groups as subjects.
pub const GROUP: &str = "rbac.authorization.k8s.io";
/// The group that every question is allowed before RBAC is asked
/// (`apiserver/pkg/authorization/authorizerfactory`, `NewPrivilegedGroups`).
pub const MASTERS: &str = "system:masters";
/// The group of nodes, which the Node authorizer answers for.
pub const NODES: &str = "system:nodes";
/// What a node's user name begins with.
pub const NODE_USER_PREFIX: &str = "system:node:";
/// What a service account's user name begins with.
pub const SERVICE_ACCOUNT_PREFIX: &str = "system:serviceaccount:";

/// The groups of an identity as the API server completes them at login: those of service accounts
/// (`apiserver/pkg/authentication/serviceaccount`, `MakeGroupNames`), and whether it logged in.
pub fn login_groups(user: &str, groups: &[String]) -> Vec<String> {
    let mut all = groups.to_vec();
    let mut add = |group: String| {
        if !all.contains(&group) {
            all.push(group);
        }
    };
    let account = user.strip_prefix(SERVICE_ACCOUNT_PREFIX);
    if let Some((namespace, _)) = account.and_then(|account| account.split_once(':')) {
        add("system:serviceaccounts".to_owned());
        add(format!("system:serviceaccounts:{namespace}"));
    }
    if user == ANONYMOUS {
        add(UNAUTHENTICATED.to_owned());
    } else if !groups.iter().any(|group| group == UNAUTHENTICATED) {
        add(AUTHENTICATED.to_owned());
    }
    all
}

/// One `PolicyRule` (`rbac/v1/types.go`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rule {
    /// The verbs, or `*`.
    pub verbs: Vec<String>,
    /// The API groups, or `*`; the core group is empty.
    pub api_groups: Vec<String>,
    /// Resources, `resource/subresource`, `*/subresource` or `*`.
    pub resources: Vec<String>,
    /// Names that the rule is limited to; none means all.
    pub resource_names: Vec<String>,
    /// URLs that are no resources, with a `*` at the end at most.
    #[serde(rename = "nonResourceURLs")]
    pub non_resource_urls: Vec<String>,
}

/// Where an object was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Which of the texts that were loaded, counted from zero.
    pub source: u32,
    /// The line its document begins at, counted from one.
    pub line: u64,
    /// Its position in a list, counted from zero.
    pub item: Option<u32>,
}

/// A Role, or a ClusterRole if it has no namespace.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// Its namespace; empty for a ClusterRole.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its rules, as [`RbacSet::rule`] knows them; those of an aggregated role are gathered.
    pub rules: Vec<u32>,
    /// Its labels, by which aggregated roles choose it.
    pub labels: Vec<(String, String)>,
    /// `aggregationRule.clusterRoleSelectors`, where there is one.
    pub selectors: Option<Vec<Selector>>,
    /// Where it was read.
    pub provenance: Provenance,
}

impl Role {
    /// `Role` or `ClusterRole`
    pub const fn kind(&self) -> &'static str {
        if self.namespace.is_empty() {
            "ClusterRole"
        } else {
            "Role"
        }
    }
}

/// A label selector (`meta/v1`, `LabelSelector`); all its requirements must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// Labels with their values.
    pub labels: Vec<(String, String)>,
    /// Key, operator and values.
    pub expressions: Vec<(String, String, Vec<String>)>,
}

/// What a subject is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum SubjectKind {
    /// A user by name.
    #[default]
    User,
    /// A group by name.
    Group,
    /// A service account by namespace and name.
    ServiceAccount,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::User, Self::Group, Self::ServiceAccount];

    /// The kind as manifests write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::ServiceAccount => "ServiceAccount",
        }
    }
}

/// Whom a binding names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// A service account's namespace, the binding's where it names none; else empty.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl Subject {
    /// Whom the API server calls by a user name: a service account has one, too.
    pub fn from_user(user: &str) -> Self {
        let account = user
            .strip_prefix(SERVICE_ACCOUNT_PREFIX)
            .and_then(|rest| rest.split_once(':'));
        match account {
            Some((namespace, name)) => Self {
                kind: SubjectKind::ServiceAccount,
                namespace: namespace.to_owned(),
                name: name.to_owned(),
            },
            None => Self {
                name: user.to_owned(),
                ..Self::default()
            },
        }
    }
}

impl std::fmt::Display for Subject {
    /// As the API server describes it (`pkg/registry/rbac/validation/rule.go`, `describeSubject`).
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut name = self.name.clone();
        if self.kind == SubjectKind::ServiceAccount {
            name = format!("{name}/{}", self.namespace);
        }
        let quoted = crate::domain::formats::text::go_quoted(&name);
        write!(formatter, "{} {quoted}", self.kind.as_str())
    }
}

/// A RoleBinding, or a ClusterRoleBinding if it has no namespace.
#[derive(Clone, Debug, Default)]
pub struct Binding {
    /// Its namespace; empty for a ClusterRoleBinding.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// `roleRef.kind`
    pub role_kind: String,
    /// `roleRef.name`
    pub role_name: String,
    /// The role among [`RbacSet::roles`], if it exists.
    pub role: Option<u32>,
    /// Whom it names.
    pub subjects: Vec<Subject>,
    /// Where it was read.
    pub provenance: Provenance,
}

impl Binding {
    /// `RoleBinding` or `ClusterRoleBinding`
    pub const fn kind(&self) -> &'static str {
        if self.namespace.is_empty() {
            "ClusterRoleBinding"
        } else {
            "RoleBinding"
        }
    }
}

/// The roles and bindings of a cluster, loaded by [`RbacSet::load`] and made ready by
/// [`RbacSet::finish`].
#[derive(Clone, Debug, Default)]
pub struct RbacSet {
    /// Every rule once, whoever has it.
    rules: Vec<Rule>,
    rule_numbers: HashMap<Rule, u32>,
    /// The roles, in the order loaded.
    pub roles: Vec<Role>,
    /// The bindings, in the order loaded.
    pub bindings: Vec<Binding>,
    /// What was not taken, and what was not taken as it stands; the first of it.
    pub skipped: Vec<Skipped>,
    /// How much that is.
    pub skipped_count: usize,
    /// Objects by kind, namespace and name.
    objects: HashMap<String, u32>,
    /// Bindings and the position of their subject, by where they count and whom they name.
    by_subject: HashMap<String, Vec<(u32, u32)>>,
    /// How many texts were loaded.
    sources: u32,
}

impl RbacSet {
    /// A rule by its number.
    pub fn rule(&self, number: u32) -> Option<&Rule> {
        self.rules.get(number as usize)
    }

    /// The rules of a role, in its order.
    pub fn rules_of<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Rule> {
        role.rules.iter().filter_map(|number| self.rule(*number))
    }

    /// The role that a binding refers to, if it exists.
    pub fn role_of(&self, binding: &Binding) -> Option<&Role> {
        self.roles.get(binding.role? as usize)
    }

    /// A role by its namespace, which a ClusterRole has not, and its name.
    pub fn role(&self, namespace: &str, name: &str) -> Option<&Role> {
        let kind = if namespace.is_empty() {
            "ClusterRole"
        } else {
            "Role"
        };
        let number = self.objects.get(&load::object_key(kind, namespace, name))?;
        self.roles.get(*number as usize)
    }

    /// A binding by its namespace, which a ClusterRoleBinding has not, and its name.
    pub fn binding(&self, namespace: &str, name: &str) -> Option<&Binding> {
        let kind = if namespace.is_empty() {
            "ClusterRoleBinding"
        } else {
            "RoleBinding"
        };
        let number = self.objects.get(&load::object_key(kind, namespace, name))?;
        self.bindings.get(*number as usize)
    }

    fn number_of(&mut self, rule: Rule) -> u32 {
        if let Some(number) = self.rule_numbers.get(&rule) {
            return *number;
        }
        let number = self.rules.len() as u32;
        self.rules.push(rule.clone());
        self.rule_numbers.insert(rule, number);
        number
    }
}
