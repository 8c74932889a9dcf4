//! Who the API server takes the bearer of an issuer's id_token for, or why not, in its own words
//! (`apiserver/plugin/pkg/authenticator/token/oidc/oidc.go`, go-oidc v2 `oidc/verify.go`).
//!
//! CEL expressions are not evaluated: the fields in which they decide are named instead.

use serde_json::Value;
use time::OffsetDateTime;

use crate::domain::formats::text::go_quoted;
use crate::domain::formats::token::verification::{Judgement, SignatureReason};
use crate::domain::kubernetes::authenticators::identity::{AUTHENTICATED, Identity};
use crate::domain::kubernetes::authenticators::open_id_connect::configuration::{
    Authenticator, Mapping,
};
use crate::domain::kubernetes::authenticators::refusal::{Refusal, RefusalCode};
use crate::domain::kubernetes::authenticators::service_account;
use crate::domain::kubernetes::authenticators::service_account::accept::{Accepted, LEEWAY};
use crate::domain::kubernetes::cluster_state::text;
use crate::domain::order;

/// Go's word for the type of a JSON value, as `encoding/json` complains of it.
const fn go_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn cannot_unmarshal(value: &Value, into: &str) -> String {
    let from = go_type(value);
    format!("json: cannot unmarshal {from} into Go value of type {into}")
}

/// A claim as Go reads it into a string: null leaves it empty.
fn string<'a>(claims: &'a Value, name: &str) -> Result<&'a str, String> {
    match claims.get(name) {
        None => Err("claim not present".to_owned()),
        Some(Value::String(text)) => Ok(text),
        Some(Value::Null) => Ok(""),
        Some(other) => Err(cannot_unmarshal(other, "string")),
    }
}

fn quoted(list: &[String]) -> String {
    let list: Vec<_> = list.iter().map(|one| go_quoted(one)).collect();
    format!("[{}]", list.join(" "))
}

/// A time as Go prints it on a server that keeps UTC.
fn go_time(seconds: Option<i64>) -> String {
    let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    match time {
        None => "0001-01-01 00:00:00 +0000 UTC".to_owned(),
        Some(time) => format!(
            "{} {:02}:{:02}:{:02} +0000 UTC",
            time.date(),
            time.hour(),
            time.minute(),
            time.second()
        ),
    }
}

fn malformed(name: &str) -> Refusal {
    Refusal::silent(RefusalCode::ClaimMalformed, name)
}

fn date(claims: &Value, name: &'static str) -> Result<Option<i64>, Refusal> {
    service_account::accept::numeric_date(claims, name).map_err(|_| malformed(name))
}

/// Whether one of the authenticators takes a token; nothing where none has its issuer.
pub fn validate(
    authenticators: &[Authenticator],
    algorithm: &str,
    claims: &Value,
    judgement: &Judgement,
    now: i64,
) -> Option<Result<Accepted, Refusal>> {
    let issuer = text(claims, "/iss");
    let own = authenticators.iter().find(|one| one.issuer == issuer)?;
    Some(
        verify(own, algorithm, claims, judgement, now)
            .and_then(|audiences| identify(own, claims, audiences)),
    )
}

/// go-oidc's checks, in its order, and the audience. Gives the audiences that both share.
fn verify(
    own: &Authenticator,
    algorithm: &str,
    claims: &Value,
    judgement: &Judgement,
    now: i64,
) -> Result<Vec<String>, Refusal> {
    let said =
        |code, message: String| Refusal::said(code, format!("oidc: verify token: {message}"));
    let audiences = service_account::accept::audiences(claims).map_err(|_| malformed("aud"))?;
    let shared: Vec<_> = audiences
        .iter()
        .filter(|one| own.audiences.contains(one))
        .cloned()
        .collect();
    let check_audience = |wanted: String| {
        if shared.is_empty() {
            let message = format!(
                "oidc: expected audience {wanted} got {}",
                quoted(&audiences)
            );
            return Err(said(RefusalCode::Audience, message).about(audiences.join(", ")));
        }
        Ok(())
    };
    // A single audience is go-oidc's to check, before all else; several are the API server's.
    if let [only] = own.audiences.as_slice() {
        check_audience(go_quoted(only))?;
    }
    let expires = date(claims, "exp")?;
    // No leeway here, and no exp counts as the year 1.
    if expires.is_none_or(|expires| expires < now) {
        let message = format!(
            "oidc: token is expired (Token Expiry: {})",
            go_time(expires)
        );
        return Err(said(RefusalCode::Expired, message));
    }
    if let Some(begins) = date(claims, "nbf")?
        && now.saturating_add(LEEWAY) < begins
    {
        let message = format!(
            "oidc: current time {} before the nbf (not before) time: {}",
            go_time(Some(now)),
            go_time(Some(begins))
        );
        return Err(said(RefusalCode::NotYetValid, message));
    }
    if !own.algorithms.iter().any(|one| one == algorithm) {
        let message = format!(
            "oidc: id token signed with unsupported algorithm, expected {} got {}",
            quoted(&own.algorithms),
            go_quoted(algorithm)
        );
        return Err(said(RefusalCode::Algorithm, message).about(algorithm));
    }
    if let Some(reason) = judgement.reason {
        let message = match reason {
            SignatureReason::Malformed | SignatureReason::DuplicateMember => "oidc: malformed jwt",
            _ => "failed to verify signature: failed to verify id token signature",
        };
        return Err(said(RefusalCode::Signature, message.to_owned()).about(reason.as_str()));
    }
    let mut wanted = own.audiences.clone();
    order::sort(&mut wanted);
    check_audience(format!("in {}", quoted(&wanted)))?;
    Ok(shared)
}

