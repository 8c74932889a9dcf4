//! Pagination: the way from page to page of a list.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::Glyph;
use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`Pagination`].
#[derive(Properties, PartialEq)]
pub struct PaginationProperties {
    /// What its ids begin with: `ID-page`, `ID-previous`, `ID-next`.
    pub id: AttrValue,
    /// What the pages are of.
    pub aria_label: AttrValue,
    /// The number of the first thing on the page, from 0.
    pub from: usize,
    /// How many things are on a page.
    pub page_size: usize,
    /// How many things there are.
    pub count: usize,
    /// Called with the number of the first thing on the wanted page.
    pub onchange: Callback<usize>,
}

/// Which things are shown, and buttons to those before and after.
#[component]
pub fn Pagination(properties: &PaginationProperties) -> Html {
    let text = use_text();
    let PaginationProperties {
        id,
        from,
        page_size,
        count,
        onchange,
        ..
    } = properties;
    let (from, count) = (*from, *count);
    let to = from.saturating_add(*page_size).min(count);
    let first = from.saturating_add(1).min(count);
    let previous = from.saturating_sub(*page_size);
    let shown = tr!(
        text,
        "pagination-shown",
        from = first,
        to = to,
        count = count
    );
    html! {
        <div class="pf-v6-c-pagination certbench-pagination" id={id}>
            <div class="pf-v6-c-pagination__total-items" id={format!("{id}-page")} aria-live="polite">{ shown }</div>
            <nav class="pf-v6-c-pagination__nav" aria-label={properties.aria_label.clone()}>
                <div class="pf-v6-c-pagination__nav-control pf-m-prev">
                    <Button id={format!("{id}-previous")} variant={ButtonVariant::Plain} icon={Glyph::AngleLeft}
                        is_disabled={from == 0} aria_label={tr!(text, "pagination-previous")}
                        onclick={onchange.reform(move |_: MouseEvent| previous)} />
                </div>
                <div class="pf-v6-c-pagination__nav-control pf-m-next">
                    <Button id={format!("{id}-next")} variant={ButtonVariant::Plain} icon={Glyph::AngleRight}
                        is_disabled={to >= count} aria_label={tr!(text, "pagination-next")}
                        onclick={onchange.reform(move |_: MouseEvent| to)} />
                </div>
            </nav>
        </div>
    }
}
