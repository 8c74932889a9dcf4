//! Where something was found, what could not be read, and what was repaired on the way.

use serde::{Deserialize, Serialize};

use crate::domain::bytes::Bytes;
use crate::domain::formats::code_list::code_list;
use crate::domain::formats::pkcs12::OpenError;
use crate::domain::formats::private_key::pkcs8::KeyError;
use crate::domain::formats::token::TokenError;

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

code_list! {
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

code_list! {
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
