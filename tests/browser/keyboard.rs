//! What the keys do in the components, and where the focus goes.

use std::rc::Rc;

use certbench::components::{
    AlertGroup, AlertVariant, Confirmation, Dropdown, MenuItem, SearchInput, Tab, Tabs, Toast,
    ToastAction, TreeItem, TreeView, use_toasts,
};
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent};
use yew::prelude::*;

/// Mounts a component in a place of its own, which goes with it.
struct Mounted {
    host: Element,
    handle: Option<Box<dyn FnOnce()>>,
}

impl Mounted {
    async fn new<C>() -> Self
    where
        C: BaseComponent,
        C::Properties: Default,
    {
        let document = gloo::utils::document();
        let host = document.create_element("div").expect("it can be made");
        gloo::utils::body()
            .append_child(&host)
            .expect("the page takes it");
        let app = yew::Renderer::<C>::with_root(host.clone()).render();
        settle().await;
        Self {
            host,
            handle: Some(Box::new(move || app.destroy())),
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(destroy) = self.handle.take() {
            destroy();
        }
        self.host.remove();
    }
}

/// Lets what was set in motion come to rest.
async fn settle() {
    TimeoutFuture::new(20).await;
}

fn element(id: &str) -> HtmlElement {
    let found = gloo::utils::document().get_element_by_id(id);
    found
        .unwrap_or_else(|| panic!("no #{id}"))
        .dyn_into()
        .expect("it is an HTML element")
}

fn is_there(id: &str) -> bool {
    gloo::utils::document().get_element_by_id(id).is_some()
}

fn focused() -> String {
    let focused = gloo::utils::document().active_element();
    focused.map(|element| element.id()).unwrap_or_default()
}

/// Presses a key where the focus is; whether the browser may still do what it does itself.
async fn press(key: &str) -> bool {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    options.set_bubbles(true);
    options.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options)
        .expect("it can be made");
    let focused = gloo::utils::document().active_element();
    let is_free = focused
        .expect("something has the focus")
        .dispatch_event(&event)
        .expect("it can be sent");
    settle().await;
    is_free
}

#[component]
fn SomeTabs() -> Html {
    let selected = use_state(|| AttrValue::Static("one"));
    let onselect = {
        let selected = selected.setter();
        Callback::from(move |id| selected.set(id))
    };
    let tabs = ["one", "two", "three"].map(|id| Tab::new(id, id)).to_vec();
    html! {
        <Tabs id="tabs" aria_label="Views" {tabs} selected={(*selected).clone()} {onselect}>
            { format!("view {}", *selected) }
        </Tabs>
    }
}

#[wasm_bindgen_test]
async fn arrows_home_and_end_move_among_tabs_and_show_their_views() {
    let _mounted = Mounted::new::<SomeTabs>().await;
    element("tabs-one").focus().expect("it can have it");
    for (key, expected) in [
        ("ArrowRight", "two"),
        ("ArrowRight", "three"),
        ("ArrowRight", "one"),
        ("ArrowLeft", "three"),
        ("Home", "one"),
        ("End", "three"),
    ] {
        assert!(!press(key).await, "{key} does something else as well");
        assert_eq!(focused(), format!("tabs-{expected}"), "{key}");
        let panel = element(&format!("tabs-{expected}-panel"));
        assert_eq!(panel.text_content(), Some(format!("view {expected}")));
        let tab = element(&format!("tabs-{expected}"));
        assert_eq!(tab.get_attribute("aria-selected").as_deref(), Some("true"));
    }
    assert!(press("Tab").await, "the browser moves the focus on");
}

#[component]
fn SomeMenu() -> Html {
    let chosen = use_state(|| "none");
    let items = ["copy", "rename", "remove"].map(|id| {
        let chosen = chosen.setter();
        MenuItem::new(id, id, Callback::from(move |()| chosen.set(id)))
    });
    html! {
        <>
            <Dropdown id="more" label="More" items={items.to_vec()} />
            <p id="chosen">{ *chosen }</p>
            <button id="elsewhere" />
        </>
    }
}

#[wasm_bindgen_test]
async fn a_menu_is_walked_through_chosen_from_and_left() {
    let _mounted = Mounted::new::<SomeMenu>().await;
    element("more").focus().expect("it can have it");
    press("ArrowDown").await;
    assert_eq!(focused(), "copy");
    for (key, expected) in [
        ("ArrowDown", "rename"),
        ("ArrowUp", "copy"),
        ("ArrowUp", "remove"),
        ("Home", "copy"),
        ("End", "remove"),
        ("r", "rename"),
    ] {
        assert!(!press(key).await, "{key} does something else as well");
        assert_eq!(focused(), expected, "{key}");
    }
    press("Escape").await;
    assert!(!is_there("more-menu"));
    assert_eq!(focused(), "more");
    element("more").click();
    settle().await;
    element("remove").click();
    settle().await;
    assert_eq!(element("chosen").text_content().as_deref(), Some("remove"));
    assert!(!is_there("more-menu"));
    assert_eq!(focused(), "more");
}

#[wasm_bindgen_test]
async fn a_press_elsewhere_closes_a_menu() {
    let _mounted = Mounted::new::<SomeMenu>().await;
    element("more").click();
    settle().await;
    assert!(is_there("more-menu"));
    let press = PointerEvent::new("pointerdown").expect("it can be made");
    gloo::utils::document()
        .dispatch_event(&press)
        .expect("it can be sent");
    settle().await;
    assert!(!is_there("more-menu"));
}

