//! UTCTime and GeneralizedTime (RFC 5280 section 4.1.2.5), also in the forms that it forbids but
//! certificates have.

use time::{Date, Month, Time};

use crate::reader::Element;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// A number of decimal digits from the front.
fn number(digits: &mut &[u8], count: usize) -> Option<u16> {
    let (taken, rest) = digits.split_at_checked(count)?;
    *digits = rest;
    taken.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u16::from(digit - b'0'))
    })
}

/// Seconds since 1970 in UTC; `None` for what is no time.
pub fn seconds(element: Element<'_>) -> Option<i64> {
    let mut rest = element.content;
    let year = match element.identifier {
        UTC_TIME => match number(&mut rest, 2)? {
            // RFC 5280 section 4.1.2.5.1
            year if year >= 50 => 1900 + year,
            year => 2000 + year,
        },
        GENERALIZED_TIME => number(&mut rest, 4)?,
        _ => return None,
    };
    let mut two = || u8::try_from(number(&mut rest, 2)?).ok();
    let (month, day, hour, minute) = (two()?, two()?, two()?, two()?);
    let second = if rest.first().is_some_and(u8::is_ascii_digit) {
        u8::try_from(number(&mut rest, 2)?).ok()?
    } else {
        0
    };
    if let [b'.' | b',', fraction @ ..] = rest {
        let length = fraction
            .iter()
            .take_while(|octet| octet.is_ascii_digit())
            .count();
        rest = fraction.get(length..)?;
    }
    let offset = match rest {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), hours @ ..] => {
            let mut hours = hours;
            let offset =
                i64::from(number(&mut hours, 2)?) * 3_600 + i64::from(number(&mut hours, 2)?) * 60;
            if !hours.is_empty() {
                return None;
            }
            if *sign == b'+' { offset } else { -offset }
        }
        _ => return None,
    };
    let date = Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    Some(date.with_time(time).assume_utc().unix_timestamp() - offset)
}
