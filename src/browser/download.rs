//! Files handed to the user.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlAnchorElement;

/// Offers bytes as a file.
pub fn save(name: &str, content: &[u8], media_type: &str) {
    let url = ObjectUrl::from(Blob::new_with_options(content, Some(media_type)));
    let document = gloo::utils::document();
    let anchor = document
        .create_element("a")
        .ok()
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser reads the address after this turn of the event loop.
    Timeout::new(10_000, move || drop(url)).forget();
}
