//! What is worth knowing about a token before its signature is verified.

use serde_json::Value;

use crate::kinds::finding;
use certbench_formats::manifest::DuplicateKey;
use certbench_formats::token::TokenKind;
use certbench_formats::token::verification::pointers;
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::authenticators::service_account::accept::{LEEWAY, LEGACY_ISSUER};
use certbench_kubernetes::cluster_state::text;
use certbench_kubernetes::finding::{Code, Finding};

/// What a token that nobody renews should live at most.
const LONG_SECONDS: i64 = 30 * 86_400;
const DAY_SECONDS: i64 = 86_400;

/// Everything worth saying, in the order of the token's parts.
pub fn findings(
    header: &Value,
    claims: &Value,
    duplicate_keys: &[DuplicateKey],
    now: i64,
) -> Vec<Finding> {
    let mut findings = vec![finding(Code::SecretInPaste)];
    header_findings(header, &mut findings);
    time_findings(claims, now, &mut findings);
    let kind = TokenKind::of(claims);
    match kind {
        TokenKind::LegacyServiceAccount => findings.push(finding(Code::TokenLegacy)),
        _ if claims.get("aud").is_none() => findings.push(finding(Code::TokenNoAudience)),
        _ => {}
    }
    if kind == TokenKind::BoundServiceAccount {
        bound_findings(claims, now, &mut findings);
    }
    if kind.is_service_account() {
        account_findings(header, claims, &mut findings);
    }
    findings.extend(duplicate_keys.iter().map(|key| {
        finding(Code::DuplicateKey)
            .with("path", &key.path)
            .with("line", key.line.to_string())
    }));
    findings
}

fn header_findings(header: &Value, findings: &mut Vec<Finding>) {
    let algorithm = text(header, "/alg");
    if algorithm.is_empty() || algorithm.eq_ignore_ascii_case("none") {
        findings.push(finding(Code::TokenUnsigned));
    } else if algorithm.starts_with("HS") {
        findings.push(finding(Code::TokenSharedSecret).with("algorithm", algorithm));
    }
    let pointers = pointers(header);
    if !pointers.is_empty() {
        findings.push(finding(Code::TokenKeyPointer).with("members", pointers.join(", ")));
    }
    // RFC 9068 section 2.1
    let kind = text(header, "/typ");
    if kind.eq_ignore_ascii_case("at+jwt") || kind.eq_ignore_ascii_case("application/at+jwt") {
        findings.push(finding(Code::TokenAccess));
    }
}

/// A NumericDate in whole seconds since 1970; nothing where it is missing or malformed.
fn date(claims: &Value, name: &str) -> Option<i64> {
    let value = claims.get(name)?;
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64))
}

fn time_findings(claims: &Value, now: i64, findings: &mut Vec<Finding>) {
    let since = |from: i64, to: i64| to.saturating_sub(from).max(0).to_string();
    let (expires, issued) = (date(claims, "exp"), date(claims, "iat"));
    match (claims.get("exp"), expires) {
        (None, _) => findings.push(finding(Code::TokenNeverExpires)),
        (Some(_), None) => findings.push(finding(Code::TokenExpiryMalformed)),
        (_, Some(exp)) if now > exp.saturating_add(LEEWAY) => {
            findings.push(finding(Code::TokenExpired).with("since_seconds", since(exp, now)));
        }
        _ => {}
    }
    if let Some(begins) = date(claims, "nbf")
        && begins > now.saturating_add(LEEWAY)
    {
        findings.push(finding(Code::TokenNotYetValid).with("in_seconds", since(now, begins)));
    }
    if let Some(issued) = issued {
        if issued > now.saturating_add(LEEWAY) {
            let ahead = since(now, issued);
            findings.push(finding(Code::TokenIssuedAhead).with("in_seconds", ahead));
        }
        let is_extended = claims.pointer("/kubernetes.io/warnafter").is_some();
        if let Some(lifetime) = expires.map(|expires| expires.saturating_sub(issued))
            && lifetime > LONG_SECONDS
            && !is_extended
        {
            let lifetime = lifetime.to_string();
            findings.push(finding(Code::TokenLongLived).with("lifetime_seconds", lifetime));
        }
    }
}

/// What ends a bound token, and what its Pod's kubelet does about it.
fn bound_findings(claims: &Value, now: i64, findings: &mut Vec<Finding>) {
    let bound = |member: &str| text(claims, &format!("/kubernetes.io/{member}/name")).to_owned();
    let (pod, secret, node) = (bound("pod"), bound("secret"), bound("node"));
    let to = |kind: &str, name: &str| {
        finding(Code::TokenBoundTo)
            .with("kind", kind)
            .with("name", name)
    };
    if !pod.is_empty() {
        findings.push(to("Pod", &pod));
        if node.is_empty() {
            findings.push(finding(Code::TokenNoNode).with("pod", &pod));
        }
    } else if !secret.is_empty() {
        findings.push(to("Secret", &secret));
    } else if !node.is_empty() {
        findings.push(to("Node", &node));
    } else {
        findings.push(finding(Code::TokenUnbound));
    }
    let warn_after = claims
        .get("kubernetes.io")
        .and_then(|own| date(own, "warnafter"));
    if let Some(warn_after) = warn_after {
        let late = now.saturating_sub(warn_after);
        findings.push(if late > 0 {
            finding(Code::TokenStale).with("since_seconds", late.to_string())
        } else {
            finding(Code::TokenExtended).with("left_seconds", late.saturating_neg().to_string())
        });
    }
    // The kubelet asks anew after 80 % of the lifetime or 24 hours (`pkg/kubelet/token`).
    if !pod.is_empty() && warn_after.is_none() {
        let issued = date(claims, "iat").unwrap_or(now);
        if now.saturating_sub(issued) > DAY_SECONDS {
            findings.push(finding(Code::TokenNotRotated));
        }
    }
}

