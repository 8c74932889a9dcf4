//! Key sets on the bench.

use certbench_formats::token::KeySet;
use certbench_kubernetes::finding::{Code, Finding};
use serde_json::{Value, json};

use crate::fact::{ENTRIES_MAX, Fact, FactName, fact};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::Origin;

impl Kind for KeySet {
    fn headline(&self) -> Headline {
        let count = self.keys.len().to_string();
        Headline::new(HeadlineCode::KeySet, &[("count", &count)])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for key in self.keys.iter().take(ENTRIES_MAX) {
            facts.push(fact(FactName::Entry, key.to_string()));
        }
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        let private = self.has_private.then(|| finding(Code::KeySetPrivate));
        private.into_iter().collect()
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("jwks", json!({"keys": self.keys})))
    }
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{Case, case, check};

    use super::*;
    use crate::testing::find;

    /// The keys of RFC 7517, appendix A.2 and A.1.
    #[test]
    fn key_sets() {
        const PUBLIC: &str = r#"{"keys": [{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "use": "enc", "kid": "1"}]}"#;
        const PRIVATE: &str = r#"{"keys": [{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE", "use": "enc", "kid": "1"}]}"#;
        const CASES: [Case<&str>; 1] = [case(Code::KeySetPrivate, PRIVATE, PUBLIC)];
        check(Group::KeySet, &CASES, find);
    }
}
