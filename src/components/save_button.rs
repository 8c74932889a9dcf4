//! A button that hands a text over as a file.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::Glyph;
use crate::browser::download;
use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`SaveButton`].
#[derive(Properties, PartialEq)]
pub struct SaveButtonProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What is saved.
    pub content: AttrValue,
    /// Under which name, which is also what the button says.
    pub file_name: AttrValue,
    /// Its media type.
    #[prop_or(AttrValue::Static("text/plain"))]
    pub media_type: AttrValue,
    /// How much it stands out.
    #[prop_or(ButtonVariant::Secondary)]
    pub variant: ButtonVariant,
    /// Called after it was handed over.
    #[prop_or_default]
    pub onsave: Callback<()>,
}

/// Saves a text as a file.
#[component]
pub fn SaveButton(properties: &SaveButtonProperties) -> Html {
    let text = use_text();
    let file_name = &properties.file_name;
    let onclick = {
        let (name, content) = (file_name.clone(), properties.content.clone());
        let (media_type, onsave) = (properties.media_type.clone(), properties.onsave.clone());
        Callback::from(move |_: MouseEvent| {
            download::save(&name, content.as_bytes(), &media_type);
            onsave.emit(());
        })
    };
    html! {
        <Button id={properties.id.clone()} variant={properties.variant} is_small={true}
            icon={Glyph::Download} {onclick}
            aria_label={tr!(text, "save-name", name = file_name.as_str())}>
            { file_name }
        </Button>
    }
}
