//! Progress: how much of something is done.

use yew::prelude::*;

/// Properties of [`Progress`].
#[derive(Properties, PartialEq)]
pub struct ProgressProperties {
    /// Its id.
    pub id: AttrValue,
    /// What is done.
    pub title: AttrValue,
    /// How much is done.
    pub value: usize,
    /// How much there is.
    pub max: usize,
    /// How much is done, in words; a percentage if nothing is said.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A bar that fills.
#[component]
pub fn Progress(properties: &ProgressProperties) -> Html {
    let ProgressProperties { id, value, max, .. } = properties;
    let percent = (value.saturating_mul(100))
        .checked_div(*max)
        .unwrap_or(0)
        .min(100);
    let label = properties.label.clone();
    let label = label.unwrap_or_else(|| format!("{percent}%").into());
    let title_id = format!("{id}-description");
    html! {
        <div class="pf-v6-c-progress" {id}>
            <div class="pf-v6-c-progress__description" id={title_id.clone()}>{ &properties.title }</div>
            <div class="pf-v6-c-progress__status" aria-hidden="true">
                <span class="pf-v6-c-progress__measure">{ &label }</span>
            </div>
            <div class="pf-v6-c-progress__bar" role="progressbar" aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={percent.to_string()} aria-valuetext={label} aria-labelledby={title_id}>
                <div class="pf-v6-c-progress__indicator" style={format!("width:{percent}%")} />
            </div>
        </div>
    }
}
