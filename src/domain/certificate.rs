//! Certificates (RFC 5280): every field, as it was encoded.

use asn1_rs::{FromDer as _, Oid};
use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{KeyUsage, ParsedExtension, X509Extension};

use super::bytes::{Bytes, hexadecimal, sha1_hexadecimal, sha256_hexadecimal};
use super::distinguished_name::DistinguishedName;
use super::general_name::GeneralName;
use super::public_key::PublicKey;

/// A certificate that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The whole certificate.
    pub der: Bytes,
    /// 1, 2 or 3, as people count; any other number as it was encoded, plus one.
    pub version: u32,
    /// Serial number in hexadecimal without leading zeros, with a minus sign where it is negative.
    pub serial: String,
    /// Length of the serial number's content in bytes; RFC 5280 allows 20.
    pub serial_length: usize,
    /// Whose it is.
    pub subject: DistinguishedName,
    /// Who signed it.
    pub issuer: DistinguishedName,
    /// Seconds since 1970 in UTC.
    pub not_before: i64,
    /// Seconds since 1970 in UTC.
    pub not_after: i64,
    /// Dotted identifier of the algorithm that signed it.
    pub signature_algorithm: String,
    /// The certified key.
    pub public_key: PublicKey,
    /// Alternative names.
    pub subject_alt_names: Vec<GeneralName>,
    /// Names of the key usages; `None` without the extension.
    pub key_usage: Option<Vec<String>>,
    /// Dotted identifiers of the extended key usages in encoded order; `None` without the extension.
    pub extended_key_usage: Option<Vec<String>>,
    /// Whether it may sign others; `None` without the extension.
    pub basic_constraints: Option<BasicConstraints>,
    /// Hexadecimal of the subject key identifier.
    pub subject_key_identifier: Option<String>,
    /// Hexadecimal of the authority key identifier's key identifier.
    pub authority_key_identifier: Option<String>,
    /// Every extension in encoded order.
    pub extensions: Vec<Extension>,
    /// SHA-256 of the whole in hexadecimal.
    pub sha256: String,
    /// SHA-1 of the whole in hexadecimal.
    pub sha1: String,
    /// SHA-256 of the SubjectPublicKeyInfo in hexadecimal.
    pub spki_sha256: String,
}

/// Basic constraints (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasicConstraints {
    /// Whether it may sign others.
    pub ca: bool,
    /// How many CAs may stand below it.
    pub path_length: Option<u32>,
}

/// One extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its dotted identifier.
    pub oid: String,
    /// Whether whoever does not know it must refuse the certificate.
    pub critical: bool,
    /// Where its value begins in the certificate.
    pub offset: usize,
    /// The value's length in bytes.
    pub length: usize,
    /// Whether the value is what its identifier promises; always so for unknown identifiers.
    pub well_formed: bool,
}

/// Why bytes are not a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("failed to read a certificate: {0}")]
pub struct CertificateError(pub String);

impl Certificate {
    /// Reads a DER certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let (rest, parsed) =
            X509Certificate::from_der(der).map_err(|error| CertificateError(error.to_string()))?;
        if !rest.is_empty() {
            return Err(CertificateError("trailing data".to_owned()));
        }
        let public_key = PublicKey::from_parsed(parsed.public_key());
        let mut certificate = Self {
            version: parsed.version().0.saturating_add(1),
            serial: serial_text(parsed.raw_serial()),
            serial_length: parsed.raw_serial().len(),
            subject: DistinguishedName::from_parsed(parsed.subject()),
            issuer: DistinguishedName::from_parsed(parsed.issuer()),
            not_before: parsed.validity().not_before.timestamp(),
            not_after: parsed.validity().not_after.timestamp(),
            signature_algorithm: parsed.signature_algorithm.algorithm.to_id_string(),
            subject_alt_names: Vec::new(),
            key_usage: None,
            extended_key_usage: None,
            basic_constraints: None,
            subject_key_identifier: None,
            authority_key_identifier: None,
            extensions: Vec::with_capacity(parsed.extensions().len()),
            sha256: sha256_hexadecimal(der),
            sha1: sha1_hexadecimal(der),
            spki_sha256: public_key.fingerprint(),
            public_key,
            der: Bytes(der.to_vec()),
        };
        for extension in parsed.extensions() {
            certificate.take_extension(der, extension);
        }
        Ok(certificate)
    }

    fn take_extension(&mut self, der: &[u8], extension: &X509Extension<'_>) {
        let parsed = extension.parsed_extension();
        match parsed {
            ParsedExtension::SubjectAlternativeName(names) => {
                let names = names.general_names.iter().map(GeneralName::from_parsed);
                self.subject_alt_names.extend(names);
            }
            ParsedExtension::KeyUsage(usage) => self.key_usage = Some(key_usage_names(usage)),
            ParsedExtension::ExtendedKeyUsage(_) => {
                self.extended_key_usage = Some(extended_key_usages(extension.value));
            }
            ParsedExtension::BasicConstraints(constraints) => {
                self.basic_constraints = Some(BasicConstraints {
                    ca: constraints.ca,
                    path_length: constraints.path_len_constraint,
                });
            }
            ParsedExtension::SubjectKeyIdentifier(identifier) => {
                self.subject_key_identifier = Some(hexadecimal(identifier.0));
            }
            ParsedExtension::AuthorityKeyIdentifier(identifier) => {
                let identifier = identifier.key_identifier.as_ref();
                self.authority_key_identifier = identifier.map(|one| hexadecimal(one.0));
            }
            _ => {}
        }
        self.extensions.push(Extension {
            oid: extension.oid.to_id_string(),
            critical: extension.critical,
            offset: (extension.value.as_ptr() as usize).saturating_sub(der.as_ptr() as usize),
            length: extension.value.len(),
            well_formed: parsed.error().is_none(),
        });
    }

    /// Whether it may sign others.
    pub fn is_authority(&self) -> bool {
        self.basic_constraints
            .is_some_and(|constraints| constraints.ca)
    }

    /// The value of an extension.
    pub fn extension_value(&self, extension: &Extension) -> &[u8] {
        let end = extension.offset.saturating_add(extension.length);
        self.der.0.get(extension.offset..end).unwrap_or_default()
    }

    /// Whether two certificates or a certificate and a request are about the same key.
    pub fn certifies(&self, key: &PublicKey) -> bool {
        self.public_key.spki == key.spki
    }

    /// Whether subject and issuer are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }
}

/// A serial number's content in hexadecimal without leading zeros; two's complement becomes a minus
/// sign and the magnitude.
fn serial_text(content: &[u8]) -> String {
    let is_negative = content.first().is_some_and(|byte| byte & 0x80 != 0);
    let digits = if is_negative {
        let mut magnitude: Vec<u8> = content.iter().map(|byte| !byte).collect();
        for byte in magnitude.iter_mut().rev() {
            let (sum, carries) = byte.overflowing_add(1);
            *byte = sum;
            if !carries {
                break;
            }
        }
        hexadecimal(&magnitude)
    } else {
        hexadecimal(content)
    };
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    if is_negative {
        format!("-{digits}")
    } else {
        digits.to_owned()
    }
}

/// The names of the usages that are set, as reports write them.
pub fn key_usage_names(usage: &KeyUsage) -> Vec<String> {
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

/// The identifiers of an extended key usage extension in encoded order, which the parser's own type
/// does not keep.
pub fn extended_key_usages(value: &[u8]) -> Vec<String> {
    Vec::<Oid<'_>>::from_der(value)
        .map(|(_, oids)| oids.iter().map(Oid::to_id_string).collect())
        .unwrap_or_default()
}
