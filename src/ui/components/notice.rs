//! A message in a frame.

use yew::prelude::*;

use super::icon::{Glyph, icon};
use crate::locale::{Key, key, tr};
use crate::ui::context::Text;
use certbench_kubernetes::finding::Severity;

/// The picture of a severity.
pub const fn severity_glyph(severity: Severity) -> Glyph {
    match severity {
        Severity::Error => Glyph::Error,
        Severity::Warning => Glyph::Warning,
        Severity::Info => Glyph::Info,
    }
}

/// The class and the key of a severity.
pub const fn severity_names(severity: Severity) -> (&'static str, Key) {
    match severity {
        Severity::Error => ("certbench-error", key!("severity-error")),
        Severity::Warning => ("certbench-warning", key!("severity-warning")),
        Severity::Info => ("certbench-info", key!("severity-info")),
    }
}

/// Properties of [`Notice`].
#[derive(Clone, Properties, PartialEq)]
pub struct NoticeProperties {
    /// Its id.
    pub id: AttrValue,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is good news, shown with a tick.
    #[prop_or_default]
    pub success: bool,
    /// In short.
    pub title: AttrValue,
    /// In full.
    #[prop_or_default]
    pub children: Html,
    /// Called when it is closed; without it, it stays.
    #[prop_or_default]
    pub onclose: Option<Callback<()>>,
}

/// A message; screen readers are told when it appears.
pub fn notice(text: &Text, properties: &NoticeProperties) -> Html {
    let (class, name) = severity_names(properties.severity);
    let (class, glyph) = if properties.success {
        ("certbench-success", Glyph::Check)
    } else {
        (class, severity_glyph(properties.severity))
    };
    html! {
        <div id={properties.id.clone()} class={classes!("certbench-notice", class)} role="status">
            { icon(glyph) }
            <div class="certbench-notice__text">
                <p class="certbench-notice__title">
                    if !properties.success {
                        <span class="certbench-visually-hidden">{ text.get(name) }</span>
                    }
                    { &properties.title }
                </p>
                <div>{ properties.children.clone() }</div>
            </div>
            if let Some(onclose) = &properties.onclose {
                <button type="button" class="certbench-icon-button" aria-label={tr!(text, "close")}
                    onclick={onclose.reform(|_: MouseEvent| ())}>
                    { icon(Glyph::Close) }
                </button>
            }
        </div>
    }
}
