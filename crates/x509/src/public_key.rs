//! Public keys: what kind they are and what a cluster does with that kind.

use const_oid::ObjectIdentifier;
use der::{Decode as _, Encode as _, asn1::AnyRef};
use serde::{Deserialize, Serialize};
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::bytes::{Bytes, sha256_hexadecimal};
use crate::oid::oid_text;
use crate::rare_keys::RSASSA_PSS;
use crate::reader::{Element, Reader};

/// `rsaEncryption` (RFC 8017 appendix C).
pub const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// `id-ecPublicKey` (RFC 5480 section 2.1.1).
pub const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// `id-Ed25519` (RFC 8410 section 3).
pub const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// `id-Ed448` (RFC 8410 section 3).
pub const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");
/// `id-dsa` (RFC 3279 section 2.3.2).
pub const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");

/// A named elliptic curve (RFC 5480 section 2.1.1.1; SEC 2 for secp256k1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Curve {
    /// secp224r1
    P224,
    /// secp256r1
    P256,
    /// secp384r1
    P384,
    /// secp521r1
    P521,
    /// secp256k1, Bitcoin's curve
    Secp256k1,
}

impl Curve {
    const ALL: [Self; 5] = [
        Self::P224,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Secp256k1,
    ];

    /// The curve's object identifier.
    pub const fn oid(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::P224 => "1.3.132.0.33",
            Self::P256 => "1.2.840.10045.3.1.7",
            Self::P384 => "1.3.132.0.34",
            Self::P521 => "1.3.132.0.35",
            Self::Secp256k1 => "1.3.132.0.10",
        })
    }

    /// The curve with this object identifier.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.oid() == oid)
    }

    /// The name that SEC 2 and the report use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::P224 => "secp224r1",
            Self::P256 => "secp256r1",
            Self::P384 => "secp384r1",
            Self::P521 => "secp521r1",
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// Size of the field in bits.
    pub const fn bits(self) -> u32 {
        match self {
            Self::P224 => 224,
            Self::P256 | Self::Secp256k1 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }
}

/// The kind of a public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    /// RSA (RFC 8017)
    Rsa {
        /// Length of the modulus in bits.
        bits: u32,
    },
    /// An elliptic curve key on a named curve
    Ec {
        /// The curve.
        curve: Curve,
    },
    /// An elliptic curve key whose curve is unnamed or unknown
    EcOther,
    /// Ed25519 (RFC 8032)
    Ed25519,
    /// Ed448 (RFC 8032)
    Ed448,
    /// DSA (FIPS 186-4)
    Dsa,
    /// Any other algorithm
    Other {
        /// The algorithm's object identifier, dotted.
        oid: String,
    },
}

impl KeyKind {
    /// A short technical name, the same in every language.
    pub fn name(&self) -> String {
        match self {
            Self::Rsa { bits } => format!("RSA {bits}"),
            Self::Ec { curve } => match curve {
                Curve::Secp256k1 => "secp256k1".to_owned(),
                named => format!("P-{}", named.bits()),
            },
            Self::EcOther => "EC".to_owned(),
            Self::Ed25519 => "Ed25519".to_owned(),
            Self::Ed448 => "Ed448".to_owned(),
            Self::Dsa => "DSA".to_owned(),
            Self::Other { oid } => oid.clone(),
        }
    }
}

/// A public key as X.509 carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// What kind of key it is.
    pub kind: KeyKind,
    /// DER of the SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
    pub spki: Bytes,
}

