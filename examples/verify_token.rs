//! Says what a token proves.
//!
//! `verify_token TOKEN KEYS…` reads files and prints it for people; `verify_token --jsonl` reads one
//! JSON object a line from standard input (`id`, `token`, `keys`; optional `now`, `audiences`,
//! `issuer`, `secret`, `cluster`, `static_tokens`, `configuration`) and answers with one line each.

use std::io::{BufRead as _, Write as _};
use std::time::{SystemTime, UNIX_EPOCH};

use certbench::locale::families::{CLAIM, SIGNATURE_REASON, TOKEN_REFUSAL};
use certbench::locale::{Language, Locale, tr};
use certbench_engine::ask;
use certbench_engine::verify_token::{TokenAnswer, VerifyToken};
use certbench_formats::moment;
use certbench_formats::text::visible;
use certbench_formats::token::jws::Jws;
use serde_json::{Value, json};
use time::OffsetDateTime;

fn system_time() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs() as i64)
}

/// `now` in RFC 3339 or in seconds since 1970.
fn now(asked: Option<&Value>) -> Result<i64, String> {
    match asked {
        None | Some(Value::Null) => Ok(system_time()),
        Some(Value::Number(seconds)) => seconds
            .as_i64()
            .or_else(|| seconds.as_f64().map(|seconds| seconds.floor() as i64))
            .ok_or("now is too large".to_owned()),
        Some(Value::String(text)) => {
            moment::from_rfc3339(text).ok_or("now is no time in RFC 3339".to_owned())
        }
        Some(_) => Err("now is neither a time nor a number".to_owned()),
    }
}

/// A text or a list of texts.
fn list(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// A text, or JSON that stands there as it is.
fn text(value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Array(several)) => {
            let texts: Vec<_> = several.iter().filter_map(|one| text(Some(one))).collect();
            Some(texts.join("\n"))
        }
        Some(other) => Some(other.to_string()),
    }
}

fn question(line: &Value) -> Result<VerifyToken, String> {
    let token = line.get("token").and_then(Value::as_str);
    Ok(VerifyToken {
        token: token.ok_or("token is missing")?.to_owned(),
        keys: text(line.get("keys")).unwrap_or_default(),
        secret: text(line.get("secret")).unwrap_or_default(),
        issuers: list(line.get("issuer")),
        audiences: list(line.get("audiences")),
        cluster: text(line.get("cluster")),
        static_tokens: text(line.get("static_tokens")).unwrap_or_default(),
        configuration: text(line.get("configuration")).unwrap_or_default(),
        now: now(line.get("now"))?,
        ..VerifyToken::default()
    })
}

/// The reason in the server's words, or else by its code.
fn reason(answer: &TokenAnswer) -> Value {
    match (&answer.judgement.reason, &answer.refusal) {
        (Some(reason), _) => json!(reason),
        (None, Some(refusal)) if !refusal.message.is_empty() => json!(refusal.message),
        (None, Some(refusal)) => json!(refusal.code),
        (None, None) => Value::Null,
    }
}

/// The header and the claims as they stand in the token; null where they cannot be read.
fn parts(token: &str) -> (Value, Value) {
    Jws::read(token.trim()).map_or((Value::Null, Value::Null), |jws| {
        let claims = jws.claims().map_or(Value::Null, |(claims, _)| claims);
        (jws.header, claims)
    })
}

fn as_json(answer: &TokenAnswer, token: &str) -> Value {
    let (header, claims) = parts(token);
    json!({
        "signature": answer.judgement.state,
        "reason": reason(answer),
        "key": answer.key_name,
        "form": answer.form,
        "kind": answer.kind,
        "header": header,
        "claims": claims,
        "identity": answer.identity,
        "conditions": answer.conditions,
        "not_evaluated": answer.not_evaluated,
        "refusal": answer.refusal,
    })
}

