//! Public keys on the bench.

use certbench_kubernetes::csr::subject_findings::key_findings;
use certbench_kubernetes::finding::Finding;
use certbench_x509::public_key::PublicKey;
use serde_json::{Value, json};

use crate::encoding::Encoding;
use crate::fact::{Fact, key_facts};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::Kind;
use crate::origin::Origin;
use crate::report::public_key;

impl Kind for PublicKey {
    fn headline(&self) -> Headline {
        Headline::new(HeadlineCode::PublicKey, &[("kind", &self.kind.name())])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        key_facts(self, &mut facts);
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        key_findings(&self.kind)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        let mut value = public_key(self);
        value["spki_sha256"] = json!(self.fingerprint());
        value["encrypted"] = json!(false);
        value["format"] = json!("spki");
        Some(("key", value))
    }

    fn spki_sha256(&self) -> Option<String> {
        Some(self.fingerprint())
    }

    fn encoding(&self) -> Option<Encoding> {
        Some(Encoding {
            label: "PUBLIC KEY",
            der: self.spki.clone(),
            openssl_text: String::new(),
        })
    }
}
