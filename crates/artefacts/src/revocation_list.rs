//! Revocation lists on the bench.

use certbench_formats::revocation_list::RevocationList;
use certbench_formats::rfc3339::time_text;
use certbench_kubernetes::finding::Finding;
use serde_json::{Value, json};

use crate::encoding::Encoding;
use crate::fact::{ENTRIES_MAX, Fact, FactName, algorithm, fact, name_fact};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, Validity};
use crate::origin::Origin;

impl Kind for RevocationList {
    fn headline(&self) -> Headline {
        Headline::new(
            HeadlineCode::RevocationList,
            &[
                ("name", &self.issuer.to_string()),
                ("count", &self.count.to_string()),
            ],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            name_fact(FactName::Issuer, &self.issuer),
            fact(FactName::NotBefore, self.this_update.to_string()),
        ];
        if let Some(next) = self.next_update {
            facts.push(fact(FactName::NotAfter, next.to_string()));
        }
        facts.push(fact(
            FactName::SignatureAlgorithm,
            algorithm(&self.signature_algorithm),
        ));
        facts.push(fact(FactName::Count, self.count.to_string()));
        for (serial, _) in self.entries.iter().take(ENTRIES_MAX) {
            facts.push(fact(FactName::SerialHexadecimal, serial));
        }
        facts.push(fact(FactName::Sha256, &self.sha256));
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        Vec::new()
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        let value = json!({
            "issuer": self.issuer,
            "this_update": time_text(self.this_update),
            "next_update": self.next_update.map(time_text),
            "signature_algorithm": self.signature_algorithm,
            "revoked": self.count,
            "sha256": self.sha256,
        });
        Some(("revocation_list", value))
    }

    fn validity(&self) -> Validity {
        (Some(self.this_update), self.next_update)
    }

    fn digest(&self) -> Option<String> {
        Some(self.sha256.clone())
    }

    fn encoding(&self) -> Option<Encoding> {
        Some(Encoding {
            label: "X509 CRL",
            der: self.der.clone(),
            openssl_text: String::new(),
        })
    }
}
