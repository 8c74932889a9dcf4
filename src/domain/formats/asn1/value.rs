//! The content of primitive elements in one line.

use crate::domain::bytes::hexadecimal;
use crate::domain::formats::asn1::names;
use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::{Class, Header};
use crate::domain::formats::text::visible;

/// Octets of a content that are shown in hexadecimal before an ellipsis.
const OCTETS_SHOWN: usize = 64;

/// Characters of a string that are shown before an ellipsis.
const CHARACTERS_SHOWN: usize = 1024;

/// What a primitive element holds. A context or application tag says nothing about the type: its
/// content is quoted when it is printable ASCII, so that names are read, and hexadecimal otherwise.
pub fn describe(class: Class, tag: u32, content: &[u8]) -> String {
    if class != Class::Universal {
        let printable = |octet: &u8| (b' '..=b'~').contains(octet);
        return if !content.is_empty() && content.iter().all(printable) {
            format!("\"{}\"", cut(&String::from_utf8_lossy(content)))
        } else {
            octets(content)
        };
    }
    match (tag, content) {
        (0 | 5, []) => String::new(),
        (1, [0]) => "FALSE".to_owned(),
        (1, [0xff]) => "TRUE".to_owned(),
        (2 | 10, [first, ..]) if content.len() <= 16 => {
            let sign = if first & 0x80 == 0 { 0 } else { -1_i128 };
            let fold = |number: i128, octet: &u8| number << 8 | i128::from(*octet);
            content.iter().fold(sign, fold).to_string()
        }
        (3, [unused, bits @ ..]) if *unused < 8 => octets(bits),
        (6, _) => match dotted(content) {
            Some(dotted) => match names::name(&dotted) {
                Some(name) => format!("{dotted} ({name})"),
                None => dotted,
            },
            None => octets(content),
        },
        _ => match text(tag, content) {
            Some(text) => cut(&text),
            None => octets(content),
        },
    }
}

/// Whether the content is what DER allows for the type; the outermost element of a string has to be
/// of a universal type that extensions and keys are known to hide there.
pub fn is_plausible(found: &Header, content: &[u8], outermost: bool) -> bool {
    if found.class != Class::Universal {
        return !outermost;
    }
    match (found.tag, content) {
        (16 | 17, _) => found.constructed,
        _ if found.constructed => false,
        (1, [octet]) => matches!(octet, 0 | 0xff),
        (2 | 10, [0, next, ..]) => next & 0x80 != 0,
        (2 | 10, [0xff, next, ..]) => next & 0x80 == 0,
        (2 | 10, [_, ..]) | (4, _) | (5, []) => true,
        (3, [unused, rest @ ..]) => *unused == 0 || *unused < 8 && !rest.is_empty(),
        (6, _) => dotted(content).is_some(),
        (12 | 18..=20 | 22..=24 | 26 | 28 | 30, _) => text(found.tag, content)
            .is_some_and(|text| !outermost || !text.chars().any(char::is_control)),
        _ => false,
    }
}

/// The characters of a string or time type; `None` for other types and for wrong encodings.
fn text(tag: u32, content: &[u8]) -> Option<String> {
    match tag {
        12 => String::from_utf8(content.to_vec()).ok(),
        // T61String is in practice Latin-1, which is also what openssl takes it for.
        20 => Some(content.iter().map(|&octet| char::from(octet)).collect()),
        18 | 19 | 22..=24 | 26 if content.is_ascii() => String::from_utf8(content.to_vec()).ok(),
        28 => units(content, 4),
        30 => units(content, 2),
        _ => None,
    }
}

/// Characters of a fixed width in octets, most significant first; a surrogate pair is none in
/// BMPString by the letter, but Microsoft writes them.
fn units(content: &[u8], width: usize) -> Option<String> {
    if !content.len().is_multiple_of(width) {
        return None;
    }
    let numbers = content.chunks(width).map(|unit| {
        unit.iter()
            .fold(0_u32, |number, &octet| number << 8 | u32::from(octet))
    });
    if width == 4 {
        return numbers.map(char::from_u32).collect();
    }
    char::decode_utf16(numbers.map(|number| u16::try_from(number).unwrap_or_default()))
        .collect::<Result<_, _>>()
        .ok()
}

fn octets(content: &[u8]) -> String {
    match content.get(..OCTETS_SHOWN) {
        Some(shown) if content.len() > OCTETS_SHOWN => hexadecimal(shown) + "…",
        _ => hexadecimal(content),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS_SHOWN) {
        Some((end, _)) => visible(text.get(..end).unwrap_or(text)) + "…",
        None => visible(text),
    }
}
