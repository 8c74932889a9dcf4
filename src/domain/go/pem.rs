//! PEM as Go's `encoding/pem` decodes it (`src/encoding/pem/pem.go`, `Decode`).

use super::base64;

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

/// What follows a `BEGIN` line: the block and the rest, or nothing if Go would look further.
fn block_after_label<'a>(label: &[u8], mut rest: &'a [u8]) -> Option<(Block, &'a [u8])> {
    let mut has_headers = false;
    while !rest.is_empty() {
        let (line, next) = first_line(rest);
        if !line.contains(&b':') {
            break;
        }
        has_headers = true;
        rest = next;
    }
    // Without headers the END line may follow at once, with no line break before it.
    let (end, trailer) = if !has_headers && rest.starts_with(&END[1..]) {
        (0, END.len() - 1)
    } else {
        let end = find(rest, END)?;
        (end, end + END.len())
    };
    let after_end = rest[trailer..]
        .strip_prefix(label)?
        .strip_prefix(END_OF_LINE)?;
    if !first_line(after_end).0.is_empty() {
        return None;
    }
    let body: Vec<u8> = rest[..end]
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t'))
        .collect();
    let block = Block {
        label: String::from_utf8_lossy(label).into_owned(),
        has_headers,
        der: base64::decode(&body).ok()?,
    };
    Some((block, first_line(&rest[end + END.len() - 1..]).1))
}

/// The first block that Go would find, and what follows it.
pub fn decode(data: &[u8]) -> Option<(Block, &[u8])> {
    let mut rest = data;
    loop {
        rest = match rest.strip_prefix(&START[1..]) {
            Some(after) => after,
            None => &rest[find(rest, START)? + START.len()..],
        };
        let (line, next) = first_line(rest);
        rest = next;
        if let Some(label) = line.strip_suffix(END_OF_LINE)
            && let Some(found) = block_after_label(label, rest)
        {
            return Some(found);
        }
    }
}

/// Every block that Go would find, in order.
pub fn decode_all(data: &[u8]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = data;
    while let Some((block, after)) = decode(rest) {
        blocks.push(block);
        rest = after;
    }
    blocks
}
