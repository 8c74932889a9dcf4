//! The report as JSON, put together part by part.

use super::{assemble, with_findings};
use crate::domain::artefact::{Repair, Unread};
use crate::domain::relations::Relation;
use crate::engine::inspect::ReportAnswer;
use crate::locale::Locale;

/// A report that is written part by part: ten thousand artefacts at once would take many times the
/// memory, and the page would stand still while they are written.
pub struct JsonReport {
    words: Locale,
    has_artefacts: bool,
    relations: Vec<Relation>,
    unread: Vec<Unread>,
    repairs: Vec<Repair>,
}

impl JsonReport {
    /// A report without artefacts.
    pub fn new(words: Locale) -> Self {
        Self {
            words,
            has_artefacts: false,
            relations: Vec::new(),
            unread: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// The text of a part, which follows that of the parts before it.
    pub fn part(&mut self, part: ReportAnswer) -> String {
        let mut text = String::new();
        for entry in part.entries {
            let value = with_findings(entry.artefact, &entry.findings, &self.words);
            text.push_str(if self.has_artefacts {
                ",\n"
            } else {
                "{\"artefacts\":[\n"
            });
            text.push_str(&value.to_string());
            self.has_artefacts = true;
        }
        self.relations.extend(part.relations);
        self.unread.extend(part.unread);
        self.repairs.extend(part.repairs);
        text
    }

    /// The end of the text.
    pub fn finish(self) -> String {
        let mut rest = assemble(Vec::new(), &self.relations, &self.unread, &self.repairs);
        if let Some(members) = rest.as_object_mut() {
            members.remove("artefacts");
        }
        let rest = rest.to_string();
        // The other members follow the artefacts in the same object.
        let rest = rest.strip_prefix('{').unwrap_or("}");
        let start = if self.has_artefacts {
            ""
        } else {
            "{\"artefacts\":["
        };
        format!("{start}\n],\n{rest}\n")
    }
}
