//! A text to be copied or saved.

use yew::prelude::*;

use super::button::{CopyButtonProperties, SaveButtonProperties, copy_button, save_button};
use crate::ui::context::Text;

/// Properties of [`Code`].
#[derive(Clone, Properties, PartialEq)]
pub struct CodeProperties {
    /// Its id; the buttons' ids begin with it.
    pub id: AttrValue,
    /// What it is.
    pub title: AttrValue,
    /// The text.
    pub content: AttrValue,
    /// A file name, where it can be saved.
    #[prop_or_default]
    pub file_name: Option<AttrValue>,
    /// The media type of that file.
    #[prop_or(AttrValue::Static("text/plain"))]
    pub media_type: AttrValue,
}

/// A text with its name, a copy button and, where it makes sense, a save button.
pub fn code_box(text: &Text, properties: &CodeProperties) -> Html {
    let CodeProperties {
        id,
        title,
        content,
        file_name,
        media_type,
    } = properties;
    html! {
        <div class="certbench-code">
            <div class="certbench-code__header">
                <span class="certbench-code__title" id={format!("{id}-title")}>{ title }</span>
                <span class="certbench-code__actions">
                    { copy_button(yew::props!(CopyButtonProperties { id: format!("{id}-copy"), content, name: title })) }
                    if let Some(file_name) = file_name {
                        { save_button(text, &yew::props!(SaveButtonProperties { id: format!("{id}-save"), content, file_name, media_type })) }
                    }
                </span>
            </div>
            <pre class="certbench-code__body" id={id.clone()} tabindex="0" role="region"
                aria-labelledby={format!("{id}-title")}>{ content }</pre>
        </div>
    }
}
