//! Foretells what a cluster does with CertificateSigningRequests.
//!
//! `check_request FILE…` prints one forecast for each manifest; `check_request --jsonl` reads one
//! JSON object a line from standard input (`id`, `manifest`) and answers with one line each.

use std::io::{BufRead as _, Write as _};

use certbench_engine::check_request::forecast_text;
use serde_json::{Value, json};

fn answer(line: &str) -> Value {
    let parsed: Value = match serde_json::from_str(line) {
        Ok(parsed) => parsed,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = parsed.get("id").cloned().unwrap_or(Value::Null);
    let manifest = match parsed.get("manifest") {
        Some(Value::String(text)) => text.clone(),
        Some(object) => object.to_string(),
        None => return json!({"id": id, "error": "manifest is missing"}),
    };
    match forecast_text(&manifest) {
        Ok(forecast) => json!({
            "id": id,
            "outcome": forecast.outcome,
            "message": forecast.message,
            "http_status": forecast.http_status,
            "field_errors": forecast.field_errors,
            "identity": forecast.identity,
            "lifetime": forecast.lifetime,
        }),
        Err(error) => json!({"id": id, "error": error.to_string()}),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut output = std::io::stdout().lock();
    if arguments == ["--jsonl"] {
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if !line.trim().is_empty() {
                writeln!(output, "{}", answer(&line))?;
                output.flush()?;
            }
        }
        return Ok(());
    }
    if arguments.is_empty() {
        return Err("usage: check_request FILE… | check_request --jsonl".into());
    }
    for path in arguments {
        let forecast = forecast_text(&std::fs::read_to_string(&path)?)?;
        writeln!(
            output,
            "{path}: {}",
            serde_json::to_string_pretty(&forecast)?
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_requests_are_answered_by_their_id() {
        for line in include_str!("../tests/fixtures/csr.jsonl").lines() {
            let recorded: Value = serde_json::from_str(line).expect("a recorded line is JSON");
            let question = json!({"id": recorded["case"], "manifest": recorded["manifest"]});
            let answer = answer(&question.to_string());
            assert_eq!(answer["id"], recorded["case"]);
            let outcome = answer["outcome"].as_str().expect("an outcome");
            match recorded["stage"].as_str() {
                Some("create") => {
                    assert_eq!(outcome, "refused");
                    assert_eq!(answer["message"], recorded["message"]);
                }
                Some("failed-by-signer") => assert_eq!(outcome, "failed"),
                Some("signed") => assert_eq!(outcome, "issued"),
                _ => assert!(["pending", "issued"].contains(&outcome), "{answer}"),
            }
        }
    }

    #[test]
    fn a_line_that_cannot_be_answered_says_why_and_keeps_its_id() {
        for (line, id) in [
            ("not json", Value::Null),
            (r#"{"id": 7}"#, json!(7)),
            (r#"{"id": "a", "manifest": "}{"}"#, json!("a")),
        ] {
            let answer = answer(line);
            assert_eq!(answer["id"], id, "{line}");
            assert!(answer["error"].is_string(), "{answer}");
        }
    }
}
