//! Many artefacts as a table.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::InspectProperties;
use super::facts::{utc, validity};
use super::state::{InspectAction, PAGE_ROWS, Query};
use crate::browser::page;
use crate::locale::families::KIND;
use crate::locale::{Key, key, tr};
use crate::ui::components::button::{ActionButtonProperties, action_button};
use crate::ui::components::erased::erased;
use crate::ui::components::field::{TextFieldProperties, text_field};
use crate::ui::components::icon::icon;
use crate::ui::components::notice::{severity_glyph, severity_names};
use crate::ui::context::{InspectHandle, Text, use_text};
use certbench_engine::inspect::{Column, Row};
use certbench_kubernetes::finding::Severity;

/// The columns with the ends of their ids and the keys of their words.
const COLUMNS: [(Column, &str, Key); 5] = [
    (
        Column::Position,
        "position",
        key!("inspect-column-position"),
    ),
    (Column::Kind, "kind", key!("inspect-column-kind")),
    (Column::Name, "name", key!("inspect-column-name")),
    (Column::Expiry, "expiry", key!("inspect-column-expiry")),
    (
        Column::Severity,
        "severity",
        key!("inspect-column-severity"),
    ),
];

/// A severity in a word.
const fn severity_key(severity: Option<Severity>) -> Key {
    match severity {
        Some(Severity::Error) => key!("inspect-severity-error"),
        Some(Severity::Warning) => key!("inspect-severity-warning"),
        Some(Severity::Info) => key!("inspect-severity-info"),
        None => key!("inspect-severity-none"),
    }
}

/// A page of the artefacts, sorted and filtered by the engine.
pub fn table(properties: InspectProperties) -> Html {
    erased("table", move |context| {
        use_table_view(&properties).run(context)
    })
}

#[hook]
fn use_table_view(properties: &InspectProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    // One callback for all rows and all times, so that a row is drawn again only when it changes.
    let onopen = {
        let dispatcher = state.dispatcher();
        use_callback((), move |index, ()| {
            dispatcher.dispatch(InspectAction::Open(index));
        })
    };
    let Some(answer) = state.answer.clone() else {
        return html! {};
    };
    let onfilter = {
        let state = state.clone();
        Callback::from(move |filter| {
            let query = Query {
                filter,
                from: 0,
                ..state.query.clone()
            };
            state.dispatch(InspectAction::SetQuery(query));
        })
    };
    html! {
        <section class="certbench-card" aria-label={tr!(text, "inspect-list")}>
            <div class="certbench-actions">
                <div class="certbench-filter">
                    { text_field(&text, &yew::props!(TextFieldProperties { id: "inspect-filter", label: tr!(text, "inspect-filter"), value: state.query.filter.clone(), onchange: onfilter })) }
                </div>
                <span id="inspect-matching" aria-live="polite">
                    { tr!(text, "inspect-matching", matching = answer.matching, total = answer.total) }
                </span>
                { pages(&text, properties) }
            </div>
            <div class="certbench-table">
                <table id="inspect-table" aria-label={tr!(text, "inspect-list")}>
                    <thead><tr>
                        for (column, id, key) in COLUMNS {
                            { header(&text, state, column, id, key) }
                        }
                    </tr></thead>
                    <tbody>
                        for row in &answer.rows {
                            { table_row(&text, &yew::props!(RowViewProperties { row: row.clone(), onopen: onopen.clone(), is_open: state.open == Some(row.index) })) }
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn header(text: &Text, state: &InspectHandle, column: Column, id: &'static str, key: Key) -> Html {
    let query = &state.query;
    let is_current = query.column == column;
    let descending = is_current && !query.descending;
    let (sort, arrow) = match (is_current, query.descending) {
        (false, _) => ("none", ""),
        (true, false) => ("ascending", " ↑"),
        (true, true) => ("descending", " ↓"),
    };
    let onclick = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| {
            let query = Query {
                column,
                descending,
                from: 0,
                ..state.query.clone()
            };
            state.dispatch(InspectAction::SetQuery(query));
        })
    };
    html! {
        <th scope="col" aria-sort={sort} id={format!("column-{id}")}>
            <button type="button" id={format!("sort-{id}")} {onclick}>
                { text.get(key) }
                <span aria-hidden="true">{ arrow }</span>
            </button>
        </th>
    }
}

#[derive(Clone, Properties, PartialEq)]
struct RowViewProperties {
    row: Row,
    is_open: bool,
    onopen: Callback<Option<usize>>,
}

fn table_row(text: &Text, properties: &RowViewProperties) -> Html {
    let RowViewProperties {
        row,
        is_open,
        onopen,
    } = properties;
    let is_open = *is_open;
    let index = row.index;
    let name = text.headline(&row.headline);
    let onclick = onopen.reform(move |_: MouseEvent| (!is_open).then_some(index));
    let class = row.severity.map(|severity| severity_names(severity).0);
    html! {
        <tr>
            <td>{ index + 1 }</td>
            <td>{ tr!(text, KIND(row.kind)) }</td>
            <td class="certbench-table__name">
                <button type="button" id={format!("open-{index}")} class="certbench-link" {onclick}
                    aria-expanded={is_open.to_string()}>{ name }</button>
                <span class="certbench-hint">{ text.origin(&row.origin) }</span>
            </td>
            <td>
                if let Some(end) = row.not_after {
                    { utc(end) }
                    <span class="certbench-hint">
                        { validity(text, (None, Some(end)), page::now(), false) }
                    </span>
                }
            </td>
            <td class={class}>
                <span class="certbench-severity">
                    if let Some(severity) = row.severity {
                        { icon(severity_glyph(severity)) }
                    }
                    { text.get(severity_key(row.severity)) }
                </span>
            </td>
        </tr>
    }
}

/// The way from page to page.
fn pages(text: &Text, properties: &InspectProperties) -> Html {
    let state = &properties.state;
    let Some(answer) = &state.answer else {
        return html! {};
    };
    if answer.matching <= PAGE_ROWS {
        return html! {};
    }
    let from = state.query.from;
    let to = (from + PAGE_ROWS).min(answer.matching);
    let go = |from: usize| {
        let state = state.clone();
        Callback::from(move |()| {
            let query = Query {
                from,
                ..state.query.clone()
            };
            state.dispatch(InspectAction::SetQuery(query));
        })
    };
    html! {
        <div class="certbench-actions">
            { action_button(text, &yew::props!(ActionButtonProperties { id: "inspect-previous", label: tr!(text, "inspect-previous"), disabled: from == 0, onclick: go(from.saturating_sub(PAGE_ROWS)) })) }
            <span id="inspect-page">
                { tr!(text, "inspect-page", from = from + 1, to = to, count = answer.matching) }
            </span>
            { action_button(text, &yew::props!(ActionButtonProperties { id: "inspect-next", label: tr!(text, "inspect-next"), disabled: to >= answer.matching, onclick: go(from + PAGE_ROWS) })) }
        </div>
    }
}
