//! Whether Go's `crypto/x509` would read a certificate: that is what the API server and kubectl run
//! (`src/crypto/x509/parser.go`; the texts are Go's).

use std::collections::BTreeSet;

use crate::domain::certificate::{Certificate, Extension};
use crate::domain::general_name::GeneralName;
use crate::domain::public_key::{Curve, KeyKind};

/// Why Go would not read it.
pub fn refusal(certificate: &Certificate) -> Option<String> {
    if certificate.serial.starts_with('-') {
        return Some("x509: negative serial number".to_owned());
    }
    if certificate.version > 3 {
        return Some("x509: invalid version".to_owned());
    }
    if certificate.not_before > certificate.not_after && certificate.not_after < -62_135_596_800 {
        return Some("x509: malformed UTCTime".to_owned());
    }
    let key = match &certificate.public_key.kind {
        KeyKind::EcOther
        | KeyKind::Ec {
            curve: Curve::Secp256k1,
        } => Some("x509: unsupported elliptic curve"),
        KeyKind::Other { oid } if oid == "1.2.840.113549.1.1.1" => {
            Some("x509: invalid RSA public key")
        }
        KeyKind::Rsa { bits: 0 } => Some("x509: RSA modulus is not a positive number"),
        KeyKind::Rsa { .. } => certificate
            .public_key
            .rsa_exponent()
            .filter(|exponent| exponent.iter().all(|&byte| byte == 0))
            .map(|_| "x509: RSA public exponent is not a positive number"),
        KeyKind::Ed25519 if certificate.public_key.key_bytes().len() != 32 => {
            Some("x509: wrong Ed25519 public key size")
        }
        _ => None,
    };
    if let Some(reason) = key {
        return Some(reason.to_owned());
    }
    let mut seen = BTreeSet::new();
    if !certificate
        .extensions
        .iter()
        .all(|extension| seen.insert(&extension.oid))
    {
        return Some("x509: certificate contains duplicate extensions".to_owned());
    }
    certificate
        .extensions
        .iter()
        .find_map(malformed)
        .map(str::to_owned)
        .or_else(|| name_refusal(certificate))
}

fn malformed(extension: &Extension) -> Option<&'static str> {
    if extension.well_formed {
        return None;
    }
    match &*extension.oid {
        "2.5.29.15" => Some("x509: invalid key usage"),
        "2.5.29.19" => Some("x509: invalid basic constraints"),
        "2.5.29.17" => Some("x509: invalid subject alternative names"),
        "2.5.29.30" => Some("x509: invalid NameConstraints extension"),
        "2.5.29.31" => Some("x509: invalid CRL distribution points"),
        "2.5.29.35" => Some("x509: invalid authority key identifier"),
        "2.5.29.37" => Some("x509: invalid extended key usages"),
        "2.5.29.14" => Some("x509: invalid subject key identifier"),
        "2.5.29.32" => Some("x509: invalid certificate policies"),
        "1.3.6.1.5.5.7.1.1" => Some("x509: invalid authority info access"),
        _ => None,
    }
}

fn name_refusal(certificate: &Certificate) -> Option<String> {
    certificate.subject_alt_names.iter().find_map(|name| {
        let kind = match name {
            GeneralName::Dns(text) if !text.is_ascii() => "dNSName",
            GeneralName::Email(text) if !text.is_ascii() => "rfc822Name",
            GeneralName::Uri(text) if !text.is_ascii() => "uniformResourceIdentifier",
            GeneralName::Ip(text) if text.parse::<std::net::IpAddr>().is_err() => {
                let length = text.len() / 2;
                return Some(format!("x509: cannot parse IP address of length {length}"));
            }
            _ => return None,
        };
        Some(format!("x509: SAN {kind} is malformed"))
    })
}

/// Extensions that Go handles, so that they may be critical (`processExtensions`).
pub fn handles(oid: &str) -> bool {
    matches!(
        oid,
        "2.5.29.14"
            | "2.5.29.15"
            | "2.5.29.17"
            | "2.5.29.19"
            | "2.5.29.30"
            | "2.5.29.31"
            | "2.5.29.32"
            | "2.5.29.33"
            | "2.5.29.35"
            | "2.5.29.36"
            | "2.5.29.37"
            | "2.5.29.54"
            | "1.3.6.1.5.5.7.1.1"
    )
}
