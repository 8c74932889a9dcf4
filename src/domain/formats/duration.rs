//! Durations as people type them and as they are read back.

use serde::{Deserialize, Serialize};

/// A unit of time; a year is 365 days, as in Kubernetes' own defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 365 days
    Year,
    /// 24 hours
    Day,
    /// 60 minutes
    Hour,
    /// 60 seconds
    Minute,
    /// SI second
    Second,
}

impl Unit {
    /// Largest first.
    pub const ALL: [Self; 5] = [
        Self::Year,
        Self::Day,
        Self::Hour,
        Self::Minute,
        Self::Second,
    ];

    /// The unit's length in seconds.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Year => 365 * 86_400,
            Self::Day => 86_400,
            Self::Hour => 3_600,
            Self::Minute => 60,
            Self::Second => 1,
        }
    }

    /// The end of the Fluent key `duration-…`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Year => "duration-year",
            Self::Day => "duration-day",
            Self::Hour => "duration-hour",
            Self::Minute => "duration-minute",
            Self::Second => "duration-second",
        }
    }
}

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum DurationError {
    /// Not digits followed by s, m, h, d, w or y.
    #[error("not a duration")]
    Syntax,
    /// More seconds than `expirationSeconds`, an int32, can hold.
    #[error("longer than an int32 of seconds")]
    TooLong,
}

/// Reads `864000`, `10d`, `1h30m` or `1y` as seconds. Months are refused, having no one length.
pub fn parse(text: &str) -> Result<i64, DurationError> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return within_int32(seconds);
    }
    let mut total: i64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, tail) = rest.split_at(digits);
        if number.is_empty() {
            return Err(DurationError::Syntax);
        }
        let number: i64 = number.parse().map_err(|_| DurationError::TooLong)?;
        let unit = tail.chars().next().ok_or(DurationError::Syntax)?;
        let seconds: i64 = match unit.to_ascii_lowercase() {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 7 * 86_400,
            'y' => 365 * 86_400,
            _ => return Err(DurationError::Syntax),
        };
        total = number
            .checked_mul(seconds)
            .and_then(|part| total.checked_add(part))
            .ok_or(DurationError::TooLong)?;
        rest = tail[unit.len_utf8()..].trim_start();
    }
    if text.is_empty() {
        return Err(DurationError::Syntax);
    }
    within_int32(total)
}

fn within_int32(seconds: i64) -> Result<i64, DurationError> {
    i32::try_from(seconds)
        .map(i64::from)
        .map_err(|_| DurationError::TooLong)
}

/// The duration as whole units, largest first, zero units left out.
pub fn parts(seconds: u64) -> Vec<(u64, Unit)> {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for unit in Unit::ALL {
        let count = rest / unit.seconds();
        rest %= unit.seconds();
        if count > 0 {
            parts.push((count, unit));
        }
    }
    if parts.is_empty() {
        parts.push((0, Unit::Second));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_durations_are_seconds() {
        let cases = [
            ("864000", Ok(864_000)),
            (" 10d ", Ok(864_000)),
            ("1h", Ok(3_600)),
            ("1h30m", Ok(5_400)),
            ("1 d", Err(DurationError::Syntax)),
            ("30D", Ok(2_592_000)),
            ("1y", Ok(31_536_000)),
            ("-5", Ok(-5)),
            ("", Err(DurationError::Syntax)),
            ("abc", Err(DurationError::Syntax)),
            ("1.5h", Err(DurationError::Syntax)),
            ("99y", Err(DurationError::TooLong)),
            ("99999999999999999999", Err(DurationError::TooLong)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn ten_days_are_read_back_as_ten_days() {
        assert_eq!(parts(864_000), [(10, Unit::Day)]);
        assert_eq!(
            parts(90_061),
            [
                (1, Unit::Day),
                (1, Unit::Hour),
                (1, Unit::Minute),
                (1, Unit::Second)
            ]
        );
        assert_eq!(parts(0), [(0, Unit::Second)]);
    }
}
