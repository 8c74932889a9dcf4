//! What a token proves, in words.

use yew::prelude::*;

use crate::browser::page;
use crate::domain::formats::manifest::ManifestError;
use crate::domain::formats::text::visible;
use crate::domain::formats::token::claims::Row;
use crate::domain::formats::token::verification::SignatureState;
use crate::domain::kubernetes::authenticators::service_account::accept::Condition;
use crate::domain::kubernetes::finding::Severity;
use crate::engine::verify_token::TokenAnswer;
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::Text;
use crate::ui::pages::inspect::facts::utc;

/// The answer as a card.
pub fn verdict(text: &Text, answer: &Result<TokenAnswer, ManifestError>) -> Html {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            return html! {
                { notice(text, &yew::props!(NoticeProperties { id: "token-cluster-error", severity: Severity::Error, title: text.get("token-cluster-unreadable"), children: html! { <>{ error.to_string() }</> } })) }
            };
        }
    };
    let problems: Vec<_> = answer
        .findings
        .iter()
        .map(|finding| Problem::sourced(text, finding))
        .collect();
    html! {
        <article class="certbench-card certbench-artefact" id="token-card">
            <h2 class="pf-v6-c-title pf-m-xl">{ text.get(&format!("token-form-{}", answer.form.as_str())) }</h2>
            if !answer.unreadable.is_empty() {
                <p class="certbench-hint">{ &answer.unreadable }</p>
            }
            { bearer(text, answer) }
            { signature(text, answer) }
            if !problems.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ text.get("card-findings") }</h3>
                { problem_list(text, &yew::props!(ProblemsProperties { id: "token-findings", problems })) }
            }
            { rows(text, "token-header", &answer.header) }
            { rows(text, "token-claims", &answer.claims) }
        </article>
    }
}

/// Whose token it is for the API server, or why it would answer 401.
fn bearer(text: &Text, answer: &TokenAnswer) -> Html {
    if let Some(identity) = &answer.identity {
        let title = text.get(match answer.conditions.is_empty() {
            true => "token-accepted",
            false => "token-accepted-if",
        });
        return html! {
            <>
                { notice(text, &yew::props!(NoticeProperties { id: "token-bearer", severity: Severity::Info, success: true, title, children: html! { <>
                    <ul>
                        for condition in &answer.conditions {
                            <li>{ condition_text(text, condition) }</li>
                        }
                        for field in &answer.not_evaluated {
                            <li>{ text.with("token-not-evaluated", &[("field", field.as_str().into())]) }</li>
                        }
                    </ul>
                </> } })) }
                { identity_view(text, &yew::props!(IdentityViewProperties { id: "token-identity", identity: identity.clone() })) }
                if !answer.shared_audiences.is_empty() {
                    <p class="certbench-hint">
                        { text.with("token-shared-audiences", &[("list", answer.shared_audiences.join(", ").into())]) }
                    </p>
                }
            </>
        };
    }
    let Some(refusal) = &answer.refusal else {
        return html! {};
    };
    let key = format!("token-refusal-{}", refusal.code.as_str());
    let why = text.with(&key, &[("detail", visible(&refusal.detail).into())]);
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "token-bearer", severity: Severity::Error, title: text.get("token-refused"), children: html! { <>
            <p>{ why }</p>
            if !refusal.message.is_empty() {
                <p>{ text.get("server-says") }{ " " }<q lang="en" class="certbench-break">{ visible(&refusal.message) }</q></p>
            }
        </> } })) }
    }
}

fn condition_text(text: &Text, condition: &Condition) -> String {
    let name = match condition.namespace.as_str() {
        "" => condition.name.clone(),
        namespace => format!("{namespace}/{}", condition.name),
    };
    let arguments = [
        ("kind", condition.kind.as_str().into()),
        ("name", visible(&name).into()),
        ("uid", visible(&condition.uid).into()),
    ];
    let key = match condition.uid.is_empty() {
        true => "token-condition",
        false => "token-condition-uid",
    };
    text.with(key, &arguments)
}

fn signature(text: &Text, answer: &TokenAnswer) -> Html {
    let judgement = &answer.judgement;
    let (key, severity) = match judgement.state {
        SignatureState::Valid => ("token-signature-valid", Severity::Info),
        SignatureState::Invalid => ("token-signature-invalid", Severity::Error),
        SignatureState::Unverifiable => ("token-signature-unverifiable", Severity::Warning),
    };
    let reason = judgement
        .reason
        .map(|reason| text.get(&format!("signature-reason-{}", reason.as_str())));
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "token-signature", severity, success: judgement.state == SignatureState::Valid, title: text.get(key), children: html! { <>
            if let Some(reason) = reason {
                <p>{ reason }</p>
            }
            if !answer.key_name.is_empty() {
                <p class="certbench-break">{ text.with("token-key", &[("name", answer.key_name.as_str().into())]) }</p>
            }
        </> } })) }
    }
}

/// Members with what they mean.
fn rows(text: &Text, id: &'static str, rows: &[Row]) -> Html {
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3 class="pf-v6-c-title pf-m-md">{ text.get(id) }</h3>
            <div class="certbench-table certbench-table--facts" tabindex="0" role="group" aria-label={text.get(id)}><table {id}>
                <tbody>
                    for row in rows {
                        <tr>
                            <th scope="row"><code>{ visible(&row.path) }</code></th>
                            <td>
                                <code class="certbench-break">{ visible(&row.value) }</code>
                                if let Some(moment) = row.time {
                                    <span class="certbench-hint">{ moment_text(text, moment) }</span>
                                }
                            </td>
                            <td class="certbench-muted">
                                if !row.code.is_empty() {
                                    { text.get(&format!("claim-{}", row.code)) }
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table></div>
        </>
    }
}

fn moment_text(text: &Text, moment: i64) -> String {
    let now = page::now();
    let distance = text.distance(moment.saturating_sub(now));
    let (key, name) = match moment > now {
        true => ("time-left-word", "left"),
        false => ("time-past-word", "past"),
    };
    let words = text.with(key, &[(name, distance.into())]);
    format!("{} UTC · {words}", utc(moment))
}
