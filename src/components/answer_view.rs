//! AnswerView: an answer of the engine while it is pending, when it failed and when it is here.

use yew::prelude::*;

use super::alert::{Alert, AlertVariant};
use super::spinner::Spinner;
use crate::browser::engine_client::EngineFailure;
use crate::context::use_text;
use crate::hooks::AnswerState;

/// The key of what is said about a failure of the engine.
pub const fn engine_failure_key(failure: EngineFailure) -> &'static str {
    match failure {
        EngineFailure::TimedOut => "engine-timed-out",
        EngineFailure::Stopped => "engine-stopped",
        EngineFailure::Unreachable => "engine-unreachable",
    }
}

/// Properties of [`AnswerView`].
#[derive(Properties, PartialEq)]
pub struct AnswerViewProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// How far the answer is.
    pub state: AnswerState,
    /// What is drawn while nothing is asked.
    #[prop_or_default]
    pub idle: Html,
    /// The answer, as `Answer::latest` gives it; empty while there is none.
    #[prop_or_default]
    pub children: Html,
}

/// The place of an answer. Screen readers are told what appears in it.
#[component]
pub fn AnswerView(properties: &AnswerViewProperties) -> Html {
    let text = use_text();
    let has_content = properties.children != Html::default();
    let is_pending = properties.state == AnswerState::Pending;
    let inside = match properties.state {
        AnswerState::Idle => properties.idle.clone(),
        AnswerState::Pending if !has_content => html! { <Spinner /> },
        AnswerState::Pending | AnswerState::Ready => properties.children.clone(),
        AnswerState::Failed(failure) => html! {
            <Alert variant={AlertVariant::Warning} title={text.get(engine_failure_key(failure))} is_live={false}>
                { text.get("engine-restarted") }
            </Alert>
        },
    };
    html! {
        <div id={properties.id.clone()} class="certbench-stack" aria-live="polite"
            aria-busy={is_pending.then_some("true")}>
            { inside }
        </div>
    }
}
