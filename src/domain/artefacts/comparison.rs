//! Two artefacts side by side: every field of either, and whether it is the same.

use serde::{Deserialize, Serialize};

use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::fact::{FactName, facts};

/// A field of two artefacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// What the field is called.
    pub name: FactName,
    /// Its own name, where `name` only says what kind of thing it is.
    pub detail: String,
    /// The one's values.
    pub left: Vec<String>,
    /// The other's.
    pub right: Vec<String>,
}

impl Compared {
    /// Whether both have the same values.
    pub fn is_same(&self) -> bool {
        self.left == self.right
    }
}

/// The fields that can be compared: those of a certificate that a request has too, named alike.
fn fields(content: &Content) -> Vec<(FactName, String, String)> {
    let mut fields: Vec<_> = facts(content)
        .into_iter()
        .map(|fact| (fact.name, fact.detail, fact.value))
        .collect();
    let mut other = |detail: &str, value: String| {
        fields.push((FactName::Other, detail.to_owned(), value));
    };
    if let Content::Certificate(certificate) = content {
        for name in &certificate.subject_alt_names {
            other("X509v3 Subject Alternative Name", name.to_string());
        }
        if let Some(usages) = &certificate.key_usage {
            other("X509v3 Key Usage", usages.join(", "));
        }
        if let Some(usages) = &certificate.extended_key_usage {
            let names =
                usages
                    .iter()
                    .map(|oid| match crate::domain::formats::asn1::names::name(oid) {
                        Some(name) => format!("{name} ({oid})"),
                        None => oid.to_string(),
                    });
            other(
                "X509v3 Extended Key Usage",
                names.collect::<Vec<_>>().join(", "),
            );
        }
        if let Some(constraints) = certificate.basic_constraints {
            let length = constraints
                .path_length
                .map_or_else(String::new, |length| format!(", pathlen:{length}"));
            other(
                "X509v3 Basic Constraints",
                format!("CA:{}{length}", constraints.ca),
            );
        }
    }
    fields
}

/// Compares field by field, in the order of the left one, then what only the right one has.
pub fn compare(left: &Content, right: &Content) -> Vec<Compared> {
    let mut compared: Vec<Compared> = Vec::new();
    for (is_left, content) in [(true, left), (false, right)] {
        for (name, detail, value) in fields(content) {
            let same = compared
                .iter()
                .position(|one| one.name == name && one.detail == detail);
            let index = same.unwrap_or_else(|| {
                compared.push(Compared {
                    name,
                    detail,
                    left: Vec::new(),
                    right: Vec::new(),
                });
                compared.len() - 1
            });
            let entry = &mut compared[index];
            if is_left {
                entry.left.push(value);
            } else {
                entry.right.push(value);
            }
        }
    }
    compared
}
