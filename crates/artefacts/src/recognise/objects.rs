//! Kubernetes objects, kubeconfigs, key sets and discovery documents, and what is inside them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};

use crate::content::{Artefact, Content};
use crate::discovery::Discovery;
use crate::kubeconfig::Kubeconfig;
use crate::origin::{Attempt, Origin, Reason, ReasonCode, Step, Stop};
use crate::recognise::Recognised;
use certbench_formats::manifest;
use certbench_formats::manifest::{Document, DuplicateKey, ManifestError};
use certbench_formats::token::KeySet;
use certbench_kubernetes::object::Object;

/// A document that was read.
pub struct Found {
    /// Its first line, counted from one.
    pub line: usize,
    value: Value,
    duplicate_keys: Vec<DuplicateKey>,
    lost_indentation: bool,
}

/// The documents of a text.
#[derive(Default)]
pub struct Reading {
    /// Those that could be read.
    pub objects: Vec<Found>,
    /// Those that could not.
    pub unread: Vec<Attempt>,
}

fn is_kubernetes_line(line: &str) -> bool {
    ["apiVersion:", "kind:"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Whether a text should be read as YAML or JSON first.
pub fn looks_like_manifest(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return true;
    }
    let first = text
        .lines()
        .map(str::trim_end)
        .find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    let opens_mapping = first.is_some_and(|line| {
        let line = line.trim_start_matches("- ");
        line.split_once(':').is_some_and(|(key, rest)| {
            let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
            !key.is_empty() && key.bytes().all(is_key) && (rest.is_empty() || rest.starts_with(' '))
        })
    });
    opens_mapping && text.lines().any(is_kubernetes_line)
}

/// Reads a stream of documents; a broken one hides none of the others.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    for (line, part) in split_documents(text) {
        let documents = manifest::parse_documents(part);
        for document in documents.documents {
            if is_known(&document.value) {
                reading.objects.push(found(document, line));
            } else {
                reading.unread.push(Attempt {
                    reading: "YAML or JSON".to_owned(),
                    stopped_at: Some(Stop::Line(document.line + line as u64)),
                    reason: Reason::new(ReasonCode::UnknownObject),
                });
            }
        }
        if let Some(error) = documents.error {
            reading.unread.push(attempt(&error, line));
        }
    }
    reading
}

fn found(document: Document, lines_before: usize) -> Found {
    Found {
        line: document.line as usize + lines_before,
        value: document.value,
        duplicate_keys: document.duplicate_keys,
        lost_indentation: false,
    }
}

fn attempt(error: &ManifestError, lines_before: usize) -> Attempt {
    Attempt {
        reading: "YAML or JSON".to_owned(),
        stopped_at: error
            .line()
            .map(|line| Stop::Line(line + lines_before as u64)),
        reason: Reason::said(error),
    }
}

/// The parts between lines of three dashes, each with the number of lines before it.
fn split_documents(text: &str) -> Vec<(usize, &str)> {
    if text.trim_start().starts_with(['{', '[']) {
        return vec![(0, text)];
    }
    let mut parts = Vec::new();
    let (mut start, mut start_line, mut position) = (0, 0, 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        if bare == "---" || bare.starts_with("--- ") {
            parts.push((start_line, &text[start..position]));
            (start, start_line) = (position, index);
        }
        position += line.len();
    }
    parts.push((start_line, &text[start..]));
    parts.retain(|(_, part)| !part.trim_start_matches(['-', '\n', '\r', ' ']).is_empty());
    parts
}

fn text_at<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn is_known(value: &Value) -> bool {
    match value {
        Value::Object(_) => {
            !text_at(value, "kind").is_empty()
                || is_kubeconfig(value)
                || is_discovery(value)
                || KeySet::from_value(value).is_some()
        }
        Value::Array(items) => !items.is_empty() && items.iter().all(is_known),
        _ => false,
    }
}

fn is_kubeconfig(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some_and(Value::is_array);
    (text_at(value, "kind") == "Config" || has("contexts")) && (has("clusters") || has("users"))
}

fn is_discovery(value: &Value) -> bool {
    !text_at(value, "issuer").is_empty() && value.get("jwks_uri").is_some()
}

