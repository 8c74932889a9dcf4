//! The Inspect room's questions: what was given lies in the session, the page asks for what it shows.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use crate::domain::advice;
use crate::domain::artefact::{Artefact, Content, Origin, Repair, Source, Unread};
use crate::domain::asn1::tree::{Tree, tree};
use crate::domain::bytes::{Bytes, pem};
use crate::domain::card::{self, ExtensionText, Fact};
use crate::domain::comparison::{self, Compared};
use crate::domain::explain::{self, Headline};
use crate::domain::finding::{Finding, Severity};
use crate::domain::kubernetes::identity::Identity;
use crate::domain::openssl_text;
use crate::domain::recognise::{Recognised, Recogniser};
use crate::domain::relations::{self, Relation, RelationKind};
use crate::domain::signature::{SignatureCheck, Verdict};
use crate::report;

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
    fn artefacts(&self) -> impl Iterator<Item = &Artefact> {
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
            findings.extend(advice::findings(artefact, now));
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

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// As they were found
    #[default]
    Position,
    /// The kind
    Kind,
    /// The name in the headline
    Name,
    /// When it ends
    Expiry,
    /// The most serious finding
    Severity,
}

/// What is on the bench, a page of it?
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Now, in seconds since 1970.
    pub now: i64,
    /// What rows are sorted by.
    pub column: Column,
    /// Whether the largest comes first.
    pub descending: bool,
    /// Only rows that hold this text, whatever its case.
    pub filter: String,
    /// How many rows are skipped.
    pub from: usize,
    /// How many rows are wanted.
    pub count: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The artefact's position.
    pub index: usize,
    /// Its kind, as reports write it.
    pub kind: String,
    /// What it is.
    pub headline: Headline,
    /// Where it was found.
    pub origin: Origin,
    /// When it ends, in seconds since 1970.
    pub not_after: Option<i64>,
    /// The most serious finding's severity.
    pub severity: Option<Severity>,
}

/// A page of rows, and what else there is to say about the whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListAnswer {
    /// How many artefacts there are.
    pub total: usize,
    /// How many of them match the filter.
    pub matching: usize,
    /// The rows wanted.
    pub rows: Vec<Row>,
    /// What could not be read; the first of it.
    pub unread: Vec<Unread>,
    /// How much could not be read.
    pub unread_count: usize,
    /// What was repaired; the first of it.
    pub repairs: Vec<Repair>,
}

fn row(inspection: &Inspection, index: usize, artefact: &Artefact, now: i64) -> Row {
    let findings = advice::findings(artefact, now);
    let mismatch = inspection.mismatches.iter().any(|(of, _)| *of == index);
    let severity = if mismatch {
        Some(Severity::Error)
    } else {
        findings.iter().map(|finding| finding.severity).min()
    };
    Row {
        index,
        kind: artefact.content.kind().to_owned(),
        headline: explain::headline(&artefact.content),
        origin: artefact.origin.clone(),
        not_after: explain::validity(&artefact.content).1,
        severity,
    }
}

fn searched(row: &Row) -> String {
    let mut text = format!("{} {} ", row.kind, row.origin);
    for (_, value) in &row.headline.arguments {
        text.push_str(value);
        text.push(' ');
    }
    text.to_lowercase()
}

fn name(row: &Row) -> String {
    let first = row.headline.arguments.first();
    first
        .map(|(_, value)| value.to_lowercase())
        .unwrap_or_default()
}

impl Question for List {
    type Answer = ListAnswer;

