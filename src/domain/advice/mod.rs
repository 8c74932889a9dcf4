//! What is worth knowing about an artefact, typed; the words are in `locales/*/findings.ftl`.

mod certificate;
mod go_x509;
pub mod token;

use serde_json::Value;

use super::access_draft;
use super::artefact::{Artefact, Content, Object, PrivateKeyFacts, StaticTokenRow, Step};
use super::certificate_request::CertificateRequest;
use super::error_text::ErrorText;
use super::finding::{Code, Field, Finding, by_severity};
use super::kubernetes::bootstrap_secret;
use super::kubernetes::csr_submission::Submission;
use super::kubernetes::csr_validation::Examination;
use super::kubernetes::forecast::{Forecast, Outcome};
use super::kubernetes::subject_advice::{key_findings, subject_findings};
use super::kubernetes::{cluster_state, reviews};

/// A finding about the whole.
fn finding(code: Code) -> Finding {
    Finding::new(code, Field::Whole)
}

/// Everything worth saying about an artefact at a time in seconds since 1970, most serious first.
pub fn findings(artefact: &Artefact, now: i64) -> Vec<Finding> {
    let findings = match &artefact.content {
        Content::Certificate(one) => certificate::findings(one, now),
        Content::Request(request) => request_findings(request),
        Content::PrivateKey(key) => key_place_findings(key, artefact),
        Content::PublicKey(key) => key_findings(&key.kind),
        Content::Token(token) => {
            token::findings(&token.header, &token.claims, &token.duplicate_keys, now)
        }
        Content::KeySet(set) if set.has_private => vec![finding(Code::KeySetPrivate)],
        Content::Object(object) => object_findings(object, now),
        Content::BootstrapToken { .. } => vec![finding(Code::SecretInPaste)],
        Content::StaticTokenFile(rows) => {
            let mut findings = static_token_findings(rows);
            if is_password_file(artefact) {
                findings.push(finding(Code::BasicAuthFile));
            }
            findings
        }
        Content::ErrorText(error) => refusal_findings(error),
        Content::CertificateText(text) => {
            let mut findings = vec![finding(Code::TextOnly)];
            if text.is_version_1 {
                findings.push(finding(Code::CertificateVersion1));
            }
            if text.subject.contains("system:masters") {
                findings.push(finding(Code::GroupMasters).with("group", "system:masters"));
            }
            findings
        }
        _ => Vec::new(),
    };
    by_severity(findings)
}

fn request_findings(request: &CertificateRequest) -> Vec<Finding> {
    let mut findings = key_findings(&request.public_key.kind);
    findings.extend(subject_findings(&request.subject));
    findings.extend(certificate::typo_findings(&request.subject));
    findings
}

/// Where a private key has no business.
fn key_place_findings(key: &PrivateKeyFacts, artefact: &Artefact) -> Vec<Finding> {
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
    let misplaced = artefact.origin.0.iter().any(|step| match step {
        Step::Object(title) => {
            let kind = title.split(' ').next().unwrap_or_default();
            !matches!(kind, "Secret" | "kubeconfig")
        }
        Step::Member(path) => PUBLIC_MEMBERS
            .iter()
            .any(|name| path == name || path.ends_with(&format!(" {name}"))),
        _ => false,
    });
    let place = artefact.origin.to_string();
    let mut findings = key.kind.as_ref().map_or_else(Vec::new, key_findings);
    findings.push(if misplaced {
        finding(Code::KeyMisplaced).with("place", place)
    } else {
        finding(Code::SecretInPaste)
    });
    findings
}

fn object_findings(object: &Object, now: i64) -> Vec<Finding> {
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
            if bootstrap_secret::is_one(&object.value) {
                findings.extend(bootstrap_secret::findings(&object.value, now));
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

/// What a refusal means, and what the API server hints at.
fn refusal_findings(error: &ErrorText) -> Vec<Finding> {
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

/// A static password file looks like a static token file; only its name tells.
fn is_password_file(artefact: &Artefact) -> bool {
    artefact.origin.0.iter().any(|step| match step {
        Step::File(name) => name.to_ascii_lowercase().contains("basic"),
        _ => false,
    })
}

fn static_token_findings(rows: &[StaticTokenRow]) -> Vec<Finding> {
    let mut findings = vec![finding(Code::StaticTokens), finding(Code::SecretInPaste)];
    for (index, row) in rows.iter().enumerate().take(1_000) {
        let at = |code| {
            finding(code)
                .with("line", (index + 1).to_string())
                .with("user", &row.user)
        };
        if row.is_empty {
            findings.push(at(Code::StaticTokenEmpty));
        } else if row.is_overruled {
            findings.push(at(Code::StaticTokenOverruled));
        }
        if row.ignored_columns > 0 {
            findings.push(at(Code::StaticTokenColumns));
        }
    }
    findings
}
