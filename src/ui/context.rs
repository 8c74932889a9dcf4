//! What every component may need: the texts, the engine, the bench.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::bench::Bench;
use super::pages::inspect::state::InspectState;
use super::pages::request::state::RequestState;
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

/// The texts; components are only ever mounted below [`super::app::App`], which provides them.
#[hook]
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or_else(|| Text::new(Language::default()))
}

/// The engine.
#[hook]
pub fn use_engine() -> EngineClient {
    use_context::<EngineClient>().unwrap_or_default()
}

/// Everything that was made or brought in.
pub type BenchHandle = UseReducerHandle<Bench>;
/// The Request room's state.
pub type RequestHandle = UseReducerHandle<RequestState>;
/// The Inspect room's state.
pub type InspectHandle = UseReducerHandle<InspectState>;
