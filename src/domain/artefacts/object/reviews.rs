//! TokenReview, SelfSubjectReview and TokenRequest, request and reply
//! (`authentication.k8s.io/v1`).

use serde_json::Value;

use crate::domain::kubernetes::authenticators::identity::Identity;
use crate::domain::kubernetes::cluster_state::text;
use crate::domain::kubernetes::field_error::FieldError;
use crate::domain::order;

/// The shortest lifetime that may be asked for (`pkg/apis/authentication/validation`).
const EXPIRATION_SECONDS_MIN: i64 = 600;
/// The longest one.
const EXPIRATION_SECONDS_MAX: i64 = 1 << 32;

/// Whether an object is one of the three.
pub fn is_review(kind: &str) -> bool {
    matches!(kind, "TokenReview" | "SelfSubjectReview" | "TokenRequest")
}

/// Who a reply is about: `status.user` or `status.userInfo`, where a user was found.
pub fn identity(object: &Value) -> Option<Identity> {
    let pointer = match text(object, "/kind") {
        "TokenReview" => "/status/user",
        "SelfSubjectReview" => "/status/userInfo",
        _ => return None,
    };
    let user = object.pointer(pointer)?;
    let name = text(user, "/username");
    if name.is_empty() {
        return None;
    }
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let extra = user.get("extra").and_then(Value::as_object);
    let extra = extra.into_iter().flatten();
    let extra = order::map(extra.map(|(key, values)| (key.clone(), texts(values))));
    Some(Identity {
        user: name.to_owned(),
        uid: text(user, "/uid").to_owned(),
        groups: user.get("groups").map(texts).unwrap_or_default(),
        extra,
    })
}

/// Why the API server refuses a request, in its own words, as far as the request alone tells.
pub fn refusal(object: &Value) -> Option<String> {
    match text(object, "/kind") {
        "TokenReview" => {
            let is_empty = object.get("status").is_none() && text(object, "/spec/token").is_empty();
            is_empty.then(|| "token is required for TokenReview in authentication".to_owned())
        }
        "TokenRequest" => token_request_refusal(object),
        _ => None,
    }
}

fn token_request_refusal(object: &Value) -> Option<String> {
    let asked = object.pointer("/spec/expirationSeconds");
    let asked = asked.and_then(Value::as_i64);
    let why = match asked {
        Some(seconds) if seconds < EXPIRATION_SECONDS_MIN => {
            "may not specify a duration less than 10 minutes"
        }
        Some(seconds) if seconds > EXPIRATION_SECONDS_MAX => {
            "may not specify a duration larger than 2^32 seconds"
        }
        _ => return bound_object_refusal(object),
    };
    let value = asked.unwrap_or_default().to_string();
    let error = FieldError::invalid_bare("spec.expirationSeconds", &value, why);
    Some(format!(
        "TokenRequest.authentication.k8s.io \"{}\" is invalid: {error}",
        text(object, "/metadata/name")
    ))
}

/// A token can be bound to a Pod, a Secret or a Node
/// (`pkg/registry/core/serviceaccount/storage/token.go`).
fn bound_object_refusal(object: &Value) -> Option<String> {
    let reference = object.pointer("/spec/boundObjectRef")?;
    let (kind, version) = (text(reference, "/kind"), text(reference, "/apiVersion"));
    if kind.is_empty() || matches!(kind, "Pod" | "Secret" | "Node") {
        return None;
    }
    let version = match version {
        version if version.contains('/') => version.to_owned(),
        version => format!("/{version}"),
    };
    Some(format!(
        "cannot bind token to object of type {version}, Kind={kind}"
    ))
}
