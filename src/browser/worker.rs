//! The worker's side of the conversation.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CryptoKey, DedicatedWorkerGlobalScope, MessageEvent};

use super::{crypto, verify};
use crate::domain::signature::SignatureCheck;
use crate::engine::{Envelope, Performed, ToBeSigned};

/// The first message from the worker: from now on it listens.
pub const READY: &str = "ready";

fn post(scope: &DedicatedWorkerGlobalScope, reply: Option<String>) {
    if let Some(reply) = reply {
        // Fails only when the page is gone, and then nobody waits for it.
        let _ = scope.post_message(&JsValue::from_str(&reply));
    }
}

thread_local! {
    /// The key that came last; it stays for further signatures.
    static HELD_KEY: RefCell<Option<CryptoKey>> = const { RefCell::new(None) };
}

/// One message: the envelope alone, or in an array, where a signature is wanted, with a key that is
/// not here yet.
fn read(data: &JsValue) -> Option<(Envelope, Option<CryptoKey>)> {
    if let Some(text) = data.as_string() {
        return Some((Envelope::read(&text)?, None));
    }
    let parts: &Array = data.dyn_ref()?;
    let envelope = Envelope::read(&parts.get(0).as_string()?)?;
    if let Ok(key) = parts.get(1).dyn_into::<CryptoKey>() {
        HELD_KEY.set(Some(key));
    }
    Some((envelope, HELD_KEY.with_borrow(Clone::clone)))
}

/// Does what the question needs and cannot do itself.
async fn perform(
    checks: &[SignatureCheck],
    to_be_signed: Option<ToBeSigned>,
    key: Option<CryptoKey>,
) -> Performed {
    let mut performed = Performed::default();
    for check in checks {
        performed.verdicts.push(verify::perform(check).await);
    }
    if let (Some(asked), Some(key)) = (to_be_signed, key) {
        let signature = crypto::sign(&key, &asked.kind, &asked.message).await;
        performed.signed = Some((asked, signature.map_err(|error| error.to_string())));
    }
    performed
}

/// Answers every message for as long as the worker lives.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let replies = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((envelope, key)) = read(&event.data()) else {
            return;
        };
        let checks = envelope.request.signature_checks();
        let to_be_signed = key.as_ref().and_then(|_| envelope.request.to_be_signed());
        let replies = replies.clone();
        if checks.is_empty() && to_be_signed.is_none() {
            post(&replies, envelope.reply(&Performed::default()));
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            let performed = perform(&checks, to_be_signed, key).await;
            post(&replies, envelope.reply(&performed));
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}
