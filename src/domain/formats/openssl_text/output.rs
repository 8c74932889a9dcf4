//! The ways in which openssl writes octets, numbers, times and identifiers.

use crate::domain::formats::asn1::names;
use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::Element;

/// A text under construction; octets, since openssl writes some strings as they are.
#[derive(Default)]
pub struct Output(Vec<u8>);

impl Output {
    pub fn put(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    pub fn raw(&mut self, octets: &[u8]) {
        self.0.extend_from_slice(octets);
    }

    /// Octets as C prints them, which is up to the first zero.
    pub fn c_string(&mut self, octets: &[u8]) {
        self.raw(until_zero(octets));
    }

    pub fn indent(&mut self, columns: usize) {
        self.0.resize(self.0.len() + columns, b' ');
    }

    /// Octets in hexadecimal with colons, `per_line` on a line.
    pub fn octets(&mut self, columns: usize, octets: &[u8], per_line: usize) {
        for (index, octet) in octets.iter().enumerate() {
            if index % per_line == 0 {
                self.put(if index > 0 { "\n" } else { "" });
                self.indent(columns);
            }
            self.put(&format!("{octet:02x}"));
            self.put(if index + 1 < octets.len() { ":" } else { "" });
        }
        self.put("\n");
    }

    /// A signature or unique identifier.
    pub fn signature(&mut self, columns: usize, octets: &[u8]) {
        self.octets(columns, octets, 18);
    }

    /// A label on a line of its own, then the octets of a key.
    pub fn key_octets(&mut self, columns: usize, label: &str, octets: &[u8]) {
        self.indent(columns);
        self.put(label);
        self.put("\n");
        self.octets(columns + 4, octets, 15);
    }

    /// A label and a number, in decimal when it fits a machine word.
    pub fn labelled(&mut self, columns: usize, label: &str, integer: &[u8]) {
        let (negative, mut number) = magnitude(integer);
        if number.len() <= 8 {
            let word = number
                .iter()
                .fold(0, |word, octet| word << 8 | u64::from(*octet));
            let sign = if negative { "-" } else { "" };
            self.indent(columns);
            self.put(label);
            self.put(&if word == 0 {
                " 0\n".to_owned()
            } else {
                format!(" {sign}{word} ({sign}0x{word:x})\n")
            });
            return;
        }
        if number.first().is_some_and(|first| first & 0x80 != 0) {
            number.insert(0, 0);
        }
        let sign = if negative { " (Negative)" } else { "" };
        self.key_octets(columns, &format!("{label}{sign}"), &number);
    }

    /// How much has been written.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes back what was written since.
    pub fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    pub fn finish(self) -> String {
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// The octets before the first zero.
pub fn until_zero(octets: &[u8]) -> &[u8] {
    octets.split(|octet| *octet == 0).next().unwrap_or_default()
}

/// Lower-case hexadecimal with colons.
pub fn colons(octets: &[u8]) -> String {
    let pairs: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    pairs.join(":")
}

/// Whether an INTEGER is negative, and its absolute value without leading zeros; zero is one octet.
pub fn magnitude(content: &[u8]) -> (bool, Vec<u8>) {
    let negative = content.first().is_some_and(|first| first & 0x80 != 0);
    let mut octets = content.to_vec();
    if negative {
        let mut carry = true;
        for octet in octets.iter_mut().rev() {
            let (complement, overflow) = (!*octet).overflowing_add(u8::from(carry));
            *octet = complement;
            carry = overflow;
        }
    }
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.drain(..zeros.min(octets.len().saturating_sub(1)));
    (negative, octets)
}

/// An INTEGER of at most 128 bits.
pub fn number(content: &[u8]) -> Option<i128> {
    let first = content.first()?;
    let sign = if first & 0x80 == 0 { 0 } else { -1 };
    (content.len() <= 16).then(|| {
        content
            .iter()
            .fold(sign, |number: i128, octet| number << 8 | i128::from(*octet))
    })
}

/// An INTEGER in an extension: decimal below 128 bits, hexadecimal above.
pub fn integer(content: &[u8]) -> Option<String> {
    let (negative, magnitude) = magnitude(content);
    match number(content) {
        Some(number) if number != i128::MIN => Some(number.to_string()),
        _ if content.is_empty() => None,
        _ => {
            let sign = if negative { "-" } else { "" };
            let digits = crate::domain::bytes::hexadecimal(&magnitude).to_ascii_uppercase();
            Some(format!("{sign}0x{digits}"))
        }
    }
}

/// An identifier's long name, its number when it has none.
pub fn object(content: &[u8]) -> String {
    match dotted(content) {
        Some(dotted) => match names::openssl_name(&dotted) {
            Some(name) => name.to_owned(),
            None => dotted,
        },
        None => "<INVALID>".to_owned(),
    }
}

/// A UTCTime or GeneralizedTime; `None` for what openssl cannot print.
pub fn time(element: Element<'_>) -> Option<String> {
    let year_digits = match element.identifier {
        0x17 => 2,
        0x18 => 4,
        _ => return None,
    };
    let text = std::str::from_utf8(element.content).ok()?;
    generalized(text, year_digits)
}

/// A time whose year has so many digits.
pub fn generalized(text: &str, year_digits: usize) -> Option<String> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let digits = text.strip_suffix('Z')?;
    let (digits, fraction) = match digits.find('.') {
        Some(dot) if year_digits == 4 => digits.split_at_checked(dot)?,
        _ => (digits, ""),
    };
    let plain = |text: &str| text.bytes().all(|octet| octet.is_ascii_digit());
    if !plain(digits)
        || !fraction.is_empty() && (fraction.len() < 2 || !plain(fraction.get(1..)?))
        || digits.len() < year_digits + 8
        || digits.len() % 2 != 0
        || digits.len() > year_digits + 10
    {
        return None;
    }
    let (year, rest) = digits.split_at_checked(year_digits)?;
    let year: u32 = year.parse().ok()?;
    let year = match year_digits {
        2 if year < 50 => year + 2000,
        2 => year + 1900,
        _ => year,
    };
    let pairs: Vec<usize> = rest
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| std::str::from_utf8(pair).ok()?.parse().ok())
        .collect();
    let (&[month, day, hour, minute], second) = pairs.split_first_chunk::<4>()?;
    let second = second.first().copied().unwrap_or_default();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let month = MONTHS.chunks(3).nth(month.checked_sub(1)?)?;
    let month = String::from_utf8_lossy(month);
    Some(format!(
        "{month} {day:2} {hour:02}:{minute:02}:{second:02}{fraction} {year} GMT"
    ))
}
