//! Where the keyboard's focus is, and where it goes.

use gloo::events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, FocusEvent, HtmlElement, Node};

/// What the focus can be moved to with the tabulator key.
const REACHABLE: &str = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), \
                         textarea:not([disabled]), summary, [tabindex]:not([tabindex='-1'])";

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    gloo::utils::document().active_element()?.dyn_into().ok()
}

/// Moves the focus to an element.
pub fn focus(element: &HtmlElement) {
    // An element that cannot have the focus leaves it where it is.
    let _ = element.focus();
}

/// Moves the focus to the element with this id, without moving it to the top of the page.
pub fn focus_id(id: &str) {
    let element = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// Moves the focus to the first thing in a part of the page that can have it, or to the part itself.
pub fn focus_first(container: &HtmlElement) {
    match reachable(container).first() {
        Some(first) => focus(first),
        None => focus(container),
    }
}

/// Keeps the focus within a part of the page when the tabulator key is pressed: from the last element it goes
/// to the first, or backwards. Whether it was moved; else the browser moves it.
pub fn wrap_focus(container: &HtmlElement, is_backwards: bool) -> bool {
    let reachable = reachable(container);
    let (Some(first), Some(last)) = (reachable.first(), reachable.last()) else {
        focus(container);
        return true;
    };
    let focused = focused();
    let (edge, other) = if is_backwards {
        (first, last)
    } else {
        (last, first)
    };
    let is_outside = focused
        .as_ref()
        .is_none_or(|element| element == container || !container.contains(Some(element)));
    if is_outside || focused.as_ref() == Some(edge) {
        focus(other);
        return true;
    }
    false
}

/// Whether an event that moved the focus left a part of the page.
pub fn has_left(container: &HtmlElement, event: &FocusEvent) -> bool {
    let next = event.related_target();
    let next = next.and_then(|next| next.dyn_into::<Node>().ok());
    !container.contains(next.as_ref())
}

/// Whether an event happened in a part of the page.
pub fn happened_in(container: &HtmlElement, event: &Event) -> bool {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<Node>().ok());
    container.contains(target.as_ref())
}

/// Calls back when a pointer is pressed outside of a part of the page, for as long as the listener lives.
pub fn on_press_outside(container: HtmlElement, callback: impl Fn() + 'static) -> EventListener {
    let document = gloo::utils::document();
    EventListener::new(&document, "pointerdown", move |event| {
        if !happened_in(&container, event) {
            callback();
        }
    })
}

fn reachable(container: &Element) -> Vec<HtmlElement> {
    let Ok(found) = container.query_selector_all(REACHABLE) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok())
        // Radio buttons that are not chosen and what is hidden are left out by the browser, too.
        .filter(|element| !element.hidden() && element.offset_parent().is_some())
        .collect()
}
