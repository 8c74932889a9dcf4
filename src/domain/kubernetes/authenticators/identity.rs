//! Who the API server takes the bearer of a client certificate to be
//! (`apiserver/pkg/authentication/request/x509/x509.go`, `CommonNameUserConversion`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::distinguished_name::{DistinguishedName, KUBERNETES_UID};
use crate::domain::formats::manifest;
use crate::domain::formats::token::{Token, TokenKind};
use crate::domain::order;

/// The group of everybody who logged in.
pub const AUTHENTICATED: &str = "system:authenticated";
/// The group of everybody who did not.
pub const UNAUTHENTICATED: &str = "system:unauthenticated";
/// The user who did not log in.
pub const ANONYMOUS: &str = "system:anonymous";
/// Where the API server notes which credential was used.
pub const CREDENTIAL_ID: &str = "authentication.kubernetes.io/credential-id";

/// A user as `kubectl auth whoami` shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The user name.
    pub user: String,
    /// The UID, empty for almost every certificate.
    pub uid: String,
    /// The groups, in the order the API server reports them.
    pub groups: Vec<String>,
    /// Further facts, each with its values.
    pub extra: BTreeMap<String, Vec<String>>,
}

/// Why a subject is nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NoIdentity {
    /// No common name, or an empty one.
    #[error("the common name is empty")]
    EmptyCommonName,
    /// The UID attribute twice.
    #[error("the UID attribute stands twice")]
    SeveralUids,
}

impl Identity {
    /// The `subjects` of a RoleBinding for this user and these groups, in YAML; without
    /// `system:authenticated`, which is everybody.
    pub fn subjects_yaml(&self) -> Option<String> {
        let subject = |kind: &str, name: &str| {
            json!({
                "apiGroup": "rbac.authorization.k8s.io",
                "kind": kind,
                "name": name,
            })
        };
        let groups = self.groups.iter().filter(|group| *group != AUTHENTICATED);
        let subjects: Vec<_> = std::iter::once(subject("User", &self.user))
            .chain(groups.map(|group| subject("Group", group)))
            .collect();
        manifest::to_yaml(&json!({"subjects": subjects})).ok()
    }

    /// The identity of a client certificate with this subject and, where the certificate exists,
    /// this SHA-256 in hexadecimal.
    pub fn from_subject(
        subject: &DistinguishedName,
        certificate_sha256: Option<&str>,
    ) -> Result<Self, NoIdentity> {
        let user = subject.common_name().to_owned();
        if user.is_empty() {
            return Err(NoIdentity::EmptyCommonName);
        }
        let uids: Vec<_> = subject.values(KUBERNETES_UID).collect();
        if uids.len() > 1 {
            return Err(NoIdentity::SeveralUids);
        }
        let mut groups = subject.organizations();
        // `authenticatedgroup` leaves the anonymous and the explicitly unauthenticated alone.
        let stays_out = user == ANONYMOUS
            || groups
                .iter()
                .any(|group| group == UNAUTHENTICATED || group == AUTHENTICATED);
        if !stays_out {
            groups.push(AUTHENTICATED.to_owned());
        }
        let extra = order::map(certificate_sha256.map(|sha256| {
            (
                CREDENTIAL_ID.to_owned(),
                vec![format!("X509SHA256={sha256}")],
            )
        }));
        Ok(Self {
            user,
            uid: uids.first().copied().unwrap_or_default().to_owned(),
            groups,
            extra,
        })
    }

    /// Who a service account's token speaks for
    /// (`apiserver/pkg/authentication/serviceaccount/util.go`, `UserInfo`).
    pub fn from_token(token: &Token) -> Option<Self> {
        Self::from_claims(&token.claims)
    }

    /// Who a service account's claims speak for.
    pub fn from_claims(claims: &Value) -> Option<Self> {
        let claim = |name: &str| {
            let text = claims.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let text = |pointer: &str| {
            claims
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let legacy = |name: &str| claim(&format!("kubernetes.io/serviceaccount/{name}"));
        let kind = TokenKind::of(claims);
        let is_bound = kind == TokenKind::BoundServiceAccount;
        let (namespace, name, uid) = match kind {
            TokenKind::BoundServiceAccount => (
                text("/kubernetes.io/namespace"),
                text("/kubernetes.io/serviceaccount/name"),
                text("/kubernetes.io/serviceaccount/uid"),
            ),
            TokenKind::LegacyServiceAccount => (
                legacy("namespace"),
                legacy("service-account.name"),
                legacy("service-account.uid"),
            ),
            TokenKind::Oidc | TokenKind::Other => return None,
        };
        let mut identity = Self {
            user: format!("system:serviceaccount:{namespace}:{name}"),
            uid,
            groups: vec![
                "system:serviceaccounts".to_owned(),
                format!("system:serviceaccounts:{namespace}"),
                AUTHENTICATED.to_owned(),
            ],
            ..Self::default()
        };
        if is_bound {
            let extras = [
                (CREDENTIAL_ID, format!("JTI={}", claim("jti"))),
                (
                    "authentication.kubernetes.io/pod-name",
                    text("/kubernetes.io/pod/name"),
                ),
                (
                    "authentication.kubernetes.io/pod-uid",
                    text("/kubernetes.io/pod/uid"),
                ),
                (
                    "authentication.kubernetes.io/node-name",
                    text("/kubernetes.io/node/name"),
                ),
                (
                    "authentication.kubernetes.io/node-uid",
                    text("/kubernetes.io/node/uid"),
                ),
            ];
            for (name, value) in extras {
                if !value.is_empty() && value != "JTI=" {
                    identity.extra.insert(name.to_owned(), vec![value]);
                }
            }
        }
        Some(identity)
    }

    /// Who a bootstrap token speaks for, apart from the groups that its Secret adds
    /// (`plugin/pkg/auth/authenticator/token/bootstrap`).
    pub fn from_bootstrap_token(id: &str) -> Self {
        Self {
            user: format!("system:bootstrap:{id}"),
            groups: vec!["system:bootstrappers".to_owned(), AUTHENTICATED.to_owned()],
            ..Self::default()
        }
    }
}
