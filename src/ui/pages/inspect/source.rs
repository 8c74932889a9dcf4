//! What goes in: a text, files, folders, a passphrase.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::{DragEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::InspectProperties;
use super::state::{Given, InspectAction, Refusal};
use crate::browser::file::{self, FileError, Named};
use crate::domain::finding::Severity;
use crate::domain::text::visible;
use crate::ui::components::button::{ActionButton, ActionKind};
use crate::ui::components::field::{Field, TextField};
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::notice::Notice;
use crate::ui::context::{InspectHandle, Text, use_engine, use_text};

/// How long after the last key a text is read.
const PAUSE_MILLISECONDS: u32 = 200;
/// A paste longer than this becomes a source of its own: laying it out in a text area would stop the
/// page for longer than reading it takes.
const LONG_PASTE: u32 = 200_000;
/// So many sources are named.
const NAMED_MAX: usize = 20;

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
#[component]
pub fn SourcePanel(properties: &InspectProperties) -> Html {
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
            <TextBox state={state.clone()} />
            <div class="certbench-actions">
                <div class="certbench-file">
                    <input type="file" id="inspect-files" multiple=true onchange={onfiles.clone()} />
                    <label class="certbench-small-button" for="inspect-files">{ text.get("inspect-files") }</label>
                </div>
                <div class="certbench-file">
                    <input type="file" id="inspect-folder" webkitdirectory=true multiple=true onchange={onfiles} />
                    <label class="certbench-small-button" for="inspect-folder">{ text.get("inspect-folder") }</label>
                </div>
                <span class="certbench-muted">{ text.get("inspect-drop") }</span>
            </div>
            <TextField id="inspect-passphrase" label={text.get("inspect-passphrase")} is_secret=true
                value={state.passphrase.clone()} onchange={onpassphrase} />
            <Sources state={state.clone()} />
            { refusals(&text, state) }
            { progress(&text, state) }
        </section>
    }
}

/// The text area. The page does not hold on to its text: what it says is read when it changes.
#[component]
fn TextBox(properties: &InspectProperties) -> Html {
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
        <Field id="inspect-text" label={text.get("inspect-label")}>
            <span class="pf-v6-c-form-control pf-m-resize-vertical certbench-area">
                <textarea id="inspect-text" ref={area} rows="7" spellcheck="false" autocomplete="off"
                    {oninput} {onchange} {onpaste} />
            </span>
        </Field>
    }
}

fn name(text: &Text, name: &str) -> String {
    if name.is_empty() {
        text.get("inspect-paste")
    } else {
        visible(name)
    }
}

/// The files and long pastes, each with a way to take it away again.
#[component]
fn Sources(properties: &InspectProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let state = &properties.state;
    let count = state.given().count();
    if count == 0 {
        return html! {};
    }
    let onclear = {
        let state = state.clone();
        Callback::from(move |()| {
            state.dispatch(InspectAction::Reset);
            engine.forget();
        })
    };
    let item = |(index, given): (usize, &Given)| {
        let name = name(&text, &given.name);
        let state = state.clone();
        let remove =
            Callback::from(move |_: MouseEvent| state.dispatch(InspectAction::Remove(index)));
        html! {
            <li key={index} class="certbench-bench__item">
                <span>{ &name }{ " · " }{ text.with("inspect-size", &[("kilobytes", size(given.content.length()).into())]) }</span>
                <button type="button" class="certbench-icon-button" onclick={remove}
                    aria-label={text.with("row-remove", &[("label", name.as_str().into())])}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </li>
        }
    };
    html! {
        <div class="certbench-actions" id="inspect-sources">
            <span>{ text.with("inspect-sources", &[("count", count.into())]) }</span>
            if !state.sources.is_empty() {
                <ul class="certbench-bench__list">
                    { for state.sources.iter().take(NAMED_MAX).enumerate().map(item) }
                    if state.sources.len() > NAMED_MAX {
                        <li>{ "…" }</li>
                    }
                </ul>
            }
            <ActionButton id="inspect-clear" kind={ActionKind::Secondary} label={text.get("inspect-clear")} onclick={onclear} />
        </div>
    }
}

/// Thousands of bytes, at least one.
fn size(bytes: usize) -> String {
    bytes.div_ceil(1000).to_string()
}

/// What was not taken, and what the engine stopped at.
fn refusals(text: &Text, state: &InspectHandle) -> Html {
    let refused = state.refused.iter().take(NAMED_MAX).map(|(file, refusal)| {
        let key = match refusal {
            Refusal::TooLarge => "inspect-too-large",
            Refusal::Unreadable => "inspect-unreadable",
        };
        (key, file)
    });
    let lost = state.given().filter(|given| given.is_lost);
    let lost = lost
        .take(NAMED_MAX)
        .map(|given| ("inspect-lost", &given.name));
    let all: Vec<_> = refused.chain(lost).collect();
    html! {
        for (index, (key, file)) in all.into_iter().enumerate() {
            <Notice id={format!("inspect-refused-{index}")} severity={Severity::Error}
                title={text.with(key, &[("name", name(text, file).into())])} />
        }
    }
}

fn progress(text: &Text, state: &InspectHandle) -> Html {
    let Some(progress) = &state.progress else {
        return html! {};
    };
    let size = |bytes| text.with("inspect-size", &[("kilobytes", size(bytes).into())]);
    let words = text.with(
        "inspect-reading",
        &[
            ("done", size(progress.done).into()),
            ("total", size(progress.total).into()),
        ],
    );
    html! {
        <div id="inspect-reading">
            <progress max={progress.total.to_string()} value={progress.done.to_string()} class="certbench-progress"
                role="progressbar" aria-label={words.clone()} />
            <span class="certbench-muted">{ words }</span>
        </div>
    }
}
