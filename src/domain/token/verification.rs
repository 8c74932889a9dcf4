//! Whose signature a token bears: which keys are tried, what is refused beforehand, and what follows
//! from the verdicts.
//!
//! Keys come from whoever asks. What a token says of keys (`jku`, `jwk`, `x5u`, `x5c`) is never
//! followed: it may be an attacker's.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::jwk::{Material, VerificationKey};
use super::jws::Jws;
use crate::domain::bytes::Bytes;
use crate::domain::public_key::{Curve, KeyKind, PublicKey};
use crate::domain::signature::{
    Digest, SignatureAlgorithm, SignatureCheck, Verdict, ecdsa_der_signature,
};

/// Most keys that are tried for one token.
const TRIED_MAX: usize = 100;
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
    fn fits(self, material: &Material) -> bool {
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

crate::domain::code_list::code_list! {
    /// Why a signature is not valid, or why that cannot be told. The words are
    /// `signature-reason-CODE` in `locales/*/tokens.ftl`.
    SignatureReason {
        /// Not three parts of base64url with a JSON header.
        Malformed "malformed",
        /// Encrypted, not signed.
        Encrypted "encrypted",
        /// Not a JSON Web Token.
        Opaque "opaque",
        /// `alg` is `none`: nobody signed it.
        Unsigned "unsigned",
        /// No `alg`, or one that nobody here knows.
        UnknownAlgorithm "unknown-algorithm",
        /// `crit` names what must be understood and is not.
        Critical "critical",
        /// A member stands twice.
        DuplicateMember "duplicate-member",
        /// HMAC where the keys are public: whoever has the public key could have made it.
        KeyConfusion "key-confusion",
        /// No key was given.
        NoKeys "no-keys",
        /// No key with the token's `kid`.
        NoKeyWithId "no-key-with-id",
        /// No key of the kind that the algorithm needs.
        KeyKind "key-kind",
        /// The key says that it is for another algorithm.
        KeyAlgorithm "key-algorithm",
        /// The key says that it is not for verifying signatures.
        KeyUse "key-use",
        /// The key's set has secrets beside public keys, or one `kid` for several keys.
        AmbiguousSet "ambiguous-set",
        /// The key is too short, or its secret half can be computed.
        WeakKey "weak-key",
        /// The signature is not as long as the algorithm's.
        SignatureLength "signature-length",
        /// The signature is not of any key tried.
        Mismatch "mismatch",
        /// Nobody here can perform the check.
        NotPerformed "not-performed",
    }
}

impl SignatureReason {
    /// Whether the token itself is at fault, so that no other key would help.
    const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Malformed
                | Self::Unsigned
                | Self::UnknownAlgorithm
                | Self::Critical
                | Self::DuplicateMember
                | Self::KeyConfusion
                | Self::KeyAlgorithm
                | Self::SignatureLength
                | Self::Mismatch
        )
    }
}

/// Whether a signature is genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureState {
    /// It is one of the keys'.
    Valid,
    /// It is not, or nobody should take it for one.
    Invalid,
    /// It cannot be told with these keys.
    Unverifiable,
}

/// A judgement on a token's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether it is genuine.
    pub state: SignatureState,
    /// Why it is not valid.
    pub reason: Option<SignatureReason>,
    /// Which of the keys given it is by, counted from zero.
    pub key: Option<usize>,
}

impl Judgement {
    /// What follows from a reason.
    pub const fn refused(reason: SignatureReason) -> Self {
        Self {
            state: if reason.is_final() {
                SignatureState::Invalid
            } else {
                SignatureState::Unverifiable
            },
            reason: Some(reason),
            key: None,
        }
    }
}

/// What is to be tried, in this order.
pub struct Plan {
    /// The index of a key and its check, or why the key does not come into question.
    pub attempts: Vec<(usize, Result<Check, SignatureReason>)>,
    /// Why nothing is tried.
    refusal: Option<SignatureReason>,
}

/// How keys are chosen by the token's `kid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChoice {
    /// As the API server does for service accounts' tokens: a key's `kid` is the SHA-256 of its
    /// SubjectPublicKeyInfo, and a token with another `kid` has no key
    /// (`pkg/serviceaccount/jwt.go`, `staticPublicKeysGetter`).
    Strict,
    /// Keys without a `kid` are tried for any token.
    Lenient,
}

impl Plan {
    /// A plan that tries nothing.
    pub const fn refusing(reason: SignatureReason) -> Self {
        Self {
            attempts: Vec::new(),
            refusal: Some(reason),
        }
    }

    /// What to try for a token with these keys.
    pub fn new(jws: &Jws<'_>, keys: &[VerificationKey], choice: KeyChoice) -> Self {
        match algorithm(jws) {
            Err(reason) => Self::refusing(reason),
            Ok((name, algorithm)) => match choose(jws, keys, choice, algorithm) {
                Err(reason) => Self::refusing(reason),
                Ok(chosen) => Self {
                    attempts: chosen
                        .into_iter()
                        .map(|(index, key)| {
                            let message = jws.signing_input.as_bytes();
                            (index, check(key, name, algorithm, message, &jws.signature))
                        })
                        .collect(),
                    refusal: None,
                },
            },
        }
    }

