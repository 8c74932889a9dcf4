//! Static token files (`apiserver/pkg/authentication/token/tokenfile/tokenfile.go`).

use serde::{Deserialize, Serialize};

use crate::domain::bytes::hexadecimal;
use crate::domain::kubernetes::authenticators::made::{Made, NoteCode, Problem, ProblemCode};

/// How many random bytes a generated token is made of.
pub const TOKEN_BYTES: usize = 32;
/// Under 128 bits in hexadecimal, a token may be guessed.
const TOKEN_LENGTH_MIN: usize = 32;

/// One row as somebody fills it in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaticTokenRowForm {
    /// The token; empty for a generated one. Secret.
    pub token: String,
    /// The user name.
    pub user: String,
    /// The UID.
    pub uid: String,
    /// The groups.
    pub groups: Vec<String>,
}

/// Never the token: a debug print may end in a log.
impl std::fmt::Debug for StaticTokenRowForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "StaticTokenRowForm({})", self.user)
    }
}

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaticTokenFileForm {
    /// The rows.
    pub rows: Vec<StaticTokenRowForm>,
}

impl StaticTokenFileForm {
    /// How many random bytes [`Self::make`] wants.
    pub fn random_bytes(&self) -> usize {
        self.rows.iter().filter(|row| row.token.is_empty()).count() * TOKEN_BYTES
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.rows.is_empty() {
            problems.push(Problem::new("rows", ProblemCode::Missing, ""));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (index, row) in self.rows.iter().enumerate() {
            let field = |member: &str| format!("rows[{index}].{member}");
            if row.user.is_empty() {
                problems.push(Problem::new(field("user"), ProblemCode::Missing, ""));
            }
            if !row.token.is_empty() && !seen.insert(row.token.as_str()) {
                problems.push(Problem::new(
                    field("token"),
                    ProblemCode::TokenTwice,
                    &*row.user,
                ));
            }
            // A header ends at a line break, and a bearer token at a blank.
            if row.token.contains(char::is_whitespace) {
                problems.push(Problem::new(
                    field("token"),
                    ProblemCode::Separator,
                    &*row.user,
                ));
            }
            for (position, group) in row.groups.iter().enumerate() {
                if group.is_empty() || group.contains([',', '\r', '\n']) {
                    let field = field(&format!("groups[{position}]"));
                    problems.push(Problem::new(field, ProblemCode::Separator, &**group));
                }
            }
        }
        problems
    }

    /// The file, and what speaks against it; empty tokens are filled from `random`.
    pub fn make(&self, random: &[u8]) -> Made {
        let problems = self.problems();
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let mut chunks = random.chunks_exact(TOKEN_BYTES);
        let mut text = String::new();
        let mut made = Made::default();
        for row in &self.rows {
            let token = if row.token.is_empty() {
                let Some(bytes) = chunks.next() else {
                    return Made::refused(vec![Problem::new("rows", ProblemCode::Random, "")]);
                };
                hexadecimal(bytes)
            } else {
                row.token.clone()
            };
            if token.len() < TOKEN_LENGTH_MIN && !made.notes.contains(&NoteCode::TokenShort) {
                made.notes.push(NoteCode::TokenShort);
            }
            if row.groups.iter().any(|group| group == "system:masters")
                && !made.notes.contains(&NoteCode::Masters)
            {
                made.notes.push(NoteCode::Masters);
            }
            text.push_str(&format!(
                "{},{},{}",
                column(&token),
                column(&row.user),
                column(&row.uid)
            ));
            // A fourth column without text would be one group without a name.
            if !row.groups.is_empty() {
                text.push_str(&format!(",{}", column(&row.groups.join(","))));
            }
            text.push('\n');
        }
        made.add("tokens.csv", text);
        made.commands.push("chmod 600 tokens.csv\n".to_owned());
        made.flags
            .push("--token-auth-file=/etc/kubernetes/tokens.csv".to_owned());
        made.notes.push(NoteCode::StaticTokens);
        made
    }
}

/// A column as Go's `encoding/csv` writes it (`fieldNeedsQuotes`).
fn column(text: &str) -> String {
    let needs_quotes = text == r"\."
        || text.contains([',', '"', '\r', '\n'])
        || text.starts_with(char::is_whitespace);
    if needs_quotes {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
