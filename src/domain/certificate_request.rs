//! Certificate requests (PKCS#10, RFC 2986) as Go reads them.

use der::{Decode as _, Header, Reader as _, SliceReader};
use serde::{Deserialize, Serialize};
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::FromDer as _;

use super::bytes::Bytes;
use super::certificate::{extended_key_usages, key_usage_names};
use super::distinguished_name::DistinguishedName;
use super::general_name::GeneralName;
use super::go;
use super::public_key::{KeyKind, PublicKey};
use super::signature::{SignatureAlgorithm, SignatureCheck, UnverifiableSignature};

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
    pub key_usage: Option<Vec<String>>,
    /// Dotted identifiers of the extended key usages asked for; `None` without the extension.
    pub extended_key_usage: Option<Vec<String>>,
    /// Object identifiers of all extensions asked for.
    pub requested_extensions: Vec<String>,
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
        let (_, parsed) =
            X509CertificationRequest::from_der(der).map_err(|_| RequestError::Structure)?;
        let info = &parsed.certification_request_info;
        let public_key =
            PublicKey::from_spki(info.subject_pki.raw).map_err(|_| RequestError::Structure)?;
        if matches!(
            public_key.kind,
            KeyKind::EcOther
                | KeyKind::Ec {
                    curve: super::public_key::Curve::Secp256k1
                }
        ) {
            return Err(RequestError::UnsupportedCurve);
        }
        let mut subject_alt_names = Vec::new();
        let mut requested_extensions = Vec::new();
        let mut key_usage = None;
        let mut extended_key_usage = None;
        for attribute in info.iter_attributes() {
            if let x509_parser::cri_attributes::ParsedCriAttribute::ExtensionRequest(request) =
                attribute.parsed_attribute()
            {
                for extension in &request.extensions {
                    requested_extensions.push(extension.oid.to_id_string());
                    match extension.parsed_extension() {
                        ParsedExtension::SubjectAlternativeName(_) => {
                            subject_alt_names.extend(GeneralName::from_der(extension.value));
                        }
                        ParsedExtension::KeyUsage(usage) => {
                            key_usage = Some(key_usage_names(usage));
                        }
                        ParsedExtension::ExtendedKeyUsage(_) => {
                            extended_key_usage = Some(extended_key_usages(extension.value));
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(Self {
            der: Bytes(der.to_vec()),
            signed_bytes: Bytes(info.raw.to_vec()),
            subject: DistinguishedName::from_der(info.subject.as_raw()),
            public_key,
            signature_algorithm: Bytes(algorithm_after(der, info.raw.len())?),
            signature: Bytes(parsed.signature_value.data.to_vec()),
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

/// The AlgorithmIdentifier's own bytes: it follows the signed part inside the outer sequence.
fn algorithm_after(der: &[u8], signed_length: usize) -> Result<Vec<u8>, RequestError> {
    let structure = |_| RequestError::Structure;
    let mut reader = SliceReader::new(der).map_err(structure)?;
    Header::decode(&mut reader).map_err(structure)?;
    let signed_length = der::Length::try_from(signed_length).map_err(structure)?;
    reader.read_slice(signed_length).map_err(structure)?;
    Ok(reader.tlv_bytes().map_err(structure)?.to_vec())
}
