//! TextArea: several lines of text.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::form_control::{FormControlStatus, use_form_control};
use super::form_group::Validated;

/// Properties of [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct TextAreaProperties {
    /// Its id; in a form group the group's.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its text; without it, the element keeps its own, as for a text too large to be held twice.
    #[prop_or_default]
    pub value: Option<AttrValue>,
    /// Called with every change.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// Called with every change, for callers that read the element themselves.
    #[prop_or_default]
    pub oninput: Option<Callback<InputEvent>>,
    /// Called when something is pasted into it.
    #[prop_or_default]
    pub onpaste: Option<Callback<Event>>,
    /// How many lines are seen.
    #[prop_or(6)]
    pub rows: u32,
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
    /// Whether its text is code: drawn in a fixed width.
    #[prop_or(true)]
    pub is_code: bool,
    /// Refers to the element.
    #[prop_or_default]
    pub area_ref: NodeRef,
}

/// A control for several lines of text; it can be made higher.
#[component]
pub fn TextArea(properties: &TextAreaProperties) -> Html {
    let control = use_form_control(properties.id.as_ref(), properties.validated);
    let oninput = properties.oninput.clone().unwrap_or_else(|| {
        properties.onchange.reform(|event: InputEvent| {
            let area = event.target_dyn_into::<HtmlTextAreaElement>();
            area.map(|area| area.value()).unwrap_or_default()
        })
    });
    let is_disabled = properties.is_disabled;
    html! {
        <span class={classes!("pf-v6-c-form-control", "pf-m-textarea", "pf-m-resize-vertical", control.class(),
            is_disabled.then_some("pf-m-disabled"), properties.is_code.then_some("certbench-mono"))}>
            <textarea id={control.id.clone()} value={properties.value.clone()} {oninput}
                rows={properties.rows.to_string()} spellcheck="false" autocomplete="off"
                disabled={is_disabled} required={control.is_required} ref={properties.area_ref.clone()}
                onpaste={properties.onpaste.clone()} placeholder={properties.placeholder.clone()}
                aria-label={properties.aria_label.clone()} aria-invalid={control.is_wrong().to_string()}
                aria-describedby={control.described_by.clone()} />
            <FormControlStatus validated={control.validated} />
        </span>
    }
}
