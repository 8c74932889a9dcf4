//! What could not be read, and what was repaired before it could.

use yew::prelude::*;

use super::InspectProperties;
use crate::locale::families::{REASON, REPAIR};
use crate::locale::tr;
use crate::ui::context::Text;
use certbench_artefacts::origin::{Reason, ReasonCode, Stop, Unread};
use certbench_formats::text::visible;

/// What could not be read and what was repaired.
pub fn notes(text: &Text, properties: &InspectProperties) -> Html {
    let Some(answer) = properties.state.answer.clone() else {
        return html! {};
    };
    html! {
        <>
            if !answer.unread.is_empty() {
                <section class="certbench-card certbench-error" id="inspect-unread">
                    <h2 class="pf-v6-c-title pf-m-lg">
                        { tr!(text, "inspect-unread-title", count = answer.unread_count) }
                    </h2>
                    <ul class="certbench-unread">
                        { for answer.unread.iter().map(|unread| unread_item(text, unread)) }
                        if answer.unread_count > answer.unread.len() {
                            <li>{ "…" }</li>
                        }
                    </ul>
                </section>
            }
            if !answer.repairs.is_empty() {
                <section class="certbench-card" id="inspect-repairs">
                    <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "inspect-repairs-title") }</h2>
                    <ul class="certbench-unread">
                        for repair in &answer.repairs {
                            <li>
                                <span class="certbench-muted">{ text.origin(&repair.origin) }{ " · " }</span>
                                { tr!(text, REPAIR(repair.code)) }
                            </li>
                        }
                    </ul>
                </section>
            }
        </>
    }
}

/// Why a reading failed; the parser's own words stay what they are.
fn reason(text: &Text, reason: &Reason) -> Html {
    let detail = visible(&reason.detail);
    if reason.code == ReasonCode::Said {
        return html! { <q lang="en">{ detail }</q> };
    }
    html! { { tr!(text, REASON(reason.code), detail = detail) } }
}

fn unread_item(text: &Text, unread: &Unread) -> Html {
    html! {
        <li>
            <strong>{ text.origin(&unread.origin) }</strong>
            <ul class="certbench-unread__attempts">
                for attempt in &unread.attempts {
                    <li>
                        <span class="certbench-chip">{ visible(&attempt.reading) }</span>
                        { match attempt.stopped_at {
                            Some(Stop::Line(line)) => tr!(text, "inspect-unread-line", line = line.to_string()),
                            Some(Stop::Byte(byte)) => tr!(text, "inspect-unread-byte", byte = byte.to_string()),
                            None => String::new(),
                        } }
                        { " " }
                        { reason(text, &attempt.reason) }
                    </li>
                }
            </ul>
        </li>
    }
}
