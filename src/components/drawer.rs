//! Drawer: a panel beside the content, as in PatternFly's primary-detail layout.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::Glyph;
use crate::context::use_text;
use crate::locale::tr;

/// On which side the panel is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawerPosition {
    /// Before the content, as a list of what can be shown.
    Start,
    /// After the content, as the details of what is chosen.
    #[default]
    End,
}

/// Properties of [`Drawer`].
#[derive(Properties, PartialEq)]
pub struct DrawerProperties {
    /// The panel's id.
    pub id: AttrValue,
    /// Whether the panel is open.
    pub is_expanded: bool,
    /// On which side the panel is.
    #[prop_or_default]
    pub position: DrawerPosition,
    /// Whether the content makes room for the panel; else the panel covers it. A narrow page always covers it.
    #[prop_or(true)]
    pub is_inline: bool,
    /// What the panel is called.
    pub panel_label: AttrValue,
    /// What stands at the head of the panel, beside its close button.
    #[prop_or_default]
    pub panel_head: Html,
    /// What is in the panel; it is mounted only while it is open.
    #[prop_or_default]
    pub panel: Html,
    /// Called when the panel's close button is pressed; without it, it has none.
    #[prop_or_default]
    pub onclose: Option<Callback<()>>,
    /// The content.
    #[prop_or_default]
    pub children: Html,
}

/// Content and a panel.
#[component]
pub fn Drawer(properties: &DrawerProperties) -> Html {
    let text = use_text();
    let is_expanded = properties.is_expanded;
    let is_start = properties.position == DrawerPosition::Start;
    let panel = html! {
        <div class="pf-v6-c-drawer__panel" id={properties.id.clone()} role="region" hidden={!is_expanded}
            aria-label={properties.panel_label.clone()}>
            if is_expanded {
                <div class="pf-v6-c-drawer__head">
                    { properties.panel_head.clone() }
                    if let Some(onclose) = &properties.onclose {
                        <div class="pf-v6-c-drawer__actions">
                            <div class="pf-v6-c-drawer__close">
                                <Button id={format!("{}-close", properties.id)} variant={ButtonVariant::Plain}
                                    icon={Glyph::Close} aria_label={tr!(text, "close-name", name = properties.panel_label.as_str())}
                                    onclick={onclose.reform(|_: MouseEvent| ())} />
                            </div>
                        </div>
                    }
                </div>
                <div class="pf-v6-c-drawer__body certbench-stack">{ properties.panel.clone() }</div>
            }
        </div>
    };
    let content = html! {
        <div class="pf-v6-c-drawer__content">
            <div class="pf-v6-c-drawer__body certbench-stack">{ properties.children.clone() }</div>
        </div>
    };
    html! {
        <div class={classes!("pf-v6-c-drawer", is_expanded.then_some("pf-m-expanded"),
            properties.is_inline.then_some("pf-m-inline"), is_start.then_some("pf-m-panel-left"))}>
            <div class="pf-v6-c-drawer__main">
                // The style sheet puts the panel on its side; the keyboard goes by the order in the page.
                if is_start {
                    { panel }
                    { content }
                } else {
                    { content }
                    { panel }
                }
            </div>
        </div>
    }
}
