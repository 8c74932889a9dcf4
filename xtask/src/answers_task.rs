//! `answers`: the batch programs over all fixtures, at an older commit and in the checkout, compared
//! byte for byte. A change that moves code must not change an answer.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::project::Project;
use crate::site_build;
use crate::steps::{self, Steps};

/// When all questions are asked, so that no answer depends on the clock.
const NOW: &str = "2026-11-01T00:00:00Z";
/// The recorded files and the member of a line that each program takes.
const FIXTURES: &str = "tests/fixtures";

/// What may differ from an older commit, with the reason. Members of findings.
const NAMED: [(&str, &str); 2] = [
    (
        "source",
        "every finding names its source, in full; before, some did, and some named recorded answers",
    ),
    ("source_url", "new: where the source can be read"),
];

/// Inputs whose answer was wrong before, by words that stand in it, with the reason.
const MENDED: [(&str, &str); 1] = [(
    "tls: unsupported certificate curve",
    "the finding names the curve; before, its text showed the name of a variable",
)];

/// A program and what it is asked.
struct Batch {
    program: &'static str,
    arguments: Vec<String>,
    name: String,
    questions: Vec<Value>,
}

/// Compares the answers at `revision` with those of the checkout.
pub fn answers(project: &Project, steps: &mut Steps, revision: &str) -> Result<()> {
    let batches = batches(&project.root)?;
    let old = project.output("answers-checkout");
    let after = steps.run("programs of the checkout", || {
        build(project, &project.root, &project.target)
    })?;
    let before = steps.run("programs before", || {
        check_out(project, revision, &old)?;
        build(project, &old, &project.output("answers-target"))
    })?;
    for (member, reason) in NAMED {
        println!("    may differ: {member} of a finding ({reason})");
    }
    for (words, reason) in MENDED {
        println!("    may differ: what is said of “{words}” ({reason})");
    }
    steps.run("answers", || {
        let mut differing = 0;
        for batch in &batches {
            let (old, new) = (ask(&before, batch)?, ask(&after, batch)?);
            let lines = old.lines().count().max(new.lines().count());
            let mut changed = changes(&old, &new);
            let all = changed.len();
            changed.retain(|(before, after)| {
                if MENDED.iter().any(|(words, _)| after.contains(words)) {
                    return false;
                }
                let same = without_named(before).zip(without_named(after));
                same.is_none_or(|(before, after)| before != after)
            });
            println!(
                "    {} {}: {lines} answers, {} differ, {} only in what is named",
                batch.program,
                batch.name,
                changed.len(),
                all - changed.len()
            );
            for (before, after) in changed.iter().take(3) {
                println!("      - {}\n      + {}", excerpt(before), excerpt(after));
            }
            differing += changed.len();
        }
        ensure!(differing == 0, "{differing} answers differ from {revision}");
        Ok(())
    })
}

/// A clone that shares the objects of the checkout and leaves nothing behind in it.
fn check_out(project: &Project, revision: &str, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let git = |place: &Path, arguments: &[&str]| {
        steps::run(Command::new("git").current_dir(place).args(arguments))
    };
    let resolved = steps::output((Command::new("git").current_dir(&project.root)).args([
        "rev-parse",
        "--verify",
        revision,
    ]))?;
    let place = folder.to_string_lossy();
    git(
        &project.root,
        &["clone", "--quiet", "--shared", "--no-checkout", ".", &place],
    )?;
    git(
        folder,
        &["checkout", "--quiet", "--detach", resolved.trim()],
    )
}

/// Builds the examples and returns their folder.
fn build(project: &Project, root: &Path, target: &Path) -> Result<PathBuf> {
    let mut cargo = project.cargo(&["build", "--quiet", "--locked", "--examples"])?;
    cargo.current_dir(root).env("CARGO_TARGET_DIR", target);
    steps::run(&mut cargo)?;
    Ok(target.join("debug/examples"))
}

/// The lines that differ, those before beside those after.
fn changes<'a>(before: &'a str, after: &'a str) -> Vec<(&'a str, &'a str)> {
    let (mut before, mut after) = (before.lines(), after.lines());
    let mut changed = Vec::new();
    loop {
        match (before.next(), after.next()) {
            (None, None) => return changed,
            (old, new) if old == new => {}
            (old, new) => changed.push((old.unwrap_or_default(), new.unwrap_or_default())),
        }
    }
}

