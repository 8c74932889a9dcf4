//! Nav: the way from room to room.

use yew::prelude::*;

/// Properties of [`Nav`].
#[derive(Properties, PartialEq)]
pub struct NavProperties {
    /// What it leads to.
    pub aria_label: AttrValue,
    /// [`NavItem`]s.
    #[prop_or_default]
    pub children: Html,
}

/// Links side by side.
#[component]
pub fn Nav(properties: &NavProperties) -> Html {
    html! {
        <nav class="pf-v6-c-nav pf-m-horizontal" aria-label={properties.aria_label.clone()}>
            <ul class="pf-v6-c-nav__list" role="list">{ properties.children.clone() }</ul>
        </nav>
    }
}

/// Properties of [`NavItem`].
#[derive(Properties, PartialEq)]
pub struct NavItemProperties {
    /// The link's id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Where it leads.
    pub href: AttrValue,
    /// Whether one is there.
    #[prop_or_default]
    pub is_current: bool,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// A link.
#[component]
pub fn NavItem(properties: &NavItemProperties) -> Html {
    let is_current = properties.is_current;
    html! {
        <li class="pf-v6-c-nav__item">
            <a id={properties.id.clone()} href={properties.href.clone()}
                class={classes!("pf-v6-c-nav__link", is_current.then_some("pf-m-current"))}
                aria-current={is_current.then_some("page")}>
                <span class="pf-v6-c-nav__link-text">{ properties.children.clone() }</span>
            </a>
        </li>
    }
}
