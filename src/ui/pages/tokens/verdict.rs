//! What a token proves, in words.

use yew::prelude::*;

use crate::browser::page;
use crate::locale::families::{CLAIM, SIGNATURE_REASON, TOKEN_FORM, TOKEN_REFUSAL};
use crate::locale::{Key, key, tr};
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::Text;
use crate::ui::pages::inspect::facts::utc;
use certbench_engine::verify_token::TokenAnswer;
use certbench_formats::manifest::ManifestError;
use certbench_formats::text::visible;
use certbench_formats::token::claims::Row;
use certbench_formats::token::verification::SignatureState;
use certbench_kubernetes::authenticators::service_account::accept::Condition;
use certbench_kubernetes::finding::Severity;

/// The answer as a card.
pub fn verdict(text: &Text, answer: &Result<TokenAnswer, ManifestError>) -> Html {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            return html! {
                { notice(text, &yew::props!(NoticeProperties { id: "token-cluster-error", severity: Severity::Error, title: tr!(text, "token-cluster-unreadable"), children: html! { <>{ error.to_string() }</> } })) }
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
            <h2 class="pf-v6-c-title pf-m-xl">{ tr!(text, TOKEN_FORM(answer.form)) }</h2>
            if !answer.unreadable.is_empty() {
                <p class="certbench-hint">{ &answer.unreadable }</p>
            }
            { bearer(text, answer) }
            { signature(text, answer) }
            if !problems.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-findings") }</h3>
                { problem_list(text, &yew::props!(ProblemsProperties { id: "token-findings", problems })) }
            }
            { rows(text, key!("token-header"), &answer.header) }
            { rows(text, key!("token-claims"), &answer.claims) }
        </article>
    }
}

/// Whose token it is for the API server, or why it would answer 401.
fn bearer(text: &Text, answer: &TokenAnswer) -> Html {
    if let Some(identity) = &answer.identity {
        let title = match answer.conditions.is_empty() {
            true => tr!(text, "token-accepted"),
            false => tr!(text, "token-accepted-if"),
        };
        return html! {
            <>
                { notice(text, &yew::props!(NoticeProperties { id: "token-bearer", severity: Severity::Info, success: true, title, children: html! { <>
                    <ul>
                        for condition in &answer.conditions {
                            <li>{ condition_text(text, condition) }</li>
                        }
                        for field in &answer.not_evaluated {
                            <li>{ tr!(text, "token-not-evaluated", field = field.as_str()) }</li>
                        }
                    </ul>
                </> } })) }
                { identity_view(text, &yew::props!(IdentityViewProperties { id: "token-identity", identity: identity.clone() })) }
                if !answer.shared_audiences.is_empty() {
                    <p class="certbench-hint">
                        { tr!(text, "token-shared-audiences", list = answer.shared_audiences.join(", ")) }
                    </p>
                }
            </>
        };
    }
    let Some(refusal) = &answer.refusal else {
        return html! {};
    };
    let why = tr!(
        text,
        TOKEN_REFUSAL(refusal.code),
        detail = visible(&refusal.detail)
    );
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "token-bearer", severity: Severity::Error, title: tr!(text, "token-refused"), children: html! { <>
            <p>{ why }</p>
            if !refusal.message.is_empty() {
                <p>{ tr!(text, "server-says") }{ " " }<q lang="en" class="certbench-break">{ visible(&refusal.message) }</q></p>
            }
        </> } })) }
    }
}

fn condition_text(text: &Text, condition: &Condition) -> String {
    let name = match condition.namespace.as_str() {
        "" => condition.name.clone(),
        namespace => format!("{namespace}/{}", condition.name),
    };
    let (kind, name) = (condition.kind.as_str(), visible(&name));
    match condition.uid.is_empty() {
        true => tr!(text, "token-condition", kind = kind, name = name),
        false => {
            let uid = visible(&condition.uid);
            tr!(
                text,
                "token-condition-uid",
                kind = kind,
                name = name,
                uid = uid
            )
        }
    }
}

fn signature(text: &Text, answer: &TokenAnswer) -> Html {
    let judgement = &answer.judgement;
    let (key, severity) = match judgement.state {
        SignatureState::Valid => (key!("token-signature-valid"), Severity::Info),
        SignatureState::Invalid => (key!("token-signature-invalid"), Severity::Error),
        SignatureState::Unverifiable => (key!("token-signature-unverifiable"), Severity::Warning),
    };
    let reason = judgement
        .reason
        .map(|reason| tr!(text, SIGNATURE_REASON(reason)));
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "token-signature", severity, success: judgement.state == SignatureState::Valid, title: text.get(key), children: html! { <>
            if let Some(reason) = reason {
                <p>{ reason }</p>
            }
            if !answer.key_name.is_empty() {
                <p class="certbench-break">{ tr!(text, "token-key", name = answer.key_name.as_str()) }</p>
            }
        </> } })) }
    }
}

/// Members with what they mean.
fn rows(text: &Text, key: Key, rows: &[Row]) -> Html {
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3 class="pf-v6-c-title pf-m-md">{ text.get(key) }</h3>
            <div class="certbench-table certbench-table--facts" tabindex="0" role="group" aria-label={text.get(key)}><table id={key.as_str()}>
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
                                    { tr!(text, CLAIM(row.code)) }
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
    let words = match moment > now {
        true => tr!(text, "time-left-word", left = distance),
        false => tr!(text, "time-past-word", past = distance),
    };
    format!("{} UTC · {words}", utc(moment))
}
