//! EmptyState: what is shown where there is nothing yet, and what can be done about it.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::title::HeadingLevel;

/// Properties of [`EmptyState`].
#[derive(Properties, PartialEq)]
pub struct EmptyStateProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// A picture above the title.
    #[prop_or_default]
    pub icon: Option<Glyph>,
    /// In short.
    pub title: AttrValue,
    /// The title's level in the page's outline.
    #[prop_or(HeadingLevel::H2)]
    pub level: HeadingLevel,
    /// Whether it is small.
    #[prop_or_default]
    pub is_small: bool,
    /// In full.
    #[prop_or_default]
    pub children: Html,
    /// The button for what is usually done next.
    #[prop_or_default]
    pub actions: Html,
    /// Links for what else can be done.
    #[prop_or_default]
    pub secondary_actions: Html,
}

/// The place of something that is not there yet.
#[component]
pub fn EmptyState(properties: &EmptyStateProperties) -> Html {
    let has_actions = properties.actions != Html::default();
    let has_secondary = properties.secondary_actions != Html::default();
    html! {
        <div id={properties.id.clone()}
            class={classes!("pf-v6-c-empty-state", properties.is_small.then_some("pf-m-sm"))}>
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    if let Some(glyph) = properties.icon {
                        <div class="pf-v6-c-empty-state__icon"><Icon {glyph} /></div>
                    }
                    <div class="pf-v6-c-empty-state__title">
                        <@{properties.level.tag()} class="pf-v6-c-empty-state__title-text">{ &properties.title }</@>
                    </div>
                </div>
                if properties.children != Html::default() {
                    <div class="pf-v6-c-empty-state__body">{ properties.children.clone() }</div>
                }
                if has_actions || has_secondary {
                    <div class="pf-v6-c-empty-state__footer">
                        if has_actions {
                            <div class="pf-v6-c-empty-state__actions">{ properties.actions.clone() }</div>
                        }
                        if has_secondary {
                            <div class="pf-v6-c-empty-state__actions">{ properties.secondary_actions.clone() }</div>
                        }
                    </div>
                }
            </div>
        </div>
    }
}
