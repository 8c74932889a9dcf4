//! PEM blocks as people paste them: indented, quoted, with `\n` as two characters, in any text.
//! Every repair is noted. The scan moves forward only, so that no input takes quadratic time.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use memchr::memchr;
use memchr::memmem::{Finder, FinderRev};

use crate::domain::artefact::{Reason, ReasonCode, RepairCode};
use crate::domain::text::is_invisible;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// What stands outside of all blocks, on the same lines; empty where that is nothing but white space.
/// A block's BEGIN line stays, so that what comes right before it can be told.
pub fn outside(text: &str) -> String {
    let (begins, ends) = (Finder::new(BEGIN), Finder::new(END));
    let last_begin = FinderRev::new(BEGIN);
    let mut outside = String::new();
    let mut is_blank = true;
    let mut rest = text;
    while let Some(begin) = begins.find(rest.as_bytes()) {
        let Some(end) = ends
            .find(&rest.as_bytes()[begin..])
            .map(|offset| begin + offset)
        else {
            break;
        };
        // Of several BEGIN lines before an END line the last one belongs to it.
        let last = last_begin.rfind(&rest.as_bytes()[begin..end]);
        let begin = last.map_or(begin, |last| begin + last);
        let body = memchr(b'\n', &rest.as_bytes()[begin..end]).map_or(end, |offset| begin + offset);
        is_blank = is_blank && rest[..begin].trim_ascii().is_empty();
        outside.push_str(&rest[..body]);
        let breaks = line_breaks(&rest[body..end]);
        outside.extend(std::iter::repeat_n('\n', breaks));
        let after = &rest[end + END.len()..];
        let line_end = memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
        rest = &after[line_end..];
    }
    if is_blank && rest.trim_ascii().is_empty() {
        return String::new();
    }
    outside.push_str(rest);
    outside
}

/// What stands between a BEGIN and an END line.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The words after `BEGIN`.
    pub label: String,
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
}

/// How far a scanner has come, to go on later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// In bytes.
    pub byte: usize,
    /// Line breaks before it.
    pub line: usize,
}

/// Where five dashes stand at or after a position.
fn dashes(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr(b'-', bytes.get(at..)?)?;
        if bytes[at..].starts_with(DASHES.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
}

fn line_breaks(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
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
        }
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

impl Iterator for Scanner<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let text = self.text;
        let begin = self.begin_between(self.position, text.len())?;
        self.advance(begin);
        let line = self.line + 1;
        let label_start = begin + BEGIN.len();
        let label_end = dashes(text, label_start)
            .filter(|&end| end - label_start <= 64 && !text[label_start..end].contains('\n'));
        let Some(label_end) = label_end else {
            // A BEGIN that opens nothing.
            self.advance(label_start);
            return self.next_after_false_start();
        };
        let label = text[label_start..label_end].trim().to_owned();
        let body_start = label_end + DASHES.len();
        // A BEGIN line before the END line means that this block has none.
        let end = self.end_from(body_start);
        let limit = end.unwrap_or(text.len());
        let next_begin = self.begin_between(body_start, limit);
        let end = end.filter(|_| next_begin.is_none());
        let next_begin = next_begin.unwrap_or(limit);
        let mut repairs = Vec::new();
        let (body_end, block_end) = match end {
            Some(end) => {
                let after = end + END.len();
                let line_end = dashes(text, after)
                    .map(|offset| offset + DASHES.len())
                    .filter(|&line_end| !text[after..line_end].contains('\n'));
                let rest = text[after..].strip_prefix(label.as_str());
                if !rest.is_some_and(|rest| rest.starts_with(DASHES)) {
                    repairs.push(RepairCode::EndLine);
                }
                (end, line_end.unwrap_or(after))
            }
            None => {
                repairs.push(RepairCode::EndLine);
                (next_begin, next_begin)
            }
        };
        let (has_headers, der) = decode(&text[body_start..body_end], line, &mut repairs);
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

impl Scanner<'_> {
    /// Not recursion: thousands of false starts must not grow the stack.
    fn next_after_false_start(&mut self) -> Option<Block> {
        loop {
            let begin = self.begin_between(self.position, self.text.len())?;
            let label_start = begin + BEGIN.len();
            let line_end = self.text[label_start..]
                .find('\n')
                .map_or(self.text.len(), |offset| label_start + offset);
            if self.text[label_start..line_end].contains(DASHES) && line_end - label_start <= 4096 {
                return self.next();
            }
            self.advance(label_start);
        }
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Decodes a body; `line` is that of its BEGIN.
fn decode(
    body: &str,
    line: usize,
    repairs: &mut Vec<RepairCode>,
) -> (bool, Result<Vec<u8>, BlockError>) {
    // The common case: nothing but base64 and line breaks.
    let mut packed = Vec::with_capacity(body.len());
    let mut rest = body.as_bytes();
    loop {
        let end = memchr(b'\n', rest);
        let line = &rest[..end.unwrap_or(rest.len())];
        packed.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        match end {
            Some(end) => rest = &rest[end + 1..],
            None => break,
        }
    }
    if let Ok(der) = BASE64_STANDARD.decode(&packed) {
        return (false, Ok(der));
    }
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
    packed.clear();
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
    let decoded = BASE64_STANDARD.decode(&packed).map_err(|error| BlockError {
        line: line + line_breaks(&text),
        reason: Reason::said(error),
    });
    (has_headers, decoded)
}
