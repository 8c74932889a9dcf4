//! What goes in: a text, files, folders, a passphrase.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::{DragEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::functional::Hook as _;
use yew::prelude::*;

use super::InspectProperties;
use super::given::{reading_progress, refusals, sources};
use super::state::{Given, InspectAction, Refusal};
use crate::browser::file::{self, FileError, Named};
use crate::locale::tr;
use crate::ui::components::erased::erased;
use crate::ui::components::field::{FieldProperties, TextFieldProperties, field_frame, text_field};
use crate::ui::context::{InspectHandle, use_text};

/// How long after the last key a text is read.
const PAUSE_MILLISECONDS: u32 = 200;
/// A paste longer than this becomes a source of its own: laying it out in a text area would stop the
/// page for longer than reading it takes.
const LONG_PASTE: u32 = 200_000;
/// Reads files one after the other.
async fn take_files(state: InspectHandle, files: Vec<Named>) {
    let (mut given, mut refused) = (Vec::new(), Vec::new());
    for Named { name, file } in files {
        match file::content(&file).await {
            Ok(content) => given.push(Given::new(name, content)),
            Err(error) => refused.push((name, refusal(error))),
        }
    }
    if !given.is_empty() || !refused.is_empty() {
        state.dispatch(InspectAction::Add(given, refused));
    }
}

/// Takes what stands in the text area.
fn take_text(state: &InspectHandle, area: &NodeRef) {
    let Some(area) = area.cast::<HtmlTextAreaElement>() else {
        return;
    };
    state.dispatch(match file::entered(&area) {
        Ok(content) => InspectAction::SetText(content),
        Err(error) => InspectAction::Add(Vec::new(), vec![(String::new(), refusal(error))]),
    });
}

const fn refusal(error: FileError) -> Refusal {
    match error {
        FileError::TooLarge => Refusal::TooLarge,
        FileError::Unreadable => Refusal::Unreadable,
    }
}

/// Everything that goes in.
pub fn source_panel(properties: InspectProperties) -> Html {
    erased("source_panel", move |context| {
        use_source_panel_view(&properties).run(context)
    })
}

#[hook]
fn use_source_panel_view(properties: &InspectProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let is_over = use_state_eq(|| false);
    let onfiles = {
        let state = state.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let files = file::all_picked(&input);
                wasm_bindgen_futures::spawn_local(take_files(state.clone(), files));
            }
        })
    };
    let ondrop = {
        let (state, is_over) = (state.clone(), is_over.clone());
        Callback::from(move |event: DragEvent| {
            is_over.set(false);
            // A dragged text goes where any text goes.
            if file::holds_files(&event) {
                event.prevent_default();
                let (state, dropped) = (state.clone(), file::all_dropped(&event));
                wasm_bindgen_futures::spawn_local(async move {
                    let files = file::walk(dropped).await;
                    take_files(state, files).await;
                });
            }
        })
    };
    let over = |value: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            if file::holds_files(&event) {
                event.prevent_default();
                is_over.set(value);
            }
        })
    };
    let onpassphrase = {
        let state = state.clone();
        Callback::from(move |passphrase| state.dispatch(InspectAction::SetPassphrase(passphrase)))
    };
    html! {
        <section class={classes!("certbench-card", "certbench-drop", is_over.then_some("certbench-drop--over"))}
            id="inspect-drop" {ondrop} ondragover={over(true)} ondragleave={over(false)}>
            { text_box(yew::props!(InspectProperties { state: state.clone() })) }
            <div class="certbench-actions">
                <div class="certbench-file">
                    <input type="file" id="inspect-files" multiple=true onchange={onfiles.clone()} />
                    <label class="certbench-small-button" for="inspect-files">{ tr!(text, "inspect-files") }</label>
                </div>
                <div class="certbench-file">
                    <input type="file" id="inspect-folder" webkitdirectory=true multiple=true onchange={onfiles} />
                    <label class="certbench-small-button" for="inspect-folder">{ tr!(text, "inspect-folder") }</label>
                </div>
                <span class="certbench-muted">{ tr!(text, "inspect-drop") }</span>
            </div>
            { text_field(&text, &yew::props!(TextFieldProperties { id: "inspect-passphrase", label: tr!(text, "inspect-passphrase"), is_secret: true, value: state.passphrase.clone(), onchange: onpassphrase })) }
            { sources(yew::props!(InspectProperties { state: state.clone() })) }
            { refusals(&text, properties) }
            { reading_progress(&text, properties) }
        </section>
    }
}

/// The text area. The page does not hold on to its text: what it says is read when it changes.
fn text_box(properties: InspectProperties) -> Html {
    erased("text_box", move |context| {
        use_text_box_view(&properties).run(context)
    })
}

#[hook]
fn use_text_box_view(properties: &InspectProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let area = use_node_ref();
    let pause = use_mut_ref(|| None::<Timeout>);
    {
        // It is filled when the room is entered again, and emptied with everything else.
        let (area, given) = (area.clone(), state.text.clone());
        use_effect_with(state.emptied, move |_| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                let text = given.map(|given| given.content.text());
                area.set_value(&text.unwrap_or_default());
            }
        });
    }
    let oninput = {
        let (state, area, pause) = (state.clone(), area.clone(), pause.clone());
        Callback::from(move |event: InputEvent| {
            let (state, area) = (state.clone(), area.clone());
            let waiting = Rc::clone(&pause);
            let take = move || {
                // Nothing waits any more; the timer itself is done.
                if let Some(timer) = waiting.borrow_mut().take() {
                    timer.forget();
                }
                take_text(&state, &area);
            };
            if event.input_type() == "insertFromPaste" {
                if let Some(timer) = pause.borrow_mut().take() {
                    timer.cancel();
                }
                take();
            } else {
                *pause.borrow_mut() = Some(Timeout::new(PAUSE_MILLISECONDS, take));
            }
        })
    };
    // Whoever leaves the field, perhaps for another room, has said everything.
    let onchange = {
        let (state, area) = (state.clone(), area.clone());
        Callback::from(move |_: Event| {
            if pause.borrow_mut().take().is_some() {
                take_text(&state, &area);
            }
        })
    };
    let onpaste = {
        let state = state.clone();
        Callback::from(move |event: Event| {
            let Some(taken) = file::long_paste(&event, LONG_PASTE) else {
                return;
            };
            event.prevent_default();
            let (given, refused) = match taken {
                Ok(content) => (vec![Given::new(String::new(), content)], Vec::new()),
                Err(error) => (Vec::new(), vec![(String::new(), refusal(error))]),
            };
            state.dispatch(InspectAction::Add(given, refused));
        })
    };
    html! {
        { field_frame(&text, &yew::props!(FieldProperties { id: "inspect-text", label: tr!(text, "inspect-label"), children: html! { <>
            <span class="pf-v6-c-form-control pf-m-resize-vertical certbench-area">
                <textarea id="inspect-text" ref={area} rows="7" spellcheck="false" autocomplete="off"
                    {oninput} {onchange} {onpaste} />
            </span>
        </> } })) }
    }
}
