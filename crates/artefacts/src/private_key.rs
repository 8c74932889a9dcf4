//! Private keys on the bench: what can be told of them without using them.

use certbench_formats::private_key::PrivateKeyFacts;
use certbench_kubernetes::csr::subject_findings::key_findings;
use certbench_kubernetes::finding::{Code, Finding};
use certbench_x509::public_key::PublicKey;
use serde_json::{Value, json};

use crate::fact::{Fact, FactName, fact, key_facts};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::{Origin, Step};
use crate::report::{key_kind, public_key};

impl Kind for PrivateKeyFacts {
    fn headline(&self) -> Headline {
        if self.kind.is_none() {
            return Headline::new(HeadlineCode::EncryptedKey, &[]);
        }
        Headline::new(HeadlineCode::PrivateKey, &[("kind", &self.kind_name())])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![fact(FactName::Format, self.format.as_str())];
        match (&self.public_key, &self.kind) {
            (Some(public), _) => key_facts(public, &mut facts),
            (None, Some(kind)) => facts.push(fact(FactName::PublicKey, kind.name())),
            (None, None) => {}
        }
        facts
    }

    fn findings(&self, origin: &Origin, _: i64) -> Vec<Finding> {
        place_findings(self, origin)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        let mut value = match (&self.public_key, &self.kind) {
            (Some(public), _) => public_key(public),
            (None, Some(other)) => key_kind(other),
            (None, None) => json!({"kind": null}),
        };
        value["spki_sha256"] = json!(self.public_key.as_ref().map(PublicKey::fingerprint));
        value["encrypted"] = json!(self.encrypted);
        value["format"] = json!(self.format.as_str());
        Some(("key", value))
    }

    fn spki_sha256(&self) -> Option<String> {
        self.public_key.as_ref().map(PublicKey::fingerprint)
    }

    fn secret(&self) -> Option<&str> {
        Some(&self.secret)
    }
}

/// Where a private key has no business.
fn place_findings(key: &PrivateKeyFacts, origin: &Origin) -> Vec<Finding> {
    const PUBLIC_MEMBERS: [&str; 8] = [
        "tls.crt",
        "ca.crt",
        "certificate-authority-data",
        "client-certificate-data",
        "caBundle",
        "request",
        "certificate",
        "trustBundle",
    ];
    let misplaced = origin.0.iter().any(|step| match step {
        Step::Object(title) => {
            let kind = title.split(' ').next().unwrap_or_default();
            !matches!(kind, "Secret" | "kubeconfig")
        }
        Step::Member(path) => PUBLIC_MEMBERS
            .iter()
            .any(|name| path == name || path.ends_with(&format!(" {name}"))),
        _ => false,
    });
    let place = origin.to_string();
    let mut findings = key.kind.as_ref().map_or_else(Vec::new, key_findings);
    findings.push(if misplaced {
        finding(Code::KeyMisplaced).with("place", place)
    } else {
        finding(Code::SecretInPaste)
    });
    findings
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{case, check};

    use super::*;
    use crate::testing::{find, fixture};

    #[test]
    fn private_keys() {
        let key = fixture!("walkthrough/myuser.key");
        let within = |kind: &str| {
            let lines = key.lines().map(|line| format!("    {line}\n"));
            format!(
                "apiVersion: v1\nkind: {kind}\nmetadata:\n  name: web\n{}:\n  tls.key: |\n{}",
                if kind == "Secret" {
                    "stringData"
                } else {
                    "data"
                },
                lines.collect::<String>()
            )
        };
        let public = fixture!("pki/sa.pub").to_owned();
        let cases = [
            case(Code::SecretInPaste, key.to_owned(), public),
            case(Code::KeyMisplaced, within("ConfigMap"), within("Secret")),
        ];
        check(Group::PrivateKey, &cases, find);
    }
}
