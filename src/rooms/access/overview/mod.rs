//! Everything at once: what one identity may do, what is a risk, and what manifests would change.

mod change_item;
mod matrix_table;

use yew::prelude::*;

use self::change_item::ChangeItem;
use self::matrix_table::MatrixTable;
use super::load::LOADED;
use super::{AccessProperties, prove};
use crate::components::{CodeBlock, ExpandableSection, Findings, HeadingLevel, Problem, Title};
use crate::context::{Text, use_text};
use crate::hooks::{TYPING_PAUSE, use_question};
use crate::locale::{key, tr};
use crate::ui::components::forms::{Control, FieldSpec, Values, field, fields};
use certbench_engine::access::{Difference, Matrix, MatrixCsv, Remarks, RemarksAnswer};
use certbench_formats::text::visible;

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

/// Matrix, risks and difference.
#[component]
pub fn Overview(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let loaded = forms.value(LOADED);
    let asked = matrix(forms);
    let csv_asked = asked.clone().filter(|_| forms.is_on(&WITH_CSV));
    let matrix = use_question((asked, loaded.clone()), TYPING_PAUSE, |(asked, _)| {
        asked.clone()
    });
    let csv = use_question((csv_asked, loaded.clone()), TYPING_PAUSE, |(asked, _)| {
        asked.clone().map(MatrixCsv)
    });
    let risks = use_question(loaded.clone(), TYPING_PAUSE, |_| {
        Some(Remarks {
            count: ROWS,
            ..Remarks::default()
        })
    });
    let manifests = forms.value(CHANGES.key.as_str());
    let changes = use_question((manifests, loaded), TYPING_PAUSE, |(manifests, _)| {
        let question = Difference {
            manifests: manifests.as_bytes().to_vec().into(),
            count: ROWS,
            ..Difference::default()
        };
        (!manifests.trim().is_empty()).then_some(question)
    });
    let risk_count = risks.latest().map_or(0, |risks| risks.total);
    html! {
        <section class="certbench-card" aria-labelledby="overview-title">
            <Title level={HeadingLevel::H2} id="overview-title">{ tr!(text, "overview-title") }</Title>
            <ExpandableSection id="matrix-open" title={tr!(text, "matrix-title")}>
                <div class="certbench-columns">{ fields(&text, forms, &[FILTER, NAMESPACE]) }</div>
                { field(&text, forms, &WITH_CSV, Vec::new()) }
                if let Some(answer) = matrix.latest() {
                    <MatrixTable answer={answer.clone()} />
                } else {
                    <p class="certbench-hint">{ tr!(text, "matrix-nobody") }</p>
                }
                if let Some(csv) = csv.latest() {
                    <CodeBlock id="matrix-csv-text" title={tr!(text, "matrix-csv")} content={(**csv).clone()}
                        file_name="access-matrix.csv" media_type="text/csv" />
                }
            </ExpandableSection>
            <ExpandableSection id="risks-open" title={tr!(text, "risks-title", count = risk_count)}>
                if let Some(risks) = risks.latest() {
                    { risk_list(&text, risks) }
                }
            </ExpandableSection>
            <ExpandableSection id="difference-open" title={tr!(text, "difference-title")}>
                { field(&text, forms, &CHANGES, Vec::new()) }
                <div id="difference-result" aria-live="polite">
                    if let Some(changes) = changes.latest() {
                        <p>{ tr!(text, "difference-count", count = changes.total) }</p>
                        <ul id="difference-list">
                            for change in &changes.changes {
                                <ChangeItem change={change.clone()} />
                            }
                        </ul>
                    }
                </div>
            </ExpandableSection>
        </section>
    }
}

fn risk_list(text: &Text, answer: &RemarksAnswer) -> Html {
    if answer.remarks.is_empty() {
        return html! { <p>{ tr!(text, "risks-none") }</p> };
    }
    let problems = answer.remarks.iter().map(|remark| {
        let mut problem = Problem::finding(text, &remark.finding);
        problem.problem = format!("{}: {}", visible(&remark.object), problem.problem);
        problem
    });
    html! { <Findings id="risks-list" problems={problems.collect::<Vec<_>>()} /> }
}