#[component]
fn SomeQuestion() -> Html {
    let is_open = use_state(|| false);
    let answer = use_state(|| "none");
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |_: MouseEvent| is_open.set(true))
    };
    let reply = |words: &'static str| {
        let (is_open, answer) = (is_open.setter(), answer.setter());
        Callback::from(move |()| {
            is_open.set(false);
            answer.set(words);
        })
    };
    html! {
        <>
            <button id="open" onclick={open} />
            <Confirmation id="ask" is_open={*is_open} title="Replace this key?" confirm_label="Replace"
                onconfirm={reply("yes")} oncancel={reply("no")}>{ "It exists nowhere else." }</Confirmation>
            <p id="answer">{ *answer }</p>
        </>
    }
}

#[wasm_bindgen_test]
async fn a_modal_keeps_the_focus_and_gives_it_back() {
    let _mounted = Mounted::new::<SomeQuestion>().await;
    element("open").focus().expect("it can have it");
    element("open").click();
    settle().await;
    assert_eq!(focused(), "ask");
    // From the last the focus goes to the first.
    element("ask-cancel").focus().expect("it can have it");
    assert!(!press("Tab").await);
    assert_eq!(focused(), "ask-close");
    // Between them the browser moves it.
    assert!(press("Tab").await);
    press("Escape").await;
    assert!(!is_there("ask"));
    assert_eq!(focused(), "open");
    assert_eq!(element("answer").text_content().as_deref(), Some("no"));
    element("open").click();
    settle().await;
    element("ask-confirm").click();
    settle().await;
    assert!(!is_there("ask"));
    assert_eq!(element("answer").text_content().as_deref(), Some("yes"));
}

#[component]
fn SomeTree() -> Html {
    let selected = use_state(|| None::<AttrValue>);
    let onselect = {
        let selected = selected.setter();
        Callback::from(move |id| selected.set(Some(id)))
    };
    let mut root = TreeItem::new("root", "SEQUENCE");
    root.children = Rc::new(vec![
        TreeItem::new("oid", "OBJECT"),
        TreeItem::new("null", "NULL"),
    ]);
    html! {
        <TreeView id="tree" aria_label="ASN.1" items={vec![root]} selected={(*selected).clone()} {onselect} />
    }
}

#[wasm_bindgen_test]
async fn a_tree_is_opened_walked_through_and_closed() {
    let _mounted = Mounted::new::<SomeTree>().await;
    element("tree-root").focus().expect("it can have it");
    press("ArrowRight").await;
    assert!(is_there("tree-oid"), "it is open");
    assert_eq!(focused(), "tree-root");
    for (key, expected) in [
        ("ArrowRight", "oid"),
        ("ArrowDown", "null"),
        ("Home", "root"),
        ("End", "null"),
        ("o", "oid"),
    ] {
        press(key).await;
        assert_eq!(focused(), format!("tree-{expected}"), "{key}");
    }
    press("Enter").await;
    let oid = element("tree-oid");
    assert_eq!(oid.get_attribute("aria-selected").as_deref(), Some("true"));
    assert_eq!(oid.get_attribute("tabindex").as_deref(), Some("0"));
    press("ArrowLeft").await;
    assert_eq!(focused(), "tree-root");
    press("ArrowLeft").await;
    assert!(!is_there("tree-oid"), "it is closed");
}

#[component]
fn SomeToasts() -> Html {
    html! { <AlertGroup shown={std::time::Duration::from_millis(300)}><Remover /></AlertGroup> }
}

#[component]
fn Remover() -> Html {
    let toasts = use_toasts();
    let state = use_state(|| "there");
    let remove = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| {
            let (undo, expire) = (state.setter(), state.setter());
            state.set("removed");
            let mut toast = Toast::new(AlertVariant::Success, "Removed");
            toast.action = Some(ToastAction {
                label: "Undo".into(),
                onclick: Callback::from(move |()| undo.set("back")),
            });
            toast.onexpire = Callback::from(move |()| expire.set("gone"));
            toasts.show(toast);
        })
    };
    html! { <><button id="remove" onclick={remove} /><p id="state">{ *state }</p></> }
}

#[wasm_bindgen_test]
async fn a_removal_can_be_undone_until_its_message_goes() {
    let _mounted = Mounted::new::<SomeToasts>().await;
    let state = || element("state").text_content().unwrap_or_default();
    element("remove").click();
    settle().await;
    assert_eq!(state(), "removed");
    element("toast-0-action").click();
    settle().await;
    assert_eq!(state(), "back");
    assert!(!is_there("toast-0-action"));
    element("remove").click();
    settle().await;
    // While the focus is on it, it stays.
    element("toast-1-action").focus().expect("it can have it");
    TimeoutFuture::new(500).await;
    assert_eq!(state(), "removed");
    element("remove").focus().expect("it can have it");
    TimeoutFuture::new(500).await;
    assert_eq!(state(), "gone");
    assert!(!is_there("toast-1-action"));
}

#[component]
fn SomeSearch() -> Html {
    let value = use_state(|| "ca".to_owned());
    let onchange = {
        let value = value.setter();
        Callback::from(move |text| value.set(text))
    };
    html! { <SearchInput id="search" aria_label="Artefacts" value={(*value).clone()} {onchange} /> }
}

#[wasm_bindgen_test]
async fn escape_and_the_button_empty_a_search() {
    let _mounted = Mounted::new::<SomeSearch>().await;
    element("search").focus().expect("it can have it");
    press("Escape").await;
    assert!(!is_there("search-clear"));
    assert_eq!(focused(), "search");
}
