//! InputRows: a list that the user makes longer and shorter, such as groups or alternative names.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::findings::Problem;
use super::form_group::{FormGroup, FormGroupRole, Validated};
use super::form_select::FormSelect;
use super::icon::Glyph;
use super::text_input::TextInput;
use crate::context::use_text;
use crate::locale::tr;

/// What stands before the value of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RowHead {
    /// Nothing.
    #[default]
    None,
    /// A second text.
    Text,
    /// A choice: values and their words.
    Choice(Vec<(AttrValue, AttrValue)>),
}

/// Properties of [`InputRows`].
#[derive(Properties, PartialEq)]
pub struct InputRowsProperties {
    /// What its ids begin with: `ID-0`, `ID-0-head`, `ID-0-remove`, `ID-add`.
    pub id: AttrValue,
    /// What the list is called.
    pub label: AttrValue,
    /// What one row's value is called.
    pub value_label: AttrValue,
    /// What one row's head is called.
    #[prop_or_default]
    pub head_label: AttrValue,
    /// What stands before the value.
    #[prop_or_default]
    pub head: RowHead,
    /// The rows: head and value.
    pub rows: Vec<(String, String)>,
    /// Called with the changed rows.
    pub onchange: Callback<Vec<(String, String)>>,
    /// The words on the button for one more.
    pub add_label: AttrValue,
    /// What to fill in.
    #[prop_or_default]
    pub helper_text: Option<AttrValue>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// The numbers of the rows with an error, from 0.
    #[prop_or_default]
    pub wrong: Vec<usize>,
}

/// A list of rows, each with a way to take it away.
#[component]
pub fn InputRows(properties: &InputRowsProperties) -> Html {
    let InputRowsProperties {
        id,
        label,
        helper_text,
        problems,
        ..
    } = properties;
    let add = {
        let (rows, onchange) = (properties.rows.clone(), properties.onchange.clone());
        let head = match &properties.head {
            RowHead::Choice(options) => options.first().map(|(value, _)| value.to_string()),
            _ => None,
        };
        Callback::from(move |_: MouseEvent| {
            let mut rows = rows.clone();
            rows.push((head.clone().unwrap_or_default(), String::new()));
            onchange.emit(rows);
        })
    };
    html! {
        <FormGroup {id} {label} role={FormGroupRole::Group} {helper_text} problems={problems.clone()}>
            for (index, (head_value, value)) in properties.rows.iter().enumerate() {
                <InputRow key={index} id={format!("{id}-{index}")} {index} head={properties.head.clone()}
                    head_value={head_value.clone()} value={value.clone()}
                    head_label={properties.head_label.clone()} value_label={properties.value_label.clone()}
                    is_wrong={properties.wrong.contains(&index)}
                    rows={properties.rows.clone()} onchange={properties.onchange.clone()} />
            }
            <div>
                <Button id={format!("{id}-add")} variant={ButtonVariant::Link} is_inline={true} icon={Glyph::Plus}
                    onclick={add}>{ &properties.add_label }</Button>
            </div>
        </FormGroup>
    }
}

#[derive(Properties, PartialEq)]
struct InputRowProperties {
    id: AttrValue,
    index: usize,
    head: RowHead,
    head_value: AttrValue,
    value: AttrValue,
    head_label: AttrValue,
    value_label: AttrValue,
    is_wrong: bool,
    rows: Vec<(String, String)>,
    onchange: Callback<Vec<(String, String)>>,
}

#[component]
fn InputRow(properties: &InputRowProperties) -> Html {
    let text = use_text();
    let index = properties.index;
    let change = |apply: fn(&mut Vec<(String, String)>, usize, String)| {
        let (rows, onchange) = (properties.rows.clone(), properties.onchange.clone());
        Callback::from(move |value: String| {
            let mut rows = rows.clone();
            apply(&mut rows, index, value);
            onchange.emit(rows);
        })
    };
    let set_head = change(|rows, index, value| {
        if let Some(row) = rows.get_mut(index) {
            row.0 = value;
        }
    });
    let set_value = change(|rows, index, value| {
        if let Some(row) = rows.get_mut(index) {
            row.1 = value;
        }
    });
    let remove = change(|rows, index, _| {
        if index < rows.len() {
            rows.remove(index);
        }
    });
    let number = index + 1;
    let numbered = |label: &AttrValue| {
        AttrValue::from(tr!(
            text,
            "row-label",
            label = label.as_str(),
            number = number
        ))
    };
    let head_id = AttrValue::from(format!("{}-head", properties.id));
    let head_value = properties.head_value.clone();
    let validated = properties.is_wrong.then_some(Validated::Error);
    let head_label = numbered(&properties.head_label);
    let head = match &properties.head {
        RowHead::None => Html::default(),
        RowHead::Text => html! {
            <TextInput id={head_id} value={head_value} onchange={set_head} {validated}
                aria_label={head_label} placeholder={properties.head_label.clone()} />
        },
        RowHead::Choice(options) => html! {
            <FormSelect id={head_id} value={head_value} options={options.clone()} onchange={set_head}
                aria_label={head_label} />
        },
    };
    let value_label = numbered(&properties.value_label);
    html! {
        <div class="certbench-row">
            { head }
            <TextInput id={properties.id.clone()} value={properties.value.clone()} onchange={set_value} {validated}
                aria_label={value_label.clone()} placeholder={properties.value_label.clone()} />
            <Button id={format!("{}-remove", properties.id)} variant={ButtonVariant::Plain} icon={Glyph::Close}
                onclick={remove.reform(|_: MouseEvent| String::new())}
                aria_label={tr!(text, "row-remove", label = value_label.as_str())} />
        </div>
    }
}
