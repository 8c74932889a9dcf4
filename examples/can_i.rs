//! Answers what an identity may do, from manifests of roles and bindings.
//!
//! `can_i --manifests FILE --user USER [--group GROUP]… VERB RESOURCE[.GROUP][/SUBRESOURCE] [NAME]
//! [-n NAMESPACE]` or `can_i … VERB /URL` prints one answer; `can_i --manifests FILE --jsonl` reads
//! one JSON object a line from standard input (`id`, `user`, `groups`, `verb`, `group`, `resource`,
//! `subresource`, `name`, `namespace`, or `verb` and `path`) and answers with one line each. FILE is
//! `defaults` for the built-in roles of a current Kubernetes, and may be given several times.

use std::io::{BufRead as _, Write as _};

use certbench::locale::families::{RBAC_MISS, RBAC_NOTE};
use certbench::locale::{Language, Locale, tr};
use certbench_kubernetes::rbac::RbacSet;
use certbench_kubernetes::rbac::catalogue::load_defaults;
use certbench_kubernetes::rbac::evaluate::{Attributes, Verdict, resource_parts};
use certbench_kubernetes::rbac::near_miss::Miss;
use serde_json::{Value, json};

const USAGE: &str = "usage: can_i --manifests FILE… (--jsonl | --user USER [--group GROUP]… VERB RESOURCE[.GROUP][/SUBRESOURCE] [NAME] [-n NAMESPACE])";

/// Instead of a file: the built-in roles of a current Kubernetes.
const DEFAULTS: &str = "defaults";

/// A member that is a text, or absent.
fn text(question: &Value, name: &str) -> Result<String, String> {
    match question.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("{name} is not a text")),
    }
}

fn groups(question: &Value) -> Result<Vec<String>, String> {
    let groups = match question.get("groups") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(groups)) => groups,
        Some(_) => return Err("groups is not a list".to_owned()),
    };
    let group = |group: &Value| group.as_str().map(str::to_owned);
    let groups: Option<_> = groups.iter().map(group).collect();
    groups.ok_or("a group is not a text".to_owned())
}

/// The answer, and what nearly allows it where it is not allowed.
fn authorize(set: &RbacSet, question: &Value) -> Result<(Verdict, Vec<Miss>), String> {
    let (user, groups) = (text(question, "user")?, groups(question)?);
    if user.is_empty() && groups.is_empty() {
        return Err("at least one of user or group must be specified".to_owned());
    }
    let path = match text(question, "path")? {
        path if path.is_empty() => text(question, "nonResourceURL")?,
        path => path,
    };
    let attributes = Attributes {
        verb: text(question, "verb")?,
        group: text(question, "group")?,
        resource: text(question, "resource")?,
        subresource: text(question, "subresource")?,
        name: text(question, "name")?,
        namespace: text(question, "namespace")?,
        path: Some(path).filter(|path| !path.is_empty()),
    };
    if attributes.path.is_none() && attributes.resource.is_empty() {
        return Err("neither resource nor path".to_owned());
    }
    let verdict = set.authorize(&user, &groups, &attributes);
    let misses = match verdict.allowed {
        true => Vec::new(),
        false => set.near_misses(&user, &groups, &attributes),
    };
    Ok((verdict, misses))
}

fn answer(set: &RbacSet, line: &str) -> Value {
    let question: Value = match serde_json::from_str(line) {
        Ok(question) => question,
        Err(error) => return json!({"id": null, "error": format!("not JSON: {error}")}),
    };
    let id = question.get("id").cloned().unwrap_or_default();
    match authorize(set, &question) {
        Ok((verdict, misses)) => json!({
            "id": id,
            "allowed": verdict.allowed,
            "reason": verdict.reason,
            "grants": verdict.grants,
            "notes": verdict.notes,
            "misses": misses,
        }),
        Err(error) => json!({"id": id, "error": error}),
    }
}

