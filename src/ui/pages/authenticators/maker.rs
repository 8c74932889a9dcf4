//! One maker: its fields, and what they come to.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::{AuthenticatorsProperties, kinds, result};
use crate::browser::page;
use crate::locale::families::MAKE_PROBLEM;
use crate::locale::{pair, tr};
use crate::ui::components::button::{ActionButtonProperties, ActionKind, action_button};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::erased::erased;
use crate::ui::components::findings::Problem;
use crate::ui::components::forms::{FormHandle, Values, field, use_reply};
use crate::ui::context::{Text, use_text};
use certbench_engine::make_credential::MakeCredential;
use certbench_engine::{Question, Request, read_answer};
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::made::Made;

/// How often the button was pressed; with it, the same fields ask anew.
const AGAIN: &str = "make-again";

fn ask(values: &Values) -> Option<Request> {
    if *values == Values::default() {
        return None;
    }
    let question = MakeCredential {
        form: (kinds::chosen(values).form)(values),
        now: page::now(),
    };
    Some(question.into_request())
}

/// What the fields of the kind ask; nothing while none is filled in.
fn asked(forms: &FormHandle, prefix: &str) -> Values {
    let values = forms.part(prefix);
    match values == Values::default() {
        true => values,
        false => values.and(forms.part(kinds::KIND.key.as_str())),
    }
}

/// The maker of the kind that is chosen. What is random is made only when a button is pressed, so that
/// no token changes under somebody's hands.
pub fn maker(key: &'static str, properties: AuthenticatorsProperties) -> Html {
    erased(key, move |context| use_maker_view(&properties).run(context))
}

#[hook]
fn use_maker_view(properties: &AuthenticatorsProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let kind = kinds::chosen(forms);
    let pressed = use_state(Values::default);
    let values = match kind.is_random {
        true => (*pressed).clone(),
        false => asked(forms, kind.prefix),
    };
    let reply = use_reply(values, ask);
    let made = reply.and_then(|reply| read_answer::<Made>(&reply));
    let press = {
        let (forms, pressed) = (forms.clone(), pressed.clone());
        Callback::from(move |()| {
            let count: u32 = pressed.value(AGAIN).parse().unwrap_or_default();
            let values = forms
                .part(kind.prefix)
                .and(forms.part(kinds::KIND.key.as_str()));
            pressed.set(values.with(AGAIN, count.wrapping_add(1).to_string()));
        })
    };
    let problems = made.as_ref().map(|made| made.problems.as_slice());
    let problems = problems.unwrap_or_default();
    let (main, more) = kind.fields.split_at(kind.main);
    html! {
        <>
            { entries(&text, forms, main, problems) }
            if !more.is_empty() {
                { disclosure(yew::props!(DisclosureProperties { id: "make-more", title: tr!(text, "make-more"), children: html! { <>
                    { entries(&text, forms, more, problems) }
                </> } })) }
            }
            if kind.is_random {
                <div class="certbench-actions">
                    { action_button(&text, &yew::props!(ActionButtonProperties { id: "make-press", label: tr!(text, "make-press"), kind: ActionKind::Primary, onclick: press })) }
                    <p class="certbench-hint">{ tr!(text, "make-press-hint") }</p>
                </div>
            }
            <div id="make-result" class="certbench-room" aria-live="polite">
                if let Some(made) = &made {
                    { result::result(&text, kind, made) }
                }
            </div>
        </>
    }
}

/// Fields, each with the problems of its member.
fn entries(
    text: &Text,
    forms: &FormHandle,
    entries: &[kinds::Entry],
    problems: &[certbench_kubernetes::authenticators::made::Problem],
) -> Html {
    let mut last = "";
    let mut all = Vec::new();
    for (spec, member) in entries {
        // Where a member has several fields, the first one says what is wrong with it.
        let is_first = std::mem::replace(&mut last, member) != *member;
        let own = problems
            .iter()
            .filter(|problem| is_first && kinds::member(problem) == *member);
        let own = own.map(|problem| words(text, problem)).collect();
        all.push(field(text, forms, spec, own));
    }
    all.into_iter().collect()
}

/// A problem in words; in a list, with the number of the entry.
pub fn words(
    text: &Text,
    problem: &certbench_kubernetes::authenticators::made::Problem,
) -> Problem {
    let detail = visible(&problem.detail);
    let (said, remedy) = pair!(text, MAKE_PROBLEM(problem.code).remedy, detail = detail);
    let index = problem.field.split(['[', ']']).nth(1);
    let said = match index.and_then(|index| index.parse::<usize>().ok()) {
        None => said,
        Some(index) => {
            let number = index.saturating_add(1).to_string();
            tr!(text, "make-entry", number = number, problem = said)
        }
    };
    Problem::error(said, remedy)
}
