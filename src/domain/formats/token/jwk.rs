//! From a JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037) to a key that verifies.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::domain::bytes::Bytes;
use crate::domain::formats::token::verification::SignatureReason;
use crate::domain::public_key::{Curve, ED448, ED25519, PublicKey};

/// What verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// A public key.
    Public(PublicKey),
    /// A shared secret (`oct`).
    Secret(Bytes),
}

/// A key that may verify a token, with what it says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationKey {
    /// The key proper.
    pub material: Material,
    /// Its `kid`; empty where it has none, as in PEM.
    pub id: String,
    /// The only algorithm it is for (`alg`); empty where it says none.
    pub algorithm: String,
    /// Why it may not verify: by its `use` and `key_ops`, or by its set.
    pub refusal: Option<SignatureReason>,
}

impl VerificationKey {
    /// A public key that says nothing of itself.
    pub const fn public(key: PublicKey) -> Self {
        Self {
            material: Material::Public(key),
            id: String::new(),
            algorithm: String::new(),
            refusal: None,
        }
    }

    /// A shared secret.
    pub const fn secret(secret: Vec<u8>) -> Self {
        Self {
            material: Material::Secret(Bytes(secret)),
            id: String::new(),
            algorithm: String::new(),
            refusal: None,
        }
    }

    /// What names it: its `kid`, or the one that the API server would give it; nothing for a secret
    /// without a `kid`.
    pub fn name(&self) -> String {
        match &self.material {
            Material::Public(key) if self.id.is_empty() => key.key_id(),
            _ => self.id.clone(),
        }
    }
}

/// Why a JSON Web Key is no key that verifies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// A member is missing, no text, or not base64url.
    #[error("the member {0} of a JSON Web Key is missing or malformed")]
    Member(&'static str),
    /// A `kty` or `crv` that nobody here knows.
    #[error("a JSON Web Key of the kind {0} is not known")]
    Unsupported(String),
    /// Members that make no key together.
    #[error("the members of a JSON Web Key make no key")]
    NoKey,
}

/// A coordinate must be as long as the curve's field (RFC 7518 section 6.2.1.2).
fn coordinate(jwk: &Value, name: &'static str, length: usize) -> Result<Vec<u8>, JwkError> {
    let bytes = binary(jwk, name)?;
    if bytes.len() == length {
        Ok(bytes)
    } else {
        Err(JwkError::Member(name))
    }
}

fn text<'a>(jwk: &'a Value, name: &'static str) -> Result<&'a str, JwkError> {
    jwk.get(name)
        .and_then(Value::as_str)
        .ok_or(JwkError::Member(name))
}

fn binary(jwk: &Value, name: &'static str) -> Result<Vec<u8>, JwkError> {
    BASE64_URL_SAFE_NO_PAD
        .decode(text(jwk, name)?)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or(JwkError::Member(name))
}

fn elliptic(jwk: &Value) -> Result<PublicKey, JwkError> {
    let curve = match text(jwk, "crv")? {
        "P-256" => Curve::P256,
        "P-384" => Curve::P384,
        "P-521" => Curve::P521,
        "secp256k1" => Curve::Secp256k1,
        other => return Err(JwkError::Unsupported(other.to_owned())),
    };
    let length = curve.bits().div_ceil(8) as usize;
    let mut point = vec![4];
    point.extend(coordinate(jwk, "x", length)?);
    point.extend(coordinate(jwk, "y", length)?);
    PublicKey::from_point(curve, &point).map_err(|_| JwkError::NoKey)
}

fn edwards(jwk: &Value) -> Result<PublicKey, JwkError> {
    let (oid, length) = match text(jwk, "crv")? {
        "Ed25519" => (ED25519, 32),
        "Ed448" => (ED448, 57),
        other => return Err(JwkError::Unsupported(other.to_owned())),
    };
    PublicKey::from_parts(oid, false, &coordinate(jwk, "x", length)?).map_err(|_| JwkError::NoKey)
}

/// Reads one key; of a private key its public half.
pub fn key(jwk: &Value) -> Result<VerificationKey, JwkError> {
    let material = match text(jwk, "kty")? {
        "RSA" => PublicKey::from_rsa(&binary(jwk, "n")?, &binary(jwk, "e")?)
            .map(Material::Public)
            .map_err(|_| JwkError::NoKey)?,
        "EC" => Material::Public(elliptic(jwk)?),
        "OKP" => Material::Public(edwards(jwk)?),
        "oct" => Material::Secret(Bytes(binary(jwk, "k")?)),
        other => return Err(JwkError::Unsupported(other.to_owned())),
    };
    let member = |name: &str| jwk.get(name).and_then(Value::as_str).unwrap_or_default();
    let is_for_signatures = matches!(jwk.get("use").map(Value::as_str), None | Some(Some("sig")));
    // Whoever may sign with the private half may verify with the public one.
    let can_sign = jwk.get("d").is_some() || jwk.get("k").is_some();
    let operations = jwk.get("key_ops").map(|list| {
        let list = list.as_array().into_iter().flatten();
        list.filter_map(Value::as_str)
            .any(|one| one == "verify" || can_sign && one == "sign")
    });
    Ok(VerificationKey {
        material,
        id: member("kid").to_owned(),
        // RFC 7520 and others call ES512 by its curve's bits.
        algorithm: match member("alg") {
            "ES521" => "ES512".to_owned(),
            other => other.to_owned(),
        },
        refusal: (!is_for_signatures || operations == Some(false))
            .then_some(SignatureReason::KeyUse),
    })
}

/// Reads a key set, or a single key, with secrets. Keys of a set that cannot be read are left out,
/// as RFC 7517 section 5 asks; `None` where it is neither set nor key.
pub fn keys(value: &Value) -> Option<Vec<VerificationKey>> {
    if let Some(keys) = value.get("keys").and_then(Value::as_array) {
        return Some(key_set(keys));
    }
    value.get("kty")?;
    Some(key(value).into_iter().collect())
}

/// The keys of a set. Where it has secrets beside public keys, or one `kid` for several keys, nobody
/// can say which is meant, so that none of those verifies.
pub fn key_set(keys: &[Value]) -> Vec<VerificationKey> {
    let mut keys: Vec<_> = keys.iter().filter_map(|jwk| key(jwk).ok()).collect();
    let is_secret = |key: &VerificationKey| matches!(key.material, Material::Secret(_));
    let is_mixed = keys.iter().any(is_secret) && !keys.iter().all(is_secret);
    let mut by_id: BTreeMap<String, (Material, bool)> = BTreeMap::new();
    for key in keys.iter().filter(|key| !key.id.is_empty()) {
        let (first, is_shared) = by_id
            .entry(key.id.clone())
            .or_insert_with(|| (key.material.clone(), false));
        *is_shared |= *first != key.material;
    }
    for key in &mut keys {
        let is_shared = by_id.get(&key.id).is_some_and(|(_, is_shared)| *is_shared);
        if is_mixed || is_shared {
            key.refusal = Some(SignatureReason::AmbiguousSet);
        }
    }
    keys
}
