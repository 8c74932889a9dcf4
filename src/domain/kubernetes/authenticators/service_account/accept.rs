//! How the API server reads a service account's token (`pkg/serviceaccount/{jwt,claims,legacy}.go`),
//! in its own words where it has some.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::formats::text::go_quoted;
use crate::domain::formats::token::verification::{Judgement, SignatureReason};
use crate::domain::kubernetes::authenticators::identity::Identity;
use crate::domain::kubernetes::authenticators::refusal::{Refusal, RefusalCode};
use crate::domain::kubernetes::authenticators::service_account::existence::check_existence;
use crate::domain::kubernetes::cluster_state;
use crate::domain::kubernetes::cluster_state::ClusterState;

/// What go-jose allows clocks to differ, in seconds (`jwt.DefaultLeeway`).
pub const LEEWAY: i64 = 60;
/// The issuer of tokens in Secrets (`legacy.go`, `LegacyIssuer`); every API server takes it.
pub const LEGACY_ISSUER: &str = "kubernetes/serviceaccount";

/// How the API server is set up, and what time it is.
#[derive(Clone, Copy, Default)]
pub struct Server<'a> {
    /// `--service-account-issuer`; empty where unknown, so that any issuer passes.
    pub issuers: &'a [String],
    /// The audiences that the token must meet: `--api-audiences`, or those of a TokenReview. Empty
    /// where unknown: then the issuer, as the flag's default is.
    pub audiences: &'a [String],
    /// Now, in seconds since 1970.
    pub now: i64,
    /// What exists, if somebody told.
    pub cluster: Option<&'a ClusterState>,
}

/// An object that must still exist, the same one, for the token to be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its kind.
    pub kind: String,
    /// Its namespace; empty for a Node.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its UID; empty where the token does not tell.
    pub uid: String,
}

/// A token that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Whom its bearer is taken for.
    pub identity: Identity,
    /// The audiences that token and server share.
    pub audiences: Vec<String>,
    /// What must still exist; empty where that was checked.
    pub conditions: Vec<Condition>,
    /// The fields of the configuration in which CEL decides, which is not evaluated here.
    pub not_evaluated: Vec<String>,
}

/// `aud` as a list: a text counts as a list of one, and nothing as an empty one.
pub fn audiences(claims: &Value) -> Result<Vec<String>, Refusal> {
    let malformed = || {
        Refusal::said(
            RefusalCode::ClaimMalformed,
            "go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
        )
        .about("aud")
    };
    match claims.get("aud") {
        None => Ok(Vec::new()),
        Some(Value::String(one)) => Ok(vec![one.clone()]),
        Some(Value::Array(list)) => list
            .iter()
            .map(|one| one.as_str().map(str::to_owned).ok_or_else(malformed))
            .collect(),
        Some(_) => Err(malformed()),
    }
}

/// A NumericDate in whole seconds since 1970 (RFC 7519 section 2); a text is malformed, not absent.
pub fn numeric_date(claims: &Value, name: &'static str) -> Result<Option<i64>, Refusal> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value
            .as_i64()
            .or_else(|| value.as_f64().map(|it| it as i64))
        {
            Some(seconds) => Ok(Some(seconds)),
            None => Err(Refusal::said(
                RefusalCode::ClaimMalformed,
                "go-jose/go-jose/jwt: expected number value to unmarshal NumericDate",
            )
            .about(name)),
        },
    }
}

/// What the server says where a signature is not valid (`jwt.go`, `AuthenticateToken`).
pub fn signature_refusal(judgement: &Judgement) -> Option<Refusal> {
    let reason = judgement.reason?;
    let message = match reason {
        // go-jose cannot read it, or the server reads its claims in vain: no words of its own.
        SignatureReason::Malformed
        | SignatureReason::Encrypted
        | SignatureReason::Opaque
        | SignatureReason::DuplicateMember => "",
        SignatureReason::NoKeys | SignatureReason::NoKeyWithId => {
            "invalid signature, no keys found"
        }
        _ => "go-jose/go-jose: error in cryptographic primitive",
    };
    Some(Refusal::said(RefusalCode::Signature, message).about(reason.as_str()))
}

/// Lists as Go's `%q` prints them.
fn quoted(list: &[String]) -> String {
    let quoted: Vec<_> = list.iter().map(|one| go_quoted(one)).collect();
    format!("[{}]", quoted.join(" "))
}

