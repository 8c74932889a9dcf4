//! Toolbar: controls above a list or table.

use yew::prelude::*;

/// Properties of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct ToolbarProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// [`ToolbarItem`]s and [`ToolbarGroup`]s.
    #[prop_or_default]
    pub children: Html,
}

/// Controls side by side; they wrap where the page is narrow.
#[component]
pub fn Toolbar(properties: &ToolbarProperties) -> Html {
    html! {
        <div class="pf-v6-c-toolbar" id={properties.id.clone()}>
            <div class="pf-v6-c-toolbar__content">
                <div class="pf-v6-c-toolbar__content-section certbench-toolbar-section">
                    { properties.children.clone() }
                </div>
            </div>
        </div>
    }
}

/// Properties of [`ToolbarGroup`] and [`ToolbarItem`].
#[derive(Properties, PartialEq)]
pub struct ToolbarPartProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Whether it stands at the end.
    #[prop_or_default]
    pub is_at_end: bool,
    /// Whether it takes the room that is left.
    #[prop_or_default]
    pub is_filling: bool,
    /// Whether screen readers are told when its words change.
    #[prop_or_default]
    pub is_live: bool,
    /// What is in it.
    #[prop_or_default]
    pub children: Html,
}

impl ToolbarPartProperties {
    fn classes(&self, own: &'static str) -> Classes {
        classes!(
            own,
            self.is_at_end.then_some("pf-m-align-end"),
            self.is_filling.then_some("certbench-fill"),
        )
    }
}

/// Controls that belong together.
#[component]
pub fn ToolbarGroup(properties: &ToolbarPartProperties) -> Html {
    html! {
        <div id={properties.id.clone()} class={properties.classes("pf-v6-c-toolbar__group")}
            aria-live={properties.is_live.then_some("polite")}>{ properties.children.clone() }</div>
    }
}

/// One control or a short text.
#[component]
pub fn ToolbarItem(properties: &ToolbarPartProperties) -> Html {
    html! {
        <div id={properties.id.clone()} class={properties.classes("pf-v6-c-toolbar__item")}
            aria-live={properties.is_live.then_some("polite")}>{ properties.children.clone() }</div>
    }
}
