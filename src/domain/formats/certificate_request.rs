//! Certificate requests (PKCS#10, RFC 2986) as Go reads them.

use asn1_rs::{Any, BitString, FromDer as _, Tag};
use der::{Decode as _, Header, Reader as _, SliceReader};
use serde::{Deserialize, Serialize};
use x509_parser::x509::{SubjectPublicKeyInfo, X509Name};

use crate::domain::bytes::Bytes;
use crate::domain::certificate::{UsageName, extended_usages, extension_parts, usage_names};
use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::formats::asn1::oid::{OidText, oid_text};
use crate::domain::formats::asn1::reader::Reader;
use crate::domain::formats::go;
use crate::domain::formats::signature::{
    SignatureAlgorithm, SignatureCheck, UnverifiableSignature,
};
use crate::domain::general_name::GeneralName;
use crate::domain::public_key::{KeyKind, PublicKey};

/// `extensionRequest` (RFC 2985 section 5.4.2).
const EXTENSION_REQUEST: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x0e];

/// A request that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRequest {
    /// The whole request.
    pub der: Bytes,
    /// What its signature covers (CertificationRequestInfo).
    pub signed_bytes: Bytes,
    /// The name asked for.
    pub subject: DistinguishedName,
    /// The key to be certified.
    pub public_key: PublicKey,
    /// DER of the signature's AlgorithmIdentifier.
    pub signature_algorithm: Bytes,
    /// The signature's bits.
    pub signature: Bytes,
    /// The alternative names asked for.
    pub subject_alt_names: Vec<GeneralName>,
    /// Names of the key usages asked for; `None` without the extension.
    pub key_usage: Option<Vec<UsageName>>,
    /// Dotted identifiers of the extended key usages asked for; `None` without the extension.
    pub extended_key_usage: Option<Vec<OidText>>,
    /// Object identifiers of all extensions asked for.
    pub requested_extensions: Vec<OidText>,
}

/// Why bytes are not a request. The texts are those of Go's `encoding/asn1` and `crypto/x509`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Nothing there.
    #[error("asn1: syntax error: sequence truncated")]
    Empty,
    /// Fewer bytes than the header promises.
    #[error("asn1: syntax error: data truncated")]
    Truncated,
    /// Bytes after the end.
    #[error("asn1: syntax error: trailing data")]
    TrailingData,
    /// Not a certification request inside.
    #[error("asn1: structure error: tags don't match")]
    Structure,
    /// An elliptic curve that Go does not know.
    #[error("x509: unsupported elliptic curve")]
    UnsupportedCurve,
}

impl CertificateRequest {
    /// Reads a DER request, complaining in the order in which Go does.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        check_outer_length(der)?;
        let Parts {
            signed_bytes,
            subject,
            public_key,
            attributes,
            signature_algorithm,
            signature,
        } = parts(der).map_err(|_| RequestError::Structure)?;
        if matches!(
            public_key.kind,
            KeyKind::EcOther
                | KeyKind::Ec {
                    curve: crate::domain::public_key::Curve::Secp256k1
                }
        ) {
            return Err(RequestError::UnsupportedCurve);
        }
        let mut subject_alt_names = Vec::new();
        let mut requested_extensions = Vec::new();
        let mut key_usage = None;
        let mut extended_key_usage = None;
        for (oid, value) in asked_extensions(attributes).map_err(|_| RequestError::Structure)? {
            requested_extensions.push(oid_text(oid));
            let mut reader = Reader(value);
            match oid {
                [0x55, 0x1d, 17] => subject_alt_names.extend(GeneralName::from_der(value)),
                [0x55, 0x1d, 15] => key_usage = usage_names(&mut reader).or(key_usage),
                [0x55, 0x1d, 37] => {
                    extended_key_usage = extended_usages(&mut reader).or(extended_key_usage);
                }
                _ => {}
            }
        }
        Ok(Self {
            der: Bytes(der.to_vec()),
            signed_bytes: Bytes(signed_bytes.to_vec()),
            subject,
            public_key,
            signature_algorithm: Bytes(signature_algorithm.to_vec()),
            signature: Bytes(signature),
            subject_alt_names,
            key_usage,
            extended_key_usage,
            requested_extensions,
        })
    }

    /// Dotted identifier of the algorithm that signed it.
    pub fn signature_algorithm_oid(&self) -> String {
        x509_cert::spki::AlgorithmIdentifierRef::from_der(&self.signature_algorithm.0)
            .map(|algorithm| algorithm.oid.to_string())
            .unwrap_or_default()
    }

    /// The check of the request's own signature, or why Go would not even try.
    pub fn signature_check(&self) -> Result<SignatureCheck, UnverifiableSignature> {
        let algorithm = SignatureAlgorithm::from_der(&self.signature_algorithm.0)?;
        algorithm.check_key(&self.public_key.kind)?;
        Ok(SignatureCheck {
            algorithm,
            public_key: self.public_key.clone(),
            message: self.signed_bytes.0.clone(),
            signature: self.signature.0.clone(),
        })
    }
}

