//! Object identifiers as people write them (X.690 section 8.19).

use std::borrow::Cow;

use crate::bytes::hexadecimal;

/// An identifier with dots; those of nearly every certificate take no memory of their own.
pub type OidText = Cow<'static, str>;

/// An object identifier's content with dots; hexadecimal after `#` where it is malformed.
pub fn oid_text(content: &[u8]) -> OidText {
    match usual(content) {
        Some(text) => Cow::Borrowed(text),
        None => {
            Cow::Owned(calculated(content).unwrap_or_else(|| format!("#{}", hexadecimal(content))))
        }
    }
}

/// The identifiers that nearly every certificate has, ready-made.
fn usual(content: &[u8]) -> Option<&'static str> {
    Some(match content {
        [0x55, 0x04, 0x03] => "2.5.4.3",
        [0x55, 0x04, 0x06] => "2.5.4.6",
        [0x55, 0x04, 0x07] => "2.5.4.7",
        [0x55, 0x04, 0x08] => "2.5.4.8",
        [0x55, 0x04, 0x0a] => "2.5.4.10",
        [0x55, 0x04, 0x0b] => "2.5.4.11",
        [0x55, 0x1d, 0x0e] => "2.5.29.14",
        [0x55, 0x1d, 0x0f] => "2.5.29.15",
        [0x55, 0x1d, 0x11] => "2.5.29.17",
        [0x55, 0x1d, 0x13] => "2.5.29.19",
        [0x55, 0x1d, 0x23] => "2.5.29.35",
        [0x55, 0x1d, 0x25] => "2.5.29.37",
        [0x2b, 6, 1, 5, 5, 7, 3, 1] => "1.3.6.1.5.5.7.3.1",
        [0x2b, 6, 1, 5, 5, 7, 3, 2] => "1.3.6.1.5.5.7.3.2",
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b] => "1.2.840.113549.1.1.11",
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2] => "1.2.840.10045.4.3.2",
        _ => return None,
    })
}

/// An object identifier's content with dots; `None` when it is not one (X.690 section 8.19).
pub fn dotted(content: &[u8]) -> Option<String> {
    usual(content)
        .map(str::to_owned)
        .or_else(|| calculated(content))
}

fn calculated(content: &[u8]) -> Option<String> {
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
    text.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_made_identifiers_are_what_their_octets_say() {
        for third in 0..0x80 {
            for second in [0x04, 0x1d] {
                assert_eq!(
                    oid_text(&[0x55, second, third]),
                    format!("2.5.{second}.{third}")
                );
            }
            let usage = [0x2b, 6, 1, 5, 5, 7, 3, third];
            assert_eq!(oid_text(&usage), format!("1.3.6.1.5.5.7.3.{third}"));
            let rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, third];
            assert_eq!(oid_text(&rsa), format!("1.2.840.113549.1.1.{third}"));
            let ecdsa = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, third];
            assert_eq!(oid_text(&ecdsa), format!("1.2.840.10045.4.3.{third}"));
        }
    }
}
