//! The report, part by part.

use serde::{Deserialize, Serialize};

use crate::{Performed, Question, Request, Session};
use certbench_artefacts::content::Artefact;
use certbench_artefacts::headline::Headline;
use certbench_artefacts::origin::{Origin, Repair, Unread};
use certbench_artefacts::relations::Relation;
use certbench_artefacts::report;
use certbench_formats::signature::{SignatureCheck, Verdict};
use certbench_kubernetes::finding::Finding;

/// A part of the report, without the findings' words.
#[derive(Serialize, Deserialize)]
pub struct Report {
    /// Now, in seconds since 1970.
    pub now: i64,
    /// How many artefacts are skipped.
    pub from: usize,
    /// How many are wanted.
    pub count: usize,
}

/// An artefact of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportEntry {
    /// What it is.
    pub headline: Headline,
    /// Where it was found.
    pub origin: Origin,
    /// When it ends, in seconds since 1970.
    pub not_after: Option<i64>,
    /// Its kind, as reports write it.
    pub kind: String,
    /// SHA-256 of its encoding, where it has one that never changes.
    pub sha256: Option<String>,
    /// The artefact as the report has it, without findings, as JSON: the page only puts it where it
    /// belongs.
    pub artefact: String,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// A part of the report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportAnswer {
    /// The artefacts.
    pub entries: Vec<ReportEntry>,
    /// Every relation, with the last part.
    pub relations: Vec<Relation>,
    /// Everything that could not be read, with the last part.
    pub unread: Vec<Unread>,
    /// Everything that was repaired, with the last part.
    pub repairs: Vec<Repair>,
    /// Whether this is the last part.
    pub is_last: bool,
}

impl Report {
    fn part<'a>(&self, session: &'a Session) -> impl Iterator<Item = (usize, &'a Artefact)> {
        let artefacts = session.inspection.artefacts().enumerate();
        artefacts.skip(self.from).take(self.count)
    }
}

impl Question for Report {
    type Answer = ReportAnswer;

    fn into_request(self) -> Request {
        Request::Report(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        self.part(session)
            .filter_map(|(_, artefact)| artefact.content.as_kind().own_signature())
            .collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> ReportAnswer {
        let inspection = &session.inspection;
        let mut verdicts = performed.verdicts.iter();
        let mut answer = ReportAnswer::default();
        for (index, artefact) in self.part(session) {
            let kind = artefact.content.as_kind();
            let verdict = kind
                .own_signature()
                .and_then(|_| verdicts.next().copied().flatten())
                .map(|verdict| verdict == Verdict::Valid);
            answer.entries.push(ReportEntry {
                headline: kind.headline(),
                origin: artefact.origin.clone(),
                not_after: kind.validity().1,
                kind: artefact.content.kind().to_owned(),
                sha256: kind.digest(),
                artefact: report::artefact(artefact, verdict).to_string(),
                findings: inspection.findings(index, self.now),
            });
        }
        let total = inspection.artefacts().count();
        answer.is_last = self.from.saturating_add(self.count) >= total;
        if answer.is_last {
            answer.relations.clone_from(&inspection.relations);
            answer.unread.clone_from(&inspection.found.unread);
            answer.repairs.clone_from(&inspection.found.repairs);
        }
        answer
    }
}
