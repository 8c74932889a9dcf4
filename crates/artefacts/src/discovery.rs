//! OpenID Connect discovery documents on the bench.

use certbench_kubernetes::finding::Finding;
use serde_json::Value;

use crate::fact::{Fact, FactName, members};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::Kind;
use crate::origin::Origin;

/// A discovery document (OpenID Connect Discovery 1.0, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery(pub Value);

impl Kind for Discovery {
    fn headline(&self) -> Headline {
        let issuer = self.0.get("issuer").and_then(Value::as_str);
        let issuer = issuer.unwrap_or_default();
        Headline::new(HeadlineCode::Discovery, &[("issuer", issuer)])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        members(FactName::Other, &self.0, &mut facts);
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        Vec::new()
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("discovery", self.0.clone()))
    }
}
