//! A button that copies a text and says that it did.

use std::time::Duration;

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::Glyph;
use crate::browser::clipboard;
use crate::context::use_text;
use crate::hooks::use_timeout;
use crate::locale::{key, tr};

/// For how long it is said that the text was copied.
const SHOWN: Duration = Duration::from_secs(2);

/// Properties of [`CopyButton`].
#[derive(Properties, PartialEq)]
pub struct CopyButtonProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What is copied.
    pub content: AttrValue,
    /// What the copied thing is called.
    pub name: AttrValue,
    /// Whether it has words beside its picture; what it says when it has copied is said in any case.
    #[prop_or(true)]
    pub has_words: bool,
}

/// Copies a text, and says for two seconds whether that worked.
#[component]
pub fn CopyButton(properties: &CopyButtonProperties) -> Html {
    let text = use_text();
    let outcome = use_state_eq(|| None::<bool>);
    let hide = {
        let outcome = outcome.setter();
        use_timeout(SHOWN, move || outcome.set(None))
    };
    let onclick = {
        let (outcome, content) = (outcome.setter(), properties.content.clone());
        Callback::from(move |_: MouseEvent| {
            let (outcome, content, hide) = (outcome.clone(), content.clone(), hide.clone());
            wasm_bindgen_futures::spawn_local(async move {
                outcome.set(Some(clipboard::write(&content).await));
                hide.start();
            });
        })
    };
    let (key, glyph) = match *outcome {
        None => (key!("copy"), Glyph::Copy),
        Some(true) => (key!("copied"), Glyph::Check),
        Some(false) => (key!("copy-failed"), Glyph::Close),
    };
    let is_hidden = !properties.has_words && outcome.is_none();
    let hidden = is_hidden.then_some("pf-v6-screen-reader");
    html! {
        <Button id={properties.id.clone()} variant={ButtonVariant::Plain} is_small={true} icon={glyph} {onclick}
            aria_label={tr!(text, "copy-name", name = properties.name.as_str())}>
            <span aria-live="polite" class={hidden}>{ text.get(key) }</span>
        </Button>
    }
}
