//! What Kubernetes will make of it, beside the form.

use yew::prelude::*;

use crate::locale::{pair_key, tr};
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{RequestHandle, Text};
use certbench_kubernetes::csr::forecast::{Forecast, Outcome};
use certbench_kubernetes::finding::Severity;

/// The outcome, who will log in, for how long, and how that user is bound to a role.
pub fn forecast_panel(text: &Text, state: &RequestHandle) -> Html {
    let draft = state.draft.as_ref();
    html! {
        <aside class="certbench-forecast" aria-label={tr!(text, "forecast-title")}>
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "forecast-title") }</h2>
            if let Some(forecast) = draft.and_then(|draft| draft.forecast.as_ref()) {
                { outcome(text, forecast) }
                if let Some(identity) = &forecast.identity {
                    { identity_view(text, &yew::props!(IdentityViewProperties { id: "forecast-identity", identity: identity.clone() })) }
                    if let Some(subjects) = draft.and_then(|draft| draft.subjects_yaml.clone()) {
                        <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "forecast-binding") }</h3>
                        <pre id="forecast-subjects" class="certbench-pre" tabindex="0">{ subjects }</pre>
                    }
                }
            } else {
                <p class="certbench-muted">{ tr!(text, "forecast-waiting") }</p>
            }
        </aside>
    }
}

fn outcome(text: &Text, forecast: &Forecast) -> Html {
    let (key, severity, is_good) = match forecast.outcome {
        Outcome::Refused => (pair_key!("forecast-refused".detail), Severity::Error, false),
        Outcome::Failed => (pair_key!("forecast-failed".detail), Severity::Error, false),
        Outcome::Pending => (
            pair_key!("forecast-pending".detail),
            Severity::Warning,
            false,
        ),
        Outcome::Issued if forecast.no_identity.is_some() => (
            pair_key!("forecast-issued-useless".detail),
            Severity::Error,
            false,
        ),
        Outcome::Issued => (pair_key!("forecast-issued".detail), Severity::Info, true),
    };
    let (title, detail) = text.pair(key, &[]);
    let complaints = forecast.complaints.iter();
    let complaints: Vec<_> = complaints
        .map(|complaint| Problem::quote(complaint.text.clone()))
        .collect();
    let lifetime = forecast.lifetime.map(|lifetime| {
        tr!(
            text,
            "forecast-lifetime",
            words = text.duration(lifetime.usable_seconds)
        )
    });
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "forecast", severity, success: is_good, title, children: html! { <>
            <p>{ detail }</p>
            if !complaints.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: "forecast-complaints", problems: complaints })) }
            }
            if let Some(lifetime) = lifetime {
                <p id="forecast-lifetime">{ lifetime }</p>
            }
        </> } })) }
    }
}
