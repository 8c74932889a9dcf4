//! Reads JSON values, one after the other. serde_json reads the strings and the numbers; the
//! structure is read here, since serde_json knows neither lines nor duplicate keys.

use serde_json::{Number, Value};

use crate::domain::formats::manifest::build::{Builder, Problem};
use crate::domain::formats::manifest::{Documents, ManifestError};

/// What may stand next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    /// At the start of a list.
    ValueOrEnd,
    Key,
    /// At the start of a mapping.
    KeyOrEnd,
    CommaOrEnd,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Line of `at`, counted from one.
    line: u64,
    /// Where that line begins.
    line_start: usize,
    builder: Builder,
}

/// Reads until the end or the first error.
pub fn read(text: &str) -> Documents {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        line_start: 0,
        builder: Builder::new(),
    };
    let error = reader.read().err().map(|problem| reader.place(problem));
    Documents {
        documents: reader.builder.into_documents(),
        error,
    }
}

fn unexpected() -> Problem {
    Problem::Other("unexpected character in JSON".to_owned())
}

fn cut_off() -> Problem {
    Problem::Other("unexpected end of JSON".to_owned())
}

impl Reader<'_> {
    fn place(&self, problem: Problem) -> ManifestError {
        let before = self.text.get(self.line_start..self.at).unwrap_or_default();
        problem.at(self.line, before.chars().count() as u64 + 1)
    }

    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = bytes.get(self.at) {
            self.at += 1;
            if *byte == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
        bytes.get(self.at).copied()
    }

    fn read(&mut self) -> Result<(), Problem> {
        let mut next = Next::Value;
        loop {
            let Some(byte) = self.peek() else {
                return if self.builder.is_between_documents() {
                    Ok(())
                } else {
                    Err(cut_off())
                };
            };
            let in_mapping = self.builder.is_in_mapping();
            next = match (next, byte) {
                (Next::Value | Next::ValueOrEnd, b'{') => {
                    self.builder.open_mapping(0, self.line)?;
                    self.at += 1;
                    Next::KeyOrEnd
                }
                (Next::Value | Next::ValueOrEnd, b'[') => {
                    self.builder.open_list(0, self.line)?;
                    self.at += 1;
                    Next::ValueOrEnd
                }
                (Next::KeyOrEnd, b'}') | (Next::ValueOrEnd, b']') => self.close()?,
                (Next::CommaOrEnd, b'}') if in_mapping => self.close()?,
                (Next::CommaOrEnd, b']') if !in_mapping => self.close()?,
                (Next::CommaOrEnd, b',') => {
                    self.at += 1;
                    if in_mapping { Next::Key } else { Next::Value }
                }
                (Next::Key | Next::KeyOrEnd, b'"') => {
                    let key = self.string()?;
                    self.builder.scalar(Value::String(key), 0, self.line)?;
                    if self.peek() != Some(b':') {
                        return Err(unexpected());
                    }
                    self.at += 1;
                    Next::Value
                }
                (Next::Value | Next::ValueOrEnd, _) => {
                    let value = self.scalar(byte)?;
                    self.builder.scalar(value, 0, self.line)?;
                    self.after_value()
                }
                _ => return Err(unexpected()),
            };
        }
    }

    fn close(&mut self) -> Result<Next, Problem> {
        self.at += 1;
        self.builder.close()?;
        Ok(self.after_value())
    }

    fn after_value(&self) -> Next {
        if self.builder.is_between_documents() {
            Next::Value
        } else {
            Next::CommaOrEnd
        }
    }

    fn string(&mut self) -> Result<String, Problem> {
        let bytes = self.text.as_bytes();
        let mut end = self.at + 1;
        let mut is_as_written = true;
        loop {
            match bytes.get(end) {
                None => return Err(cut_off()),
                Some(b'"') => break,
                Some(b'\\') => {
                    is_as_written = false;
                    end += 2;
                }
                Some(byte) => {
                    is_as_written &= *byte >= b' ';
                    end += 1;
                }
            }
        }
        let text = if is_as_written {
            self.text.get(self.at + 1..end).map(str::to_owned)
        } else {
            self.text
                .get(self.at..=end)
                .and_then(|token| serde_json::from_str(token).ok())
        };
        let text = text.ok_or_else(|| Problem::Other("invalid string in JSON".to_owned()))?;
        self.at = end + 1;
        Ok(text)
    }

    fn scalar(&mut self, first: u8) -> Result<Value, Problem> {
        if first == b'"' {
            return self.string().map(Value::String);
        }
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| is_part(byte)).count();
        let token = self.text.get(self.at..self.at + length).unwrap_or_default();
        let value = match token {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => Value::Number(number.parse::<Number>().map_err(|_| unexpected())?),
        };
        self.at += length;
        Ok(value)
    }
}