/// Whether the server would take the claims of a token whose signature was judged.
pub fn validate(
    token: &str,
    claims: &Value,
    has_duplicates: bool,
    judgement: &Judgement,
    server: Server<'_>,
) -> Result<Accepted, Refusal> {
    let issuer = cluster_state::text(claims, "/iss");
    let is_legacy = issuer == LEGACY_ISSUER;
    let is_known = is_legacy || server.issuers.is_empty() || contains(server.issuers, issuer);
    if !is_known {
        return Err(Refusal::silent(RefusalCode::Issuer, issuer));
    }
    if let Some(refusal) = signature_refusal(judgement) {
        return Err(refusal);
    }
    if has_duplicates {
        return Err(Refusal::silent(RefusalCode::DuplicateMember, ""));
    }
    let times = Times::read(claims)?;
    check_types(claims)?;
    let audiences = shared_audiences(claims, issuer, server)?;
    let conditions = if is_legacy {
        legacy(claims)?
    } else {
        times.check(server.now)?;
        bound(claims)?
    };
    if let Some(cluster) = server.cluster {
        let secret = is_legacy.then_some(token);
        check_existence(&conditions, cluster, secret, server.now)?;
    }
    let identity = Identity::from_claims(claims)
        .ok_or_else(|| Refusal::silent(RefusalCode::Unknown, "kubernetes.io"))?;
    Ok(Accepted {
        identity,
        audiences,
        conditions: if server.cluster.is_some() {
            Vec::new()
        } else {
            conditions
        },
        not_evaluated: Vec::new(),
    })
}

fn contains(list: &[String], text: &str) -> bool {
    list.iter().any(|one| one == text)
}

fn shared_audiences(
    claims: &Value,
    issuer: &str,
    server: Server<'_>,
) -> Result<Vec<String>, Refusal> {
    let own = audiences(claims)?;
    let default = if server.issuers.is_empty() {
        vec![issuer.to_owned()]
    } else {
        server.issuers.to_vec()
    };
    let wanted = if server.audiences.is_empty() {
        default
    } else {
        server.audiences.to_vec()
    };
    // A token without audiences, as all legacy ones, is for the API server.
    if own.is_empty() {
        return Ok(wanted);
    }
    let shared: Vec<_> = own
        .iter()
        .filter(|one| contains(&wanted, one))
        .cloned()
        .collect();
    if shared.is_empty() {
        let message = format!(
            "token audiences {} is invalid for the target audiences {}",
            quoted(&own),
            quoted(&wanted)
        );
        return Err(Refusal::said(RefusalCode::Audience, message).about(own.join(", ")));
    }
    Ok(shared)
}

/// The claims that say when.
struct Times {
    expires: Option<i64>,
    begins: Option<i64>,
    issued: Option<i64>,
}

impl Times {
    fn read(claims: &Value) -> Result<Self, Refusal> {
        Ok(Self {
            expires: numeric_date(claims, "exp")?,
            begins: numeric_date(claims, "nbf")?,
            issued: numeric_date(claims, "iat")?,
        })
    }

    /// go-jose's order (`jwt.Claims.ValidateWithLeeway`).
    fn check(&self, now: i64) -> Result<(), Refusal> {
        let is_ahead =
            |time: Option<i64>| time.is_some_and(|time| now.saturating_add(LEEWAY) < time);
        if is_ahead(self.begins) {
            let message = "service account token is not valid yet";
            return Err(Refusal::said(RefusalCode::NotYetValid, message));
        }
        let is_over = |time: i64| now.saturating_sub(LEEWAY) > time;
        if self.expires.is_some_and(is_over) {
            let message = "service account token has expired";
            return Err(Refusal::said(RefusalCode::Expired, message));
        }
        if is_ahead(self.issued) {
            let message = "service account token is issued in the future";
            return Err(Refusal::said(RefusalCode::IssuedInTheFuture, message));
        }
        Ok(())
    }
}

