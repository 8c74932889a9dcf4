//! The check of one token's signature by one key: the algorithms of JWS, and what a key must be to be
//! tried.

use crate::domain::bytes::Bytes;
use crate::domain::formats::signature::{
    Digest, SignatureAlgorithm, SignatureCheck, ecdsa_der_signature,
};
use crate::domain::formats::token::jwk::{Material, VerificationKey};
use crate::domain::formats::token::verification::SignatureReason;
use crate::domain::public_key::{Curve, KeyKind, PublicKey};

/// The shortest RSA key that may sign tokens (RFC 7518 sections 3.3 and 3.5).
const RSA_BITS_MIN: u32 = 2048;

/// A signature algorithm of JWS (RFC 7518 section 3.1, RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC: whoever can verify can forge.
    Hmac(Digest),
    /// Any other.
    Signature(SignatureAlgorithm, Option<Curve>),
}

impl Algorithm {
    /// The algorithm with this `alg`; names are case-sensitive.
    pub fn from_name(name: &str) -> Option<Self> {
        let digest = match name.get(2..)? {
            "256" => Digest::Sha256,
            "384" => Digest::Sha384,
            "512" => Digest::Sha512,
            _ if name == "EdDSA" || name == "Ed25519" => {
                return Some(Self::Signature(SignatureAlgorithm::Ed25519, None));
            }
            _ => return None,
        };
        Some(match name.get(..2)? {
            "HS" => Self::Hmac(digest),
            "RS" => Self::Signature(SignatureAlgorithm::RsaPkcs1(digest), None),
            "PS" => Self::Signature(SignatureAlgorithm::RsaPss(digest), None),
            "ES" => {
                let curve = match digest {
                    Digest::Sha384 => Curve::P384,
                    Digest::Sha512 => Curve::P521,
                    _ => Curve::P256,
                };
                Self::Signature(SignatureAlgorithm::Ecdsa(digest), Some(curve))
            }
            _ => return None,
        })
    }

    /// Whether it is HMAC.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Hmac(_))
    }

    /// Whether a key is of the kind that it needs, short ones included.
    pub(super) fn fits(self, material: &Material) -> bool {
        match (self, material) {
            (Self::Hmac(_), Material::Secret(_)) => true,
            (Self::Signature(algorithm, curve), Material::Public(public)) => !matches!(
                check_public(algorithm, curve, public),
                Err(SignatureReason::KeyKind)
            ),
            _ => false,
        }
    }
}

/// A keyed hash to be computed and compared (RFC 2104). Not printable: it holds a token.
#[derive(Clone, PartialEq, Eq)]
pub struct MacCheck {
    /// The hash.
    pub digest: Digest,
    /// The shared secret.
    pub secret: Bytes,
    /// What was authenticated.
    pub message: Vec<u8>,
    /// What the token bears.
    pub mac: Vec<u8>,
}

/// One verification to be performed.
#[derive(Clone, PartialEq, Eq)]
pub enum Check {
    /// By a public key.
    Signature(SignatureCheck),
    /// By a shared secret.
    Mac(MacCheck),
}

/// The check of one signature outside a token by the `alg` of this name, or why there is none.
pub fn bare_check(
    key: &VerificationKey,
    name: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<Check, SignatureReason> {
    let algorithm = Algorithm::from_name(name).ok_or(SignatureReason::UnknownAlgorithm)?;
    check(key, name, algorithm, message, signature)
}

/// The check of one key, or why there is none.
pub(super) fn check(
    key: &VerificationKey,
    name: &str,
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Check, SignatureReason> {
    if let Some(refusal) = key.refusal {
        return Err(refusal);
    }
    if !key.algorithm.is_empty() && key.algorithm != name {
        return Err(SignatureReason::KeyAlgorithm);
    }
    let message = message.to_vec();
    match (algorithm, &key.material) {
        (Algorithm::Hmac(digest), Material::Secret(secret)) => {
            check_secret(digest, secret)?;
            Ok(Check::Mac(MacCheck {
                digest,
                secret: secret.clone(),
                message,
                mac: signature.to_vec(),
            }))
        }
        (Algorithm::Signature(algorithm, curve), Material::Public(public)) => {
            check_public(algorithm, curve, public)?;
            Ok(Check::Signature(SignatureCheck {
                algorithm,
                public_key: public.clone(),
                message,
                signature: as_in_x509(signature, curve)?,
            }))
        }
        (Algorithm::Hmac(_), Material::Public(_)) => Err(SignatureReason::KeyConfusion),
        (Algorithm::Signature(..), Material::Secret(_)) => Err(SignatureReason::KeyKind),
    }
}

/// A secret must be as long as the hash (RFC 7518 section 3.2) and nothing that everybody has.
fn check_secret(digest: Digest, secret: &Bytes) -> Result<(), SignatureReason> {
    let is_public = memchr::memmem::find(&secret.0, b"-----BEGIN ").is_some()
        || PublicKey::from_spki(&secret.0).is_ok();
    if is_public {
        Err(SignatureReason::KeyConfusion)
    } else if secret.0.len() < usize::from(digest.length()) {
        Err(SignatureReason::WeakKey)
    } else {
        Ok(())
    }
}

fn check_public(
    algorithm: SignatureAlgorithm,
    curve: Option<Curve>,
    public: &PublicKey,
) -> Result<(), SignatureReason> {
    match (algorithm, &public.kind) {
        (
            SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss(_),
            KeyKind::Rsa { bits },
        ) if *bits < RSA_BITS_MIN || public.is_broken_rsa() => Err(SignatureReason::WeakKey),
        (SignatureAlgorithm::Ecdsa(_), KeyKind::Ec { curve: actual }) if Some(*actual) != curve => {
            Err(SignatureReason::KeyKind)
        }
        (algorithm, kind) => algorithm
            .check_key(kind)
            .map_err(|_| SignatureReason::KeyKind),
    }
}

/// The signature as X.509 carries it: DER for ECDSA, whose r‖s must be of full length (RFC 7518
/// section 3.4).
fn as_in_x509(signature: &[u8], curve: Option<Curve>) -> Result<Vec<u8>, SignatureReason> {
    match curve {
        None => Ok(signature.to_vec()),
        Some(curve) => {
            ecdsa_der_signature(signature, curve).ok_or(SignatureReason::SignatureLength)
        }
    }
}
