//! Title: a heading.

use yew::prelude::*;

/// The level of a heading in the page's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// The page's only first heading.
    H1,
    /// A section of the page.
    H2,
    /// A part of a section.
    H3,
    /// A part of such a part.
    H4,
}

impl HeadingLevel {
    /// The element's name.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::H1 => "h1",
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::H4 => "h4",
        }
    }

    const fn size(self) -> TitleSize {
        match self {
            Self::H1 => TitleSize::ExtraExtraLarge,
            Self::H2 => TitleSize::ExtraLarge,
            Self::H3 => TitleSize::Large,
            Self::H4 => TitleSize::Medium,
        }
    }
}

/// How large a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSize {
    /// A card's part.
    Medium,
    /// A card.
    Large,
    /// A section.
    ExtraLarge,
    /// A page.
    ExtraExtraLarge,
    /// The start page.
    ExtraExtraExtraLarge,
}

impl TitleSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Medium => "pf-m-md",
            Self::Large => "pf-m-lg",
            Self::ExtraLarge => "pf-m-xl",
            Self::ExtraExtraLarge => "pf-m-2xl",
            Self::ExtraExtraExtraLarge => "pf-m-3xl",
        }
    }
}

/// Properties of [`Title`].
#[derive(Properties, PartialEq)]
pub struct TitleProperties {
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its level.
    pub level: HeadingLevel,
    /// Its size, where it is not the usual one of its level.
    #[prop_or_default]
    pub size: Option<TitleSize>,
    /// Whether the focus can be moved to it, as when the part of the page that it opens is shown.
    #[prop_or_default]
    pub is_focusable: bool,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// A heading.
#[component]
pub fn Title(properties: &TitleProperties) -> Html {
    let size = properties.size.unwrap_or(properties.level.size()).class();
    html! {
        <@{properties.level.tag()} id={properties.id.clone()} class={classes!("pf-v6-c-title", size)}
            tabindex={properties.is_focusable.then_some("-1")}>
            { properties.children.clone() }
        </@>
    }
}
