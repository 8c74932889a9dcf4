//! The few icons, drawn inline so that no icon font is needed.

use yew::prelude::*;

/// A picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A cross
    Close,
    /// Two sheets
    Copy,
    /// A tick
    Check,
    /// A corner that points to what is closed
    Closed,
    /// An arrow into a tray
    Download,
    /// A filled circle with an exclamation mark
    Error,
    /// A filled circle with an i
    Info,
    /// A crescent
    Moon,
    /// A corner that points to what is open
    Open,
    /// A plus sign
    Plus,
    /// A sun
    Sun,
    /// A triangle with an exclamation mark
    Warning,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Copy => "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Closed => "M6 3.5L10.5 8 6 12.5",
            Self::Open => "M3.5 6L8 10.5 12.5 6",
            Self::Download => "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
            Self::Error => "M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM8 4.5v4.5M8 11.2v.3",
            Self::Info => "M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM8 7v4.5M8 4.5v.3",
            Self::Moon => "M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Sun => {
                "M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1"
            }
            Self::Warning => "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.8v.3",
        }
    }
}

/// A picture that says nothing a text beside it does not say.
pub fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="certbench-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={glyph.path()} />
        </svg>
    }
}
