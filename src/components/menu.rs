//! Menu: a list of actions.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::roving::{Direction, next, starting_with};
use crate::browser::focus;

/// An action.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// Its id.
    pub id: AttrValue,
    /// Its words.
    pub label: AttrValue,
    /// More about it.
    pub description: Option<AttrValue>,
    /// A picture before the words.
    pub icon: Option<Glyph>,
    /// Whether it destroys something.
    pub is_danger: bool,
    /// Called when it is chosen.
    pub onclick: Callback<()>,
}

impl MenuItem {
    /// An action with words alone.
    pub fn new(
        id: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        onclick: Callback<()>,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            description: None,
            icon: None,
            is_danger: false,
            onclick,
        }
    }
}

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct MenuProperties {
    /// Its id.
    pub id: AttrValue,
    /// What the actions are about.
    pub aria_label: AttrValue,
    /// The actions.
    pub items: Vec<MenuItem>,
    /// Called after one was chosen.
    #[prop_or_default]
    pub onchosen: Callback<()>,
}

/// Actions one below the other. The first has the focus when the menu appears; the arrows, Home and End move it, a
/// letter moves it to the next that begins with it, Enter and Space choose.
#[component]
pub fn Menu(properties: &MenuProperties) -> Html {
    let MenuProperties { id, items, .. } = properties;
    let current = use_state_eq(|| 0_usize);
    {
        let first = items.first().map(|item| item.id.clone());
        use_effect_with((), move |()| {
            if let Some(first) = first {
                focus::focus_id(&first);
            }
        });
    }
    let onkeydown = {
        let (items, current) = (items.clone(), current.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            let names = items.iter().map(|item| item.label.as_str());
            let index = next(&key, Direction::Vertical, *current, items.len());
            let index =
                index.or_else(|| starting_with(&key, *current, names).filter(|_| key != " "));
            let Some((index, item)) = index.and_then(|index| Some((index, items.get(index)?)))
            else {
                return;
            };
            event.prevent_default();
            focus::focus_id(&item.id);
            current.set(index);
        })
    };
    html! {
        <div class="pf-v6-c-menu">
            <div class="pf-v6-c-menu__content">
                <ul class="pf-v6-c-menu__list" role="menu" {id} aria-label={properties.aria_label.clone()} {onkeydown}>
                    for (index, item) in items.iter().enumerate() {
                        { action(item, index == *current, &properties.onchosen) }
                    }
                </ul>
            </div>
        </div>
    }
}

fn action(item: &MenuItem, is_current: bool, onchosen: &Callback<()>) -> Html {
    let onclick = {
        let (onclick, onchosen) = (item.onclick.clone(), onchosen.clone());
        Callback::from(move |_: MouseEvent| {
            // The menu goes first, and gives the focus back; the action may move it further.
            onchosen.emit(());
            onclick.emit(());
        })
    };
    html! {
        <li class={classes!("pf-v6-c-menu__list-item", item.is_danger.then_some("pf-m-danger"))} role="none">
            <button type="button" class="pf-v6-c-menu__item" role="menuitem" id={item.id.clone()} {onclick}
                tabindex={if is_current { "0" } else { "-1" }}>
                <span class="pf-v6-c-menu__item-main">
                    if let Some(glyph) = item.icon {
                        <span class="pf-v6-c-menu__item-icon"><Icon {glyph} /></span>
                    }
                    <span class="pf-v6-c-menu__item-text">{ &item.label }</span>
                </span>
                if let Some(description) = &item.description {
                    <span class="pf-v6-c-menu__item-description">{ description }</span>
                }
            </button>
        </li>
    }
}
