//! Artefacts as the report has them, as JSON, without findings. Secret parts are never in it.

use certbench_x509::general_name::GeneralName;
use certbench_x509::public_key::{KeyKind, PublicKey};
use serde_json::{Map, Value, json};

use crate::content::Artefact;

/// A public key as the report has it.
pub(crate) fn public_key(key: &PublicKey) -> Value {
    let mut value = key_kind(&key.kind);
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
                        certbench_x509::bytes::hexadecimal(&exponent)
                    ))
                },
                |number| json!(number),
            );
        value["e"] = exponent;
    }
    value
}

/// The kind of a key.
pub(crate) fn key_kind(kind: &KeyKind) -> Value {
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

/// Alternative names.
pub(crate) fn names(names: &[GeneralName]) -> Value {
    names.iter().map(name).collect()
}

/// One artefact without its findings.
pub fn artefact(artefact: &Artefact, signature_valid: Option<bool>) -> Value {
    let mut value = Map::new();
    value.insert("kind".to_owned(), json!(artefact.content.kind()));
    value.insert("origin".to_owned(), json!(artefact.origin.to_string()));
    if let Some((name, body)) = artefact.content.as_kind().report(signature_valid) {
        value.insert(name.to_owned(), body);
    }
    value.insert(
        "identity".to_owned(),
        json!(artefact.content.as_kind().identity()),
    );
    Value::Object(value)
}
