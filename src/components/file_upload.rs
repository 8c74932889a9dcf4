//! FileUpload: a place to drop files on, with a button that picks one.

use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::browser::file;
use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`FileUpload`].
#[derive(Properties, PartialEq)]
pub struct FileUploadProperties {
    /// The file input's id.
    pub id: AttrValue,
    /// Called with the files that were picked or dropped.
    #[prop_or_default]
    pub onfiles: Callback<Vec<File>>,
    /// Called with a drop, for callers that look into folders; `onfiles` is not called for drops then.
    #[prop_or_default]
    pub ondrop: Option<Callback<DragEvent>>,
    /// Whether several files can be picked.
    #[prop_or_default]
    pub is_multiple: bool,
    /// The words on the button.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// More controls beside the button.
    #[prop_or_default]
    pub actions: Html,
    /// A text area for what can also be pasted.
    #[prop_or_default]
    pub children: Html,
}

/// A frame that shows that files can be dropped on it, and a button to pick one.
#[component]
pub fn FileUpload(properties: &FileUploadProperties) -> Html {
    let text = use_text();
    // Entering a child is told before leaving its parent, so the depth is counted.
    let depth = use_mut_ref(|| 0_u32);
    let is_over = use_state_eq(|| false);
    let enter_or_leave = |change: fn(u32) -> u32| {
        let (depth, is_over) = (depth.clone(), is_over.setter());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let mut depth = depth.borrow_mut();
            *depth = change(*depth);
            is_over.set(*depth > 0);
        })
    };
    let ondragenter = enter_or_leave(|depth| depth.saturating_add(1));
    let ondragleave = enter_or_leave(|depth| depth.saturating_sub(1));
    let ondrop = {
        let (leave, onfiles) = (enter_or_leave(|_| 0), properties.onfiles.clone());
        let own = properties.ondrop.clone();
        Callback::from(move |event: DragEvent| {
            leave.emit(event.clone());
            match &own {
                Some(own) => own.emit(event),
                None => onfiles.emit(file::dropped_files(&event)),
            }
        })
    };
    // Without it a browser opens the file instead.
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let onchange = properties.onfiles.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let picked = input
            .map(|input| file::all_picked(&input))
            .unwrap_or_default();
        picked.into_iter().map(|named| named.file).collect()
    });
    let id = &properties.id;
    let label = properties.label.clone();
    let label = label.unwrap_or_else(|| tr!(text, "file-choose").into());
    html! {
        <div class={classes!("pf-v6-c-file-upload", is_over.then_some("pf-m-drag-hover"))}
            {ondrop} {ondragenter} {ondragleave} {ondragover}>
            if properties.children != Html::default() {
                <div class="pf-v6-c-file-upload__file-details">{ properties.children.clone() }</div>
            }
            <div class="pf-v6-c-file-upload__file-select certbench-file">
                // The browser's own button speaks the browser's language, not the page's.
                <input type="file" {id} multiple={properties.is_multiple} {onchange} />
                <label class="pf-v6-c-button pf-m-secondary pf-m-small" for={id}>
                    <span class="pf-v6-c-button__icon pf-m-start"><Icon glyph={Glyph::Upload} /></span>
                    <span class="pf-v6-c-button__text">{ label }</span>
                </label>
                { properties.actions.clone() }
            </div>
        </div>
    }
}
