//! What a cluster or a tool said when it refused, on the bench.

use certbench_kubernetes::access_draft;
use certbench_kubernetes::error_text::{ErrorText, Refusal};
use certbench_kubernetes::finding::{Code, Finding};
use serde_json::{Value, json};

use crate::fact::{Fact, FactName, named};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::Origin;

impl Kind for ErrorText {
    fn headline(&self) -> Headline {
        let code = match self.refusal {
            Refusal::Forbidden if self.user.is_empty() => HeadlineCode::Admission,
            Refusal::Forbidden => HeadlineCode::Forbidden,
            Refusal::Unauthorized => HeadlineCode::Unauthorized,
            Refusal::Tls => HeadlineCode::Tls,
        };
        Headline::new(
            code,
            &[
                ("user", &self.user),
                ("verb", &self.verb),
                ("resource", &self.resource),
                ("namespace", &self.namespace),
            ],
        )
    }

    fn facts(&self) -> Vec<Fact> {
        vec![named(FactName::Other, "", &self.line)]
    }

    fn findings(&self, _: &Origin, _: i64) -> Vec<Finding> {
        refusal_findings(self)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("error_text", json!(self)))
    }
}

/// What a refusal means, and what the API server hints at.
pub(crate) fn refusal_findings(error: &ErrorText) -> Vec<Finding> {
    let missing = error.missing_role();
    let missing = missing.map(|role| finding(Code::RefusalDangling).with("role", role));
    std::iter::once(refusal_finding(error))
        .chain(missing)
        .collect()
}

/// What a refusal means, and what would have allowed it.
fn refusal_finding(error: &ErrorText) -> Finding {
    let found = finding(error.meaning);
    match error.meaning {
        Code::RefusalForbidden => {
            let place = match error.namespace.as_str() {
                "" => String::new(),
                namespace => format!(" (namespace {namespace})"),
            };
            let needed = access_draft::refusals::needed(std::slice::from_ref(error), false);
            found
                .with("user", &error.user)
                .with("verb", &error.verb)
                .with("resource", &error.resource)
                .with("place", place)
                .with("command", access_draft::refusals::one_line(&needed))
        }
        Code::RefusalImpersonation => found.with("user", &error.user).with("verb", &error.verb),
        Code::RefusalEscalation => found.with("user", &error.user),
        Code::KeyCannotLogIn => found.with("key", error.curve()),
        Code::RefusalSigner => found.with("signer", &error.name).with("verb", &error.verb),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{case, check, recorded};

    use super::*;
    use crate::testing::{find, fixture};

    #[test]
    #[rustfmt::skip]
    fn refusals() {
        let answers: Value = serde_json::from_str(fixture!("other-answers.json")).expect("JSON");
        let said = |case: &str| {
            answers[case]["message"].as_str().expect("it was refused").to_owned()
        };
        let dangling = |reason: &str| format!("Error from server (Forbidden): {}: {reason}", said("forbidden text: list pods"));
        let forbidden = || said("forbidden text: list pods");
        let admission = recorded(fixture!("csr.jsonl"), "subj-masters");
        let admission = admission["message"].as_str().expect("it was refused").to_owned();
        let cases = [
            case(Code::RefusalForbidden, forbidden(), said("forbidden text: anonymous")),
            case(Code::RefusalAnonymous, said("forbidden text: anonymous"), forbidden()),
            case(Code::RefusalImpersonation, said("refused: impersonate user, list pods"), forbidden()),
            case(Code::RefusalEscalation, said("escalation: role beyond own rights"), forbidden()),
            case(Code::RefusalSigner, said("approve without signer permission"), said("create CSR without permission")),
            case(Code::RefusalDangling, dangling("RBAC: role.rbac.authorization.k8s.io \"x\" not found"), dangling("no relationship found")),
            case(Code::RefusalAdmission, admission, said("approve without signer permission")),
            case(Code::RefusalUnauthorized, said("unauthorized text"), forbidden()),
        ];
        check(Group::Refusal, &cases, find);
    }

    #[test]
    fn a_refusal_of_tls_names_the_curve() {
        let said = "Unable to connect to the server: tls: unsupported certificate curve (P-224)";
        let found = find(&said);
        let [finding] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(finding.code, Code::KeyCannotLogIn);
        assert_eq!(finding.arguments, [("key".to_owned(), "P-224".to_owned())]);
    }
}
