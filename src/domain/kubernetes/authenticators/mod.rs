//! The eight ways into a cluster, told apart.

pub mod bootstrap_token;
pub mod identity;
pub mod made;
pub mod open_id_connect;
pub mod proxy;
pub mod refusal;
pub mod service_account;
pub mod static_token_file;
pub mod union;
pub mod webhook;

use serde::Serialize;

use crate::domain::formats::code_list::code_list;

code_list! {
    /// A way in. The words are in `locales/*/authenticators.ftl`: `authenticator-CODE` is its name,
    /// the attributes `.who`, `.needs`, `.revoke` and `.versions` are the columns of the table.
    Authenticator {
        /// X.509 client certificates
        ClientCertificate "client-certificate",
        /// Static token file
        StaticTokenFile "static-token-file",
        /// Static password file
        BasicAuth "basic-auth",
        /// Bootstrap tokens
        BootstrapToken "bootstrap-token",
        /// Service account tokens
        ServiceAccount "service-account",
        /// OpenID Connect and structured JWT
        OpenIdConnect "open-id-connect",
        /// Webhook token authentication
        Webhook "webhook",
        /// Authenticating proxy
        Proxy "proxy",
    }
}

/// What of a way in is not words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Whether a current API server still has it.
    pub is_current: bool,
    /// The flag that switches it on.
    pub flag: &'static str,
    /// Where it can be looked up, in kubernetes/kubernetes where no other place is named.
    pub source: &'static str,
}

impl Authenticator {
    /// The flag, the source, and whether it is still there.
    pub const fn about(self) -> About {
        let (flag, source) = match self {
            Self::ClientCertificate => (
                "--client-ca-file",
                "staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go",
            ),
            Self::StaticTokenFile => (
                "--token-auth-file",
                "staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go",
            ),
            Self::BasicAuth => ("--basic-auth-file", "CHANGELOG/CHANGELOG-1.19.md"),
            Self::BootstrapToken => (
                "--enable-bootstrap-token-auth",
                "plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go",
            ),
            Self::ServiceAccount => ("--service-account-key-file", "pkg/serviceaccount/jwt.go"),
            Self::OpenIdConnect => (
                "--authentication-config",
                "staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/oidc/oidc.go",
            ),
            Self::Webhook => (
                "--authentication-token-webhook-config-file",
                "staging/src/k8s.io/apiserver/plugin/pkg/authenticator/token/webhook/webhook.go",
            ),
            Self::Proxy => (
                "--requestheader-client-ca-file",
                "staging/src/k8s.io/apiserver/pkg/authentication/request/headerrequest/requestheader.go",
            ),
        };
        About {
            is_current: !matches!(self, Self::BasicAuth),
            flag,
            source,
        }
    }
}
