//! Files handed to the user.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::{BlobPropertyBag, HtmlAnchorElement};

/// A file that is written part by part; what was written lies in the browser's own keeping.
#[derive(Default)]
pub struct Growing(Array);

impl Growing {
    /// Adds to its end.
    pub fn push(&self, text: &str) {
        self.0.push(&Uint8Array::from(text.as_bytes()));
    }

    /// Offers it.
    pub fn save(&self, name: &str, media_type: &str) {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&self.0, &options);
        // Only a sequence of something else than bytes is refused.
        if let Ok(blob) = blob {
            offer(name, ObjectUrl::from(Blob::from(blob)));
        }
    }
}

/// Offers bytes as a file.
pub fn save(name: &str, content: &[u8], media_type: &str) {
    offer(
        name,
        ObjectUrl::from(Blob::new_with_options(content, Some(media_type))),
    );
}

fn offer(name: &str, url: ObjectUrl) {
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
