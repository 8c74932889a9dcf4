//! Everything at once: what one identity may do, what is a risk, and what manifests would change.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::{AccessProperties, prove};
use crate::locale::{Key, key, tr};
use crate::ui::components::code::{CodeProperties, code_box};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::erased::erased;
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::forms::{Control, FieldSpec, Values, field, fields, use_reply};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{Text, use_text};
use certbench_engine::access::{
    Difference, DifferenceAnswer, Matrix, MatrixAnswer, MatrixCsv, Remarks, RemarksAnswer,
};
use certbench_engine::{Question, Request, read_answer};
use certbench_formats::text::visible;
use certbench_kubernetes::finding::Severity;
use certbench_kubernetes::rbac::Rule;
use certbench_kubernetes::rbac::difference::Change;
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
const FILTER: FieldSpec = FieldSpec::new(key!("matrix-filter"), Control::Line);
const NAMESPACE: FieldSpec =
    FieldSpec::new(key!("matrix-namespace"), Control::Line).hint(key!("matrix-namespace-hint"));
const WITH_CSV: FieldSpec = FieldSpec::new(key!("matrix-csv"), Control::Check(false));
const CHANGES: FieldSpec =
    FieldSpec::new(key!("difference-manifests"), Control::Area(5)).hint(key!("difference-hint"));
/// How many rows of each are shown.
const ROWS: usize = 60;

fn matrix(values: &Values) -> Option<Matrix> {
    let who = prove::who(values);
    let namespace = values.text(NAMESPACE.key.as_str());
    let is_anybody = !who.user.is_empty() || !who.groups.is_empty();
    is_anybody.then(|| Matrix {
        who,
        namespace: (!namespace.is_empty()).then_some(namespace),
        filter: values.text(FILTER.key.as_str()),
        from: 0,
        count: ROWS,
    })
}

fn ask_matrix(values: &Values) -> Option<Request> {
    matrix(values).map(Question::into_request)
}

fn ask_csv(values: &Values) -> Option<Request> {
    let matrix = matrix(values).filter(|_| values.is_on(&WITH_CSV))?;
    Some(MatrixCsv(matrix).into_request())
}

fn ask_risks(_: &Values) -> Option<Request> {
    let risks = Remarks {
        count: ROWS,
        ..Remarks::default()
    };
    Some(risks.into_request())
}

fn ask_difference(values: &Values) -> Option<Request> {
    let manifests = values.value(CHANGES.key.as_str());
    let question = Difference {
        manifests: manifests.as_bytes().to_vec().into(),
        count: ROWS,
        ..Difference::default()
    };
    (!manifests.trim().is_empty()).then(|| question.into_request())
}

/// Matrix, risks and difference.
pub fn overview(properties: AccessProperties) -> Html {
    erased("overview", move |context| {
        use_overview_view(&properties).run(context)
    })
}

