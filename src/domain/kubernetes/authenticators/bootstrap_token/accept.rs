//! Bootstrap tokens (`plugin/pkg/auth/authenticator/token/bootstrap`,
//! `cluster-bootstrap/{token,util}`). The server gives no reason for a refusal; the reason here is
//! what its log would say.

use serde_json::Value;

use crate::domain::formats::moment;
use crate::domain::kubernetes::authenticators::identity::{AUTHENTICATED, Identity};
use crate::domain::kubernetes::authenticators::refusal::{Refusal, RefusalCode};
use crate::domain::kubernetes::authenticators::service_account::accept::{Accepted, Condition};
use crate::domain::kubernetes::cluster_state::{ClusterState, secret_value, text};
use crate::domain::order;

/// The group of everybody who logs in with one.
const BOOTSTRAPPERS: &str = "system:bootstrappers";

fn is_lower(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The two halves of a bootstrap token; the second is secret.
pub fn halves(token: &str) -> Option<(&str, &str)> {
    token.split_once('.').filter(|(id, secret)| {
        id.len() == 6 && secret.len() == 16 && is_lower(id) && is_lower(secret)
    })
}

/// Whether the server would take a bootstrap token, given what the cluster holds, if somebody told.
pub fn validate(
    token: &str,
    cluster: Option<&ClusterState>,
    audiences: &[String],
    now: i64,
) -> Option<Result<Accepted, Refusal>> {
    let (id, secret_half) = halves(token)?;
    let name = format!("bootstrap-token-{id}");
    let mut identity = Identity::from_bootstrap_token(id);
    let mut conditions = Vec::new();
    match cluster {
        None => conditions.push(Condition {
            kind: "Secret".to_owned(),
            namespace: "kube-system".to_owned(),
            name,
            uid: String::new(),
        }),
        Some(cluster) => {
            let Some(secret) = cluster.find("Secret", "kube-system", &name) else {
                let about = format!("Secret kube-system/{name}");
                return Some(Err(Refusal::silent(RefusalCode::Gone, about)));
            };
            match groups(secret, id, secret_half, now) {
                Ok(groups) => identity.groups = groups,
                Err(key) => return Some(Err(Refusal::silent(RefusalCode::SecretUnfit, key))),
            }
        }
    }
    Some(Ok(Accepted {
        identity,
        audiences: audiences.to_vec(),
        conditions,
        not_evaluated: Vec::new(),
    }))
}

/// The groups of a token by its Secret, or the field for which the Secret is refused.
fn groups(
    secret: &Value,
    id: &str,
    secret_half: &str,
    now: i64,
) -> Result<Vec<String>, &'static str> {
    let value = |key: &str| secret_value(secret, key);
    if !text(secret, "/metadata/deletionTimestamp").is_empty() {
        return Err("metadata.deletionTimestamp");
    }
    if text(secret, "/type") != "bootstrap.kubernetes.io/token" {
        return Err("type");
    }
    if value("token-secret") != secret_half.as_bytes() {
        return Err("token-secret");
    }
    if value("token-id") != id.as_bytes() {
        return Err("token-id");
    }
    let expiration = value("expiration");
    // What cannot be read counts as expired (`bootstrapsecretutil.HasExpired`).
    let ends = std::str::from_utf8(&expiration)
        .ok()
        .and_then(moment::from_rfc3339);
    if !expiration.is_empty() && ends.is_none_or(|ends| now >= ends) {
        return Err("expiration");
    }
    if value("usage-bootstrap-authentication") != b"true" {
        return Err("usage-bootstrap-authentication");
    }
    let extra = String::from_utf8(value("auth-extra-groups")).map_err(|_| "auth-extra-groups")?;
    let mut groups = vec![BOOTSTRAPPERS.to_owned()];
    for group in extra.split(',').filter(|_| !extra.is_empty()) {
        if !is_bootstrap_group(group) {
            return Err("auth-extra-groups");
        }
        groups.push(group.to_owned());
    }
    order::sort(&mut groups);
    groups.dedup();
    groups.push(AUTHENTICATED.to_owned());
    Ok(groups)
}

/// `\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z` (`cluster-bootstrap/token/api/types.go`).
fn is_bootstrap_group(group: &str) -> bool {
    let name = group.strip_prefix("system:bootstrappers:");
    name.is_some_and(|name| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (1..=256).contains(&name.len())
            && name
                .bytes()
                .all(|byte| fits(byte) || matches!(byte, b':' | b'-'))
            && name.bytes().next_back().is_some_and(fits)
    })
}
