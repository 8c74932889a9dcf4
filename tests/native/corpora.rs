//! Everything in the corpora of Python's cryptography and of Mozilla, read beside Python and openssl.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use certbench::domain::artefacts::content::Content;
use certbench::domain::artefacts::recognise::Recognised;
use certbench::domain::bytes::sha256_hexadecimal;
use serde_json::Value;

use crate::openssl::Folder;
use crate::reports::{artefacts, inspect};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/certificates.py");

/// The vectors' folders that hold certificates, requests and keys.
const FOLDERS: [&str; 2] = ["x509", "asymmetric"];

fn place(name: &str) -> PathBuf {
    std::env::var_os(name)
        .unwrap_or_else(|| {
            panic!("{name} is not set: `cargo xtask test` sets it and what it names")
        })
        .into()
}

/// Every file of a folder and of those in it.
fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A file, what we find in it, and what the peers read in it, in order.
struct Compared {
    path: PathBuf,
    name: String,
    found: Recognised,
    report: Value,
    peers: Vec<Value>,
}

/// All files, each with the lines of the script; read once for all tests.
fn corpora() -> &'static [Compared] {
    static ALL: OnceLock<Vec<Compared>> = OnceLock::new();
    ALL.get_or_init(|| {
        let vectors = place("CERTBENCH_VECTORS");
        let mut files = vec![place("CERTBENCH_MOZILLA")];
        for folder in FOLDERS {
            files_below(&vectors.join(folder), &mut files);
        }
        let mut read: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in ask_peers(&files) {
            let file = line["file"].as_str().expect("a line names its file");
            read.entry(file.to_owned()).or_default().push(line);
        }
        let compared = |path: PathBuf| {
            let name = path.strip_prefix(&vectors).unwrap_or(&path);
            let bytes = fs::read(&path).expect("the file can be read");
            let (found, report) = inspect(&bytes, None);
            Compared {
                name: name.to_string_lossy().into_owned(),
                found,
                report,
                peers: read.remove(&*path.to_string_lossy()).unwrap_or_default(),
                path,
            }
        };
        files.into_iter().map(compared).collect()
    })
}

