//! What becomes of manifests: would the API server take them, and may this author write them?

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{LISTED_MAX, Who};
use crate::domain::formats::manifest;
use crate::domain::formats::manifest::ManifestError;
use crate::domain::kubernetes::field_error::FieldError;
use crate::domain::kubernetes::rbac::escalation::Attempt;
use crate::domain::kubernetes::rbac::remark::{Defaults, Remark};
use crate::domain::kubernetes::rbac::validate::unknown_fields;
use crate::domain::order;
use crate::engine::{Performed, Question, Request, Session};

/// Would the API server take these roles and bindings, one after the other, beside what is loaded?
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CheckAccess {
    /// The manifests.
    pub manifests: String,
    /// Who would create them, if that matters.
    pub author: Option<Who>,
}

/// One object, as the API server would answer its creation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckedObject {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The member that is not of the type that it should be.
    pub malformed: Option<String>,
    /// The server's complaints, the first of them.
    pub errors: Vec<FieldError>,
    /// All complaints in the server's one text; empty without any.
    pub message: String,
    /// What becomes of the author's attempt; nothing without an author or with complaints.
    pub attempt: Option<Attempt>,
}

/// What becomes of manifests.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The roles and bindings, in order.
    pub objects: Vec<CheckedObject>,
    /// Risks and advice about them.
    pub remarks: Vec<Remark>,
    /// Why reading stopped before the end.
    pub error: Option<ManifestError>,
}

impl Question for CheckAccess {
    type Answer = Checked;

    fn into_request(self) -> Request {
        Request::CheckAccess(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Checked {
        let read = manifest::parse_documents(&self.manifests);
        let set = &session.access.set;
        let mut remarks = Vec::new();
        let mut made = Vec::new();
        let check = |object| {
            let examined = set.examine(object)?;
            let title = || format!("{} {}", examined.kind, examined.name);
            let unknown = unknown_fields(object).into_iter();
            remarks.extend(unknown.map(|field| Remark::unknown_field(title(), &field)));
            let message = examined.message().unwrap_or_default();
            let is_valid = message.is_empty() && examined.malformed.is_none();
            let author = self.author.as_ref().filter(|_| is_valid);
            let attempt =
                author.and_then(|who| set.attempt(&who.user, &who.all_groups(), object, &made));
            if attempt.as_ref().is_some_and(|one| one.http_status == 201) {
                made.push(object);
            }
            Some(CheckedObject {
                kind: examined.kind,
                name: examined.name,
                malformed: examined.malformed,
                errors: examined.errors.into_iter().take(LISTED_MAX).collect(),
                message,
                attempt,
            })
        };
        let objects = read
            .documents
            .iter()
            .flat_map(|document| match document.value.get("items") {
                Some(Value::Array(items)) => items.as_slice(),
                _ => std::slice::from_ref(&document.value),
            })
            .filter_map(check)
            .collect();
        let mut with_these = set.clone();
        let source = with_these.load_documents(&read.documents, None);
        with_these.finish();
        let defaults = Defaults::new();
        let found = [with_these.risks(&defaults), with_these.advice(&defaults)];
        let is_of_these = |remark: &Remark| remark.provenance.source == source;
        remarks.extend(found.into_iter().flatten().filter(is_of_these));
        order::sort_by(&mut remarks, |one, other| {
            one.finding.severity.cmp(&other.finding.severity)
        });
        Checked {
            objects,
            remarks,
            error: read.error,
        }
    }
}
