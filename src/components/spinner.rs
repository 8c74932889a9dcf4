//! Spinner: something is going on, and nobody knows for how long.

use yew::prelude::*;

use crate::context::use_text;
use crate::locale::tr;

/// How large a spinner is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpinnerSize {
    /// As high as the text around it.
    Inline,
    /// Inside a control.
    Medium,
    /// In a part of the page.
    #[default]
    Large,
}

/// Properties of [`Spinner`].
#[derive(Properties, PartialEq)]
pub struct SpinnerProperties {
    /// How large it is.
    #[prop_or_default]
    pub size: SpinnerSize,
    /// What is going on, for screen readers; "loading" if nothing is said.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
}

/// A circle that turns.
#[component]
pub fn Spinner(properties: &SpinnerProperties) -> Html {
    let text = use_text();
    let size = match properties.size {
        SpinnerSize::Inline => "pf-m-inline",
        SpinnerSize::Medium => "pf-m-md",
        SpinnerSize::Large => "pf-m-lg",
    };
    let label = properties.aria_label.clone();
    let label = label.unwrap_or_else(|| tr!(text, "loading").into());
    html! {
        <svg class={classes!("pf-v6-c-spinner", size)} role="progressbar" viewBox="0 0 100 100"
            aria-label={label}>
            <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
        </svg>
    }
}
