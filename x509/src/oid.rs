//! Object identifiers as people write them (X.690 section 8.19).

use crate::bytes::hexadecimal;

/// An object identifier's content with dots; hexadecimal after `#` where it is malformed.
pub fn oid_text(content: &[u8]) -> String {
    dotted(content).unwrap_or_else(|| format!("#{}", hexadecimal(content)))
}

/// An object identifier's content with dots; `None` when it is not one (X.690 section 8.19).
pub fn dotted(content: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(content.len() * 3 + 2);
    let mut rest = content;
    while !rest.is_empty() {
        let mut arc = take_arc(&mut rest)?;
        if text.is_empty() {
            let root = if arc < 80 { arc as u8 / 40 } else { 2 };
            text.push(char::from(b'0' + root));
            arc -= u128::from(root * 40);
        }
        text.push('.');
        push_decimal(&mut text, arc);
    }
    (!text.is_empty()).then_some(text)
}

/// One arc from the front.
fn take_arc(content: &mut &[u8]) -> Option<u128> {
    let [first, rest @ ..] = content else {
        return None;
    };
    if *first < 0x80 {
        *content = rest;
        return Some(u128::from(*first));
    }
    let length = content.iter().position(|octet| octet & 0x80 == 0)? + 1;
    let (octets, rest) = content.split_at(length);
    *content = rest;
    // Arcs beyond 128 bits are in nobody's tree; a UUID's (X.667) fit.
    if *octets.first()? == 0x80 || length > 19 || length == 19 && *first > 0x83 {
        return None;
    }
    Some(
        octets
            .iter()
            .fold(0, |arc, octet| arc << 7 | u128::from(octet & 0x7f)),
    )
}

/// Appends a number; formatting is slow enough to be felt with thousands of certificates.
fn push_decimal(text: &mut String, number: u128) {
    let Ok(mut rest) = u32::try_from(number) else {
        text.push_str(&number.to_string());
        return;
    };
    let mut digits = [0_u8; 10];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.extend(digits[start..].iter().map(|&digit| char::from(digit)));
}
