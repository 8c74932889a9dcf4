//! Certificate extensions.

use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::{Element, Reader};
use crate::domain::formats::openssl_text::general_names;
use crate::domain::formats::openssl_text::general_names::printable;
use crate::domain::formats::openssl_text::output::{Output, generalized, integer, number, object};
use crate::domain::formats::openssl_text::{
    BIT_STRING, INTEGER, OCTET_STRING, SEQUENCE, blocks, transparency,
};

const BOOLEAN: u8 = 0x01;
const NULL: u8 = 0x05;
const UTF8_STRING: u8 = 0x0c;
const IA5_STRING: u8 = 0x16;

const KEY_USAGES: &[&str] = &[
    "Digital Signature",
    "Non Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Sign",
    "CRL Sign",
    "Encipher Only",
    "Decipher Only",
];

const NETSCAPE_TYPES: &[&str] = &[
    "SSL Client",
    "SSL Server",
    "S/MIME",
    "Object Signing",
    "Unused",
    "SSL CA",
    "S/MIME CA",
    "Object Signing CA",
];

/// Extensions with their names at a column and what they say four columns further.
pub fn list(out: &mut Output, extensions: Reader<'_>, columns: usize) -> Option<()> {
    for extension in extensions.all()? {
        let mut fields = Reader(extension.content);
        let oid = fields.identifier()?;
        let critical = matches!(fields.content(BOOLEAN), Some([octet]) if *octet != 0);
        let value = fields.content(OCTET_STRING)?;
        out.indent(columns);
        out.put(&object(oid));
        out.put(if critical { ": critical\n" } else { ": \n" });
        let before = out.len();
        let oid = dotted(oid).unwrap_or_default();
        if known(out, &oid, value, columns + 4).is_none() {
            out.truncate(before);
            out.indent(columns + 4);
            printable(out, value);
        }
        out.put("\n");
    }
    Some(())
}

/// An extension that openssl understands; otherwise `None`, with something or nothing written.
fn known(out: &mut Output, oid: &str, octets: &[u8], columns: usize) -> Option<()> {
    let mut der = Reader(octets);
    let line = |out: &mut Output, text: &str| {
        out.indent(columns);
        out.put(text);
    };
    match oid {
        "2.5.29.14" => line(out, &upper_colons(der.content(OCTET_STRING)?)),
        "2.5.29.15" => bits(out, der.content(BIT_STRING)?, KEY_USAGES, columns)?,
        "2.16.840.1.113730.1.1" => bits(out, der.content(BIT_STRING)?, NETSCAPE_TYPES, columns)?,
        "2.16.840.1.113730.1.2"
        | "2.16.840.1.113730.1.3"
        | "2.16.840.1.113730.1.4"
        | "2.16.840.1.113730.1.7"
        | "2.16.840.1.113730.1.8"
        | "2.16.840.1.113730.1.12"
        | "2.16.840.1.113730.1.13" => {
            let text = der.content(IA5_STRING).filter(|text| !text.is_empty())?;
            out.indent(columns);
            out.c_string(text);
        }
        "2.5.29.16" => usage_period(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.17" | "2.5.29.18" => {
            let names = general_names::read(der.enter(SEQUENCE)?)?;
            let texts = names
                .iter()
                .map(general_names::value)
                .collect::<Option<_>>()?;
            values(out, texts, columns, false);
        }
        "2.5.29.19" => {
            let mut fields = der.enter(SEQUENCE)?;
            let authority = match fields.take(BOOLEAN) {
                Some(element) => matches!(element.content, [octet] if *octet != 0),
                None => false,
            };
            let authority = if authority { "TRUE" } else { "FALSE" };
            let mut texts = vec![format!("CA:{authority}")];
            if let Some(length) = fields.content(INTEGER) {
                texts.push(format!("pathlen:{}", integer(length)?));
            }
            empty(fields)?;
            some(out, texts, columns)?;
        }
        "2.5.29.30" => blocks::name_constraints(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.31" | "2.5.29.46" => {
            blocks::distribution_points(out, der.enter(SEQUENCE)?, columns)?
        }
        "2.5.29.32" => blocks::policies(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.33" => {
            let pair = |element: Element<'_>| {
                let mut fields = Reader(element.content);
                let (issuer, subject) = (fields.identifier()?, fields.identifier()?);
                empty(fields)?;
                Some(format!("{}:{}", object(issuer), object(subject)))
            };
            let pairs = each(der.enter(SEQUENCE)?, SEQUENCE, pair)?;
            some(out, pairs, columns)?;
        }
        "2.5.29.35" => authority_key(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.36" => {
            let mut fields = der.enter(SEQUENCE)?;
            let mut texts = Vec::new();
            for (tag, label) in [
                (0x80, "Require Explicit Policy"),
                (0x81, "Inhibit Policy Mapping"),
            ] {
                if let Some(skip) = fields.content(tag) {
                    texts.push(format!("{label}:{}", integer(skip)?));
                }
            }
            empty(fields)?;
            some(out, texts, columns)?;
        }
        "2.5.29.37" => {
            let uses = each(der.enter(SEQUENCE)?, 0x06, |element| {
                Some(object(element.content))
            })?;
            some(out, uses, columns)?;
        }
        "2.5.29.54" | "2.5.29.20" | "2.5.29.27" => line(out, &integer(der.content(INTEGER)?)?),
        "1.3.6.1.5.5.7.1.1" | "1.3.6.1.5.5.7.1.11" => {
            let access = |element: Element<'_>| {
                let mut fields = Reader(element.content);
                let method = object(fields.identifier()?);
                let mut text = format!("{method} - ").into_bytes();
                let location = general_names::read(fields)?;
                let [location] = location.as_slice() else {
                    return None;
                };
                text.extend(general_names::value(location)?);
                Some(text)
            };
            let texts = each(der.enter(SEQUENCE)?, SEQUENCE, access)?;
            values(out, texts, columns, true);
        }
        "1.3.6.1.5.5.7.1.24" => {
            let feature = |element: Element<'_>| match number(element.content)? {
                5 => Some("status_request".to_owned()),
                17 => Some("status_request_v2".to_owned()),
                _ => integer(element.content),
            };
            let features = each(der.enter(SEQUENCE)?, INTEGER, feature)?;
            some(out, features, columns)?;
        }
        "1.2.643.100.111" => {
            let tool = der.content(UTF8_STRING).filter(|tool| !tool.is_empty())?;
            out.indent(columns);
            out.c_string(tool);
        }
        "1.2.643.100.112" => {
            let mut fields = der.enter(SEQUENCE)?;
            let mut texts = Vec::new();
            for label in [
                "signTool    : ",
                "cATool      : ",
                "signToolCert: ",
                "cAToolCert  : ",
            ] {
                texts.push([label.as_bytes(), fields.content(UTF8_STRING)?].concat());
            }
            values(out, texts, columns, true);
        }
        "1.3.6.1.5.5.7.48.1.5" => {
            der.content(NULL)?;
        }
        "1.3.6.1.4.1.11129.2.4.3" => {
            der.content(NULL)?;
            line(out, "NULL");
        }
        "1.3.6.1.4.1.11129.2.4.2" | "1.3.6.1.4.1.11129.2.4.5" => {
            transparency::list(out, der.content(OCTET_STRING)?, columns)?;
        }
        _ => return None,
    }
    Some(())
}

