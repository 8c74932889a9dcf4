//! What Kubernetes will make of it, beside the form.

use yew::prelude::*;

use crate::domain::kubernetes::csr::forecast::{Forecast, Outcome};
use crate::domain::kubernetes::finding::Severity;
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{RequestHandle, Text};

/// The outcome, who will log in, for how long, and how that user is bound to a role.
pub fn forecast_panel(text: &Text, state: &RequestHandle) -> Html {
    let draft = state.draft.as_ref();
    html! {
        <aside class="certbench-forecast" aria-label={text.get("forecast-title")}>
            <h2 class="pf-v6-c-title pf-m-lg">{ text.get("forecast-title") }</h2>
            if let Some(forecast) = draft.and_then(|draft| draft.forecast.as_ref()) {
                { outcome(text, forecast) }
                if let Some(identity) = &forecast.identity {
                    { identity_view(text, &yew::props!(IdentityViewProperties { id: "forecast-identity", identity: identity.clone() })) }
                    if let Some(subjects) = draft.and_then(|draft| draft.subjects_yaml.clone()) {
                        <h3 class="pf-v6-c-title pf-m-md">{ text.get("forecast-binding") }</h3>
                        <pre id="forecast-subjects" class="certbench-pre" tabindex="0">{ subjects }</pre>
                    }
                }
            } else {
                <p class="certbench-muted">{ text.get("forecast-waiting") }</p>
            }
        </aside>
    }
}

fn outcome(text: &Text, forecast: &Forecast) -> Html {
    let (key, severity, is_good) = match forecast.outcome {
        Outcome::Refused => ("forecast-refused", Severity::Error, false),
        Outcome::Failed => ("forecast-failed", Severity::Error, false),
        Outcome::Pending => ("forecast-pending", Severity::Warning, false),
        Outcome::Issued if forecast.no_identity.is_some() => {
            ("forecast-issued-useless", Severity::Error, false)
        }
        Outcome::Issued => ("forecast-issued", Severity::Info, true),
    };
    let complaints = forecast.complaints.iter();
    let complaints: Vec<_> = complaints
        .map(|complaint| Problem::quote(complaint.text.clone()))
        .collect();
    let lifetime = forecast.lifetime.map(|lifetime| {
        text.with(
            "forecast-lifetime",
            &[("words", text.duration(lifetime.usable_seconds).into())],
        )
    });
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "forecast", severity, success: is_good, title: text.get(key), children: html! { <>
            <p>{ text.get(&format!("{key}-detail")) }</p>
            if !complaints.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: "forecast-complaints", problems: complaints })) }
            }
            if let Some(lifetime) = lifetime {
                <p id="forecast-lifetime">{ lifetime }</p>
            }
        </> } })) }
    }
}
