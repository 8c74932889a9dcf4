//! The report as the tests read it.

use std::rc::Rc;

use certbench::domain::artefacts::origin::Source;
use certbench::domain::artefacts::recognise::{Recognised, recognise};
use certbench::domain::bytes::Bytes;
use certbench::engine::Session;
use certbench::engine::inspect::{Open, read};
use certbench::locale::{Language, Locale};
use certbench::report::JsonReport;
use serde_json::Value;

/// While the recorded credentials were valid: 2026-11-22T13:30:00Z.
pub const THEN: i64 = 1_795_354_200;

/// Everything that is found in bytes, and the report of it.
pub fn inspect(bytes: &[u8], passphrase: Option<&str>) -> (Recognised, Value) {
    inspect_at(bytes, passphrase, THEN)
}

/// The same at a time in seconds since 1970.
pub fn inspect_at(bytes: &[u8], passphrase: Option<&str>, now: i64) -> (Recognised, Value) {
    thread_local! {
        static ENGLISH: Rc<Locale> = Rc::new(Locale::new(Language::English));
    }
    let source = Source {
        name: String::new(),
        input: Bytes(bytes.to_vec()),
    };
    let passphrase = passphrase.map(str::to_owned);
    let mut session = Session::default();
    let open = Open {
        source: source.clone(),
        passphrase: passphrase.clone(),
        afresh: true,
    };
    read(&mut session, open);
    let text = JsonReport::whole(&mut session, now, ENGLISH.with(Rc::clone));
    let report = serde_json::from_str(&text).expect("the report is JSON");
    (recognise(source, passphrase), report)
}

/// The artefacts of a report.
pub fn artefacts(report: &Value) -> &[Value] {
    report["artefacts"].as_array().expect("a list").as_slice()
}

/// The kinds of a report's artefacts, in order.
pub fn kinds(report: &Value) -> Vec<&str> {
    artefacts(report)
        .iter()
        .map(|artefact| artefact["kind"].as_str().expect("a text"))
        .collect()
}

/// A member of everything in one of a report's lists, in order.
pub fn texts<'a>(report: &'a Value, list: &str, member: &str) -> Vec<&'a str> {
    let list = report[list].as_array().expect("a list");
    list.iter()
        .map(|one| one[member].as_str().expect("a text"))
        .collect()
}
