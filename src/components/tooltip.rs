//! Tooltip: more words about something, while the pointer or the focus is on it.

use yew::prelude::*;

/// Properties of [`Tooltip`].
#[derive(Properties, PartialEq)]
pub struct TooltipProperties {
    /// The id of the words, for the `aria-describedby` of what they are about.
    pub id: AttrValue,
    /// The words.
    pub content: AttrValue,
    /// Whether screen readers are not told them, as where they are the name of what they are about.
    #[prop_or_default]
    pub is_name: bool,
    /// What they are about: something that can have the focus.
    #[prop_or_default]
    pub children: Html,
}

/// Words above something. Escape takes them away; the pointer can be moved onto them.
#[component]
pub fn Tooltip(properties: &TooltipProperties) -> Html {
    let is_shown = use_state_eq(|| false);
    let set = |value: bool| {
        let setter = is_shown.setter();
        move || setter.set(value)
    };
    let (enter, leave, focus_in, focus_out, escape) =
        (set(true), set(false), set(true), set(false), set(false));
    let onkeydown = {
        let is_shown = *is_shown;
        move |event: KeyboardEvent| {
            if is_shown && event.key() == "Escape" {
                // Only the tooltip goes, not what is around it.
                event.stop_propagation();
                escape();
            }
        }
    };
    html! {
        <span class="certbench-tooltip" onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}
            onfocusin={move |_| focus_in()} onfocusout={move |_| focus_out()} {onkeydown}>
            { properties.children.clone() }
            // What is not shown is there as well, to describe what it is about.
            <span class={classes!("pf-v6-c-tooltip", "pf-m-top", (!*is_shown).then_some("pf-v6-screen-reader"))}
                role="tooltip" aria-hidden={properties.is_name.then_some("true")}>
                if *is_shown {
                    <span class="pf-v6-c-tooltip__arrow" />
                }
                <span class="pf-v6-c-tooltip__content" id={properties.id.clone()}>{ &properties.content }</span>
            </span>
        </span>
    }
}
