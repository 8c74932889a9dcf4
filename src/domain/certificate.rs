//! Certificates (RFC 5280): the fields that decide who their bearer is.

use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{ExtendedKeyUsage, KeyUsage};
use x509_parser::prelude::FromDer as _;

use super::bytes::{Bytes, hexadecimal, sha256_hexadecimal};
use super::distinguished_name::DistinguishedName;
use super::general_name::GeneralName;
use super::public_key::PublicKey;

/// A certificate that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The whole certificate.
    pub der: Bytes,
    /// Serial number in hexadecimal without leading zeros.
    pub serial: String,
    /// Whose it is.
    pub subject: DistinguishedName,
    /// Who signed it.
    pub issuer: DistinguishedName,
    /// Seconds since 1970 in UTC.
    pub not_before: i64,
    /// Seconds since 1970 in UTC.
    pub not_after: i64,
    /// The certified key.
    pub public_key: PublicKey,
    /// Alternative names.
    pub subject_alt_names: Vec<GeneralName>,
    /// Names of the key usages; `None` without the extension.
    pub key_usage: Option<Vec<String>>,
    /// Dotted identifiers of the extended key usages; `None` without the extension.
    pub extended_key_usage: Option<Vec<String>>,
    /// Whether it may sign others.
    pub is_authority: bool,
    /// SHA-256 of the whole in hexadecimal.
    pub sha256: String,
}

/// Why bytes are not a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("failed to read a certificate: {0}")]
pub struct CertificateError(pub String);

impl Certificate {
    /// Reads a DER certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let failed = |error: &dyn std::fmt::Display| CertificateError(error.to_string());
        let (rest, parsed) = X509Certificate::from_der(der).map_err(|error| failed(&error))?;
        if !rest.is_empty() {
            return Err(CertificateError("trailing data".to_owned()));
        }
        let name = |raw: &[u8]| DistinguishedName::from_der(raw).map_err(|error| failed(&error));
        let serial = hexadecimal(parsed.raw_serial());
        let serial = serial.trim_start_matches('0');
        let alternative = parsed.subject_alternative_name().ok().flatten();
        Ok(Self {
            serial: if serial.is_empty() { "0" } else { serial }.to_owned(),
            subject: name(parsed.subject().as_raw())?,
            issuer: name(parsed.issuer().as_raw())?,
            not_before: parsed.validity().not_before.timestamp(),
            not_after: parsed.validity().not_after.timestamp(),
            public_key: PublicKey::from_spki(parsed.public_key().raw)
                .map_err(|error| failed(&error))?,
            subject_alt_names: alternative.map_or_else(Vec::new, |extension| {
                extension
                    .value
                    .general_names
                    .iter()
                    .map(GeneralName::from_parsed)
                    .collect()
            }),
            key_usage: parsed
                .key_usage()
                .ok()
                .flatten()
                .map(|extension| key_usage_names(extension.value)),
            extended_key_usage: parsed
                .extended_key_usage()
                .ok()
                .flatten()
                .map(|extension| extended_key_usage_oids(extension.value)),
            is_authority: parsed.is_ca(),
            sha256: sha256_hexadecimal(der),
            der: Bytes(der.to_vec()),
        })
    }

    /// Whether two certificates or a certificate and a request are about the same key.
    pub fn certifies(&self, key: &PublicKey) -> bool {
        self.public_key.spki == key.spki
    }
}

fn key_usage_names(usage: &KeyUsage) -> Vec<String> {
    [
        (usage.digital_signature(), "digital_signature"),
        (usage.non_repudiation(), "content_commitment"),
        (usage.key_encipherment(), "key_encipherment"),
        (usage.data_encipherment(), "data_encipherment"),
        (usage.key_agreement(), "key_agreement"),
        (usage.key_cert_sign(), "key_cert_sign"),
        (usage.crl_sign(), "crl_sign"),
        (usage.encipher_only(), "encipher_only"),
        (usage.decipher_only(), "decipher_only"),
    ]
    .into_iter()
    .filter(|(is_set, _)| *is_set)
    .map(|(_, name)| name.to_owned())
    .collect()
}

fn extended_key_usage_oids(usage: &ExtendedKeyUsage<'_>) -> Vec<String> {
    let named = [
        (usage.any, "2.5.29.37.0"),
        (usage.server_auth, "1.3.6.1.5.5.7.3.1"),
        (usage.client_auth, "1.3.6.1.5.5.7.3.2"),
        (usage.code_signing, "1.3.6.1.5.5.7.3.3"),
        (usage.email_protection, "1.3.6.1.5.5.7.3.4"),
        (usage.time_stamping, "1.3.6.1.5.5.7.3.8"),
        (usage.ocsp_signing, "1.3.6.1.5.5.7.3.9"),
    ];
    let others = usage.other.iter().map(|oid| oid.to_id_string());
    named
        .into_iter()
        .filter(|(is_set, _)| *is_set)
        .map(|(_, oid)| oid.to_owned())
        .chain(others)
        .collect()
}
