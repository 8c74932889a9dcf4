//! Moments as Kubernetes' objects write them (RFC 3339).

use time::{Date, Month, Time};

/// Digits of a fixed number.
fn digits(bytes: &[u8]) -> Option<u16> {
    bytes.iter().try_fold(0_u16, |number, digit| {
        let value = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(value)
    })
}

fn two(bytes: &[u8]) -> Option<u8> {
    u8::try_from(digits(bytes)?).ok()
}

/// Seconds since 1970 of a time in RFC 3339; fractions of a second are dropped. `None` for what Go's
/// `time.Parse(time.RFC3339, …)` would not read.
pub fn from_rfc3339(text: &str) -> Option<i64> {
    let (moment, rest) = text.as_bytes().split_at_checked(19)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', time @ ..] = moment else {
        return None;
    };
    let [h1, h2, b':', n1, n2, b':', s1, s2] = time else {
        return None;
    };
    let year = digits(&[*y1, *y2, *y3, *y4])?;
    let month = Month::try_from(two(&[*m1, *m2])?).ok()?;
    let date = Date::from_calendar_date(year.into(), month, two(&[*d1, *d2])?).ok()?;
    let time = Time::from_hms(two(&[*h1, *h2])?, two(&[*n1, *n2])?, two(&[*s1, *s2])?).ok()?;
    let zone = match rest {
        [b'.', fraction @ ..] => {
            let length = fraction.iter().take_while(|it| it.is_ascii_digit()).count();
            fraction.get(length..).filter(|_| length > 0)?
        }
        _ => rest,
    };
    let offset = match zone {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let seconds = i64::from(two(&[*h1, *h2])?) * 3_600 + i64::from(two(&[*m1, *m2])?) * 60;
            if *sign == b'+' { seconds } else { -seconds }
        }
        _ => return None,
    };
    Some(date.with_time(time).assume_utc().unix_timestamp() - offset)
}
