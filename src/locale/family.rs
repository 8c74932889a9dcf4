//! Texts that are named after codes: every code of a family has its message, which the compiler checks.

use super::key::{FamilyKey, Pair};

/// Every message and attribute (`KEY` or `KEY.ATTRIBUTE`) with its arguments, sorted by its bytes.
pub(super) const MESSAGES: &[(&str, &[&str])] = certbench_texts::messages!();

/// The arguments that the messages of a family use.
pub(super) enum Arguments {
    /// They come with the code at run time, and differ from message to message.
    Varying,
    /// These are always given; a message may leave some out.
    Named(&'static [&'static str]),
}

/// Messages that are named after codes, such as `finding-CODE`. A row of
/// [`families`](super::families).
pub struct Family<C: ?Sized + 'static> {
    /// The keys, with an asterisk for the code.
    pub(super) pattern: &'static str,
    /// The attributes that every message has.
    pub(super) attributes: &'static [&'static str],
    pub(super) arguments: Arguments,
    pub(super) code: fn(&C) -> &str,
}

impl<C: ?Sized> Family<C> {
    /// The key of a code's message.
    pub fn key(&self, code: &C) -> FamilyKey {
        FamilyKey(self.pattern.replacen('*', (self.code)(code), 1))
    }

    /// The key of an attribute of a code's message; one that the row names.
    pub fn attribute(&self, code: &C, attribute: &str) -> FamilyKey {
        let FamilyKey(message) = self.key(code);
        FamilyKey(format!("{message}.{attribute}"))
    }

    /// The keys of a code's message and of an attribute of it; one that the row names.
    pub fn pair(&self, code: &C, attribute: &str) -> Pair<FamilyKey> {
        Pair {
            text: self.key(code),
            beside: self.attribute(code, attribute),
        }
    }

    /// Evaluated by the compiler where a text of the family is asked for: the attribute, if any, is
    /// one that the row names, and the arguments are the row's.
    pub const fn expect(&self, attribute: &str, given: &[&str]) {
        if !attribute.is_empty() && position(self.attributes, attribute).is_none() {
            fail(&["`", self.pattern, "` has no attribute `.", attribute, "`"]);
        }
        let Arguments::Named(names) = self.arguments else {
            return;
        };
        if let Some(name) = missing(names, given) {
            fail(&["`", self.pattern, "` does not take `$", name, "`"]);
        }
        if let Some(name) = missing(given, names) {
            fail(&[
                "`",
                self.pattern,
                "` takes `$",
                name,
                "`, which is not given",
            ]);
        }
    }

    /// Evaluated by the compiler for every row: each code has its message with the attributes, which
    /// uses no other arguments than the row's; all of those are used.
    pub(super) const fn check(&self, codes: &[&str]) {
        let mut is_used = [false; 16];
        let mut index = 0;
        while index < codes.len() {
            self.check_message(codes[index], "", &mut is_used);
            let mut attribute = 0;
            while attribute < self.attributes.len() {
                self.check_message(codes[index], self.attributes[attribute], &mut is_used);
                attribute += 1;
            }
            index += 1;
        }
        if let Arguments::Named(names) = self.arguments {
            let mut name = 0;
            while name < names.len() {
                if !is_used[name] {
                    fail(&[
                        "no message of `",
                        self.pattern,
                        "` uses `$",
                        names[name],
                        "`",
                    ]);
                }
                name += 1;
            }
        }
    }

    const fn check_message(&self, code: &str, attribute: &str, is_used: &mut [bool]) {
        let mut key = Composed::new();
        let pattern = self.pattern.as_bytes();
        let mut index = 0;
        while index < pattern.len() {
            if pattern[index] == b'*' {
                key.push(code);
            } else {
                key.push_byte(pattern[index]);
            }
            index += 1;
        }
        if !attribute.is_empty() {
            key.push(".");
            key.push(attribute);
        }
        let Some(used) = find(key.as_str()) else {
            fail(&["there is no text `", key.as_str(), "` in locales/"]);
        };
        let Arguments::Named(names) = self.arguments else {
            return;
        };
        let mut index = 0;
        while index < used.len() {
            match position(names, used[index]) {
                Some(name) => is_used[name] = true,
                None => fail(&[
                    "`",
                    key.as_str(),
                    "` uses `$",
                    used[index],
                    "`, which its family's row does not name",
                ]),
            }
            index += 1;
        }
    }
}

/// A short text that is put together by the compiler.
struct Composed {
    bytes: [u8; 256],
    length: usize,
}

impl Composed {
    const fn new() -> Self {
        Self {
            bytes: [0; 256],
            length: 0,
        }
    }

    const fn push_byte(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    const fn push(&mut self, text: &str) {
        let mut index = 0;
        while index < text.len() {
            self.push_byte(text.as_bytes()[index]);
            index += 1;
        }
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

/// Stops the compiler with a sentence.
const fn fail(parts: &[&str]) -> ! {
    let mut sentence = Composed::new();
    let mut index = 0;
    while index < parts.len() {
        sentence.push(parts[index]);
        index += 1;
    }
    panic!("{}", sentence.as_str())
}

/// The arguments of a message or an attribute.
const fn find(key: &str) -> Option<&'static [&'static str]> {
    let (mut low, mut high) = (0, MESSAGES.len());
    while low < high {
        let middle = low.midpoint(high);
        match order(MESSAGES[middle].0.as_bytes(), key.as_bytes()) {
            0 => return Some(MESSAGES[middle].1),
            ..0 => low = middle + 1,
            1.. => high = middle,
        }
    }
    None
}

/// Below, at or above 0 as the first comes before, is or comes after the second.
const fn order(first: &[u8], second: &[u8]) -> i32 {
    let mut index = 0;
    while index < first.len() && index < second.len() {
        if first[index] != second[index] {
            return first[index] as i32 - second[index] as i32;
        }
        index += 1;
    }
    if first.len() == second.len() {
        0
    } else if first.len() < second.len() {
        -1
    } else {
        1
    }
}

const fn position(names: &[&str], name: &str) -> Option<usize> {
    let mut index = 0;
    while index < names.len() {
        if order(names[index].as_bytes(), name.as_bytes()) == 0 {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// The first of the others that is not among the names.
const fn missing<'a>(names: &[&str], others: &[&'a str]) -> Option<&'a str> {
    let mut index = 0;
    while index < others.len() {
        if position(names, others[index]).is_none() {
            return Some(others[index]);
        }
        index += 1;
    }
    None
}
