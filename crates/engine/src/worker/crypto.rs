//! WebCrypto, in the page and in the worker: constant time, native speed.

use std::cell::OnceCell;

use certbench_x509::public_key::{Curve, KeyKind};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

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

/// WebCrypto, in the page or in the worker.
pub fn subtle() -> Result<SubtleCrypto, CryptoError> {
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

/// A JavaScript object with these members.
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// The error for a kind of key that this browser does not have.
pub fn unsupported(kind: &KeyKind) -> CryptoError {
    CryptoError::Unsupported(kind.name())
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

/// What WebCrypto threw, as an error.
pub fn refusal(error: JsValue, kind: &KeyKind) -> CryptoError {
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

/// A list of key usages (Web Cryptography API section 13).
pub fn usages(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}

/// The bytes of an ArrayBuffer.
pub fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec()
}

/// Takes a public key in, for verifying.
pub async fn import_spki(spki: &[u8], parameters: &Object) -> Option<CryptoKey> {
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
