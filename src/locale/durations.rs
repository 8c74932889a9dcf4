//! Durations in words.

use super::Locale;
use crate::tr;
use certbench_formats::duration;
use certbench_formats::duration::Unit;

impl Locale {
    /// A duration in words: “10 days”, “1 hour 30 minutes”.
    pub fn duration(&self, seconds: u64) -> String {
        self.units(seconds, usize::MAX)
    }

    /// The distance of a moment from now in words, by its two largest units: “12 days 3 hours”.
    pub fn distance(&self, seconds: u64) -> String {
        self.units(seconds, 2)
    }

    fn units(&self, seconds: u64, count_max: usize) -> String {
        let parts: Vec<_> = duration::parts(seconds)
            .into_iter()
            .take(count_max)
            .map(|(count, unit)| self.unit(count, unit))
            .collect();
        parts.join(&tr!(self, "duration-separator"))
    }

    fn unit(&self, count: u64, unit: Unit) -> String {
        match unit {
            Unit::Year => tr!(self, "duration-year", count = count),
            Unit::Day => tr!(self, "duration-day", count = count),
            Unit::Hour => tr!(self, "duration-hour", count = count),
            Unit::Minute => tr!(self, "duration-minute", count = count),
            Unit::Second => tr!(self, "duration-second", count = count),
        }
    }
}
