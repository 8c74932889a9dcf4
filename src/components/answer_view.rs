//! AnswerView: an answer of the engine while it is pending, when it failed and when it is here.

use yew::prelude::*;

use super::alert::{Alert, AlertVariant};
use super::spinner::Spinner;
use crate::browser::engine_client::EngineFailure;
use crate::context::use_text;
use crate::hooks::AnswerState;
use crate::locale::{Key, key, tr};

/// The key of what is said about a failure of the engine.
pub const fn engine_failure_key(failure: EngineFailure) -> Key {
    match failure {
        EngineFailure::TimedOut => key!("engine-timed-out"),
        EngineFailure::Stopped => key!("engine-stopped"),
        EngineFailure::Unreachable => key!("engine-unreachable"),
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
                { tr!(text, "engine-restarted") }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::render;

    fn view(state: AnswerState, answer: &'static str) -> String {
        render(move || {
            let answer = if answer.is_empty() {
                Html::default()
            } else {
                html! { { answer } }
            };
            html! { <AnswerView {state} idle={html! { { "nothing asked" } }}>{ answer }</AnswerView> }
        })
    }

    #[test]
    fn every_state_is_drawn_in_its_own_way() {
        assert!(view(AnswerState::Idle, "").contains("nothing asked"));
        assert!(view(AnswerState::Pending, "").contains("pf-v6-c-spinner"));
        assert!(view(AnswerState::Ready, "the answer").contains("the answer"));
        let failed = view(AnswerState::Failed(EngineFailure::TimedOut), "");
        assert!(failed.contains("pf-v6-c-alert pf-m-warning"), "{failed}");
    }

    #[test]
    fn the_answer_before_stays_while_the_next_is_pending() {
        let html = view(AnswerState::Pending, "the answer before");
        assert!(
            html.contains("the answer before") && html.contains(r#"aria-busy="true""#),
            "{html}"
        );
        assert!(!html.contains("spinner"), "{html}");
    }
}