/// Why bytes are not a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("failed to read a SubjectPublicKeyInfo")]
pub struct MalformedPublicKey;

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    pub fn from_spki(spki: &[u8]) -> Result<Self, MalformedPublicKey> {
        // What a cluster has is told without a decoder's detour: with thousands of certificates that
        // is felt.
        if let Some(kind) = usual_kind(spki) {
            return Ok(Self {
                kind,
                spki: Bytes(spki.to_vec()),
            });
        }
        let info = SubjectPublicKeyInfoRef::from_der(spki).map_err(|_| MalformedPublicKey)?;
        let kind = match info.algorithm.oid {
            RSA_ENCRYPTION => {
                let key = info.subject_public_key.as_bytes().unwrap_or_default();
                let key = pkcs1::RsaPublicKeyRef::from_der(key).map_err(|_| MalformedPublicKey)?;
                KeyKind::Rsa {
                    bits: bit_length(key.modulus.as_bytes()),
                }
            }
            EC_PUBLIC_KEY => info
                .algorithm
                .parameters
                .and_then(|parameters: AnyRef<'_>| parameters.decode_as().ok())
                .and_then(Curve::from_oid)
                .map_or(KeyKind::EcOther, |curve| KeyKind::Ec { curve }),
            ED25519 => KeyKind::Ed25519,
            ED448 => KeyKind::Ed448,
            DSA => KeyKind::Dsa,
            other => KeyKind::Other {
                oid: other.to_string(),
            },
        };
        Ok(Self {
            kind,
            spki: Bytes(spki.to_vec()),
        })
    }

    /// The key in a SubjectPublicKeyInfo that may be malformed inside: then its kind is its
    /// algorithm's identifier. Nothing where even that is missing.
    pub fn from_element(info: Element<'_>) -> Option<Self> {
        if let Ok(key) = Self::from_spki(info.whole) {
            return Some(key);
        }
        let oid = Reader(info.content).enter(0x30)?.identifier()?;
        Some(Self {
            kind: KeyKind::Other {
                oid: oid_text(oid).into_owned(),
            },
            spki: Bytes(info.whole.to_vec()),
        })
    }

    /// The public exponent of an RSA key, big-endian.
    pub fn rsa_exponent(&self) -> Option<Vec<u8>> {
        let bytes = self.key_bytes();
        match &self.kind {
            KeyKind::Other { oid } if oid != RSASSA_PSS => None,
            KeyKind::Rsa { .. } | KeyKind::Other { .. } => pkcs1::RsaPublicKeyRef::from_der(&bytes)
                .ok()
                .map(|key| key.public_exponent.as_bytes().to_vec()),
            _ => None,
        }
    }

    /// Whether anybody can sign with an RSA key: with an exponent of 1 or an even one, or because its
    /// modulus comes from the chips of CVE-2017-15361 (ROCA).
    pub fn is_broken_rsa(&self) -> bool {
        let bytes = self.key_bytes();
        let Ok(key) = pkcs1::RsaPublicKeyRef::from_der(&bytes) else {
            return false;
        };
        let exponent = key.public_exponent.as_bytes();
        matches!(exponent, [] | [0 | 1])
            || exponent.last().is_some_and(|last| last % 2 == 0)
            || is_roca(key.modulus.as_bytes())
    }

    /// SHA-256 of the SubjectPublicKeyInfo in hexadecimal: the same for a key, its requests and its
    /// certificates.
    pub fn fingerprint(&self) -> String {
        sha256_hexadecimal(&self.spki.0)
    }

    /// The `kid` that the API server gives this key: base64url of the SHA-256 of the
    /// SubjectPublicKeyInfo (`pkg/serviceaccount/jwt.go`, `keyIDFromPublicKey`).
    pub fn key_id(&self) -> String {
        use base64::Engine as _;
        use sha2::Digest as _;
        let digest = sha2::Sha256::digest(&self.spki.0);
        base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(digest)
    }

    /// The bits of the key proper, without the algorithm.
    pub fn key_bytes(&self) -> Vec<u8> {
        SubjectPublicKeyInfoRef::from_der(&self.spki.0)
            .ok()
            .and_then(|info| info.subject_public_key.as_bytes().map(<[u8]>::to_vec))
            .unwrap_or_default()
    }

    /// The SubjectPublicKeyInfo of an RSA key from its modulus and exponent, big-endian.
    pub fn from_rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, MalformedPublicKey> {
        let integer =
            |bytes| der::asn1::UintRef::new(bytes).map_err(|_: der::Error| MalformedPublicKey);
        let key = pkcs1::RsaPublicKeyRef {
            modulus: integer(modulus)?,
            public_exponent: integer(exponent)?,
        };
        let key = key.to_der().map_err(|_| MalformedPublicKey)?;
        Self::from_parts(RSA_ENCRYPTION, true, &key)
    }

    /// The SubjectPublicKeyInfo of an algorithm without parameters, or with NULL for them (RFC 3279
    /// section 2.3.1), from the key proper.
    pub fn from_parts(
        oid: ObjectIdentifier,
        has_null: bool,
        key: &[u8],
    ) -> Result<Self, MalformedPublicKey> {
        let info = SubjectPublicKeyInfoRef {
            algorithm: der_algorithm(oid, has_null.then_some(AnyRef::NULL)),
            subject_public_key: der::asn1::BitStringRef::from_bytes(key)
                .map_err(|_| MalformedPublicKey)?,
        };
        Self::from_spki(&info.to_der().map_err(|_| MalformedPublicKey)?)
    }

    /// The SubjectPublicKeyInfo of a point on a named curve.
    pub fn from_point(curve: Curve, point: &[u8]) -> Result<Self, MalformedPublicKey> {
        let oid = curve.oid();
        let info = SubjectPublicKeyInfoRef {
            algorithm: der_algorithm(EC_PUBLIC_KEY, Some(AnyRef::from(&oid))),
            subject_public_key: der::asn1::BitStringRef::from_bytes(point)
                .map_err(|_| MalformedPublicKey)?,
        };
        Self::from_spki(&info.to_der().map_err(|_| MalformedPublicKey)?)
    }
}

