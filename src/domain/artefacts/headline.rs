//! What an artefact is for Kubernetes, in one sentence: a code with arguments, whose words are in
//! `locales/*/inspect.ftl` as `headline-CODE`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::object::reviews;
use crate::domain::certificate::Certificate;
use crate::domain::formats::token::{Token, TokenKind};
use crate::domain::general_name::GeneralName;
use crate::domain::kubernetes::authenticators::identity::Identity;
use crate::domain::kubernetes::error_text::Refusal;

crate::domain::formats::code_list::code_list! {
    /// What it is.
    HeadlineCode {
        /// A certificate that a user logs in with.
        ClientCertificate "client-certificate",
        /// A certificate that the API server shows.
        ApiServerCertificate "api-server-certificate",
        /// A certificate that some server shows.
        ServerCertificate "server-certificate",
        /// A certificate that signs others.
        Authority "authority",
        /// A certificate for neither.
        OtherCertificate "other-certificate",
        /// A certificate request.
        Request "request",
        /// A revocation list.
        RevocationList "revocation-list",
        /// A public key.
        PublicKey "public-key",
        /// A private key.
        PrivateKey "private-key",
        /// A private key that needs a passphrase.
        EncryptedKey "encrypted-key",
        /// A service account's token, bound to something.
        BoundToken "bound-token",
        /// A service account's token from a Secret.
        LegacyToken "legacy-token",
        /// An OpenID Connect token.
        OidcToken "oidc-token",
        /// Any other token.
        OtherToken "other-token",
        /// A key set.
        KeySet "key-set",
        /// A discovery document.
        Discovery "discovery",
        /// A kubeconfig.
        Kubeconfig "kubeconfig",
        /// A Kubernetes object.
        Object "object",
        /// A bootstrap token.
        BootstrapToken "bootstrap-token",
        /// A static token file.
        StaticTokenFile "static-token-file",
        /// A 403.
        Forbidden "forbidden",
        /// A 403 of admission.
        Admission "admission",
        /// A 401.
        Unauthorized "unauthorized",
        /// A TLS failure.
        Tls "tls",
        /// A dump of a certificate.
        CertificateText "certificate-text",
    }
}

/// A headline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// What it is.
    pub code: HeadlineCode,
    /// The values its words speak of; what cannot be seen in them is made visible.
    pub arguments: Vec<(String, String)>,
}

impl Headline {
    fn new(code: HeadlineCode, arguments: &[(&str, &str)]) -> Self {
        let visible = |(name, value): &(&str, &str)| {
            let mut value = crate::domain::formats::text::visible(value);
            // A headline is one line, however long a name is.
            if value.chars().count() > 200 {
                value = value.chars().take(200).chain(['…']).collect();
            }
            ((*name).to_owned(), value)
        };
        Self {
            code,
            arguments: arguments.iter().map(visible).collect(),
        }
    }
}

fn certificate(certificate: &Certificate) -> Headline {
    let name = match certificate.subject.common_name() {
        "" => certificate.subject.to_string(),
        name => name.to_owned(),
    };
    if certificate.is_authority() {
        return Headline::new(HeadlineCode::Authority, &[("name", &name)]);
    }
    if certificate.is_api_server() {
        return Headline::new(HeadlineCode::ApiServerCertificate, &[("name", &name)]);
    }
    if certificate.is_for_servers() {
        let host = certificate
            .subject_alt_names
            .iter()
            .find_map(|name| match name {
                GeneralName::Dns(host) | GeneralName::Ip(host) => Some(host.as_str()),
                _ => None,
            })
            .unwrap_or(&name);
        return Headline::new(HeadlineCode::ServerCertificate, &[("name", host)]);
    }
    if !certificate.permits_clients() {
        return Headline::new(HeadlineCode::OtherCertificate, &[("name", &name)]);
    }
    let groups = certificate.subject.organizations();
    Headline::new(
        HeadlineCode::ClientCertificate,
        &[
            ("user", certificate.subject.common_name()),
            ("groups", &groups.join(", ")),
            ("count", &groups.len().to_string()),
        ],
    )
}

fn token(token: &Token) -> Headline {
    let code = match token.kind() {
        TokenKind::BoundServiceAccount => HeadlineCode::BoundToken,
        TokenKind::LegacyServiceAccount => HeadlineCode::LegacyToken,
        TokenKind::Oidc => HeadlineCode::OidcToken,
        TokenKind::Other => HeadlineCode::OtherToken,
    };
    let user = Identity::from_token(token)
        .map_or_else(|| token.claim("sub").to_owned(), |identity| identity.user);
    Headline::new(code, &[("user", &user), ("issuer", token.claim("iss"))])
}

