//! Radio: one of several, of which one is chosen.

use yew::prelude::*;

/// Properties of [`Radio`].
#[derive(Properties, PartialEq)]
pub struct RadioProperties {
    /// Its id.
    pub id: AttrValue,
    /// What all of the group share.
    pub name: AttrValue,
    /// What it is about.
    pub label: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub description: Option<AttrValue>,
    /// Whether it is the chosen one.
    pub is_checked: bool,
    /// Called when it is chosen.
    pub onchange: Callback<()>,
    /// Whether it cannot be chosen now.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// One of several, in a [`super::FormGroup`] with [`super::FormGroupRole::RadioGroup`].
#[component]
pub fn Radio(properties: &RadioProperties) -> Html {
    let id = &properties.id;
    let onchange = properties.onchange.reform(|_: Event| ());
    let description_id = properties
        .description
        .as_ref()
        .map(|_| format!("{id}-description"));
    let is_disabled = properties.is_disabled;
    html! {
        <div class="pf-v6-c-radio">
            <input class="pf-v6-c-radio__input" type="radio" {id} name={properties.name.clone()}
                checked={properties.is_checked} disabled={is_disabled} {onchange}
                aria-describedby={description_id.clone()} />
            <label class={classes!("pf-v6-c-radio__label", is_disabled.then_some("pf-m-disabled"))}
                for={id}>{ &properties.label }</label>
            if let Some(description) = &properties.description {
                <span class="pf-v6-c-radio__description" id={description_id}>{ description }</span>
            }
        </div>
    }
}
