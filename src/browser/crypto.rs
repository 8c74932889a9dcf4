//! Keys and signatures by WebCrypto: constant time, native speed, the browser's randomness.

use certbench_engine::worker::crypto::{bytes, object, refusal, subtle, unsupported, usages};
use certbench_x509::public_key::{Curve, KeyKind};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

pub use certbench_engine::worker::crypto::CryptoError;

/// A private key inside the browser, with its public half.
#[derive(Clone, Debug)]
pub struct SigningKey {
    /// Its kind.
    pub kind: KeyKind,
    /// DER of the public half's SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
    private_key: CryptoKey,
}

impl PartialEq for SigningKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

/// Whether keys can be made and used here.
pub fn is_available() -> bool {
    subtle().is_ok()
}

fn curve_name(curve: Curve) -> Option<&'static str> {
    match curve {
        Curve::P256 => Some("P-256"),
        Curve::P384 => Some("P-384"),
        Curve::P521 => Some("P-521"),
        Curve::P224 | Curve::Secp256k1 => None,
    }
}

/// The parameters for generating and importing.
fn key_algorithm(kind: &KeyKind) -> Result<Object, CryptoError> {
    match kind {
        KeyKind::Rsa { bits } => Ok(object(&[
            ("name", "RSASSA-PKCS1-v1_5".into()),
            ("modulusLength", (*bits).into()),
            ("publicExponent", Uint8Array::from(&[1, 0, 1][..]).into()),
            ("hash", "SHA-256".into()),
        ])),
        KeyKind::Ec { curve } => {
            let name = curve_name(*curve).ok_or_else(|| unsupported(kind))?;
            Ok(object(&[
                ("name", "ECDSA".into()),
                ("namedCurve", name.into()),
            ]))
        }
        KeyKind::Ed25519 => Ok(object(&[("name", "Ed25519".into())])),
        other => Err(unsupported(other)),
    }
}

async fn export(format: &str, key: &CryptoKey, kind: &KeyKind) -> Result<JsValue, CryptoError> {
    let promise = subtle()?
        .export_key(format, key)
        .map_err(|error| refusal(error, kind))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| refusal(error, kind))
}

/// Makes a key; the browser does it off the main thread.
pub async fn generate(kind: KeyKind) -> Result<SigningKey, CryptoError> {
    let algorithm = key_algorithm(&kind)?;
    let promise = subtle()?
        .generate_key_with_object(&algorithm, true, &usages(&["sign", "verify"]))
        .map_err(|error| refusal(error, &kind))?;
    let pair = JsFuture::from(promise)
        .await
        .map_err(|error| refusal(error, &kind))?;
    let member = |name: &str| {
        Reflect::get(&pair, &name.into())
            .ok()
            .and_then(|key| key.dyn_into::<CryptoKey>().ok())
            .ok_or_else(|| unsupported(&kind))
    };
    let (private_key, public_key) = (member("privateKey")?, member("publicKey")?);
    let spki = bytes(export("spki", &public_key, &kind).await?);
    Ok(SigningKey {
        kind,
        spki,
        private_key,
    })
}

async fn import(
    format: &str,
    data: &Object,
    kind: &KeyKind,
    usage: &str,
) -> Result<CryptoKey, CryptoError> {
    let algorithm = key_algorithm(kind)?;
    let promise = subtle()?
        .import_key_with_object(format, data, &algorithm, true, &usages(&[usage]))
        .map_err(|error| refusal(error, kind))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| refusal(error, kind))?
        .dyn_into()
        .map_err(|_| unsupported(kind))
}

/// Takes a PKCS#8 key in. Its public half comes from WebCrypto too, by way of a JSON Web Key whose
/// private members are taken out.
pub async fn import_pkcs8(kind: KeyKind, pkcs8: &[u8]) -> Result<SigningKey, CryptoError> {
    let data = Uint8Array::from(pkcs8);
    let private_key = import("pkcs8", &data, &kind, "sign").await?;
    let jwk: Object = export("jwk", &private_key, &kind).await?.unchecked_into();
    for name in ["d", "p", "q", "dp", "dq", "qi", "key_ops"] {
        let _ = Reflect::delete_property(&jwk, &name.into());
    }
    let public_key = import("jwk", &jwk, &kind, "verify").await?;
    let spki = bytes(export("spki", &public_key, &kind).await?);
    Ok(SigningKey {
        kind,
        spki,
        private_key,
    })
}

impl SigningKey {
    /// The browser's object, for signing.
    pub fn private_key(&self) -> &CryptoKey {
        &self.private_key
    }

    /// The key in PKCS#8. Secret.
    pub async fn pkcs8(&self) -> Result<Vec<u8>, CryptoError> {
        Ok(bytes(export("pkcs8", &self.private_key, &self.kind).await?))
    }
}
