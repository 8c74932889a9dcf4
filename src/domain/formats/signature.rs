//! Signatures to be checked: named here, verified outside, judged here again.

use const_oid::ObjectIdentifier;
use der::asn1::{AnyRef, UintRef};
use der::{Decode as _, Encode as _, Sequence};
use serde::{Deserialize, Serialize};
use x509_cert::spki::AlgorithmIdentifierRef;

use crate::domain::public_key::{Curve, KeyKind, PublicKey};

/// A digest that Go signs and verifies with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Digest {
    /// SHA-1, only for what Go still accepts it for
    Sha1,
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl Digest {
    /// Length of the digest in bytes.
    pub const fn length(self) -> u8 {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// A signature algorithm that Go's `crypto/x509` verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2)
    RsaPkcs1(Digest),
    /// RSASSA-PSS with the salt as long as the digest (RFC 8017 section 8.1)
    RsaPss(Digest),
    /// ECDSA (RFC 5758 section 3.2)
    Ecdsa(Digest),
    /// Ed25519 (RFC 8410)
    Ed25519,
}

/// WebCrypto's r‖s from a DER `Ecdsa-Sig-Value` (RFC 3279 section 2.2.3), each as long as the
/// curve's field; `None` if it is none.
pub fn ecdsa_raw_signature(der: &[u8], curve: Curve) -> Option<Vec<u8>> {
    let length = curve.bits().div_ceil(8) as usize;
    let values = Vec::<UintRef<'_>>::from_der(der).ok()?;
    let [r, s] = values.as_slice() else {
        return None;
    };
    let mut raw = Vec::with_capacity(2 * length);
    for value in [r, s] {
        let bytes = value.as_bytes();
        raw.extend(std::iter::repeat_n(0, length.checked_sub(bytes.len())?));
        raw.extend_from_slice(bytes);
    }
    Some(raw)
}

/// DER of an `Ecdsa-Sig-Value` from r‖s, each as long as the curve's field (RFC 7518 section 3.4);
/// `None` for any other length.
pub fn ecdsa_der_signature(raw: &[u8], curve: Curve) -> Option<Vec<u8>> {
    let length = curve.bits().div_ceil(8) as usize;
    let (r, s) = raw.split_at_checked(length)?;
    if s.len() != length {
        return None;
    }
    vec![UintRef::new(r).ok()?, UintRef::new(s).ok()?]
        .to_der()
        .ok()
}

/// One verification to be performed.
#[derive(Clone, PartialEq, Eq)]
pub struct SignatureCheck {
    /// How it was signed.
    pub algorithm: SignatureAlgorithm,
    /// Whose key.
    pub public_key: PublicKey,
    /// What was signed.
    pub message: Vec<u8>,
    /// The signature as X.509 carries it (DER for ECDSA).
    pub signature: Vec<u8>,
}

/// Neither message nor signature: together they may be a token.
impl std::fmt::Debug for SignatureCheck {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = &self.public_key.kind;
        write!(formatter, "SignatureCheck({:?}, {kind:?})", self.algorithm)
    }
}

/// What became of a [`SignatureCheck`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The signature is the key's.
    Valid,
    /// It is not.
    Invalid,
}

/// Why Go refuses a signature before looking at it. The texts are Go's own
/// (`src/crypto/x509/x509.go`, `src/crypto/rsa/rsa.go`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnverifiableSignature {
    /// `ErrUnsupportedAlgorithm`
    #[error("x509: cannot verify signature: algorithm unimplemented")]
    Unimplemented,
    /// `InsecureAlgorithmError`
    #[error("x509: cannot verify signature: insecure algorithm {0}")]
    Insecure(&'static str),
    /// `signaturePublicKeyAlgoMismatchError`
    #[error(
        "x509: signature algorithm specifies an {expected} public key, but have public key of type {actual}"
    )]
    KeyMismatch {
        /// What the signature algorithm wants.
        expected: &'static str,
        /// Go's type of the key there is.
        actual: &'static str,
    },
    /// `checkKeySize`
    #[error(
        "crypto/rsa: {0}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)"
    )]
    ShortRsaKey(u32),
}

#[derive(Sequence)]
struct PssParameters<'a> {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    digest: Option<AlgorithmIdentifierRef<'a>>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    mask: Option<AlgorithmIdentifierRef<'a>>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    salt_length: Option<u8>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u8>,
}

fn digest(oid: ObjectIdentifier) -> Option<Digest> {
    match oid.to_string().as_str() {
        "2.16.840.1.101.3.4.2.1" => Some(Digest::Sha256),
        "2.16.840.1.101.3.4.2.2" => Some(Digest::Sha384),
        "2.16.840.1.101.3.4.2.3" => Some(Digest::Sha512),
        _ => None,
    }
}

