//! CodeBlock: a text to be read, copied or saved.

use yew::prelude::*;

use super::button::ButtonVariant;
use super::copy_button::CopyButton;
use super::save_button::SaveButton;

/// Properties of [`CodeBlock`].
#[derive(Properties, PartialEq)]
pub struct CodeBlockProperties {
    /// The text's id; the title's is `ID-title`, the buttons' are `ID-copy` and `ID-save`.
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
    /// Called after it was saved.
    #[prop_or_default]
    pub onsave: Callback<()>,
    /// More actions beside copying and saving.
    #[prop_or_default]
    pub actions: Html,
}

/// A text with its name and a copy button and, with a file name, a save button. What is too long or too
/// wide scrolls inside it.
#[component]
pub fn CodeBlock(properties: &CodeBlockProperties) -> Html {
    let CodeBlockProperties {
        id,
        title,
        content,
        file_name,
        media_type,
        onsave,
        actions,
    } = properties;
    html! {
        <div class="pf-v6-c-code-block certbench-code-block">
            <div class="pf-v6-c-code-block__header">
                <span class="certbench-code-block__title" id={format!("{id}-title")}>{ title }</span>
                <div class="pf-v6-c-code-block__actions">
                    { actions.clone() }
                    <div class="pf-v6-c-code-block__actions-item">
                        <CopyButton id={format!("{id}-copy")} {content} name={title} />
                    </div>
                    if let Some(file_name) = file_name {
                        <div class="pf-v6-c-code-block__actions-item">
                            <SaveButton id={format!("{id}-save")} variant={ButtonVariant::Plain} {content}
                                {file_name} {media_type} {onsave} />
                        </div>
                    }
                </div>
            </div>
            <div class="pf-v6-c-code-block__content">
                // What scrolls must be reachable by keyboard.
                <pre class="pf-v6-c-code-block__pre" id={id} tabindex="0" role="region"
                    aria-labelledby={format!("{id}-title")}
                    ><code class="pf-v6-c-code-block__code">{ content }</code></pre>
            </div>
        </div>
    }
}
