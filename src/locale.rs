//! Every text that a user sees, in English and Simplified Chinese, from the Fluent files in
//! `locales/`.

mod messages;

pub use messages::{Argument, Value};

use messages::Messages;

use crate::domain::artefacts::headline::Headline;
use crate::domain::artefacts::origin::{Origin, Step, Stop, Unread};
use crate::domain::formats::duration;
use crate::domain::formats::text::visible;
use crate::domain::kubernetes::finding::Finding;

/// A language that the texts exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English
    #[default]
    English,
    /// Simplified Chinese
    Chinese,
}

/// The files of one language, each with its name for the tests' sake. The page fetches them instead
/// (`browser::texts`): nobody needs both languages to see it.
#[cfg(not(target_arch = "wasm32"))]
type Files = [(&'static str, &'static str); 9];

#[cfg(not(target_arch = "wasm32"))]
const ENGLISH: Files = [
    ("app", include_str!("../locales/en/app.ftl")),
    ("request", include_str!("../locales/en/request.ftl")),
    ("inspect", include_str!("../locales/en/inspect.ftl")),
    ("findings", include_str!("../locales/en/findings.ftl")),
    ("errors", include_str!("../locales/en/errors.ftl")),
    ("access", include_str!("../locales/en/access.ftl")),
    ("tokens", include_str!("../locales/en/tokens.ftl")),
    ("make", include_str!("../locales/en/make.ftl")),
    (
        "authenticators",
        include_str!("../locales/en/authenticators.ftl"),
    ),
];
#[cfg(not(target_arch = "wasm32"))]
const CHINESE: Files = [
    ("app", include_str!("../locales/zh-CN/app.ftl")),
    ("request", include_str!("../locales/zh-CN/request.ftl")),
    ("inspect", include_str!("../locales/zh-CN/inspect.ftl")),
    ("findings", include_str!("../locales/zh-CN/findings.ftl")),
    ("errors", include_str!("../locales/zh-CN/errors.ftl")),
    ("access", include_str!("../locales/zh-CN/access.ftl")),
    ("tokens", include_str!("../locales/zh-CN/tokens.ftl")),
    ("make", include_str!("../locales/zh-CN/make.ftl")),
    (
        "authenticators",
        include_str!("../locales/zh-CN/authenticators.ftl"),
    ),
];

impl Language {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The language that a browser's preferred tags ask for, the first that is known.
    pub fn from_tags<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter()
            .find_map(|tag| match tag.split('-').next() {
                Some("en") => Some(Self::English),
                Some("zh") => Some(Self::Chinese),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The language's Fluent files.
    #[cfg(not(target_arch = "wasm32"))]
    pub const fn files(self) -> &'static Files {
        match self {
            Self::English => &ENGLISH,
            Self::Chinese => &CHINESE,
        }
    }
}

/// The texts of one language.
pub struct Locale {
    language: Language,
    messages: Messages,
}

impl Locale {
    /// Loads a language.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(language: Language) -> Self {
        let sources = language.files().iter().map(|(_, source)| *source);
        Self::from_sources(language, sources)
    }

