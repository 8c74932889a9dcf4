//! DescriptionListGroup: one name in a description list and what it stands for.

use yew::prelude::*;

/// Properties of [`DescriptionListGroup`].
#[derive(Properties, PartialEq)]
pub struct DescriptionListGroupProperties {
    /// The name.
    pub term: AttrValue,
    /// The id of what the name stands for.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What the name stands for.
    #[prop_or_default]
    pub children: Html,
}

/// A name and what it stands for.
#[component]
pub fn DescriptionListGroup(properties: &DescriptionListGroupProperties) -> Html {
    html! {
        <div class="pf-v6-c-description-list__group">
            <dt class="pf-v6-c-description-list__term">
                <span class="pf-v6-c-description-list__text">{ &properties.term }</span>
            </dt>
            <dd class="pf-v6-c-description-list__description" id={properties.id.clone()}>
                <div class="pf-v6-c-description-list__text">{ properties.children.clone() }</div>
            </dd>
        </div>
    }
}
