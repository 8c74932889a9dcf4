//! Skeleton: the place of something that is about to come.

use yew::prelude::*;

use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`Skeleton`].
#[derive(Properties, PartialEq)]
pub struct SkeletonProperties {
    /// What is about to come, for screen readers; "loading" if nothing is said.
    #[prop_or_default]
    pub screen_reader_text: Option<AttrValue>,
    /// How many lines are drawn.
    #[prop_or(1)]
    pub lines: u32,
}

/// Grey lines.
#[component]
pub fn Skeleton(properties: &SkeletonProperties) -> Html {
    let text = use_text();
    let words = properties.screen_reader_text.clone();
    let words = words.unwrap_or_else(|| tr!(text, "loading").into());
    html! {
        <div class="certbench-stack">
            <span class="pf-v6-screen-reader">{ words }</span>
            for _ in 0..properties.lines {
                <div class="pf-v6-c-skeleton pf-m-text-md" aria-hidden="true" />
            }
        </div>
    }
}
