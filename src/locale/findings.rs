//! What a finding says.

use super::families::FINDING;
use super::{Argument, Locale, Value};
use certbench_kubernetes::finding::Finding;

impl Locale {
    /// What a finding says: the problem, and the remedy.
    pub fn finding(&self, finding: &Finding) -> (String, String) {
        let arguments: Vec<Argument<'_>> = finding
            .arguments
            .iter()
            .map(|(name, value)| (name.as_str(), self.argument(name, value)))
            .collect();
        self.pair(FINDING.pair(&finding.code, "remedy"), &arguments)
    }

    /// A finding's argument; seconds become words.
    fn argument(&self, name: &str, value: &str) -> Value<'static> {
        let seconds = name.ends_with("_seconds").then(|| value.parse().ok());
        seconds.flatten().map_or_else(
            || Value::from(value.to_owned()),
            |seconds| {
                // What lies between now and then is worth two units; what was asked for is exact.
                let is_distance = matches!(name, "left_seconds" | "since_seconds" | "in_seconds");
                Value::from(if is_distance {
                    self.distance(seconds)
                } else {
                    self.duration(seconds)
                })
            },
        )
    }
}
