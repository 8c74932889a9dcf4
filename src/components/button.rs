//! Button: something to press, or a link that looks like one.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::spinner::{Spinner, SpinnerSize};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The next thing to do; at most one in a form or card.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action beside a secondary one that matters less.
    Tertiary,
    /// It destroys something.
    Danger,
    /// It has consequences that should be known.
    Warning,
    /// It looks like a link.
    Link,
    /// Without a frame: usually an icon alone.
    Plain,
    /// Beside an input that it belongs to.
    Control,
}

impl ButtonVariant {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Secondary => "pf-m-secondary",
            Self::Tertiary => "pf-m-tertiary",
            Self::Danger => "pf-m-danger",
            Self::Warning => "pf-m-warning",
            Self::Link => "pf-m-link",
            Self::Plain => "pf-m-plain",
            Self::Control => "pf-m-control",
        }
    }
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// How much it stands out.
    #[prop_or_default]
    pub variant: ButtonVariant,
    /// Whether a secondary or link button destroys something.
    #[prop_or_default]
    pub is_danger: bool,
    /// Whether a link stands within a text.
    #[prop_or_default]
    pub is_inline: bool,
    /// Whether it is small.
    #[prop_or_default]
    pub is_small: bool,
    /// A picture before the words.
    #[prop_or_default]
    pub icon: Option<Glyph>,
    /// Whether it cannot be pressed now.
    #[prop_or_default]
    pub is_disabled: bool,
    /// Whether what it started is still going on. It keeps the focus and cannot be pressed.
    #[prop_or_default]
    pub is_loading: bool,
    /// Where it leads: it is a link then.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    /// What it is called, where its words do not say it.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// The ids of what it is called, where its words do not say it.
    #[prop_or_default]
    pub aria_labelledby: Option<AttrValue>,
    /// The id of more words about it, such as a tooltip's.
    #[prop_or_default]
    pub aria_describedby: Option<AttrValue>,
    /// The id of what it opens or changes.
    #[prop_or_default]
    pub aria_controls: Option<AttrValue>,
    /// Whether what it controls is open.
    #[prop_or_default]
    pub aria_expanded: Option<bool>,
    /// Whether it is pressed, for one that stays down.
    #[prop_or_default]
    pub aria_pressed: Option<bool>,
    /// Called when it is pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// Refers to the element, to move the focus to it.
    #[prop_or_default]
    pub button_ref: NodeRef,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// A button. The focus stays on it when it is pressed.
#[component]
pub fn Button(properties: &ButtonProperties) -> Html {
    let ButtonProperties {
        is_loading,
        is_disabled,
        ..
    } = *properties;
    let class = classes!(
        "pf-v6-c-button",
        properties.variant.class(),
        properties.is_danger.then_some("pf-m-danger"),
        properties.is_inline.then_some("pf-m-inline"),
        properties.is_small.then_some("pf-m-small"),
        is_loading.then_some("pf-m-progress pf-m-in-progress pf-m-aria-disabled"),
    );
    let inside = inside(properties);
    if let Some(href) = &properties.href {
        return html! {
            <a id={properties.id.clone()} {class} href={href} ref={properties.button_ref.clone()}
                aria-label={properties.aria_label.clone()} onclick={properties.onclick.clone()}
                aria-labelledby={properties.aria_labelledby.clone()}>{ inside }</a>
        };
    }
    // A disabled element would lose the focus, so a button that is only busy says so instead.
    let onclick = (!is_loading).then(|| properties.onclick.clone());
    html! {
        <button type="button" id={properties.id.clone()} {class} disabled={is_disabled}
            ref={properties.button_ref.clone()} {onclick}
            aria-disabled={is_loading.then_some("true")}
            aria-label={properties.aria_label.clone()}
            aria-labelledby={properties.aria_labelledby.clone()}
            aria-describedby={properties.aria_describedby.clone()}
            aria-controls={properties.aria_controls.clone()}
            aria-expanded={properties.aria_expanded.map(|is_open| is_open.to_string())}
            aria-pressed={properties.aria_pressed.map(|is_pressed| is_pressed.to_string())}>
            { inside }
        </button>
    }
}

fn inside(properties: &ButtonProperties) -> Html {
    let has_words = properties.children != Html::default();
    html! {
        <>
            if properties.is_loading {
                <span class="pf-v6-c-button__progress"><Spinner size={SpinnerSize::Medium} /></span>
            }
            if let Some(glyph) = properties.icon {
                <span class={classes!("pf-v6-c-button__icon", has_words.then_some("pf-m-start"))}>
                    <Icon {glyph} />
                </span>
            }
            if has_words {
                <span class="pf-v6-c-button__text">{ properties.children.clone() }</span>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{render, tag};

    #[test]
    fn the_variants_are_marked_up_as_patternfly_does() {
        let html = render(
            || html! { <Button id="it" variant={ButtonVariant::Primary}>{ "Make" }</Button> },
        );
        assert_eq!(
            html,
            r#"<button type="button" id="it" class="pf-v6-c-button pf-m-primary"><span class="pf-v6-c-button__text">Make</span></button>"#
        );
        let html = render(
            || html! { <Button variant={ButtonVariant::Plain} icon={Glyph::Close} aria_label="Close" /> },
        );
        assert!(
            html.contains(r#"<span class="pf-v6-c-button__icon">"#),
            "{html}"
        );
        assert!(!html.contains("pf-v6-c-button__text"), "{html}");
    }

    #[test]
    fn a_busy_button_is_not_disabled_so_that_it_keeps_the_focus() {
        let html = render(|| html! { <Button id="it" is_loading={true}>{ "Make" }</Button> });
        let tag = tag(&html, "it");
        assert!(
            tag.contains(r#"aria-disabled="true""#) && !tag.contains(" disabled"),
            "{tag}"
        );
        assert!(html.contains(r#"role="progressbar""#), "{html}");
    }

    #[test]
    fn a_link_looks_like_a_button() {
        let html =
            render(|| html! { <Button id="next" href="#/request/subject">{ "Next" }</Button> });
        assert!(tag(&html, "next").starts_with("<a "), "{html}");
    }
}