/// An answer without what may differ.
fn without_named(line: &str) -> Option<Value> {
    fn strip(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Object(members) => {
                if members.contains_key("code") && members.contains_key("severity") {
                    for (name, _) in NAMED {
                        members.remove(name);
                    }
                }
                members.values_mut().for_each(strip);
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_str(line).ok()?;
    strip(&mut value);
    Some(value)
}

fn excerpt(line: &str) -> String {
    line.chars().take(400).collect()
}

fn ask(programs: &Path, batch: &Batch) -> Result<String> {
    let mut command = Command::new(programs.join(batch.program));
    command
        .args(&batch.arguments)
        .arg("--jsonl")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("{} cannot be started", batch.program))?;
    let mut input = child.stdin.take().context("no standard input")?;
    let questions: Vec<String> = batch.questions.iter().map(Value::to_string).collect();
    let text = questions.join("\n") + "\n";
    // Answers come while questions are still written.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    writer
        .join()
        .ok()
        .context("the questions were not written")??;
    ensure!(output.status.success(), "{} failed", batch.program);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Every question: each file of the fixtures and each text in a recorded line to `inspect`, the
/// recorded requests, tokens, signatures and access reviews to the program that foretells them.
fn batches(root: &Path) -> Result<Vec<Batch>> {
    let fixtures = root.join(FIXTURES);
    let lines = |name: &str| -> Result<Vec<Value>> {
        let text = fs::read_to_string(fixtures.join(name))?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
    };
    let plain = |program, name: &str, questions| Batch {
        program,
        arguments: Vec::new(),
        name: name.to_owned(),
        questions,
    };
    let mut batches = vec![plain("inspect", "every file", files(&fixtures)?)];
    for name in ["csr.jsonl", "tokens/tokens.jsonl", "oidc/id_tokens.jsonl"] {
        let mut texts = BTreeSet::new();
        for line in lines(name)? {
            collect_texts(&line, &mut texts);
        }
        let questions = texts
            .iter()
            .enumerate()
            .map(|(id, text)| json!({"id": id, "now": NOW, "input": text}));
        batches.push(plain("inspect", name, questions.collect()));
    }
    let requests = lines("csr.jsonl")?;
    let requests = requests.iter().map(|line| {
        let manifest = line["manifest"].to_string();
        json!({"id": line["case"], "manifest": manifest, "now": NOW})
    });
    batches.push(plain("check_request", "csr.jsonl", requests.collect()));
    for name in ["tokens/signatures.jsonl", "oidc/id_tokens.jsonl"] {
        let questions = lines(name)?.into_iter().map(|mut line| {
            line["id"] = line["case"].take();
            line["now"] = json!(NOW);
            line
        });
        batches.push(plain("verify_token", name, questions.collect()));
    }
    let key = fs::read_to_string(fixtures.join("pki/sa.pub"))?;
    let tokens = lines("tokens/tokens.jsonl")?;
    let tokens = tokens
        .iter()
        .map(|line| json!({"id": line["case"], "token": line["token"], "keys": key, "now": NOW}));
    batches.push(plain(
        "verify_token",
        "tokens/tokens.jsonl",
        tokens.collect(),
    ));
    let reviews = lines("rbac/questions.jsonl")?;
    let reviews = reviews.iter().map(|line| {
        let mut question = line["question"].clone();
        question["id"] = line["id"].clone();
        question
    });
    batches.push(Batch {
        arguments: vec![
            "--manifests".to_owned(),
            fixtures
                .join("rbac/cluster-rbac.yaml")
                .display()
                .to_string(),
        ],
        ..plain("can_i", "rbac/questions.jsonl", reviews.collect())
    });
    Ok(batches)
}

fn files(fixtures: &Path) -> Result<Vec<Value>> {
    let mut questions = Vec::new();
    for name in site_build::files(fixtures)? {
        let bytes = fs::read(fixtures.join(&name))?;
        let question = match String::from_utf8(bytes) {
            Ok(text) => json!({"id": name, "now": NOW, "input": text}),
            // Binary files go as hexadecimal, which the recogniser reads as well.
            Err(binary) => {
                let digits: String = (binary.as_bytes().iter())
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                json!({"id": name, "now": NOW, "input": digits})
            }
        };
        questions.push(question);
    }
    Ok(questions)
}

/// Every long text in a recorded line: requests, tokens, certificates, manifests.
fn collect_texts(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() > 40 => {
            texts.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(members) => members.values().for_each(|item| collect_texts(item, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_may_differ() {
        let finding = r#"{"findings":[{"code":"a","severity":"info","source":"x"}]}"#;
        let other = r#"{"findings":[{"code":"a","severity":"info","source":"y"}]}"#;
        assert_eq!(without_named(finding), without_named(other));
        let other = r#"{"findings":[{"code":"b","severity":"info","source":"x"}]}"#;
        assert_ne!(without_named(finding), without_named(other));
    }

    #[test]
    fn a_changed_and_a_missing_answer_are_told() {
        assert_eq!(changes("a\nb\n", "a\nb\n"), []);
        assert_eq!(changes("a\nb\n", "a\nc\n"), [("b", "c")]);
        assert_eq!(changes("a\nb\n", "a\n"), [("b", "")]);
    }
}
