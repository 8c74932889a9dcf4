//! The rows of a static token file.

use serde::{Deserialize, Serialize};

/// A row of a static token file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticTokenRow {
    /// Whether the token's field is empty, so that the API server skips the row.
    pub is_empty: bool,
    /// Whether a later row has the same token, which then counts.
    pub is_overruled: bool,
    /// How many columns stand behind the groups' and are ignored.
    pub ignored_columns: usize,
    /// The user name.
    pub user: String,
    /// The UID.
    pub uid: String,
    /// The groups.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for StaticTokenRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "StaticTokenRow({})", self.user)
    }
}

/// The rows of a static token file (`apiserver/pkg/authentication/token/tokenfile`); `None` where a
/// row has fewer than three columns.
pub fn static_token_rows(text: &str) -> Option<Vec<StaticTokenRow>> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let columns = csv_columns(line)?;
        let [token, user, uid, rest @ ..] = columns.as_slice() else {
            return None;
        };
        // A heading or prose with commas is no token file.
        if user.contains(' ') || token.contains(' ') {
            return None;
        }
        // Groups without quotes are columns; other tables have no such first column.
        let is_secret = token.len() >= 16 && !columns.iter().any(|column| column.contains(' '));
        if rest.len() > 1 && !is_secret {
            return None;
        }
        let groups = rest.first().map_or_else(Vec::new, |groups| {
            groups
                .split(',')
                .map(|group| group.trim().to_owned())
                .filter(|group| !group.is_empty())
                .collect()
        });
        tokens.push(token.clone());
        rows.push(StaticTokenRow {
            is_empty: token.is_empty(),
            is_overruled: false,
            ignored_columns: rest.len().saturating_sub(1),
            user: user.clone(),
            uid: uid.clone(),
            groups,
        });
    }
    let mut seen = std::collections::BTreeSet::new();
    for (row, token) in rows.iter_mut().zip(&tokens).rev() {
        row.is_overruled = !seen.insert(token);
    }
    (!rows.is_empty()).then_some(rows)
}

/// The columns of one line of CSV (RFC 4180), as Go's `encoding/csv` splits it.
pub fn csv_columns(line: &str) -> Option<Vec<String>> {
    let mut columns = Vec::new();
    let mut characters = line.trim_end_matches('\r').chars().peekable();
    loop {
        let mut column = String::new();
        if characters.peek() == Some(&'"') {
            characters.next();
            loop {
                match characters.next()? {
                    '"' if characters.peek() == Some(&'"') => {
                        characters.next();
                        column.push('"');
                    }
                    '"' => break,
                    other => column.push(other),
                }
            }
        } else {
            while let Some(&next) = characters.peek() {
                if next == ',' {
                    break;
                }
                if next == '"' {
                    return None;
                }
                column.push(next);
                characters.next();
            }
        }
        columns.push(column);
        match characters.next() {
            None => return Some(columns),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}
