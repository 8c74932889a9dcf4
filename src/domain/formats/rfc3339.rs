//! Moments as Kubernetes writes them (RFC 3339).

use time::{Date, Month, OffsetDateTime, Time};

/// Reads what Go's `time.Parse(time.RFC3339, …)` reads, in seconds since 1970.
pub fn parse(text: &str) -> Option<i64> {
    let number = |start: usize, end: usize| {
        let digits = text.get(start..end)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let small = |start: usize| u8::try_from(number(start, start + 2)?).ok();
    for (position, separator) in [(4, '-'), (7, '-'), (10, 'T'), (13, ':'), (16, ':')] {
        if !text.get(position..)?.starts_with(separator) {
            return None;
        }
    }
    let month = Month::try_from(small(5)?).ok()?;
    let date = Date::from_calendar_date(number(0, 4)?.into(), month, small(8)?).ok()?;
    let time = Time::from_hms(small(11)?, small(14)?, small(17)?).ok()?;
    let mut rest = text.get(19..)?;
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let tail = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
        if tail.len() == fraction.len() {
            return None;
        }
        rest = tail;
    }
    let offset = if rest == "Z" {
        0
    } else {
        let start = text.len().checked_sub(6)?;
        let (hours, minutes) = (number(start + 1, start + 3)?, number(start + 4, start + 6)?);
        let is_offset = rest.len() == 6 && rest.get(3..4) == Some(":");
        if !is_offset || hours > 24 || minutes > 60 {
            return None;
        }
        let seconds = i64::from(hours) * 3_600 + i64::from(minutes) * 60;
        match rest.get(..1)? {
            "+" => seconds,
            "-" => -seconds,
            _ => return None,
        }
    };
    Some(date.with_time(time).assume_utc().unix_timestamp() - offset)
}

/// The moment in UTC with whole seconds; empty beyond the year 9999.
pub fn format(seconds: i64) -> String {
    match OffsetDateTime::from_unix_timestamp(seconds) {
        Ok(moment) if (0..=9999).contains(&moment.year()) => format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            moment.year(),
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second()
        ),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_go_reads_them() {
        // `date -u -d … +%s`, and what Go's time.Parse says of the rest.
        let cases = [
            ("2026-11-22T13:28:05Z", Some(1_795_354_085)),
            ("2026-11-22T13:28:05.5Z", Some(1_795_354_085)),
            ("2026-11-22T14:28:05+01:00", Some(1_795_354_085)),
            ("2026-11-22T07:58:05-05:30", Some(1_795_354_085)),
            ("1969-12-31T23:59:59Z", Some(-1)),
            ("2026-11-22", None),
            ("2026-11-22 13:28:05Z", None),
            ("2026-11-22T13:28:05", None),
            ("2026-13-22T13:28:05Z", None),
            ("2026-02-29T13:28:05Z", None),
            ("2026-11-22T13:28:05.Z", None),
            ("2026-11-22T13:28:05+0100", None),
            ("2026-11-22t13:28:05z", None),
            ("soon", None),
            ("", None),
            ("2026-11-22T13:28:05ü1:00", None),
        ];
        for (text, seconds) in cases {
            assert_eq!(parse(text), seconds, "{text}");
        }
        assert_eq!(format(1_795_354_085), "2026-11-22T13:28:05Z");
        assert_eq!(format(i64::MAX), "");
    }
}
