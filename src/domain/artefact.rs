//! Artefacts: what a paste or a file turns out to hold, and where in it each was found.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bytes::Bytes;
use super::certificate::Certificate;
use super::certificate_request::CertificateRequest;
use super::error_text::ErrorText;
use super::manifest::DuplicateKey;
use super::pkcs12::OpenError;
use super::private_key::{KeyError, KeyFormat};
use super::public_key::{KeyKind, PublicKey};
use super::revocation_list::RevocationList;
use super::token::{KeySet, Token, TokenError};

/// One step on the way from what was given to where something was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A file's name.
    File(String),
    /// A line, counted from one.
    Line(usize),
    /// A Kubernetes object: kind, namespace and name as far as there are.
    Object(String),
    /// A member, such as `tls.crt` or `users[0].user.token`.
    Member(String),
    /// A PEM block or the like, counted from one.
    Block(usize),
    /// Inside a container such as PKCS#7.
    Inside(String),
}

/// Where an artefact was found, from the outside in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin(pub Vec<Step>);

impl Origin {
    /// One step further in.
    #[must_use]
    pub fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            match step {
                Step::Line(line) => write!(formatter, "line {line}")?,
                Step::Block(number) => write!(formatter, "block {number}")?,
                Step::File(text) | Step::Object(text) | Step::Member(text) | Step::Inside(text) => {
                    formatter.write_str(text)?;
                }
            }
        }
        Ok(())
    }
}

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

/// What is known of a private key without using it.
#[derive(Clone, PartialEq)]
pub struct PrivateKeyFacts {
    /// Its kind; unknown while it is encrypted.
    pub kind: Option<KeyKind>,
    /// How it was written.
    pub format: KeyFormat,
    /// Whether a passphrase is needed, or was.
    pub encrypted: bool,
    /// The public half, where it can be told without computing on the curve.
    pub public_key: Option<PublicKey>,
    /// The key as it was given, in PEM. Secret.
    pub secret: String,
}

/// Never the secret: a debug print may end in a log.
impl std::fmt::Debug for PrivateKeyFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PrivateKeyFacts({:?})", self.kind)
    }
}

/// A Kubernetes object.
#[derive(Clone, PartialEq)]
pub struct Object {
    /// The whole of it. May hold secrets.
    pub value: Value,
    /// Keys that stood twice; the last one counts.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// Whether its YAML had lost its indentation, so that only the outermost fields could be read.
    pub lost_indentation: bool,
}

impl std::fmt::Debug for Object {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Object({})", self.title())
    }
}

impl Object {
    fn text(&self, pointer: &str) -> &str {
        self.value
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// `apiVersion`
    pub fn api_version(&self) -> &str {
        self.text("/apiVersion")
    }

    /// `kind`
    pub fn kind(&self) -> &str {
        self.text("/kind")
    }

    /// `metadata.name`
    pub fn name(&self) -> &str {
        self.text("/metadata/name")
    }

    /// `metadata.namespace`
    pub fn namespace(&self) -> &str {
        self.text("/metadata/namespace")
    }

    /// `type` of a Secret
    pub fn secret_type(&self) -> &str {
        self.text("/type")
    }

    /// Kind, namespace and name in one line: `Secret default/web`.
    pub fn title(&self) -> String {
        let name = match (self.namespace(), self.name()) {
            ("", name) => name.to_owned(),
            (namespace, name) => format!("{namespace}/{name}"),
        };
        format!("{} {name}", self.kind()).trim_end().to_owned()
    }
}

/// A row of a static token file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticTokenRow {
    /// Whether the token's field is empty, so that the API server skips the row.
    pub is_empty: bool,
    /// Whether a later row has the same token, which then counts.
    pub is_overruled: bool,
    /// How many columns stand behind the groups' and are ignored.
    pub ignored_columns: usize,
    /// The user name.
    pub user: String,
    /// The UID.
    pub uid: String,
    /// The groups.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for StaticTokenRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "StaticTokenRow({})", self.user)
    }
}

/// What an `openssl x509 -text` dump says. The certificate cannot be made from it again: key and
/// signature may be there, but not the exact encoding that was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateText {
    /// The lines with a name and a value, in order.
    pub fields: Vec<(String, String)>,
    /// The subject's line.
    pub subject: String,
    /// Whether it says version 1.
    pub is_version_1: bool,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Where.
    pub origin: Origin,
    /// How it was read and how far that got, best first.
    pub attempts: Vec<Attempt>,
}

/// One reading that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What it was taken for: `PEM`, `base64`, `DER`, `YAML`, …
    pub reading: String,
    /// Where it stopped: a line or a byte, as the reading counts.
    pub stopped_at: Option<Stop>,
    /// Why.
    pub reason: Reason,
}

