//! Bootstrap tokens on the bench.

use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::finding::{Code, Finding};
use serde_json::{Value, json};

use crate::fact::{Fact, FactName, named};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::Origin;

/// A bootstrap token, by its public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootstrapToken {
    /// The part before the dot; the part after it is secret.
    pub id: String,
}

impl Kind for BootstrapToken {
    fn headline(&self) -> Headline {
        Headline::new(HeadlineCode::BootstrapToken, &[("id", &self.id)])
    }

    fn facts(&self) -> Vec<Fact> {
        vec![named(FactName::Other, "token-id", &self.id)]
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        vec![finding(Code::SecretInPaste)]
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("bootstrap_token", json!({"id": self.id})))
    }

    fn identity(&self) -> Option<Identity> {
        Some(Identity::from_bootstrap_token(&self.id))
    }
}
