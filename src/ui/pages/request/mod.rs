//! The Request room: from a key to a certificate request that a cluster accepts, and back with the
//! certificate.

mod bring_back;
mod forecast;
mod hand_over;
mod key;
mod object;
mod problems;
pub mod state;
mod subject;
mod take_away;

use yew::functional::Hook as _;
use yew::prelude::*;

use self::bring_back::bring_back_step;
use self::forecast::forecast_panel;
use self::key::key_step;
use self::object::object_step;
use self::state::{RequestAction, Step};
use self::subject::subject_step;
use self::take_away::take_away_step;
use crate::browser::page;
use crate::locale::tr;
use crate::ui::components::erased::erased;
use crate::ui::context::{BenchHandle, RequestHandle, Text, use_engine, use_text};
use crate::ui::routes::Route;

/// What every step is given.
#[derive(Clone, Properties, PartialEq)]
pub struct StepProperties {
    /// The room's state.
    pub state: RequestHandle,
    /// The bench.
    pub bench: BenchHandle,
}

/// Properties of [`RequestRoom`].
#[derive(Clone, Properties, PartialEq)]
pub struct RequestRoomProperties {
    /// The step that is shown.
    pub step: Step,
    /// The room's state.
    pub state: RequestHandle,
    /// The bench.
    pub bench: BenchHandle,
}

/// Asks the engine about the draft after every edit; only the newest answer counts.
#[hook]
fn use_draft(state: &RequestHandle) {
    let engine = use_engine();
    let newest = use_mut_ref(|| 0_u32);
    let state = state.clone();
    use_effect_with(state.draft_question(), move |question| {
        let number = {
            let mut newest = newest.borrow_mut();
            *newest = newest.wrapping_add(1);
            *newest
        };
        let question = question.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = engine.ask(question).await;
            if let Ok(answer) = answer
                && *newest.borrow() == number
            {
                state.dispatch(RequestAction::SetDraft(answer));
            }
        });
    });
}

/// The room.
pub fn request_room(properties: RequestRoomProperties) -> Html {
    erased("request_room", move |context| {
        use_request_room_view(&properties).run(context)
    })
}

#[hook]
fn use_request_room_view(properties: &RequestRoomProperties) -> Html {
    let text = use_text();
    let RequestRoomProperties { step, state, bench } = properties;
    use_draft(state);
    // The heading of a new step is where a keyboard or screen reader goes on.
    let first = use_mut_ref(|| true);
    use_effect_with(*step, move |_| {
        if !first.replace(false) {
            page::focus("step-title");
        }
    });
    let has_forecast = matches!(step, Step::Subject | Step::Object);
    let (state, bench) = (state.clone(), bench.clone());
    let room = match step {
        Step::Key => {
            html! { { key_step(&text, &yew::props!(StepProperties { state: state.clone(), bench })) } }
        }
        Step::Subject => {
            html! { { subject_step(&text, &yew::props!(StepProperties { state: state.clone(), bench })) } }
        }
        Step::Object => {
            html! { { object_step(&text, &yew::props!(StepProperties { state: state.clone(), bench })) } }
        }
        Step::TakeAway => {
            html! { { take_away_step(yew::props!(StepProperties { state: state.clone(), bench })) } }
        }
        Step::BringBack => {
            html! { { bring_back_step(yew::props!(StepProperties { state: state.clone(), bench })) } }
        }
    };
    html! {
        <div class="certbench-room">
            { stepper(&text, *step) }
            <div class={classes!("certbench-step", has_forecast.then_some("certbench-step--wide"))}>
                <div class="certbench-step__main">
                    <h1 id="step-title" class="pf-v6-c-title pf-m-2xl" tabindex="-1">
                        { text.get(step.title_key()) }
                    </h1>
                    <p class="certbench-lead">{ text.get(step.summary_key()) }</p>
                    { room }
                    { step_links(&text, *step) }
                </div>
                if has_forecast {
                    { forecast_panel(&text, &state) }
                }
            </div>
        </div>
    }
}

fn stepper(text: &Text, current: Step) -> Html {
    html! {
        <nav class="certbench-stepper" aria-label={tr!(text, "steps")}>
            <ol>
                for (index, step) in Step::ALL.into_iter().enumerate() {
                    <li>
                        <a id={format!("step-{}", step.slug())} href={Route::Request(step).href()}
                            aria-current={(step == current).then_some("step")}>
                            <span class="certbench-stepper__number">{ index + 1 }</span>
                            <span class="certbench-stepper__title">{ text.get(step.title_key()) }</span>
                        </a>
                    </li>
                }
            </ol>
        </nav>
    }
}

fn step_links(text: &Text, current: Step) -> Html {
    html! {
        <div class="certbench-step__links">
            if let Some(previous) = current.previous() {
                <a id="previous" class="pf-v6-c-button pf-m-secondary" href={Route::Request(previous).href()}>
                    { tr!(text, "step-back", step = text.get(previous.title_key())) }
                </a>
            }
            if let Some(next) = current.next() {
                <a id="next" class="pf-v6-c-button pf-m-primary" href={Route::Request(next).href()}>
                    { tr!(text, "step-next", step = text.get(next.title_key())) }
                </a>
            }
        </div>
    }
}
