//! Table: rows and columns.

use yew::prelude::*;

/// What a table becomes where the page is too narrow for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableNarrow {
    /// A list: each row's cells stand one below the other, each after its column's name, which
    /// [`super::Td`] is told.
    #[default]
    Grid,
    /// As it is: it scrolls sideways within its frame.
    Scroll,
}

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it is called.
    pub aria_label: AttrValue,
    /// Whether its rows are low.
    #[prop_or(true)]
    pub is_compact: bool,
    /// What it becomes where the page is too narrow for it.
    #[prop_or_default]
    pub narrow: TableNarrow,
    /// [`super::Thead`] and [`super::Tbody`].
    #[prop_or_default]
    pub children: Html,
}

/// A table. The roles are given because a browser forgets them where the style sheet draws it as a list.
#[component]
pub fn Table(properties: &TableProperties) -> Html {
    let label = &properties.aria_label;
    let grid = (properties.narrow == TableNarrow::Grid).then_some("pf-m-grid-md");
    let table = html! {
        <table id={properties.id.clone()} role="table" aria-label={label}
            class={classes!("pf-v6-c-table", grid, properties.is_compact.then_some("pf-m-compact"))}>
            { properties.children.clone() }
        </table>
    };
    match properties.narrow {
        TableNarrow::Grid => table,
        // What scrolls must be reachable by keyboard.
        TableNarrow::Scroll => html! {
            <div class="certbench-scroll" tabindex="0" role="group" aria-label={label}>{ table }</div>
        },
    }
}

/// Properties of [`Thead`] and [`Tbody`].
#[derive(Properties, PartialEq)]
pub struct TableSectionProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// [`super::Tr`]s.
    #[prop_or_default]
    pub children: Html,
}

/// The row of the columns' names.
#[component]
pub fn Thead(properties: &TableSectionProperties) -> Html {
    html! {
        <thead id={properties.id.clone()} class="pf-v6-c-table__thead" role="rowgroup">
            { properties.children.clone() }
        </thead>
    }
}

/// The rows.
#[component]
pub fn Tbody(properties: &TableSectionProperties) -> Html {
    html! {
        <tbody id={properties.id.clone()} class="pf-v6-c-table__tbody" role="rowgroup">
            { properties.children.clone() }
        </tbody>
    }
}
