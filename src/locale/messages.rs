//! Messages in the part of Fluent's notation (Project Fluent, Syntax 1.0) that `locales/` keeps to:
//! texts, attributes, `{ $variable }`, `{ "literal" }`, and a choice by a number.
//!
//! The library for all of Fluent came to a tenth of the page. A test holds this to it, message by
//! message, in every language.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value that a text speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Shown as it is.
    Text(Cow<'a, str>),
    /// Also decides between plural forms.
    Number(u64),
}

impl Value<'_> {
    /// A number where the text is one.
    pub fn try_number(text: &str) -> Value<'static> {
        match text.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(text.to_owned().into()),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// An argument of a text.
pub type Argument<'a> = (&'a str, Value<'a>);

/// Which form a number takes (CLDR's plural rules for whole numbers).
pub type Plural = fn(u64) -> &'static str;

/// The messages of a language by their keys; attributes by `KEY.ATTRIBUTE`.
#[derive(Default)]
pub struct Messages(BTreeMap<String, String>);

impl Messages {
    /// Adds what a source defines; of a key that stands twice the first text counts.
    pub fn add(&mut self, source: &str) {
        let (mut message, mut current) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let is_message = line.starts_with(|first: char| first.is_ascii_alphabetic());
            let attribute = line.trim_start().strip_prefix('.');
            let defined = match (is_message, attribute) {
                (true, _) => line.split_once('=').map(|(key, text)| {
                    message = key.trim().to_owned();
                    (message.clone(), text)
                }),
                (false, Some(attribute)) => attribute
                    .split_once('=')
                    .map(|(name, text)| (format!("{message}.{}", name.trim()), text)),
                (false, None) => None,
            };
            if let Some((key, text)) = defined {
                current.clone_from(&key);
                self.0.entry(key).or_insert_with(|| text.trim().to_owned());
            } else if let Some(text) = self.0.get_mut(&current)
                && !line.trim().is_empty()
            {
                text.push('\n');
                text.push_str(line);
            }
        }
    }

    /// A text with its arguments; nothing where there is none by this key.
    pub fn format(&self, key: &str, arguments: &[Argument<'_>], plural: Plural) -> Option<String> {
        let pattern = self.0.get(key)?;
        let mut text = String::with_capacity(pattern.len());
        write(pattern, arguments, plural, &mut text);
        Some(text)
    }
}

/// Where the placeable that begins at the start of a pattern ends.
fn placeable_end(pattern: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_quoted = false;
    for (position, character) in pattern.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '{' if !is_quoted => depth += 1,
            '}' if !is_quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(position);
                }
            }
            _ => {}
        }
    }
    None
}

fn write(pattern: &str, arguments: &[Argument<'_>], plural: Plural, text: &mut String) {
    let mut rest = pattern;
    while let Some((before, from)) = rest.find('{').map(|start| rest.split_at(start)) {
        text.push_str(before);
        let Some(end) = placeable_end(from) else {
            rest = from;
            break;
        };
        placeable(from[1..end].trim(), arguments, plural, text);
        rest = &from[end + 1..];
    }
    text.push_str(rest);
}

fn placeable(inside: &str, arguments: &[Argument<'_>], plural: Plural, text: &mut String) {
    if let Some(literal) = inside.strip_prefix('"') {
        text.push_str(literal.trim_end_matches('"'));
        return;
    }
    let (variable, variants) = match inside.split_once("->") {
        Some((variable, variants)) => (variable.trim(), Some(variants)),
        None => (inside, None),
    };
    let name = variable.trim_start_matches('$');
    let found = arguments.iter().find(|(own, _)| *own == name);
    match (variants, found.map(|(_, value)| value)) {
        (Some(variants), value) => {
            write(variant(variants, value, plural), arguments, plural, text);
        }
        (None, Some(Value::Text(value))) => text.push_str(value),
        (None, Some(Value::Number(number))) => text.push_str(&number.to_string()),
        // As Fluent shows what it was not given.
        (None, None) => {
            text.push('{');
            text.push_str(variable);
            text.push('}');
        }
    }
}

/// The variant for a value: by the number itself, by its plural form, or the one with the asterisk.
fn variant<'a>(variants: &'a str, value: Option<&Value<'_>>, plural: Plural) -> &'a str {
    let mut chosen = "";
    for line in variants.lines() {
        let line = line.trim();
        let (is_default, line) = match line.strip_prefix('*') {
            Some(line) => (true, line),
            None => (false, line),
        };
        let parts = line.strip_prefix('[').and_then(|line| line.split_once(']'));
        let Some((key, pattern)) = parts else {
            continue;
        };
        let fits = match value {
            Some(Value::Number(number)) => key == number.to_string() || key == plural(*number),
            Some(Value::Text(text)) => key == text,
            None => false,
        };
        if fits {
            return pattern.trim();
        }
        if is_default {
            chosen = pattern.trim();
        }
    }
    chosen
}