fn answer(line: &str) -> Value {
    let line: Value = match serde_json::from_str(line) {
        Ok(line) => line,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = line.get("id").cloned().unwrap_or_default();
    let answered = question(&line).and_then(|question| {
        let token = question.token.clone();
        let answer = ask(question).map_err(|error| error.to_string())?;
        Ok(as_json(&answer, &token))
    });
    match answered {
        Ok(mut answer) => {
            answer["id"] = id;
            answer
        }
        Err(error) => json!({"id": id, "error": error}),
    }
}

/// The answer in words.
fn print(
    output: &mut dyn std::io::Write,
    answer: &TokenAnswer,
    words: &Locale,
) -> std::io::Result<()> {
    let signature = match answer.judgement.reason {
        None => format!("valid, by {}", answer.key_name),
        Some(reason) => tr!(words, SIGNATURE_REASON(reason)),
    };
    writeln!(output, "signature: {signature}")?;
    if let Some(identity) = &answer.identity {
        writeln!(output, "user: {}", identity.user)?;
        writeln!(output, "groups: {}", identity.groups.join(", "))?;
        for (name, values) in &identity.extra {
            writeln!(output, "{name}: {}", values.join(", "))?;
        }
    }
    for one in &answer.conditions {
        writeln!(
            output,
            "if it still exists: {} {} {} {}",
            one.kind, one.namespace, one.name, one.uid
        )?;
    }
    if let Some(refusal) = &answer.refusal {
        let detail = refusal.detail.as_str();
        let why = tr!(words, TOKEN_REFUSAL(refusal.code), detail = detail);
        writeln!(output, "refused: {why}")?;
        writeln!(output, "the API server says: {}", refusal.review_error())?;
    }
    for row in answer.header.iter().chain(&answer.claims) {
        let time = row
            .time
            .and_then(|time| OffsetDateTime::from_unix_timestamp(time).ok());
        let time = time.map_or_else(String::new, |time| format!(" ({time})"));
        writeln!(output, "{}: {}{time}", row.path, visible(&row.value))?;
        if !row.code.is_empty() {
            writeln!(output, "    {}", tr!(words, CLAIM(row.code)))?;
        }
    }
    for finding in &answer.findings {
        let (problem, remedy) = words.finding(finding);
        writeln!(output, "- {problem} {remedy}")?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut output = std::io::stdout().lock();
    match arguments.as_slice() {
        [only] if only == "--jsonl" => {
            for line in std::io::stdin().lock().lines() {
                let line = line?;
                if !line.trim().is_empty() {
                    writeln!(output, "{}", answer(&line))?;
                    output.flush()?;
                }
            }
        }
        [token, keys @ ..] => {
            let mut question = VerifyToken {
                token: std::fs::read_to_string(token)?,
                now: system_time(),
                ..VerifyToken::default()
            };
            for name in keys {
                question.keys.push_str(&std::fs::read_to_string(name)?);
                question.keys.push('\n');
            }
            let words = Locale::new(Language::English);
            print(&mut output, &ask(question)?, &words)?;
        }
        [] => return Err("usage: verify_token TOKEN KEYS… | verify_token --jsonl".into()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = include_str!("../tests/fixtures/oidc/jwks.json");

    fn recorded() -> Vec<Value> {
        include_str!("../tests/fixtures/tokens/tokens.jsonl")
            .lines()
            .map(|line| serde_json::from_str(line).expect("a recorded line is JSON"))
            .collect()
    }

    #[test]
    fn a_recorded_token_is_answered_in_the_fields_of_the_report() {
        let recorded = &recorded()[0];
        let question = json!({
            "id": {"any": 1},
            "token": recorded["token"],
            "keys": KEYS,
            "now": "2026-11-22T13:27:16Z",
            "issuer": "https://kubernetes.default.svc.cluster.local",
        });
        let answered = answer(&question.to_string());
        assert_eq!(answered["id"], json!({"any": 1}));
        assert_eq!(answered["signature"], "valid");
        assert_eq!(answered["reason"], Value::Null);
        assert_eq!(answered["header"], recorded["decoded.json"]["header"]);
        assert_eq!(answered["claims"], recorded["decoded.json"]["payload"]);
        let whoami = &recorded["result"]["whoami"];
        assert_eq!(answered["identity"]["user"], whoami["username"]);
        assert_eq!(answered["identity"]["groups"], whoami["groups"]);
        assert_eq!(answered["identity"]["extra"], whoami["extra"]);
    }

    #[test]
    fn now_decides_what_has_expired_and_a_key_set_may_stand_as_json() {
        let keys: Value = serde_json::from_str(KEYS).expect("JSON");
        let question = json!({
            "id": 1, "token": recorded()[0]["token"], "keys": keys, "now": 1_900_000_000,
        });
        let answered = answer(&question.to_string());
        assert_eq!(answered["signature"], "valid");
        assert_eq!(answered["reason"], "service account token has expired");
        assert_eq!(answered["identity"], Value::Null);
    }

    #[test]
    fn a_line_that_cannot_be_answered_says_why_and_keeps_its_id() {
        for (line, id) in [
            ("not json", Value::Null),
            (r#"{"id": 7}"#, json!(7)),
            (r#"{"id": "a", "token": "", "now": "soon"}"#, json!("a")),
            (r#"{"id": 1, "token": "", "cluster": "}{"}"#, json!(1)),
        ] {
            let answered = answer(line);
            assert_eq!(answered["id"], id, "{line}");
            assert!(answered["error"].is_string(), "{answered}");
        }
    }

    #[test]
    fn what_is_no_token_is_answered_too() {
        for (token, form) in [("", "opaque"), ("a.b", "opaque"), ("eyJh.b.c", "malformed")] {
            let answered = answer(&json!({"id": 1, "token": token, "keys": KEYS}).to_string());
            assert_eq!(answered["form"], form);
            assert_ne!(answered["signature"], "valid");
            assert_eq!(answered["identity"], Value::Null);
        }
    }
}
