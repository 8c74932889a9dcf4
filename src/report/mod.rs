//! The report: everything that was found, as JSON, Markdown or a calendar. Secret parts are never
//! in it.

mod calendar;
mod json;
mod markdown;

pub use calendar::Calendar;
pub use json::JsonReport;
pub use markdown::{MarkdownReport, escaped};

use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use crate::domain::artefacts::content::{Artefact, Content};
use crate::domain::artefacts::headline;
use crate::domain::artefacts::origin::{Repair, RepairCode, Unread};
use crate::domain::certificate::Certificate;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::general_name::GeneralName;
use crate::domain::kubernetes::finding::{Code, Finding, Severity};
use crate::domain::public_key::{KeyKind, PublicKey};
use crate::locale::Locale;

/// A time in RFC 3339, in UTC; what no calendar holds stays a number of seconds.
pub fn time_text(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map_or_else(
        |_| seconds.to_string(),
        |time| {
            format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                time.year(),
                u8::from(time.month()),
                time.day(),
                time.hour(),
                time.minute(),
                time.second()
            )
        },
    )
}

fn public_key(key: &PublicKey) -> Value {
    let mut value = kind(&key.kind);
    match &key.kind {
        KeyKind::Dsa => value["bits"] = json!(key.dsa_bits()),
        KeyKind::EcOther => {
            if let Some((curve, bits)) = key.rare_curve() {
                value["curve"] = json!(curve);
                value["bits"] = json!(bits);
            }
        }
        KeyKind::Other { oid } => {
            if let Some(bits) = key.pss_bits() {
                value = json!({"kind": "RSA", "bits": bits, "algorithm": oid});
            }
        }
        _ => {}
    }
    if let Some(exponent) = key.rsa_exponent() {
        // Exponents of more than 64 bits exist in test vectors; they stay exact in decimal.
        let exponent = exponent
            .iter()
            .try_fold(0_u64, |sum, &byte| {
                sum.checked_mul(256)?.checked_add(byte.into())
            })
            .map_or_else(
                || {
                    json!(format!(
                        "0x{}",
                        crate::domain::bytes::hexadecimal(&exponent)
                    ))
                },
                |number| json!(number),
            );
        value["e"] = exponent;
    }
    value
}

fn kind(kind: &KeyKind) -> Value {
    match kind {
        KeyKind::Rsa { bits } => json!({"kind": "RSA", "bits": bits}),
        KeyKind::Ec { curve } => {
            json!({"kind": "EC", "curve": curve.name(), "bits": curve.bits()})
        }
        KeyKind::EcOther => json!({"kind": "EC", "curve": null, "bits": null}),
        KeyKind::Ed25519 => json!({"kind": "Ed25519", "bits": 256}),
        KeyKind::Ed448 => json!({"kind": "Ed448", "bits": 456}),
        KeyKind::Dsa => json!({"kind": "DSA", "bits": null}),
        KeyKind::Other { oid } => json!({"kind": oid}),
    }
}

fn name(name: &GeneralName) -> Value {
    let (kind, value) = match name {
        GeneralName::Dns(value) => ("dns", value),
        GeneralName::Ip(value) => ("ip", value),
        GeneralName::Email(value) => ("email", value),
        GeneralName::Uri(value) => ("uri", value),
        GeneralName::DirName(value) => ("dirname", value),
        GeneralName::Rid(value) => ("rid", value),
        GeneralName::Other(value) => ("other", value),
    };
    json!({"type": kind, "value": value})
}

fn names(names: &[GeneralName]) -> Value {
    names.iter().map(name).collect()
}

/// A certificate's fields.
pub fn certificate(certificate: &Certificate) -> Value {
    let extensions: Vec<_> = certificate
        .extensions
        .iter()
        .map(|extension| &*extension.oid)
        .collect();
    json!({
        "version": certificate.version,
        "serial": certificate.serial,
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "not_before": time_text(certificate.not_before),
        "not_after": time_text(certificate.not_after),
        "signature_algorithm": certificate.signature_algorithm,
        "public_key": public_key(&certificate.public_key),
        "spki_sha256": certificate.spki_sha256,
        "sha256": certificate.sha256,
        "sha1": certificate.sha1,
        "subject_alt_names": names(&certificate.subject_alt_names),
        "key_usage": certificate.key_usage,
        "extended_key_usage": certificate.extended_key_usage,
        "basic_constraints": certificate.basic_constraints,
        "subject_key_identifier": certificate.subject_key_identifier,
        "authority_key_identifier": certificate.authority_key_identifier,
        "extensions": extensions,
    })
}

