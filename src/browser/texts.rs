//! The texts of the languages: files beside the page. `static/start.js` asks for the reader's own before the
//! page is there.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::locale::{Language, Locale};

thread_local! {
    static LOADED: RefCell<Vec<Rc<Locale>>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
extern "C" {
    /// The content of a language's file.
    #[wasm_bindgen(js_namespace = certbenchStart, js_name = texts, catch)]
    fn fetch_texts(tag: &str) -> Result<Promise, JsValue>;
}

async fn load(language: Language) -> Result<(), JsValue> {
    let text = JsFuture::from(fetch_texts(language.tag())?).await?;
    let text = text.as_string().ok_or(JsValue::NULL)?;
    let locale = Locale::from_sources(language, [text.as_str()]);
    LOADED.with_borrow_mut(|loaded| loaded.push(Rc::new(locale)));
    Ok(())
}

/// Fetches all languages; `ready` is called when the first one is there, and only then are the others asked
/// for. Without any there is no page.
pub async fn start(first: Language, ready: impl FnOnce()) {
    if load(first).await.is_ok() {
        ready();
    }
    for language in Language::ALL {
        if language != first {
            let _ = load(language).await;
        }
    }
    assert!(
        LOADED.with_borrow(|loaded| !loaded.is_empty()),
        "the texts cannot be fetched"
    );
}

/// The texts of a language; of another one while its own are not there.
pub fn locale(language: Language) -> Rc<Locale> {
    LOADED.with_borrow(|loaded| {
        let own = loaded.iter().find(|locale| locale.language() == language);
        own.or(loaded.first())
            .map_or_else(|| Rc::new(Locale::from_sources(language, [])), Rc::clone)
    })
}
