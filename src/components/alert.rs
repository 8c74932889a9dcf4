//! Alert: a message about what happened or is the case.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::{Glyph, Icon};
use crate::context::use_text;
use crate::locale::{Key, key, tr};
use certbench_kubernetes::finding::Severity;

/// How much a message matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertVariant {
    /// Worth knowing.
    #[default]
    Info,
    /// Good news.
    Success,
    /// Something to be careful about.
    Warning,
    /// Something is wrong.
    Danger,
}

impl AlertVariant {
    /// The picture before the title.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Info => Glyph::Info,
            Self::Success => Glyph::Check,
            Self::Warning => Glyph::Warning,
            Self::Danger => Glyph::Error,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Info => "pf-m-info",
            Self::Success => "pf-m-success",
            Self::Warning => "pf-m-warning",
            Self::Danger => "pf-m-danger",
        }
    }

    /// The key of the word that screen readers read before the title.
    const fn key(self) -> Key {
        match self {
            Self::Info => key!("severity-info"),
            Self::Success => key!("severity-success"),
            Self::Warning => key!("severity-warning"),
            Self::Danger => key!("severity-error"),
        }
    }
}

impl From<Severity> for AlertVariant {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Danger,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// Properties of [`Alert`].
#[derive(Properties, PartialEq)]
pub struct AlertProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// How much it matters.
    #[prop_or_default]
    pub variant: AlertVariant,
    /// In short.
    pub title: AttrValue,
    /// Whether it stands in the page; else it floats above it.
    #[prop_or(true)]
    pub is_inline: bool,
    /// Whether it is without a frame.
    #[prop_or_default]
    pub is_plain: bool,
    /// Whether screen readers are told when it appears.
    #[prop_or(true)]
    pub is_live: bool,
    /// Called when its close button is pressed; without it, it has none.
    #[prop_or_default]
    pub onclose: Option<Callback<()>>,
    /// Links below the text: what can be done about it.
    #[prop_or_default]
    pub actions: Html,
    /// In full.
    #[prop_or_default]
    pub children: Html,
}

/// A message.
#[component]
pub fn Alert(properties: &AlertProperties) -> Html {
    let text = use_text();
    let variant = properties.variant;
    let title = &properties.title;
    html! {
        <div id={properties.id.clone()} role={properties.is_live.then_some("status")}
            class={classes!("pf-v6-c-alert", variant.class(),
                properties.is_inline.then_some("pf-m-inline"),
                properties.is_plain.then_some("pf-m-plain"))}>
            <div class="pf-v6-c-alert__icon"><Icon glyph={variant.glyph()} /></div>
            <p class="pf-v6-c-alert__title">
                <span class="pf-v6-screen-reader">{ text.get(variant.key()) }{ " " }</span>
                { title }
            </p>
            if let Some(onclose) = &properties.onclose {
                <div class="pf-v6-c-alert__action">
                    <Button variant={ButtonVariant::Plain} icon={Glyph::Close}
                        onclick={onclose.reform(|_: MouseEvent| ())}
                        aria_label={tr!(text, "close-name", name = title.as_str())} />
                </div>
            }
            if properties.children != Html::default() {
                <div class="pf-v6-c-alert__description">{ properties.children.clone() }</div>
            }
            if properties.actions != Html::default() {
                <div class="pf-v6-c-alert__action-group">{ properties.actions.clone() }</div>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{assert_attributes, render};

    #[test]
    fn it_is_marked_up_as_patternfly_does_and_says_its_severity() {
        let html = render(|| {
            html! {
                <Alert id="it" variant={AlertVariant::Warning} title="Expires soon" onclose={Callback::noop()}>
                    { "In two days" }
                </Alert>
            }
        });
        assert_attributes(
            &html,
            "it",
            &[
                r#"role="status""#,
                r#"class="pf-v6-c-alert pf-m-warning pf-m-inline""#,
            ],
        );
        assert!(html.contains(
            r#"<p class="pf-v6-c-alert__title"><span class="pf-v6-screen-reader">Warning: </span>Expires soon</p>"#
        ), "{html}");
        assert!(
            html.contains(r#"aria-label="Close Expires soon""#),
            "{html}"
        );
        assert!(
            html.contains(r#"<div class="pf-v6-c-alert__description">In two days</div>"#),
            "{html}"
        );
    }

    #[test]
    fn without_text_actions_and_close_button_there_is_no_place_for_them() {
        let html = render(|| html! { <Alert id="it" title="Read" is_live={false} /> });
        for absent in ["description", "action", "role=\"status\"", "<button"] {
            assert!(!html.contains(absent), "{absent} in {html}");
        }
    }
}
