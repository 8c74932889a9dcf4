//! The Inspect room's questions: what was given lies in the session, the page asks for what it shows.

mod list;
mod look;
mod report;

use serde::{Deserialize, Serialize};

pub use list::{Column, List, ListAnswer, Row};
pub use look::{Card, Compare, Look, Related, Reveal};
pub use report::{Report, ReportAnswer, ReportEntry};

use super::{Performed, Question, Request, Session};
use certbench_artefacts::content::Artefact;
use certbench_artefacts::origin::Source;
use certbench_artefacts::recognise::{Recognised, Recogniser};
use certbench_artefacts::relations;
use certbench_artefacts::relations::Relation;
use certbench_kubernetes::finding::Finding;
use certbench_x509::bytes::Bytes;

/// How much is read in one step: some tens of milliseconds of certificates.
const STEP_BYTES: usize = 512 * 1024;
/// Most entries that are told one by one.
const LISTED_MAX: usize = 50;

/// What lies on the engine's side of the bench.
#[derive(Default)]
pub struct Inspection {
    reading: Option<Recogniser>,
    found: Recognised,
    relations: Vec<Relation>,
    mismatches: Vec<(usize, Finding)>,
}

impl Inspection {
    /// Everything that was found, also in a source that is still being read.
    pub(crate) fn artefacts(&self) -> impl Iterator<Item = &Artefact> {
        let reading = self.reading.iter().flat_map(|one| &one.found.artefacts);
        self.found.artefacts.iter().chain(reading)
    }

    fn artefact(&self, index: usize) -> Option<&Artefact> {
        self.artefacts().nth(index)
    }

    fn findings(&self, index: usize, now: i64) -> Vec<Finding> {
        let mut findings: Vec<_> = self
            .mismatches
            .iter()
            .filter(|(of, _)| *of == index)
            .map(|(_, finding)| finding.clone())
            .collect();
        if let Some(artefact) = self.artefact(index) {
            findings.extend(artefact.findings(now));
        }
        findings
    }

    fn step(&mut self) -> Progress {
        let mut progress = Progress::default();
        if let Some(mut reading) = self.reading.take() {
            let goes_on = reading.step(STEP_BYTES);
            progress.done = reading.done;
            progress.total = reading.total;
            if goes_on {
                self.reading = Some(reading);
            } else {
                let found = reading.found;
                self.found.artefacts.extend(found.artefacts);
                self.found.unread.extend(found.unread);
                self.found.unread_beyond += found.unread_beyond;
                self.found.repairs.extend(found.repairs);
                self.relations = relations::relations(&self.found.artefacts);
                self.mismatches = relations::mismatches(&self.found.artefacts);
            }
        }
        progress.is_finished = self.reading.is_none();
        progress.artefacts = self.artefacts().count();
        progress
    }
}

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes of the source that were read.
    pub done: usize,
    /// Bytes of the source.
    pub total: usize,
    /// How many artefacts there are, from all sources.
    pub artefacts: usize,
    /// Whether all of the source was read.
    pub is_finished: bool,
}

/// Begin to read a source.
#[derive(Default, Serialize, Deserialize)]
pub struct Open {
    /// What it is called.
    pub source: Source,
    /// What opens encrypted things in it.
    pub passphrase: Option<String>,
    /// Whether everything that was read before is forgotten.
    pub afresh: bool,
}

impl Question for Open {
    type Answer = Progress;

    fn into_request(self) -> Request {
        Request::Open(self)
    }

    fn take_attachment(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.source.input.0))
    }

    fn attach(&mut self, attachment: Vec<u8>) {
        self.source.input = Bytes(attachment);
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Progress {
        #[cfg(feature = "trap")]
        super::read_key::misbehave_on_purpose(&self.source.input.0);
        let inspection = &mut session.inspection;
        if self.afresh {
            *inspection = Inspection::default();
        }
        inspection.reading = Some(Recogniser::new(self.source, self.passphrase));
        inspection.step()
    }
}

/// Go on reading.
#[derive(Default, Serialize, Deserialize)]
pub struct GoOn {}

impl Question for GoOn {
    type Answer = Progress;

    fn into_request(self) -> Request {
        Request::GoOn(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Progress {
        session.inspection.step()
    }
}

/// Reads a source to its end, natively.
#[cfg(not(target_arch = "wasm32"))]
pub fn read(session: &mut Session, open: Open) {
    let mut progress = super::ask_in(session, open);
    while !progress.is_finished {
        progress = super::ask_in(session, GoOn {});
    }
}
