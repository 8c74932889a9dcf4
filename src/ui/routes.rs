//! Addresses: all in the fragment, so that the site works from any sub-path, and never with
//! anything in them that somebody pasted.

use super::pages::request::state::Step;

/// A place in the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The Inspect room.
    Inspect,
    /// A step of the Request room.
    Request(Step),
    /// The Tokens room.
    Tokens,
    /// The Access room.
    Access,
    /// The Authenticators room.
    Authenticators,
    /// Nothing chosen yet.
    #[default]
    Start,
}

impl Route {
    /// The route behind `#`; anything unknown is the start.
    pub fn from_fragment(fragment: &str) -> Self {
        // Lets the end-to-end suite see what a panic of the page leaves behind.
        #[cfg(feature = "trap")]
        assert!(fragment != "/panic", "panicked on purpose");
        for room in [
            Self::Inspect,
            Self::Tokens,
            Self::Access,
            Self::Authenticators,
        ] {
            if room.href().strip_prefix('#') == Some(fragment) {
                return room;
            }
        }
        match fragment.strip_prefix("/request/") {
            Some(slug) => Step::ALL
                .into_iter()
                .find(|step| step.slug() == slug)
                .map_or(Self::Start, Self::Request),
            None => Self::Start,
        }
    }

    /// The address of the route.
    pub fn href(self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Inspect => "#/inspect".to_owned(),
            Self::Tokens => "#/tokens".to_owned(),
            Self::Access => "#/access".to_owned(),
            Self::Authenticators => "#/authenticators".to_owned(),
            Self::Request(step) => format!("#/request/{}", step.slug()),
        }
    }
}
