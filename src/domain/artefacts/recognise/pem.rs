//! PEM blocks as people paste them: indented, quoted, with `\n` as two characters, in any text.
//! Every repair is noted. The scan moves forward only, so that no input takes quadratic time.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use memchr::memmem::Finder;

use crate::domain::artefacts::origin::{Reason, ReasonCode, RepairCode};
use crate::domain::formats::text::is_invisible;
use crate::domain::pem_text::{BEGIN, DASHES, END, dashes, decode, line_breaks};

/// What stands between a BEGIN and an END line.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// The words after `BEGIN`.
    pub label: &'a str,
    /// The line of `BEGIN`, counted from one.
    pub line: usize,
    /// Whether RFC 1421 headers such as `Proc-Type` stand before the data.
    pub has_headers: bool,
    /// The decoded body, or where and why decoding stopped.
    pub der: Result<Vec<u8>, BlockError>,
    /// What had to be repaired.
    pub repairs: Vec<RepairCode>,
}

/// Why a block has no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockError {
    /// The line, counted from one.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Finds one block after another.
pub struct Scanner<'a> {
    text: &'a str,
    begins: Finder<'static>,
    ends: Finder<'static>,
    position: usize,
    line: usize,
    next_end: Option<usize>,
    /// A body without its line breaks; one after another uses the same memory.
    packed: Vec<u8>,
}

/// How far a scanner has come, to go on later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// In bytes.
    pub byte: usize,
    /// Line breaks before it.
    pub line: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner that goes on from a position.
    pub fn new(text: &'a str, from: Position) -> Self {
        Self {
            text,
            begins: Finder::new(BEGIN),
            ends: Finder::new(END),
            position: from.byte,
            line: from.line,
            next_end: None,
            packed: Vec::new(),
        }
    }

    /// Whether there is another block; its beginning is found, and nothing decoded.
    pub fn has_next(&mut self) -> bool {
        self.opening().is_some()
    }

    /// How far it has come.
    pub const fn position(&self) -> Position {
        Position {
            byte: self.position,
            line: self.line,
        }
    }

    fn advance(&mut self, to: usize) {
        self.line += line_breaks(&self.text[self.position..to]);
        self.position = to;
    }

    /// The next BEGIN in a stretch.
    fn begin_between(&self, from: usize, to: usize) -> Option<usize> {
        let found = self.begins.find(&self.text.as_bytes()[from..to]);
        found.map(|offset| from + offset)
    }

    /// The next END line at or after the position; looked for again only once it was passed.
    fn end_from(&mut self, position: usize) -> Option<usize> {
        match self.next_end {
            Some(end) if end >= position => {}
            _ => {
                let found = self.ends.find(&self.text.as_bytes()[position..]);
                self.next_end = Some(found.map_or(usize::MAX, |offset| position + offset));
            }
        }
        self.next_end.filter(|&end| end != usize::MAX)
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let text = self.text;
        let (label, body_start) = self.opening()?;
        let line = self.line + 1;
        let end = self.end_from(body_start);
        let mut repairs = Vec::new();
        // The common case, in which no other BEGIN line can stand before the END line.
        if let Some(end) = end
            && let Some((der, breaks)) = decode(&text[body_start..end], &mut self.packed)
        {
            self.line += breaks;
            self.position = end;
            let block_end = after_end_line(text, end, label, &mut repairs);
            self.advance(block_end);
            return Some(Block {
                label,
                line,
                has_headers: false,
                der: Ok(der),
                repairs,
            });
        }
        // A BEGIN line before the END line means that this block has none.
        let limit = end.unwrap_or(text.len());
        let next_begin = self.begin_between(body_start, limit);
        let end = end.filter(|_| next_begin.is_none());
        let body_end = next_begin.unwrap_or(limit);
        let block_end = match end {
            Some(end) => after_end_line(text, end, label, &mut repairs),
            None => {
                repairs.push(RepairCode::EndLine);
                body_end
            }
        };
        let (has_headers, der) = repair(&text[body_start..body_end], line, &mut repairs);
        let der = match der {
            Err(error) if end.is_none() => Err(BlockError {
                line: error.line,
                reason: Reason::with(ReasonCode::NoEndLine, error.reason.detail),
            }),
            Ok(der) if der.is_empty() => Err(BlockError {
                line,
                reason: Reason::new(match end {
                    None => ReasonCode::NothingFollows,
                    Some(_) => ReasonCode::NoData,
                }),
            }),
            other => other,
        };
        self.advance(block_end.max(body_start));
        Some(Block {
            label,
            line,
            has_headers,
            der,
            repairs,
        })
    }
}

