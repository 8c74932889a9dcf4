//! Step 3: the Kubernetes object around the request.

use yew::prelude::*;

use super::StepProperties;
use super::problems::{problems, wrong_rows};
use super::state::{RequestAction, SIGNER_PRESETS};
use crate::locale::tr;
use crate::ui::components::field::{TextFieldProperties, field_notes, text_field};
use crate::ui::components::findings::{ProblemsProperties, problem_list};
use crate::ui::components::rows::{RowHead, RowsProperties, row_list};
use crate::ui::context::{RequestHandle, Text};
use certbench_kubernetes::csr::object::ObjectForm;
use certbench_kubernetes::csr::validation::KNOWN_USAGES;
use certbench_kubernetes::finding::Field;

/// The usages that come up in practice; the others are in a list of their own.
const COMMON_USAGES: [&str; 4] = [
    "client auth",
    "server auth",
    "digital signature",
    "key encipherment",
];

fn edit<T: 'static>(state: &RequestHandle, apply: fn(&mut ObjectForm, T)) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value: T| {
        let edit = Box::new(move |object: &mut ObjectForm| apply(object, value));
        state.dispatch(RequestAction::EditObject(edit));
    })
}

/// The step.
pub fn object_step(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    let object = &state.object;
    let expiration_hint = state
        .draft
        .as_ref()
        .and_then(|draft| draft.expiration_seconds)
        .map_or_else(
            || tr!(text, "object-expiration-hint"),
            |seconds| {
                tr!(
                    text,
                    "object-expiration-words",
                    seconds = seconds.to_string(),
                    words = text.duration(seconds.into())
                )
            },
        );
    let about_request = problems(text, state, Field::Request);
    html! {
        <section class="certbench-card">
            if !about_request.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: "request-problems", problems: about_request })) }
            }
            { presets(text, properties) }
            { text_field(text, &yew::props!(TextFieldProperties { id: "object-name", label: tr!(text, "object-name"), value: object.name.clone(), problems: problems(text, state, Field::ObjectName), onchange: edit(state, |object, name| object.name = name) })) }
            { text_field(text, &yew::props!(TextFieldProperties { id: "signer-name", label: tr!(text, "object-signer"), value: object.signer_name.clone(), problems: problems(text, state, Field::Signer), onchange: edit(state, |object, signer_name| object.signer_name = signer_name) })) }
            { usages(text, properties) }
            { text_field(text, &yew::props!(TextFieldProperties { id: "expiration", label: tr!(text, "object-expiration"), value: object.expiration.clone(), placeholder: AttrValue::Static("30d"), hint: AttrValue::from(expiration_hint), problems: problems(text, state, Field::Expiration), onchange: edit(state, |object, expiration| object.expiration = expiration) })) }
            <details class="certbench-details" open={!object.labels.is_empty() || !object.annotations.is_empty()}>
                <summary id="object-more">{ tr!(text, "object-more") }</summary>
                { row_list(text, &yew::props!(RowsProperties { id: "labels", label: tr!(text, "object-labels"), head: RowHead::Text, head_label: tr!(text, "object-key"), value_label: tr!(text, "object-value"), rows: object.labels.clone(), add_label: tr!(text, "object-label-add"), problems: problems(text, state, Field::Labels), wrong: wrong_rows(state, Field::Labels), onchange: edit(state, |object, labels| object.labels = labels) })) }
                { row_list(text, &yew::props!(RowsProperties { id: "annotations", label: tr!(text, "object-annotations"), head: RowHead::Text, head_label: tr!(text, "object-key"), value_label: tr!(text, "object-value"), rows: object.annotations.clone(), add_label: tr!(text, "object-annotation-add"), problems: problems(text, state, Field::Annotations), wrong: wrong_rows(state, Field::Annotations), onchange: edit(state, |object, annotations| object.annotations = annotations) })) }
            </details>
        </section>
    }
}

/// The built-in signers to choose from.
fn presets(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    let chosen = SIGNER_PRESETS
        .iter()
        .position(|preset| preset.signer_name == state.object.signer_name)
        .unwrap_or(SIGNER_PRESETS.len() - 1);
    html! {
        <fieldset class="certbench-tiles">
            <legend class="certbench-label">{ tr!(text, "object-preset") }</legend>
            for (index, preset) in SIGNER_PRESETS.iter().enumerate() {
                <label class="certbench-tile" for={format!("preset-{}", preset.slug)}>
                    <input type="radio" name="preset" id={format!("preset-{}", preset.slug)}
                        checked={index == chosen}
                        onchange={edit(state, match index {
                            0 => |object, _: Event| apply_preset(object, 0),
                            1 => |object, _: Event| apply_preset(object, 1),
                            2 => |object, _: Event| apply_preset(object, 2),
                            _ => |object, _: Event| apply_preset(object, 3),
                        })} />
                    <span class="certbench-tile__title">{ text.get(preset.title_key) }</span>
                    <span class="certbench-tile__text certbench-break">{ preset.signer_name }</span>
                </label>
            }
        </fieldset>
    }
}

fn apply_preset(object: &mut ObjectForm, index: usize) {
    let Some(preset) = SIGNER_PRESETS.get(index) else {
        return;
    };
    object.signer_name = preset.signer_name.to_owned();
    object.usages = preset
        .usages
        .iter()
        .map(|usage| (*usage).to_owned())
        .collect();
}

/// The usages as boxes to tick.
fn usages(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    let beside = problems(text, state, Field::Usages);
    let rare = KNOWN_USAGES
        .into_iter()
        .filter(|usage| !COMMON_USAGES.contains(usage));
    let has_rare = rare
        .clone()
        .any(|usage| state.object.usages.iter().any(|own| own == usage));
    html! {
        <fieldset class="certbench-field" id="usages" aria-describedby="usages-notes">
            <legend class="certbench-label">{ tr!(text, "object-usages") }</legend>
            <div class="certbench-checks">
                for usage in COMMON_USAGES {
                    { usage_box(&UsageBoxProperties { usage, state: state.clone() }) }
                }
            </div>
            <details class="certbench-details" open={has_rare}>
                <summary id="usages-more">{ tr!(text, "object-usages-more") }</summary>
                <div class="certbench-checks">
                    for usage in rare {
                        { usage_box(&UsageBoxProperties { usage, state: state.clone() }) }
                    }
                </div>
            </details>
            { field_notes(text, &AttrValue::Static("usages"), None, &beside) }
        </fieldset>
    }
}

struct UsageBoxProperties {
    usage: &'static str,
    state: RequestHandle,
}

fn usage_box(properties: &UsageBoxProperties) -> Html {
    let UsageBoxProperties { usage, state } = properties;
    let checked = state.object.usages.iter().any(|own| own == usage);
    let onchange = {
        let (state, usage) = (state.clone(), *usage);
        Callback::from(move |_: Event| {
            let edit = Box::new(move |object: &mut ObjectForm| {
                if checked {
                    object.usages.retain(|own| own != usage);
                } else {
                    object.usages.push(usage.to_owned());
                }
            });
            state.dispatch(RequestAction::EditObject(edit));
        })
    };
    let id = format!("usage-{}", usage.replace([' ', '/'], "-"));
    html! {
        <label class="certbench-check" for={id.clone()}>
            <input type="checkbox" {id} {checked} {onchange} />
            <code>{ *usage }</code>
        </label>
    }
}
