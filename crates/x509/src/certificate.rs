//! Certificates (RFC 5280): every field, as it was encoded.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::bytes::{Bytes, hexadecimal, sha1_hexadecimal, sha256_hexadecimal};
use crate::distinguished_name::DistinguishedName;
use crate::general_name::GeneralName;
use crate::oid::{OidText, oid_text};
use crate::public_key::PublicKey;
use crate::reader::Reader;
use crate::time;

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
    pub signature_algorithm: OidText,
    /// The certified key.
    pub public_key: PublicKey,
    /// Alternative names.
    pub subject_alt_names: Vec<GeneralName>,
    /// Names of the key usages; `None` without the extension.
    pub key_usage: Option<Vec<UsageName>>,
    /// Dotted identifiers of the extended key usages in encoded order; `None` without the extension.
    pub extended_key_usage: Option<Vec<OidText>>,
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

/// The name of a key usage (RFC 5280 section 4.2.1.3) as reports write it.
pub type UsageName = Cow<'static, str>;

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
    pub oid: OidText,
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

/// `id-kp-clientAuth` (RFC 5280 section 4.2.1.12).
pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
/// `id-kp-serverAuth` (RFC 5280 section 4.2.1.12).
pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
const ANY_USAGE: &str = "2.5.29.37.0";

/// Identifier octets (X.690 section 8.1.2).
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
const BOOLEAN: u8 = 0x01;

