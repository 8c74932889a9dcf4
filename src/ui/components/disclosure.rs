//! Something that is shown only when it is asked for.

use yew::functional::Hook as _;
use yew::prelude::*;

use crate::ui::components::erased::erased;

/// Properties of [`Disclosure`].
#[derive(Clone, Properties, PartialEq)]
pub struct DisclosureProperties {
    /// The summary's id.
    pub id: AttrValue,
    /// What is inside.
    pub title: AttrValue,
    /// The inside; it is mounted only while it is open.
    pub children: Html,
}

/// A summary that opens and closes what is below it.
pub fn disclosure(properties: DisclosureProperties) -> Html {
    erased(format!("disclosure-{}", properties.id), move |context| {
        use_disclosure_view(&properties).run(context)
    })
}

#[hook]
fn use_disclosure_view(properties: &DisclosureProperties) -> Html {
    let is_open = use_state_eq(|| false);
    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |event: MouseEvent| {
            // The attribute follows the state, not the other way round.
            event.prevent_default();
            is_open.set(!*is_open);
        })
    };
    html! {
        <details class="certbench-details" open={*is_open}>
            <summary id={properties.id.clone()} {onclick}>{ &properties.title }</summary>
            if *is_open {
                { properties.children.clone() }
            }
        </details>
    }
}
