//! The register of kinds. A kind is a file or folder with its [`Kind`], a row in the table below, and
//! its texts; nothing else matches on all of them.

use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::certificate_text::CertificateText;
use certbench_formats::private_key::PrivateKeyFacts;
use certbench_formats::revocation_list::RevocationList;
use certbench_formats::signature::SignatureCheck;
use certbench_formats::token::{KeySet, Token};
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::authenticators::static_token_file::rows::StaticTokenRow;
use certbench_kubernetes::error_text::ErrorText;
use certbench_kubernetes::finding::{Code, Field, Finding};
use certbench_kubernetes::object::Object;
use certbench_x509::certificate::Certificate;
use certbench_x509::public_key::PublicKey;
use serde_json::Value;

use crate::bootstrap_token::BootstrapToken;
use crate::discovery::Discovery;
use crate::encoding::Encoding;
use crate::fact::{ExtensionText, Fact};
use crate::headline::Headline;
use crate::kubeconfig::Kubeconfig;
use crate::origin::Origin;

/// When something begins and ends, in seconds since 1970, where it does.
pub type Validity = (Option<i64>, Option<i64>);

/// What is asked of every kind of artefact.
pub trait Kind {
    /// What it is for Kubernetes, in one sentence.
    fn headline(&self) -> Headline;

    /// Its fields, in the order in which they are read.
    fn facts(&self) -> Vec<Fact>;

    /// What is worth knowing about it where it was found, at a time in seconds since 1970.
    fn findings(&self, origin: &Origin, now: i64) -> Vec<Finding>;

    /// What the report says of it alone: the member's name and its value. Never a secret.
    fn report(&self, signature_valid: Option<bool>) -> Option<(&'static str, Value)>;

    /// When it begins and ends.
    fn validity(&self) -> Validity {
        (None, None)
    }

    /// Who the API server would take the bearer for, if it accepted the credential.
    fn identity(&self) -> Option<Identity> {
        None
    }

    /// SHA-256 of the SubjectPublicKeyInfo that it is about.
    fn spki_sha256(&self) -> Option<String> {
        None
    }

    /// SHA-256 of its encoding, where it has one that never changes.
    fn digest(&self) -> Option<String> {
        None
    }

    /// Its encoding, where it is public.
    fn encoding(&self) -> Option<Encoding> {
        None
    }

    /// Its extensions, decoded, from what openssl prints of it.
    fn extensions(&self, _openssl_text: &str) -> Vec<ExtensionText> {
        Vec::new()
    }

    /// Fields that only a comparison shows, since the card shows them elsewhere.
    fn compared(&self) -> Vec<Fact> {
        Vec::new()
    }

    /// The check of its signature by its own key.
    fn own_signature(&self) -> Option<SignatureCheck> {
        None
    }

    /// Its secret part, which is shown only when somebody asks for it.
    fn secret(&self) -> Option<&str> {
        None
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($($content:tt)*) $name:literal,)*) => {
        /// What was found.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Content { $($(#[$doc])* $variant($($content)*),)* }

        /// The names of all kinds, as reports write them. The page compiles only if each has its words.
        pub const KINDS: &[&str] = &[$($name,)*];

        impl Content {
            /// The kind, as reports write it.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)* }
            }

            /// What every kind can be asked.
            pub fn as_kind(&self) -> &dyn Kind {
                match self { $(Self::$variant(one) => kinds!(@kind one $($content)*),)* }
            }
        }
    };
    // Large kinds stand in boxes, so that they do not make all artefacts large.
    (@kind $one:ident Box<$content:ty>) => { &**$one };
    (@kind $one:ident $($content:tt)*) => { $one };
}

kinds! {
    /// An X.509 certificate.
    Certificate(Box<Certificate>) "certificate",
    /// A PKCS#10 certificate request.
    Request(Box<CertificateRequest>) "certificate-request",
    /// A certificate revocation list.
    RevocationList(Box<RevocationList>) "revocation-list",
    /// A public key.
    PublicKey(PublicKey) "public-key",
    /// A private key.
    PrivateKey(Box<PrivateKeyFacts>) "private-key",
    /// A JSON Web Token.
    Token(Box<Token>) "jwt",
    /// A JSON Web Key Set, or a single key.
    KeySet(KeySet) "jwks",
    /// An OpenID Connect discovery document.
    Discovery(Discovery) "oidc-discovery",
    /// A kubeconfig.
    Kubeconfig(Kubeconfig) "kubeconfig",
    /// Any other Kubernetes object.
    Object(Box<Object>) "object",
    /// A bootstrap token, by its public half.
    BootstrapToken(BootstrapToken) "bootstrap-token",
    /// A static token file.
    StaticTokenFile(Vec<StaticTokenRow>) "static-token-file",
    /// What a cluster or a tool said when it refused.
    ErrorText(ErrorText) "error-text",
    /// What `openssl x509 -text` printed, without the certificate itself.
    CertificateText(CertificateText) "certificate-text",
}

/// A finding about the whole.
pub(crate) fn finding(code: Code) -> Finding {
    Finding::new(code, Field::Whole)
}
