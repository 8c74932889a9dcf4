//! Certificate requests on the bench.

use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::openssl_text;
use certbench_formats::signature::SignatureCheck;
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::csr::subject_findings::{key_findings, subject_findings};
use certbench_kubernetes::finding::Finding;
use serde_json::{Value, json};

use crate::certificate::findings::typo_findings;
use crate::encoding::Encoding;
use crate::fact::{Fact, FactName, algorithm, fact, key_facts, name_fact, named};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::Kind;
use crate::origin::Origin;
use crate::report::{names, public_key};

impl Kind for CertificateRequest {
    fn headline(&self) -> Headline {
        let groups = self.subject.organizations();
        Headline::new(
            HeadlineCode::Request,
            &[
                ("user", self.subject.common_name()),
                ("groups", &groups.join(", ")),
                ("count", &groups.len().to_string()),
            ],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![name_fact(FactName::Subject, &self.subject)];
        let oid = self.signature_algorithm_oid();
        facts.push(fact(FactName::SignatureAlgorithm, algorithm(&oid)));
        key_facts(&self.public_key, &mut facts);
        for name in &self.subject_alt_names {
            facts.push(named(
                FactName::Other,
                "X509v3 Subject Alternative Name",
                name.to_string(),
            ));
        }
        if let Some(usages) = &self.key_usage {
            facts.push(named(
                FactName::Other,
                "X509v3 Key Usage",
                usages.join(", "),
            ));
        }
        if let Some(usages) = &self.extended_key_usage {
            let usages: Vec<_> = usages.iter().map(|oid| algorithm(oid)).collect();
            facts.push(named(
                FactName::Other,
                "X509v3 Extended Key Usage",
                usages.join(", "),
            ));
        }
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        let mut findings = key_findings(&self.public_key.kind);
        findings.extend(subject_findings(&self.subject));
        findings.extend(typo_findings(&self.subject));
        findings
    }

    fn report(&self, signature_valid: Option<bool>) -> Option<(&'static str, Value)> {
        let value = json!({
            "subject": self.subject,
            "public_key": public_key(&self.public_key),
            "spki_sha256": self.public_key.fingerprint(),
            "signature_algorithm": self.signature_algorithm_oid(),
            "signature_valid": signature_valid,
            "subject_alt_names": names(&self.subject_alt_names),
            "key_usage": self.key_usage,
            "extended_key_usage": self.extended_key_usage,
        });
        Some(("request", value))
    }

    fn identity(&self) -> Option<Identity> {
        Identity::from_subject(&self.subject, None).ok()
    }

    fn spki_sha256(&self) -> Option<String> {
        Some(self.public_key.fingerprint())
    }

    fn encoding(&self) -> Option<Encoding> {
        Some(Encoding {
            label: "CERTIFICATE REQUEST",
            der: self.der.clone(),
            openssl_text: openssl_text::request(&self.der.0).unwrap_or_default(),
        })
    }

    fn own_signature(&self) -> Option<SignatureCheck> {
        self.signature_check().ok()
    }
}