#[hook]
fn use_overview_view(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let loaded = forms.part(super::load::LOADED);
    let identity = forms
        .part("access-")
        .and(forms.part("matrix-"))
        .and(loaded.clone());
    let matrix = use_reply(identity.clone(), ask_matrix);
    let csv = use_reply(identity, ask_csv);
    let risks = use_reply(loaded.clone(), ask_risks);
    let changes = use_reply(forms.part("difference-").and(loaded), ask_difference);
    let matrix = matrix.and_then(|reply| read_answer::<MatrixAnswer>(&reply));
    let csv = csv.and_then(|reply| read_answer::<String>(&reply));
    let risks = risks.and_then(|reply| read_answer::<RemarksAnswer>(&reply));
    let changes = changes.and_then(|reply| read_answer::<DifferenceAnswer>(&reply));
    html! {
        <section class="certbench-card" aria-labelledby="overview-title">
            <h2 class="pf-v6-c-title pf-m-xl" id="overview-title">{ tr!(text, "overview-title") }</h2>
            { disclosure(yew::props!(DisclosureProperties { id: "matrix-open", title: tr!(text, "matrix-title"), children: html! { <>
                <div class="certbench-columns">{ fields(&text, forms, &[FILTER, NAMESPACE]) }</div>
                { field(&text, forms, &WITH_CSV, Vec::new()) }
                if let Some(matrix) = matrix {
                    { matrix_table(&text, &matrix) }
                } else {
                    <p class="certbench-hint">{ tr!(text, "matrix-nobody") }</p>
                }
                if let Some(csv) = csv {
                    { code_box(&text, &yew::props!(CodeProperties { id: "matrix-csv-text", title: tr!(text, "matrix-csv"), content: csv, file_name: "access-matrix.csv", media_type: "text/csv" })) }
                }
            </> } })) }
            { disclosure(yew::props!(DisclosureProperties { id: "risks-open", title: tr!(text, "risks-title", count = risks.as_ref().map_or(0, |one| one.total)), children: html! { <>
                if let Some(risks) = risks {
                    { risk_list(&text, &risks) }
                }
            </> } })) }
            { disclosure(yew::props!(DisclosureProperties { id: "difference-open", title: tr!(text, "difference-title"), children: html! { <>
                { field(&text, forms, &CHANGES, Vec::new()) }
                <div id="difference-result" aria-live="polite">
                    if let Some(changes) = changes {
                        <p>{ tr!(text, "difference-count", count = changes.total) }</p>
                        <ul id="difference-list">{ for changes.changes.iter().map(|one| change(&text, one)) }</ul>
                    }
                </div>
            </> } })) }
        </section>
    }
}

fn matrix_table(text: &Text, answer: &MatrixAnswer) -> Html {
    html! {
        <>
            if answer.is_cut {
                { notice(text, &yew::props!(NoticeProperties { id: "matrix-cut", severity: Severity::Warning, title: tr!(text, "matrix-cut") })) }
            }
            if answer.is_node {
                { notice(text, &yew::props!(NoticeProperties { id: "matrix-node", severity: Severity::Info, title: tr!(text, "matrix-node") })) }
            }
            <p aria-live="polite">{ tr!(text, "matrix-count", matching = answer.matching, shown = answer.rows.len()) }</p>
            <div class="certbench-table" tabindex="0" role="group" aria-label={tr!(text, "matrix-title")}><table id="matrix-table" aria-label={tr!(text, "matrix-title")}>
                <thead><tr>
                    <th scope="col">{ tr!(text, "matrix-place") }</th>
                    <th scope="col">{ tr!(text, "prove-resource") }</th>
                    for verb in VERBS { <th scope="col">{ verb }</th> }
                    <th scope="col">{ tr!(text, "matrix-others") }</th>
                </tr></thead>
                <tbody>{ for answer.rows.iter().map(|row| matrix_row(text, row)) }</tbody>
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

fn risk_list(text: &Text, answer: &RemarksAnswer) -> Html {
    let problems: Vec<_> = answer
        .remarks
        .iter()
        .map(|remark| {
            let mut problem = Problem::finding(text, &remark.finding);
            problem.problem = format!("{}: {}", visible(&remark.object), problem.problem);
            problem
        })
        .collect();
    if problems.is_empty() {
        return html! { <p>{ tr!(text, "risks-none") }</p> };
    }
    html! { { problem_list(text, &yew::props!(ProblemsProperties { id: "risks-list", problems })) } }
}

fn change(text: &Text, change: &Change) -> Html {
    let place = match change.namespace.as_str() {
        "" => tr!(text, "matrix-everywhere"),
        namespace => visible(namespace),
    };
    let rules = |key: Key, rules: &[Rule]| -> Html {
        if rules.is_empty() {
            return html! {};
        }
        html! {
            <div>{ text.get(key) }
                <ul>{ for rules.iter().map(|rule| html! { <li><code class="certbench-break">{ visible(&rule.to_string()) }</code></li> }) }</ul>
            </div>
        }
    };
    html! {
        <li>
            <strong>{ visible(&change.subject.to_string()) }</strong>{ " · " }{ place }
            if change.is_unknown {
                <p>{ tr!(text, "difference-unknown") }</p>
            }
            { rules(key!("difference-gained"), &change.gained) }
            { rules(key!("difference-lost"), &change.lost) }
        </li>
    }
}