/// Go accepts PSS only with one digest for message and mask and a salt of its length
/// (`getSignatureAlgorithmFromAI`).
fn pss_digest(parameters: Option<AnyRef<'_>>) -> Option<Digest> {
    let parameters: PssParameters<'_> = parameters?.decode_as().ok()?;
    let message_digest = digest(parameters.digest?.oid)?;
    let mask = parameters.mask?;
    let mask_digest: AlgorithmIdentifierRef<'_> = mask.parameters?.decode_as().ok()?;
    let fits = mask.oid.to_string() == "1.2.840.113549.1.1.8"
        && digest(mask_digest.oid) == Some(message_digest)
        && parameters.salt_length == Some(message_digest.length())
        && parameters.trailer.unwrap_or(1) == 1;
    fits.then_some(message_digest)
}

impl SignatureAlgorithm {
    /// The algorithm that a DER AlgorithmIdentifier names, if Go verifies it.
    pub fn from_der(identifier: &[u8]) -> Result<Self, UnverifiableSignature> {
        let identifier = AlgorithmIdentifierRef::from_der(identifier)
            .map_err(|_| UnverifiableSignature::Unimplemented)?;
        Self::from_parts(&identifier.oid.to_string(), identifier.parameters)
    }

    /// The algorithm of a dotted identifier without parameters, if Go verifies it.
    pub fn from_identifier(identifier: &str) -> Result<Self, UnverifiableSignature> {
        Self::from_parts(identifier, None)
    }

    fn from_parts(
        identifier: &str,
        parameters: Option<AnyRef<'_>>,
    ) -> Result<Self, UnverifiableSignature> {
        match identifier {
            "1.2.840.113549.1.1.4" => Err(UnverifiableSignature::Insecure("MD5-RSA")),
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => Ok(Self::RsaPkcs1(Digest::Sha1)),
            "1.2.840.113549.1.1.11" => Ok(Self::RsaPkcs1(Digest::Sha256)),
            "1.2.840.113549.1.1.12" => Ok(Self::RsaPkcs1(Digest::Sha384)),
            "1.2.840.113549.1.1.13" => Ok(Self::RsaPkcs1(Digest::Sha512)),
            "1.2.840.113549.1.1.10" => pss_digest(parameters)
                .map(Self::RsaPss)
                .ok_or(UnverifiableSignature::Unimplemented),
            "1.2.840.10045.4.1" => Ok(Self::Ecdsa(Digest::Sha1)),
            "1.2.840.10045.4.3.2" => Ok(Self::Ecdsa(Digest::Sha256)),
            "1.2.840.10045.4.3.3" => Ok(Self::Ecdsa(Digest::Sha384)),
            "1.2.840.10045.4.3.4" => Ok(Self::Ecdsa(Digest::Sha512)),
            "1.3.101.112" => Ok(Self::Ed25519),
            _ => Err(UnverifiableSignature::Unimplemented),
        }
    }

    /// Refuses keys that Go would not use with this algorithm.
    pub fn check_key(self, kind: &KeyKind) -> Result<(), UnverifiableSignature> {
        let actual = match kind {
            KeyKind::Rsa { .. } => "*rsa.PublicKey",
            KeyKind::Ec { .. } | KeyKind::EcOther => "*ecdsa.PublicKey",
            KeyKind::Ed25519 => "ed25519.PublicKey",
            KeyKind::Dsa => "*dsa.PublicKey",
            KeyKind::Ed448 | KeyKind::Other { .. } => {
                return Err(UnverifiableSignature::Unimplemented);
            }
        };
        let mismatch = |expected| Err(UnverifiableSignature::KeyMismatch { expected, actual });
        match (self, kind) {
            (Self::RsaPkcs1(_) | Self::RsaPss(_), KeyKind::Rsa { bits }) if *bits < 1024 => {
                Err(UnverifiableSignature::ShortRsaKey(*bits))
            }
            (Self::RsaPkcs1(_) | Self::RsaPss(_), KeyKind::Rsa { .. })
            | (Self::Ecdsa(_), KeyKind::Ec { .. })
            | (Self::Ed25519, KeyKind::Ed25519) => Ok(()),
            (Self::RsaPkcs1(_) | Self::RsaPss(_), _) => mismatch("RSA"),
            (Self::Ecdsa(_), _) => mismatch("ECDSA"),
            (Self::Ed25519, _) => mismatch("Ed25519"),
        }
    }

    /// Go's words for a signature that does not verify.
    pub const fn failure(self) -> &'static str {
        match self {
            Self::RsaPkcs1(_) | Self::RsaPss(_) => "crypto/rsa: verification error",
            Self::Ecdsa(_) => "x509: ECDSA verification failure",
            Self::Ed25519 => "x509: Ed25519 verification failure",
        }
    }
}