/// Members that Go reads into a text or a struct: any other type fails.
fn check_types(claims: &Value) -> Result<(), Refusal> {
    const TEXTS: [&str; 14] = [
        "/iss",
        "/sub",
        "/jti",
        "/kubernetes.io/namespace",
        "/kubernetes.io/serviceaccount/name",
        "/kubernetes.io/serviceaccount/uid",
        "/kubernetes.io/pod/name",
        "/kubernetes.io/pod/uid",
        "/kubernetes.io/secret/name",
        "/kubernetes.io/secret/uid",
        "/kubernetes.io/node/name",
        "/kubernetes.io/node/uid",
        "/kubernetes.io~1serviceaccount~1namespace",
        "/kubernetes.io~1serviceaccount~1service-account.name",
    ];
    const OBJECTS: [&str; 5] = [
        "/kubernetes.io",
        "/kubernetes.io/serviceaccount",
        "/kubernetes.io/pod",
        "/kubernetes.io/secret",
        "/kubernetes.io/node",
    ];
    let is_wrong = |pointer: &str, fits: fn(&Value) -> bool| {
        claims
            .pointer(pointer)
            .is_some_and(|value| !fits(value) && !value.is_null())
    };
    let wrong = TEXTS
        .iter()
        .find(|pointer| is_wrong(pointer, Value::is_string))
        .or_else(|| {
            OBJECTS
                .iter()
                .find(|pointer| is_wrong(pointer, Value::is_object))
        });
    match wrong {
        Some(pointer) => Err(Refusal::silent(
            RefusalCode::ClaimMalformed,
            pointer.trim_start_matches('/').replace("~1", "/"),
        )),
        None => Ok(()),
    }
}

/// What a bound token's claims refer to.
fn bound(claims: &Value) -> Result<Vec<Condition>, Refusal> {
    let text = |pointer: &str| cluster_state::text(claims, pointer).to_owned();
    let namespace = text("/kubernetes.io/namespace");
    let account = text("/kubernetes.io/serviceaccount/name");
    if account.is_empty() {
        // etcd's and the cache's words for an object without a name.
        let message = "resource name may not be empty";
        return Err(
            Refusal::said(RefusalCode::ClaimMissing, message).about("kubernetes.io.serviceaccount")
        );
    }
    let mut conditions = vec![Condition {
        kind: "ServiceAccount".to_owned(),
        namespace: namespace.clone(),
        name: account,
        uid: text("/kubernetes.io/serviceaccount/uid"),
    }];
    let has = |member: &str| {
        claims
            .pointer(&format!("/kubernetes.io/{member}"))
            .is_some_and(Value::is_object)
    };
    for (kind, member) in [("Secret", "secret"), ("Pod", "pod"), ("Node", "node")] {
        // The Node of a Pod's token is only told (`claims.go`, `Validate`).
        if !has(member) || kind == "Node" && has("pod") {
            continue;
        }
        conditions.push(Condition {
            kind: kind.to_owned(),
            namespace: if kind == "Node" {
                String::new()
            } else {
                namespace.clone()
            },
            name: text(&format!("/kubernetes.io/{member}/name")),
            uid: text(&format!("/kubernetes.io/{member}/uid")),
        });
    }
    Ok(conditions)
}

/// What a legacy token's claims refer to (`legacy.go`, `Validate`).
fn legacy(claims: &Value) -> Result<Vec<Condition>, Refusal> {
    let claim = |name: &str| {
        let text = claims.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let missing = |name: &str| {
        Refusal::said(
            RefusalCode::ClaimMissing,
            format!("{name} claim is missing"),
        )
        .about(name)
    };
    let subject = claim("sub");
    let mut values = [
        ("sub", subject.clone()),
        ("namespace", claim("kubernetes.io/serviceaccount/namespace")),
        (
            "secretName",
            claim("kubernetes.io/serviceaccount/secret.name"),
        ),
        (
            "serviceAccountName",
            claim("kubernetes.io/serviceaccount/service-account.name"),
        ),
        (
            "serviceAccountUID",
            claim("kubernetes.io/serviceaccount/service-account.uid"),
        ),
    ];
    if let Some((name, _)) = values.iter().find(|(_, value)| value.is_empty()) {
        return Err(missing(name));
    }
    let [_, (_, namespace), (_, secret), (_, account), (_, uid)] = &mut values;
    if subject != format!("system:serviceaccount:{namespace}:{account}") {
        let message = "sub claim is invalid";
        return Err(Refusal::said(RefusalCode::Subject, message).about(subject));
    }
    let condition = |kind: &str, name: &mut String, uid: String| Condition {
        kind: kind.to_owned(),
        namespace: namespace.clone(),
        name: std::mem::take(name),
        uid,
    };
    Ok(vec![
        condition("Secret", secret, String::new()),
        condition("ServiceAccount", account, std::mem::take(uid)),
    ])
}
