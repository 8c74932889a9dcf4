//! The report as JSON, put together part by part.

use super::{assemble, with_findings};
use crate::domain::artefact::{Repair, Unread};
use crate::domain::relations::Relation;
use crate::engine::inspect::ReportAnswer;
use crate::locale::Locale;

/// A report that grows with every part: the text only, since ten thousand artefacts as values would
/// take many times the memory and one long task to write.
pub struct JsonReport {
    words: Locale,
    artefacts: String,
    relations: Vec<Relation>,
    unread: Vec<Unread>,
    repairs: Vec<Repair>,
}

impl JsonReport {
    /// A report without artefacts.
    pub fn new(words: Locale) -> Self {
        Self {
            words,
            artefacts: String::new(),
            relations: Vec::new(),
            unread: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// Takes a part in.
    pub fn add(&mut self, part: ReportAnswer) {
        for entry in part.entries {
            let value = with_findings(entry.artefact, &entry.findings, &self.words);
            if !self.artefacts.is_empty() {
                self.artefacts.push_str(",\n");
            }
            self.artefacts.push_str(&value.to_string());
        }
        self.relations.extend(part.relations);
        self.unread.extend(part.unread);
        self.repairs.extend(part.repairs);
    }

    /// The whole report.
    pub fn finish(self) -> String {
        let mut rest = assemble(Vec::new(), &self.relations, &self.unread, &self.repairs);
        if let Some(members) = rest.as_object_mut() {
            members.remove("artefacts");
        }
        let rest = rest.to_string();
        // The other members follow the artefacts in the same object.
        let rest = rest.strip_prefix('{').unwrap_or("}");
        format!("{{\"artefacts\":[\n{}\n],\n{rest}\n", self.artefacts)
    }
}
