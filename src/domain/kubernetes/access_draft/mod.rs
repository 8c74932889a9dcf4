//! Roles and bindings while somebody writes them: a form, a manifest and a command that say the
//! same, each read back into the form (`rbac.authorization.k8s.io/v1`).

pub mod command;
mod flags;
pub mod object;
pub mod presets;
pub mod refusals;
mod resources;
pub mod rewrite;
mod words;

use serde::{Deserialize, Serialize};

use crate::domain::formats::code_list::code_list;
use crate::domain::kubernetes::rbac::{Rule, Subject};

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
    pub rules: Vec<Rule>,
    /// `aggregationRule.clusterRoleSelectors`, each by its `matchLabels`
    pub aggregation: Vec<Labels>,
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
    pub subjects: Vec<Subject>,
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