impl<'a> Scanner<'a> {
    /// Goes to the next BEGIN line; its label, and where it ends.
    fn opening(&mut self) -> Option<(&'a str, usize)> {
        let text = self.text;
        loop {
            let begin = self.begin_between(self.position, text.len())?;
            self.advance(begin);
            let label_start = begin + BEGIN.len();
            let label_end = dashes(text, label_start)
                .filter(|&end| end - label_start <= 64 && !text[label_start..end].contains('\n'));
            if let Some(label_end) = label_end {
                let label = text[label_start..label_end].trim();
                return Some((label, label_end + DASHES.len()));
            }
            // A BEGIN that opens nothing.
            self.advance(label_start);
        }
    }
}

/// Where the END line at `end` ends; noted where it does not close this label.
fn after_end_line(text: &str, end: usize, label: &str, repairs: &mut Vec<RepairCode>) -> usize {
    let after = end + END.len();
    let line_end = dashes(text, after)
        .map(|offset| offset + DASHES.len())
        .filter(|&line_end| !text[after..line_end].contains('\n'));
    let rest = text[after..].strip_prefix(label);
    if !rest.is_some_and(|rest| rest.starts_with(DASHES)) {
        repairs.push(RepairCode::EndLine);
    }
    line_end.unwrap_or(after)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Decodes any other body, with repairs; `line` is that of its BEGIN.
fn repair(
    body: &str,
    line: usize,
    repairs: &mut Vec<RepairCode>,
) -> (bool, Result<Vec<u8>, BlockError>) {
    let mut note = |code: RepairCode| {
        if !repairs.contains(&code) {
            repairs.push(code);
        }
    };
    let mut text = body.to_owned();
    for (escape, line_break) in [("\\r\\n", "\n"), ("\\n", "\n"), ("\\r", "\n"), ("\\t", " ")] {
        if text.contains(escape) {
            note(RepairCode::EscapedLineBreaks);
            text = text.replace(escape, line_break);
        }
    }
    // What stands before END stands before every line. A plus sign belongs to the data otherwise.
    let before_end = text.rsplit_once('\n').map_or("", |(_, last)| last);
    let is_diff = before_end.trim_start().starts_with('+');
    let mut has_headers = false;
    let mut packed = Vec::with_capacity(text.len());
    for (index, raw) in text.split('\n').enumerate() {
        let raw = raw.trim_end_matches('\r');
        let visible: String = raw
            .chars()
            .filter(|&character| {
                character == '\t' || !(is_invisible(character) || character == '\u{3000}')
            })
            .collect();
        if visible.len() != raw.len() {
            note(RepairCode::Invisible);
        }
        let plain = visible.trim();
        let content = if is_diff {
            plain.strip_prefix('+').unwrap_or(plain).trim_start()
        } else if plain.bytes().all(is_base64) && plain != "+" {
            plain
        } else {
            // Lines of source code may be joined by plus signs.
            plain
                .strip_suffix('+')
                .filter(|line| line.is_empty() || line.ends_with([' ', '"', '\'']))
                .unwrap_or(plain)
                .trim_matches(|character: char| {
                    character.is_whitespace() || "\"'>|,#*\\`".contains(character)
                })
        };
        if content.len() != visible.len() && !content.is_empty() {
            note(RepairCode::Margin);
        }
        if packed.is_empty() && content.contains(": ") {
            has_headers = true;
            continue;
        }
        for (column, &byte) in content.as_bytes().iter().enumerate() {
            if is_base64(byte) {
                packed.push(byte);
            } else if byte != b' ' {
                return (
                    has_headers,
                    Err(BlockError {
                        line: line + index,
                        reason: Reason::with(ReasonCode::NoBase64, column + 1),
                    }),
                );
            }
        }
    }
    let decoded = BASE64_STANDARD
        .decode(packed.as_slice())
        .map_err(|error| BlockError {
            line: line + line_breaks(&text),
            reason: Reason::said(error),
        });
    (has_headers, decoded)
}
