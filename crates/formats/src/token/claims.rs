//! The members of a token's header and its claims, row by row, each known one with the code of its
//! explanation (`claim-CODE` in `locales/*/tokens.ftl`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most rows of one part.
const ROWS_MAX: usize = 500;

/// A member of the header or a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its name; of a nested one with the names around it and dots between.
    pub path: String,
    /// A text as it is, anything else as JSON.
    pub value: String,
    /// What explains it; empty where nobody here knows it.
    pub code: String,
    /// The moment it names, in seconds since 1970.
    pub time: Option<i64>,
}

/// What a value is, beside what it is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Time,
    /// Its members have rows of their own.
    Nested,
}

use Kind::{Nested, Plain, Time};

type Known = (&'static str, &'static str, Kind);

/// Members of a header (RFC 7515 section 4.1).
const HEADER: [Known; 13] = [
    ("alg", "alg", Plain),
    ("kid", "kid", Plain),
    ("typ", "typ", Plain),
    ("cty", "cty", Plain),
    ("crit", "crit", Plain),
    ("enc", "enc", Plain),
    ("b64", "crit", Plain),
    ("jku", "key-pointer", Plain),
    ("jwk", "key-pointer", Plain),
    ("x5u", "key-pointer", Plain),
    ("x5c", "key-pointer", Plain),
    ("x5t", "certificate-hash", Plain),
    ("x5t#S256", "certificate-hash", Plain),
];

/// Claims: RFC 7519 section 4.1, OpenID Connect Core 1.0 sections 2 and 5.1, RFC 9068,
/// `pkg/serviceaccount/{claims,legacy}.go`, and what common issuers add.
const CLAIMS: [Known; 62] = [
    ("iss", "iss", Plain),
    ("sub", "sub", Plain),
    ("aud", "aud", Plain),
    ("exp", "exp", Time),
    ("nbf", "nbf", Time),
    ("iat", "iat", Time),
    ("jti", "jti", Plain),
    ("kubernetes.io", "kubernetes", Nested),
    ("kubernetes.io.namespace", "namespace", Plain),
    ("kubernetes.io.serviceaccount", "service-account", Nested),
    (
        "kubernetes.io.serviceaccount.name",
        "service-account-name",
        Plain,
    ),
    (
        "kubernetes.io.serviceaccount.uid",
        "service-account-uid",
        Plain,
    ),
    ("kubernetes.io.pod", "pod", Nested),
    ("kubernetes.io.pod.name", "pod", Plain),
    ("kubernetes.io.pod.uid", "bound-uid", Plain),
    ("kubernetes.io.secret", "secret", Nested),
    ("kubernetes.io.secret.name", "secret", Plain),
    ("kubernetes.io.secret.uid", "bound-uid", Plain),
    ("kubernetes.io.node", "node", Nested),
    ("kubernetes.io.node.name", "node", Plain),
    ("kubernetes.io.node.uid", "bound-uid", Plain),
    ("kubernetes.io.warnafter", "warnafter", Time),
    ("kubernetes.io/serviceaccount/namespace", "namespace", Plain),
    (
        "kubernetes.io/serviceaccount/secret.name",
        "legacy-secret",
        Plain,
    ),
    (
        "kubernetes.io/serviceaccount/service-account.name",
        "service-account-name",
        Plain,
    ),
    (
        "kubernetes.io/serviceaccount/service-account.uid",
        "service-account-uid",
        Plain,
    ),
    ("email", "email", Plain),
    ("email_verified", "email-verified", Plain),
    ("name", "display-name", Plain),
    ("given_name", "display-name", Plain),
    ("family_name", "display-name", Plain),
    ("nickname", "display-name", Plain),
    ("preferred_username", "preferred-username", Plain),
    ("upn", "preferred-username", Plain),
    ("unique_name", "preferred-username", Plain),
    ("groups", "groups", Plain),
    ("roles", "roles", Plain),
    ("realm_access", "roles", Plain),
    ("resource_access", "roles", Plain),
    ("azp", "authorized-party", Plain),
    ("client_id", "authorized-party", Plain),
    ("appid", "authorized-party", Plain),
    ("scope", "scope", Plain),
    ("scp", "scope", Plain),
    ("nonce", "nonce", Plain),
    ("auth_time", "auth-time", Time),
    ("acr", "acr", Plain),
    ("amr", "amr", Plain),
    ("at_hash", "token-hash", Plain),
    ("c_hash", "token-hash", Plain),
    ("sid", "session", Plain),
    ("session_state", "session", Plain),
    ("hd", "tenant", Plain),
    ("tid", "tenant", Plain),
    ("oid", "object-id", Plain),
    ("cnf", "confirmation", Plain),
    ("act", "actor", Plain),
    ("_claim_names", "distributed", Plain),
    ("_claim_sources", "distributed", Plain),
    ("updated_at", "updated-at", Time),
    ("federated_claims", "federated", Plain),
    ("typ", "typ", Plain),
];

/// Every code, so that the compiler can look whether each has its words.
pub const CODES: &[&str] = &{
    let mut codes = [""; HEADER.len() + CLAIMS.len()];
    let mut index = 0;
    while index < codes.len() {
        codes[index] = if index < HEADER.len() {
            HEADER[index].1
        } else {
            CLAIMS[index - HEADER.len()].1
        };
        index += 1;
    }
    codes
};

/// The rows of a header.
pub fn header_rows(header: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    add(header, "", &HEADER, &mut rows);
    rows
}

/// The rows of claims; those of `kubernetes.io` are laid out.
pub fn claim_rows(claims: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    add(claims, "", &CLAIMS, &mut rows);
    rows
}

fn add(object: &Value, prefix: &str, known: &[Known], rows: &mut Vec<Row>) {
    let Some(members) = object.as_object() else {
        return;
    };
    for (name, value) in members {
        if rows.len() >= ROWS_MAX {
            return;
        }
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        let found = known.iter().find(|(known, _, _)| *known == path);
        let (code, kind) = found.map_or(("", Plain), |(_, code, kind)| (*code, *kind));
        if kind == Nested && value.is_object() {
            add(value, &path, known, rows);
            continue;
        }
        rows.push(Row {
            value: match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            },
            code: code.to_owned(),
            time: if kind == Time { seconds(value) } else { None },
            path,
        });
    }
}

/// A NumericDate in whole seconds; `None` for what is none.
fn seconds(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64))
}
