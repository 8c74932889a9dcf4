//! What one identity may do, as a table of resources and verbs.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::{Alert, AlertVariant};
use crate::context::{Text, use_text};
use crate::locale::tr;
use certbench_engine::access::MatrixAnswer;
use certbench_formats::text::visible;
use certbench_kubernetes::rbac::matrix::Row;

/// The verbs that have a column of their own.
const VERBS: [&str; 8] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
];

/// Properties of [`MatrixTable`].
#[derive(Properties)]
pub struct MatrixTableProperties {
    /// The rows, and how many there are in all.
    pub answer: Rc<MatrixAnswer>,
}

impl PartialEq for MatrixTableProperties {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
    }
}

/// A row for each namespace and resource.
#[component]
pub fn MatrixTable(properties: &MatrixTableProperties) -> Html {
    let text = use_text();
    let answer = &properties.answer;
    html! {
        <>
            if answer.is_cut {
                <Alert id="matrix-cut" variant={AlertVariant::Warning} title={tr!(text, "matrix-cut")} />
            }
            if answer.is_node {
                <Alert id="matrix-node" title={tr!(text, "matrix-node")} />
            }
            <p aria-live="polite">{ tr!(text, "matrix-count", matching = answer.matching, shown = answer.rows.len()) }</p>
            <div class="certbench-table" tabindex="0" role="group" aria-label={tr!(text, "matrix-title")}><table id="matrix-table" aria-label={tr!(text, "matrix-title")}>
                <thead><tr>
                    <th scope="col">{ tr!(text, "matrix-place") }</th>
                    <th scope="col">{ tr!(text, "prove-resource") }</th>
                    for verb in VERBS { <th scope="col">{ verb }</th> }
                    <th scope="col">{ tr!(text, "matrix-others") }</th>
                </tr></thead>
                <tbody>{ for answer.rows.iter().map(|row| matrix_row(&text, row)) }</tbody>
            </table></div>
        </>
    }
}

fn matrix_row(text: &Text, row: &Row) -> Html {
    let place = match row.namespace.as_str() {
        "" => tr!(text, "matrix-everywhere"),
        namespace => visible(namespace),
    };
    let resource = match row.group.as_str() {
        "" => visible(&row.resource),
        group => visible(&format!("{}.{group}", row.resource)),
    };
    let cell = |verb: &str| match (row.holds(verb), row.names(verb).is_empty()) {
        (true, _) => ("✓", tr!(text, "matrix-yes")),
        (false, false) => ("(✓)", tr!(text, "matrix-named")),
        (false, true) => ("", tr!(text, "matrix-no")),
    };
    let others = row
        .verbs
        .iter()
        .filter(|verb| !VERBS.contains(&verb.as_str()));
    let others: Vec<_> = others.map(|verb| visible(verb)).collect();
    html! {
        <tr>
            <td>{ place }</td>
            <th scope="row"><code>{ resource }</code></th>
            for verb in VERBS {
                <td>
                    <span aria-hidden="true">{ cell(verb).0 }</span>
                    <span class="certbench-visually-hidden">{ cell(verb).1 }</span>
                </td>
            }
            <td>{ others.join(", ") }</td>
        </tr>
    }
}
