//! ToggleGroup: a few choices side by side, such as languages or views.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// Properties of [`ToggleGroup`].
#[derive(Properties, PartialEq)]
pub struct ToggleGroupProperties {
    /// What is chosen.
    pub aria_label: AttrValue,
    /// Whether it is small.
    #[prop_or_default]
    pub is_compact: bool,
    /// [`ToggleGroupItem`]s.
    #[prop_or_default]
    pub children: Html,
}

/// A few choices.
#[component]
pub fn ToggleGroup(properties: &ToggleGroupProperties) -> Html {
    html! {
        <div class={classes!("pf-v6-c-toggle-group", properties.is_compact.then_some("pf-m-compact"))}
            role="group" aria-label={properties.aria_label.clone()}>
            { properties.children.clone() }
        </div>
    }
}

/// Properties of [`ToggleGroupItem`].
#[derive(Properties, PartialEq)]
pub struct ToggleGroupItemProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// A picture before the words.
    #[prop_or_default]
    pub icon: Option<Glyph>,
    /// Its words.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// What it is called, where it has no words.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// The language of its words, where it is not the page's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// Whether it is chosen.
    pub is_selected: bool,
    /// Called when it is pressed.
    pub onclick: Callback<()>,
}

/// One choice.
#[component]
pub fn ToggleGroupItem(properties: &ToggleGroupItemProperties) -> Html {
    let is_selected = properties.is_selected;
    html! {
        <div class="pf-v6-c-toggle-group__item">
            <button type="button" id={properties.id.clone()} lang={properties.lang.clone()}
                class={classes!("pf-v6-c-toggle-group__button", is_selected.then_some("pf-m-selected"))}
                aria-pressed={is_selected.to_string()} aria-label={properties.aria_label.clone()}
                onclick={properties.onclick.reform(|_: MouseEvent| ())}>
                if let Some(glyph) = properties.icon {
                    <span class="pf-v6-c-toggle-group__icon"><Icon {glyph} /></span>
                }
                if let Some(text) = &properties.text {
                    <span class="pf-v6-c-toggle-group__text">{ text }</span>
                }
            </button>
        </div>
    }
}
