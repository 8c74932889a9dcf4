//! What is said about an artefact as a whole: what it is, where it was found, why it could not be read.

use super::families::{HEADLINE, REASON};
use super::{Argument, Locale, Value};
use crate::tr;
use certbench_artefacts::headline::Headline;
use certbench_artefacts::origin::{Origin, Step, Stop, Unread};
use certbench_formats::text::visible;

impl Locale {
    /// What an artefact is, in one sentence.
    pub fn headline(&self, headline: &Headline) -> String {
        let arguments: Vec<Argument<'_>> = headline
            .arguments
            .iter()
            .map(|(name, value)| {
                // Plural forms follow a number; names stay as they are, also where they are digits.
                let count = (name == "count").then(|| value.parse::<u64>().ok());
                let value = match count.flatten() {
                    Some(count) => count.into(),
                    None => Value::from(value.as_str()),
                };
                (name.as_str(), value)
            })
            .collect();
        self.with(HEADLINE.key(&headline.code), &arguments)
    }

    /// Where something was found.
    pub fn origin(&self, origin: &Origin) -> String {
        let steps: Vec<_> = origin
            .0
            .iter()
            .map(|step| match step {
                Step::Line(line) => tr!(self, "origin-line", number = line.to_string()),
                Step::Block(number) => tr!(self, "origin-block", number = number.to_string()),
                Step::File(text) | Step::Object(text) | Step::Member(text) | Step::Inside(text) => {
                    visible(text)
                }
            })
            .collect();
        if steps.is_empty() {
            tr!(self, "inspect-paste")
        } else {
            steps.join(", ")
        }
    }

    /// What could not be read, in one line: every reading, where it stopped and why.
    pub fn unread(&self, unread: &Unread) -> String {
        let attempts: Vec<_> = unread
            .attempts
            .iter()
            .map(|attempt| {
                let stop = match attempt.stopped_at {
                    Some(Stop::Line(line)) => {
                        let line = line.to_string();
                        format!(" {}", tr!(self, "inspect-unread-line", line = line))
                    }
                    Some(Stop::Byte(byte)) => {
                        let byte = byte.to_string();
                        format!(" {}", tr!(self, "inspect-unread-byte", byte = byte))
                    }
                    None => String::new(),
                };
                let detail = attempt.reason.detail.as_str();
                format!(
                    "{}{stop}: {}",
                    attempt.reading,
                    tr!(self, REASON(attempt.reason.code), detail = detail)
                )
            })
            .collect();
        attempts.join("; ")
    }
}