/// The headline of an artefact.
pub fn headline(content: &Content) -> Headline {
    match content {
        Content::Certificate(one) => certificate(one),
        Content::Request(request) => Headline::new(
            HeadlineCode::Request,
            &[
                ("user", request.subject.common_name()),
                ("groups", &request.subject.organizations().join(", ")),
                ("count", &request.subject.organizations().len().to_string()),
            ],
        ),
        Content::RevocationList(list) => Headline::new(
            HeadlineCode::RevocationList,
            &[
                ("name", &list.issuer.to_string()),
                ("count", &list.count.to_string()),
            ],
        ),
        Content::PublicKey(key) => {
            Headline::new(HeadlineCode::PublicKey, &[("kind", &key.kind.name())])
        }
        Content::PrivateKey(key) if key.kind.is_none() => {
            Headline::new(HeadlineCode::EncryptedKey, &[])
        }
        Content::PrivateKey(key) => {
            Headline::new(HeadlineCode::PrivateKey, &[("kind", &key.kind_name())])
        }
        Content::Token(one) => token(one),
        Content::KeySet(set) => Headline::new(
            HeadlineCode::KeySet,
            &[("count", &set.keys.len().to_string())],
        ),
        Content::Discovery(document) => {
            let issuer = document.get("issuer").and_then(Value::as_str);
            Headline::new(
                HeadlineCode::Discovery,
                &[("issuer", issuer.unwrap_or_default())],
            )
        }
        Content::Kubeconfig(config) => {
            let count = |name: &str| {
                let entries = config.get(name).and_then(Value::as_array);
                entries.map_or(0, Vec::len).to_string()
            };
            let current = config.get("current-context").and_then(Value::as_str);
            Headline::new(
                HeadlineCode::Kubeconfig,
                &[
                    ("context", current.unwrap_or_default()),
                    ("clusters", &count("clusters")),
                    ("users", &count("users")),
                ],
            )
        }
        Content::Object(object) => Headline::new(
            HeadlineCode::Object,
            &[
                ("title", &object.title()),
                ("version", object.api_version()),
            ],
        ),
        Content::BootstrapToken { id } => {
            Headline::new(HeadlineCode::BootstrapToken, &[("id", id)])
        }
        Content::StaticTokenFile(rows) => Headline::new(
            HeadlineCode::StaticTokenFile,
            &[("count", &rows.len().to_string())],
        ),
        Content::ErrorText(error) => {
            let code = match error.refusal {
                Refusal::Forbidden if error.user.is_empty() => HeadlineCode::Admission,
                Refusal::Forbidden => HeadlineCode::Forbidden,
                Refusal::Unauthorized => HeadlineCode::Unauthorized,
                Refusal::Tls => HeadlineCode::Tls,
            };
            let place = match error.namespace.as_str() {
                "" => String::new(),
                namespace => namespace.to_owned(),
            };
            Headline::new(
                code,
                &[
                    ("user", &error.user),
                    ("verb", &error.verb),
                    ("resource", &error.resource),
                    ("namespace", &place),
                ],
            )
        }
        Content::CertificateText(text) => {
            Headline::new(HeadlineCode::CertificateText, &[("name", &text.subject)])
        }
    }
}

/// When it begins and ends, in seconds since 1970, where it does.
pub fn validity(content: &Content) -> (Option<i64>, Option<i64>) {
    match content {
        Content::Certificate(one) => (Some(one.not_before), Some(one.not_after)),
        Content::RevocationList(list) => (Some(list.this_update), list.next_update),
        Content::Token(token) => (token.numeric_date("nbf"), token.expires()),
        _ => (None, None),
    }
}

/// Who the API server would take the bearer for, if it accepted the credential.
pub fn identity(content: &Content) -> Option<Identity> {
    match content {
        Content::Certificate(one) if one.permits_clients() && !one.is_authority() => {
            Identity::from_subject(&one.subject, Some(&one.sha256)).ok()
        }
        Content::Request(request) => Identity::from_subject(&request.subject, None).ok(),
        Content::Token(token) => Identity::from_token(token),
        Content::BootstrapToken { id } => Some(Identity::from_bootstrap_token(id)),
        Content::Object(object) => reviews::identity(&object.value),
        _ => None,
    }
}
