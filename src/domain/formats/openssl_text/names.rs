//! Distinguished names.

use crate::domain::formats::asn1::names::attribute_name;
use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::{Element, Reader};
use crate::domain::formats::openssl_text::output::Output;
use crate::domain::formats::openssl_text::{SEQUENCE, SET};

/// One attribute: whether it belongs to the attribute before it, its short name, its value.
pub type Attribute<'a> = (bool, String, Element<'a>);

/// The attributes of a Name's content.
pub fn attributes(name: Reader<'_>) -> Option<Vec<Attribute<'_>>> {
    let mut found = Vec::new();
    for set in name.all()? {
        if set.identifier != SET {
            return None;
        }
        found.extend(relative(set.content)?);
    }
    Some(found)
}

/// The attributes of a RelativeDistinguishedName's content.
pub fn relative(set: &[u8]) -> Option<Vec<Attribute<'_>>> {
    let mut found = Vec::new();
    for attribute in Reader(set).all()? {
        let mut fields = Reader(attribute.content);
        let oid = fields.identifier()?;
        let value = fields.element()?;
        if attribute.identifier != SEQUENCE || !fields.is_empty() {
            return None;
        }
        let oid = dotted(oid)?;
        let name = attribute_name(&oid).map_or(oid, str::to_owned);
        found.push((!found.is_empty(), name, value));
    }
    Some(found)
}

/// A Name as openssl's option `-nameopt oneline` has it.
pub fn one_line(out: &mut Output, name: Reader<'_>) -> Option<()> {
    attribute_list(out, &attributes(name)?)
}

/// Attributes as openssl's option `-nameopt oneline` has them.
pub fn attribute_list(out: &mut Output, attributes: &[Attribute<'_>]) -> Option<()> {
    for (index, (joined, name, value)) in attributes.iter().enumerate() {
        if index > 0 {
            out.put(if *joined { " + " } else { ", " });
        }
        out.put(name);
        out.put(" = ");
        escaped(out, *value)?;
    }
    Some(())
}

/// A value in UTF-8 with everything beyond ASCII escaped, in quotes where RFC 2253 wants an escape.
fn escaped(out: &mut Output, value: Element<'_>) -> Option<()> {
    let text = match value.identifier {
        0x0c => value.content.to_vec(),
        0x12 | 0x13 | 0x14 | 0x16..=0x18 | 0x1a => utf8(value.content, 1)?,
        0x1e => utf8(value.content, 2)?,
        0x1c => utf8(value.content, 4)?,
        _ => {
            out.put("#");
            for octet in value.whole {
                out.put(&format!("{octet:02X}"));
            }
            return Some(());
        }
    };
    let last = text.len().saturating_sub(1);
    let wants_quotes = text.iter().enumerate().any(|(index, octet)| match octet {
        b',' | b'+' | b'<' | b'>' | b';' => true,
        b' ' => index == 0 || index == last,
        b'#' => index == 0 && last > 0,
        _ => false,
    });
    let quote = if wants_quotes { "\"" } else { "" };
    out.put(quote);
    for octet in &text {
        match octet {
            b'"' | b'\\' => out.raw(&[b'\\', *octet]),
            b' '..=b'~' => out.raw(&[*octet]),
            _ => out.put(&format!("\\{octet:02X}")),
        }
    }
    out.put(quote);
    Some(())
}

/// Characters of a fixed width in UTF-8; openssl leaves out what is not a character.
fn utf8(content: &[u8], width: usize) -> Option<Vec<u8>> {
    if !content.len().is_multiple_of(width) {
        return None;
    }
    let text: String = content
        .chunks(width)
        .filter_map(|unit| {
            let fold = |number, octet: &u8| number << 8 | u32::from(*octet);
            char::from_u32(unit.iter().fold(0, fold))
        })
        .collect();
    Some(text.into_bytes())
}

/// A Name with slashes, cut to what fits openssl's buffer of 256 characters.
pub fn slashes(name: Reader<'_>) -> Option<String> {
    let mut text = String::new();
    for (joined, name, value) in attributes(name)? {
        let mut attribute = format!("{}{name}=", if joined { '+' } else { '/' });
        for octet in value.content {
            match octet {
                b'/' | b'+' => attribute.extend(['\\', char::from(*octet)]),
                b' '..=b'~' => attribute.push(char::from(*octet)),
                _ => attribute.push_str(&format!("\\x{octet:02X}")),
            }
        }
        if text.len() + attribute.len() > 255 {
            break;
        }
        text.push_str(&attribute);
    }
    Some(text)
}
