//! Form fields: a label, the control, a hint, and what is the matter with it.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::context::Text;
use certbench_kubernetes::finding::Severity;

/// Properties of [`Field`].
#[derive(Clone, Properties, PartialEq)]
pub struct FieldProperties {
    /// The control's id.
    pub id: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// What to fill in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// The control.
    pub children: Html,
}

/// A label above a control, its hint and problems below.
pub fn field_frame(text: &Text, properties: &FieldProperties) -> Html {
    let id = &properties.id;
    html! {
        <div class="certbench-field">
            <label class="certbench-label" for={id.clone()}>{ &properties.label }</label>
            { properties.children.clone() }
            { field_notes(text, id, properties.hint.as_ref(), &properties.problems) }
        </div>
    }
}

/// What stands below a control; `aria-describedby` names it.
pub fn field_notes(
    text: &Text,
    id: &AttrValue,
    hint: Option<&AttrValue>,
    problems: &[Problem],
) -> Html {
    html! {
        <div id={notes_id(id)}>
            if let Some(hint) = hint {
                <p class="certbench-hint">{ hint }</p>
            }
            if !problems.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: format!("{}-problems", id), problems: problems.to_vec() })) }
            }
        </div>
    }
}

fn notes_id(id: &AttrValue) -> AttrValue {
    AttrValue::from(format!("{id}-notes"))
}

fn has_error(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}

/// Properties of [`TextField`].
#[derive(Clone, Properties, PartialEq)]
pub struct TextFieldProperties {
    /// The input's id.
    pub id: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// Its text.
    pub value: AttrValue,
    /// Called with every change.
    pub onchange: Callback<String>,
    /// What to fill in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// Whether the text is shown as dots.
    #[prop_or_default]
    pub is_secret: bool,
}

/// One line of text.
pub fn text_field(text: &Text, properties: &TextFieldProperties) -> Html {
    html! {
        { field_frame(text, &yew::props!(FieldProperties { id: properties.id.clone(), label: properties.label.clone(), hint: properties.hint.clone(), problems: properties.problems.clone(), children: html! { <>
            { text_input(&TextInput {
                id: properties.id.clone(),
                value: properties.value.clone(),
                placeholder: properties.placeholder.clone(),
                described_by: Some(notes_id(&properties.id)),
                is_secret: properties.is_secret,
                is_wrong: has_error(&properties.problems),
                onchange: properties.onchange.clone(),
            }) }
        </> } })) }
    }
}

/// What [`text_input`] draws.
pub struct TextInput {
    /// The input's id.
    pub id: AttrValue,
    /// Its text.
    pub value: AttrValue,
    /// An example.
    pub placeholder: Option<AttrValue>,
    /// The id of what describes it.
    pub described_by: Option<AttrValue>,
    /// Whether the text is shown as dots.
    pub is_secret: bool,
    /// Whether something is the matter with the text.
    pub is_wrong: bool,
    /// Called with every change.
    pub onchange: Callback<String>,
}

/// The control for one line of text, without label and notes.
pub fn text_input(properties: &TextInput) -> Html {
    let oninput = properties.onchange.reform(|event: InputEvent| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| input.value())
            .unwrap_or_default()
    });
    let (input_type, autocomplete) = if properties.is_secret {
        ("password", "new-password")
    } else {
        ("text", "off")
    };
    let is_wrong = properties.is_wrong;
    html! {
        <div class={classes!("pf-v6-c-form-control", is_wrong.then_some("pf-m-error"))}>
            <input type={input_type} id={properties.id.clone()} value={properties.value.clone()} {oninput}
                {autocomplete} placeholder={properties.placeholder.clone()}
                aria-invalid={is_wrong.to_string()} aria-describedby={properties.described_by.clone()} />
            if is_wrong {
                <div class="pf-v6-c-form-control__utilities">
                    <div class="pf-v6-c-form-control__icon pf-m-status">
                        <i class="fas fa-exclamation-circle" aria-hidden="true" />
                    </div>
                </div>
            }
        </div>
    }
}

/// Properties of [`TextAreaField`].
#[derive(Clone, Properties, PartialEq)]
pub struct TextAreaFieldProperties {
    /// The control's id.
    pub id: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// Its text.
    pub value: AttrValue,
    /// Called with every change.
    pub onchange: Callback<String>,
    /// What to fill in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// How many lines are seen.
    #[prop_or(6)]
    pub rows: u32,
}

/// Several lines of text.
pub fn text_area_field(text: &Text, properties: &TextAreaFieldProperties) -> Html {
    let oninput = properties.onchange.reform(|event: InputEvent| {
        event
            .target_dyn_into::<HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default()
    });
    let is_wrong = has_error(&properties.problems);
    html! {
        { field_frame(text, &yew::props!(FieldProperties { id: properties.id.clone(), label: properties.label.clone(), hint: properties.hint.clone(), problems: properties.problems.clone(), children: html! { <>
            <span class={classes!("pf-v6-c-form-control", "pf-m-resize-vertical", "certbench-area",
                is_wrong.then_some("pf-m-error"))}>
                <textarea id={properties.id.clone()} value={properties.value.clone()} {oninput}
                    rows={properties.rows.to_string()} spellcheck="false" autocomplete="off"
                    placeholder={properties.placeholder.clone()}
                    aria-invalid={is_wrong.to_string()} aria-describedby={notes_id(&properties.id)} />
            </span>
        </> } })) }
    }
}

/// Properties of [`SelectField`].
#[derive(Clone, Properties, PartialEq)]
pub struct SelectFieldProperties {
    /// The control's id.
    pub id: AttrValue,
    /// Its name, shown or, with `is_bare`, only read out.
    pub label: AttrValue,
    /// The chosen value.
    pub value: AttrValue,
    /// Values and their words.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Called with the chosen value.
    pub onchange: Callback<String>,
    /// Whether it stands in a row, without label and notes.
    #[prop_or_default]
    pub is_bare: bool,
    /// Whether a choice does something at once, so that the first option stands there again.
    #[prop_or_default]
    pub is_action: bool,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
}

/// A choice among a few.
pub fn select_field(text: &Text, properties: &SelectFieldProperties) -> Html {
    let is_action = properties.is_action;
    let onchange = properties.onchange.reform(move |event: Event| {
        let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else {
            return String::new();
        };
        let value = select.value();
        if is_action {
            select.set_selected_index(0);
        }
        value
    });
    // Where none is, a browser shows the last one that it was given.
    let is_it = |(value, _): &(AttrValue, AttrValue)| *value == properties.value;
    let chosen = properties.options.iter().position(is_it).unwrap_or(0);
    let select = html! {
        <select id={properties.id.clone()} class="certbench-select" {onchange}
            aria-label={properties.is_bare.then(|| properties.label.clone())}>
            for (number, (value, words)) in properties.options.iter().enumerate() {
                { option(value, words, number == chosen) }
            }
        </select>
    };
    if properties.is_bare {
        return select;
    }
    html! {
        { field_frame(text, &yew::props!(FieldProperties { id: properties.id.clone(), label: properties.label.clone(), problems: properties.problems.clone(), children: html! { <>
            { select }
        </> } })) }
    }
}

/// A value to choose. That it is chosen is a property: once somebody has chosen it, a browser no longer
/// follows the attribute, and wiping the form or choosing elsewhere would not be seen.
fn option(value: &AttrValue, words: &AttrValue, is_chosen: bool) -> Html {
    let mut option = VTag::new("option");
    option.add_attribute("value", value.clone());
    option.add_property("selected", is_chosen);
    option.add_child(words.into());
    option.into()
}
