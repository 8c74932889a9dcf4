//! What every component may need: the texts and the engine.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::engine_client::EngineClient;
use crate::browser::texts;
use crate::locale::{Language, Locale};

/// The texts of the language that was chosen.
#[derive(Clone)]
pub struct Text(pub Rc<Locale>);

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.0.language() == other.0.language()
    }
}

impl Deref for Text {
    type Target = Locale;

    fn deref(&self) -> &Locale {
        &self.0
    }
}

impl Text {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        Self(texts::locale(language))
    }

    /// A duration in words.
    pub fn duration(&self, seconds: i64) -> String {
        self.0.duration(seconds.unsigned_abs())
    }

    /// A moment's distance from now in words.
    pub fn distance(&self, seconds: i64) -> String {
        self.0.distance(seconds.unsigned_abs())
    }
}

/// The texts; the page provides them to every component.
#[hook]
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or_else(|| Text::new(Language::default()))
}

/// The engine.
#[hook]
pub fn use_engine() -> EngineClient {
    use_context::<EngineClient>().unwrap_or_default()
}