    fn into_request(self) -> Request {
        Request::List(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> ListAnswer {
        let inspection = &session.inspection;
        let total = inspection.artefacts().count();
        let is_plain =
            self.column == Column::Position && !self.descending && self.filter.is_empty();
        let mut answer = ListAnswer {
            total,
            matching: total,
            unread_count: inspection.found.unread.len() + inspection.found.unread_beyond,
            unread: inspection
                .found
                .unread
                .iter()
                .take(LISTED_MAX)
                .cloned()
                .collect(),
            repairs: inspection
                .found
                .repairs
                .iter()
                .take(LISTED_MAX)
                .cloned()
                .collect(),
            ..ListAnswer::default()
        };
        let numbered = inspection.artefacts().enumerate();
        if is_plain {
            answer.rows = numbered
                .skip(self.from)
                .take(self.count)
                .map(|(index, artefact)| row(inspection, index, artefact, self.now))
                .collect();
            return answer;
        }
        let filter = self.filter.to_lowercase();
        let mut rows: Vec<Row> = numbered
            .map(|(index, artefact)| row(inspection, index, artefact, self.now))
            .filter(|row| filter.is_empty() || searched(row).contains(&filter))
            .collect();
        if self.column != Column::Position {
            // One kind of key for every column: each more would be compiled into a sort of its own.
            let key = |row: &Row| match self.column {
                Column::Position => String::new(),
                Column::Kind => row.kind.clone(),
                Column::Name => name(row),
                // Times count from the year 0, so that none is negative.
                Column::Expiry => {
                    let seconds = row.not_after.unwrap_or(i64::MAX / 2);
                    format!("{:020}", seconds.saturating_add(62_167_219_200).max(0))
                }
                Column::Severity => row.severity.map_or(9, |one| one as u8).to_string(),
            };
            rows.sort_by_cached_key(key);
        }
        if self.descending {
            rows.reverse();
        }
        answer.matching = rows.len();
        answer.rows = rows.into_iter().skip(self.from).take(self.count).collect();
        answer
    }
}

/// Everything about one artefact.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Its position.
    pub index: usize,
    /// Now, in seconds since 1970.
    pub now: i64,
}

/// What one artefact is to another, seen from the one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// What `from` is to `to`.
    pub kind: RelationKind,
    /// Whether the artefact in question is `from`.
    pub is_from: bool,
    /// The other's position.
    pub other: usize,
    /// What the other is.
    pub headline: Headline,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The artefact's position.
    pub index: usize,
    /// Its kind, as reports write it.
    pub kind: String,
    /// What it is.
    pub headline: Headline,
    /// Where it was found.
    pub origin: Origin,
    /// When it begins and ends, in seconds since 1970.
    pub validity: (Option<i64>, Option<i64>),
    /// Who the API server would take its bearer for.
    pub identity: Option<Identity>,
    /// What is worth knowing.
    pub findings: Vec<Finding>,
    /// Its fields.
    pub facts: Vec<Fact>,
    /// Its extensions, decoded.
    pub extensions: Vec<ExtensionText>,
    /// Whether its own signature is right; `None` where it has none or nobody could verify.
    pub signature_valid: Option<bool>,
    /// What it has to do with others; the first of it.
    pub relations: Vec<Related>,
    /// Its PEM, where it is public.
    pub pem: String,
    /// What openssl's `-text` prints.
    pub openssl_text: String,
    /// Its encoding, where it is public.
    pub der: Bytes,
    /// The encoding's elements.
    pub tree: Tree,
    /// Whether it has a secret part that can be asked for.
    pub has_secret: bool,
}

impl Look {
    fn check(&self, session: &Session) -> Option<SignatureCheck> {
        match &session.inspection.artefact(self.index)?.content {
            Content::Request(request) => request.signature_check().ok(),
            _ => None,
        }
    }
}

impl Question for Look {
    type Answer = Option<Card>;

