//! What `openssl x509 -noout -text` and `openssl req -noout -text` print, in the layout of OpenSSL 3.0.
//!
//! Read from the encoding itself, since the layout repeats it down to what is malformed. Not printed
//! as openssl does are: the error lines below a key that it cannot load, whether a point is on its
//! curve, curves over binary fields with explicit parameters, times with an offset from UTC, and the
//! extensions for RFC 3779 resources, proxy certificates, admissions (ISIS-MTT), SXNet and those of
//! CRLs and OCSP responses, whose octets are shown as those of an unknown extension.

mod blocks;
mod extensions;
mod general_names;
mod keys;
mod names;
mod output;
mod transparency;

use self::output::{Output, object};
use crate::domain::formats::asn1::reader::{Element, Reader};

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;

/// Algorithms whose signature openssl 3.0 prints as its two numbers.
const DSA: &[&str] = &[
    "dsaWithSHA",
    "dsaWithSHA1",
    "dsaWithSHA1-old",
    "dsa_with_SHA224",
    "dsa_with_SHA256",
];

/// The text of a certificate; an error says which part is not one.
pub fn certificate(der: &[u8]) -> Result<String, String> {
    let parts = Signed::read(der).ok_or("certificate")?;
    let mut body = parts.body;
    let version = match body.enter(0xa0) {
        None => 0,
        Some(mut version) => small(version.content(INTEGER).ok_or("version")?).ok_or("version")?,
    };
    let serial = body.content(INTEGER).ok_or("serial number")?;
    let algorithm = body.take(SEQUENCE).ok_or("signature algorithm")?;
    let issuer = body.enter(SEQUENCE).ok_or("issuer")?;
    let mut validity = body.enter(SEQUENCE).ok_or("validity")?;
    let (not_before, not_after) = (validity.element(), validity.element());
    let subject = body.enter(SEQUENCE).ok_or("subject")?;
    let key = body.take(SEQUENCE).ok_or("public key")?;

    let mut out = Output::default();
    out.put("Certificate:\n    Data:\n");
    version_line(&mut out, version, 2);
    out.put("        Serial Number:");
    serial_number(&mut out, serial);
    out.put("    ");
    signature_algorithm(&mut out, algorithm, None).ok_or("signature algorithm")?;
    out.put("        Issuer: ");
    names::one_line(&mut out, issuer).ok_or("issuer")?;
    out.put("\n        Validity\n");
    for (label, time) in [("Not Before: ", not_before), ("Not After : ", not_after)] {
        out.indent(12);
        out.put(label);
        let time = time.and_then(output::time);
        out.put(time.as_deref().unwrap_or("Bad time value"));
        out.put("\n");
    }
    out.put("        Subject: ");
    names::one_line(&mut out, subject).ok_or("subject")?;
    out.put("\n");
    keys::public_key(&mut out, key).ok_or("public key")?;
    for (identifier, label) in [(0x81, "Issuer"), (0x82, "Subject")] {
        if let Some([_, unique @ ..]) = body.content(identifier) {
            out.put(&format!("        {label} Unique ID: "));
            out.signature(12, unique);
        }
    }
    if let Some(mut list) = body.enter(0xa3) {
        let list = list.enter(SEQUENCE).ok_or("extensions")?;
        if !list.is_empty() {
            out.put("        X509v3 extensions:\n");
            extensions::list(&mut out, list, 12).ok_or("extensions")?;
        }
    }
    signature_algorithm(&mut out, parts.algorithm, Some(parts.signature)).ok_or("signature")?;
    Ok(out.finish())
}

