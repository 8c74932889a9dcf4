//! The page itself: its address, clock, language, theme and what happens when it is left.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{BeforeUnloadEvent, HtmlElement};

/// Now, in seconds since 1970.
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Now, in milliseconds, for measuring how long something takes.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// A moment as the user's browser writes it.
pub fn local_time(seconds: i64, language: &str) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(seconds as f64 * 1000.0));
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    if date.get_time().is_nan() {
        // No calendar of the browser holds it.
        return String::new();
    }
    date.to_locale_string(language, &options).into()
}

/// The browser's preferred languages, most preferred first.
pub fn languages() -> Vec<String> {
    gloo::utils::window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|language| language.as_string())
        .collect()
}

/// Says in which language the page is, for screen readers and line breaking.
pub fn set_language(tag: &str) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root.set_attribute("lang", tag);
    }
}

/// Whether the system asks for dark colours.
pub fn prefers_dark() -> bool {
    gloo::utils::window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Switches PatternFly's dark theme.
pub fn set_dark(is_dark: bool) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root
            .class_list()
            .toggle_with_force("pf-v6-theme-dark", is_dark);
    }
}

/// Where what lies above the page is drawn.
pub fn body() -> HtmlElement {
    gloo::utils::body()
}

/// Keeps the page still while something lies above it.
pub fn set_covered(is_covered: bool) {
    let _ = gloo::utils::body()
        .class_list()
        .toggle_with_force("pf-v6-c-backdrop__open", is_covered);
}

/// Moves the keyboard's focus to the element with this id and scrolls to the top.
pub fn focus(id: &str) {
    let element = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// Scrolls a box so that an element in it is seen; the page around the box stays where it is.
pub fn scroll_within(container: &str, id: &str) {
    let find = |id| {
        let element = gloo::utils::document().get_element_by_id(id);
        element.and_then(|element| element.dyn_into::<HtmlElement>().ok())
    };
    if let (Some(container), Some(element)) = (find(container), find(id)) {
        let above = element.offset_top() - container.offset_top();
        container.set_scroll_top(above - container.client_height() / 3);
    }
}

/// Asks before the page is left, for as long as the guard lives.
pub fn ask_before_leaving() -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::window(), "beforeunload", options, |event| {
        event.prevent_default();
        if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
            event.set_return_value("unsaved");
        }
    })
}

/// Asks a yes-or-no question.
pub fn confirm(question: &str) -> bool {
    gloo::utils::window()
        .confirm_with_message(question)
        .unwrap_or(false)
}

/// Calls back whenever the part of the address behind `#` changes, for as long as the listener lives.
pub fn on_fragment_change(callback: impl Fn() + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), "hashchange", move |_| callback())
}

/// Changes the part of the address behind `#`; the rooms follow.
pub fn go_to(href: &str) {
    // Only a sandboxed document refuses, and then the page stays where it is.
    let _ = gloo::utils::window().location().set_hash(href);
}

/// The part of the address behind `#`.
pub fn fragment() -> String {
    let hash = gloo::utils::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}
