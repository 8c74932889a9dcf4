//! Step 5: what the cluster answered.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::StepProperties;
use super::hand_over::hand_over;
use super::state::RequestAction;
use crate::browser::page;
use crate::locale::{key, pair_key, tr};
use crate::ui::bench::{Artefact, BenchAction, Content};
use crate::ui::components::erased::erased;
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::components::source_box::{SourceBoxProperties, source_box};
use crate::ui::context::{BenchHandle, RequestHandle, Text, use_engine, use_text};
use certbench_engine::read_answer::ReadAnswer;
use certbench_formats::text::visible;
use certbench_kubernetes::csr::answer::{Answer, AnswerError, State};
use certbench_kubernetes::csr::commands::file_stem;
use certbench_kubernetes::finding::Severity;
use certbench_x509::bytes::pem;

/// Asks the engine about whatever was pasted.
#[hook]
fn use_answer(state: &RequestHandle, bench: &BenchHandle) {
    let engine = use_engine();
    let newest = use_mut_ref(|| 0_u32);
    let (state, bench) = (state.clone(), bench.clone());
    use_effect_with(state.answer_text.clone(), move |answer_text| {
        let number = {
            let mut newest = newest.borrow_mut();
            *newest = newest.wrapping_add(1);
            *newest
        };
        if answer_text.trim().is_empty() {
            state.dispatch(RequestAction::SetAnswer(None));
            return;
        }
        let question = ReadAnswer {
            text: answer_text.clone(),
            public_key: state.key.as_ref().map(|key| key.spki.clone().into()),
            request: state.made.as_ref().map(|made| made.der.clone()),
            expiration_seconds: None,
            now: page::now(),
        };
        wasm_bindgen_futures::spawn_local(async move {
            let Ok(answer) = engine.ask(question).await else {
                return;
            };
            if *newest.borrow() != number {
                return;
            }
            if let Ok(answer) = &answer
                && let Some(leaf) = answer.chain.first()
            {
                let user = leaf.user.clone();
                let chain = answer
                    .chain
                    .iter()
                    .map(|one| pem("CERTIFICATE", &one.der.0));
                bench.dispatch(BenchAction::Put(Artefact {
                    stem: file_stem(&user),
                    title: user,
                    content: Content::Certificate(chain.collect()),
                }));
            }
            state.dispatch(RequestAction::SetAnswer(Some(answer)));
        });
    });
}

fn answer_problem(text: &Text, error: &AnswerError) -> Option<Problem> {
    let (key, detail) = match error {
        AnswerError::Empty => return None,
        AnswerError::Unrecognised { reason } => {
            (pair_key!("answer-unrecognised".remedy, detail), reason)
        }
        AnswerError::OtherKind { kind } => (pair_key!("answer-other-kind".remedy, detail), kind),
        AnswerError::OtherBlock { label } => {
            (pair_key!("answer-other-block".remedy, detail), label)
        }
        AnswerError::BadCertificate { reason } => {
            (pair_key!("answer-bad-certificate".remedy, detail), reason)
        }
    };
    let (problem, remedy) = text.pair(key, &[("detail", visible(detail).into())]);
    Some(Problem::error(problem, remedy))
}

/// The step.
pub fn bring_back_step(properties: StepProperties) -> Html {
    erased("bring_back_step", move |context| {
        use_bring_back_step_view(&properties).run(context)
    })
}

