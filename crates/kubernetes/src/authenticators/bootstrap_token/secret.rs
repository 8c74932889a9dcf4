//! What the API server makes of a bootstrap token's Secret
//! (`plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go`): any defect is a 401, and nothing
//! but the server's log tells which.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::authenticators::bootstrap_token::make::{
    NAME_PREFIX, NAMESPACE, SECRET_TYPE, is_group, split,
};
use crate::authenticators::identity::{AUTHENTICATED, Identity};
use crate::finding::{Code, Field, Finding};
use certbench_formats::rfc3339;
use certbench_x509::order;

/// A member of `data`, or of `stringData`, which overrules it.
fn data(secret: &Value, name: &str) -> Option<String> {
    if let Some(text) = secret.pointer("/stringData").and_then(|all| all.get(name)) {
        return text.as_str().map(str::to_owned);
    }
    let encoded = secret.pointer("/data")?.get(name)?.as_str()?;
    let bytes = BASE64_STANDARD.decode(encoded).ok()?;
    String::from_utf8(bytes).ok()
}

fn text<'a>(secret: &'a Value, pointer: &str) -> &'a str {
    let value = secret.pointer(pointer).and_then(Value::as_str);
    value.unwrap_or_default()
}

/// Whether the object is a bootstrap token's Secret, or was meant as one.
pub fn is_one(secret: &Value) -> bool {
    text(secret, "/kind") == "Secret"
        && (text(secret, "/type") == SECRET_TYPE
            || text(secret, "/metadata/name").starts_with(NAME_PREFIX)
                && data(secret, "token-id").is_some())
}

/// The groups of the token; the first that disables it is the error.
fn groups(secret: &Value) -> Result<Vec<String>, String> {
    let mut groups = vec!["system:bootstrappers".to_owned()];
    let extra = data(secret, "auth-extra-groups").unwrap_or_default();
    if !extra.is_empty() {
        for group in extra.split(',') {
            if !is_group(group) {
                return Err(group.to_owned());
            }
            groups.push(group.to_owned());
        }
    }
    order::sort(&mut groups);
    groups.dedup();
    Ok(groups)
}

/// Everything that keeps the Secret's token from logging in, at a time in seconds since 1970.
pub fn findings(secret: &Value, now: i64) -> Vec<Finding> {
    let finding = |code| Finding::new(code, Field::Whole);
    let mut findings = Vec::new();
    let id = data(secret, "token-id").unwrap_or_default();
    let token = format!("{id}.{}", data(secret, "token-secret").unwrap_or_default());
    if split(&token).is_none() {
        findings.push(finding(Code::BootstrapMalformed));
    }
    let name = text(secret, "/metadata/name");
    if name.strip_prefix(NAME_PREFIX) != Some(&id) {
        findings.push(
            finding(Code::BootstrapName)
                .with("name", name)
                .with("id", &id),
        );
    }
    let namespace = text(secret, "/metadata/namespace");
    if namespace != NAMESPACE {
        findings.push(finding(Code::BootstrapNamespace).with("namespace", namespace));
    }
    let secret_type = text(secret, "/type");
    if secret_type != SECRET_TYPE {
        findings.push(finding(Code::BootstrapType).with("type", secret_type));
    }
    match data(secret, "expiration").as_deref() {
        None | Some("") => {}
        Some(expiration) => match rfc3339::parse(expiration) {
            None => {
                findings.push(finding(Code::BootstrapExpiryMalformed).with("value", expiration))
            }
            Some(end) if end <= now => findings.push(
                finding(Code::BootstrapExpired)
                    .with("since_seconds", now.saturating_sub(end).to_string()),
            ),
            Some(_) => {}
        },
    }
    let usage = data(secret, "usage-bootstrap-authentication").unwrap_or_default();
    if usage != "true" {
        findings.push(finding(Code::BootstrapNoLogin).with("value", &usage));
    }
    if let Err(group) = groups(secret) {
        findings.push(finding(Code::BootstrapGroup).with("group", group));
    }
    findings
}

/// Who a token logs in as by this Secret; `None` where the API server answers 401.
pub fn login(secret: &Value, token: &str, now: i64) -> Option<Identity> {
    let (id, code) = split(token.trim())?;
    let is_its = data(secret, "token-id")? == id && data(secret, "token-secret")? == code;
    if !is_its || !findings(secret, now).is_empty() {
        return None;
    }
    let mut identity = Identity {
        user: format!("system:bootstrap:{id}"),
        groups: groups(secret).ok()?,
        ..Identity::default()
    };
    identity.groups.push(AUTHENTICATED.to_owned());
    Some(identity)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::findings;
    use crate::finding::cases::{case, check, recorded};
    use crate::finding::{Code, Finding, Group};
    use certbench_formats::{manifest, rfc3339};

    /// Secrets as a control plane stored them.
    const RECORDED: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/tokens/tokens.jsonl"
    ));
    /// A minute after the Secrets were recorded.
    const NOW: &str = "2026-11-22T13:29:00Z";

    /// A Secret as it was stored, or the valid one with another expiration.
    enum Input {
        Recorded(&'static str),
        Expiring(&'static str),
    }
    use Input::{Expiring, Recorded};

    fn find(input: &Input) -> Vec<Finding> {
        let stored = recorded(
            RECORDED,
            match input {
                Recorded(case) => case,
                Expiring(_) => "bootstrap",
            },
        );
        let yaml = stored["secret.yaml"].as_str().expect("it was stored");
        let mut secret = manifest::parse(yaml).expect("it is YAML");
        if let Expiring(expiration) = input {
            secret["stringData"]["expiration"] = Value::from(*expiration);
        }
        findings(&secret, rfc3339::parse(NOW).expect("a moment"))
    }

    #[test]
    #[rustfmt::skip]
    fn bootstrap_secrets() {
        let (good, late) = ("bootstrap-noexp-nogroups", "2026-11-22T13:28:59Z");
        let cases = [
            case(Code::BootstrapMalformed, Recorded("bootstrap-short-secret"), Recorded(good)),
            case(Code::BootstrapName, Recorded("bootstrap-wrong-name"), Recorded(good)),
            case(Code::BootstrapNamespace, Recorded("bootstrap-wrong-ns"), Recorded(good)),
            case(Code::BootstrapType, Recorded("bootstrap-wrong-type"), Recorded(good)),
            case(Code::BootstrapExpired, Expiring(late), Expiring("2026-11-22T13:29:01Z")),
            case(Code::BootstrapExpiryMalformed, Expiring("tomorrow"), Expiring(late)),
            case(Code::BootstrapNoLogin, Recorded("bootstrap-usage-True-caps"), Recorded(good)),
            case(Code::BootstrapGroup, Recorded("bootstrap-bad-group"), Expiring("2027-01-01T00:00:00Z")),
        ];
        check(Group::BootstrapSecret, &cases, find);
    }
}
