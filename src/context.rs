//! What every component may need: the texts and the engine.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::engine_client::EngineClient;
use crate::browser::texts;
use crate::domain::artefact::Origin;
use crate::domain::explain::Headline;
use crate::domain::finding::Finding;
use crate::locale::{Argument, Language, Locale};

/// The texts of the language that was chosen.
#[derive(Clone)]
pub struct Text(pub Rc<Locale>);

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.0.language() == other.0.language()
    }
}

impl Text {
    /// The texts of a language.
    pub fn new(language: Language) -> Self {
        Self(texts::locale(language))
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> String {
        self.0.text(key)
    }

    /// The text of a key with arguments.
    pub fn with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.0.text_with(key, arguments)
    }

    /// An attribute of a key's text, such as its remedy.
    pub fn attribute(&self, key: &str, name: &str) -> String {
        self.0.attribute(key, name)
    }

    /// The text of a key and what goes with it, such as a problem and its remedy.
    pub fn pair(&self, key: &str, attribute: &str, arguments: &[Argument<'_>]) -> (String, String) {
        self.0.pair(key, attribute, arguments)
    }

    /// A finding's problem and remedy.
    pub fn finding(&self, finding: &Finding) -> (String, String) {
        self.0.finding(finding)
    }

    /// What an artefact is, in one sentence.
    pub fn headline(&self, headline: &Headline) -> String {
        self.0.headline(headline)
    }

    /// Where something was found.
    pub fn origin(&self, origin: &Origin) -> String {
        self.0.origin(origin)
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

/// The texts. The page provides them to every component; without a provider they are English.
#[hook]
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or_else(|| Text::new(Language::English))
}

/// The engine that the page started.
#[hook]
pub fn use_engine() -> EngineClient {
    use_context::<EngineClient>().unwrap_or_default()
}
