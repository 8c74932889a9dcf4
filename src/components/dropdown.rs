//! Dropdown: a button that opens a menu.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::menu::{Menu, MenuItem};
use crate::browser::focus;

/// Properties of [`Dropdown`].
#[derive(Properties, PartialEq)]
pub struct DropdownProperties {
    /// The button's id; the menu's is `ID-menu`.
    pub id: AttrValue,
    /// The button's words; with an icon they are only read out.
    pub label: AttrValue,
    /// A picture in place of the words.
    #[prop_or_default]
    pub icon: Option<Glyph>,
    /// The actions.
    pub items: Vec<MenuItem>,
    /// Whether it cannot be opened now.
    #[prop_or_default]
    pub is_disabled: bool,
}

/// A button that opens a menu. Escape, the tabulator key and a press outside close it; Escape and choosing give the
/// focus back to the button. The down arrow opens it, too.
#[component]
pub fn Dropdown(properties: &DropdownProperties) -> Html {
    let DropdownProperties { id, label, .. } = properties;
    let is_open = use_state_eq(|| false);
    let container = use_node_ref();
    {
        let (container, setter) = (container.clone(), is_open.setter());
        use_effect_with(*is_open, move |is_open| {
            let container = container.cast::<HtmlElement>().filter(|_| *is_open);
            let listener = container
                .map(|container| focus::on_press_outside(container, move || setter.set(false)));
            move || drop(listener)
        });
    }
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let close = {
        let (setter, id) = (is_open.setter(), id.clone());
        Callback::from(move |()| {
            setter.set(false);
            focus::focus_id(&id);
        })
    };
    let onkeydown = {
        let (is_open, close) = (is_open.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *is_open => {
                event.stop_propagation();
                close.emit(());
            }
            "Tab" => is_open.set(false),
            "ArrowDown" if !*is_open => {
                event.prevent_default();
                is_open.set(true);
            }
            _ => {}
        })
    };
    let menu_id = format!("{id}-menu");
    let glyph = properties.icon;
    html! {
        <div class="certbench-dropdown" ref={container} {onkeydown}>
            <button type="button" {id} onclick={toggle} disabled={properties.is_disabled}
                class={classes!("pf-v6-c-menu-toggle", is_open.then_some("pf-m-expanded"),
                    glyph.is_some().then_some("pf-m-plain"))}
                aria-haspopup="menu" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| menu_id.clone())}
                aria-label={glyph.map(|_| label.clone())}>
                if let Some(glyph) = glyph {
                    <span class="pf-v6-c-menu-toggle__icon"><Icon {glyph} /></span>
                } else {
                    <span class="pf-v6-c-menu-toggle__text">{ label }</span>
                    <span class="pf-v6-c-menu-toggle__controls">
                        <span class="pf-v6-c-menu-toggle__toggle-icon"><Icon glyph={Glyph::AngleDown} /></span>
                    </span>
                }
            </button>
            if *is_open {
                <Menu id={menu_id} aria_label={label} items={properties.items.clone()} onchosen={close} />
            }
        </div>
    }
}
