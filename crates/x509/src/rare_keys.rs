//! Keys that no cluster takes, as far as a report tells them apart: DSA, RSASSA-PSS, curves that Go
//! does not know. What Go makes of them is decided by their [`KeyKind`], not here.

use asn1_rs::{Any, FromBer as _};
use const_oid::ObjectIdentifier;
use der::Decode as _;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::bytes::sha256_hexadecimal;
use crate::public_key::{Curve, KeyKind, PublicKey, bit_length};

/// `id-RSASSA-PSS` (RFC 4055 section 1.2): an RSA key for that use alone.
pub const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";

/// Named curves beyond [`Curve`], with the size of their field in bits (SEC 2, RFC 5639).
const CURVES: [(&str, &str, u32); 4] = [
    ("1.2.840.10045.3.1.1", "secp192r1", 192),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512),
];

/// Curves whose parameters are written out (RFC 3279 section 2.3.5), by the SHA-256 of what
/// [`explicit_parameters`] reads. All of them count: with another generator it is another curve,
/// which is how CVE-2020-0601 forged keys.
const EXPLICIT: [(&str, Curve); 5] = [
    (
        "173cd01ca3c7be6631e958881dd56868fa0e353e5004fa296725de0f7b023f01",
        Curve::P224,
    ),
    (
        "0815056d43f2b0abec3447d8d9f6921397252567930d519d532b0998ddb1da88",
        Curve::P256,
    ),
    (
        "ed45a0a385dca472be657ef6d7dbf03e974d84adb525e3b51e21b93c3a6ea792",
        Curve::P384,
    ),
    (
        "96b154a45afa813c2bc37bf6334e915d3815287377fe851c7fa48dcaf53ad69e",
        Curve::P521,
    ),
    (
        "14beadf021e5bc738ab4e238329b0013600e458c16218237d4454acef7238166",
        Curve::Secp256k1,
    ),
];

/// The contents of the elements that stand in a row.
fn elements(der: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut rest = der;
    while let Ok((next, any)) = Any::from_ber(rest) {
        found.push(any.data);
        rest = next;
    }
    found
}

/// Prime, coefficients, generator and order, each without leading zeros, one after the other.
fn explicit_parameters(parameters: &[u8]) -> Option<Vec<u8>> {
    let [_version, field, curve, generator, order, ..] = *elements(parameters) else {
        return None;
    };
    let [_type, prime] = *elements(field) else {
        return None;
    };
    let [a, b, ..] = *elements(curve) else {
        return None;
    };
    let parts = [prime, a, b, generator, order];
    let bare = |part: &&[u8]| {
        let first = part.iter().position(|&byte| byte != 0);
        part[first.unwrap_or(part.len())..].to_vec()
    };
    Some(parts.iter().flat_map(bare).collect())
}

impl PublicKey {
    /// Name and field size of an elliptic curve that Go does not know.
    pub fn rare_curve(&self) -> Option<(&'static str, u32)> {
        let info = SubjectPublicKeyInfoRef::from_der(&self.spki.0).ok()?;
        let parameters = info.algorithm.parameters?;
        if let Ok(oid) = parameters.decode_as::<ObjectIdentifier>() {
            let oid = oid.to_string();
            let known = CURVES.iter().find(|(curve, ..)| *curve == oid);
            return known.map(|&(_, name, bits)| (name, bits));
        }
        let hash = sha256_hexadecimal(&explicit_parameters(parameters.value())?);
        let known = EXPLICIT.iter().find(|(curve, _)| *curve == hash);
        known.map(|(_, curve)| (curve.name(), curve.bits()))
    }

    /// Length of a DSA key's prime in bits (RFC 3279 section 2.3.2); `None` where a certificate
    /// leaves the parameters to its issuer's.
    pub fn dsa_bits(&self) -> Option<u32> {
        let info = SubjectPublicKeyInfoRef::from_der(&self.spki.0).ok()?;
        let parameters = info.algorithm.parameters?;
        elements(parameters.value())
            .first()
            .copied()
            .map(bit_length)
    }

    /// Length of the modulus of an RSA key that is for RSASSA-PSS alone.
    pub fn pss_bits(&self) -> Option<u32> {
        let is_pss = matches!(&self.kind, KeyKind::Other { oid } if oid == RSASSA_PSS);
        let bytes = self.key_bytes();
        let key = pkcs1::RsaPublicKeyRef::from_der(&bytes).ok()?;
        is_pss.then(|| bit_length(key.modulus.as_bytes()))
    }
}