/// `None` when something is left, which makes the value malformed.
pub fn empty(reader: Reader<'_>) -> Option<()> {
    reader.is_empty().then_some(())
}

/// What every element says, all of which have to have the same identifier octet.
pub fn each<'a, T>(
    list: Reader<'a>,
    identifier: u8,
    say: impl Fn(Element<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let elements = list.all()?;
    elements
        .into_iter()
        .map(|element| {
            if element.identifier == identifier {
                say(element)
            } else {
                None
            }
        })
        .collect()
}

fn owned(texts: Vec<String>) -> Vec<Vec<u8>> {
    texts.into_iter().map(String::into_bytes).collect()
}

/// Values on one line, of which there has to be one.
fn some(out: &mut Output, texts: Vec<String>, columns: usize) -> Option<()> {
    let found = !texts.is_empty();
    values(out, owned(texts), columns, false);
    found.then_some(())
}

/// Values on lines of their own, or on one line with commas.
fn values(out: &mut Output, texts: Vec<Vec<u8>>, columns: usize, lines: bool) {
    out.indent(columns);
    if texts.is_empty() {
        out.put("<EMPTY>\n");
    }
    for (index, text) in texts.iter().enumerate() {
        if index > 0 && lines {
            out.put("\n");
            out.indent(columns);
        } else if index > 0 {
            out.put(", ");
        }
        out.c_string(text);
    }
}

/// Names of the bits that are set.
pub fn bit_names(content: &[u8], names: &[&'static str]) -> Vec<&'static str> {
    let [unused, octets @ ..] = content else {
        return Vec::new();
    };
    let last = octets.len().saturating_sub(1);
    let is_set = |bit: usize| {
        let octet = octets.get(bit / 8).copied().unwrap_or_default();
        let mask = if bit / 8 == last && *unused < 8 {
            0xff << unused
        } else {
            0xff
        };
        octet & mask & (0x80 >> (bit % 8)) != 0
    };
    let named = names.iter().enumerate().filter(|(bit, _)| is_set(*bit));
    named.map(|(_, name)| *name).collect()
}

fn bits(out: &mut Output, content: &[u8], names: &[&'static str], columns: usize) -> Option<()> {
    let set = bit_names(content, names);
    some(out, set.into_iter().map(str::to_owned).collect(), columns)
}

fn upper_colons(octets: &[u8]) -> String {
    crate::domain::formats::openssl_text::output::colons(octets).to_ascii_uppercase()
}

fn usage_period(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let mut times = Vec::new();
    for (tag, label) in [(0x80, "Not Before"), (0x81, "Not After")] {
        if let Some(time) = fields.content(tag) {
            let time = generalized(std::str::from_utf8(time).ok()?, 4)?;
            times.push(format!("{label}: {time}"));
        }
    }
    empty(fields)?;
    out.indent(columns);
    out.put(&times.join(", "));
    Some(())
}

fn authority_key(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let key = fields.content(0x80);
    let issuer = fields.enter(0xa1);
    let serial = fields.content(0x82);
    empty(fields)?;
    let mut texts = Vec::new();
    if let Some(key) = key {
        let label = if issuer.is_some() || serial.is_some() {
            "keyid:"
        } else {
            ""
        };
        texts.push(format!("{label}{}", upper_colons(key)).into_bytes());
    }
    if let Some(issuer) = issuer {
        for name in general_names::read(issuer)? {
            texts.push(general_names::value(&name)?);
        }
    }
    if let Some(serial) = serial {
        let (_, magnitude) = crate::domain::formats::openssl_text::output::magnitude(serial);
        texts.push(format!("serial:{}", upper_colons(&magnitude)).into_bytes());
    }
    values(out, texts, columns, true);
    Some(())
}
