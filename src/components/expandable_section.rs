//! ExpandableSection: something that is shown only when it is asked for.

use yew::prelude::*;

use super::button::ButtonVariant;
use super::icon::{Glyph, Icon};

/// Properties of [`ExpandableSection`].
#[derive(Properties, PartialEq)]
pub struct ExpandableSectionProperties {
    /// The toggle's id; the content's is `ID-content`.
    pub id: AttrValue,
    /// What is inside.
    pub title: AttrValue,
    /// Whether it is open at first.
    #[prop_or_default]
    pub is_open_at_first: bool,
    /// Whether it is open, where somebody else keeps that.
    #[prop_or_default]
    pub is_open: Option<bool>,
    /// Called when it is opened or closed.
    #[prop_or_default]
    pub ontoggle: Callback<bool>,
    /// What is inside; it is mounted only while it is open.
    #[prop_or_default]
    pub children: Html,
}

/// A toggle that shows and hides what is below it.
#[component]
pub fn ExpandableSection(properties: &ExpandableSectionProperties) -> Html {
    let own = use_state_eq(|| properties.is_open_at_first);
    let is_open = properties.is_open.unwrap_or(*own);
    let onclick = {
        let ontoggle = properties.ontoggle.clone();
        Callback::from(move |_: MouseEvent| {
            own.set(!is_open);
            ontoggle.emit(!is_open);
        })
    };
    let id = &properties.id;
    let content_id = format!("{id}-content");
    html! {
        <div class={classes!("pf-v6-c-expandable-section", is_open.then_some("pf-m-expanded"))}>
            <div class="pf-v6-c-expandable-section__toggle">
                <button type="button" {id} class={classes!("pf-v6-c-button", ButtonVariant::Link.class())}
                    aria-expanded={is_open.to_string()} aria-controls={content_id.clone()} {onclick}>
                    <span class="pf-v6-c-button__icon pf-m-start">
                        <span class="pf-v6-c-expandable-section__toggle-icon">
                            <Icon glyph={Glyph::AngleDown} />
                        </span>
                    </span>
                    <span class="pf-v6-c-button__text">{ &properties.title }</span>
                </button>
            </div>
            <div class="pf-v6-c-expandable-section__content certbench-stack" id={content_id} role="region"
                aria-labelledby={id} hidden={!is_open}>
                if is_open {
                    { properties.children.clone() }
                }
            </div>
        </div>
    }
}
