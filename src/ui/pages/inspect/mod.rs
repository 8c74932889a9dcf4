//! The Inspect room: whatever was pasted or dropped, recognised and explained.

mod card;
mod compare;
pub mod facts;
mod given;
mod list;
mod notes;
mod onward;
pub mod reading;
mod source;
pub mod state;
mod take_away;
mod tree;

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::functional::Hook as _;
use yew::prelude::*;

use self::card::CardView;
use self::list::table;
use self::source::source_panel;
use self::state::{CARDS_MAX, InspectAction};
use self::take_away::take_away;
use crate::browser::page;
use crate::locale::tr;
use crate::ui::components::erased::erased;
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{InspectHandle, use_engine, use_text};
use certbench_engine::inspect::{Card, List, Look, Row};
use certbench_kubernetes::finding::Severity;

/// With more artefacts than this nothing is offered to compare with.
const COMPARED_MAX: usize = 200;

/// Properties of every part of the room.
#[derive(Clone, Properties, PartialEq)]
pub struct InspectProperties {
    /// The room's state.
    pub state: InspectHandle,
}

/// The artefacts whose cards are shown.
fn shown(state: &InspectHandle) -> Vec<usize> {
    match &state.answer {
        Some(answer) if answer.total <= CARDS_MAX => (0..answer.total).collect(),
        _ => state.open.into_iter().collect(),
    }
}

type Cards = BTreeMap<usize, Rc<Card>>;

/// The cards that are shown, asked for one after the other, so that only the one to blame is given
/// up when the engine fails.
#[hook]
fn use_cards(state: &InspectHandle) -> UseStateHandle<Cards> {
    let engine = use_engine();
    let cards = use_state_eq(Cards::new);
    let newest = use_mut_ref(|| 0_u32);
    let (state, setter) = (state.clone(), cards.setter());
    let dependencies = (state.answers, state.generation, shown(&state));
    use_effect_with(dependencies, move |(_, _, shown)| {
        let number = {
            let mut newest = newest.borrow_mut();
            *newest = newest.wrapping_add(1);
            *newest
        };
        let shown = shown.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let mut cards = Cards::new();
            for index in shown {
                if state.broken.contains(&index) {
                    continue;
                }
                let now = page::now();
                let mut answer = engine.ask(Look { index, now }).await;
                if answer.is_err() {
                    // The engine may have stopped at something else that it was reading. What it
                    // stops at again is to blame itself.
                    answer = engine.ask(Look { index, now }).await;
                }
                if *newest.borrow() != number {
                    return;
                }
                match answer {
                    Ok(Some(card)) => {
                        cards.insert(index, Rc::new(card));
                    }
                    Ok(None) => {}
                    Err(_) => {
                        state.dispatch(InspectAction::Break(index));
                        return;
                    }
                }
            }
            setter.set(cards);
        });
    });
    cards
}

/// What a card can be compared with.
#[hook]
fn use_peers(state: &InspectHandle) -> Rc<Vec<Row>> {
    let engine = use_engine();
    let peers = use_state_eq(|| Rc::new(Vec::new()));
    let total = state.answer.as_ref().map_or(0, |answer| answer.total);
    let setter = peers.setter();
    let is_wanted = !shown(state).is_empty() && (2..=COMPARED_MAX).contains(&total);
    use_effect_with(
        (state.generation, total, is_wanted),
        move |&(_, count, is_wanted)| {
            if !is_wanted {
                setter.set(Rc::new(Vec::new()));
                return;
            }
            wasm_bindgen_futures::spawn_local(async move {
                let question = List {
                    now: page::now(),
                    count,
                    ..List::default()
                };
                if let Ok(answer) = engine.ask(question).await {
                    setter.set(Rc::new(answer.rows));
                }
            });
        },
    );
    (*peers).clone()
}

/// The room.
pub fn inspect_room(properties: InspectProperties) -> Html {
    erased("inspect_room", move |context| {
        use_inspect_room_view(&properties).run(context)
    })
}

#[hook]
fn use_inspect_room_view(properties: &InspectProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let cards = use_cards(state);
    let peers = use_peers(state);
    let has_table = state
        .answer
        .as_ref()
        .is_some_and(|answer| answer.total > CARDS_MAX);
    // The same callbacks as long as there is a table or none, so that a card that did not change is
    // not drawn again.
    let show = {
        let dispatcher = state.dispatcher();
        use_callback(has_table, move |index: usize, has_table| {
            if *has_table {
                dispatcher.dispatch(InspectAction::Open(Some(index)));
            }
            page::focus(&format!("card-{index}"));
        })
    };
    let close = {
        let dispatcher = state.dispatcher();
        use_callback((), move |(), ()| {
            dispatcher.dispatch(InspectAction::Open(None))
        })
    };
    let has_input = state.given().next().is_some();
    let total = state.answer.as_ref().map_or(0, |answer| answer.total);
    html! {
        <div class="certbench-room">
            <h1 class="pf-v6-c-title pf-m-2xl">{ tr!(text, "inspect-title") }</h1>
            <p class="certbench-lead">{ tr!(text, "inspect-lead") }</p>
            { source_panel(yew::props!(InspectProperties { state: state.clone() })) }
            <p id="inspect-result" class="certbench-result" aria-live="polite">
                if has_input && state.answer.is_some() {
                    { tr!(text, "inspect-result", count = total) }
                }
            </p>
            if has_input {
                if has_table {
                    { table(yew::props!(InspectProperties { state: state.clone() })) }
                }
                for index in shown(state) {
                    if state.broken.contains(&index) {
                        { notice(&text, &yew::props!(NoticeProperties { id: format!("card-{index}"), severity: Severity::Error, title: tr!(text, "card-not-read") })) }
                    } else if let Some(card) = cards.get(&index) {
                        <CardView key={format!("{}-{index}", state.generation)} card={card.clone()}
                            peers={peers.clone()} show={show.clone()} onclose={has_table.then(|| close.clone())} />
                    }
                }
                { notes::notes(&text, properties) }
                if total > 0 {
                    { take_away(yew::props!(InspectProperties { state: state.clone() })) }
                }
            }
        </div>
    }
}
