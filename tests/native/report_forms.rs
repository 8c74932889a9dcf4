//! The reports in their three forms, with names that try to be more than text.

use std::io::Write as _;
use std::process::{Command, Stdio};

use certbench::locale::{Language, Locale, tr};
use certbench::report::{Calendar, JsonReport, MarkdownReport, escaped};
use certbench_artefacts::origin::Source;
use certbench_engine::inspect::{Open, Report, ReportAnswer, read};
use certbench_engine::{Session, ask_in};
use certbench_x509::bytes::Bytes;
use serde_json::{Value, json};

const CERTIFICATE: &str = include_str!("../fixtures/walkthrough/myuser.crt");
const REQUEST: &str = include_str!("../fixtures/walkthrough/myuser.csr");
const PRIVATE_KEY: &str = include_str!("../fixtures/walkthrough/myuser.key");
const HOSTILE: &str = "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \"a|b`c`<script>alert(1)</script>\\n# x [link](http://evil.example) ![i](x)\"\n";
/// A day before the recorded certificate ends.
const NOW: i64 = 1_795_356_000;

/// The report's parts, two artefacts each.
fn parts(inputs: &[&str]) -> Vec<ReportAnswer> {
    let mut session = Session::default();
    for (index, input) in inputs.iter().enumerate() {
        let source = Source {
            name: format!("{index}.txt"),
            input: Bytes(input.as_bytes().to_vec()),
        };
        let open = Open {
            source,
            passphrase: None,
            afresh: index == 0,
        };
        read(&mut session, open);
    }
    let mut parts: Vec<ReportAnswer> = Vec::new();
    while parts.last().is_none_or(|part| !part.is_last) {
        let from = parts.len() * 2;
        parts.push(ask_in(
            &mut session,
            Report {
                now: NOW,
                from,
                count: 2,
            },
        ));
    }
    parts
}

fn json_report(inputs: &[&str]) -> Value {
    let mut report = JsonReport::new(Locale::new(Language::English).into());
    let mut text: String = parts(inputs)
        .into_iter()
        .map(|part| report.part(part))
        .collect();
    text.push_str(&report.finish());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_json_report_is_whole_whatever_number_of_parts_it_has() {
    for count in 0..=4 {
        let inputs: Vec<_> = [CERTIFICATE, REQUEST, PRIVATE_KEY, HOSTILE]
            .into_iter()
            .take(count)
            .collect();
        let report = json_report(&inputs);
        assert_eq!(report["artefacts"].as_array().map(Vec::len), Some(count));
        for member in ["relations", "errors", "repairs"] {
            assert!(report[member].is_array(), "{member}: {report}");
        }
    }
    let report = json_report(&[CERTIFICATE, REQUEST, PRIVATE_KEY]);
    assert_eq!(report["artefacts"][1]["request"]["signature_valid"], true);
    assert_eq!(
        report["relations"][0],
        json!({"kind": "request-of", "from": 1, "to": 0})
    );
    let line = PRIVATE_KEY.lines().nth(3).expect("the key has lines");
    assert!(!report.to_string().contains(line), "the key is in it");
}

#[test]
fn nothing_of_a_name_becomes_markup() {
    for (name, expected) in [
        ("plain", "plain"),
        ("a|b", "a\\|b"),
        ("`code`", "\\`code\\`"),
        ("<b>", "&lt;b\\>"),
        ("[x](y)", "\\[x\\]\\(y\\)"),
        ("two\nlines", "two\\\\u\\{a\\}lines"),
        ("https://evil.example", "https\\://evil\\.example"),
        ("me@evil.example", "me\\@evil\\.example"),
        ("&lt;", "&amp;lt;"),
        ("\u{202e}x", "\\\\u\\{202e\\}x"),
    ] {
        assert_eq!(escaped(name), expected);
    }
}

#[test]
fn the_markdown_report_speaks_the_readers_language() {
    for language in Language::ALL {
        let words = Locale::new(language);
        let mut report = MarkdownReport::new(&words, NOW);
        let inputs = [CERTIFICATE, HOSTILE, "nothing of interest"];
        let mut text: String = parts(&inputs)
            .iter()
            .map(|part| report.part(part))
            .collect();
        text.push_str(&report.finish());
        assert!(text.starts_with(&format!("# {}\n", tr!(words, "report-heading"))));
        assert!(text.contains("myuser"), "{text}");
        assert!(text.contains(&tr!(words, "report-unread")), "{text}");
        for markup in ["<script", "](http", "\n# x", "`c`", "a|b"] {
            assert!(!text.contains(markup), "{markup} in {text}");
        }
    }
}

fn calendar(inputs: &[&str], language: Language) -> String {
    let words = Locale::new(language);
    let mut calendar = Calendar::new(&words, NOW);
    let mut text: String = parts(inputs)
        .iter()
        .map(|part| calendar.part(part))
        .collect();
    text.push_str(&calendar.finish());
    text
}

#[test]
fn the_calendar_keeps_to_its_format() {
    for language in Language::ALL {
        let text = calendar(&[CERTIFICATE, CERTIFICATE, REQUEST], language);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        for line in text.strip_suffix("\r\n").unwrap_or_default().split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(['\r', '\n']) && !line.is_empty(), "{line:?}");
        }
        // The copy is the same certificate, and a request has no end.
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert_eq!(
            text,
            calendar(&[CERTIFICATE, CERTIFICATE, REQUEST], language)
        );
    }
}

/// Python unfolds and splits the lines as RFC 5545 says.
#[test]
fn python_reads_the_calendar_back() {
    const READ: &str = r#"
import json, sys
lines = sys.stdin.buffer.read().decode().replace("\r\n ", "").split("\r\n")
fields = [line.split(":", 1) for line in lines if line]
open_ = []
for name, value in fields:
    if name == "BEGIN": open_.append(value)
    if name == "END": assert open_.pop() == value
assert not open_
json.dump(fields, sys.stdout)
"#;
    let mut python = Command::new("python3")
        .args(["-c", READ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let text = calendar(&[CERTIFICATE], Language::English);
    let mut input = python.stdin.take().expect("it is piped");
    input.write_all(text.as_bytes()).expect("Python reads");
    drop(input);
    let output = python.wait_with_output().expect("Python ends");
    assert!(output.status.success());
    let fields: Vec<(String, String)> =
        serde_json::from_slice(&output.stdout).expect("Python writes JSON");
    let value = |name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    assert_eq!(value("DTSTART;VALUE=DATE"), "20261123");
    assert_eq!(value("TRIGGER"), "-P14D");
    assert!(value("UID").ends_with("@certbench") && value("UID").len() > 64);
    assert!(value("SUMMARY").contains("myuser\\, group dev"), "{text}");
}
