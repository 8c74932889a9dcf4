//! Scalars as `sigs.k8s.io/yaml` resolves them (`goyaml.v2/resolve.go`).

use std::borrow::Cow;

use serde_json::{Number, Value};

use crate::domain::formats::go;
use crate::domain::formats::manifest::build::Problem;

/// What the tag of a scalar asks for.
pub enum Wanted<'a> {
    /// Whatever the text looks like.
    Any,
    /// The text as it stands.
    Text,
    /// The bytes that the text is the base64 of.
    Binary,
    /// One of `null`, `bool`, `int` and `float`.
    Kind(&'a str),
}

/// The value of a scalar.
pub fn value(text: Cow<'_, str>, wanted: Wanted<'_>) -> Result<Value, Problem> {
    match wanted {
        Wanted::Any => plain(text),
        Wanted::Text => Ok(Value::String(text.into_owned())),
        Wanted::Binary => go::base64::decode(text.as_bytes())
            .map(|bytes| Value::String(String::from_utf8_lossy(&bytes).into_owned()))
            .map_err(|_| Problem::Other("!!binary value contains invalid base64 data".to_owned())),
        Wanted::Kind(kind) => {
            let value = plain(Cow::Borrowed(&text))?;
            let found = match &value {
                Value::Null => "null",
                Value::Bool(_) => "bool",
                Value::Number(number) if is_integer(number) => "int",
                Value::Number(_) => "float",
                _ => "str",
            };
            if found == kind || (found, kind) == ("int", "float") {
                Ok(value)
            } else {
                let reason = format!("cannot decode !!{found} `{text}` as a !!{kind}");
                Err(Problem::Other(reason))
            }
        }
    }
}

/// A scalar as the key of a mapping; nothing for a collection. A fraction is written as Go writes
/// it, so that `1.10` is the key `1.1`.
pub fn key(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Null => Some("null".to_owned()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Number(number) if is_integer(&number) => Some(number.to_string()),
        Value::Number(number) => Some(
            number
                .as_f64()
                .map_or_else(|| number.to_string(), shortest_f32),
        ),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// As Go's `strconv.FormatFloat(value, 'g', -1, 32)`.
fn shortest_f32(value: f64) -> String {
    let value = value as f32;
    let scientific = format!("{value:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    match exponent.parse::<i32>() {
        Ok(exponent) if !(-4..6).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{mantissa}e{sign}{:02}", exponent.abs())
        }
        _ => value.to_string(),
    }
}

fn is_integer(number: &Number) -> bool {
    !number.as_str().contains(['.', 'e', 'E'])
}

/// A scalar without quotes and tag.
fn plain(text: Cow<'_, str>) -> Result<Value, Problem> {
    match text.as_bytes().first() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {}
        _ => {
            return Ok(match text.as_ref() {
                "" | "~" | "null" | "Null" | "NULL" => Value::Null,
                "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y"
                | "Y" => Value::Bool(true),
                "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n"
                | "N" => Value::Bool(false),
                _ => Value::String(text.into_owned()),
            });
        }
    }
    let not_in_json = match text.as_ref() {
        ".nan" | ".NaN" | ".NAN" => Some("NaN"),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some("+Inf"),
        "-.inf" | "-.Inf" | "-.INF" => Some("-Inf"),
        _ => None,
    };
    if let Some(name) = not_in_json {
        return Err(Problem::Other(format!("unsupported value: {name}")));
    }
    Ok(match number(&text) {
        Some(number) => Value::Number(number),
        None => Value::String(text.into_owned()),
    })
}

fn number(text: &str) -> Option<Number> {
    let is_possible = |byte: u8| byte.is_ascii_hexdigit() || b"+-._xXoO".contains(&byte);
    if !text.bytes().all(is_possible) {
        return None;
    }
    let digits = if !text.contains('_') {
        Cow::Borrowed(text)
    } else if text.starts_with("._") {
        return None;
    } else {
        Cow::Owned(text.replace('_', ""))
    };
    let (negative, magnitude) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
    };
    let written = in_other_base(magnitude, negative).or_else(|| decimal(magnitude))?;
    let sign = if negative { "-" } else { "" };
    format!("{sign}{written}").parse().ok()
}

/// An octal, hexadecimal or binary number of 64 bits in decimal.
fn in_other_base(magnitude: &str, negative: bool) -> Option<String> {
    let rest = magnitude.strip_prefix('0')?;
    let (base, digits) = match rest.as_bytes().first()? {
        b'x' | b'X' => (16, &rest[1..]),
        b'o' | b'O' => (8, &rest[1..]),
        b'b' | b'B' => (2, &rest[1..]),
        _ => (8, rest),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let value = u64::from_str_radix(digits, base).ok()?;
    let in_range = !negative || value <= i64::MIN.unsigned_abs();
    in_range.then(|| value.to_string())
}

/// A decimal number spelled as JSON wants it: with a digit on both sides of the point and no zero
/// in front.
fn decimal(magnitude: &str) -> Option<String> {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match magnitude.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (magnitude, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let mut written = match whole.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => digits.to_owned(),
    };
    if !fraction.is_empty() {
        written.push('.');
        written.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !all_digits(digits) {
            return None;
        }
        written.push('e');
        written.push_str(exponent);
    }
    // Go leaves what no float64 holds a string.
    written
        .parse::<f64>()
        .is_ok_and(f64::is_finite)
        .then_some(written)
}
