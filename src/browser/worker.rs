//! The worker's side of the conversation.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::verify;
use crate::engine::Envelope;

/// The first message from the worker: from now on it listens.
pub const READY: &str = "ready";

fn post(scope: &DedicatedWorkerGlobalScope, reply: Option<String>) {
    if let Some(reply) = reply {
        // Fails only when the page is gone, and then nobody waits for it.
        let _ = scope.post_message(&JsValue::from_str(&reply));
    }
}

/// Answers every message for as long as the worker lives.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let replies = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let message = event.data().as_string();
        let Some(envelope) = message.and_then(|message| Envelope::read(&message)) else {
            return;
        };
        let checks = envelope.request.signature_checks();
        let replies = replies.clone();
        if checks.is_empty() {
            post(&replies, envelope.reply(&[]));
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            let mut verdicts = Vec::with_capacity(checks.len());
            for check in &checks {
                verdicts.push(verify::perform(check).await);
            }
            post(&replies, envelope.reply(&verdicts));
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
}
