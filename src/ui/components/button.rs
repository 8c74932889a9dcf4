//! Buttons, and the two that hand a text over: copy and save.

use gloo::timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::functional::Hook as _;
use yew::prelude::*;

use super::icon::{Glyph, icon};
use crate::browser::{clipboard, download};
use crate::locale::{key, tr};
use crate::ui::components::erased::erased;
use crate::ui::context::{Text, use_text};

/// How much a button stands out.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ActionKind {
    /// The next thing to do.
    Primary,
    /// Anything else.
    #[default]
    Secondary,
    /// Without a frame.
    Link,
    /// It destroys something.
    Danger,
}

/// Properties of [`ActionButton`].
#[derive(Clone, Properties, PartialEq)]
pub struct ActionButtonProperties {
    /// Its id.
    pub id: AttrValue,
    /// Its words.
    pub label: String,
    /// How much it stands out.
    #[prop_or_default]
    pub kind: ActionKind,
    /// A picture before the words.
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// Whether it cannot be pressed now.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether what it started is still going on.
    #[prop_or_default]
    pub busy: bool,
    /// Called when it is pressed.
    pub onclick: Callback<()>,
}

/// A button with words.
pub fn action_button(text: &Text, properties: &ActionButtonProperties) -> Html {
    let variant = match properties.kind {
        ActionKind::Primary => "pf-m-primary",
        ActionKind::Secondary => "pf-m-secondary",
        ActionKind::Link => "pf-m-link",
        ActionKind::Danger => "pf-m-danger pf-m-secondary",
    };
    let progress = properties.busy.then_some("pf-m-progress pf-m-in-progress");
    let button = NodeRef::default();
    let onclick = {
        let button = button.clone();
        properties.onclick.reform(move |_: MouseEvent| {
            // The component library took the focus off a pressed button; so that nothing changes, we do too.
            if let Some(element) = button.cast::<HtmlElement>() {
                element.blur().ok();
            }
        })
    };
    html! {
        <button ref={button} type="button" id={properties.id.clone()}
            class={classes!("pf-v6-c-button", variant, progress)}
            disabled={properties.disabled || properties.busy} {onclick}>
            if properties.busy {
                <span class="pf-v6-c-button__progress">{ spinner(text) }</span>
            }
            if let Some(glyph) = properties.glyph {
                <span class="pf-v6-c-button__icon pf-m-start">{ icon(glyph) }</span>
            }
            <span class="pf-v6-c-button__text">{ &properties.label }</span>
        </button>
    }
}

fn spinner(text: &Text) -> Html {
    html! {
        <svg class="pf-v6-c-spinner pf-m-md" role="progressbar" viewBox="0 0 100 100"
            aria-label={tr!(text, "loading")}>
            <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
        </svg>
    }
}

/// Properties of [`CopyButton`].
#[derive(Clone, Properties, PartialEq)]
pub struct CopyButtonProperties {
    /// Its id.
    pub id: AttrValue,
    /// What is copied.
    pub content: AttrValue,
    /// What the copied thing is called.
    pub name: AttrValue,
}

/// Copies a text and says so for two seconds.
pub fn copy_button(properties: CopyButtonProperties) -> Html {
    erased(format!("copy_button-{}", properties.id), move |context| {
        use_copy_button_view(&properties).run(context)
    })
}

#[hook]
fn use_copy_button_view(properties: &CopyButtonProperties) -> Html {
    let text = use_text();
    let outcome = use_state_eq(|| None::<bool>);
    let onclick = {
        let (outcome, content) = (outcome.clone(), properties.content.clone());
        Callback::from(move |_: MouseEvent| {
            let (outcome, content) = (outcome.clone(), content.clone());
            wasm_bindgen_futures::spawn_local(async move {
                outcome.set(Some(clipboard::write(&content).await));
                Timeout::new(2_000, move || outcome.set(None)).forget();
            });
        })
    };
    let (key, glyph) = match *outcome {
        None => (key!("copy"), Glyph::Copy),
        Some(true) => (key!("copied"), Glyph::Check),
        Some(false) => (key!("copy-failed"), Glyph::Close),
    };
    html! {
        <button type="button" id={properties.id.clone()} class="certbench-small-button" {onclick}
            aria-label={tr!(text, "copy-name", name = properties.name.as_str())}>
            { icon(glyph) }
            <span aria-live="polite">{ text.get(key) }</span>
        </button>
    }
}

/// Properties of [`SaveButton`].
#[derive(Clone, Properties, PartialEq)]
pub struct SaveButtonProperties {
    /// Its id.
    pub id: AttrValue,
    /// What is saved.
    pub content: AttrValue,
    /// Under which name.
    pub file_name: AttrValue,
    /// Its media type.
    pub media_type: AttrValue,
}

/// Saves a text as a file.
pub fn save_button(text: &Text, properties: &SaveButtonProperties) -> Html {
    let onclick = {
        let (name, content, media_type) = (
            properties.file_name.clone(),
            properties.content.clone(),
            properties.media_type.clone(),
        );
        Callback::from(move |_: MouseEvent| download::save(&name, content.as_bytes(), &media_type))
    };
    html! {
        <button type="button" id={properties.id.clone()} class="certbench-small-button" {onclick}
            aria-label={tr!(text, "save-name", name = properties.file_name.as_str())}>
            { icon(Glyph::Download) }
            <span>{ &properties.file_name }</span>
        </button>
    }
}
