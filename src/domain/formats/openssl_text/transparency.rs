//! Signed certificate timestamps (RFC 6962 section 3.3).

use crate::domain::formats::openssl_text::output::{Output, generalized};

/// Takes octets from the front.
fn split<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn number(octets: &[u8]) -> u64 {
    octets
        .iter()
        .fold(0, |number, octet| number << 8 | u64::from(*octet))
}

/// Octets behind a length of two octets.
fn vector<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(split(rest, 2)?);
    split(rest, usize::try_from(length).ok()?)
}

/// The list in the extension, or `None` where openssl does not understand it.
pub fn list(out: &mut Output, mut octets: &[u8], columns: usize) -> Option<()> {
    let mut list = vector(&mut octets)?;
    if !octets.is_empty() {
        return None;
    }
    let mut first = true;
    while !list.is_empty() {
        out.put(if first { "" } else { "\n" });
        first = false;
        timestamp(out, vector(&mut list)?, columns)?;
    }
    Some(())
}

fn timestamp(out: &mut Output, whole: &[u8], columns: usize) -> Option<()> {
    let mut rest = whole;
    let label = |out: &mut Output, label: &str| {
        out.put("\n");
        out.indent(columns + 4);
        out.put(label);
    };
    out.indent(columns);
    out.put("Signed Certificate Timestamp:");
    label(out, "Version   : ");
    if split(&mut rest, 1)? != [0] {
        out.put("unknown\n");
        out.indent(columns + 16);
        octets(out, whole, columns + 16);
        return Some(());
    }
    let log = split(&mut rest, 32)?;
    let milliseconds = number(split(&mut rest, 8)?);
    let extensions = vector(&mut rest)?;
    let &[hash, algorithm] = split(&mut rest, 2)? else {
        return None;
    };
    let signature = vector(&mut rest)?;
    out.put("v1 (0x0)");
    label(out, "Log ID    : ");
    octets(out, log, columns + 16);
    label(out, "Timestamp : ");
    out.put(&utc(milliseconds)?);
    label(out, "Extensions: ");
    if extensions.is_empty() {
        out.put("none");
    } else {
        octets(out, extensions, columns + 16);
    }
    label(out, "Signature : ");
    out.put(match (hash, algorithm) {
        (4, 1) => "sha256WithRSAEncryption",
        (4, 3) => "ecdsa-with-SHA256",
        _ => return None,
    });
    label(out, "            ");
    octets(out, signature, columns + 16);
    Some(())
}

/// Sixteen octets a line; the first line follows a label.
fn octets(out: &mut Output, octets: &[u8], columns: usize) {
    for (index, octet) in octets.iter().enumerate() {
        if index > 0 && index % 16 == 0 {
            out.put("\n");
            out.indent(columns);
        }
        out.put(&format!("{octet:02X}"));
        out.put(if index + 1 < octets.len() { ":" } else { "" });
    }
}

/// Milliseconds since 1970 as a date.
fn utc(milliseconds: u64) -> Option<String> {
    let seconds = milliseconds / 1000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days since the first of March of the year 0, in eras of 400 years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day + 2) / 153;
    let day = day - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let (second, thousandths) = (second % 60, milliseconds % 1000);
    let text =
        format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}.{thousandths:03}Z");
    generalized(&text, 4)
}
