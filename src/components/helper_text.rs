//! HelperText: short notes below a field or beside what they are about.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::context::use_text;
use crate::locale::key;
use certbench_kubernetes::finding::Severity;

/// What a note says about the thing above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HelperTextVariant {
    /// Only a hint.
    #[default]
    Default,
    /// Worth knowing.
    Indeterminate,
    /// It is good.
    Success,
    /// It needs care.
    Warning,
    /// It is wrong.
    Error,
}

impl From<Severity> for HelperTextVariant {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Indeterminate,
        }
    }
}

/// Properties of [`HelperText`].
#[derive(Properties, PartialEq)]
pub struct HelperTextProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// [`HelperTextItem`]s.
    #[prop_or_default]
    pub children: Html,
}

/// A list of short notes.
#[component]
pub fn HelperText(properties: &HelperTextProperties) -> Html {
    html! {
        <ul class="pf-v6-c-helper-text" role="list" id={properties.id.clone()}>
            { properties.children.clone() }
        </ul>
    }
}

/// Properties of [`HelperTextItem`].
#[derive(Properties, PartialEq)]
pub struct HelperTextItemProperties {
    /// What it says.
    #[prop_or_default]
    pub variant: HelperTextVariant,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// One note; what is good, needs care or is wrong has a picture, and a word for screen readers.
#[component]
pub fn HelperTextItem(properties: &HelperTextItemProperties) -> Html {
    let text = use_text();
    let look = match properties.variant {
        HelperTextVariant::Default => None,
        HelperTextVariant::Indeterminate => {
            Some(("pf-m-indeterminate", Glyph::Info, key!("severity-info")))
        }
        HelperTextVariant::Success => {
            Some(("pf-m-success", Glyph::Check, key!("severity-success")))
        }
        HelperTextVariant::Warning => {
            Some(("pf-m-warning", Glyph::Warning, key!("severity-warning")))
        }
        HelperTextVariant::Error => Some(("pf-m-error", Glyph::Error, key!("severity-error"))),
    };
    html! {
        <li class={classes!("pf-v6-c-helper-text__item", look.map(|(class, ..)| class))}>
            if let Some((_, glyph, _)) = look {
                <span class="pf-v6-c-helper-text__item-icon"><Icon {glyph} /></span>
            }
            <span class="pf-v6-c-helper-text__item-text">
                if let Some((.., key)) = look {
                    <span class="pf-v6-screen-reader">{ text.get(key) }{ " " }</span>
                }
                { properties.children.clone() }
            </span>
        </li>
    }
}
