//! The worker's side of the conversation, and what the browser computes for it.

pub mod crypto;
pub mod utf8;
pub mod verify;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CryptoKey, DedicatedWorkerGlobalScope, MessageEvent};

use utf8::utf8;

use crate::{Envelope, Performed, Session, ToBeSigned};
use certbench_formats::signature::SignatureCheck;

/// The first message from the worker: from now on it listens.
pub const READY: &str = "ready";

fn post(scope: &DedicatedWorkerGlobalScope, reply: Option<Vec<u8>>) {
    if let Some(reply) = reply {
        // Fails only when the page is gone, and then nobody waits for it.
        let _ = scope.post_message(&Uint8Array::from(reply.as_slice()));
    }
}

/// What stays in the worker between messages.
#[derive(Default)]
struct Memory {
    /// What the engine remembers.
    session: RefCell<Session>,
    /// The key that came last; it stays for further signatures.
    held_key: RefCell<Option<CryptoKey>>,
}

impl Memory {
    /// One message: the envelope alone, or in an array with what travels beside it: bytes, a
    /// text, or the key for a signature, unless it is here already.
    fn read(&self, data: &JsValue) -> Option<(Envelope, Option<CryptoKey>)> {
        let envelope = |data: &JsValue| {
            let message: &Uint8Array = data.dyn_ref()?;
            Envelope::read(&message.to_vec())
        };
        if let Some(envelope) = envelope(data) {
            return Some((envelope, None));
        }
        let parts: &Array = data.dyn_ref()?;
        let mut envelope = envelope(&parts.get(0))?;
        let beside = parts.get(1);
        let bytes = match beside.dyn_ref::<JsString>() {
            Some(text) => utf8(text),
            None => beside.dyn_ref().map(Uint8Array::to_vec),
        };
        if let Some(bytes) = bytes {
            envelope.request.attach(bytes);
            return Some((envelope, None));
        }
        if let Ok(key) = beside.dyn_into::<CryptoKey>() {
            *self.held_key.borrow_mut() = Some(key);
        }
        Some((envelope, self.held_key.borrow().clone()))
    }

    fn reply(&self, envelope: Envelope, performed: &Performed) -> Option<Vec<u8>> {
        envelope.reply(performed, &mut self.session.borrow_mut())
    }
}

/// Does what the question needs and cannot do itself.
async fn perform(
    checks: &[SignatureCheck],
    to_be_signed: Option<ToBeSigned>,
    key: Option<CryptoKey>,
) -> Performed {
    let mut performed = Performed {
        verdicts: verify::perform_all(checks).await,
        ..Performed::default()
    };
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
    let memory = Rc::new(Memory::default());
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((envelope, key)) = memory.read(&event.data()) else {
            return;
        };
        let checks = envelope.request.signature_checks(&memory.session.borrow());
        let to_be_signed = key.as_ref().and_then(|_| envelope.request.to_be_signed());
        let replies = replies.clone();
        if checks.is_empty() && to_be_signed.is_none() {
            post(&replies, memory.reply(envelope, &Performed::default()));
            return;
        }
        let memory = Rc::clone(&memory);
        wasm_bindgen_futures::spawn_local(async move {
            let performed = perform(&checks, to_be_signed, key).await;
            post(&replies, memory.reply(envelope, &performed));
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}
