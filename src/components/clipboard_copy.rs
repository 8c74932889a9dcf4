//! ClipboardCopy: a short text with a button that copies it.

use yew::prelude::*;

use super::copy_button::CopyButton;

/// Properties of [`ClipboardCopy`].
#[derive(Properties, PartialEq)]
pub struct ClipboardCopyProperties {
    /// The text's id; the button's is `ID-copy`.
    pub id: AttrValue,
    /// The text.
    pub content: AttrValue,
    /// What it is called.
    pub name: AttrValue,
    /// Whether it is code.
    #[prop_or(true)]
    pub is_code: bool,
}

/// A text within a line, and the button that copies it.
#[component]
pub fn ClipboardCopy(properties: &ClipboardCopyProperties) -> Html {
    let ClipboardCopyProperties {
        id,
        content,
        name,
        is_code,
    } = properties;
    let tag = if *is_code { "code" } else { "span" };
    let code = is_code.then_some("pf-m-code");
    html! {
        <span class="pf-v6-c-clipboard-copy pf-m-inline">
            <@{tag} class={classes!("pf-v6-c-clipboard-copy__text", code)} {id}>{ content }</@>
            <span class="pf-v6-c-clipboard-copy__actions">
                <span class="pf-v6-c-clipboard-copy__actions-item">
                    <CopyButton id={format!("{id}-copy")} {content} {name} has_words={false} />
                </span>
            </span>
        </span>
    }
}
