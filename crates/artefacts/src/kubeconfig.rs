//! Kubeconfigs on the bench.

use certbench_kubernetes::finding::Finding;
use serde_json::Value;

use crate::fact::{ENTRIES_MAX, Fact, FactName, named, outline};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::Kind;
use crate::origin::Origin;

/// A kubeconfig (`client-go/tools/clientcmd/api/v1/types.go`). May hold secrets.
#[derive(Clone, PartialEq)]
pub struct Kubeconfig(pub Value);

/// Never its members: a debug print may end in a log.
impl std::fmt::Debug for Kubeconfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Kubeconfig")
    }
}

impl Kind for Kubeconfig {
    fn headline(&self) -> Headline {
        let count = |name: &str| {
            let entries = self.0.get(name).and_then(Value::as_array);
            entries.map_or(0, Vec::len).to_string()
        };
        let current = self.0.get("current-context").and_then(Value::as_str);
        Headline::new(
            HeadlineCode::Kubeconfig,
            &[
                ("context", current.unwrap_or_default()),
                ("clusters", &count("clusters")),
                ("users", &count("users")),
            ],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (list, inner) in [
            ("clusters", "cluster"),
            ("contexts", "context"),
            ("users", "user"),
        ] {
            let entries = self.0.get(list).and_then(Value::as_array);
            for entry in entries.into_iter().flatten().take(ENTRIES_MAX) {
                let name = entry
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                facts.push(named(
                    FactName::Other,
                    &format!("{inner} {name}"),
                    outline(entry.get(inner)),
                ));
            }
        }
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        Vec::new()
    }

    /// Nothing but its kind: most of its members may be secret.
    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        None
    }
}
