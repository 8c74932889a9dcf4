//! Keys and signatures by WebCrypto: constant time, native speed, the browser's randomness.

use std::cell::OnceCell;

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::domain::public_key::{Curve, KeyKind};

/// Why WebCrypto did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// No WebCrypto: the page is not served over https or from localhost.
    #[error("WebCrypto is missing")]
    Missing,
    /// This browser does not have this kind of key.
    #[error("{0} is not supported by this browser")]
    Unsupported(String),
    /// It refused, in its own words; they never quote a key.
    #[error("WebCrypto refused: {0}")]
    Refused(String),
}

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

/// WebCrypto, in the page or in the worker.
pub(super) fn subtle() -> Result<SubtleCrypto, CryptoError> {
    thread_local! {
        /// It stays the same for as long as the page does.
        static FOUND: OnceCell<SubtleCrypto> = const { OnceCell::new() };
    }
    FOUND.with(|found| match found.get() {
        Some(subtle) => Ok(subtle.clone()),
        None => find_subtle().map(|subtle| found.get_or_init(|| subtle).clone()),
    })
}

fn find_subtle() -> Result<SubtleCrypto, CryptoError> {
    let member = |object: &JsValue, name: &str| {
        Reflect::get(object, &name.into()).map_err(|_| CryptoError::Missing)
    };
    let crypto = member(&js_sys::global(), "crypto")?;
    // `crypto.subtle` is undefined in an insecure context.
    member(&crypto, "subtle")?
        .dyn_into()
        .map_err(|_| CryptoError::Missing)
}

/// Whether keys can be made and used here.
pub fn is_available() -> bool {
    subtle().is_ok()
}

/// A JavaScript object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn unsupported(kind: &KeyKind) -> CryptoError {
    CryptoError::Unsupported(kind.name())
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

/// The parameters for signing; the digests are those of `request_builder::signature_algorithm`.
fn signature_algorithm(kind: &KeyKind) -> Object {
    match kind {
        KeyKind::Ec { curve } => {
            let hash = match curve {
                Curve::P384 => "SHA-384",
                Curve::P521 => "SHA-512",
                _ => "SHA-256",
            };
            object(&[("name", "ECDSA".into()), ("hash", hash.into())])
        }
        KeyKind::Ed25519 => object(&[("name", "Ed25519".into())]),
        _ => object(&[("name", "RSASSA-PKCS1-v1_5".into())]),
    }
}

fn refusal(error: JsValue, kind: &KeyKind) -> CryptoError {
    let text = |name: &str| {
        Reflect::get(&error, &name.into())
            .ok()
            .and_then(|value| value.as_string())
            .unwrap_or_default()
    };
    let name = text("name");
    if name == "NotSupportedError" {
        unsupported(kind)
    } else {
        CryptoError::Refused(if name.is_empty() {
            text("message")
        } else {
            name
        })
    }
}

fn usages(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}

async fn export(format: &str, key: &CryptoKey, kind: &KeyKind) -> Result<JsValue, CryptoError> {
    let promise = subtle()?
        .export_key(format, key)
        .map_err(|error| refusal(error, kind))?;
    JsFuture::from(promise)
        .await
        .map_err(|error| refusal(error, kind))
}

fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec()
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

/// Takes a public key in, for verifying.
pub(super) async fn import_spki(spki: &[u8], parameters: &Object) -> Option<CryptoKey> {
    thread_local! {
        static VERIFY: Array = usages(&["verify"]);
    }
    let data = Uint8Array::from(spki);
    let subtle = subtle().ok()?;
    let promise = VERIFY
        .with(|verify| subtle.import_key_with_object("spki", &data, parameters, true, verify))
        .ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
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

/// Signs; r‖s for ECDSA.
pub async fn sign(key: &CryptoKey, kind: &KeyKind, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let promise = subtle()?
        .sign_with_object_and_u8_array(&signature_algorithm(kind), key, message)
        .map_err(|error| refusal(error, kind))?;
    let signature = JsFuture::from(promise)
        .await
        .map_err(|error| refusal(error, kind))?;
    Ok(bytes(signature))
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
