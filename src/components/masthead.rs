//! Masthead: the brand, the way from room to room, and what holds for the whole page.

use yew::prelude::*;

/// Properties of [`Masthead`].
#[derive(Properties, PartialEq)]
pub struct MastheadProperties {
    /// The brand.
    pub brand: Html,
    /// Where the brand leads.
    pub brand_href: AttrValue,
    /// The way from room to room.
    #[prop_or_default]
    pub children: Html,
    /// Controls at the end: language, theme.
    #[prop_or_default]
    pub tools: Html,
}

/// The top of the page.
#[component]
pub fn Masthead(properties: &MastheadProperties) -> Html {
    html! {
        <header class="pf-v6-c-masthead">
            <div class="pf-v6-c-masthead__main">
                <div class="pf-v6-c-masthead__brand">
                    <a class="pf-v6-c-masthead__logo certbench-brand" href={properties.brand_href.clone()}>
                        { properties.brand.clone() }
                    </a>
                </div>
            </div>
            <div class="pf-v6-c-masthead__content certbench-masthead-content">
                { properties.children.clone() }
                <div class="certbench-masthead-tools">{ properties.tools.clone() }</div>
            </div>
        </header>
    }
}
