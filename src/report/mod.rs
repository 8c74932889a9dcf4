//! The report: everything that was found, as JSON, Markdown or a calendar. Secret parts are never
//! in it.

mod calendar;
mod json;
mod markdown;

pub use calendar::Calendar;
pub use json::JsonReport;
pub use markdown::{MarkdownReport, escaped};

use certbench_artefacts::origin::{Repair, RepairCode, Unread};
use certbench_kubernetes::finding::{Code, Finding, Severity};
use serde::Serialize;

use crate::locale::Locale;

/// A finding with its words.
#[derive(Serialize)]
struct FindingText {
    code: Code,
    severity: Severity,
    problem: String,
    remedy: String,
    /// Where its rule can be looked up, in words and as an address.
    source: String,
    source_url: String,
}

impl FindingText {
    fn new(finding: &Finding, words: &Locale) -> Self {
        let (problem, remedy) = words.finding(finding);
        Self {
            code: finding.code,
            severity: finding.severity,
            problem,
            remedy,
            source: finding.code.source().to_string(),
            source_url: finding.code.source().url(),
        }
    }
}

/// What could not be read, in one line.
#[derive(Serialize)]
struct ErrorText {
    message: String,
    origin: String,
}

impl ErrorText {
    fn new(unread: &Unread, words: &Locale) -> Self {
        Self {
            message: words.unread(unread),
            origin: unread.origin.to_string(),
        }
    }
}

/// What was repaired.
#[derive(Serialize)]
struct RepairText {
    code: RepairCode,
    origin: String,
}

impl RepairText {
    fn new(repair: &Repair) -> Self {
        Self {
            code: repair.code,
            origin: repair.origin.to_string(),
        }
    }
}
