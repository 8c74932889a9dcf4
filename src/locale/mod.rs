//! Every text that a user sees, from the Fluent files in `locales/`: one folder a language, one row in
//! [`language`].
//!
//! [`tr!`](crate::tr) asks for a text by its key, [`key!`](crate::key) makes a key to be handed on,
//! [`families`] lists the texts that are named after codes. All are checked when they are compiled.

mod artefacts;
mod durations;
pub mod families;
mod family;
mod findings;
mod key;
mod language;
mod macros;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

pub use crate::{key, pair, pair_key, tr};
pub use family::Family;
pub use key::{FamilyKey, Key, Pair, Reference};
pub use language::Language;

/// The macros that the page's own hand on to.
#[doc(hidden)]
pub mod checked {
    pub use certbench_texts::{key, pair, pair_key, tr};
}

/// A value that a text speaks of. A number also decides between plural forms.
pub type Value<'a> = FluentValue<'a>;

/// An argument of a text.
pub type Argument<'a> = (&'a str, Value<'a>);

/// The texts of one language.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// Loads a language.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(language: Language) -> Self {
        let sources = language.files().iter().map(|(_, source)| *source);
        Self::from_sources(language, sources)
    }

    /// The texts in Fluent's notation. What is wrong in them is left out: the compiler has read the
    /// same files.
    pub fn from_sources<'a>(
        language: Language,
        sources: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // The marks around arguments are for texts of mixed direction, and would be copied with them.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = FluentResource::try_new(source.to_owned());
            let resource = resource.unwrap_or_else(|(readable, _)| readable);
            let _ = bundle.add_resource(resource);
        }
        Self { language, bundle }
    }

    /// Which language it is.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key that takes no arguments; for a key in quotes there is [`tr!`](crate::tr).
    pub fn get(&self, key: impl Reference) -> String {
        self.format(key.name(), &[])
    }

    /// The text of a key with arguments; for a key in quotes there is [`tr!`](crate::tr).
    pub fn with(&self, key: impl Reference, arguments: &[Argument<'_>]) -> String {
        self.format(key.name(), arguments)
    }

    /// A text and what stands beside it, such as a problem and its remedy; for keys in quotes there is
    /// [`pair!`](crate::pair).
    pub fn pair(&self, pair: Pair<impl Reference>, arguments: &[Argument<'_>]) -> (String, String) {
        (
            self.format(pair.text.name(), arguments),
            self.format(pair.beside.name(), arguments),
        )
    }

    /// The text, or the key itself where there is none.
    fn format(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        let found = match key.split_once('.') {
            None => self
                .bundle
                .get_message(key)
                .and_then(|message| message.value()),
            Some((key, attribute)) => {
                let message = self.bundle.get_message(key);
                let attribute = message.and_then(|message| message.get_attribute(attribute));
                attribute.map(|attribute| attribute.value())
            }
        };
        let Some(pattern) = found else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
        // An argument that is missing stands as its name in braces.
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut errors);
        text.into_owned()
    }
}
