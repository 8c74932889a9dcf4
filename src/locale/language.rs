//! The languages that the texts exist in.

/// A row: the language's name here, its BCP 47 tag, which is also its folder in `locales/`, its name in
/// itself, and the tags that ask for it (with whatever follows them after a dash).
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident $tag:literal $own_name:literal [$($asked:literal),*],)*) => {
        /// A language that the texts exist in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language { $($(#[$doc])* $name,)* }

        impl Language {
            /// All of them, in the order of the switch.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$name,)*];

            /// The BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* }
            }

            /// The language's name in itself.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own_name,)* }
            }

            /// The language ranges (RFC 4647, section 2.1) that ask for it.
            const fn asked_by(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($asked),*],)* }
            }

            /// The language's Fluent files by their names. The page fetches them instead
            /// (`browser::texts`), since only one language is needed to see it.
            #[cfg(not(target_arch = "wasm32"))]
            pub const fn files(self) -> &'static [(&'static str, &'static str)] {
                match self { $(Self::$name => certbench_texts::files!($tag),)* }
            }
        }

        certbench_texts::languages!($($tag),*);

        // The texts are not in the page, but what it asks for was checked by them: it has to be compiled
        // anew when they change.
        #[cfg(target_arch = "wasm32")]
        const _: &[&[(&str, &str)]] = &[$(certbench_texts::files!($tag)),*];
    };
}

languages! {
    /// English
    English "en" "English" ["en"],
    /// Simplified Chinese
    Chinese "zh-CN" "简体中文" ["zh"],
}

impl Default for Language {
    /// The first, where nothing else is asked for.
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl Language {
    /// The language that a browser's preferred tags ask for, the first that is known.
    pub fn from_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let asks = |tag: &str, range: &str| {
            let rest = tag.strip_prefix(range);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        tags.into_iter()
            .find_map(|tag| {
                let mut languages = Self::ALL.iter();
                languages.find(|language| language.asked_by().iter().any(|range| asks(tag, range)))
            })
            .copied()
            .unwrap_or_default()
    }
}
