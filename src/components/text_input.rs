//! TextInput: one line of text.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::form_control::{FormControlStatus, use_form_control};
use super::form_group::Validated;

/// What is typed into a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextInputType {
    /// A text.
    #[default]
    Text,
    /// Something that is shown as dots, and that the browser is not to fill in.
    Password,
}

/// Properties of [`TextInput`].
#[derive(Properties, PartialEq)]
pub struct TextInputProperties {
    /// Its id; in a form group the group's.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its text.
    pub value: AttrValue,
    /// Called with every change.
    pub onchange: Callback<String>,
    /// What is typed into it.
    #[prop_or_default]
    pub input_type: TextInputType,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What it is called, where it has no label.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// What was found about its text; in a form group the worst of the group's problems.
    #[prop_or_default]
    pub validated: Option<Validated>,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_disabled: bool,
    /// Called when a key is pressed in it.
    #[prop_or_default]
    pub onkeydown: Callback<KeyboardEvent>,
    /// Values to choose from while one types: the id of a `datalist`.
    #[prop_or_default]
    pub list: Option<AttrValue>,
    /// Refers to the element, to move the focus to it.
    #[prop_or_default]
    pub input_ref: NodeRef,
}

/// A control for one line of text.
#[component]
pub fn TextInput(properties: &TextInputProperties) -> Html {
    let control = use_form_control(properties.id.as_ref(), properties.validated);
    let oninput = properties.onchange.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.map(|input| input.value()).unwrap_or_default()
    });
    let (input_type, autocomplete) = match properties.input_type {
        TextInputType::Text => ("text", "off"),
        TextInputType::Password => ("password", "new-password"),
    };
    let is_disabled = properties.is_disabled;
    html! {
        <span class={classes!("pf-v6-c-form-control", control.class(), is_disabled.then_some("pf-m-disabled"))}>
            <input type={input_type} id={control.id.clone()} value={properties.value.clone()} {oninput}
                {autocomplete} spellcheck="false" placeholder={properties.placeholder.clone()}
                disabled={is_disabled} required={control.is_required} list={properties.list.clone()}
                onkeydown={properties.onkeydown.clone()} ref={properties.input_ref.clone()}
                aria-label={properties.aria_label.clone()} aria-invalid={control.is_wrong().to_string()}
                aria-describedby={control.described_by.clone()} />
            <FormControlStatus validated={control.validated} />
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{assert_attributes, render};

    #[test]
    fn a_secret_is_shown_as_dots_and_not_filled_in_by_the_browser() {
        let html = render(|| {
            html! {
                <TextInput id="it" value="" input_type={TextInputType::Password} onchange={Callback::noop()} />
            }
        });
        assert_attributes(
            &html,
            "it",
            &[r#"type="password""#, r#"autocomplete="new-password""#],
        );
    }
}
