//! FormSelect: a choice among a few, drawn by the browser.

use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::form_control::use_form_control;
use super::form_group::Validated;
use super::icon::{Glyph, Icon};

/// Properties of [`FormSelect`].
#[derive(Properties, PartialEq)]
pub struct FormSelectProperties {
    /// Its id; in a form group the group's.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The chosen value; where there is none such, the first is shown.
    pub value: AttrValue,
    /// Values and their words.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Called with the chosen value.
    pub onchange: Callback<String>,
    /// Whether a choice does something at once, so that the first option stands there again.
    #[prop_or_default]
    pub is_action: bool,
    /// What it is called, where it has no label.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// What was found about the choice; in a form group the worst of the group's problems.
    #[prop_or_default]
    pub validated: Option<Validated>,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A choice among a few.
#[component]
pub fn FormSelect(properties: &FormSelectProperties) -> Html {
    let control = use_form_control(properties.id.as_ref(), properties.validated);
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
    // Where none is chosen, a browser shows the last one that it was given.
    let is_it = |(value, _): &(AttrValue, AttrValue)| *value == properties.value;
    let chosen = properties.options.iter().position(is_it).unwrap_or(0);
    let is_disabled = properties.is_disabled;
    html! {
        <span class={classes!("pf-v6-c-form-control", control.class(), is_disabled.then_some("pf-m-disabled"))}>
            <select id={control.id.clone()} {onchange} disabled={is_disabled}
                aria-label={properties.aria_label.clone()} aria-invalid={control.is_wrong().to_string()}
                aria-describedby={control.described_by.clone()}>
                for (number, (value, words)) in properties.options.iter().enumerate() {
                    { option(value, words, number == chosen) }
                }
            </select>
            <span class="pf-v6-c-form-control__utilities">
                <span class="pf-v6-c-form-control__toggle-icon"><Icon glyph={Glyph::AngleDown} /></span>
            </span>
        </span>
    }
}

/// A value to choose. That it is chosen is a property, not an attribute: once somebody has chosen, a browser
/// no longer follows the attribute, and emptying the form or choosing elsewhere would not be seen.
fn option(value: &AttrValue, words: &AttrValue, is_chosen: bool) -> Html {
    let mut option = VTag::new("option");
    option.add_attribute("value", value.clone());
    option.add_property("selected", is_chosen);
    option.add_child(words.into());
    option.into()
}
