//! UTCTime and GeneralizedTime (RFC 5280 section 4.1.2.5), also in the forms that it forbids but
//! certificates have.

use super::reader::Element;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// A number of decimal digits from the front.
fn number(digits: &mut &[u8], count: usize) -> Option<i64> {
    let (taken, rest) = digits.split_at_checked(count)?;
    *digits = rest;
    taken.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
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
    let mut two = || number(&mut rest, 2);
    let (month, day, hour, minute) = (two()?, two()?, two()?, two()?);
    let second = if rest.first().is_some_and(u8::is_ascii_digit) {
        number(&mut rest, 2)?
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
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = match rest {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), hours @ ..] => {
            let mut hours = hours;
            let offset = number(&mut hours, 2)? * 3_600 + number(&mut hours, 2)? * 60;
            if !hours.is_empty() {
                return None;
            }
            if *sign == b'+' { offset } else { -offset }
        }
        _ => return None,
    };
    Some(days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset)
}