impl Certificate {
    /// Reads a DER certificate. The fields are walked through by hand: ten thousand certificates in
    /// one paste are read in a second that way. What Go or openssl would not forgive inside a field
    /// is kept and told by `advice`.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let missing = |what: &str| CertificateError(format!("{what} is missing or malformed"));
        let mut outside = Reader(der);
        let mut whole = outside
            .enter(SEQUENCE)
            .ok_or_else(|| missing("the outer SEQUENCE"))?;
        if !outside.is_empty() {
            return Err(CertificateError("trailing data".to_owned()));
        }
        let mut fields = whole
            .enter(SEQUENCE)
            .ok_or_else(|| missing("tbsCertificate"))?;
        let version = match fields.enter(0xa0) {
            None => 1,
            Some(mut explicit) => {
                version_number(explicit.content(INTEGER)).ok_or_else(|| missing("the version"))?
            }
        };
        let serial = fields
            .content(INTEGER)
            .filter(|content| !content.is_empty())
            .ok_or_else(|| missing("the serial number"))?;
        let mut inner_algorithm = fields
            .enter(SEQUENCE)
            .ok_or_else(|| missing("the inner signature algorithm"))?;
        inner_algorithm
            .identifier()
            .ok_or_else(|| missing("the inner signature algorithm"))?;
        let issuer = name(&mut fields).ok_or_else(|| missing("the issuer"))?;
        let mut validity = fields
            .enter(SEQUENCE)
            .ok_or_else(|| missing("the validity"))?;
        let mut time = || {
            validity
                .element()
                .and_then(|element| time::seconds(element))
        };
        let not_before = time().ok_or_else(|| missing("the start of the validity"))?;
        let not_after = time().ok_or_else(|| missing("the end of the validity"))?;
        let subject = name(&mut fields).ok_or_else(|| missing("the subject"))?;
        let spki = fields
            .take(SEQUENCE)
            .ok_or_else(|| missing("the public key"))?;
        let public_key = PublicKey::from_element(spki).ok_or_else(|| missing("the public key"))?;
        // Unique identifiers (RFC 5280 section 4.1.2.8), which nobody uses.
        fields.take(0x81);
        fields.take(0x82);
        let mut extensions = match fields.enter(0xa3) {
            None => Reader(&[]),
            Some(mut explicit) => explicit
                .enter(SEQUENCE)
                .filter(|_| explicit.is_empty())
                .ok_or_else(|| missing("the list of extensions"))?,
        };
        let algorithm = whole
            .enter(SEQUENCE)
            .and_then(|mut algorithm| algorithm.identifier())
            .ok_or_else(|| missing("the signature algorithm"))?;
        whole
            .take(BIT_STRING)
            .ok_or_else(|| missing("the signature"))?;
        if !fields.is_empty() || !whole.is_empty() {
            return Err(CertificateError("trailing data inside it".to_owned()));
        }
        let mut certificate = Self {
            version,
            serial: serial_text(serial),
            serial_length: serial.len(),
            subject,
            issuer,
            not_before,
            not_after,
            signature_algorithm: oid_text(algorithm),
            subject_alt_names: Vec::new(),
            key_usage: None,
            extended_key_usage: None,
            basic_constraints: None,
            subject_key_identifier: None,
            authority_key_identifier: None,
            extensions: Vec::new(),
            sha256: sha256_hexadecimal(der),
            sha1: sha1_hexadecimal(der),
            spki_sha256: public_key.fingerprint(),
            public_key,
            der: Bytes(der.to_vec()),
        };
        while !extensions.is_empty() {
            let extension = extensions
                .enter(SEQUENCE)
                .ok_or_else(|| missing("an extension"))?;
            certificate
                .take_extension(der, extension)
                .ok_or_else(|| missing("an extension"))?;
        }
        Ok(certificate)
    }

    /// One Extension; nothing where even its outside is malformed.
    fn take_extension(&mut self, der: &[u8], fields: Reader<'_>) -> Option<()> {
        let (oid, critical, value) = extension_parts(fields)?;
        let well_formed = self.decode_extension(oid, value).is_some();
        self.extensions.push(Extension {
            oid: oid_text(oid),
            critical,
            offset: (value.as_ptr() as usize).saturating_sub(der.as_ptr() as usize),
            length: value.len(),
            well_formed,
        });
        Some(())
    }

    /// Takes in the value of an extension that has a field of its own; nothing where it is malformed.
    /// Of one that stands twice, the first counts.
    fn decode_extension(&mut self, oid: &[u8], value: &[u8]) -> Option<()> {
        let mut outside = Reader(value);
        let [0x55, 0x1d, number] = oid else {
            return Some(());
        };
        match number {
            14 => {
                let identifier = outside.content(OCTET_STRING)?;
                self.subject_key_identifier
                    .get_or_insert_with(|| hexadecimal(identifier));
            }
            15 => {
                let names = usage_names(&mut outside)?;
                self.key_usage.get_or_insert(names);
            }
            17 => {
                let names = GeneralName::all_from(outside.enter(SEQUENCE)?)?;
                if self.subject_alt_names.is_empty() {
                    self.subject_alt_names = names;
                }
            }
            19 => {
                let mut fields = outside.enter(SEQUENCE)?;
                let ca = fields
                    .content(BOOLEAN)
                    .is_some_and(|content| content.first() != Some(&0));
                let path_length = match fields.content(INTEGER) {
                    None => None,
                    Some(content) => Some(small_number(content)?),
                };
                self.basic_constraints
                    .get_or_insert(BasicConstraints { ca, path_length });
                if !fields.is_empty() {
                    return None;
                }
            }
            35 => {
                let mut fields = outside.enter(SEQUENCE)?;
                let identifier = fields.content(0x80);
                if self.authority_key_identifier.is_none() {
                    self.authority_key_identifier = identifier.map(hexadecimal);
                }
            }
            37 => {
                let usages = extended_usages(&mut outside)?;
                self.extended_key_usage.get_or_insert(usages);
            }
            // The rest of RFC 5280 is decoded where it is shown; here it only has to be an element.
            16 | 18 | 20..=34 | 36 | 38..=64 => {
                outside.element()?;
            }
            _ => return Some(()),
        }
        outside.is_empty().then_some(())
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

/// A Name (RFC 5280 section 4.1.2.4).
fn name(fields: &mut Reader<'_>) -> Option<DistinguishedName> {
    DistinguishedName::from_reader(fields.enter(SEQUENCE)?)
}

/// The version as people count; what does not fit is as large as it gets.
fn version_number(content: Option<&[u8]>) -> Option<u32> {
    let content = content?;
    Some(small_number(content)?.saturating_add(1))
}

/// A number that is not negative; one too large becomes the largest.
fn small_number(content: &[u8]) -> Option<u32> {
    let (first, _) = content.split_first()?;
    (first & 0x80 == 0).then(|| {
        content.iter().fold(0_u32, |number, &octet| {
            number
                .checked_mul(256)
                .map_or(u32::MAX, |number| number.saturating_add(octet.into()))
        })
    })
}

/// Identifier, critical and value of an Extension (RFC 5280 section 4.1).
pub fn extension_parts(mut fields: Reader<'_>) -> Option<(&[u8], bool, &[u8])> {
    let oid = fields.identifier()?;
    let critical = fields
        .content(BOOLEAN)
        .is_some_and(|content| content.first() != Some(&0));
    let value = fields.content(OCTET_STRING)?;
    fields.is_empty().then_some((oid, critical, value))
}

/// The identifiers of an ExtKeyUsageSyntax (RFC 5280 section 4.2.1.12) in encoded order.
pub fn extended_usages(value: &mut Reader<'_>) -> Option<Vec<OidText>> {
    let mut fields = value.enter(SEQUENCE)?;
    let mut usages = Vec::new();
    while !fields.is_empty() {
        usages.push(oid_text(fields.identifier()?));
    }
    Some(usages)
}

/// Names of the set bits of a KeyUsage (RFC 5280 section 4.2.1.3) as reports write them.
pub fn usage_names(value: &mut Reader<'_>) -> Option<Vec<UsageName>> {
    let (unused, octets) = value.content(BIT_STRING)?.split_first()?;
    if *unused > 7 {
        return None;
    }
    let is_set = |bit: usize| {
        octets
            .get(bit / 8)
            .is_some_and(|octet| octet >> (7 - bit % 8) & 1 == 1)
    };
    let names = KEY_USAGES.iter().enumerate();
    Some(
        names
            .filter(|(bit, _)| is_set(*bit))
            .map(|(_, name)| Cow::Borrowed(*name))
            .collect(),
    )
}

/// The key usages by their bits (RFC 5280 section 4.2.1.3) as reports write them.
const KEY_USAGES: [&str; 9] = [
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
];

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

impl Certificate {
    fn permits(&self, oid: &str) -> bool {
        self.extended_key_usage.as_ref().is_none_or(|usages| {
            usages
                .iter()
                .any(|usage| usage == oid || usage == ANY_USAGE)
        })
    }

    /// Whether a client may log in with it, as Go's `crypto/x509` judges the extended key usage.
    pub fn permits_clients(&self) -> bool {
        self.permits(CLIENT_AUTH)
    }

    /// Whether a server may show it.
    pub fn permits_servers(&self) -> bool {
        self.permits(SERVER_AUTH)
    }

    /// Whether it is an API server's, by the names that every client in a cluster uses.
    pub fn is_api_server(&self) -> bool {
        let is_service = |name: &GeneralName| matches!(name, GeneralName::Dns(name) if name.starts_with("kubernetes.default") || name == "kubernetes");
        self.permits_servers()
            && !self.is_authority()
            && (self.subject_alt_names.iter().any(is_service)
                || self.subject.common_name() == "kube-apiserver")
    }

    /// Whether it looks made for a server: it says so, or has a host name to be reached by.
    pub fn is_for_servers(&self) -> bool {
        let says_so = self
            .extended_key_usage
            .as_ref()
            .is_some_and(|usages| usages.iter().any(|usage| usage == SERVER_AUTH));
        let has_host = self
            .subject_alt_names
            .iter()
            .any(|name| matches!(name, GeneralName::Dns(_) | GeneralName::Ip(_)));
        let for_clients = self
            .extended_key_usage
            .as_ref()
            .is_some_and(|usages| usages.iter().any(|usage| usage == CLIENT_AUTH));
        (says_so || has_host) && !for_clients
    }
}