/// The kind of an RSA or P-256 key that is encoded as everybody encodes it, to the bit.
fn usual_kind(spki: &[u8]) -> Option<KeyKind> {
    const RSA: [u8; 15] = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    const P256: [u8; 27] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
        0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];
    if spki.len() == 91 && spki.starts_with(&P256) {
        return Some(KeyKind::Ec { curve: Curve::P256 });
    }
    let fields = long_content(spki, 0x30)?.strip_prefix(&RSA)?;
    let key = long_content(fields, 0x03)?.strip_prefix(&[0])?;
    let mut numbers = Reader(long_content(key, 0x30)?);
    let modulus = numbers.content(0x02)?;
    let exponent = numbers.content(0x02)?;
    // Positive, in as few octets as possible.
    let is_plain = matches!(modulus, [0, 0x80..=0xff, ..]) && matches!(exponent, [1, 0, 1]);
    (is_plain && numbers.is_empty()).then(|| KeyKind::Rsa {
        bits: bit_length(modulus),
    })
}

/// The content of an element that fills the octets and has a length of two octets.
fn long_content(octets: &[u8], identifier: u8) -> Option<&[u8]> {
    let [first, 0x82, high @ 1..=0xff, low, content @ ..] = octets else {
        return None;
    };
    let length = usize::from(*high) << 8 | usize::from(*low);
    (*first == identifier && content.len() == length).then_some(content)
}

fn der_algorithm(
    oid: ObjectIdentifier,
    parameters: Option<AnyRef<'_>>,
) -> x509_cert::spki::AlgorithmIdentifierRef<'_> {
    x509_cert::spki::AlgorithmIdentifierRef { oid, parameters }
}

/// Those chips made primes that are powers of 65537 modulo each of many small primes, and so is the
/// modulus then ("The Return of Coppersmith's Attack", section 2.3). By chance that happens once in
/// a hundred million keys.
fn is_roca(modulus: &[u8]) -> bool {
    const PRIMES: [u32; 38] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89,
        97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ];
    // One division of the whole modulus serves several primes: their product still fits 32 bits.
    PRIMES.chunks(4).all(|primes| {
        let product = primes.iter().copied().map(u64::from).product::<u64>();
        let (head, words) = modulus.split_at(modulus.len() % 4);
        let rest = head
            .iter()
            .fold(0, |rest, byte| rest << 8 | u64::from(*byte));
        let (words, _) = words.as_chunks::<4>();
        let rest = words.iter().fold(rest % product, |rest, word| {
            (rest << 32 | u64::from(u32::from_be_bytes(*word))) % product
        });
        primes.iter().all(|prime| {
            let remainder = (rest % u64::from(*prime)) as u32;
            let powers = std::iter::successors(Some(1), |power| Some(power * 65_537 % prime));
            powers.take(*prime as usize).any(|power| power == remainder)
        })
    })
}

/// Number of significant bits of a big-endian unsigned integer.
pub fn bit_length(bytes: &[u8]) -> u32 {
    let significant = bytes.iter().position(|&byte| byte != 0);
    significant.map_or(0, |first| {
        let whole = (bytes.len() - first) as u32 * 8;
        whole - bytes[first].leading_zeros()
    })
}

#[cfg(test)]
mod tests {
    use super::is_roca;

    #[test]
    fn a_modulus_is_broken_where_it_is_a_power_of_65537_for_every_small_prime() {
        for power in 1..=7 {
            let number = 65_537_u128.pow(power);
            let bytes = number.to_be_bytes();
            let start = bytes.iter().position(|&byte| byte != 0).unwrap_or(0);
            assert!(is_roca(&bytes) && is_roca(&bytes[start..]), "{number}");
            assert!(!is_roca(&(number + 2).to_be_bytes()), "{number} + 2");
        }
        assert!(!is_roca(&[]));
    }
}
