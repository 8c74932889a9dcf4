//! Whether what a service account's token depends on is still there, as the API server looks it up
//! (`pkg/serviceaccount/{claims,legacy}.go`).

use serde_json::Value;

use crate::domain::formats::moment;
use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::authenticators::refusal::{Refusal, RefusalCode};
use crate::domain::kubernetes::authenticators::service_account::accept::{Condition, LEEWAY};
use crate::domain::kubernetes::cluster_state;
use crate::domain::kubernetes::cluster_state::ClusterState;

/// Holds what must exist against what does; a legacy token is compared with its Secret's copy.
pub(super) fn check_existence(
    conditions: &[Condition],
    cluster: &ClusterState,
    legacy: Option<&str>,
    now: i64,
) -> Result<(), Refusal> {
    for condition in conditions {
        let Condition {
            kind,
            namespace,
            name,
            uid,
        } = condition;
        let about = || format!("{kind} {namespace}/{name}");
        let gone = |message: String| Err(Refusal::said(RefusalCode::Gone, message).about(about()));
        let is_account = kind == "ServiceAccount";
        let invalidated = match legacy {
            Some(_) => "Token has been invalidated",
            None => "service account token has been invalidated",
        };
        let Some(object) = cluster.find(kind, namespace, name) else {
            return gone(if is_account {
                format!("serviceaccounts {} not found", go_quoted(name))
            } else {
                invalidated.to_owned()
            });
        };
        let deleted = cluster_state::text(object, "/metadata/deletionTimestamp");
        let is_deleted = !deleted.is_empty()
            && (legacy.is_some()
                || moment::from_rfc3339(deleted).is_none_or(|at| at < now.saturating_sub(LEEWAY)));
        let actual = cluster_state::text(object, "/metadata/uid");
        let differs = !uid.is_empty() && actual != uid;
        let changed = || {
            let message = match (is_account, legacy) {
                (true, Some(_)) => {
                    format!("ServiceAccount UID ({actual}) does not match claim ({uid})")
                }
                (true, None) => {
                    format!("service account UID ({actual}) does not match claim ({uid})")
                }
                (false, _) => {
                    let kind = kind.to_ascii_lowercase();
                    format!(
                        "{kind} UID ({actual}) does not match service account {kind} ref claim ({uid})"
                    )
                }
            };
            Err(Refusal::said(RefusalCode::UidChanged, message).about(about()))
        };
        if is_deleted {
            return gone(match (is_account, legacy) {
                (true, Some(_)) => format!("ServiceAccount {namespace}/{name} has been deleted"),
                (true, None) => format!("service account {namespace}/{name} has been deleted"),
                (false, _) => invalidated.to_owned(),
            });
        }
        if differs {
            return changed();
        }
        if let (Some(token), false) = (legacy, is_account) {
            check_copy(object, token, condition)?;
        }
    }
    Ok(())
}

/// A legacy token must be what its Secret holds, and not marked as unused for too long.
fn check_copy(secret: &Value, token: &str, condition: &Condition) -> Result<(), Refusal> {
    let about = format!("Secret {}/{}", condition.namespace, condition.name);
    if cluster_state::secret_value(secret, "token") != token.as_bytes() {
        let message = "Token does not match server's copy";
        return Err(Refusal::said(RefusalCode::SecretDiffers, message).about(about));
    }
    let since = secret
        .pointer("/metadata/labels")
        .and_then(|labels| labels.get("kubernetes.io/legacy-token-invalid-since"));
    if since.is_some_and(|since| *since != "") {
        return Err(Refusal::silent(RefusalCode::SecretInvalidated, about));
    }
    Ok(())
}
