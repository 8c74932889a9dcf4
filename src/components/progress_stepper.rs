//! ProgressStepper: the steps of a task, and where one is.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::context::use_text;
use crate::locale::tr;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// What it asks for is there.
    Completed,
    /// It is shown.
    Current,
    /// It comes later.
    Pending,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressStep {
    /// The id of its link.
    pub id: AttrValue,
    /// Its words.
    pub title: AttrValue,
    /// Where it is.
    pub href: AttrValue,
    /// How far it is.
    pub state: StepState,
}

/// Properties of [`ProgressStepper`].
#[derive(Properties, PartialEq)]
pub struct ProgressStepperProperties {
    /// What the steps lead to.
    pub aria_label: AttrValue,
    /// The steps, in their order.
    pub steps: Vec<ProgressStep>,
}

/// The steps as links, side by side; on a narrow page one below the other.
#[component]
pub fn ProgressStepper(properties: &ProgressStepperProperties) -> Html {
    let text = use_text();
    html! {
        <nav aria-label={properties.aria_label.clone()}>
            <ol class="pf-v6-c-progress-stepper pf-m-vertical pf-m-horizontal-on-md" role="list">
                for (index, step) in properties.steps.iter().enumerate() {
                    <li class={classes!("pf-v6-c-progress-stepper__step", class(step.state))} role="listitem">
                        <div class="pf-v6-c-progress-stepper__step-connector">
                            <span class="pf-v6-c-progress-stepper__step-icon" aria-hidden="true">
                                if step.state == StepState::Completed {
                                    <Icon glyph={Glyph::Check} />
                                } else {
                                    { index + 1 }
                                }
                            </span>
                        </div>
                        <div class="pf-v6-c-progress-stepper__step-main">
                            <div class="pf-v6-c-progress-stepper__step-title">
                                <a id={step.id.clone()} href={step.href.clone()}
                                    aria-current={(step.state == StepState::Current).then_some("step")}>
                                    { &step.title }
                                    if step.state == StepState::Completed {
                                        <span class="pf-v6-screen-reader">{ " " }{ tr!(text, "step-completed") }</span>
                                    }
                                </a>
                            </div>
                        </div>
                    </li>
                }
            </ol>
        </nav>
    }
}

const fn class(state: StepState) -> &'static str {
    match state {
        StepState::Completed => "pf-m-success",
        StepState::Current => "pf-m-current",
        StepState::Pending => "pf-m-pending",
    }
}
