//! What a cluster or a tool says when it refuses, read back.

use serde::{Deserialize, Serialize};

super::code_list::code_list! {
    /// Which refusal it is.
    Refusal {
        /// 403: known, but not allowed.
        Forbidden "forbidden",
        /// 401: not known.
        Unauthorized "unauthorized",
        /// The connection was given up before anybody was asked.
        Tls "tls",
    }
}

/// A refusal that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorText {
    /// Which.
    pub refusal: Refusal,
    /// The line that says it.
    pub line: String,
    /// Who was refused; empty unless forbidden.
    pub user: String,
    /// The verb; empty unless forbidden.
    pub verb: String,
    /// The resource with its subresource, or the URL; empty unless forbidden.
    pub resource: String,
    /// The API group; empty for the core group.
    pub group: String,
    /// The namespace; empty where none is named.
    pub namespace: String,
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text.get(start..)?.find(after)?;
    text.get(start..start + length)
}

impl ErrorText {
    /// What every refusal's line has at least one of.
    pub const SIGNS: [&str; 8] = [
        "User \"",
        "Unauthorized",
        "You must be logged in to the server",
        "provide credentials",
        "x509: ",
        "tls: ",
        "SSL certificate problem",
        "SSL: ",
    ];

    /// The refusal in a line, if there is one. The wording of a 403 is that of
    /// `apiserver/pkg/endpoints/handlers/responsewriters/errors.go`.
    pub fn find(line: &str) -> Option<Self> {
        let line = line.trim();
        let refusal = if line.contains(" cannot ") && line.contains("User \"") {
            Refusal::Forbidden
        } else if line.contains("Unauthorized")
            || line.contains("You must be logged in to the server")
            || line.contains("provide credentials")
        {
            Refusal::Unauthorized
        } else if ["x509: ", "tls: ", "SSL certificate problem", "SSL: "]
            .iter()
            .any(|sign| line.contains(sign))
        {
            Refusal::Tls
        } else {
            return None;
        };
        let mut found = Self {
            refusal,
            line: line.to_owned(),
            user: String::new(),
            verb: String::new(),
            resource: String::new(),
            group: String::new(),
            namespace: String::new(),
        };
        if refusal == Refusal::Forbidden {
            let text = |before: &str, after: &str| {
                between(line, before, after).unwrap_or_default().to_owned()
            };
            found.user = text("User \"", "\" cannot");
            found.verb = text("\" cannot ", " ");
            found.resource = match between(line, " resource \"", "\"") {
                Some(resource) => resource.to_owned(),
                None => text(" path \"", "\""),
            };
            found.group = text(" in API group \"", "\"");
            found.namespace = text(" in the namespace \"", "\"");
        }
        Some(found)
    }
}
