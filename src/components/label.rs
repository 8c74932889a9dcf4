//! Label: a short word about something, in a coloured shape.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// What a label's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelColour {
    /// Nothing in particular.
    #[default]
    Grey,
    /// What it is: a kind.
    Blue,
    /// What it is: another kind.
    Teal,
    /// What it is: yet another kind.
    Purple,
    /// It is worth knowing.
    Info,
    /// It is good.
    Success,
    /// It needs care.
    Warning,
    /// It is wrong.
    Danger,
}

impl LabelColour {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Grey => None,
            Self::Blue => Some("pf-m-blue"),
            Self::Teal => Some("pf-m-teal"),
            Self::Purple => Some("pf-m-purple"),
            Self::Info => Some("pf-m-info"),
            Self::Success => Some("pf-m-success"),
            Self::Warning => Some("pf-m-warning"),
            Self::Danger => Some("pf-m-danger"),
        }
    }
}

/// Properties of [`Label`].
#[derive(Properties, PartialEq)]
pub struct LabelProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What its colour says; its words must say it too.
    #[prop_or_default]
    pub colour: LabelColour,
    /// A picture before the words.
    #[prop_or_default]
    pub icon: Option<Glyph>,
    /// Whether it is small.
    #[prop_or_default]
    pub is_compact: bool,
    /// Whether it is only outlined.
    #[prop_or_default]
    pub is_outline: bool,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// A short word about something.
#[component]
pub fn Label(properties: &LabelProperties) -> Html {
    let kind = if properties.is_outline {
        "pf-m-outline"
    } else {
        "pf-m-filled"
    };
    html! {
        <span id={properties.id.clone()} class={classes!("pf-v6-c-label", kind, properties.colour.class(),
            properties.is_compact.then_some("pf-m-compact"))}>
            <span class="pf-v6-c-label__content">
                if let Some(glyph) = properties.icon {
                    <span class="pf-v6-c-label__icon"><Icon {glyph} /></span>
                }
                <span class="pf-v6-c-label__text">{ properties.children.clone() }</span>
            </span>
        </span>
    }
}
