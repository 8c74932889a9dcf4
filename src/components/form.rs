//! Form: fields, one below the other.

use yew::prelude::*;

/// Properties of [`Form`].
#[derive(Properties, PartialEq)]
pub struct FormProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it is called.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// Called when Enter is pressed in a line of text.
    #[prop_or_default]
    pub onsubmit: Callback<()>,
    /// [`super::FormGroup`]s, [`super::FormColumns`], [`super::FormActions`]; no other form.
    #[prop_or_default]
    pub children: Html,
}

/// A form. It is never sent anywhere.
#[component]
pub fn Form(properties: &FormProperties) -> Html {
    let onsubmit = properties
        .onsubmit
        .reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="pf-v6-c-form" id={properties.id.clone()} novalidate={true} {onsubmit}
            aria-label={properties.aria_label.clone()}>
            { properties.children.clone() }
        </form>
    }
}

/// Properties of [`FormColumns`] and [`FormActions`].
#[derive(Properties, PartialEq)]
pub struct FormPartProperties {
    /// What is in it.
    #[prop_or_default]
    pub children: Html,
}

/// Fields side by side where the page is wide enough.
#[component]
pub fn FormColumns(properties: &FormPartProperties) -> Html {
    html! { <div class="certbench-columns">{ properties.children.clone() }</div> }
}

/// The buttons of a form.
#[component]
pub fn FormActions(properties: &FormPartProperties) -> Html {
    html! {
        <div class="pf-v6-c-form__group pf-m-action">
            <div class="pf-v6-c-form__actions">{ properties.children.clone() }</div>
        </div>
    }
}
