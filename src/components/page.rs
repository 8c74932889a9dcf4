//! Page: the frame around every room, and a part of it.

use yew::prelude::*;

/// Properties of [`Page`].
#[derive(Properties, PartialEq)]
pub struct PageProperties {
    /// The id of the main part, where the skip link leads.
    pub main_id: AttrValue,
    /// What stands above the masthead: the skip link.
    #[prop_or_default]
    pub skip: Html,
    /// The masthead.
    #[prop_or_default]
    pub masthead: Html,
    /// [`PageSection`]s.
    #[prop_or_default]
    pub children: Html,
    /// What stands below.
    #[prop_or_default]
    pub footer: Html,
}

/// The whole page. The window scrolls, not a part of it, so that it can be printed and pictured whole.
#[component]
pub fn Page(properties: &PageProperties) -> Html {
    html! {
        <div class="pf-v6-c-page certbench-page">
            { properties.skip.clone() }
            { properties.masthead.clone() }
            <div class="pf-v6-c-page__main-container">
                <main class="pf-v6-c-page__main" id={properties.main_id.clone()} tabindex="-1">
                    { properties.children.clone() }
                </main>
            </div>
            { properties.footer.clone() }
        </div>
    }
}

/// Properties of [`PageSection`].
#[derive(Properties, PartialEq)]
pub struct PageSectionProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it is called, where it is a landmark.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// Whether it stands out from the sections around it.
    #[prop_or_default]
    pub is_secondary: bool,
    /// Whether its lines are kept short enough to be read.
    #[prop_or_default]
    pub is_width_limited: bool,
    /// What is in it.
    #[prop_or_default]
    pub children: Html,
}

/// A part of the page from one side to the other.
#[component]
pub fn PageSection(properties: &PageSectionProperties) -> Html {
    html! {
        <section id={properties.id.clone()} aria-label={properties.aria_label.clone()}
            class={classes!("pf-v6-c-page__main-section",
                properties.is_secondary.then_some("pf-m-secondary"),
                properties.is_width_limited.then_some("pf-m-limit-width"))}>
            <div class="pf-v6-c-page__main-body certbench-stack">{ properties.children.clone() }</div>
        </section>
    }
}
