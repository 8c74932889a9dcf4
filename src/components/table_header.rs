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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{assert_attributes, render, tag};
    use crate::components::{Table, TableNarrow, Tbody, Td, Thead, Tr};

    #[test]
    fn a_table_has_its_roles_and_says_how_it_is_sorted() {
        let html = render(|| {
            html! {
                <Table id="list" aria_label="Artefacts">
                    <Thead><Tr>
                        <Th id="name" sort={Sort::Descending} button_id="sort-name">{ "Name" }</Th>
                        <Th id="kind" sort={Sort::None}>{ "Kind" }</Th>
                        <Th id="plain">{ "Note" }</Th>
                    </Tr></Thead>
                    <Tbody><Tr id="row" is_selected={true}>
                        <Td is_row_header={true} data_label="Name">{ "ca" }</Td>
                        <Td data_label="Kind">{ "certificate" }</Td>
                    </Tr></Tbody>
                </Table>
            }
        });
        assert_attributes(
            &html,
            "list",
            &[
                r#"role="table""#,
                r#"aria-label="Artefacts""#,
                r#"class="pf-v6-c-table pf-m-grid-md pf-m-compact""#,
            ],
        );
        assert_attributes(
            &html,
            "name",
            &[
                r#"aria-sort="descending""#,
                r#"role="columnheader""#,
                r#"scope="col""#,
            ],
        );
        assert_attributes(&html, "kind", &[r#"aria-sort="none""#]);
        assert_attributes(&html, "sort-name", &[r#"class="pf-v6-c-table__button""#]);
        assert_attributes(&html, "plain", &[r#"class="pf-v6-c-table__th""#]);
        assert!(!tag(&html, "plain").contains("aria-sort"), "{html}");
        assert_attributes(&html, "row", &[r#"role="row""#, r#"aria-current="true""#]);
        assert!(
            html.contains(r#"role="rowheader" scope="row" data-label="Name""#),
            "{html}"
        );
        assert!(html.contains(r#"role="cell" data-label="Kind""#), "{html}");
    }

    #[test]
    fn what_scrolls_sideways_can_be_reached_by_keyboard() {
        let html = render(|| {
            html! { <Table aria_label="Matrix" narrow={TableNarrow::Scroll}><Tbody /></Table> }
        });
        assert!(
            html.starts_with(
                r#"<div tabindex="0" role="group" aria-label="Matrix" class="certbench-scroll">"#
            ),
            "{html}"
        );
        assert!(!html.contains("pf-m-grid"), "{html}");
    }
}