#[hook]
fn use_bring_back_step_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let StepProperties { state, bench } = properties;
    use_answer(state, bench);
    let onchange = {
        let state = state.clone();
        Callback::from(move |pasted: String| state.dispatch(RequestAction::EditAnswer(pasted)))
    };
    let onfile = onchange.reform(|bytes: Vec<u8>| certbench_formats::text::decode(&bytes));
    let problems: Vec<_> = match &state.answer {
        Some(Err(error)) => answer_problem(&text, error).into_iter().collect(),
        _ => Vec::new(),
    };
    html! {
        <>
            <section class="certbench-card">
                { source_box(yew::props!(SourceBoxProperties { id: "answer", label: tr!(text, "answer-label"), value: state.answer_text.clone(), hint: AttrValue::from(tr!(text, "answer-hint", name = named(&state.object.name))), problems, onchange, onfile })) }
            </section>
            if let Some(Ok(answer)) = &state.answer {
                { answer_state(&text, answer) }
                if let Some(leaf) = answer.chain.first() {
                    { certificate(&text, answer, leaf.not_before, leaf.not_after) }
                    { hand_over(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
                }
            }
        </>
    }
}

/// The object's name, or what stands for one in kubectl's own help.
fn named(name: &str) -> String {
    if name.is_empty() {
        "NAME".to_owned()
    } else {
        visible(name)
    }
}

/// How far the request has come, in words, and what to do next.
fn answer_state(text: &Text, answer: &Answer) -> Html {
    let name = named(answer.object_name.as_deref().unwrap_or_default());
    let (key, severity, is_good, detail) = match &answer.state {
        State::Pending => (
            pair_key!("state-pending".remedy, detail),
            Severity::Warning,
            false,
            name,
        ),
        State::ApprovedBuiltIn { signer } => (
            pair_key!("state-approved-built-in".remedy, detail),
            Severity::Warning,
            false,
            signer.clone(),
        ),
        State::ApprovedUnknown { signer } => (
            pair_key!("state-approved-unknown".remedy, detail),
            Severity::Warning,
            false,
            signer.clone(),
        ),
        State::Denied { message, .. } => (
            pair_key!("state-denied".remedy, detail),
            Severity::Error,
            false,
            message.clone(),
        ),
        State::Failed { message, .. } => (
            pair_key!("state-failed".remedy, detail),
            Severity::Error,
            false,
            message.clone(),
        ),
        State::Issued => (pair_key!("state-issued".remedy), Severity::Info, true, name),
    };
    let (title, remedy) = text.pair(key, &[("detail", visible(&detail).into())]);
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "answer-state", severity, success: is_good, title, children: html! { <>
            { remedy }
        </> } })) }
    }
}

/// Whose it is, until when, whether it fits the key, and what differs from what was asked.
fn certificate(text: &Text, answer: &Answer, not_before: i64, not_after: i64) -> Html {
    let language = text.0.language().tag();
    let left = not_after - page::now();
    let left_words = if left > 0 {
        tr!(text, "certificate-left", words = text.distance(left))
    } else {
        tr!(text, "certificate-over", words = text.distance(left))
    };
    let (key_match, severity) = match answer.is_for_key {
        Some(true) => (key!("certificate-fits-key"), Severity::Info),
        Some(false) => (key!("certificate-other-key"), Severity::Error),
        None => (key!("certificate-no-key"), Severity::Info),
    };
    let (odd, normal): (Vec<_>, Vec<_>) = answer
        .differences
        .iter()
        .partition(|finding| finding.severity != Severity::Info);
    let words = |findings: Vec<&certbench_kubernetes::finding::Finding>| -> Vec<Problem> {
        findings
            .into_iter()
            .map(|finding| Problem::finding(text, finding))
            .collect()
    };
    html! {
        <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "certificate-title") }</h2>
            { notice(text, &yew::props!(NoticeProperties { id: "key-match", severity, success: answer.is_for_key == Some(true), title: text.get(key_match) })) }
            if let Some(identity) = &answer.identity {
                { identity_view(text, &yew::props!(IdentityViewProperties { id: "certificate-identity", identity: identity.clone() })) }
            } else {
                { notice(text, &yew::props!(NoticeProperties { id: "certificate-nobody", severity: Severity::Error, title: tr!(text, "certificate-nobody") })) }
            }
            <dl class="certbench-facts" id="certificate-validity">
                <dt>{ tr!(text, "certificate-from") }</dt>
                <dd>{ page::local_time(not_before, language) }</dd>
                <dt>{ tr!(text, "certificate-until") }</dt>
                <dd>{ page::local_time(not_after, language) }{ " · " }{ left_words }</dd>
            </dl>
            if !odd.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "differences-odd") }</h3>
                { problem_list(text, &yew::props!(ProblemsProperties { id: "differences-odd", problems: words(odd) })) }
            }
            if !normal.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "differences-normal") }</h3>
                { problem_list(text, &yew::props!(ProblemsProperties { id: "differences-normal", problems: words(normal) })) }
            }
        </section>
    }
}
