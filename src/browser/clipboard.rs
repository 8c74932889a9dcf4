//! The clipboard, for writing only.

use wasm_bindgen_futures::JsFuture;

/// Copies a text; whether the browser let us.
pub async fn write(text: &str) -> bool {
    let window = gloo::utils::window();
    // Absent where the page is not served over https or from localhost.
    let has_clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard
        && JsFuture::from(window.navigator().clipboard().write_text(text))
            .await
            .is_ok()
}
