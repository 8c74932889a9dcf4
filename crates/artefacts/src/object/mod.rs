//! Kubernetes objects on the bench.

mod findings;
pub mod reviews;

use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::finding::Finding;
use certbench_kubernetes::object::Object;
use serde_json::{Value, json};

use crate::fact::{Fact, FactName, named, outline};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::Kind;
use crate::origin::Origin;

impl Kind for Object {
    fn headline(&self) -> Headline {
        Headline::new(
            HeadlineCode::Object,
            &[("title", &self.title()), ("version", self.api_version())],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            named(FactName::Other, "apiVersion", self.api_version()),
            named(FactName::Other, "kind", self.kind()),
        ];
        if !self.namespace().is_empty() {
            facts.push(named(
                FactName::Other,
                "metadata.namespace",
                self.namespace(),
            ));
        }
        facts.push(named(FactName::Other, "metadata.name", self.name()));
        for name in [
            "type",
            "data",
            "stringData",
            "spec",
            "roleRef",
            "subjects",
            "rules",
            "status",
        ] {
            // Of other objects the status is the controllers' own business.
            if name == "status" && !reviews::is_review(self.kind()) {
                continue;
            }
            if let Some(value) = self.value.get(name) {
                facts.push(named(FactName::Other, name, outline(Some(value))));
            }
        }
        facts
    }

    fn findings(&self, _: &Origin, now: i64) -> Vec<Finding> {
        findings::object_findings(self, now)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        let value = json!({
            "apiVersion": self.api_version(),
            "kind": self.kind(),
            "namespace": self.namespace(),
            "name": self.name(),
        });
        Some(("object", value))
    }

    fn identity(&self) -> Option<Identity> {
        reviews::identity(&self.value)
    }
}
