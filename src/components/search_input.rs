//! SearchInput: a line to search or filter with.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::badge::Badge;
use super::button::{Button, ButtonVariant};
use super::icon::{Glyph, Icon};
use crate::browser::focus;
use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`SearchInput`].
#[derive(Properties, PartialEq)]
pub struct SearchInputProperties {
    /// Its id; the clearing button's is `ID-clear`.
    pub id: AttrValue,
    /// What is searched.
    pub aria_label: AttrValue,
    /// Its text.
    pub value: AttrValue,
    /// Called with every change.
    pub onchange: Callback<String>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// How many were found, where that is not said elsewhere.
    #[prop_or_default]
    pub count: Option<usize>,
}

/// A line to search with, which can be emptied with a button or with Escape.
#[component]
pub fn SearchInput(properties: &SearchInputProperties) -> Html {
    let text = use_text();
    let SearchInputProperties { id, value, .. } = properties;
    let oninput = properties.onchange.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.map(|input| input.value()).unwrap_or_default()
    });
    let clear = {
        let (id, onchange) = (id.clone(), properties.onchange.clone());
        Callback::from(move |_: MouseEvent| {
            onchange.emit(String::new());
            focus::focus_id(&id);
        })
    };
    let onkeydown = {
        let (is_empty, onchange) = (value.is_empty(), properties.onchange.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !is_empty {
                event.stop_propagation();
                onchange.emit(String::new());
            }
        })
    };
    html! {
        <div class="pf-v6-c-text-input-group" role="search">
            <div class="pf-v6-c-text-input-group__main pf-m-icon">
                <span class="pf-v6-c-text-input-group__text">
                    <span class="pf-v6-c-text-input-group__icon"><Icon glyph={Glyph::Search} /></span>
                    <input class="pf-v6-c-text-input-group__text-input" type="text" {id} {value} {oninput} {onkeydown}
                        autocomplete="off" spellcheck="false" placeholder={properties.placeholder.clone()}
                        aria-label={properties.aria_label.clone()} />
                </span>
            </div>
            if !value.is_empty() {
                <div class="pf-v6-c-text-input-group__utilities">
                    if let Some(count) = properties.count {
                        <span aria-live="polite">
                            <Badge screen_reader_text={tr!(text, "search-found", count = count)}>
                                { count }
                            </Badge>
                        </span>
                    }
                    <Button id={format!("{id}-clear")} variant={ButtonVariant::Plain} icon={Glyph::Close}
                        aria_label={tr!(text, "search-clear")} onclick={clear} />
                </div>
            }
        </div>
    }
}
