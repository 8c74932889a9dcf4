//! The keys that may verify a token, in whatever somebody pasted, and bare signatures by one of them.

#[cfg(not(target_arch = "wasm32"))]
use super::verify::{perform, perform_mac};
use crate::domain::artefacts::content::{Artefact, Content};
use crate::domain::artefacts::origin::Source;
use crate::domain::artefacts::recognise::recognise;
use crate::domain::bytes::Bytes;
use crate::domain::formats::manifest;
#[cfg(not(target_arch = "wasm32"))]
use crate::domain::formats::signature::{SignatureAlgorithm, SignatureCheck, Verdict};
#[cfg(not(target_arch = "wasm32"))]
use crate::domain::formats::token::check::{Check, bare_check};
use crate::domain::formats::token::jwk;
use crate::domain::formats::token::jwk::{Material, VerificationKey};
#[cfg(not(target_arch = "wasm32"))]
use crate::domain::formats::token::verification::SignatureReason;

/// Every key in a text: a JSON Web Key or a set of them with its secrets, or whatever the recogniser
/// finds.
pub fn keys_in(text: &str) -> Vec<VerificationKey> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let set = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(['{', '['])
        .then(|| manifest::parse_json(text).ok())
        .flatten()
        .and_then(|document| jwk::keys(&document.value));
    if let Some(keys) = set {
        return keys;
    }
    let source = Source {
        name: String::new(),
        input: Bytes(text.as_bytes().to_vec()),
    };
    let mut keys = Vec::new();
    keys_of(&mut recognise(source, None).artefacts.iter(), &mut keys);
    keys
}

/// Verifies one signature outside a token, natively: by the `alg` of JWS, or by an algorithm of X.509
/// as `X509:` and its dotted identifier.
#[cfg(not(target_arch = "wasm32"))]
pub fn verify_bare(
    key: &VerificationKey,
    algorithm: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<Verdict, SignatureReason> {
    let check = match algorithm.strip_prefix("X509:") {
        None => bare_check(key, algorithm, message, signature)?,
        Some(identifier) => {
            let Material::Public(public_key) = &key.material else {
                return Err(SignatureReason::KeyKind);
            };
            let algorithm = SignatureAlgorithm::from_identifier(identifier)
                .map_err(|_| SignatureReason::UnknownAlgorithm)?;
            algorithm
                .check_key(&public_key.kind)
                .map_err(|_| SignatureReason::KeyKind)?;
            Check::Signature(SignatureCheck {
                algorithm,
                public_key: public_key.clone(),
                message: message.to_vec(),
                signature: signature.to_vec(),
            })
        }
    };
    Ok(match check {
        Check::Signature(check) => perform(&check),
        Check::Mac(check) => perform_mac(&check),
    })
}

/// The public keys of artefacts, each once.
pub(super) fn keys_of(
    artefacts: &mut dyn Iterator<Item = &Artefact>,
    keys: &mut Vec<VerificationKey>,
) {
    let mut seen = std::collections::BTreeSet::new();
    for key in keys.iter() {
        if let Material::Public(public) = &key.material {
            seen.insert((public.spki.0.clone(), key.id.clone()));
        }
    }
    let mut add = |key: VerificationKey| {
        if let Material::Public(public) = &key.material
            && seen.insert((public.spki.0.clone(), key.id.clone()))
        {
            keys.push(key);
        }
    };
    for artefact in artefacts {
        let public = match &artefact.content {
            Content::Certificate(one) => Some(&one.public_key),
            Content::PublicKey(key) => Some(key),
            Content::PrivateKey(key) => key.public_key.as_ref(),
            Content::KeySet(set) => {
                for key in jwk::key_set(&set.keys) {
                    add(key);
                }
                None
            }
            _ => None,
        };
        if let Some(public) = public {
            add(VerificationKey::public(public.clone()));
        }
    }
}