/// The command line as a line of a batch, the files, and whether it is a batch.
fn arguments(
    arguments: impl Iterator<Item = String>,
) -> Result<(Value, Vec<String>, bool), String> {
    let (mut files, mut groups, mut words) = (Vec::new(), Vec::new(), Vec::new());
    let (mut question, mut is_batch) = (json!({}), false);
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} of what?"));
        match argument.as_str() {
            "--jsonl" => is_batch = true,
            "--manifests" => files.push(value()?),
            "--group" => groups.push(value()?),
            "--user" => question["user"] = value()?.into(),
            "-n" | "--namespace" => question["namespace"] = value()?.into(),
            option if option.starts_with('-') => return Err(format!("{option} is not known")),
            _ => words.push(argument),
        }
    }
    if files.is_empty() || !is_batch && !(2..=3).contains(&words.len()) {
        return Err(USAGE.to_owned());
    }
    question["groups"] = json!(groups);
    for (word, member) in words.iter().zip(["verb", "resource", "name"]) {
        question[member] = json!(word);
    }
    let resource = words.get(1).cloned().unwrap_or_default();
    if resource.starts_with('/') {
        question["path"] = json!(resource);
    } else {
        let (resource, group, subresource) = resource_parts(&resource);
        question["resource"] = json!(resource);
        question["group"] = json!(group);
        question["subresource"] = json!(subresource);
    }
    Ok((question, files, is_batch))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (question, files, is_batch) = arguments(std::env::args().skip(1))?;
    let mut set = RbacSet::default();
    for file in &files {
        if file == DEFAULTS {
            load_defaults(&mut set);
            continue;
        }
        set.load(&std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?);
    }
    set.finish();
    for skipped in &set.skipped {
        let (code, line) = (skipped.code.as_str(), skipped.provenance.line);
        eprintln!("line {line}: {} {code} {}", skipped.object, skipped.detail);
    }
    let mut output = std::io::stdout().lock();
    if !is_batch {
        let (verdict, misses) = authorize(&set, &question)?;
        let words = Locale::new(Language::English);
        writeln!(output, "{}", if verdict.allowed { "yes" } else { "no" })?;
        if verdict.grants.is_empty() && !verdict.reason.is_empty() {
            writeln!(output, "{}", verdict.reason)?;
        }
        for grant in &verdict.grants {
            writeln!(output, "{grant}, rule {}", grant.rule_index + 1)?;
        }
        for miss in &misses {
            writeln!(output, "nearly: {}", miss.grant)?;
            for lack in &miss.lacks {
                let (wanted, has) = (lack.wanted.as_str(), lack.has.as_str());
                let lack = tr!(words, RBAC_MISS(lack.code), wanted = wanted, has = has);
                writeln!(output, "  lacks: {lack}")?;
            }
        }
        for note in &verdict.notes {
            writeln!(output, "note: {}", tr!(words, RBAC_NOTE(note)))?;
        }
        return Ok(());
    }
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            writeln!(output, "{}", answer(&set, &line))?;
            output.flush()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> RbacSet {
        let mut set = RbacSet::default();
        set.load(include_str!("../tests/fixtures/rbac/cluster-rbac.yaml"));
        set.finish();
        set
    }

    #[test]
    fn a_batch_says_what_the_server_said() {
        let set = recorded();
        for line in include_str!("../tests/fixtures/rbac/questions.jsonl").lines() {
            let recorded: Value = serde_json::from_str(line).expect("a line is JSON");
            let mut question = recorded["question"].clone();
            question["id"] = recorded["id"].clone();
            let answered = answer(&set, &question.to_string());
            assert_eq!(answered["id"], recorded["id"]);
            assert_eq!(answered["allowed"], recorded["allowed"], "{line}");
            assert_eq!(answered["error"].is_string(), recorded["error"].is_string());
        }
    }

    #[test]
    fn a_line_that_cannot_be_answered_gives_an_error() {
        let set = recorded();
        for (line, part) in [
            ("{", "not JSON"),
            ("{}", "at least one of user or group"),
            (r#"{"user": 1}"#, "user is not a text"),
            (r#"{"user": "a", "groups": "b"}"#, "groups is not a list"),
            (r#"{"user": "a", "groups": [1]}"#, "a group is not a text"),
            (
                r#"{"user": "a", "verb": "get"}"#,
                "neither resource nor path",
            ),
        ] {
            let answered = answer(&set, line);
            let error = answered["error"].as_str().unwrap_or_default();
            assert!(error.contains(part), "{line}: {answered}");
        }
    }

    #[test]
    fn the_command_line_is_a_question() {
        let line = "--manifests f --user bob --group dev get deployments.apps/scale web -n team-a";
        let (question, files, is_batch) =
            arguments(line.split(' ').map(str::to_owned)).expect("it is one");
        let expected = json!({
            "user": "bob", "groups": ["dev"], "verb": "get", "group": "apps",
            "resource": "deployments", "subresource": "scale", "name": "web", "namespace": "team-a",
        });
        assert_eq!((question, is_batch), (expected, false));
        assert_eq!(files, ["f"]);
        assert!(arguments(["get".to_owned()].into_iter()).is_err());
    }
}