fn account_findings(header: &Value, claims: &Value, findings: &mut Vec<Finding>) {
    let issuer = text(claims, "/iss");
    if issuer != LEGACY_ISSUER && !issuer.starts_with("https://") {
        findings.push(finding(Code::TokenIssuerOdd).with("issuer", issuer));
    }
    if text(header, "/kid").is_empty() {
        findings.push(finding(Code::TokenNoKeyId));
    }
    if issuer != LEGACY_ISSUER && text(claims, "/jti").is_empty() {
        findings.push(finding(Code::TokenNoId));
    }
    let subject = text(claims, "/sub");
    let user = Identity::from_claims(claims).map(|identity| identity.user);
    if let Some(user) = user.filter(|user| user != subject) {
        findings.push(
            finding(Code::TokenSubjectDiffers)
                .with("subject", subject)
                .with("user", user),
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{DAY_SECONDS, LONG_SECONDS, findings};
    use certbench_kubernetes::finding::cases::{case, check, recorded};
    use certbench_kubernetes::finding::{Code, Finding, Group};

    /// Tokens that were shown to an API server, with what is in them.
    const RECORDED: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/tokens/tokens.jsonl"
    ));
    /// About a minute after the tokens were issued.
    const NOW: i64 = 1_795_354_100;

    /// A recorded token, what to write into its header and into its claims (`null` takes a member
    /// out), and a time.
    struct Input {
        case: &'static str,
        header: Value,
        claims: Value,
        now: i64,
    }

    fn token(case: &'static str) -> Input {
        Input {
            case,
            header: json!({}),
            claims: json!({}),
            now: NOW,
        }
    }

    fn headed(header: Value) -> Input {
        Input {
            header,
            ..token("sa-bound")
        }
    }

    fn claiming(case: &'static str, claims: Value) -> Input {
        Input {
            claims,
            ..token(case)
        }
    }

    /// RFC 7396.
    fn merge(target: &mut Value, patch: &Value) {
        let Some(members) = patch.as_object() else {
            *target = patch.clone();
            return;
        };
        for (name, value) in members {
            match target.as_object_mut() {
                Some(own) if value.is_null() => {
                    own.remove(name);
                }
                _ => merge(&mut target[name], value),
            }
        }
    }

    fn find(input: &Input) -> Vec<Finding> {
        let shown = &recorded(RECORDED, input.case)["decoded.json"];
        let (mut header, mut claims) = (shown["header"].clone(), shown["payload"].clone());
        merge(&mut header, &input.header);
        merge(&mut claims, &input.claims);
        findings(&header, &claims, &[], input.now)
    }

    #[test]
    #[rustfmt::skip]
    fn tokens() {
        let good = || token("sa-bound");
        let pod = |claims| claiming("sa-bound-pod", claims);
        let expires = 1_795_357_636;
        let cases = [
            case(Code::TokenUnsigned, token("forged-alg-none"), good()),
            case(Code::TokenExpired, Input { now: expires + 61, ..good() }, Input { now: expires + 60, ..good() }),
            case(Code::TokenNotYetValid, claiming("sa-bound", json!({"nbf": NOW + 61})), claiming("sa-bound", json!({"nbf": NOW + 60}))),
            case(Code::TokenNeverExpires, token("forged-no-exp"), good()),
            case(Code::TokenExpiryMalformed, claiming("sa-bound", json!({"exp": "tomorrow"})), good()),
            case(Code::TokenLegacy, token("sa-legacy"), good()),
            case(Code::TokenNoAudience, token("forged-no-aud"), good()),
            case(Code::TokenSharedSecret, token("forged-hs256-pubkey"), good()),
            case(Code::TokenKeyPointer, headed(json!({"jku": "https://example.com/keys"})), good()),
            case(Code::TokenAccess, headed(json!({"typ": "at+jwt"})), headed(json!({"typ": "JWT"}))),
            case(Code::TokenIssuedAhead, claiming("sa-bound", json!({"iat": NOW + 61})), claiming("sa-bound", json!({"iat": NOW + 60}))),
            case(Code::TokenLongLived, claiming("sa-bound", json!({"iat": NOW, "exp": NOW + LONG_SECONDS + 1})), claiming("sa-bound", json!({"iat": NOW, "exp": NOW + LONG_SECONDS}))),
            case(Code::TokenBoundTo, token("sa-bound-pod"), good()),
            case(Code::TokenUnbound, good(), token("sa-bound-node")),
            case(Code::TokenNoNode, pod(json!({"kubernetes.io": {"node": null}})), token("sa-bound-pod")),
            case(Code::TokenExtended, pod(json!({"kubernetes.io": {"warnafter": NOW}})), token("sa-bound-pod")),
            case(Code::TokenStale, pod(json!({"kubernetes.io": {"warnafter": NOW - 1}})), pod(json!({"kubernetes.io": {"warnafter": NOW}}))),
            case(Code::TokenNotRotated, pod(json!({"iat": NOW - DAY_SECONDS - 1})), pod(json!({"iat": NOW - DAY_SECONDS}))),
            case(Code::TokenIssuerOdd, claiming("sa-bound", json!({"iss": "kubernetes.default"})), token("sa-legacy")),
            case(Code::TokenNoKeyId, token("forged-no-kid"), good()),
            case(Code::TokenNoId, claiming("sa-bound", json!({"jti": null})), good()),
            case(Code::TokenSubjectDiffers, token("forged-wrong-sub"), good()),
        ];
        check(Group::Token, &cases, find);
    }
}
