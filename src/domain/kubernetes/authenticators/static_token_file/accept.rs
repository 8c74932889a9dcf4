//! Static tokens (`apiserver/pkg/authentication/token/tokenfile`).

use crate::domain::kubernetes::authenticators::identity::{AUTHENTICATED, Identity};
use crate::domain::kubernetes::authenticators::static_token_file::rows::csv_columns;

/// Who a static token file says a token's bearer is: the last row with it counts, rows without a
/// token are skipped.
pub fn identity(file: &str, token: &str) -> Option<Identity> {
    if token.is_empty() {
        return None;
    }
    let mut rows = file.lines().filter_map(csv_columns);
    rows.by_ref()
        .filter_map(|columns| match columns.as_slice() {
            [own, user, uid, rest @ ..] if own == token => {
                let groups = rest.first().map_or("", String::as_str);
                let mut groups: Vec<String> = if groups.is_empty() {
                    Vec::new()
                } else {
                    groups.split(',').map(str::to_owned).collect()
                };
                groups.push(AUTHENTICATED.to_owned());
                Some(Identity {
                    user: user.clone(),
                    uid: uid.clone(),
                    groups,
                    ..Identity::default()
                })
            }
            _ => None,
        })
        .last()
}
