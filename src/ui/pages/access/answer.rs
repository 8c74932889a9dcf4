//! The answer of RBAC in words: the way from the credential to the verdict, what nearly allows it, and
//! who else may.

use yew::prelude::*;

use crate::locale::families::{AUTHENTICATOR, RBAC_MISS, RBAC_NOTE};
use crate::locale::{key, tr};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::forms::Values;
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::Text;
use certbench_engine::access::{CanIAnswer, WhoCanAnswer};
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::finding::Severity;
use certbench_kubernetes::rbac::evaluate::Grant;
use certbench_kubernetes::rbac::near_miss::Miss;

/// May this identity do that? The walk from the credential to the verdict, step by step.
pub fn can(text: &Text, values: &Values, answer: &CanIAnswer) -> Html {
    let verdict = &answer.verdict;
    let (key, severity) = match verdict.allowed {
        true => (key!("prove-yes"), Severity::Info),
        false => (key!("prove-no"), Severity::Error),
    };
    let credential = values.value(".credential");
    let way = values.value(".authenticator");
    let mut ways = Authenticator::ALL.iter();
    let way = ways.find(|known| known.as_str() == way.as_str());
    let way = way.map_or_else(String::new, |way| tr!(text, AUTHENTICATOR(way)));
    let is_known = !credential.is_empty();
    html! {
        <>
            <ol class="certbench-flow" id="prove-walk">
                if is_known {
                    <li><strong>{ tr!(text, "walk-credential") }</strong><span>{ visible(&credential) }</span></li>
                    <li><strong>{ tr!(text, "walk-authenticator") }</strong><span>{ way }</span></li>
                }
                <li>
                    <strong>{ tr!(text, "walk-identity") }</strong>
                    <span>
                        <code>{ visible(&values.value("access-user")) }</code>{ " " }
                        for group in &answer.groups {
                            <code class="certbench-chip">{ visible(group) }</code>
                        }
                    </span>
                </li>
                <li>
                    <strong>{ tr!(text, "walk-bindings") }</strong>
                    <span>{ bindings(text, answer) }</span>
                </li>
                <li class={if verdict.allowed { "certbench-success" } else { "certbench-error" }}>
                    <strong>{ tr!(text, "walk-verdict") }</strong>
                    { notice(text, &yew::props!(NoticeProperties { id: "prove-verdict", severity, success: verdict.allowed, title: text.get(key), children: html! { <>
                        if !verdict.reason.is_empty() {
                            <p>{ tr!(text, "server-says") }{ " " }<q lang="en" id="prove-reason">{ visible(&verdict.reason) }</q></p>
                        }
                    </> } })) }
                </li>
            </ol>
            for note in &verdict.notes {
                <p class="certbench-hint">{ tr!(text, RBAC_NOTE(note)) }</p>
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
        return html! { { tr!(text, "prove-not-asked") } };
    }
    if answer.misses.is_empty() {
        return html! { { tr!(text, "prove-no-binding") } };
    }
    html! {
        <>
            { tr!(text, "prove-misses") }
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
                { tr!(text, "prove-rule", number = (grant.rule_index + 1).to_string()) }{ " " }
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
                    <li>{ tr!(text, RBAC_MISS(lack.code), wanted = visible(&lack.wanted), has = visible(&lack.has)) }</li>
                }
            </ul>
        </li>
    }
}

/// Who else may do that.
pub fn others(text: &Text, answer: &WhoCanAnswer) -> Html {
    let title = tr!(text, "who-can-title", count = answer.total);
    html! {
        { disclosure(yew::props!(DisclosureProperties { id: "who-can", title, children: html! { <>
            <p class="certbench-hint">{ tr!(text, "who-can-masters") }</p>
            <div class="certbench-table" tabindex="0" role="group" aria-label={tr!(text, "walk-bindings")}><table id="who-can-table">
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
