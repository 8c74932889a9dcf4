//! A box that takes a pasted text, a dropped file or a picked one.

use web_sys::{DragEvent, File, HtmlInputElement};
use yew::functional::Hook as _;
use yew::prelude::*;

use super::field::{TextAreaFieldProperties, text_area_field};
use super::findings::Problem;
use crate::browser::file::{self, FileError};
use crate::locale::{Key, key, tr};
use crate::ui::components::erased::erased;
use crate::ui::context::use_text;

/// Properties of [`SourceBox`].
#[derive(Clone, Properties, PartialEq)]
pub struct SourceBoxProperties {
    /// The text area's id; the file input's is `ID-file`.
    pub id: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// Its text.
    pub value: AttrValue,
    /// Called with every change of the text.
    pub onchange: Callback<String>,
    /// Called with the bytes of a file.
    pub onfile: Callback<Vec<u8>>,
    /// What to paste.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
}

/// A text area that is also a place to drop a file on.
pub fn source_box(properties: SourceBoxProperties) -> Html {
    erased(format!("source_box-{}", properties.id), move |context| {
        use_source_box_view(&properties).run(context)
    })
}

#[hook]
fn use_source_box_view(properties: &SourceBoxProperties) -> Html {
    let text = use_text();
    let failure = use_state_eq(|| None::<FileError>);
    let is_over = use_state_eq(|| false);
    let read = {
        let (onfile, failure) = (properties.onfile.clone(), failure.clone());
        Callback::from(move |chosen: File| {
            let (onfile, failure) = (onfile.clone(), failure.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match file::read(chosen).await {
                    Ok(bytes) => {
                        failure.set(None);
                        onfile.emit(bytes);
                    }
                    Err(error) => failure.set(Some(error)),
                }
            });
        })
    };
    let ondrop = {
        let (read, is_over) = (read.clone(), is_over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(chosen) = file::dropped(&event) {
                read.emit(chosen);
            }
        })
    };
    let over = |is_over: &UseStateHandle<bool>, value: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(value);
        })
    };
    let onpick = Callback::from(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        if let Some(chosen) = input.and_then(|input| file::picked(&input)) {
            read.emit(chosen);
        }
    });
    let mut problems = properties.problems.clone();
    if let Some(error) = *failure {
        problems.push(Problem::error(
            text.get(file_error_key(error)),
            String::new(),
        ));
    }
    let id = &properties.id;
    html! {
        <div class={classes!("certbench-drop", is_over.then_some("certbench-drop--over"))} {ondrop}
            ondragover={over(&is_over, true)} ondragleave={over(&is_over, false)}>
            { text_area_field(&text, &yew::props!(TextAreaFieldProperties { id, label: properties.label.clone(), value: properties.value.clone(), hint: properties.hint.clone(), placeholder: properties.placeholder.clone(), onchange: properties.onchange.clone(), problems })) }
            // The browser's own button speaks the browser's language, not the page's.
            <div class="certbench-file">
                <input type="file" id={format!("{id}-file")} onchange={onpick} />
                <label class="certbench-small-button" for={format!("{id}-file")}>
                    { tr!(text, "file-choose") }
                </label>
            </div>
        </div>
    }
}

/// The key of why a file was not read.
pub const fn file_error_key(error: FileError) -> Key {
    match error {
        FileError::TooLarge => key!("file-too-large"),
        FileError::Unreadable => key!("file-unreadable"),
    }
}
