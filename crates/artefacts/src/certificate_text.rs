//! What `openssl x509 -text` printed, on the bench.

use certbench_formats::certificate_text::CertificateText;
use certbench_kubernetes::finding::{Code, Finding};
use serde_json::{Value, json};

use crate::fact::{ENTRIES_MAX, Fact, FactName, named};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::Origin;

impl Kind for CertificateText {
    fn headline(&self) -> Headline {
        Headline::new(HeadlineCode::CertificateText, &[("name", &self.subject)])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (name, value) in self.fields.iter().take(ENTRIES_MAX) {
            facts.push(named(FactName::Other, name, value));
        }
        facts
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        let mut findings = vec![finding(Code::TextOnly)];
        if self.is_version_1 {
            findings.push(finding(Code::CertificateVersion1));
        }
        if self.subject.contains("system:masters") {
            findings.push(finding(Code::GroupMasters).with("group", "system:masters"));
        }
        findings
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("certificate_text", json!(self)))
    }
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{Case, case, check};

    use super::*;
    use crate::testing::{find, fixture};

    #[test]
    fn certificate_texts() {
        const CASES: [Case<&str>; 1] = [case(
            Code::TextOnly,
            fixture!("walkthrough/myuser.crt.txt"),
            fixture!("walkthrough/myuser.crt"),
        )];
        check(Group::CertificateText, &CASES, find);
    }
}
