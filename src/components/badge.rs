//! Badge: a number beside what it counts.

use yew::prelude::*;

/// Properties of [`Badge`].
#[derive(Properties, PartialEq)]
pub struct BadgeProperties {
    /// What is counted, for screen readers.
    #[prop_or_default]
    pub screen_reader_text: Option<AttrValue>,
    /// The number.
    #[prop_or_default]
    pub children: Html,
}

/// A number.
#[component]
pub fn Badge(properties: &BadgeProperties) -> Html {
    html! {
        <span class="pf-v6-c-badge pf-m-read">
            { properties.children.clone() }
            if let Some(words) = &properties.screen_reader_text {
                <span class="pf-v6-screen-reader">{ " " }{ words }</span>
            }
        </span>
    }
}