fn request(request: &CertificateRequest, signature_valid: Option<bool>) -> Value {
    json!({
        "subject": request.subject,
        "public_key": public_key(&request.public_key),
        "spki_sha256": request.public_key.fingerprint(),
        "signature_algorithm": request.signature_algorithm_oid(),
        "signature_valid": signature_valid,
        "subject_alt_names": names(&request.subject_alt_names),
        "key_usage": request.key_usage,
        "extended_key_usage": request.extended_key_usage,
    })
}

/// What is peculiar to an artefact's kind: the member's name and its value.
fn body(content: &Content, signature_valid: Option<bool>) -> Option<(&'static str, Value)> {
    Some(match content {
        Content::Certificate(one) => ("certificate", certificate(one)),
        Content::Request(one) => ("request", request(one, signature_valid)),
        Content::PublicKey(key) => {
            let mut value = public_key(key);
            value["spki_sha256"] = json!(key.fingerprint());
            value["encrypted"] = json!(false);
            value["format"] = json!("spki");
            ("key", value)
        }
        Content::PrivateKey(key) => {
            let mut value = match (&key.public_key, &key.kind) {
                (Some(public), _) => public_key(public),
                (None, Some(other)) => kind(other),
                (None, None) => json!({"kind": null}),
            };
            value["spki_sha256"] = json!(key.public_key.as_ref().map(PublicKey::fingerprint));
            value["encrypted"] = json!(key.encrypted);
            value["format"] = json!(key.format.as_str());
            ("key", value)
        }
        Content::Token(token) => (
            "jwt",
            json!({
                "header": token.header,
                "claims": token.claims,
                "kind": token.kind().as_str(),
            }),
        ),
        Content::KeySet(set) => ("jwks", json!({"keys": set.keys})),
        Content::Object(object) => (
            "object",
            json!({
                "apiVersion": object.api_version(),
                "kind": object.kind(),
                "namespace": object.namespace(),
                "name": object.name(),
            }),
        ),
        Content::RevocationList(list) => (
            "revocation_list",
            json!({
                "issuer": list.issuer,
                "this_update": time_text(list.this_update),
                "next_update": list.next_update.map(time_text),
                "signature_algorithm": list.signature_algorithm,
                "revoked": list.count,
                "sha256": list.sha256,
            }),
        ),
        Content::BootstrapToken { id } => ("bootstrap_token", json!({"id": id})),
        Content::StaticTokenFile(rows) => ("static_token_file", json!({"rows": rows})),
        Content::ErrorText(error) => ("error_text", json!(error)),
        Content::CertificateText(text) => ("certificate_text", json!(text)),
        Content::Discovery(document) => ("discovery", document.clone()),
        Content::Kubeconfig(_) => return None,
    })
}

/// A finding with its words.
#[derive(Serialize)]
struct FindingText {
    code: Code,
    severity: Severity,
    problem: String,
    remedy: String,
    /// Where its rule can be looked up, in words and as an address.
    source: String,
    source_url: String,
}

impl FindingText {
    fn new(finding: &Finding, words: &Locale) -> Self {
        let (problem, remedy) = words.finding(finding);
        Self {
            code: finding.code,
            severity: finding.severity,
            problem,
            remedy,
            source: finding.code.source().to_string(),
            source_url: finding.code.source().url(),
        }
    }
}

/// What could not be read, in one line.
#[derive(Serialize)]
struct ErrorText {
    message: String,
    origin: String,
}

impl ErrorText {
    fn new(unread: &Unread, words: &Locale) -> Self {
        Self {
            message: words.unread(unread),
            origin: unread.origin.to_string(),
        }
    }
}

/// What was repaired.
#[derive(Serialize)]
struct RepairText {
    code: RepairCode,
    origin: String,
}

impl RepairText {
    fn new(repair: &Repair) -> Self {
        Self {
            code: repair.code,
            origin: repair.origin.to_string(),
        }
    }
}

/// One artefact without its findings.
pub fn artefact(artefact: &Artefact, signature_valid: Option<bool>) -> Value {
    let mut value = Map::new();
    value.insert("kind".to_owned(), json!(artefact.content.kind()));
    value.insert("origin".to_owned(), json!(artefact.origin.to_string()));
    if let Some((name, body)) = body(&artefact.content, signature_valid) {
        value.insert(name.to_owned(), body);
    }
    value.insert(
        "identity".to_owned(),
        json!(headline::identity(&artefact.content)),
    );
    Value::Object(value)
}