fn identify(
    own: &Authenticator,
    claims: &Value,
    audiences: Vec<String>,
) -> Result<Accepted, Refusal> {
    let mut not_evaluated = own.expressions.clone();
    let user = username(&own.username, claims)?;
    let mut groups = groups(&own.groups, claims, &mut not_evaluated)?;
    let uid = uid(&own.uid, claims, &mut not_evaluated)?;
    check_required(own, claims)?;
    groups.push(AUTHENTICATED.to_owned());
    Ok(Accepted {
        identity: Identity {
            user,
            uid,
            groups,
            ..Identity::default()
        },
        audiences,
        conditions: Vec::new(),
        not_evaluated,
    })
}

fn username(mapping: &Mapping, claims: &Value) -> Result<String, Refusal> {
    if mapping.is_expression {
        let field = "claimMappings.username.expression";
        return Err(Refusal::silent(RefusalCode::NotEvaluated, field));
    }
    let claim = &mapping.claim;
    let name = string(claims, claim).map_err(|why| {
        let message = format!("oidc: parse username claims {}: {why}", go_quoted(claim));
        Refusal::said(missing_or_malformed(claims, claim), message).about(claim)
    })?;
    if claim == "email" {
        match claims.get("email_verified") {
            None | Some(Value::Bool(true)) => {}
            // null leaves Go's bool at false.
            Some(Value::Bool(false) | Value::Null) => {
                let message = "oidc: email not verified";
                return Err(Refusal::said(RefusalCode::EmailNotVerified, message));
            }
            Some(other) => {
                let why = cannot_unmarshal(other, "bool");
                let message = format!("oidc: parse 'email_verified' claim: {why}");
                let refusal = Refusal::said(RefusalCode::ClaimMalformed, message);
                return Err(refusal.about("email_verified"));
            }
        }
    }
    Ok(format!("{}{name}", mapping.prefix))
}

fn missing_or_malformed(claims: &Value, claim: &str) -> RefusalCode {
    if claims.get(claim).is_some() {
        RefusalCode::ClaimMalformed
    } else {
        RefusalCode::ClaimMissing
    }
}

/// A text or a list of texts; nothing where the claim is missing.
fn groups(
    mapping: &Mapping,
    claims: &Value,
    not_evaluated: &mut Vec<String>,
) -> Result<Vec<String>, Refusal> {
    if mapping.is_expression {
        not_evaluated.push("claimMappings.groups.expression".to_owned());
    }
    let claim = &mapping.claim;
    let value = match claims.get(claim) {
        Some(value) if !claim.is_empty() => value,
        _ => {
            // The server would fetch a distributed claim (OpenID Connect Core 1.0 section 5.6.2).
            let names = claims.get("_claim_names");
            if !claim.is_empty() && names.is_some_and(|names| names.get(claim).is_some()) {
                not_evaluated.push(format!("_claim_names.{claim}"));
            }
            return Ok(Vec::new());
        }
    };
    let wrong = || {
        let why = cannot_unmarshal(value, "string");
        let message = format!("oidc: parse groups claim {}: {why}", go_quoted(claim));
        Refusal::said(RefusalCode::ClaimMalformed, message).about(claim)
    };
    let names: Vec<&str> = match value {
        Value::Null => Vec::new(),
        Value::String(one) => vec![one],
        Value::Array(list) => list
            .iter()
            .map(|one| match one {
                Value::String(text) => Ok(text.as_str()),
                Value::Null => Ok(""),
                _ => Err(wrong()),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(wrong()),
    };
    let prefixed = names.iter().map(|name| format!("{}{name}", mapping.prefix));
    Ok(prefixed.collect())
}

fn uid(
    mapping: &Mapping,
    claims: &Value,
    not_evaluated: &mut Vec<String>,
) -> Result<String, Refusal> {
    if mapping.is_expression {
        not_evaluated.push("claimMappings.uid.expression".to_owned());
    }
    let claim = &mapping.claim;
    if claim.is_empty() {
        return Ok(String::new());
    }
    let uid = string(claims, claim).map_err(|why| {
        let message = format!("oidc: parse uid claim {}: {why}", go_quoted(claim));
        Refusal::said(missing_or_malformed(claims, claim), message).about(claim)
    })?;
    Ok(uid.to_owned())
}

fn check_required(own: &Authenticator, claims: &Value) -> Result<(), Refusal> {
    for (claim, wanted) in &own.required_claims {
        if claims.get(claim).is_none() {
            let message = format!("oidc: required claim {claim} not present in ID token");
            return Err(Refusal::said(RefusalCode::ClaimMissing, message).about(claim));
        }
        let value = string(claims, claim).map_err(|why| {
            let message = format!("oidc: parse claim {claim}: {why}");
            Refusal::said(RefusalCode::ClaimMalformed, message).about(claim)
        })?;
        if value != wanted {
            let message = format!(
                "oidc: required claim {claim} value does not match. Got = {value}, want = {wanted}"
            );
            return Err(Refusal::said(RefusalCode::RequiredClaim, message).about(claim));
        }
    }
    Ok(())
}