super::code_list::code_list! {
    /// Why a reading failed; the words are `reason-CODE` in `locales/*/inspect.ftl`.
    ReasonCode {
        /// The parser's own words, in English.
        Said "said",
        /// More bytes than are read.
        TooLarge "too-large",
        /// More wrappings, one in another, than are opened.
        TooNested "too-nested",
        /// No PEM block.
        NoBegin "no-begin",
        /// No manifest.
        NoKind "no-kind",
        /// No token.
        NoToken "no-token",
        /// No static token file.
        NoRows "no-rows",
        /// Bytes that are nothing.
        NotReadable "not-readable",
        /// A document that is nothing.
        UnknownObject "unknown-object",
        /// A Java key store.
        JavaKeyStore "java-key-store",
        /// Not DER.
        NoSequence "no-sequence",
        /// Fewer bytes than promised.
        CutShort "cut-short",
        /// A PEM block without its END line.
        NoEndLine "no-end-line",
        /// A PEM block with nothing in it.
        NoData "no-data",
        /// A BEGIN line with neither data nor END line after it.
        NothingFollows "nothing-follows",
        /// A character that is not base64.
        NoBase64 "no-base64",
        /// Encrypted, and no passphrase given.
        PassphraseNeeded "passphrase-needed",
        /// The passphrase does not open it.
        WrongPassphrase "wrong-passphrase",
        /// A key derivation beyond the limit.
        TooCostly "too-costly",
        /// Of a kind that is not read.
        Unsupported "unsupported",
        /// Damaged, with the parser's words.
        Damaged "damaged",
        /// A JWE.
        EncryptedToken "encrypted-token",
        /// Not three parts.
        TokenParts "token-parts",
    }
}

/// Why a reading failed, with the number or the words that belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why.
    pub code: ReasonCode,
    /// What the words speak of; for [`ReasonCode::Said`] the parser's words themselves.
    pub detail: String,
}

impl Reason {
    /// A reason that speaks of nothing further.
    pub const fn new(code: ReasonCode) -> Self {
        Self {
            code,
            detail: String::new(),
        }
    }

    /// A reason with what it speaks of.
    pub fn with(code: ReasonCode, detail: impl std::fmt::Display) -> Self {
        Self {
            code,
            detail: detail.to_string(),
        }
    }

    /// The parser's own words.
    pub fn said(words: impl std::fmt::Display) -> Self {
        Self::with(ReasonCode::Said, words)
    }
}

impl From<KeyError> for Reason {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::NotFound => Self::said(error),
            KeyError::PassphraseNeeded => Self::new(ReasonCode::PassphraseNeeded),
            KeyError::WrongPassphrase => Self::new(ReasonCode::WrongPassphrase),
            KeyError::Corrupt { reason } => Self::with(ReasonCode::Damaged, reason),
            KeyError::Unsupported { what } => Self::with(ReasonCode::Unsupported, what),
            KeyError::TooCostly { rounds } => Self::with(ReasonCode::TooCostly, rounds),
        }
    }
}

impl From<OpenError> for Reason {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::PasswordNeeded => Self::new(ReasonCode::PassphraseNeeded),
            OpenError::WrongPassword => Self::new(ReasonCode::WrongPassphrase),
            OpenError::TooCostly(rounds) => Self::with(ReasonCode::TooCostly, rounds),
            OpenError::Unreadable(reason) => Self::with(ReasonCode::Damaged, reason),
        }
    }
}

impl From<TokenError> for Reason {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Encrypted => Self::new(ReasonCode::EncryptedToken),
            TokenError::Parts(count) => Self::with(ReasonCode::TokenParts, count),
            other => Self::said(other),
        }
    }
}

/// A place in what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// Counted from one.
    Line(u64),
    /// Counted from zero.
    Byte(u64),
}

super::code_list::code_list! {
    /// A repair that was made to what was given before it could be read.
    RepairCode {
        /// A byte-order mark was taken off.
        ByteOrderMark "byte-order-mark",
        /// UTF-16 was decoded.
        Utf16 "utf-16",
        /// `\n` as two characters became line breaks.
        EscapedLineBreaks "escaped-line-breaks",
        /// Indentation or quotes around a PEM block's lines were taken off.
        Margin "margin",
        /// Characters that cannot be seen, or wide spaces, were taken out.
        Invisible "invisible",
        /// Markdown's backslashes were taken out.
        Markdown "markdown",
        /// Line breaks within a token were taken out.
        Wrapped "wrapped",
        /// A PEM block's END line was missing or of another label.
        EndLine "end-line",
        /// `Bearer` or quotes around a token were taken off.
        Surroundings "surroundings",
    }
}

/// A repair and where it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// What was repaired.
    pub code: RepairCode,
    /// Where.
    pub origin: Origin,
}

/// Bytes and what they are called, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// A file's name; empty for a paste.
    pub name: String,
    /// What was given.
    #[serde(skip)]
    pub input: Bytes,
}
