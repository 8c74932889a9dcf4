//! The answer of RBAC in words: the way from the credential to the verdict, what nearly allows it, and
//! who else may.

use yew::prelude::*;

use crate::domain::formats::text::visible;
use crate::domain::kubernetes::finding::Severity;
use crate::domain::kubernetes::rbac::evaluate::Grant;
use crate::domain::kubernetes::rbac::near_miss::Miss;
use crate::engine::access::{CanIAnswer, WhoCanAnswer};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::forms::Values;
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::Text;

/// May this identity do that? The walk from the credential to the verdict, step by step.
pub fn can(text: &Text, values: &Values, answer: &CanIAnswer) -> Html {
    let verdict = &answer.verdict;
    let (key, severity) = match verdict.allowed {
        true => ("prove-yes", Severity::Info),
        false => ("prove-no", Severity::Error),
    };
    let credential = values.value(".credential");
    let way = values.value(".authenticator");
    let is_known = !credential.is_empty();
    html! {
        <>
            <ol class="certbench-flow" id="prove-walk">
                if is_known {
                    <li><strong>{ text.get("walk-credential") }</strong><span>{ visible(&credential) }</span></li>
                    <li><strong>{ text.get("walk-authenticator") }</strong><span>{ text.get(&way) }</span></li>
                }
                <li>
                    <strong>{ text.get("walk-identity") }</strong>
                    <span>
                        <code>{ visible(&values.value("access-user")) }</code>{ " " }
                        for group in &answer.groups {
                            <code class="certbench-chip">{ visible(group) }</code>
                        }
                    </span>
                </li>
                <li>
                    <strong>{ text.get("walk-bindings") }</strong>
                    <span>{ bindings(text, answer) }</span>
                </li>
                <li class={if verdict.allowed { "certbench-success" } else { "certbench-error" }}>
                    <strong>{ text.get("walk-verdict") }</strong>
                    { notice(text, &yew::props!(NoticeProperties { id: "prove-verdict", severity, success: verdict.allowed, title: text.get(key), children: html! { <>
                        if !verdict.reason.is_empty() {
                            <p>{ text.get("server-says") }{ " " }<q lang="en" id="prove-reason">{ visible(&verdict.reason) }</q></p>
                        }
                    </> } })) }
                </li>
            </ol>
            for note in &verdict.notes {
                <p class="certbench-hint">{ text.get(&format!("rbac-note-{}", note.as_str())) }</p>
            }
        </>
    }
}

fn bindings(text: &Text, answer: &CanIAnswer) -> Html {
    if !answer.verdict.grants.is_empty() {
        return html! {
            <ul id="prove-grants">{ for answer.verdict.grants.iter().map(|grant| one(text, grant)) }</ul>
        };
    }
    if answer.verdict.allowed {
        return html! { { text.get("prove-not-asked") } };
    }
    if answer.misses.is_empty() {
        return html! { { text.get("prove-no-binding") } };
    }
    html! {
        <>
            { text.get("prove-misses") }
            <ul id="prove-misses">{ for answer.misses.iter().map(|one| miss(text, one)) }</ul>
        </>
    }
}

/// A binding, its role and the rule in it.
fn one(text: &Text, grant: &Grant) -> Html {
    html! {
        <li>
            <span class="certbench-break">{ visible(&grant.to_string()) }</span>
            <div class="certbench-hint">
                { text.with("prove-rule", &[("number", (grant.rule_index + 1).to_string().into())]) }{ " " }
                <code class="certbench-break">{ visible(&grant.rule.to_string()) }</code>
            </div>
        </li>
    }
}

fn miss(text: &Text, miss: &Miss) -> Html {
    html! {
        <li>
            { one(text, &miss.grant) }
            <ul class="certbench-misses">
                for lack in &miss.lacks {
                    <li>{ text.with(&format!("rbac-miss-{}", lack.code.as_str()), &[
                        ("wanted", visible(&lack.wanted).into()), ("has", visible(&lack.has).into())]) }</li>
                }
            </ul>
        </li>
    }
}

/// Who else may do that.
pub fn others(text: &Text, answer: &WhoCanAnswer) -> Html {
    let title = text.with("who-can-title", &[("count", answer.total.into())]);
    html! {
        { disclosure(yew::props!(DisclosureProperties { id: "who-can", title, children: html! { <>
            <p class="certbench-hint">{ text.get("who-can-masters") }</p>
            <div class="certbench-table" tabindex="0" role="group" aria-label={text.get("walk-bindings")}><table id="who-can-table">
                <tbody>
                    for grant in &answer.grants {
                        <tr>
                            <th scope="row">{ visible(&grant.subject.to_string()) }</th>
                            <td class="certbench-break">{ visible(&grant.to_string()) }</td>
                        </tr>
                    }
                </tbody>
            </table></div>
        </> } })) }
    }
}
