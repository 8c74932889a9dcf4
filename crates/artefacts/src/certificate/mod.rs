//! Certificates on the bench.

mod extensions;
pub mod findings;
pub mod go_x509;
mod report;

use certbench_formats::openssl_text;
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::finding::Finding;
use certbench_x509::certificate::Certificate;
use certbench_x509::general_name::GeneralName;
use serde_json::Value;

use crate::encoding::Encoding;
use crate::fact::{ExtensionText, Fact, FactName, algorithm, decimal, fact, key_facts, name_fact};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, Validity};
use crate::origin::Origin;

impl Kind for Certificate {
    fn headline(&self) -> Headline {
        let name = match self.subject.common_name() {
            "" => self.subject.to_string(),
            name => name.to_owned(),
        };
        if self.is_authority() {
            return Headline::new(HeadlineCode::Authority, &[("name", &name)]);
        }
        if self.is_api_server() {
            return Headline::new(HeadlineCode::ApiServerCertificate, &[("name", &name)]);
        }
        if self.is_for_servers() {
            let host = self
                .subject_alt_names
                .iter()
                .find_map(|name| match name {
                    GeneralName::Dns(host) | GeneralName::Ip(host) => Some(host.as_str()),
                    _ => None,
                })
                .unwrap_or(&name);
            return Headline::new(HeadlineCode::ServerCertificate, &[("name", host)]);
        }
        if !self.permits_clients() {
            return Headline::new(HeadlineCode::OtherCertificate, &[("name", &name)]);
        }
        let groups = self.subject.organizations();
        Headline::new(
            HeadlineCode::ClientCertificate,
            &[
                ("user", self.subject.common_name()),
                ("groups", &groups.join(", ")),
                ("count", &groups.len().to_string()),
            ],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            name_fact(FactName::Subject, &self.subject),
            name_fact(FactName::Issuer, &self.issuer),
            fact(FactName::NotBefore, self.not_before.to_string()),
            fact(FactName::NotAfter, self.not_after.to_string()),
            fact(FactName::Version, self.version.to_string()),
            fact(FactName::SerialHexadecimal, &self.serial),
            fact(FactName::SerialDecimal, decimal(&self.serial)),
            fact(
                FactName::SignatureAlgorithm,
                algorithm(&self.signature_algorithm),
            ),
        ];
        key_facts(&self.public_key, &mut facts);
        facts.push(fact(FactName::Sha256, &self.sha256));
        facts.push(fact(FactName::Sha1, &self.sha1));
        facts
    }

    fn findings(&self, _: &Origin, now: i64) -> Vec<Finding> {
        findings::findings(self, now)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("certificate", report::certificate(self)))
    }

    fn validity(&self) -> Validity {
        (Some(self.not_before), Some(self.not_after))
    }

    fn identity(&self) -> Option<Identity> {
        if !self.permits_clients() || self.is_authority() {
            return None;
        }
        Identity::from_subject(&self.subject, Some(&self.sha256)).ok()
    }

    fn spki_sha256(&self) -> Option<String> {
        Some(self.spki_sha256.clone())
    }

    fn digest(&self) -> Option<String> {
        Some(self.sha256.clone())
    }

    fn encoding(&self) -> Option<Encoding> {
        Some(Encoding {
            label: "CERTIFICATE",
            der: self.der.clone(),
            openssl_text: openssl_text::certificate(&self.der.0).unwrap_or_default(),
        })
    }

    fn extensions(&self, openssl_text: &str) -> Vec<ExtensionText> {
        extensions::extensions(self, openssl_text)
    }

    fn compared(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let mut add = |detail: &str, value: String| facts.push(other(detail, value));
        for name in &self.subject_alt_names {
            add("X509v3 Subject Alternative Name", name.to_string());
        }
        if let Some(usages) = &self.key_usage {
            add("X509v3 Key Usage", usages.join(", "));
        }
        if let Some(usages) = &self.extended_key_usage {
            let names: Vec<_> = usages.iter().map(|oid| algorithm(oid)).collect();
            add("X509v3 Extended Key Usage", names.join(", "));
        }
        if let Some(constraints) = self.basic_constraints {
            let length = constraints
                .path_length
                .map_or_else(String::new, |length| format!(", pathlen:{length}"));
            add(
                "X509v3 Basic Constraints",
                format!("CA:{}{length}", constraints.ca),
            );
        }
        facts
    }
}

/// A field that is compared as it is, without making anything visible.
fn other(detail: &str, value: String) -> Fact {
    Fact {
        name: FactName::Other,
        detail: detail.to_owned(),
        value,
    }
}
