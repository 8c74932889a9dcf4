//! The icons, drawn inline so that no icon font is needed.

use yew::prelude::*;

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A corner that points down: what it stands at is open, or opens below.
    AngleDown,
    /// A corner that points to the left.
    AngleLeft,
    /// A corner that points to the right: what it stands at is closed.
    AngleRight,
    /// Two arrows, one up and one down: it can be sorted.
    ArrowsUpDown,
    /// An arrow that points down: sorted descending.
    ArrowDown,
    /// An arrow that points up: sorted ascending.
    ArrowUp,
    /// Three lines.
    Bars,
    /// A tick.
    Check,
    /// A cross.
    Close,
    /// Two sheets.
    Copy,
    /// An arrow into a tray.
    Download,
    /// Three dots, one above the other.
    EllipsisVertical,
    /// A circle with an exclamation mark.
    Error,
    /// A circle with an i.
    Info,
    /// A crescent.
    Moon,
    /// A plus sign.
    Plus,
    /// A magnifying glass.
    Search,
    /// A sun.
    Sun,
    /// An arrow that turns back.
    Undo,
    /// An arrow out of a tray.
    Upload,
    /// A triangle with an exclamation mark.
    Warning,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::AngleDown => "M3.5 6L8 10.5 12.5 6",
            Self::AngleLeft => "M10 3.5L5.5 8 10 12.5",
            Self::AngleRight => "M6 3.5L10.5 8 6 12.5",
            Self::ArrowsUpDown => "M5 13V3M2.5 5.5L5 3l2.5 2.5M11 3v10M8.5 10.5L11 13l2.5-2.5",
            Self::ArrowDown => "M8 3v10M4.5 9.5L8 13l3.5-3.5",
            Self::ArrowUp => "M8 13V3M4.5 6.5L8 3l3.5 3.5",
            Self::Bars => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Copy => "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
            Self::Download => "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
            Self::EllipsisVertical => "M8 3v.5M8 7.8v.5M8 12.6v.5",
            Self::Error => "M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM8 4.5v4.5M8 11.2v.3",
            Self::Info => "M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM8 7v4.5M8 4.5v.3",
            Self::Moon => "M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Search => "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5l3.5 3.5",
            Self::Sun => {
                "M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1"
            }
            Self::Undo => "M3 6.5h6.5a3.5 3.5 0 010 7H6M6 3.5l-3 3 3 3",
            Self::Upload => "M8 10.5v-8M4.5 5.5L8 2l3.5 3.5M2.5 13.5h11",
            Self::Warning => "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.8v.3",
        }
    }
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct IconProperties {
    /// The picture.
    pub glyph: Glyph,
}

/// A picture that says nothing that a text beside it does not say.
#[component]
pub fn Icon(properties: &IconProperties) -> Html {
    html! {
        <svg class="pf-v6-svg certbench-icon" viewBox="0 0 16 16" width="1em" height="1em"
            aria-hidden="true" focusable="false">
            <path d={properties.glyph.path()} />
        </svg>
    }
}
