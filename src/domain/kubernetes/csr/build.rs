//! Certificate requests in two passes: what is to be signed, then the signed whole.
//!
//! rcgen lays the request out with a key that only records the bytes it is asked to sign. Its names
//! hold one value per attribute type, so the name is encoded here and spliced in, and so is the
//! SubjectPublicKeyInfo, which WebCrypto exports ready-made.

use std::cell::RefCell;
use std::net::IpAddr;

use der::asn1::{AnyRef, BitString, Uint};
use der::{Decode as _, Encode as _};
use serde::{Deserialize, Serialize};
use x509_cert::request::{CertReq, CertReqInfo};
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::general_name::GeneralName;
use crate::domain::public_key::{Curve, KeyKind, PublicKey};

/// Why a request cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum BuildError {
    /// No signature algorithm is known for this kind of key.
    #[error("no request can be signed with a {0} key")]
    UnsupportedKey(String),
    /// A name that does not fit its ASN.1 type.
    #[error("failed to encode {0}")]
    Unencodable(String),
    /// Texts in the form that cannot be used; the draft names them.
    #[error("the form has errors")]
    FormHasErrors,
    /// Not a SubjectPublicKeyInfo.
    #[error("malformed public key")]
    MalformedKey,
    /// The signature is not one of this key.
    #[error("malformed signature")]
    MalformedSignature,
    /// The browser did not sign, in its own words; they never quote a key.
    #[error("{0}")]
    Unsigned(String),
}

/// Records what it is asked to sign, and signs nothing.
struct RecordingKey<'a> {
    public_key: &'a [u8],
    recorded: RefCell<Vec<u8>>,
}

impl rcgen::PublicKeyData for RecordingKey<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.public_key
    }

    /// A stand-in: the key and the algorithm are replaced before signing.
    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

impl rcgen::SigningKey for RecordingKey<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        *self.recorded.borrow_mut() = message.to_vec();
        Ok(Vec::new())
    }
}

fn alternative_name(name: &GeneralName) -> Result<rcgen::SanType, BuildError> {
    let unfit = || BuildError::Unencodable(name.to_string());
    let ascii = |text: &String| text.clone().try_into().map_err(|_| unfit());
    match name {
        GeneralName::Dns(text) => Ok(rcgen::SanType::DnsName(ascii(text)?)),
        GeneralName::Email(text) => Ok(rcgen::SanType::Rfc822Name(ascii(text)?)),
        GeneralName::Uri(text) => Ok(rcgen::SanType::URI(ascii(text)?)),
        GeneralName::Ip(text) => text
            .parse::<IpAddr>()
            .map(rcgen::SanType::IpAddress)
            .map_err(|_| unfit()),
        GeneralName::DirName(_) | GeneralName::Rid(_) | GeneralName::Other(_) => Err(unfit()),
    }
}

/// First pass: the CertificationRequestInfo, which is what the key must sign.
pub fn to_be_signed(
    subject: &DistinguishedName,
    alt_names: &[GeneralName],
    public_key: &PublicKey,
) -> Result<Vec<u8>, BuildError> {
    let unencodable = |error: &dyn std::fmt::Display| BuildError::Unencodable(error.to_string());
    let mut parameters = rcgen::CertificateParams::default();
    parameters.distinguished_name = rcgen::DistinguishedName::new();
    parameters.subject_alt_names = alt_names
        .iter()
        .map(alternative_name)
        .collect::<Result<_, _>>()?;
    let key = RecordingKey {
        public_key: &public_key.key_bytes(),
        recorded: RefCell::default(),
    };
    parameters
        .serialize_request(&key)
        .map_err(|error| unencodable(&error))?;
    let mut info =
        CertReqInfo::from_der(&key.recorded.into_inner()).map_err(|error| unencodable(&error))?;
    let name = subject.to_der().map_err(|error| unencodable(&error))?;
    info.subject = x509_cert::name::Name::from_der(&name).map_err(|error| unencodable(&error))?;
    info.public_key = x509_cert::spki::SubjectPublicKeyInfoOwned::from_der(&public_key.spki.0)
        .map_err(|error| unencodable(&error))?;
    info.to_der().map_err(|error| unencodable(&error))
}

/// The signature algorithm that goes with a kind of key: the digest as strong as the curve
/// (RFC 5758, RFC 8410), SHA-256 for RSA.
pub fn signature_algorithm(kind: &KeyKind) -> Result<AlgorithmIdentifierOwned, BuildError> {
    let (oid, has_null) = match kind {
        KeyKind::Rsa { .. } => ("1.2.840.113549.1.1.11", true),
        KeyKind::Ec { curve: Curve::P256 } => ("1.2.840.10045.4.3.2", false),
        KeyKind::Ec { curve: Curve::P384 } => ("1.2.840.10045.4.3.3", false),
        KeyKind::Ec { curve: Curve::P521 } => ("1.2.840.10045.4.3.4", false),
        KeyKind::Ed25519 => ("1.3.101.112", false),
        other => return Err(BuildError::UnsupportedKey(other.name())),
    };
    Ok(AlgorithmIdentifierOwned {
        oid: const_oid::ObjectIdentifier::new_unwrap(oid),
        parameters: has_null.then(|| AnyRef::NULL.into()),
    })
}

/// Second pass: the whole request in DER, with the signature that WebCrypto gave (r‖s for ECDSA).
pub fn assemble(to_be_signed: &[u8], signature: &[u8]) -> Result<Vec<u8>, BuildError> {
    let malformed = |_| BuildError::MalformedSignature;
    let info = CertReqInfo::from_der(to_be_signed).map_err(malformed)?;
    let spki = info.public_key.to_der().map_err(malformed)?;
    let kind = PublicKey::from_spki(&spki)
        .map_err(|_| BuildError::MalformedKey)?
        .kind;
    let signature = match kind {
        KeyKind::Ec { .. } => ecdsa_der(signature)?,
        _ => signature.to_vec(),
    };
    let request = CertReq {
        algorithm: signature_algorithm(&kind)?,
        info,
        signature: BitString::from_bytes(&signature).map_err(malformed)?,
    };
    request.to_der().map_err(malformed)
}

/// `Ecdsa-Sig-Value` (RFC 3279 section 2.2.3) from WebCrypto's r‖s.
fn ecdsa_der(signature: &[u8]) -> Result<Vec<u8>, BuildError> {
    let malformed = |_| BuildError::MalformedSignature;
    if signature.is_empty() || !signature.len().is_multiple_of(2) {
        return Err(BuildError::MalformedSignature);
    }
    let (r, s) = signature.split_at(signature.len() / 2);
    vec![
        Uint::new(r).map_err(malformed)?,
        Uint::new(s).map_err(malformed)?,
    ]
    .to_der()
    .map_err(malformed)
}
