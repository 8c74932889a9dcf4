//! Findings: what is worth saying about an input, as a code with arguments.
//!
//! To add one:
//!
//! 1. its row in `finding/register.rs`: code, severity, arguments and source;
//! 2. its rule in the file that holds the rules of its group, and, in the tests at the end of that
//!    file, a case with an input that shows it and one that does not;
//! 3. its words in each language of `locales/`: the message `finding-CODE` is the problem, its
//!    attribute `.remedy` says what to do.
//!
//! Tests fail where one of them is missing.

pub mod cases;
mod register;
mod source;

pub use register::{Code, Group};
use serde::{Deserialize, Serialize};
pub use source::Source;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It will not work, or it is dangerous.
    Error,
    /// It works, but probably not as meant.
    Warning,
    /// Good to know.
    Info,
}

/// The part of a request that a finding belongs to, so that it can be shown beside its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The key
    Key,
    /// The user name (CN)
    User,
    /// The groups (O)
    Groups,
    /// Further subject attributes
    Attributes,
    /// Alternative names
    AltNames,
    /// `metadata.name`
    ObjectName,
    /// `spec.signerName`
    Signer,
    /// `spec.usages`
    Usages,
    /// `spec.expirationSeconds`
    Expiration,
    /// `metadata.labels`
    Labels,
    /// `metadata.annotations`
    Annotations,
    /// `spec.request`
    Request,
    /// The issued certificate
    Certificate,
    /// The whole artefact
    Whole,
}

/// One thing worth saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it belongs.
    pub field: Field,
    /// The values its words speak of.
    pub arguments: Vec<(String, String)>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: Code, field: Field) -> Self {
        Self {
            code,
            severity: code.severity(),
            field,
            arguments: Vec::new(),
        }
    }

    /// The finding with one more argument; what cannot be seen is made visible.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        debug_assert!(
            self.code.arguments().contains(&name),
            "the row of {:?} has no argument {name}",
            self.code
        );
        let value = certbench_formats::text::visible(value.as_ref());
        self.arguments.push((name.to_owned(), value));
        self
    }
}

/// The most serious first, otherwise in the order given.
pub fn by_severity(findings: Vec<Finding>) -> Vec<Finding> {
    let mut sorted = Vec::with_capacity(findings.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_it = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        sorted.extend(of_it.cloned());
    }
    sorted
}
