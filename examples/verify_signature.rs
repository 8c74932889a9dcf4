//! Verifies bare signatures.
//!
//! `verify_signature --jsonl` reads one JSON object a line from standard input (`id`, `public_key` in
//! PEM or as a JSON Web Key, `algorithm` as in JWS or `X509:` and a dotted identifier,
//! `message_base64`, `signature_base64`) and answers with one line each (`valid`, and `reason` where
//! it is not). `verify_signature KEY ALGORITHM MESSAGE SIGNATURE` takes files.

use std::io::{BufRead as _, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use certbench::domain::formats::signature::Verdict;
use certbench::engine::token_keys::{keys_in, verify_bare};
use serde_json::{Value, json};

/// Whether a signature is the key's, and why not.
fn verify(key: &str, algorithm: &str, message: &[u8], signature: &[u8]) -> Result<Value, String> {
    let keys = keys_in(key);
    let [key] = keys.as_slice() else {
        return Err(format!(
            "public_key holds {} keys instead of one",
            keys.len()
        ));
    };
    Ok(match verify_bare(key, algorithm, message, signature) {
        Ok(Verdict::Valid) => json!({"valid": true}),
        Ok(Verdict::Invalid) => json!({"valid": false, "reason": "mismatch"}),
        Err(reason) => json!({"valid": false, "reason": reason}),
    })
}

fn answer(line: &str) -> Value {
    let question: Value = match serde_json::from_str(line) {
        Ok(question) => question,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = question.get("id").cloned().unwrap_or_default();
    let text = |name: &str| {
        let text = question.get(name).and_then(Value::as_str);
        text.ok_or_else(|| format!("{name} is missing"))
    };
    let binary = |name: &str| {
        BASE64_STANDARD
            .decode(text(name)?)
            .map_err(|error| format!("{name}: {error}"))
    };
    let answered = (|| {
        let (message, signature) = (binary("message_base64")?, binary("signature_base64")?);
        verify(
            text("public_key")?,
            text("algorithm")?,
            &message,
            &signature,
        )
    })();
    match answered {
        Ok(mut answer) => {
            answer["id"] = id;
            answer
        }
        Err(error) => json!({"id": id, "error": error}),
    }
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
        [key, algorithm, message, signature] => {
            let key = String::from_utf8(std::fs::read(key)?)?;
            let (message, signature) = (std::fs::read(message)?, std::fs::read(signature)?);
            let verified = verify(&key, algorithm, &message, &signature)?;
            let words = match verified.get("reason") {
                None => "valid".to_owned(),
                Some(reason) => format!("not valid: {}", reason.as_str().unwrap_or_default()),
            };
            writeln!(output, "{words}")?;
        }
        _ => {
            return Err(
                "usage: verify_signature KEY ALGORITHM MESSAGE SIGNATURE | verify_signature --jsonl"
                    .into(),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 8032 section 7.1, test 2.
    const KEY: &str =
        r#"{"kty":"OKP","crv":"Ed25519","x":"PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}"#;
    const SIGNATURE: &str =
        "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

    fn ask(algorithm: &str, message: &str) -> Value {
        let question = json!({
            "id": 7,
            "public_key": KEY,
            "algorithm": algorithm,
            "message_base64": message,
            "signature_base64": SIGNATURE,
        });
        answer(&question.to_string())
    }

    #[test]
    fn the_rfcs_signature_is_valid_for_its_message_and_algorithm_alone() {
        assert_eq!(ask("EdDSA", "cg=="), json!({"id": 7, "valid": true}));
        assert_eq!(
            ask("X509:1.3.101.112", "cg=="),
            json!({"id": 7, "valid": true})
        );
        assert_eq!(ask("EdDSA", "cw==")["valid"], false);
        assert_eq!(ask("RS256", "cg==")["reason"], "key-kind");
        assert_eq!(ask("XY256", "cg==")["reason"], "unknown-algorithm");
    }

    #[test]
    fn a_line_that_cannot_be_answered_says_why_and_keeps_its_id() {
        for (line, id) in [
            ("not json", Value::Null),
            (r#"{"id": [1]}"#, json!([1])),
            (
                r#"{"id": 1, "public_key": "", "algorithm": "RS256", "message_base64": "", "signature_base64": ""}"#,
                json!(1),
            ),
        ] {
            let answered = answer(line);
            assert_eq!(answered["id"], id, "{line}");
            assert!(answered["error"].is_string(), "{answered}");
        }
    }
}
