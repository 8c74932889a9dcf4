//! Td: a cell of a table, and the cell that selects its row.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Td`].
#[derive(Properties, PartialEq)]
pub struct TdProperties {
    /// The name of its column, which is shown where the page is narrow.
    #[prop_or_default]
    pub data_label: Option<AttrValue>,
    /// Whether it names its row.
    #[prop_or_default]
    pub is_row_header: bool,
    /// Whether its words are broken anywhere rather than made wide.
    #[prop_or(true)]
    pub breaks_words: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What stands in it.
    #[prop_or_default]
    pub children: Html,
}

/// A cell.
#[component]
pub fn Td(properties: &TdProperties) -> Html {
    let (tag, role, scope) = match properties.is_row_header {
        true => ("th", "rowheader", Some("row")),
        false => ("td", "cell", None),
    };
    let column = if properties.is_row_header {
        "pf-v6-c-table__th"
    } else {
        "pf-v6-c-table__td"
    };
    html! {
        <@{tag} {role} {scope} data-label={properties.data_label.clone()}
            class={classes!(column, properties.breaks_words.then_some("pf-m-break-word"), properties.class.clone())}>
            { properties.children.clone() }
        </@>
    }
}

/// Properties of [`TdSelect`].
#[derive(Properties, PartialEq)]
pub struct TdSelectProperties {
    /// The id of its box.
    pub id: AttrValue,
    /// What selecting means, with the name of the row.
    pub aria_label: AttrValue,
    /// Whether the row is selected.
    pub is_selected: bool,
    /// Called with whether it is selected now.
    pub onselect: Callback<bool>,
}

/// The cell with the box that selects its row.
#[component]
pub fn TdSelect(properties: &TdSelectProperties) -> Html {
    let onchange = properties.onselect.reform(|event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.is_some_and(|input| input.checked())
    });
    html! {
        <td class="pf-v6-c-table__td pf-v6-c-table__check" role="cell">
            <label>
                <input type="checkbox" id={properties.id.clone()} checked={properties.is_selected} {onchange}
                    aria-label={properties.aria_label.clone()} />
            </label>
        </td>
    }
}