    /// The texts in Fluent's notation. What is not in it is missing, which a test finds.
    pub fn from_sources<'a>(
        language: Language,
        sources: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut messages = Messages::default();
        for source in sources {
            messages.add(source);
        }
        Self { language, messages }
    }

    /// Which language it is.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key, or the key itself where there is none.
    pub fn text(&self, key: &str) -> String {
        self.format(key, None, &[])
    }

    /// The text of a key with arguments.
    pub fn text_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.format(key, None, arguments)
    }

    /// An attribute of a key's text, such as its remedy.
    pub fn attribute(&self, key: &str, name: &str) -> String {
        self.format(key, Some(name), &[])
    }

    /// The text of a key and what goes with it, such as a problem and its remedy.
    pub fn pair(&self, key: &str, attribute: &str, arguments: &[Argument<'_>]) -> (String, String) {
        (
            self.format(key, None, arguments),
            self.format(key, Some(attribute), arguments),
        )
    }

    fn format(&self, key: &str, attribute: Option<&str>, arguments: &[Argument<'_>]) -> String {
        let key = match attribute {
            None => key.to_owned(),
            Some(name) => format!("{key}.{name}"),
        };
        let plural = match self.language {
            Language::English => |number| if number == 1 { "one" } else { "other" },
            Language::Chinese => |_| "other",
        };
        let text = self.messages.format(&key, arguments, plural);
        text.unwrap_or(key)
    }

    /// What an artefact is, in one sentence.
    pub fn headline(&self, headline: &Headline) -> String {
        let arguments: Vec<Argument<'_>> = headline
            .arguments
            .iter()
            .map(|(name, value)| {
                // Plural forms follow a number; names stay as they are, also where they are digits.
                let value = if name == "count" {
                    Value::try_number(value)
                } else {
                    value.as_str().into()
                };
                (name.as_str(), value)
            })
            .collect();
        self.text_with(&format!("headline-{}", headline.code.as_str()), &arguments)
    }

    /// Where something was found.
    pub fn origin(&self, origin: &Origin) -> String {
        let numbered =
            |key, number: usize| self.text_with(key, &[("number", number.to_string().into())]);
        let steps: Vec<_> = origin
            .0
            .iter()
            .map(|step| match step {
                Step::Line(line) => numbered("origin-line", *line),
                Step::Block(number) => numbered("origin-block", *number),
                Step::File(text) | Step::Object(text) | Step::Member(text) | Step::Inside(text) => {
                    visible(text)
                }
            })
            .collect();
        if steps.is_empty() {
            self.text("inspect-paste")
        } else {
            steps.join(", ")
        }
    }

    /// What a finding says: the problem, and the remedy.
    pub fn finding(&self, finding: &Finding) -> (String, String) {
        let key = format!("finding-{}", finding.code.as_str());
        let arguments: Vec<Argument<'_>> = finding
            .arguments
            .iter()
            .map(|(name, value)| (name.as_str(), self.argument(name, value)))
            .collect();
        self.pair(&key, "remedy", &arguments)
    }

    /// A finding's argument; seconds become words.
    fn argument(&self, name: &str, value: &str) -> Value<'static> {
        let seconds = name.ends_with("_seconds").then(|| value.parse().ok());
        seconds.flatten().map_or_else(
            || Value::from(value.to_owned()),
            |seconds| {
                // What lies between now and then is worth two units; what was asked for is exact.
                let is_distance = matches!(name, "left_seconds" | "since_seconds" | "in_seconds");
                Value::from(if is_distance {
                    self.distance(seconds)
                } else {
                    self.duration(seconds)
                })
            },
        )
    }

    /// What could not be read, in one line: every reading, where it stopped and why.
    pub fn unread(&self, unread: &Unread) -> String {
        let attempts: Vec<_> = unread
            .attempts
            .iter()
            .map(|attempt| {
                let stop = match attempt.stopped_at {
                    Some(Stop::Line(line)) => {
                        let line = ("line", line.to_string().into());
                        format!(" {}", self.text_with("inspect-unread-line", &[line]))
                    }
                    Some(Stop::Byte(byte)) => {
                        let byte = ("byte", byte.to_string().into());
                        format!(" {}", self.text_with("inspect-unread-byte", &[byte]))
                    }
                    None => String::new(),
                };
                let key = format!("reason-{}", attempt.reason.code.as_str());
                let detail = ("detail", attempt.reason.detail.as_str().into());
                format!(
                    "{}{stop}: {}",
                    attempt.reading,
                    self.text_with(&key, &[detail])
                )
            })
            .collect();
        attempts.join("; ")
    }

    /// A duration in words: “10 days”, “1 hour 30 minutes”.
    pub fn duration(&self, seconds: u64) -> String {
        self.units(seconds, usize::MAX)
    }

    /// The distance of a moment from now in words, by its two largest units: “12 days 3 hours”.
    pub fn distance(&self, seconds: u64) -> String {
        self.units(seconds, 2)
    }

    fn units(&self, seconds: u64, count_max: usize) -> String {
        let parts: Vec<_> = duration::parts(seconds)
            .into_iter()
            .take(count_max)
            .map(|(count, unit)| self.text_with(unit.key(), &[("count", count.into())]))
            .collect();
        parts.join(&self.text("duration-separator"))
    }
}
