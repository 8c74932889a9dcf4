//! Roles and bindings while somebody writes them: a form, a manifest and a command that say the
//! same, each read back into the form (`rbac.authorization.k8s.io/v1`).

pub mod command;
mod flags;
pub mod object;
pub mod presets;
pub mod refusals;
mod resources;
mod words;

use serde::{Deserialize, Serialize};

use super::code_list::code_list;

/// A rule (`PolicyRule`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleDraft {
    /// `verbs`
    pub verbs: Vec<String>,
    /// `apiGroups`; the core group is empty.
    pub api_groups: Vec<String>,
    /// `resources`, with their subresources
    pub resources: Vec<String>,
    /// `resourceNames`; none for all objects
    pub resource_names: Vec<String>,
    /// `nonResourceURLs`
    pub non_resource_urls: Vec<String>,
}

/// Labels that a ClusterRole must have to be aggregated, or has.
pub type Labels = Vec<(String, String)>;

/// A Role or a ClusterRole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleDraft {
    /// Whether it is a ClusterRole.
    pub cluster: bool,
    /// `metadata.name`
    pub name: String,
    /// `metadata.namespace` of a Role; may be empty.
    pub namespace: String,
    /// `metadata.labels`
    pub labels: Labels,
    /// `rules`
    pub rules: Vec<RuleDraft>,
    /// `aggregationRule.clusterRoleSelectors`, each by its `matchLabels`
    pub aggregation: Vec<Labels>,
}

/// Whom a binding is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SubjectKind {
    /// A user
    #[default]
    User,
    /// A group
    Group,
    /// A service account
    ServiceAccount,
}

impl SubjectKind {
    const ALL: [(Self, &'static str); 3] = [
        (Self::User, "User"),
        (Self::Group, "Group"),
        (Self::ServiceAccount, "ServiceAccount"),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::ServiceAccount => "ServiceAccount",
        }
    }
}

/// A subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubjectDraft {
    /// What it is.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// A service account's namespace.
    pub namespace: String,
}

impl SubjectDraft {
    /// Whom the API server calls by a user name: a service account has one, too.
    pub fn from_user(user: &str) -> Self {
        let account = user
            .strip_prefix("system:serviceaccount:")
            .and_then(|rest| rest.split_once(':'));
        match account {
            Some((namespace, name)) => Self {
                kind: SubjectKind::ServiceAccount,
                name: name.to_owned(),
                namespace: namespace.to_owned(),
            },
            None => Self {
                kind: SubjectKind::User,
                name: user.to_owned(),
                namespace: String::new(),
            },
        }
    }
}

/// A RoleBinding or a ClusterRoleBinding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BindingDraft {
    /// Whether it is a ClusterRoleBinding.
    pub cluster: bool,
    /// `metadata.name`
    pub name: String,
    /// `metadata.namespace` of a RoleBinding; may be empty.
    pub namespace: String,
    /// `metadata.labels`
    pub labels: Labels,
    /// Whether the role is a ClusterRole.
    pub role_is_cluster: bool,
    /// The role's name.
    pub role: String,
    /// `subjects`
    pub subjects: Vec<SubjectDraft>,
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draft {
    /// A Role or a ClusterRole
    Role(RoleDraft),
    /// A RoleBinding or a ClusterRoleBinding
    Binding(BindingDraft),
    /// A service account: its namespace, which may be empty, and its name
    ServiceAccount(String, String),
}

code_list! {
    /// Why a text is no draft; the words are `draft-error-…` in `locales/`, with a `.remedy`.
    DraftErrorCode {
        /// Neither YAML nor JSON.
        Manifest "manifest",
        /// Another kind, or another version.
        Kind "kind",
        /// A member of another type than it should be.
        Member "member",
        /// Not `kubectl create role`, `clusterrole`, `rolebinding` or `clusterrolebinding`.
        Command "command",
        /// No name, or more than one.
        CommandName "command-name",
        /// A flag that the command does not know.
        Flag "flag",
        /// A flag without its value.
        FlagValue "flag-value",
        /// A needed flag is missing.
        FlagMissing "flag-missing",
        /// Flags that exclude each other.
        FlagConflict "flag-conflict",
        /// A resource that no API server knows by that name alone.
        Resource "resource",
        /// A verb that URLs do not have.
        UrlVerb "url-verb",
        /// A service account that is not `NAMESPACE:NAME`.
        ServiceAccount "service-account",
        /// A quote that is not closed.
        Quote "quote",
    }
}

/// Why a text, or a part of it, is no draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftError {
    /// Why.
    pub code: DraftErrorCode,
    /// The word, the member's path or the parser's words.
    pub detail: String,
}

impl DraftError {
    fn new(code: DraftErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// What was read of a text with several objects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The drafts, in order.
    pub drafts: Vec<Draft>,
    /// What is no draft.
    pub errors: Vec<DraftError>,
    /// What the drafts cannot hold, by its path.
    pub lost: Vec<String>,
}
