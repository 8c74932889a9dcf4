//! Whose signature a token bears: which keys are tried, what is refused beforehand, and what follows
//! from the verdicts.
//!
//! Keys come from whoever asks. What a token says of keys (`jku`, `jwk`, `x5u`, `x5c`) is never
//! followed: it may be an attacker's.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::formats::signature::{SignatureCheck, Verdict};
use crate::domain::formats::token::check::{Algorithm, Check, MacCheck, check};
use crate::domain::formats::token::jwk::{Material, VerificationKey};
use crate::domain::formats::token::jws::Jws;

/// Most keys that are tried for one token.
const TRIED_MAX: usize = 100;

crate::domain::formats::code_list::code_list! {
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

    /// What to try for a token with these keys; how they are chosen is asked only where it matters.
    pub fn new(jws: &Jws<'_>, keys: &[VerificationKey], choice: &dyn Fn() -> KeyChoice) -> Self {
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
    choice: &dyn Fn() -> KeyChoice,
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
    let unnamed = match choice() {
        KeyChoice::Strict => Vec::new(),
        KeyChoice::Lenient => filtered(&|key| key.id.is_empty()),
    };
    if unnamed.is_empty() {
        Err(SignatureReason::NoKeyWithId)
    } else {
        Ok(unnamed)
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