fn ask_peers(files: &[PathBuf]) -> Vec<Value> {
    let mut python = Command::new(place("CERTBENCH_PYTHON"))
        .arg(SCRIPT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    // The script reads all names before it prints.
    let mut input = python.stdin.take().expect("a pipe");
    input
        .write_all(names.join("\n").as_bytes())
        .expect("Python reads");
    drop(input);
    let output = python.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout)
        .expect("the script prints UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("the script prints JSON"))
        .collect()
}

/// Whether our value is the peer's; `null` in a peer's name is what it cannot tell.
fn is_same_name(ours: &Value, peer: &Value) -> bool {
    match (ours, peer) {
        (_, Value::Null) => true,
        (Value::Array(ours), Value::Array(peer)) => {
            ours.len() == peer.len()
                && ours
                    .iter()
                    .zip(peer)
                    .all(|(ours, peer)| is_same_name(ours, peer))
        }
        (Value::Object(ours), Value::Object(peer)) => peer
            .iter()
            .all(|(name, peer)| ours.get(name).is_some_and(|ours| is_same_name(ours, peer))),
        _ => ours == peer,
    }
}

/// Whether our key is the peer's; it may say more.
fn is_same_key(ours: &Value, peer: &Value) -> bool {
    let members = peer.as_object().expect("a key is an object");
    members
        .iter()
        .filter(|(name, _)| *name != "spki_sha256")
        .all(|(name, peer)| ours[name] == *peer)
}

/// What is counted over all files.
#[derive(Default)]
struct Tally {
    compared: usize,
    /// By field, how often cryptography refuses it.
    unreadable: BTreeMap<String, usize>,
    /// Files whose objects we do not find, with our reasons.
    refused: Vec<String>,
    differences: Vec<String>,
}

impl Tally {
    fn compare(&mut self, place: &str, ours: &Value, peer: &Value) {
        self.compared += 1;
        for (name, peer) in peer.as_object().expect("fields") {
            let ours = &ours[name];
            let is_same = match name.as_str() {
                _ if peer == "unreadable" => {
                    *self.unreadable.entry(name.clone()).or_default() += 1;
                    true
                }
                "subject" | "issuer" | "subject_alt_names" => is_same_name(ours, peer),
                "public_key" => is_same_key(ours, peer),
                _ => ours == peer,
            };
            if !is_same {
                self.differences
                    .push(format!("{place} {name}: ours {ours}, theirs {peer}"));
            }
        }
    }

    /// Everything was read, and at least so much of it that the corpora were there.
    fn end(self, what: &str, at_least: usize) {
        println!(
            "{} {what} compared; fields unreadable to cryptography: {:?}",
            self.compared, self.unreadable
        );
        assert!(self.refused.is_empty(), "{}", self.refused.join("\n"));
        assert!(
            self.differences.is_empty(),
            "{}",
            self.differences.join("\n")
        );
        assert!(self.compared >= at_least, "{} are few", self.compared);
    }
}

/// Our own errors in a file, for the list of what is refused.
fn reasons(report: &Value) -> String {
    let errors = report["errors"].as_array().expect("a list");
    let messages = errors.iter().filter_map(|error| error["message"].as_str());
    messages.collect::<Vec<_>>().join("; ")
}

#[test]
fn every_certificate_that_python_and_openssl_read_has_the_same_fields() {
    let mut tally = Tally::default();
    for file in corpora() {
        for peer in &file.peers {
            let place = format!("{} {}", file.name, peer["index"]);
            let (Some(python), Some(openssl)) = (
                peer.get("certificate"),
                peer.get("openssl").filter(|told| !told.is_null()),
            ) else {
                continue;
            };
            let ours = artefacts(&file.report)
                .iter()
                .map(|artefact| &artefact["certificate"])
                .find(|ours| ours["sha256"] == peer["der_sha256"]);
            let Some(ours) = ours else {
                tally
                    .refused
                    .push(format!("{place}: {}", reasons(&file.report)));
                continue;
            };
            tally.compare(&place, ours, python);
            for (name, told) in openssl.as_object().expect("fields") {
                if ours[name] != *told {
                    let difference = format!("{place} {name}: ours {}, openssl {told}", ours[name]);
                    tally.differences.push(difference);
                }
            }
        }
    }
    tally.end("certificates", 640);
}

/// Signatures that nobody here verifies, as Go verifies them neither.
const UNVERIFIED: [&str; 2] = [
    // DSA with SHA-1
    "1.2.840.10040.4.3",
    // RSA with MD4
    "1.2.840.113549.1.1.3",
];
/// RSA with SHA-1, which cryptography never calls valid; the API server accepts it in a request.
const RSA_SHA1: &str = "1.2.840.113549.1.1.5";

/// Whether our word on a request's signature stands, though cryptography's is another.
fn is_right_of_us(path: &Path, ours: &Value) -> bool {
    let algorithm = ours["signature_algorithm"].as_str().expect("a text");
    let form = if path.extension().is_some_and(|ending| ending == "der") {
        "DER"
    } else {
        "PEM"
    };
    match ours["signature_valid"].as_bool() {
        None => UNVERIFIED.contains(&algorithm),
        Some(true) if algorithm == RSA_SHA1 => Folder::new()
            .try_openssl(&format!(
                "req -verify -noout -inform {form} -in {}",
                path.display()
            ))
            .1
            .contains("verify OK"),
        Some(_) => false,
    }
}

#[test]
fn every_request_that_python_reads_has_the_same_fields() {
    let mut tally = Tally::default();
    for file in corpora() {
        for peer in &file.peers {
            let Some(python) = peer.get("request") else {
                continue;
            };
            let place = format!("{} {}", file.name, peer["index"]);
            let position = file.found.artefacts.iter().position(|artefact| {
                matches!(&artefact.content, Content::Request(request)
                    if peer["der_sha256"] == sha256_hexadecimal(&request.der.0))
            });
            let Some(position) = position else {
                tally
                    .refused
                    .push(format!("{place}: {}", reasons(&file.report)));
                continue;
            };
            let ours = &artefacts(&file.report)[position]["request"];
            let mut python = python.clone();
            if ours["signature_valid"] != python["signature_valid"]
                && is_right_of_us(&file.path, ours)
            {
                python["signature_valid"] = ours["signature_valid"].clone();
            }
            tally.compare(&place, ours, &python);
        }
    }
    tally.end("requests", 25);
}

/// Files whose keys cryptography writes anew, so that its hash is not of what the file holds.
const WRITTEN_ANEW: [(&str, &str); 3] = [
    (
        "asymmetric/EC/secp",
        "parameters written out become the curve's name",
    ),
    (
        "asymmetric/PKCS8/rsa_pss",
        "a key for RSASSA-PSS alone becomes any RSA key",
    ),
    (
        "asymmetric/DH/dhpub_cryptography_old.pem",
        "a PKCS#3 key becomes one of X9.42",
    ),
];

/// `dhKeyAgreement` (PKCS#3).
const PKCS3: &str = "1.2.840.113549.1.3.1";

#[test]
fn every_key_that_python_reads_is_the_same_key() {
    let mut tally = Tally::default();
    let (mut with_hash, mut anew, mut no_public) = (0, 0, Vec::new());
    for file in corpora() {
        let mut keys: Vec<_> = artefacts(&file.report)
            .iter()
            .filter(|artefact| artefact["key"].is_object())
            .map(|artefact| &artefact["key"])
            .collect();
        for peer in &file.peers {
            let Some(python) = peer.get("key") else {
                continue;
            };
            let place = format!("{} {}", file.name, peer["index"]);
            let is_anew = WRITTEN_ANEW
                .iter()
                .any(|(start, _)| file.name.starts_with(start));
            // A key whose public half we cannot tell has no hash to be found by.
            let position = keys.iter().position(|key| {
                key["spki_sha256"] == python["spki_sha256"]
                    || key["spki_sha256"].is_null()
                    || is_anew
            });
            let Some(position) = position else {
                tally
                    .refused
                    .push(format!("{place}: {}", reasons(&file.report)));
                continue;
            };
            let ours = keys.remove(position);
            tally.compared += 1;
            let mut python = python.clone();
            if ours["spki_sha256"].is_null() {
                no_public.push(place.clone());
                // Without the public half the kind is all that is told of a key that Go does not know.
                for member in ["curve", "bits"] {
                    if ours[member].is_null() && python.get(member).is_some() {
                        python[member] = Value::Null;
                    }
                }
            } else if ours["spki_sha256"] == python["spki_sha256"] {
                with_hash += 1;
            } else {
                anew += 1;
                if file.name.starts_with("asymmetric/DH/") {
                    python["kind"] = Value::from(PKCS3);
                }
            }
            if !is_same_key(ours, &python) {
                let difference = format!("{place}: ours {ours}, theirs {python}");
                tally.differences.push(difference);
            }
        }
    }
    println!(
        "{with_hash} keys have the same hash, {anew} are written anew by cryptography, of {} only the kind is told: {no_public:?}",
        no_public.len()
    );
    tally.end("keys", 90);
}
