//! Artefacts: what a paste or a file turns out to hold, and where in it each was found.

use serde_json::Value;

use crate::domain::artefacts::origin::Origin;
use crate::domain::certificate::Certificate;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::formats::certificate_text::CertificateText;
use crate::domain::formats::private_key::PrivateKeyFacts;
use crate::domain::formats::revocation_list::RevocationList;
use crate::domain::formats::token::{KeySet, Token};
use crate::domain::kubernetes::authenticators::static_token_file::rows::StaticTokenRow;
use crate::domain::kubernetes::error_text::ErrorText;
use crate::domain::kubernetes::object::Object;
use crate::domain::public_key::PublicKey;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Artefact {
    /// Where.
    pub origin: Origin,
    /// What.
    pub content: Content,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An X.509 certificate.
    Certificate(Box<Certificate>),
    /// A PKCS#10 certificate request.
    Request(Box<CertificateRequest>),
    /// A certificate revocation list.
    RevocationList(Box<RevocationList>),
    /// A public key.
    PublicKey(PublicKey),
    /// A private key.
    PrivateKey(Box<PrivateKeyFacts>),
    /// A JSON Web Token.
    Token(Box<Token>),
    /// A JSON Web Key Set, or a single key.
    KeySet(KeySet),
    /// An OpenID Connect discovery document.
    Discovery(Value),
    /// A kubeconfig.
    Kubeconfig(Value),
    /// Any other Kubernetes object.
    Object(Box<Object>),
    /// A bootstrap token, by its public half.
    BootstrapToken {
        /// The part before the dot; the part after it is secret.
        id: String,
    },
    /// A static token file.
    StaticTokenFile(Vec<StaticTokenRow>),
    /// What a cluster or a tool said when it refused.
    ErrorText(ErrorText),
    /// What `openssl x509 -text` printed, without the certificate itself.
    CertificateText(CertificateText),
}

impl Content {
    /// The kind, as reports write it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "certificate",
            Self::Request(_) => "certificate-request",
            Self::RevocationList(_) => "revocation-list",
            Self::PublicKey(_) => "public-key",
            Self::PrivateKey(_) => "private-key",
            Self::Token(_) => "jwt",
            Self::KeySet(_) => "jwks",
            Self::Discovery(_) => "oidc-discovery",
            Self::Kubeconfig(_) => "kubeconfig",
            Self::Object(_) => "object",
            Self::BootstrapToken { .. } => "bootstrap-token",
            Self::StaticTokenFile(_) => "static-token-file",
            Self::ErrorText(_) => "error-text",
            Self::CertificateText(_) => "certificate-text",
        }
    }

    /// SHA-256 of the SubjectPublicKeyInfo that it is about.
    pub fn spki_sha256(&self) -> Option<String> {
        match self {
            Self::Certificate(certificate) => Some(certificate.spki_sha256.clone()),
            Self::Request(request) => Some(request.public_key.fingerprint()),
            Self::PublicKey(key) => Some(key.fingerprint()),
            Self::PrivateKey(key) => key.public_key.as_ref().map(PublicKey::fingerprint),
            _ => None,
        }
    }
}
