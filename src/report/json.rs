//! The report as JSON, put together part by part.

use std::rc::Rc;

use serde::Serialize;

use super::{ErrorText, FindingText, RepairText};
use crate::domain::artefacts::origin::{Repair, Unread};
use crate::domain::artefacts::relations::Relation;
#[cfg(not(target_arch = "wasm32"))]
use crate::engine::inspect::Report;
use crate::engine::inspect::ReportAnswer;
#[cfg(not(target_arch = "wasm32"))]
use crate::engine::{Session, ask_in};
use crate::locale::Locale;

/// A report that is written part by part: ten thousand artefacts at once would take many times the
/// memory, and the page would stand still while they are written.
pub struct JsonReport {
    words: Rc<Locale>,
    has_artefacts: bool,
    relations: Vec<Relation>,
    unread: Vec<Unread>,
    repairs: Vec<Repair>,
}

impl JsonReport {
    /// A report without artefacts.
    pub fn new(words: Rc<Locale>) -> Self {
        Self {
            words,
            has_artefacts: false,
            relations: Vec::new(),
            unread: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// Everything that a session holds, natively: what the page asks for part by part.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn whole(session: &mut Session, now: i64, words: Rc<Locale>) -> String {
        let mut report = Self::new(words);
        let everything = Report {
            now,
            from: 0,
            count: usize::MAX,
        };
        let mut text = report.part(ask_in(session, everything));
        text.push_str(&report.finish());
        text
    }

    /// The text of a part, which follows that of the parts before it.
    pub fn part(&mut self, part: ReportAnswer) -> String {
        let mut text = String::new();
        for entry in part.entries {
            text.push_str(if self.has_artefacts {
                ",\n"
            } else {
                "{\"artefacts\":[\n"
            });
            self.has_artefacts = true;
            let findings: Vec<_> = entry
                .findings
                .iter()
                .map(|one| FindingText::new(one, &self.words))
                .collect();
            // Its last member: the engine wrote an object.
            text.push_str(entry.artefact.strip_suffix('}').unwrap_or("{\"kind\":null"));
            text.push_str(&format!(",\"findings\":{}}}", list(&findings)));
        }
        self.relations.extend(part.relations);
        self.unread.extend(part.unread);
        self.repairs.extend(part.repairs);
        text
    }

    /// The end of the text.
    pub fn finish(self) -> String {
        let errors: Vec<_> = self
            .unread
            .iter()
            .map(|unread| ErrorText::new(unread, &self.words))
            .collect();
        let repairs: Vec<_> = self.repairs.iter().map(RepairText::new).collect();
        let start = if self.has_artefacts {
            ""
        } else {
            "{\"artefacts\":["
        };
        format!(
            "{start}\n],\n\"errors\":{},\n\"relations\":{},\n\"repairs\":{}}}\n",
            list(&errors),
            list(&self.relations),
            list(&repairs)
        )
    }
}

fn list<Item: Serialize>(items: &[Item]) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string(items).unwrap_or_else(|_| "[]".to_owned())
}
