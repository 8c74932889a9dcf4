//! The texts of the languages: files beside the page, fetched when it starts.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::page;
use crate::locale::{Language, Locale};

thread_local! {
    static LOADED: RefCell<Vec<Rc<Locale>>> = const { RefCell::new(Vec::new()) };
}

/// Asks for a language's file at once; its texts are there when the future is done.
fn load(language: Language) -> impl Future<Output = Result<(), JsValue>> {
    let address = page::resolve(&format!("./texts/{}.ftl", language.tag()));
    let asked = web_sys::window().map(|window| window.fetch_with_str(&address));
    async move {
        let asked = asked.ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(asked).await?.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?;
        let text = text.as_string().filter(|_| response.ok());
        let text = text.ok_or(JsValue::NULL)?;
        let locale = Locale::from_sources(language, [text.as_str()]);
        LOADED.with_borrow_mut(|loaded| loaded.push(Rc::new(locale)));
        Ok(())
    }
}

/// Fetches all languages; `ready` is called when the first one is there, for the others nobody waits.
/// Without any there is no page.
pub async fn start(first: Language, ready: impl FnOnce()) {
    let others: Vec<_> = Language::ALL
        .into_iter()
        .filter(|language| *language != first)
        .collect();
    let first = load(first);
    let others: Vec<_> = others.into_iter().map(load).collect();
    let is_there = first.await.is_ok();
    if is_there {
        ready();
    }
    for other in others {
        let _ = other.await;
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
