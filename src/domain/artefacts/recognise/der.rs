//! What a binary is, by its structure.

use asn1_rs::{Any, FromBer as _, Tag};

use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::origin::{Attempt, Reason, ReasonCode, Stop};
use crate::domain::certificate::Certificate;
use crate::domain::formats::asn1::reader;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::formats::pkcs12;
use crate::domain::formats::private_key::PrivateKeyFacts;
use crate::domain::formats::private_key::rsa_public_key;
use crate::domain::formats::revocation_list::RevocationList;
use crate::domain::public_key::PublicKey;

/// What a binary turned out to be.
pub enum Found {
    /// One artefact.
    One(Content),
    /// A container, by its name, and the DER of what is in it.
    Several(&'static str, Vec<Vec<u8>>),
}

/// `signedData` (RFC 5652 section 5.1).
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// The certificates and revocation lists in a PKCS#7 bundle.
pub fn pkcs7(der: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (_, outer) = Any::from_ber(der).ok()?;
    let (rest, oid) = Any::from_ber(outer.data).ok()?;
    if oid.as_oid().ok()?.to_id_string() != SIGNED_DATA {
        return None;
    }
    let (_, explicit) = Any::from_ber(rest).ok()?;
    let (_, signed) = Any::from_ber(explicit.data).ok()?;
    let mut found = Vec::new();
    let mut rest = signed.data;
    while let Ok((after, member)) = Any::from_ber(rest) {
        let is_bag = member.class() == asn1_rs::Class::ContextSpecific && member.tag().0 <= 1;
        let mut inside = if is_bag { member.data } else { &[] };
        while let Ok((next, item)) = Any::from_ber(inside) {
            if item.tag() == Tag::Sequence {
                found.push(inside[..inside.len() - next.len()].to_vec());
            }
            inside = next;
        }
        rest = after;
    }
    Some(found)
}

/// An RSAPublicKey (RFC 8017 appendix A.1.1), as `openssl rsa -RSAPublicKey_out` writes it.
fn pkcs1(der: &[u8]) -> Option<PublicKey> {
    use ::der::Decode as _;
    let key = pkcs1::RsaPublicKeyRef::from_der(der).ok()?;
    rsa_public_key(key.modulus.as_bytes(), key.public_exponent.as_bytes())
}

/// The length that the outermost header promises, header included.
pub fn outer_length(der: &[u8]) -> Option<usize> {
    let header = reader::header(der).ok()?;
    header.header_length.checked_add(header.length?)
}

/// Reads a binary; `Err` says how each reading failed.
pub fn read(der: &[u8], passphrase: Option<&str>) -> Result<Found, Vec<Attempt>> {
    let attempt = |reading: &str, reason: Reason, stopped_at: Option<Stop>| Attempt {
        reading: reading.to_owned(),
        stopped_at,
        reason,
    };
    if der.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) || der.starts_with(&[0xce, 0xce, 0xce, 0xce]) {
        return Err(vec![attempt(
            "Java key store",
            Reason::new(ReasonCode::JavaKeyStore),
            None,
        )]);
    }
    let length = outer_length(der);
    if der.first() != Some(&0x30) || length.is_none() {
        return Err(vec![attempt(
            "DER",
            Reason::new(ReasonCode::NoSequence),
            Some(Stop::Byte(0)),
        )]);
    }
    if length > Some(der.len()) {
        return Err(vec![attempt(
            "DER",
            Reason::with(ReasonCode::CutShort, length.unwrap_or_default()),
            Some(Stop::Byte(der.len() as u64)),
        )]);
    }
    let certificate_error = match Certificate::from_der(der) {
        Ok(certificate) => return Ok(Found::One(Content::Certificate(Box::new(certificate)))),
        Err(error) => error,
    };
    if let Ok(key) = PublicKey::from_spki(der) {
        return Ok(Found::One(Content::PublicKey(key)));
    }
    let request_error = match CertificateRequest::from_der(der) {
        Ok(request) => return Ok(Found::One(Content::Request(Box::new(request)))),
        Err(error) => error,
    };
    if let Some(list) = RevocationList::from_der(der) {
        return Ok(Found::One(Content::RevocationList(Box::new(list))));
    }
    match PrivateKeyFacts::from_der(der, passphrase) {
        Some(Ok(key)) => return Ok(Found::One(Content::PrivateKey(Box::new(key)))),
        Some(Err(error)) => return Err(vec![attempt("private key", error.into(), None)]),
        None => {}
    }
    if let Some(key) = pkcs1(der) {
        return Ok(Found::One(Content::PublicKey(key)));
    }
    if let Some(inside) = pkcs7(der) {
        return Ok(Found::Several("PKCS#7", inside));
    }
    if pkcs12::looks_like(der) {
        return match pkcs12::read(der, passphrase) {
            Ok(inside) => Ok(Found::Several("PKCS#12", inside)),
            Err(error) => Err(vec![attempt("PKCS#12", error.into(), None)]),
        };
    }
    Err(vec![
        attempt("certificate", Reason::said(certificate_error.0), None),
        attempt("certificate request", Reason::said(request_error), None),
    ])
}