/// The text of a certificate request; an error says which part is not one.
pub fn request(der: &[u8]) -> Result<String, String> {
    let parts = Signed::read(der).ok_or("certificate request")?;
    let mut body = parts.body;
    let version = body.content(INTEGER).and_then(small).ok_or("version")?;
    let subject = body.enter(SEQUENCE).ok_or("subject")?;
    let key = body.take(SEQUENCE).ok_or("public key")?;

    let mut out = Output::default();
    out.put("Certificate Request:\n    Data:\n");
    version_line(&mut out, version, 0);
    out.put("        Subject: ");
    names::one_line(&mut out, subject).ok_or("subject")?;
    out.put("\n");
    keys::public_key(&mut out, key).ok_or("public key")?;
    out.put("        Attributes:\n");
    let attributes = body.enter(0xa0).unwrap_or(Reader(&[]));
    if attributes.is_empty() {
        out.put("            (none)\n");
    }
    let mut requested = Some(Reader(&[]));
    let mut asked = false;
    for attribute in attributes.all().ok_or("attributes")? {
        let mut fields = Reader(attribute.content);
        let name = object(fields.identifier().ok_or("attribute")?);
        let values = fields
            .enter(SET)
            .ok_or("attribute")?
            .all()
            .ok_or("attribute")?;
        if matches!(
            name.as_str(),
            "Extension Request" | "Microsoft Extension Request"
        ) {
            if !asked {
                asked = true;
                requested = match values.first() {
                    None => requested,
                    Some(value) if value.identifier == SEQUENCE => Some(Reader(value.content)),
                    Some(_) => None,
                };
            }
            continue;
        }
        out.indent(12);
        out.put(&name);
        if values.is_empty() {
            // Where openssl finds no value it stops.
            return Ok(out.finish());
        }
        let mut column = name.len();
        for value in values {
            out.indent(25_usize.saturating_sub(column));
            // What is beyond the column once is added to the indentation the next time by openssl;
            // names of attributes with several values are not that long.
            column = 0;
            out.put(":");
            match value.identifier {
                0x0c | 0x12 | 0x13 | 0x14 | 0x16 => out.raw(value.content),
                _ => out.put("unable to print attribute"),
            }
            out.put("\n");
        }
    }
    if let Some(requested) = requested {
        out.put("            Requested Extensions:\n");
        extensions::list(&mut out, requested, 16).ok_or("requested extensions")?;
    }
    signature_algorithm(&mut out, parts.algorithm, Some(parts.signature)).ok_or("signature")?;
    Ok(out.finish())
}

/// What certificates and requests have in common.
struct Signed<'a> {
    body: Reader<'a>,
    algorithm: Element<'a>,
    signature: &'a [u8],
}

impl<'a> Signed<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let mut parts = Reader(der).enter(SEQUENCE)?;
        let body = parts.enter(SEQUENCE)?;
        let algorithm = parts.take(SEQUENCE)?;
        let [_, signature @ ..] = parts.content(BIT_STRING)? else {
            return None;
        };
        parts.is_empty().then_some(Self {
            body,
            algorithm,
            signature,
        })
    }
}

fn version_line(out: &mut Output, version: i64, newest: i64) {
    out.put("        Version: ");
    out.put(&if (0..=newest).contains(&version) {
        format!("{} (0x{version:x})\n", version + 1)
    } else {
        format!("Unknown ({version})\n")
    });
}

/// An INTEGER's content that fits 64 bits.
fn small(content: &[u8]) -> Option<i64> {
    output::number(content).and_then(|number| i64::try_from(number).ok())
}

fn serial_number(out: &mut Output, content: &[u8]) {
    let (negative, magnitude) = output::magnitude(content);
    match small(content) {
        // openssl takes -1 for the failure to convert the number.
        Some(number) if number != -1 => {
            let sign = if negative { "-" } else { "" };
            let number = number.unsigned_abs();
            out.put(&format!(" {sign}{number} ({sign}0x{number:x})\n"));
        }
        _ => {
            out.put("\n            ");
            out.put(if negative { " (Negative)" } else { "" });
            out.put(&output::colons(&magnitude));
            out.put("\n");
        }
    }
}

/// The algorithm of a signature and, at the end of the text, the signature.
fn signature_algorithm(
    out: &mut Output,
    algorithm: Element<'_>,
    signature: Option<&[u8]>,
) -> Option<()> {
    let mut fields = Reader(algorithm.content);
    let name = object(fields.identifier()?);
    out.put("    Signature Algorithm: ");
    out.put(&name);
    if signature.is_some() {
        out.put("\n    Signature Value:");
    }
    if name == "rsassaPss" {
        out.indent(8);
        match keys::pss_of_signature(fields) {
            Some(parameters) => out.put(&parameters),
            None => out.put("(INVALID PSS PARAMETERS)\n"),
        }
    } else {
        out.put("\n");
    }
    let Some(signature) = signature else {
        return Some(());
    };
    if DSA.contains(&name.as_str())
        && let Some(mut numbers) = Reader(signature).enter(SEQUENCE)
        && let (Some(r), Some(s)) = (numbers.content(INTEGER), numbers.content(INTEGER))
    {
        out.labelled(8, "r:   ", r);
        out.labelled(8, "s:   ", s);
    } else {
        out.signature(8, signature);
    }
    Some(())
}
