//! A panic in the page gives a plain screen with the message, a way to copy it and to go on.
//!
//! The screen is plain JavaScript (`static/panic.js`), because after a panic no Rust may run.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::locale::{Locale, tr};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = certbenchPanic, js_name = prepare, catch)]
    fn prepare_screen(
        title: &str,
        explanation: &str,
        copy: &str,
        proceed: &str,
    ) -> Result<(), wasm_bindgen::JsValue>;

    #[wasm_bindgen(js_namespace = certbenchPanic, js_name = show, catch)]
    fn show_screen(message: &str) -> Result<(), wasm_bindgen::JsValue>;
}

/// Shows the screen whenever the page panics.
pub fn install_hook() {
    // Yew would install its own otherwise, which writes to the console.
    yew::set_custom_panic_hook(Box::new(|information| {
        // Without the script there is nothing left to show it with.
        let _ = show_screen(&information.to_string());
    }));
}

/// Tells the screen its words, so that it needs none of ours when it is shown.
pub fn prepare(locale: &Locale) {
    let _ = prepare_screen(
        &tr!(locale, "panic-title"),
        &tr!(locale, "panic-explanation"),
        &tr!(locale, "panic-copy"),
        &tr!(locale, "panic-proceed"),
    );
}
