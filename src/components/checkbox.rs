//! Checkbox: something that is so or not.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Checkbox`].
#[derive(Properties, PartialEq)]
pub struct CheckboxProperties {
    /// Its id.
    pub id: AttrValue,
    /// What it is about.
    pub label: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub description: Option<AttrValue>,
    /// Whether it is ticked.
    pub is_checked: bool,
    /// Called with whether it is ticked now.
    pub onchange: Callback<bool>,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A box to tick.
#[component]
pub fn Checkbox(properties: &CheckboxProperties) -> Html {
    let id = &properties.id;
    let onchange = properties.onchange.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.is_some_and(|input| input.checked())
    });
    let description_id = properties
        .description
        .as_ref()
        .map(|_| format!("{id}-description"));
    let is_disabled = properties.is_disabled;
    html! {
        <div class="pf-v6-c-check">
            <input class="pf-v6-c-check__input" type="checkbox" {id} checked={properties.is_checked}
                disabled={is_disabled} {onchange} aria-describedby={description_id.clone()} />
            <label class={classes!("pf-v6-c-check__label", is_disabled.then_some("pf-m-disabled"))}
                for={id}>{ &properties.label }</label>
            if let Some(description) = &properties.description {
                <span class="pf-v6-c-check__description" id={description_id}>{ description }</span>
            }
        </div>
    }
}
