//! GeneralName (RFC 5280 section 4.2.1.6), which openssl prints in two ways.

use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::{Element, Reader};
use crate::domain::formats::openssl_text::SEQUENCE;
use crate::domain::formats::openssl_text::names;
use crate::domain::formats::openssl_text::output::{Output, object};

/// otherName types whose value openssl prints, the type of the value and the name.
const OTHER_NAMES: &[(&str, u8, &str)] = &[
    ("1.3.6.1.4.1.311.20.2.3", 0x0c, "UPN"),
    ("1.3.6.1.5.5.7.8.5", 0x0c, "XmppAddr"),
    ("1.3.6.1.5.5.7.8.7", 0x16, "SRVName"),
    ("1.3.6.1.5.5.7.8.8", 0x0c, "NAIRealm"),
    ("1.3.6.1.5.5.7.8.9", 0x0c, "SmtpUTF8Mailbox"),
];

/// The names in a GeneralNames' content.
pub fn read(names: Reader<'_>) -> Option<Vec<Element<'_>>> {
    let names = names.all()?;
    let known = |name: &Element<'_>| match name.identifier {
        0x81 | 0x82 | 0x86..=0x88 | 0xa0 | 0xa3 | 0xa4 => true,
        // EDIPartyName has to name the party.
        0xa5 => {
            let mut fields = Reader(name.content);
            fields.take(0xa0);
            fields.enter(0xa1).is_some_and(|party| !party.is_empty())
        }
        _ => false,
    };
    names.iter().all(known).then_some(names)
}

/// An address as openssl writes it.
pub fn address(octets: &[u8]) -> String {
    match octets.len() {
        4 => {
            let parts: Vec<String> = octets.iter().map(u8::to_string).collect();
            parts.join(".")
        }
        16 => {
            let group = |pair: &[u8]| pair.iter().fold(0, |n, octet| n << 8 | u32::from(*octet));
            let parts: Vec<String> = octets
                .chunks(2)
                .map(|pair| format!("{:X}", group(pair)))
                .collect();
            parts.join(":")
        }
        length => format!("<invalid length={length}>"),
    }
}

/// Identifier and value of an otherName.
fn other_name<'a>(name: &Element<'a>) -> Option<(&'a [u8], Element<'a>)> {
    let mut fields = Reader(name.content);
    let oid = fields.identifier()?;
    let value = fields.enter(0xa0)?.element()?;
    fields.is_empty().then_some((oid, value))
}

fn known_other_name(oid: &[u8]) -> Option<(u8, &'static str)> {
    let oid = dotted(oid)?;
    let known = OTHER_NAMES.iter().find(|(known, ..)| *known == oid)?;
    Some((known.1, known.2))
}

/// Label and text as in subjectAltName; `None` where openssl gives up on the whole extension.
pub fn value(name: &Element<'_>) -> Option<Vec<u8>> {
    let content = name.content;
    let (label, text) = match name.identifier {
        0xa0 => {
            let (oid, value) = other_name(name)?;
            match known_other_name(oid) {
                Some((kind, _)) if kind != value.identifier => return None,
                Some((_, known)) => (format!("othername: {known}:"), value.content),
                None if matches!(value.identifier, 0x0c | 0x16) => {
                    (format!("othername: {}:", object(oid)), value.content)
                }
                None => (
                    format!("othername: {}:", object(oid)),
                    b"<unsupported>".as_slice(),
                ),
            }
        }
        0x81 => ("email".to_owned(), content),
        0x82 => ("DNS".to_owned(), content),
        0x86 => ("URI".to_owned(), content),
        0xa3 => return Some(b"X400Name:<unsupported>".to_vec()),
        0xa4 => {
            let name = names::slashes(Reader(content).enter(SEQUENCE)?)?;
            return Some(format!("DirName:{name}").into_bytes());
        }
        0xa5 => return Some(b"EdiPartyName:<unsupported>".to_vec()),
        0x87 => return Some(format!("IP Address:{}", address(content)).into_bytes()),
        _ => return Some(format!("Registered ID:{}", object(content)).into_bytes()),
    };
    if text.contains(&0) {
        return None;
    }
    let mut line = label.into_bytes();
    line.push(b':');
    line.extend_from_slice(text);
    Some(line)
}

/// Label and text as in name constraints and distribution points.
pub fn print(out: &mut Output, name: &Element<'_>) -> Option<()> {
    let label = match name.identifier {
        0xa0 => {
            let (oid, value) = other_name(name)?;
            match known_other_name(oid) {
                Some((kind, known)) if kind == value.identifier => {
                    out.put(&format!("othername:{known}:"));
                    out.c_string(value.content);
                }
                _ => out.put("othername:<unsupported>"),
            }
            return Some(());
        }
        0xa4 => {
            out.put("DirName:");
            return names::one_line(out, Reader(name.content).enter(SEQUENCE)?);
        }
        0x81 => "email:",
        0x82 => "DNS:",
        0x86 => "URI:",
        _ => {
            out.raw(&value(name)?);
            return Some(());
        }
    };
    out.put(label);
    printable(out, name.content);
    Some(())
}

/// Names on lines of their own, with no end of line after the last.
pub fn lines(out: &mut Output, names: &[Element<'_>], columns: usize) -> Option<()> {
    for (index, name) in names.iter().enumerate() {
        out.put(if index > 0 { "\n" } else { "" });
        out.indent(columns);
        print(out, name)?;
    }
    Some(())
}

/// Octets with a dot for everything but printable ASCII and ends of line.
pub fn printable(out: &mut Output, octets: &[u8]) {
    for octet in octets {
        out.raw(match octet {
            b' '..=b'~' | b'\n' | b'\r' => std::slice::from_ref(octet),
            _ => b".",
        });
    }
}
