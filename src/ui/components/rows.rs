//! Lists that the user makes longer and shorter: groups, labels, alternative names.

use yew::prelude::*;

use super::button::{ActionButtonProperties, ActionKind, action_button};
use super::field::{SelectFieldProperties, TextInput, field_notes, select_field, text_input};
use super::findings::Problem;
use super::icon::{Glyph, icon};
use crate::locale::tr;
use crate::ui::context::Text;

/// What stands before the value of a row.
#[derive(Clone, PartialEq)]
pub enum RowHead {
    /// Nothing.
    None,
    /// A second text.
    Text,
    /// A choice: values and their words.
    Choice(Vec<(AttrValue, AttrValue)>),
}

/// Properties of [`Rows`].
#[derive(Clone, Properties, PartialEq)]
pub struct RowsProperties {
    /// The ids' beginning: `ID-0`, `ID-0-head`, `ID-add`.
    pub id: AttrValue,
    /// What the list is called.
    pub label: AttrValue,
    /// What one row's value is called.
    pub value_label: AttrValue,
    /// What one row's head is called.
    #[prop_or_default]
    pub head_label: AttrValue,
    /// What stands before the value.
    #[prop_or(RowHead::None)]
    pub head: RowHead,
    /// The rows: head and value.
    pub rows: Vec<(String, String)>,
    /// Called with the changed rows.
    pub onchange: Callback<Vec<(String, String)>>,
    /// The words on the button for one more.
    pub add_label: AttrValue,
    /// What to fill in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// The rows with an error.
    #[prop_or_default]
    pub wrong: Vec<usize>,
}

/// A list of rows, each with a way to take it away.
pub fn row_list(text: &Text, properties: &RowsProperties) -> Html {
    let id = &properties.id;
    let add = {
        let (rows, onchange) = (properties.rows.clone(), properties.onchange.clone());
        let head = match &properties.head {
            RowHead::Choice(options) => options.first().map(|(value, _)| value.to_string()),
            _ => None,
        };
        Callback::from(move |()| {
            let mut rows = rows.clone();
            rows.push((head.clone().unwrap_or_default(), String::new()));
            onchange.emit(rows);
        })
    };
    html! {
        <fieldset class="certbench-field" id={id.clone()} aria-describedby={format!("{id}-notes")}>
            <legend class="certbench-label">{ &properties.label }</legend>
            for (index, (head, value)) in properties.rows.iter().enumerate() {
                { row(text, properties, index, head, value) }
            }
            { action_button(text, &yew::props!(ActionButtonProperties { id: format!("{id}-add"), kind: ActionKind::Link, glyph: Glyph::Plus, label: properties.add_label.to_string(), onclick: add })) }
            { field_notes(text, id, properties.hint.as_ref(), &properties.problems) }
        </fieldset>
    }
}

fn row(text: &Text, properties: &RowsProperties, index: usize, head: &str, value: &str) -> Html {
    let change = |apply: fn(&mut (String, String), String)| {
        let (rows, onchange) = (properties.rows.clone(), properties.onchange.clone());
        Callback::from(move |text: String| {
            let mut rows = rows.clone();
            if let Some(row) = rows.get_mut(index) {
                apply(row, text);
            }
            onchange.emit(rows);
        })
    };
    let set_head = change(|row, text| row.0 = text);
    let set_value = change(|row, text| row.1 = text);
    let remove = {
        let (rows, onchange) = (properties.rows.clone(), properties.onchange.clone());
        Callback::from(move |()| {
            let mut rows = rows.clone();
            if index < rows.len() {
                rows.remove(index);
            }
            onchange.emit(rows);
        })
    };
    html! {
        { row_view(text, &yew::props!(RowProperties { id: format!("{}-{index}", properties.id), index, head: properties.head.clone(), head_value: head.to_owned(), value: value.to_owned(), head_label: properties.head_label.clone(), value_label: properties.value_label.clone(), is_wrong: properties.wrong.contains(&index), set_head, set_value, remove })) }
    }
}

#[derive(Clone, Properties, PartialEq)]
struct RowProperties {
    id: AttrValue,
    index: usize,
    head: RowHead,
    head_value: AttrValue,
    value: AttrValue,
    head_label: AttrValue,
    value_label: AttrValue,
    is_wrong: bool,
    set_head: Callback<String>,
    set_value: Callback<String>,
    remove: Callback<()>,
}

fn row_view(text: &Text, properties: &RowProperties) -> Html {
    let number = properties.index + 1;
    let numbered = |label: &AttrValue| {
        AttrValue::from(tr!(
            text,
            "row-label",
            label = label.as_str(),
            number = number
        ))
    };
    let is_wrong = properties.is_wrong;
    let id = AttrValue::from(format!("{}-head", properties.id));
    let (value, onchange) = (properties.head_value.clone(), properties.set_head.clone());
    let label = numbered(&properties.head_label);
    let head = match &properties.head {
        RowHead::None => html! {},
        RowHead::Text => html! {
            { labelled_input(&LabelledInput {
                id,
                label,
                value,
                onchange,
                is_wrong,
                placeholder: properties.head_label.clone(),
            }) }
        },
        RowHead::Choice(options) => html! {
            { select_field(text, &yew::props!(SelectFieldProperties { id, label, value, onchange, is_bare: true, options: options.clone() })) }
        },
    };
    html! {
        <div class="certbench-row">
            { head }
            { labelled_input(&LabelledInput {
                id: properties.id.clone(),
                label: numbered(&properties.value_label),
                value: properties.value.clone(),
                onchange: properties.set_value.clone(),
                placeholder: properties.value_label.clone(),
                is_wrong,
            }) }
            <button type="button" id={format!("{}-remove", properties.id)}
                class="certbench-icon-button" onclick={properties.remove.reform(|_: MouseEvent| ())}
                aria-label={tr!(text, "row-remove", label = numbered(&properties.value_label).as_str())}>
                { icon(Glyph::Close) }
            </button>
        </div>
    }
}

struct LabelledInput {
    id: AttrValue,
    label: AttrValue,
    value: AttrValue,
    placeholder: AttrValue,
    is_wrong: bool,
    onchange: Callback<String>,
}

/// An input whose label is only read out.
fn labelled_input(properties: &LabelledInput) -> Html {
    html! {
        <span class="certbench-row__input">
            <label class="certbench-visually-hidden" for={properties.id.clone()}>
                { &properties.label }
            </label>
            { text_input(&TextInput {
                id: properties.id.clone(),
                value: properties.value.clone(),
                placeholder: Some(properties.placeholder.clone()),
                described_by: None,
                is_secret: false,
                is_wrong: properties.is_wrong,
                onchange: properties.onchange.clone(),
            }) }
        </span>
    }
}
