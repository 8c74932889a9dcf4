//! Two artefacts side by side.

use std::rc::Rc;

use yew::functional::Hook as _;
use yew::prelude::*;

use super::facts::{fact_name, utc};
use crate::locale::tr;
use crate::ui::components::erased::erased;
use crate::ui::components::field::{SelectFieldProperties, select_field};
use crate::ui::components::icon::{Glyph, icon};
use crate::ui::context::{Text, use_engine, use_text};
use certbench_artefacts::comparison::Compared;
use certbench_artefacts::fact::FactName;
use certbench_engine::inspect::{Card, Compare, Row};

/// Properties of [`Comparison`].
#[derive(Clone, Properties, PartialEq)]
pub struct ComparisonProperties {
    /// The one.
    pub card: Rc<Card>,
    /// Everything that is on the bench.
    pub peers: Rc<Vec<Row>>,
}

/// Whether two kinds have fields to compare: the same kind, or a request and a certificate.
fn is_comparable(one: &str, other: &str) -> bool {
    const PAIR: [&str; 2] = ["certificate", "certificate-request"];
    one == other || PAIR.contains(&one) && PAIR.contains(&other)
}

/// A choice of others, and the fields beside those of the chosen one.
pub fn comparison(properties: ComparisonProperties) -> Html {
    erased("comparison", move |context| {
        use_comparison_view(&properties).run(context)
    })
}

#[hook]
fn use_comparison_view(properties: &ComparisonProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let ComparisonProperties { card, peers } = properties;
    let chosen = use_state_eq(|| None::<usize>);
    let compared = use_state_eq(|| None::<Vec<Compared>>);
    let left = card.index;
    {
        let compared = compared.setter();
        use_effect_with((left, *chosen), move |&(left, chosen)| {
            compared.set(None);
            if let Some(right) = chosen {
                wasm_bindgen_futures::spawn_local(async move {
                    if let Ok(answer) = engine.ask(Compare { left, right }).await {
                        compared.set(Some(answer));
                    }
                });
            }
        });
    }
    let others: Vec<_> = peers
        .iter()
        .filter(|row| row.index != left && is_comparable(&row.kind, &card.kind))
        .collect();
    if others.is_empty() {
        return html! {};
    }
    let mut options = vec![(AttrValue::default(), tr!(text, "compare-choose").into())];
    options.extend(others.iter().map(|row| {
        let name = format!("{}. {}", row.index + 1, text.headline(&row.headline));
        (row.index.to_string().into(), name.into())
    }));
    let value = chosen.map_or_else(AttrValue::default, |index| index.to_string().into());
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |value: String| chosen.set(value.parse().ok()))
    };
    let other = others.iter().find(|row| Some(row.index) == *chosen);
    html! {
        <>
            { select_field(&text, &yew::props!(SelectFieldProperties { id: format!("card-{left}-compare"), label: tr!(text, "compare-with"), value, options, onchange })) }
            if let (Some(compared), Some(other)) = (&*compared, other) {
                { table(&text, left, compared, &text.headline(&other.headline)) }
            }
        </>
    }
}

fn values(name: FactName, values: &[String]) -> Html {
    let is_time = matches!(name, FactName::NotBefore | FactName::NotAfter);
    html! {
        for value in values {
            <p>{ match value.parse() {
                Ok(seconds) if is_time => utc(seconds),
                _ => value.clone(),
            } }</p>
        }
    }
}

fn table(text: &Text, left: usize, compared: &[Compared], other: &str) -> Html {
    let different = compared.iter().filter(|one| !one.is_same()).count();
    html! {
        <div>
            <p id={format!("card-{left}-different")} aria-live="polite">
                { tr!(text, "compare-different", count = different) }
            </p>
            <div class="certbench-table" tabindex="0" role="region" aria-label={tr!(text, "compare-title")}>
                <table id={format!("card-{left}-compared")}>
                    <thead><tr>
                        <th scope="col">{ tr!(text, "compare-field") }</th>
                        <th scope="col">{ tr!(text, "compare-this") }</th>
                        <th scope="col">{ other }</th>
                        <th scope="col"><span class="certbench-visually-hidden">{ tr!(text, "compare-title") }</span></th>
                    </tr></thead>
                    <tbody>
                        for one in compared {
                            <tr class={(!one.is_same()).then_some("certbench-differs")}>
                                <th scope="row">{ fact_name(text, one.name, &one.detail) }</th>
                                <td class="certbench-break">{ values(one.name, &one.left) }</td>
                                <td class="certbench-break">{ values(one.name, &one.right) }</td>
                                <td>
                                    if one.is_same() {
                                        <span class="certbench-muted">{ tr!(text, "compare-same") }</span>
                                    } else {
                                        <span class="certbench-warning certbench-severity">
                                            { icon(Glyph::Warning) }{ tr!(text, "compare-differs") }
                                        </span>
                                    }
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </div>
    }
}
