//! PEM as Go's `encoding/pem` decodes it (`src/encoding/pem/pem.go`, `Decode`).

use crate::domain::formats::go::base64;

/// One block, as Go returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The words between `BEGIN` and the dashes.
    pub label: String,
    /// Whether RFC 1421 headers such as `Proc-Type` stand before the data.
    pub has_headers: bool,
    /// The decoded body.
    pub der: Vec<u8>,
}

const START: &[u8] = b"\n-----BEGIN ";
const END: &[u8] = b"\n-----END ";
const END_OF_LINE: &[u8] = b"-----";

/// The first line without trailing white space, and the rest after its line break.
fn first_line(data: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match data.iter().position(|&byte| byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &data[data.len()..]),
    };
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let kept = line
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'\t'))
        .map_or(0, |last| last + 1);
    (&line[..kept], rest)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// An `END` line that stands after a line break.
#[derive(Clone, Copy)]
struct EndLine<'a> {
    /// Where the line break before it stands.
    at: usize,
    /// What follows `END `, without trailing white space.
    trailer: &'a [u8],
}

/// Goes through data once. Go looks for headers, an `END` line and a body anew after every `BEGIN`
/// line; what it would find again is remembered, so that many `BEGIN` lines cost no more than one.
struct Decoder<'a> {
    data: &'a [u8],
    at: usize,
    /// Where the last headers that were skipped begin, and where they end.
    headers: (usize, usize),
    /// The first `END` line after the last place that one was looked for at; `Some(None)` if none.
    end: Option<Option<EndLine<'a>>>,
    /// A place from which on the data to the next `END` line is no body.
    no_body: Option<usize>,
}

impl<'a> Decoder<'a> {
    fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            headers: (0, 0),
            end: None,
            no_body: None,
        }
    }

    /// Where the header lines that begin at `from` end.
    fn skip_headers(&mut self, from: usize) -> usize {
        let (first, last) = self.headers;
        if first < from && from < last {
            return last;
        }
        let mut rest = &self.data[from..];
        while !rest.is_empty() {
            let (line, next) = first_line(rest);
            if !line.contains(&b':') {
                break;
            }
            rest = next;
        }
        self.headers = (from, self.data.len() - rest.len());
        self.headers.1
    }

    /// The first `END` line at or after `from`, which never goes back.
    fn end_line(&mut self, from: usize) -> Option<EndLine<'a>> {
        if let Some(known) = self.end
            && known.is_none_or(|end| from <= end.at)
        {
            return known;
        }
        let found = find(&self.data[from..], END).map(|offset| EndLine {
            at: from + offset,
            trailer: first_line(&self.data[from + offset + END.len()..]).0,
        });
        self.end = Some(found);
        found
    }

    /// What follows a `BEGIN` line: the block and where the rest begins, or nothing if Go would
    /// look further.
    fn block(&mut self, label: &[u8], after_label: usize) -> Option<(Block, usize)> {
        let from = self.skip_headers(after_label);
        let has_headers = from > after_label;
        let rest = &self.data[from..];
        // Without headers the END line may follow at once, with no line break before it.
        let (end, trailer) = if !has_headers && rest.starts_with(&END[1..]) {
            (from, first_line(&rest[END.len() - 1..]).0)
        } else if self.no_body == Some(from) {
            return None;
        } else {
            let line = self.end_line(from)?;
            (line.at, line.trailer)
        };
        if trailer.strip_suffix(END_OF_LINE)? != label {
            return None;
        }
        let Some(der) = decode_body(&self.data[from..end]) else {
            self.no_body = Some(from);
            return None;
        };
        let block = Block {
            label: String::from_utf8_lossy(label).into_owned(),
            has_headers,
            der,
        };
        let after = first_line(&self.data[end + END.len() - 1..]).1;
        Some((block, self.data.len() - after.len()))
    }
}

impl Iterator for Decoder<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        loop {
            let rest = &self.data[self.at..];
            let rest = match rest.strip_prefix(&START[1..]) {
                Some(after) => after,
                None => &rest[find(rest, START)? + START.len()..],
            };
            let (line, next) = first_line(rest);
            self.at = self.data.len() - next.len();
            if let Some(label) = line.strip_suffix(END_OF_LINE)
                && let Some((block, after)) = self.block(label, self.at)
            {
                self.at = after;
                return Some(block);
            }
        }
    }
}

/// The data between the lines.
fn decode_body(body: &[u8]) -> Option<Vec<u8>> {
    // Stops at a further `BEGIN` line, so that nothing is copied for one that has no body.
    let possible = body.iter().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\t' | b'\r' | b'\n')
    });
    if !possible {
        return None;
    }
    let packed: Vec<u8> = body
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t'))
        .collect();
    base64::decode(&packed).ok()
}

/// The first block that Go would find, and what follows it.
pub fn decode(data: &[u8]) -> Option<(Block, &[u8])> {
    let mut decoder = Decoder::new(data);
    let block = decoder.next()?;
    Some((block, &data[decoder.at..]))
}

/// Every block that Go would find, in order, in time proportional to the data.
pub fn decode_all(data: &[u8]) -> Vec<Block> {
    Decoder::new(data).collect()
}
