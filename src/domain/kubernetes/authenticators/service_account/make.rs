//! A service account and the three ways to a token of it: asked for, projected, kept in a Secret.
//!
//! `kubectl/pkg/cmd/create/create_token.go`, `pkg/apis/authentication/validation/validation.go`,
//! `pkg/apis/core/validation/validation.go` (`validateProjectionSources`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::authenticators::made::{
    Made, NoteCode, Problem, ProblemCode, check_name, check_namespace, seconds,
};
use crate::domain::kubernetes::names;

/// The shortest lifetime that the API server gives.
const SECONDS_MIN: i64 = 600;
/// `--service-account-max-token-expiration` is a year at most where clouds set it.
const SECONDS_LONG: i64 = 365 * 86_400;
/// The kinds a token may be bound to; Node since 1.29.
const BOUND_KINDS: [&str; 3] = ["Pod", "Secret", "Node"];

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceAccountForm {
    /// `metadata.name`
    pub name: String,
    /// `metadata.namespace`; empty for kubectl's own.
    pub namespace: String,
    /// The audiences of a token; none for the API server's own.
    pub audiences: Vec<String>,
    /// A token's lifetime as typed; empty for an hour.
    pub duration: String,
    /// `Pod`, `Secret` or `Node`; empty for a token that is bound to nothing but the account.
    pub bound_kind: String,
    /// The bound object's name.
    pub bound_name: String,
    /// The bound object's UID; may be empty.
    pub bound_uid: String,
    /// The name of a Secret for a token that never expires; empty for none.
    pub secret: String,
    /// Whether to write a Pod with a projected token.
    pub projected: bool,
}

impl ServiceAccountForm {
    fn problems(&self) -> (Vec<Problem>, Option<i64>) {
        let mut problems = Vec::new();
        check_name(&mut problems, "name", &self.name, names::subdomain_errors);
        check_namespace(&mut problems, "namespace", &self.namespace);
        let lifetime = seconds(&mut problems, "duration", &self.duration);
        if lifetime.is_some_and(|seconds| seconds < SECONDS_MIN) {
            let typed = self.duration.trim();
            problems.push(Problem::new("duration", ProblemCode::DurationShort, typed));
        }
        for (index, audience) in self.audiences.iter().enumerate() {
            if audience.is_empty() {
                let field = format!("audiences[{index}]");
                problems.push(Problem::new(field, ProblemCode::Missing, ""));
            }
        }
        if self.bound_kind.is_empty() {
            if !self.bound_name.is_empty() || !self.bound_uid.is_empty() {
                problems.push(Problem::new("bound_kind", ProblemCode::BoundUid, ""));
            }
        } else if !BOUND_KINDS.contains(&self.bound_kind.as_str()) {
            let kind = self.bound_kind.as_str();
            problems.push(Problem::new("bound_kind", ProblemCode::BoundKind, kind));
        } else {
            check_name(
                &mut problems,
                "bound_name",
                &self.bound_name,
                names::subdomain_errors,
            );
        }
        if !self.secret.is_empty() {
            check_name(
                &mut problems,
                "secret",
                &self.secret,
                names::subdomain_errors,
            );
        }
        (problems, lifetime)
    }

    /// The account, what gets a token of it, and what speaks against a token that never expires.
    pub fn make(&self) -> Made {
        let (problems, lifetime) = self.problems();
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let mut made = Made::default();
        made.add_yaml("serviceaccount.yaml", &self.account());
        let namespace = self.namespace_flag();
        let name = shell_quoted(&self.name);
        made.commands
            .push(format!("kubectl create serviceaccount {name}{namespace}\n"));
        made.commands.push(self.create_token(lifetime));
        if !self.audiences.is_empty() {
            made.notes.push(NoteCode::ForeignAudience);
        }
        if lifetime.is_some_and(|seconds| seconds > SECONDS_LONG) {
            made.notes.push(NoteCode::TokenLong);
        }
        if self.bound_kind.is_empty() {
            made.notes.push(NoteCode::Unbound);
        }
        if self.projected {
            made.add_yaml("pod.yaml", &self.pod(lifetime));
        }
        if !self.secret.is_empty() {
            made.add_yaml("token-secret.yaml", &self.token_secret());
            let secret = shell_quoted(&self.secret);
            made.commands.push(format!(
                "kubectl apply -f token-secret.yaml\n\
                 kubectl get secret {secret}{namespace} -o jsonpath='{{.data.token}}' | base64 -d\n"
            ));
            made.notes.push(NoteCode::LongLived);
        }
        made
    }

    fn namespace_flag(&self) -> String {
        match self.namespace.as_str() {
            "" => String::new(),
            namespace => format!(" --namespace={}", shell_quoted(namespace)),
        }
    }

    fn metadata(&self, name: &str) -> Value {
        let mut metadata = json!({"name": name});
        if !self.namespace.is_empty() {
            metadata["namespace"] = self.namespace.clone().into();
        }
        metadata
    }

    /// The object as `kubectl create serviceaccount` writes it.
    fn account(&self) -> Value {
        json!({
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": self.metadata(&self.name),
        })
    }

    fn create_token(&self, lifetime: Option<i64>) -> String {
        let mut command = format!(
            "kubectl create token {}{}",
            shell_quoted(&self.name),
            self.namespace_flag()
        );
        let mut flag = |name: &str, value: &str| {
            if !value.is_empty() {
                command.push_str(&format!(" --{name}={}", shell_quoted(value)));
            }
        };
        for audience in &self.audiences {
            flag("audience", audience);
        }
        if let Some(seconds) = lifetime {
            flag("duration", &format!("{seconds}s"));
        }
        flag("bound-object-kind", &self.bound_kind);
        flag("bound-object-name", &self.bound_name);
        flag("bound-object-uid", &self.bound_uid);
        command.push('\n');
        command
    }

    /// The controller fills in the token; without the annotation the API server refuses it.
    fn token_secret(&self) -> Value {
        let mut metadata = self.metadata(&self.secret);
        metadata["annotations"] = json!({"kubernetes.io/service-account.name": self.name});
        json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata,
            "type": "kubernetes.io/service-account-token",
        })
    }

    /// A Pod that finds a token of its own in a file, which the kubelet renews.
    fn pod(&self, lifetime: Option<i64>) -> Value {
        // A projected token has one audience, so that each gets a file of its own.
        let mut audiences: Vec<_> = self.audiences.iter().map(Some).collect();
        if audiences.is_empty() {
            audiences.push(None);
        }
        let sources = audiences.iter().enumerate().map(|(index, audience)| {
            let mut token = match index {
                0 => json!({"path": "token"}),
                _ => json!({"path": format!("token-{}", index + 1)}),
            };
            if let Some(seconds) = lifetime {
                token["expirationSeconds"] = seconds.into();
            }
            if let Some(audience) = audience {
                token["audience"] = audience.as_str().into();
            }
            json!({"serviceAccountToken": token})
        });
        let sources: Vec<_> = sources.collect();
        json!({
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": self.metadata(&self.name),
            "spec": {
                "automountServiceAccountToken": false,
                "containers": [{
                    "name": "main",
                    "image": "IMAGE",
                    "volumeMounts": [{
                        "mountPath": "/var/run/secrets/tokens",
                        "name": "token",
                        "readOnly": true,
                    }],
                }],
                "serviceAccountName": self.name,
                "volumes": [{
                    "name": "token",
                    "projected": {"sources": sources},
                }],
            },
        })
    }
}
