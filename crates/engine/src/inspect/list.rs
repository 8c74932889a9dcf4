//! A page of rows, sorted and filtered.

use serde::{Deserialize, Serialize};

use super::{Inspection, LISTED_MAX};
use crate::{Performed, Question, Request, Session};
use certbench_artefacts::content::Artefact;
use certbench_artefacts::headline::Headline;
use certbench_artefacts::origin::{Origin, Repair, Unread};
use certbench_kubernetes::finding::Severity;
use certbench_x509::order;

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
    let findings = artefact.findings(now);
    let mismatch = inspection.mismatches.iter().any(|(of, _)| *of == index);
    let severity = if mismatch {
        Some(Severity::Error)
    } else {
        findings.iter().map(|finding| finding.severity).min()
    };
    Row {
        index,
        kind: artefact.content.kind().to_owned(),
        headline: artefact.content.as_kind().headline(),
        origin: artefact.origin.clone(),
        not_after: artefact.content.as_kind().validity().1,
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
            let keys: Vec<_> = rows.iter().map(key).collect();
            let mut sorted: Vec<_> = keys.into_iter().zip(rows).collect();
            order::sort_by(&mut sorted, |one, other| one.0.cmp(&other.0));
            rows = sorted.into_iter().map(|(_, row)| row).collect();
        }
        if self.descending {
            rows.reverse();
        }
        answer.matching = rows.len();
        answer.rows = rows.into_iter().skip(self.from).take(self.count).collect();
        answer
    }
}