    fn into_request(self) -> Request {
        Request::Look(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        self.check(session).into_iter().collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> Option<Card> {
        let inspection = &session.inspection;
        let artefact = inspection.artefact(self.index)?;
        let content = &artefact.content;
        let (label, der, openssl_text) = match content {
            Content::Certificate(one) => (
                "CERTIFICATE",
                one.der.clone(),
                openssl_text::certificate(&one.der.0).unwrap_or_default(),
            ),
            Content::Request(one) => (
                "CERTIFICATE REQUEST",
                one.der.clone(),
                openssl_text::request(&one.der.0).unwrap_or_default(),
            ),
            Content::RevocationList(one) => ("X509 CRL", one.der.clone(), String::new()),
            Content::PublicKey(key) => ("PUBLIC KEY", key.spki.clone(), String::new()),
            _ => ("", Bytes::default(), String::new()),
        };
        let relations = inspection
            .relations
            .iter()
            .filter(|one| one.from == self.index || one.to == self.index)
            .take(LISTED_MAX)
            .filter_map(|one| {
                let is_from = one.from == self.index;
                let other = if is_from { one.to } else { one.from };
                Some(Related {
                    kind: one.kind,
                    is_from,
                    other,
                    headline: explain::headline(&inspection.artefact(other)?.content),
                })
            })
            .collect();
        let verdict = performed.verdicts.first().copied().flatten();
        Some(Card {
            index: self.index,
            kind: content.kind().to_owned(),
            headline: explain::headline(content),
            origin: artefact.origin.clone(),
            validity: explain::validity(content),
            identity: explain::identity(content),
            findings: inspection.findings(self.index, self.now),
            facts: card::facts(content),
            extensions: card::extensions(content, &openssl_text),
            signature_valid: verdict.map(|verdict| verdict == Verdict::Valid),
            relations,
            pem: if label.is_empty() {
                String::new()
            } else {
                pem(label, &der.0)
            },
            openssl_text,
            tree: tree(&der.0),
            der,
            has_secret: matches!(content, Content::PrivateKey(_) | Content::Token(_)),
        })
    }
}

/// The secret part of one artefact, because it was asked for.
#[derive(Serialize, Deserialize)]
pub struct Reveal {
    /// Its position.
    pub index: usize,
}

impl Question for Reveal {
    type Answer = String;

    fn into_request(self) -> Request {
        Request::Reveal(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> String {
        match session
            .inspection
            .artefact(self.index)
            .map(|one| &one.content)
        {
            Some(Content::PrivateKey(key)) => key.secret.clone(),
            Some(Content::Token(token)) => token.text.clone(),
            _ => String::new(),
        }
    }
}

/// Two artefacts side by side.
#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// One's position.
    pub left: usize,
    /// The other's.
    pub right: usize,
}

impl Question for Compare {
    type Answer = Vec<Compared>;

    fn into_request(self) -> Request {
        Request::Compare(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Vec<Compared> {
        let inspection = &session.inspection;
        match (
            inspection.artefact(self.left),
            inspection.artefact(self.right),
        ) {
            (Some(left), Some(right)) => comparison::compare(&left.content, &right.content),
            _ => Vec::new(),
        }
    }
}

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

fn request_check(content: &Content) -> Option<SignatureCheck> {
    match content {
        Content::Request(request) => request.signature_check().ok(),
        _ => None,
    }
}

impl Question for Report {
    type Answer = ReportAnswer;

    fn into_request(self) -> Request {
        Request::Report(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        self.part(session)
            .filter_map(|(_, artefact)| request_check(&artefact.content))
            .collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> ReportAnswer {
        let inspection = &session.inspection;
        let mut verdicts = performed.verdicts.iter();
        let mut answer = ReportAnswer::default();
        for (index, artefact) in self.part(session) {
            let verdict = request_check(&artefact.content)
                .and_then(|_| verdicts.next().copied().flatten())
                .map(|verdict| verdict == Verdict::Valid);
            answer.entries.push(ReportEntry {
                headline: explain::headline(&artefact.content),
                origin: artefact.origin.clone(),
                not_after: explain::validity(&artefact.content).1,
                kind: artefact.content.kind().to_owned(),
                sha256: match &artefact.content {
                    Content::Certificate(one) => Some(one.sha256.clone()),
                    Content::RevocationList(one) => Some(one.sha256.clone()),
                    _ => None,
                },
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
