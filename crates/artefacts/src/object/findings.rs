//! What is worth knowing about a Kubernetes object.

use certbench_kubernetes::authenticators::bootstrap_token::secret;
use certbench_kubernetes::cluster_state;
use certbench_kubernetes::csr::forecast::{Forecast, Outcome};
use certbench_kubernetes::csr::submission::Submission;
use certbench_kubernetes::csr::validation::Examination;
use certbench_kubernetes::error_text::ErrorText;
use certbench_kubernetes::finding::{Code, Finding};
use certbench_kubernetes::object::Object;
use serde_json::Value;

use super::reviews;
use crate::error_text::refusal_findings;
use crate::kinds::finding;

/// What is worth knowing about an object at a time in seconds since 1970.
pub(super) fn object_findings(object: &Object, now: i64) -> Vec<Finding> {
    let mut findings: Vec<_> = object
        .duplicate_keys
        .iter()
        .take(20)
        .map(|key| {
            finding(Code::DuplicateKey)
                .with("path", &key.path)
                .with("line", key.line.to_string())
        })
        .collect();
    if object.lost_indentation {
        findings.push(finding(Code::IndentationLost));
        return findings;
    }
    match object.kind() {
        "CertificateSigningRequest" => findings.extend(csr_findings(object)),
        "Secret" => {
            findings.push(finding(Code::SecretInPaste));
            if object.secret_type() == "kubernetes.io/service-account-token" {
                findings.push(finding(Code::TokenLegacy));
            }
            if secret::is_one(&object.value) {
                findings.extend(secret::findings(&object.value, now));
            }
        }
        kind if reviews::is_review(kind) => findings.extend(review_findings(&object.value)),
        "Status" | "Event" => {
            let error = ErrorText::from_object(&object.value);
            findings.extend(error.iter().flat_map(refusal_findings));
        }
        "Pod" if asks_for_passwords(&object.value) => findings.push(finding(Code::BasicAuthFile)),
        _ => {}
    }
    findings
}

/// What the server says, or said, to a question about tokens.
fn review_findings(object: &Value) -> Option<Finding> {
    let error = cluster_state::text(object, "/status/error");
    if !error.is_empty() {
        return Some(finding(Code::ReviewRefused).with("message", error));
    }
    reviews::refusal(object)
        .map(|message| finding(Code::ReviewRequestRefused).with("message", message))
}

/// Whether a Pod runs an API server with `--basic-auth-file`.
fn asks_for_passwords(pod: &Value) -> bool {
    let containers = pod.pointer("/spec/containers").and_then(Value::as_array);
    let containers = containers.into_iter().flatten();
    containers
        .flat_map(|container| ["command", "args"].map(|name| container.get(name)))
        .filter_map(|words| words?.as_array())
        .flatten()
        .any(|word| {
            word.as_str()
                .is_some_and(|word| word.starts_with("--basic-auth-file"))
        })
}

/// What the cluster would say to the object, as far as it can be told without verifying.
fn csr_findings(object: &Object) -> Vec<Finding> {
    let examined = Submission::decode(&object.value).map(Examination::new);
    let mut findings = Vec::new();
    if let Ok(examination) = &examined
        && let Ok(request) = &examination.request
    {
        let (name, user) = (&examination.submission.name, request.subject.common_name());
        if !name.is_empty() && !user.is_empty() && name != user {
            findings.push(
                finding(Code::ObjectNameDiffers)
                    .with("object", name)
                    .with("user", user),
            );
        }
        // In an object that the server has stored, these fields are the server's own.
        let is_stored = object
            .value
            .pointer("/metadata/creationTimestamp")
            .is_some();
        let ignored = &examination.submission.ignored_fields;
        findings.extend(
            ignored
                .iter()
                .filter(|_| !is_stored)
                .map(|field| finding(Code::SpecFieldIgnored).with("field", field)),
        );
    }
    // A signature without a verdict is taken as good.
    let forecast = Forecast::new(examined, None);
    let code = match forecast.outcome {
        Outcome::Refused => Code::RequestRefused,
        Outcome::Failed => Code::RequestFailed,
        _ => return findings,
    };
    findings.push(finding(code).with("message", forecast.message.unwrap_or_default()));
    findings
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{case, check, recorded};

    use super::*;
    use crate::testing::{find, fixture};

    #[test]
    #[rustfmt::skip]
    fn objects() {
        let member = |lines: &str, case: &str, member: &str| {
            recorded(lines, case)[member].to_string()
        };
        let request = |case: &str| member(fixture!("csr.jsonl"), case, "manifest");
        let review = |case: &str| member(fixture!("tokens/tokens.jsonl"), case, "tokenreview.json");
        let config = |members: &str| format!("apiVersion: v1\nkind: ConfigMap\n{members}");
        let asked = |seconds: i64| format!("apiVersion: authentication.k8s.io/v1\nkind: TokenRequest\nspec:\n  expirationSeconds: {seconds}\n");
        let good = || config("metadata:\n  name: web\ndata:\n  a: b\n");
        let prose = |manifest: String| format!("Apply this, please:\n\n{manifest}");
        let cases = [
            case(Code::DuplicateKey, config("metadata:\n  name: web\ndata:\n  a: b\n  a: c\n"), good()),
            case(Code::IndentationLost, prose(config("metadata:\nname: web\ndata:\na: b\n")), prose(good())),
            case(Code::RequestRefused, request("usage-empty"), request("usage-server-auth")),
            case(Code::RequestFailed, request("usage-server-auth"), request("myuser")),
            case(Code::ReviewRefused, review("forged-expired-90s"), review("sa-bound")),
            case(Code::ReviewRequestRefused, asked(599), asked(600)),
        ];
        check(Group::Object, &cases, find);
    }
}