/// The request in a text: PEM of either label, or the base64 of PEM or DER.
pub fn find_in_text(text: &str) -> Option<Vec<u8>> {
    let in_pem = |bytes: &[u8]| {
        go::pem::decode_all(bytes)
            .into_iter()
            .find(|block| block.label.ends_with("CERTIFICATE REQUEST"))
            .map(|block| block.der)
    };
    if let Some(der) = in_pem(text.as_bytes()) {
        return Some(der);
    }
    let packed: String = text.split_whitespace().collect();
    let bytes = go::base64::decode(packed.as_bytes()).ok()?;
    in_pem(&bytes).or_else(|| (bytes.first() == Some(&0x30)).then_some(bytes))
}

fn check_outer_length(der: &[u8]) -> Result<(), RequestError> {
    if der.is_empty() {
        return Err(RequestError::Empty);
    }
    let mut reader = SliceReader::new(der).map_err(|_| RequestError::Structure)?;
    let header = Header::decode(&mut reader).map_err(|_| RequestError::Truncated)?;
    let promised = u32::from(header.length()) as usize;
    let there = u32::from(reader.remaining_len()) as usize;
    match promised.cmp(&there) {
        std::cmp::Ordering::Greater => Err(RequestError::Truncated),
        std::cmp::Ordering::Less => Err(RequestError::TrailingData),
        std::cmp::Ordering::Equal => Ok(()),
    }
}

/// A request's members, those that are not looked into as they are encoded.
struct Parts<'a> {
    signed_bytes: &'a [u8],
    subject: DistinguishedName,
    public_key: PublicKey,
    attributes: &'a [u8],
    signature_algorithm: &'a [u8],
    signature: Vec<u8>,
}

/// Something is not where it belongs.
struct Malformed;

impl<E> From<x509_parser::nom::Err<E>> for Malformed {
    fn from(_: x509_parser::nom::Err<E>) -> Self {
        Self
    }
}

/// The next element's content, and what follows it.
fn element(der: &[u8], tag: Tag) -> Result<(&[u8], &[u8]), Malformed> {
    let (rest, any) = Any::from_der(der)?;
    if any.tag() == tag {
        Ok((any.data, rest))
    } else {
        Err(Malformed)
    }
}

/// x509-parser's own reader gives up at an attribute that it does not expect; Go does not.
fn parts(der: &[u8]) -> Result<Parts<'_>, Malformed> {
    let (outer, _) = element(der, Tag::Sequence)?;
    let (info, after_info) = element(outer, Tag::Sequence)?;
    let (_version, rest) = element(info, Tag::Integer)?;
    let (rest, subject) = X509Name::from_der(rest)?;
    let (rest, key) = SubjectPublicKeyInfo::from_der(rest)?;
    let (attributes, _) = element(rest, Tag(0))?;
    let (_, after_algorithm) = element(after_info, Tag::Sequence)?;
    let (_, signature) = BitString::from_der(after_algorithm)?;
    Ok(Parts {
        signed_bytes: &outer[..outer.len() - after_info.len()],
        subject: DistinguishedName::from_der(subject.as_raw()),
        public_key: PublicKey::from_spki(key.raw).map_err(|_| Malformed)?,
        attributes,
        signature_algorithm: &after_info[..after_info.len() - after_algorithm.len()],
        signature: signature.data.to_vec(),
    })
}

/// An extension's identifier and value.
type AskedExtension<'a> = (&'a [u8], &'a [u8]);

/// The extensions that a request asks for. As in Go's `parseCSRExtensions` an attribute that is
/// none is passed over, and of an attribute's values the first counts.
fn asked_extensions(attributes: &[u8]) -> Result<Vec<AskedExtension<'_>>, Malformed> {
    let mut found = Vec::new();
    let mut rest = attributes;
    while !rest.is_empty() {
        let (attribute, next) = element(rest, Tag::Sequence)?;
        rest = next;
        let mut fields = Reader(attribute);
        if fields.identifier() != Some(&EXTENSION_REQUEST) {
            continue;
        }
        let Some(values) = fields.content(0x31).filter(|values| !values.is_empty()) else {
            continue;
        };
        let (extensions, _) = element(values, Tag::Sequence)?;
        let mut extensions = Reader(extensions);
        while !extensions.is_empty() {
            let (oid, _, value) = extensions
                .enter(0x30)
                .and_then(extension_parts)
                .ok_or(Malformed)?;
            found.push((oid, value));
        }
    }
    Ok(found)
}
