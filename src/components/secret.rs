//! Secret: a text that is in the page only while somebody wants to see it.

use yew::prelude::*;

use super::button::Button;
use super::code_block::CodeBlock;
use crate::context::use_text;
use crate::locale::key;

/// Properties of [`Secret`].
#[derive(Properties, PartialEq)]
pub struct SecretProperties {
    /// The text's id.
    pub id: AttrValue,
    /// The button's id.
    pub button_id: AttrValue,
    /// What it is.
    pub title: AttrValue,
    /// The secret while it is shown.
    pub secret: Option<AttrValue>,
    /// Called to fetch the secret (true), or to forget it (false).
    pub ontoggle: Callback<bool>,
}

/// A button that shows and hides a secret. The caller fetches it only then, and forgets it afterwards.
#[component]
pub fn Secret(properties: &SecretProperties) -> Html {
    let text = use_text();
    let is_shown = properties.secret.is_some();
    let onclick = properties.ontoggle.reform(move |_: MouseEvent| !is_shown);
    let words = if is_shown {
        key!("card-hide")
    } else {
        key!("card-reveal")
    };
    html! {
        <>
            <div>
                <Button id={properties.button_id.clone()} aria_expanded={is_shown} {onclick}>
                    { text.get(words) }
                </Button>
            </div>
            if let Some(secret) = &properties.secret {
                <CodeBlock id={properties.id.clone()} title={properties.title.clone()} content={secret} />
            }
        </>
    }
}
