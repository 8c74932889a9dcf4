//! Th: the name of a column, which may sort the table.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// How a table is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By another column.
    None,
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// Properties of [`Th`].
#[derive(Properties, PartialEq)]
pub struct ThProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The id of the button that sorts.
    #[prop_or_default]
    pub button_id: Option<AttrValue>,
    /// How the table is sorted by it, where it can be.
    #[prop_or_default]
    pub sort: Option<Sort>,
    /// Called with how the table is to be sorted by it.
    #[prop_or_default]
    pub onsort: Callback<Sort>,
    /// The column's name.
    #[prop_or_default]
    pub children: Html,
}

/// A column's name.
#[component]
pub fn Th(properties: &ThProperties) -> Html {
    let children = properties.children.clone();
    let Some(sort) = properties.sort else {
        return html! {
            <th class="pf-v6-c-table__th" role="columnheader" scope="col" id={properties.id.clone()}>
                { children }
            </th>
        };
    };
    let (state, glyph, next) = match sort {
        Sort::None => ("none", Glyph::ArrowsUpDown, Sort::Ascending),
        Sort::Ascending => ("ascending", Glyph::ArrowUp, Sort::Descending),
        Sort::Descending => ("descending", Glyph::ArrowDown, Sort::Ascending),
    };
    let onclick = properties.onsort.reform(move |_: MouseEvent| next);
    html! {
        <th class={classes!("pf-v6-c-table__th", "pf-v6-c-table__sort", (sort != Sort::None).then_some("pf-m-selected"))}
            role="columnheader" scope="col" aria-sort={state} id={properties.id.clone()}>
            <button type="button" class="pf-v6-c-table__button" id={properties.button_id.clone()} {onclick}>
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ children }</span>
                    <span class="pf-v6-c-table__sort-indicator"><Icon {glyph} /></span>
                </span>
            </button>
        </th>
    }
}
