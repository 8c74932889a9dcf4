//! Says what a file or a paste holds.
//!
//! `inspect FILE…` prints the report of the files, `inspect` that of standard input;
//! `inspect --jsonl` reads one JSON object a line from standard input (`id`, `input` or
//! `input_base64`, optional `passphrase` and `now`) and answers with one line each.

use std::io::{BufRead as _, Read as _, Write as _};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use certbench::domain::artefacts::origin::Source;
use certbench::domain::bytes::Bytes;
use certbench::engine::Session;
use certbench::engine::inspect::{Open, read};
use certbench::locale::{Language, Locale};
use certbench::report::JsonReport;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

fn system_time() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs() as i64)
}

/// `now` in RFC 3339 or in seconds since 1970.
fn now(asked: Option<&Value>) -> Result<i64, String> {
    match asked {
        None | Some(Value::Null) => Ok(system_time()),
        Some(Value::Number(seconds)) => seconds.as_i64().ok_or("now is too large".to_owned()),
        Some(Value::String(text)) => OffsetDateTime::parse(text, &Rfc3339)
            .map(OffsetDateTime::unix_timestamp)
            .map_err(|error| format!("now: {error}")),
        Some(_) => Err("now is neither a time nor a number".to_owned()),
    }
}

fn input(question: &Value) -> Result<Vec<u8>, String> {
    match (question.get("input"), question.get("input_base64")) {
        (Some(Value::String(text)), _) => Ok(text.clone().into_bytes()),
        (_, Some(Value::String(text))) => BASE64_STANDARD
            .decode(text)
            .map_err(|error| format!("input_base64: {error}")),
        _ => Err("input or input_base64 is missing".to_owned()),
    }
}

/// The report of sources, by the questions that the page asks.
fn report(
    sources: Vec<Source>,
    passphrase: Option<&str>,
    now: i64,
    words: &Rc<Locale>,
) -> Result<Value, serde_json::Error> {
    let mut session = Session::default();
    for source in sources {
        let open = Open {
            source,
            passphrase: passphrase.map(str::to_owned),
            afresh: false,
        };
        read(&mut session, open);
    }
    serde_json::from_str(&JsonReport::whole(&mut session, now, Rc::clone(words)))
}

fn answer(line: &str, words: &Rc<Locale>) -> Value {
    let question: Value = match serde_json::from_str(line) {
        Ok(question) => question,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = question.get("id").cloned().unwrap_or_default();
    let answered = input(&question).and_then(|input| {
        let now = now(question.get("now"))?;
        let source = Source {
            name: String::new(),
            input: Bytes(input),
        };
        let passphrase = question.get("passphrase").and_then(Value::as_str);
        report(vec![source], passphrase, now, words).map_err(|error| error.to_string())
    });
    match answered {
        Ok(report) => json!({"id": id, "report": report}),
        Err(error) => json!({"id": id, "error": error}),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words = Rc::new(Locale::new(Language::English));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut output = std::io::stdout().lock();
    if arguments == ["--jsonl"] {
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if !line.trim().is_empty() {
                writeln!(output, "{}", answer(&line, &words))?;
                output.flush()?;
            }
        }
        return Ok(());
    }
    let mut sources = Vec::new();
    for name in arguments {
        let input = Bytes(std::fs::read(&name)?);
        sources.push(Source { name, input });
    }
    if sources.is_empty() {
        let mut input = Vec::new();
        std::io::stdin().lock().read_to_end(&mut input)?;
        sources.push(Source {
            name: String::new(),
            input: Bytes(input),
        });
    }
    let report = report(sources, None, system_time(), &words)?;
    writeln!(output, "{}", serde_json::to_string_pretty(&report)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = include_str!("../tests/fixtures/walkthrough/myuser.crt");

    fn ask(question: Value) -> Value {
        answer(
            &question.to_string(),
            &Rc::new(Locale::new(Language::English)),
        )
    }

    fn codes(answer: &Value) -> Vec<&str> {
        let findings = answer["report"]["artefacts"][0]["findings"].as_array();
        findings
            .into_iter()
            .flatten()
            .filter_map(|finding| finding["code"].as_str())
            .collect()
    }

    #[test]
    fn an_answer_keeps_the_id_of_its_line_whatever_that_is() {
        for id in [
            json!(1),
            json!("a"),
            json!(null),
            json!({"x": [1]}),
            json!(0.5),
        ] {
            let answered = ask(json!({"id": id, "input": "hello"}));
            assert_eq!(answered["id"], id);
            assert!(answered["report"]["artefacts"].is_array());
            let failed = ask(json!({"id": id}));
            assert_eq!(failed["id"], id);
        }
    }

    #[test]
    fn a_line_that_cannot_be_answered_gives_an_error() {
        let words = Rc::new(Locale::new(Language::English));
        for (line, part) in [
            ("{", "not JSON"),
            ("{}", "input or input_base64 is missing"),
            (r#"{"input": 1}"#, "input or input_base64 is missing"),
            (r#"{"input_base64": "?"}"#, "input_base64: "),
            (r#"{"input": "", "now": "yesterday"}"#, "now: "),
            (r#"{"input": "", "now": []}"#, "neither a time nor a number"),
        ] {
            let answered = answer(line, &words);
            let error = answered["error"].as_str().unwrap_or_default();
            assert!(error.contains(part), "{line}: {answered}");
            assert_eq!(answered["report"], Value::Null, "{line}");
        }
    }

    #[test]
    fn text_and_base64_are_the_same_input() {
        let encoded = BASE64_STANDARD.encode(CERTIFICATE);
        let of_text = ask(json!({"input": CERTIFICATE, "now": 0}));
        let of_base64 = ask(json!({"input_base64": encoded, "now": 0}));
        assert_eq!(of_text["report"]["artefacts"][0]["kind"], "certificate");
        assert_eq!(of_text, of_base64);
    }

    #[test]
    fn now_decides_what_has_expired() {
        for (now, expected) in [
            (json!("2000-01-01T00:00:00Z"), "certificate-not-yet-valid"),
            (
                json!("2000-01-01T00:00:00+08:00"),
                "certificate-not-yet-valid",
            ),
            (json!(0), "certificate-not-yet-valid"),
            (json!("2100-01-01T00:00:00Z"), "certificate-expired"),
        ] {
            let answered = ask(json!({"input": CERTIFICATE, "now": now}));
            assert!(codes(&answered).contains(&expected), "{now}: {answered}");
        }
    }

    #[test]
    fn a_passphrase_opens_a_key_and_is_not_repeated() {
        // openssl genpkey -algorithm ED25519 | openssl pkcs8 -topk8 -passout pass:correct-horse
        let key = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
                   MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhjnsV9U2gYtgICCAAw\n\
                   DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAW1Xk8MsiRyWwOLzJbZ6LYEQM6j\n\
                   Shv3Wu/MGPo86OjJycJSpdeCi0eujxU3lDRPqK5ThOPw4gfJGOpWLGsRzTVdU8nL\n\
                   0iU8EjT+v0sd3KGLI8I=\n\
                   -----END ENCRYPTED PRIVATE KEY-----\n";
        let closed = ask(json!({"input": key}));
        assert_eq!(closed["report"]["artefacts"][0]["key"]["kind"], Value::Null);
        let opened = ask(json!({"input": key, "passphrase": "correct-horse"}));
        assert_eq!(opened["report"]["artefacts"][0]["key"]["kind"], "Ed25519");
        assert!(!opened.to_string().contains("correct-horse"));
    }
}
