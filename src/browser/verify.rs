//! Signature checks performed by WebCrypto.

use std::cell::RefCell;

use js_sys::Object;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::crypto::{import_spki, object, subtle};
use crate::domain::formats::signature::{
    Digest, SignatureAlgorithm, SignatureCheck, Verdict, ecdsa_raw_signature,
};
use crate::domain::public_key::{Curve, KeyKind};

const fn digest_name(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha1 => "SHA-1",
        Digest::Sha256 => "SHA-256",
        Digest::Sha384 => "SHA-384",
        Digest::Sha512 => "SHA-512",
    }
}

/// The parameters for importing a key and for verifying. They are made once for each algorithm: every
/// name in them goes through the browser's decoder.
fn parameters(check: &SignatureCheck) -> Option<Object> {
    thread_local! {
        static MADE: RefCell<Vec<(SignatureAlgorithm, Option<Curve>, Object)>> =
            const { RefCell::new(Vec::new()) };
    }
    let curve = match check.public_key.kind {
        KeyKind::Ec { curve } => Some(curve),
        _ => None,
    };
    MADE.with_borrow_mut(|all| {
        let is_same = |made: &&(_, _, _)| (made.0, made.1) == (check.algorithm, curve);
        if let Some((_, _, parameters)) = all.iter().find(is_same) {
            return Some(parameters.clone());
        }
        let parameters = new_parameters(check)?;
        all.push((check.algorithm, curve, parameters.clone()));
        Some(parameters)
    })
}

/// One object for both works; WebCrypto ignores in it what belongs to the other.
fn new_parameters(check: &SignatureCheck) -> Option<Object> {
    let name = |name: &str| ("name", JsValue::from_str(name));
    let hash = |digest: Digest| ("hash", JsValue::from_str(digest_name(digest)));
    Some(match (check.algorithm, &check.public_key.kind) {
        (SignatureAlgorithm::RsaPkcs1(digest), _) => {
            object(&[name("RSASSA-PKCS1-v1_5"), hash(digest)])
        }
        (SignatureAlgorithm::RsaPss(digest), _) => object(&[
            name("RSA-PSS"),
            hash(digest),
            ("saltLength", digest.length().into()),
        ]),
        (SignatureAlgorithm::Ecdsa(digest), KeyKind::Ec { curve }) => {
            let curve = format!("P-{}", curve.bits());
            object(&[name("ECDSA"), ("namedCurve", curve.into()), hash(digest)])
        }
        (SignatureAlgorithm::Ecdsa(_), _) => return None,
        (SignatureAlgorithm::Ed25519, _) => object(&[name("Ed25519")]),
    })
}

/// Verifies one signature after the other; `None` where the browser cannot.
pub async fn perform_all(checks: &[SignatureCheck]) -> Vec<Option<Verdict>> {
    let mut verdicts = Vec::with_capacity(checks.len());
    for check in checks {
        verdicts.push(perform(check).await);
    }
    verdicts
}

/// Verifies one signature; `None` where the browser cannot.
pub async fn perform(check: &SignatureCheck) -> Option<Verdict> {
    let signature = match (&check.algorithm, &check.public_key.kind) {
        (SignatureAlgorithm::Ecdsa(_), KeyKind::Ec { curve }) => {
            match ecdsa_raw_signature(&check.signature, *curve) {
                Some(raw) => raw,
                None => return Some(Verdict::Invalid),
            }
        }
        _ => check.signature.clone(),
    };
    let parameters = parameters(check)?;
    let subtle = subtle().ok()?;
    let key = import_spki(&check.public_key.spki.0, &parameters).await?;
    // WebCrypto copies both before it returns.
    let promise = subtle
        .verify_with_object_and_u8_array_and_u8_array(&parameters, &key, &signature, &check.message)
        .ok()?;
    let valid = JsFuture::from(promise).await.ok()?.as_bool()?;
    Some(if valid {
        Verdict::Valid
    } else {
        Verdict::Invalid
    })
}