    /// The checks that public keys are for.
    pub fn signature_checks(&self) -> impl Iterator<Item = &SignatureCheck> {
        self.attempts.iter().filter_map(|(_, check)| match check {
            Ok(Check::Signature(check)) => Some(check),
            _ => None,
        })
    }

    /// What follows from the verdicts on [`Self::signature_checks`], in their order, and from
    /// whoever computes keyed hashes.
    pub fn judge(
        &self,
        verdicts: &[Option<Verdict>],
        mac: &dyn Fn(&MacCheck) -> Verdict,
    ) -> Judgement {
        if let Some(reason) = self.refusal {
            return Judgement::refused(reason);
        }
        let mut verdicts = verdicts.iter().copied();
        let mut worst = None;
        for (index, check) in &self.attempts {
            let reason = match check {
                Err(reason) => *reason,
                Ok(check) => {
                    let verdict = match check {
                        Check::Signature(_) => verdicts.next().flatten(),
                        Check::Mac(check) => Some(mac(check)),
                    };
                    match verdict {
                        Some(Verdict::Valid) => {
                            return Judgement {
                                state: SignatureState::Valid,
                                reason: None,
                                key: Some(*index),
                            };
                        }
                        Some(Verdict::Invalid) => SignatureReason::Mismatch,
                        None => SignatureReason::NotPerformed,
                    }
                }
            };
            // A key that was tried says more than one that was not.
            if worst.is_none() || reason == SignatureReason::Mismatch {
                worst = Some(reason);
            }
        }
        Judgement::refused(worst.unwrap_or(SignatureReason::NoKeys))
    }
}

/// The token's algorithm, unless its header is to be refused whatever the keys.
fn algorithm<'a>(jws: &'a Jws<'_>) -> Result<(&'a str, Algorithm), SignatureReason> {
    if !jws.duplicate_keys.is_empty() {
        return Err(SignatureReason::DuplicateMember);
    }
    // Nothing critical is understood; an empty list is not allowed (RFC 7515 section 4.1.11).
    if jws.header.get("crit").is_some() || jws.header.get("b64").is_some_and(|b64| *b64 != true) {
        return Err(SignatureReason::Critical);
    }
    let name = jws.member("alg");
    if name.eq_ignore_ascii_case("none") {
        return Err(SignatureReason::Unsigned);
    }
    Algorithm::from_name(name)
        .map(|algorithm| (name, algorithm))
        .ok_or(SignatureReason::UnknownAlgorithm)
}

type Chosen<'a> = Vec<(usize, &'a VerificationKey)>;

/// The keys that the token's `kid` means, or every key where it has none.
fn choose<'a>(
    jws: &Jws<'_>,
    keys: &'a [VerificationKey],
    choice: KeyChoice,
    algorithm: Algorithm,
) -> Result<Chosen<'a>, SignatureReason> {
    if keys.is_empty() {
        return Err(SignatureReason::NoKeys);
    }
    let is_public = |key: &VerificationKey| matches!(key.material, Material::Public(_));
    if algorithm.is_shared() && keys.iter().all(is_public) {
        return Err(SignatureReason::KeyConfusion);
    }
    let id = jws.member("kid");
    // Of many keys those of a fitting kind are tried; if there are none, the others say why.
    let filtered = |wanted: &dyn Fn(&VerificationKey) -> bool| -> Chosen<'a> {
        let take = |wanted: &dyn Fn(&VerificationKey) -> bool| -> Chosen<'a> {
            let all = keys.iter().enumerate();
            all.filter(|(_, key)| wanted(key)).take(TRIED_MAX).collect()
        };
        let fitting = take(&|key| algorithm.fits(&key.material) && wanted(key));
        if fitting.is_empty() {
            take(wanted)
        } else {
            fitting
        }
    };
    if id.is_empty() {
        return Ok(filtered(&|_| true));
    }
    let chosen = filtered(&|key| {
        key.id == id || matches!(&key.material, Material::Public(public) if public.key_id() == id)
    });
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let unnamed = match choice {
        KeyChoice::Strict => Vec::new(),
        KeyChoice::Lenient => filtered(&|key| key.id.is_empty()),
    };
    if unnamed.is_empty() {
        Err(SignatureReason::NoKeyWithId)
    } else {
        Ok(unnamed)
    }
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
fn check(
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

/// What in a token's header points to keys; nobody should follow it.
pub fn pointers(header: &Value) -> Vec<&'static str> {
    const POINTERS: [&str; 4] = ["jku", "jwk", "x5u", "x5c"];
    POINTERS
        .into_iter()
        .filter(|name| header.get(*name).is_some())
        .collect()
}
