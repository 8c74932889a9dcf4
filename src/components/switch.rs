//! Switch: a setting that takes effect at once.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProperties {
    /// Its id.
    pub id: AttrValue,
    /// What is on or off.
    pub label: AttrValue,
    /// Whether it is on.
    pub is_checked: bool,
    /// Called with whether it is on now.
    pub onchange: Callback<bool>,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A setting. What takes effect only with a button is a [`super::Checkbox`].
#[component]
pub fn Switch(properties: &SwitchProperties) -> Html {
    let id = &properties.id;
    let label_id = format!("{id}-label");
    let onchange = properties.onchange.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.is_some_and(|input| input.checked())
    });
    html! {
        <label class="pf-v6-c-switch" for={id}>
            <input class="pf-v6-c-switch__input" type="checkbox" role="switch" {id} checked={properties.is_checked}
                disabled={properties.is_disabled} aria-labelledby={label_id.clone()} {onchange} />
            <span class="pf-v6-c-switch__toggle" />
            <span class="pf-v6-c-switch__label" id={label_id} aria-hidden="true">{ &properties.label }</span>
        </label>
    }
}