/// Turns a document into artefacts, and lists what is inside still to be read.
pub fn take(
    found: Found,
    origin: Origin,
    recognised: &mut Recognised,
    inside: &mut Vec<(Origin, Vec<u8>)>,
) {
    let Found {
        value,
        duplicate_keys,
        lost_indentation,
        ..
    } = found;
    let items = match &value {
        Value::Array(items) => Some(items),
        Value::Object(_) if text_at(&value, "kind").ends_with("List") => {
            value.get("items").and_then(Value::as_array)
        }
        _ => None,
    };
    if let Some(items) = items {
        for (index, item) in items.iter().enumerate() {
            let prefix = format!("items[{index}].");
            let alternative = format!("[{index}].");
            let own = duplicate_keys
                .iter()
                .filter_map(|key| {
                    let path = key
                        .path
                        .strip_prefix(&prefix)
                        .or_else(|| key.path.strip_prefix(&alternative))?;
                    Some(DuplicateKey {
                        path: path.to_owned(),
                        line: key.line,
                    })
                })
                .collect();
            let found = Found {
                line: 0,
                value: item.clone(),
                duplicate_keys: own,
                lost_indentation: false,
            };
            take(found, origin.clone(), recognised, inside);
        }
        return;
    }
    let mut add = |origin: &Origin, content: Content| {
        recognised.artefacts.push(Artefact {
            origin: origin.clone(),
            content,
        });
    };
    if is_kubeconfig(&value) {
        let origin = origin.step(Step::Object("kubeconfig".to_owned()));
        leaves(&value, &origin, inside);
        add(&origin, Content::Kubeconfig(Kubeconfig(value)));
    } else if is_discovery(&value) && text_at(&value, "kind").is_empty() {
        add(&origin, Content::Discovery(Discovery(value)));
    } else if text_at(&value, "kind").is_empty() {
        if let Some(set) = KeySet::from_value(&value) {
            add(&origin, Content::KeySet(set));
        }
    } else {
        let object = Object {
            value,
            duplicate_keys,
            lost_indentation,
        };
        let origin = origin.step(Step::Object(object.title()));
        leaves(&object.value, &origin, inside);
        add(&origin, Content::Object(Box::new(object)));
    }
}

/// The name of a list's entry where it has one: users and contexts are better told by it.
fn entry_name(parent: &str, index: usize, value: &Value) -> String {
    match text_at(value, "name") {
        "" => format!("{parent}[{index}]"),
        name => format!("{} {name}", parent.trim_end_matches('s')),
    }
}

/// Every text in an object that holds something to be read.
fn leaves(value: &Value, origin: &Origin, inside: &mut Vec<(Origin, Vec<u8>)>) {
    // Depth first without recursion: the manifest reader bounds the nesting, and the order is kept.
    let mut stack: Vec<(Vec<String>, &Value)> = vec![(Vec::new(), value)];
    while let Some((path, value)) = stack.pop() {
        let mut children: Vec<(Vec<String>, &Value)> = Vec::new();
        let step = |name: String| {
            let mut path = path.clone();
            path.push(name);
            path
        };
        match value {
            Value::Object(members) => {
                children.extend(
                    members
                        .iter()
                        .map(|(key, value)| (step(key.clone()), value)),
                );
            }
            Value::Array(items) => {
                let parent = path.last().cloned().unwrap_or_default();
                for (index, item) in items.iter().enumerate() {
                    let mut path = path.clone();
                    path.pop();
                    path.push(entry_name(&parent, index, item));
                    children.push((path, item));
                }
            }
            Value::String(text) => {
                let is_annotation = path.iter().any(|name| name.contains("last-applied"));
                if let Some(bytes) = worth_reading(text, &path).filter(|_| !is_annotation) {
                    let shown = path.iter().filter(|name| {
                        !matches!(
                            name.as_str(),
                            "data" | "stringData" | "cluster" | "user" | "spec" | "status"
                        )
                    });
                    let member = shown.cloned().collect::<Vec<_>>().join(", ");
                    inside.push((origin.step(Step::Member(member)), bytes));
                }
            }
            _ => {}
        }
        stack.extend(children.into_iter().rev());
    }
}

