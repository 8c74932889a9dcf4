//! What an artefact is for Kubernetes, in one sentence: a code with arguments, whose words are in
//! `locales/*/inspect.ftl` as `headline-CODE`.

use serde::{Deserialize, Serialize};

certbench_formats::code_list! {
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
    /// A headline with its arguments; what cannot be seen in them is made visible.
    pub fn new(code: HeadlineCode, arguments: &[(&str, &str)]) -> Self {
        let visible = |(name, value): &(&str, &str)| {
            let mut value = certbench_formats::text::visible(value);
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
