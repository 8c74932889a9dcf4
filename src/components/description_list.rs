//! DescriptionList: names and what they stand for.

use yew::prelude::*;

/// Properties of [`DescriptionList`].
#[derive(Properties, PartialEq)]
pub struct DescriptionListProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it is called.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// Whether the names stand beside what they stand for; on a narrow page they stand above it.
    #[prop_or(true)]
    pub is_horizontal: bool,
    /// Whether it is small.
    #[prop_or(true)]
    pub is_compact: bool,
    /// [`super::DescriptionListGroup`]s.
    #[prop_or_default]
    pub children: Html,
}

/// A list of names and what they stand for.
#[component]
pub fn DescriptionList(properties: &DescriptionListProperties) -> Html {
    html! {
        <dl id={properties.id.clone()} aria-label={properties.aria_label.clone()}
            class={classes!("pf-v6-c-description-list",
                properties.is_horizontal.then_some("pf-m-vertical pf-m-horizontal-on-md"),
                properties.is_compact.then_some("pf-m-compact"))}>
            { properties.children.clone() }
        </dl>
    }
}