/// What a text in an object holds, if it is more than a text.
fn worth_reading(text: &str, path: &[String]) -> Option<Vec<u8>> {
    let is_readable = |bytes: &[u8]| {
        let start = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
        let has = |needle: &[u8]| {
            start
                .get(..start.len().min(64 * 1024))
                .is_some_and(|head| head.windows(needle.len()).any(|window| window == needle))
        };
        // The signatures in the ConfigMap cluster-info have no payload, so there is nothing to read.
        let is_detached = || start.windows(2).any(|pair| pair == b"..");
        has(b"-----BEGIN ")
            || (start.starts_with(b"eyJ") && !is_detached())
            || has(b"kind: Config")
            || has(b"\"kind\":\"Config\"")
    };
    if is_readable(text.as_bytes()) {
        return Some(text.as_bytes().to_vec());
    }
    // Base64, as Secrets and `[]byte` members carry it; a DER certificate begins with `MI`.
    let is_data = path.first().is_some_and(|name| name == "data");
    let is_candidate = is_data
        || ["LS0t", "MI", "ZXlK", "YXBp"]
            .iter()
            .any(|start| text.starts_with(start));
    if !is_candidate || text.len() < 32 {
        return None;
    }
    let packed: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = BASE64_STANDARD.decode(packed).ok()?;
    let is_der = bytes.first() == Some(&0x30)
        && crate::recognise::der::outer_length(&bytes) == Some(bytes.len())
        && bytes.len() > 64;
    (is_der || is_readable(&bytes)).then_some(bytes)
}

/// Manifests within prose: from an `apiVersion:` line on as far as it looks like YAML. Of what is
/// no YAML the outermost fields are read, and what is wrong with it is told too.
pub fn fragments(text: &str) -> Reading {
    let mut reading = Reading::default();
    if !text.contains("apiVersion:") {
        return reading;
    }
    if looks_like_manifest(text) && manifest::parse_documents(text).error.is_none() {
        return reading;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut index = 0;
    while index < lines.len() && reading.objects.len() < 100 {
        let indentation = lines[index].len() - lines[index].trim_start().len();
        if !lines[index].trim_start().starts_with("apiVersion:") {
            index += 1;
            continue;
        }
        let start = index;
        let is_yaml = |line: &str| {
            let bare = line.trim();
            let key = bare
                .trim_start_matches("- ")
                .split(':')
                .next()
                .unwrap_or_default();
            bare.is_empty()
                || bare.starts_with('#')
                || (bare.starts_with("- ") && !bare.ends_with('.'))
                || (bare.contains(':')
                    && !key.is_empty()
                    && key
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"._-/\"'".contains(&byte)))
                || (line.starts_with("    ") && !bare.contains(' '))
        };
        while index < lines.len()
            && (index == start || !lines[index].trim_start().starts_with("apiVersion:"))
            && is_yaml(lines[index])
        {
            index += 1;
        }
        let part: Vec<&str> = lines[start..index]
            .iter()
            .map(|line| line.get(indentation..).unwrap_or_default())
            .collect();
        let part = part.join("\n");
        let documents = manifest::parse_documents(&part);
        let whole = documents
            .documents
            .into_iter()
            .find(|document| is_known(&document.value) && !lost(&document.value));
        match whole {
            Some(document) if documents.error.is_none() => {
                reading.objects.push(found(document, start));
            }
            _ => {
                if let Some(object) = without_indentation(&part) {
                    let line = start + 1;
                    reading.objects.push(Found { line, ..object });
                    let error = documents.error.as_ref();
                    reading
                        .unread
                        .extend(error.map(|error| attempt(error, start)));
                }
            }
        }
    }
    reading
}

/// Whether an object's metadata is empty while its name stands outside: its indentation is gone.
fn lost(value: &Value) -> bool {
    value.get("metadata").is_some_and(Value::is_null)
}

/// What can be read of a manifest whose lines have lost their indentation: the first value of each
/// key that tells what it is.
pub fn without_indentation(text: &str) -> Option<Found> {
    let mut members = Map::new();
    let mut metadata = Map::new();
    for line in text.lines() {
        let Some((key, value)) = line.trim().split_once(": ") else {
            continue;
        };
        let value = value.split(" #").next().unwrap_or_default().trim();
        let value = value.trim_matches(['"', '\'']).to_owned();
        match key {
            "apiVersion" | "kind" => {
                members.entry(key).or_insert(Value::String(value));
            }
            "name" | "namespace" => {
                metadata.entry(key).or_insert(Value::String(value));
            }
            _ => {}
        }
    }
    let is_object = members.contains_key("apiVersion") && members.contains_key("kind");
    members.insert("metadata".to_owned(), Value::Object(metadata));
    is_object.then(|| Found {
        line: 1,
        value: Value::Object(members),
        duplicate_keys: Vec::new(),
        lost_indentation: true,
    })
}
