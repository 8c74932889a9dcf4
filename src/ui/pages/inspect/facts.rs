//! The fields of an artefact, and its times in words.

use yew::prelude::*;

use crate::browser::page;
use crate::locale::families::FACT;
use crate::locale::tr;
use crate::ui::components::button::{CopyButtonProperties, copy_button};
use crate::ui::context::Text;
use certbench_artefacts::fact::{ExtensionText, Fact, FactName};
use certbench_formats::rfc3339::time_text;

/// A moment in UTC, as people write it.
pub fn utc(seconds: i64) -> String {
    time_text(seconds).replace('T', " ").replace('Z', "")
}

/// What is left of a validity, in words; empty where there is nothing to say.
pub fn validity(
    text: &Text,
    validity: (Option<i64>, Option<i64>),
    now: i64,
    says_never: bool,
) -> String {
    match validity {
        (Some(start), _) if start > now => {
            let distance = text.distance(start.saturating_sub(now));
            tr!(text, "time-ahead", in_seconds = distance)
        }
        (_, Some(end)) if end <= now => {
            let distance = text.distance(now.saturating_sub(end));
            tr!(text, "time-over", since_seconds = distance)
        }
        (_, Some(end)) => {
            let distance = text.distance(end.saturating_sub(now));
            tr!(text, "time-left", left_seconds = distance)
        }
        (_, None) if says_never => tr!(text, "time-never"),
        _ => String::new(),
    }
}

/// What a field is called.
pub fn fact_name(text: &Text, name: FactName, detail: &str) -> String {
    tr!(text, FACT(name), name = detail)
}

/// The moment a field names, where it names one.
fn moment(fact: &Fact) -> Option<i64> {
    let is_time = matches!(fact.name, FactName::NotBefore | FactName::NotAfter)
        || fact.name == FactName::Claim && ["exp", "nbf", "iat"].contains(&fact.detail.as_str());
    is_time.then(|| fact.value.parse().ok()).flatten()
}

/// Fields, each with a way to copy its value.
pub fn facts(text: &Text, id: &str, facts: &[Fact]) -> Html {
    html! {
        <dl class="certbench-facts" id={id.to_owned()}>
            for (number, fact) in facts.iter().enumerate().filter(|(_, fact)| !fact.value.is_empty()) {
                <dt>{ fact_name(text, fact.name, &fact.detail) }</dt>
                <dd class="certbench-fact">{ value(text, fact, format!("{id}-{number}-copy")) }</dd>
            }
        </dl>
    }
}

fn value(text: &Text, fact: &Fact, copy_id: String) -> Html {
    let name = fact_name(text, fact.name, &fact.detail);
    let Some(seconds) = moment(fact) else {
        return html! {
            <>
                <code class="certbench-break">{ &fact.value }</code>
                { copy_button(yew::props!(CopyButtonProperties { id: copy_id, content: fact.value.clone(), name })) }
            </>
        };
    };
    let local = page::local_time(seconds, text.0.language().tag());
    let now = page::now();
    let words = if fact.name == FactName::NotBefore || fact.detail == "nbf" || fact.detail == "iat"
    {
        if seconds > now {
            validity(text, (Some(seconds), None), now, false)
        } else {
            String::new()
        }
    } else {
        validity(text, (None, Some(seconds)), now, false)
    };
    html! {
        <>
            <span class="certbench-break">
                { tr!(text, "card-utc", time = utc(seconds)) }
                if !local.is_empty() {
                    { " · " }{ tr!(text, "card-local", time = local) }
                }
                if !words.is_empty() {
                    { " · " }<strong>{ words }</strong>
                }
            </span>
            { copy_button(yew::props!(CopyButtonProperties { id: copy_id, content: time_text(seconds), name })) }
        </>
    }
}

/// Extensions, decoded.
pub fn extensions(text: &Text, extensions: &[ExtensionText]) -> Html {
    html! {
        <ul class="certbench-extensions">
            for extension in extensions {
                <li>
                    <p>
                        <strong>{ &extension.name }</strong>{ " " }
                        if extension.name != extension.oid {
                            <code class="certbench-muted">{ &extension.oid }</code>
                        }
                        if extension.critical {
                            { " " }<span class="certbench-chip">{ tr!(text, "card-critical") }</span>
                        }
                    </p>
                    <pre class="certbench-pre" tabindex="0">{ &extension.text }</pre>
                </li>
            }
        </ul>
    }
}
