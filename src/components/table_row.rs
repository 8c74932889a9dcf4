//! Tr: a row of a table.

use yew::prelude::*;

/// Properties of [`Tr`].
#[derive(Properties, PartialEq)]
pub struct TrProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Whether it is the one that is shown or chosen.
    #[prop_or_default]
    pub is_selected: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Its cells.
    #[prop_or_default]
    pub children: Html,
}

/// A row.
#[component]
pub fn Tr(properties: &TrProperties) -> Html {
    let is_selected = properties.is_selected;
    html! {
        <tr id={properties.id.clone()} role="row" aria-current={is_selected.then_some("true")}
            class={classes!("pf-v6-c-table__tr", is_selected.then_some("pf-m-selected"), properties.class.clone())}>
            { properties.children.clone() }
        </tr>
    }
}
