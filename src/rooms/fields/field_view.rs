//! FieldView: a field of a room, with its label, its hint and what is the matter with it.

use yew::prelude::*;

use super::{Change, Control, Field, Lens};
use crate::components::{
    Checkbox, FormGroup, FormSelect, Problem, TextArea, TextInput, TextInputType,
};
use crate::context::use_text;

/// Properties of [`FieldView`].
#[derive(Properties, PartialEq)]
pub struct FieldViewProperties<S: Reducible + PartialEq + 'static> {
    /// The field.
    pub field: &'static Field<S>,
    /// The room's state, which is told of changes.
    pub state: UseReducerHandle<S>,
    /// What is the matter.
    #[prop_or_default]
    pub problems: Vec<Problem>,
}

/// A field that reads and changes the room's state.
#[component]
pub fn FieldView<S>(properties: &FieldViewProperties<S>) -> Html
where
    S: Reducible + PartialEq + 'static,
    S::Action: From<Change<S>>,
{
    let text = use_text();
    let FieldViewProperties {
        field,
        state,
        problems,
    } = properties;
    let id = field.key.as_str();
    let label = text.get(field.key);
    let hint = field.hint.map(|hint| AttrValue::from(text.get(hint)));
    let value = |lens: Lens<S, AttrValue>| (lens.get)(state).clone();
    let set = |lens: Lens<S, AttrValue>| {
        let dispatcher = state.dispatcher();
        Callback::from(move |value: String| {
            dispatcher.dispatch(Change::Text(lens, value.into()).into());
        })
    };
    let control = match field.control {
        Control::Check(lens) => {
            let dispatcher = state.dispatcher();
            let onchange = Callback::from(move |is_on: bool| {
                dispatcher.dispatch(Change::Check(lens, is_on).into());
            });
            return html! {
                <Checkbox {id} {label} description={hint} is_checked={*(lens.get)(state)} {onchange} />
            };
        }
        Control::Line(lens) => {
            html! { <TextInput value={value(lens)} onchange={set(lens)} /> }
        }
        Control::Secret(lens) => html! {
            <TextInput input_type={TextInputType::Password} value={value(lens)} onchange={set(lens)} />
        },
        Control::Area(rows, lens) => {
            html! { <TextArea {rows} value={value(lens)} onchange={set(lens)} /> }
        }
        Control::Choice(choices, lens) => {
            let options: Vec<(AttrValue, AttrValue)> = choices
                .iter()
                .map(|&(value, key)| (value.into(), text.get(key).into()))
                .collect();
            html! { <FormSelect value={value(lens)} {options} onchange={set(lens)} /> }
        }
    };
    html! {
        <FormGroup {id} {label} helper_text={hint} problems={problems.clone()}>{ control }</FormGroup>
    }
}
