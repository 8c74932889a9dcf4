//! What text with sound PEM blocks (RFC 7468) is made of. How broken ones are repaired is not a matter of
//! speed, and stands elsewhere.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use memchr::memchr;
use memchr::memmem::{Finder, FinderRev};

/// What the first line of a block begins with.
pub const BEGIN: &str = "-----BEGIN ";
/// What the last line of a block begins with.
pub const END: &str = "-----END ";
/// What both end with.
pub const DASHES: &str = "-----";

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

/// Where five dashes stand at or after a position.
pub fn dashes(text: &str, from: usize) -> Option<usize> {
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

/// How many lines end in a text.
pub fn line_breaks(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Decodes a body that is nothing but base64 and line breaks, and counts these; `packed` is memory to
/// work in.
pub fn decode(body: &str, packed: &mut Vec<u8>) -> Option<(Vec<u8>, usize)> {
    packed.clear();
    let mut breaks = 0;
    let mut rest = body.as_bytes();
    loop {
        let end = memchr(b'\n', rest);
        let line = &rest[..end.unwrap_or(rest.len())];
        packed.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        match end {
            Some(end) => rest = &rest[end + 1..],
            None => break,
        }
        breaks += 1;
    }
    let der = BASE64_STANDARD.decode(packed.as_slice()).ok()?;
    (!der.is_empty()).then_some((der, breaks))
}
