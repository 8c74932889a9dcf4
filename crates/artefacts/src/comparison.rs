//! Two artefacts side by side: every field of either, and whether it is the same.

use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::fact::{Fact, FactName};

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
fn fields(content: &Content) -> impl Iterator<Item = Fact> {
    let kind = content.as_kind();
    kind.facts().into_iter().chain(kind.compared())
}

/// Compares field by field, in the order of the left one, then what only the right one has.
pub fn compare(left: &Content, right: &Content) -> Vec<Compared> {
    let mut compared: Vec<Compared> = Vec::new();
    for (is_left, content) in [(true, left), (false, right)] {
        for Fact {
            name,
            detail,
            value,
        } in fields(content)
        {
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
