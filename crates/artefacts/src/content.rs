//! Artefacts: what a paste or a file turns out to hold, and where in it each was found.

use certbench_kubernetes::finding::{Finding, by_severity};

pub use crate::kinds::Content;
use crate::origin::Origin;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Artefact {
    /// Where.
    pub origin: Origin,
    /// What.
    pub content: Content,
}

impl Artefact {
    /// What is worth knowing about it at a time in seconds since 1970, most serious first.
    pub fn findings(&self, now: i64) -> Vec<Finding> {
        by_severity(self.content.as_kind().findings(&self.origin, now))
    }
}
