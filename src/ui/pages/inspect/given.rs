//! What was given: its names, what was refused, how far it was read.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::InspectProperties;
use super::state::{Given, InspectAction, Refusal};
use crate::locale::{key, tr};
use crate::ui::components::button::{ActionButtonProperties, ActionKind, action_button};
use crate::ui::components::erased::erased;
use crate::ui::components::icon::{Glyph, icon};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{Text, use_engine, use_text};
use certbench_formats::text::visible;
use certbench_kubernetes::finding::Severity;

/// So many sources are named.
const NAMED_MAX: usize = 20;

fn name(text: &Text, name: &str) -> String {
    if name.is_empty() {
        tr!(text, "inspect-paste")
    } else {
        visible(name)
    }
}

/// The files and long pastes, each with a way to take it away again.
pub fn sources(properties: InspectProperties) -> Html {
    erased("sources", move |context| {
        use_sources_view(&properties).run(context)
    })
}

#[hook]
fn use_sources_view(properties: &InspectProperties) -> Html {
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
                <span>{ &name }{ " · " }{ tr!(text, "inspect-size", kilobytes = size(given.content.length())) }</span>
                <button type="button" class="certbench-icon-button" onclick={remove}
                    aria-label={tr!(text, "row-remove", label = name.as_str())}>
                    { icon(Glyph::Close) }
                </button>
            </li>
        }
    };
    html! {
        <div class="certbench-actions" id="inspect-sources">
            <span>{ tr!(text, "inspect-sources", count = count) }</span>
            if !state.sources.is_empty() {
                <ul class="certbench-bench__list">
                    { for state.sources.iter().take(NAMED_MAX).enumerate().map(item) }
                    if state.sources.len() > NAMED_MAX {
                        <li>{ "…" }</li>
                    }
                </ul>
            }
            { action_button(&text, &yew::props!(ActionButtonProperties { id: "inspect-clear", kind: ActionKind::Secondary, label: tr!(text, "inspect-clear"), onclick: onclear })) }
        </div>
    }
}

/// Thousands of bytes, at least one.
fn size(bytes: usize) -> String {
    bytes.div_ceil(1000).to_string()
}

/// What was not taken, and what the engine stopped at.
pub fn refusals(text: &Text, properties: &InspectProperties) -> Html {
    let state = &properties.state;
    let refused = state.refused.iter().take(NAMED_MAX).map(|(file, refusal)| {
        let key = match refusal {
            Refusal::TooLarge => key!("inspect-too-large", name),
            Refusal::Unreadable => key!("inspect-unreadable", name),
        };
        (key, file)
    });
    let lost = state.given().filter(|given| given.is_lost);
    let lost = lost
        .take(NAMED_MAX)
        .map(|given| (key!("inspect-lost", name), &given.name));
    let all: Vec<_> = refused.chain(lost).collect();
    html! {
        for (index, (key, file)) in all.into_iter().enumerate() {
            { notice(text, &yew::props!(NoticeProperties { id: format!("inspect-refused-{index}"), severity: Severity::Error, title: text.with(key, &[("name", name(text, file).into())]) })) }
        }
    }
}

/// How far reading has come.
pub fn reading_progress(text: &Text, properties: &InspectProperties) -> Html {
    let Some(progress) = &properties.state.progress else {
        return html! {};
    };
    let size = |bytes| tr!(text, "inspect-size", kilobytes = size(bytes));
    let words = tr!(
        text,
        "inspect-reading",
        done = size(progress.done),
        total = size(progress.total)
    );
    html! {
        <div id="inspect-reading">
            <progress max={progress.total.to_string()} value={progress.done.to_string()} class="certbench-progress"
                role="progressbar" aria-label={words.clone()} />
            <span class="certbench-muted">{ words }</span>
        </div>
    }
}
