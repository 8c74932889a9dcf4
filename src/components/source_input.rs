//! SourceInput: takes a pasted text, a dropped file or a picked one.

use web_sys::File;
use yew::prelude::*;

use super::file_upload::FileUpload;
use super::findings::Problem;
use super::form_group::FormGroup;
use super::text_area::TextArea;
use crate::browser::file::{self, FileError};
use crate::context::use_text;
use crate::locale::{Key, key};

/// The key of why a file was not read.
pub const fn file_error_key(error: FileError) -> Key {
    match error {
        FileError::TooLarge => key!("file-too-large"),
        FileError::Unreadable => key!("file-unreadable"),
    }
}

/// Properties of [`SourceInput`].
#[derive(Properties, PartialEq)]
pub struct SourceInputProperties {
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
    pub helper_text: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// How many lines are seen.
    #[prop_or(6)]
    pub rows: u32,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
}

/// A text area that is also a place to drop a file on.
#[component]
pub fn SourceInput(properties: &SourceInputProperties) -> Html {
    let text = use_text();
    let failure = use_state_eq(|| None::<FileError>);
    let onfiles = {
        let (onfile, failure) = (properties.onfile.clone(), failure.setter());
        Callback::from(move |mut files: Vec<File>| {
            if files.is_empty() {
                return;
            }
            let chosen = files.swap_remove(0);
            let (onfile, failure) = (onfile.clone(), failure.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let read = file::read(chosen).await;
                failure.set(read.as_ref().err().copied());
                if let Ok(bytes) = read {
                    onfile.emit(bytes);
                }
            });
        })
    };
    let mut problems = properties.problems.clone();
    if let Some(error) = *failure {
        let words = text.get(file_error_key(error));
        problems.push(Problem::error(words, String::new()));
    }
    let id = &properties.id;
    html! {
        <FormGroup {id} label={properties.label.clone()} helper_text={properties.helper_text.clone()} {problems}>
            <FileUpload id={format!("{id}-file")} {onfiles}>
                <TextArea value={properties.value.clone()} onchange={properties.onchange.clone()}
                    rows={properties.rows} placeholder={properties.placeholder.clone()} />
            </FileUpload>
        </FormGroup>
    }
}
