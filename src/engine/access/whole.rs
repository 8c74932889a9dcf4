//! Questions about everything that is loaded: matrix, differences, risks and advice.

use serde::{Deserialize, Serialize};

use super::{Access, Who};
use crate::domain::bytes::Bytes;
use crate::domain::formats::text;
use crate::domain::kubernetes::finding::Severity;
use crate::domain::kubernetes::rbac::difference::{Change, difference};
use crate::domain::kubernetes::rbac::matrix;
use crate::domain::kubernetes::rbac::matrix::{Row, csv};
use crate::domain::kubernetes::rbac::node::is_node;
use crate::domain::kubernetes::rbac::remark::{Defaults, Remark};
use crate::domain::order;
use crate::engine::{Performed, Question, Request, Session};

/// What may this identity do, a page of it?
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// Who.
    pub who: Who,
    /// Only rows of this namespace; empty means the whole cluster.
    pub namespace: Option<String>,
    /// Only rows whose group, resource, namespace or verbs hold this text, whatever its case.
    pub filter: String,
    /// How many rows are skipped.
    pub from: usize,
    /// How many rows are wanted.
    pub count: usize,
}

/// A page of rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MatrixAnswer {
    /// How many rows there are.
    pub total: usize,
    /// How many of them match.
    pub matching: usize,
    /// The rows wanted.
    pub rows: Vec<Row>,
    /// Whether there is more than a matrix can hold.
    pub is_cut: bool,
    /// Whether the Node authorizer allows this identity more, which no row holds.
    pub is_node: bool,
}

fn searched(row: &Row) -> String {
    let mut text = format!("{} {} {}", row.namespace, row.group, row.resource);
    for verb in row.verbs.iter().chain(row.named.keys()) {
        text.push(' ');
        text.push_str(verb);
    }
    text.to_lowercase()
}

impl Matrix {
    /// The rows that match, and how many there are at all.
    fn rows<'a>(&self, access: &'a mut Access) -> (&'a matrix::Matrix, Vec<&'a Row>) {
        let is_known = access
            .matrix
            .as_ref()
            .is_some_and(|(who, _)| *who == self.who);
        if !is_known {
            access.matrix = None;
        }
        let (_, all) = access.matrix.get_or_insert_with(|| {
            let matrix = access.set.matrix(&self.who.user, &self.who.all_groups());
            (self.who.clone(), matrix)
        });
        let all = &*all;
        let filter = self.filter.to_lowercase();
        let matches = |row: &&Row| {
            self.namespace
                .as_ref()
                .is_none_or(|wanted| *wanted == row.namespace)
                && (filter.is_empty() || searched(row).contains(&filter))
        };
        (all, all.rows.iter().filter(matches).collect())
    }
}

impl Question for Matrix {
    type Answer = MatrixAnswer;

    fn into_request(self) -> Request {
        Request::Matrix(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> MatrixAnswer {
        let (all, rows) = self.rows(&mut session.access);
        let page = rows.iter().skip(self.from).take(self.count);
        MatrixAnswer {
            total: all.rows.len(),
            is_cut: all.is_cut,
            is_node: is_node(&self.who.user, &self.who.groups),
            matching: rows.len(),
            rows: page.map(|row| (*row).clone()).collect(),
        }
    }
}

/// The rows that match, all of them, as CSV.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MatrixCsv(pub Matrix);

impl Question for MatrixCsv {
    type Answer = String;

    fn into_request(self) -> Request {
        Request::MatrixCsv(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> String {
        let (_, rows) = self.0.rows(&mut session.access);
        csv(&rows)
    }
}

/// What changes if these manifests are applied to what is loaded?
#[derive(Default, Serialize, Deserialize)]
pub struct Difference {
    /// The manifests, as bytes beside the question.
    #[serde(skip)]
    pub manifests: Bytes,
    /// Whether they take the place of what is loaded, instead of being applied to it.
    pub instead: bool,
    /// How many changes are skipped.
    pub from: usize,
    /// How many changes are wanted.
    pub count: usize,
}

/// A page of changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DifferenceAnswer {
    /// How many there are.
    pub total: usize,
    /// Those wanted, by subject and namespace.
    pub changes: Vec<Change>,
}

impl Question for Difference {
    type Answer = DifferenceAnswer;

    fn into_request(self) -> Request {
        Request::Difference(self)
    }

    fn take_attachment(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.manifests.0))
    }

    fn attach(&mut self, attachment: Vec<u8>) {
        self.manifests = Bytes(attachment);
    }

    fn answer(self, _: &Performed, session: &mut Session) -> DifferenceAnswer {
        let before = &session.access.set;
        let mut after = match self.instead {
            true => crate::domain::kubernetes::rbac::RbacSet::default(),
            false => before.clone(),
        };
        after.load(&text::decode(&self.manifests.0));
        after.finish();
        let changes = difference(before, &after);
        DifferenceAnswer {
            total: changes.len(),
            changes: changes
                .into_iter()
                .skip(self.from)
                .take(self.count)
                .collect(),
        }
    }
}

/// Which bindings are a risk, or what cannot work as meant? What is built in is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remarks {
    /// Whether what cannot work as meant is asked for, instead of the risks.
    pub advice: bool,
    /// Only those about an object, or with an argument, that holds this text, whatever its case.
    pub filter: String,
    /// How many are skipped.
    pub from: usize,
    /// How many are wanted.
    pub count: usize,
}

/// A page of remarks, the most serious first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RemarksAnswer {
    /// How many match.
    pub total: usize,
    /// Of these the errors.
    pub errors: usize,
    /// Those wanted.
    pub remarks: Vec<Remark>,
}

impl Question for Remarks {
    type Answer = RemarksAnswer;

    fn into_request(self) -> Request {
        Request::Remarks(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> RemarksAnswer {
        let (set, defaults) = (&session.access.set, Defaults::new());
        let mut remarks = match self.advice {
            true => set.advice(&defaults),
            false => set.risks(&defaults),
        };
        let filter = self.filter.to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&filter);
        if !filter.is_empty() {
            remarks.retain(|remark| {
                holds(&remark.object)
                    || remark
                        .finding
                        .arguments
                        .iter()
                        .any(|(_, value)| holds(value))
            });
        }
        order::sort_by(&mut remarks, |one, other| {
            one.finding.severity.cmp(&other.finding.severity)
        });
        let is_error = |remark: &&Remark| remark.finding.severity == Severity::Error;
        RemarksAnswer {
            total: remarks.len(),
            errors: remarks.iter().filter(is_error).count(),
            remarks: remarks
                .into_iter()
                .skip(self.from)
                .take(self.count)
                .collect(),
        }
    }
}
