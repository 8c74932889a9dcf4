//! The one Trusted Types policy: it lets the worker's own address pass, and nothing else.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

/// The policy's name, which the Content-Security-Policy allows.
const POLICY: &str = "certbench-worker";

/// The worker's address as a TrustedScriptURL, or as it is where the browser has no Trusted Types.
pub fn script_url(address: &str) -> JsValue {
    trusted_url(address).unwrap_or_else(|| JsValue::from_str(address))
}

fn trusted_url(address: &str) -> Option<JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into()).ok()?;
    let create: Function = Reflect::get(&factory, &"createPolicy".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let only = address.to_owned();
    let allow = Closure::<dyn Fn(String) -> Option<String>>::new(move |asked: String| {
        (asked == only).then_some(asked)
    });
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), allow.as_ref()).ok()?;
    let policy = create.call2(&factory, &POLICY.into(), &rules).ok()?;
    let create_url: Function = Reflect::get(&policy, &"createScriptURL".into())
        .ok()?
        .dyn_into()
        .ok()?;
    create_url.apply(&policy, &Array::of1(&address.into())).ok()
}
