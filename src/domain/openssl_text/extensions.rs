//! Certificate extensions.

use super::general_names::{self, address, printable};
use super::output::{Output, generalized, integer, number, object, until_zero};
use super::{BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE, names, transparency};
use crate::domain::asn1::reader::{Element, Reader};
use crate::domain::asn1::value::dotted;

const BOOLEAN: u8 = 0x01;
const NULL: u8 = 0x05;
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

const REASONS: &[&str] = &[
    "Unused",
    "Key Compromise",
    "CA Compromise",
    "Affiliation Changed",
    "Superseded",
    "Cessation Of Operation",
    "Certificate Hold",
    "Privilege Withdrawn",
    "AA Compromise",
];

/// Extensions with their names at a column and what they say four columns further.
pub fn list(out: &mut Output, extensions: Reader<'_>, columns: usize) -> Option<()> {
    for extension in extensions.all()? {
        let mut fields = Reader(extension.content);
        let oid = fields.content(OID)?;
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
        "2.5.29.15" => bits(out, der.content(BIT_STRING)?, KEY_USAGES, columns),
        "2.16.840.1.113730.1.1" => bits(out, der.content(BIT_STRING)?, NETSCAPE_TYPES, columns),
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
            values(out, owned(texts), columns, false);
        }
        "2.5.29.30" => name_constraints(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.31" | "2.5.29.46" => distribution_points(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.32" => policies(out, der.enter(SEQUENCE)?, columns)?,
        "2.5.29.33" => {
            let pair = |element: Element<'_>| {
                let mut fields = Reader(element.content);
                let (issuer, subject) = (fields.content(OID)?, fields.content(OID)?);
                empty(fields)?;
                Some(format!("{}:{}", object(issuer), object(subject)))
            };
            let pairs = each(der.enter(SEQUENCE)?, SEQUENCE, pair)?;
            values(out, owned(pairs), columns, false);
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
            values(out, owned(texts), columns, false);
        }
        "2.5.29.37" => {
            let uses = each(der.enter(SEQUENCE)?, OID, |element| {
                Some(object(element.content))
            })?;
            values(out, owned(uses), columns, false);
        }
        "2.5.29.54" | "2.5.29.20" | "2.5.29.27" => {
            let number = integer(der.content(INTEGER)?)?;
            // CRL numbers are always in hexadecimal.
            line(out, &number);
        }
        "1.3.6.1.5.5.7.1.1" | "1.3.6.1.5.5.7.1.11" => {
            let access = |element: Element<'_>| {
                let mut fields = Reader(element.content);
                let method = object(fields.content(OID)?);
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
            values(out, owned(features), columns, false);
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
fn empty(reader: Reader<'_>) -> Option<()> {
    reader.is_empty().then_some(())
}

/// What every element says, all of which have to have the same identifier octet.
fn each<'a, T>(
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
fn bit_names(content: &[u8], names: &[&'static str]) -> Vec<&'static str> {
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

fn bits(out: &mut Output, content: &[u8], names: &[&'static str], columns: usize) {
    let set = bit_names(content, names);
    values(
        out,
        set.iter().map(|name| name.as_bytes().to_vec()).collect(),
        columns,
        false,
    );
}

fn upper_colons(octets: &[u8]) -> String {
    super::output::colons(octets).to_uppercase()
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
        let (_, magnitude) = super::output::magnitude(serial);
        texts.push(format!("serial:{}", upper_colons(&magnitude)).into_bytes());
    }
    values(out, texts, columns, true);
    Some(())
}

fn name_constraints(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let permitted = fields.enter(0xa0);
    let excluded = fields.enter(0xa1);
    empty(fields)?;
    for (subtrees, label) in [(permitted, "Permitted"), (excluded, "Excluded")] {
        let Some(subtrees) = subtrees else {
            continue;
        };
        if label == "Excluded" && permitted.is_some() {
            out.put("\n");
        }
        for (index, subtree) in subtrees.all()?.iter().enumerate() {
            if index == 0 {
                out.indent(columns);
                out.put(label);
                out.put(":");
            }
            out.put("\n");
            out.indent(columns + 2);
            let base = Reader(subtree.content).next()?;
            let half = base.content.len() / 2;
            match (base.identifier, base.content.split_at_checked(half)?) {
                (0x87, (network, mask)) if matches!(base.content.len(), 8 | 32) => {
                    out.put(&format!("IP:{}/{}", address(network), address(mask)));
                }
                (0x87, _) => out.put("IP Address:<invalid>"),
                _ => general_names::print(out, general_names::read(Reader(base.whole))?.first()?)?,
            }
        }
    }
    Some(())
}

fn distribution_points(out: &mut Output, points: Reader<'_>, columns: usize) -> Option<()> {
    for (index, point) in points.all()?.iter().enumerate() {
        out.put(if index > 0 { "\n" } else { "" });
        let mut fields = Reader(point.content);
        if let Some(mut name) = fields.enter(0xa0) {
            out.indent(columns);
            if let Some(full) = name.enter(0xa0) {
                out.put("Full Name:\n");
                general_names::lines(out, &general_names::read(full)?, columns + 2)?;
            } else {
                out.put("Relative Name:\n");
                out.indent(columns + 2);
                let attributes = names::relative(name.content(0xa1)?)?;
                names::attribute_list(out, &attributes)?;
                out.put("\n");
            }
        }
        if let Some(reasons) = fields.content(0x81) {
            out.indent(columns);
            out.put("Reasons:\n");
            out.indent(columns + 2);
            let reasons = bit_names(reasons, REASONS);
            out.put(if reasons.is_empty() { "<EMPTY>" } else { "" });
            out.put(&reasons.join(", "));
            out.put("\n");
        }
        if let Some(issuer) = fields.enter(0xa2) {
            out.indent(columns);
            out.put("CRL Issuer:\n");
            general_names::lines(out, &general_names::read(issuer)?, columns + 2)?;
        }
        empty(fields)?;
    }
    Some(())
}

fn policies(out: &mut Output, policies: Reader<'_>, columns: usize) -> Option<()> {
    for (index, policy) in policies.all()?.iter().enumerate() {
        out.put(if index > 0 { "\n" } else { "" });
        let mut fields = Reader(policy.content);
        out.indent(columns);
        out.put("Policy: ");
        out.put(&object(fields.content(OID)?));
        if let Some(qualifiers) = fields.enter(SEQUENCE) {
            out.put("\n");
            for (index, qualifier) in qualifiers.all()?.iter().enumerate() {
                out.put(if index > 0 { "\n" } else { "" });
                policy_qualifier(out, Reader(qualifier.content), columns + 2)?;
            }
        }
        empty(fields)?;
    }
    Some(())
}

fn policy_qualifier(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let kind = fields.content(OID)?;
    out.indent(columns);
    match dotted(kind).as_deref() {
        Some("1.3.6.1.5.5.7.2.1") => {
            out.put("CPS: ");
            out.c_string(fields.content(IA5_STRING)?);
        }
        Some("1.3.6.1.5.5.7.2.2") => {
            out.put("User Notice:\n");
            let mut notice = fields.enter(SEQUENCE)?;
            let reference = notice.enter(SEQUENCE);
            let text = if notice.is_empty() {
                None
            } else {
                Some(display_text(&mut notice)?)
            };
            empty(notice)?;
            if let Some(mut reference) = reference {
                let organization = display_text(&mut reference)?;
                let numbers = each(reference.enter(SEQUENCE)?, INTEGER, |number| {
                    integer(number.content)
                })?;
                out.indent(columns + 2);
                out.put("Organization: ");
                out.c_string(organization);
                out.put("\n");
                out.indent(columns + 2);
                out.put(if numbers.len() > 1 {
                    "Numbers: "
                } else {
                    "Number: "
                });
                out.put(&numbers.join(", "));
                out.put(if text.is_some() { "\n" } else { "" });
            }
            if let Some(text) = text {
                out.indent(columns + 2);
                out.put("Explicit Text: ");
                out.c_string(text);
            }
        }
        _ => {
            out.indent(2);
            out.put("Unknown Qualifier: ");
            out.put(&object(kind));
        }
    }
    Some(())
}

/// The octets of a DisplayText, whatever its encoding.
fn display_text<'a>(fields: &mut Reader<'a>) -> Option<&'a [u8]> {
    let text = fields.next()?;
    matches!(text.identifier, 0x0c | 0x16 | 0x1a | 0x1e).then_some(until_zero(text.content))
}
