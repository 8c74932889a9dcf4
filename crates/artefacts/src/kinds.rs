//! What is worth knowing about an artefact, typed; the words are in `locales/*/findings.ftl`.

use serde_json::Value;

use crate::content::{Artefact, Content};
use crate::object::reviews;
use crate::origin::Step;
use crate::{certificate, token};
use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::private_key::PrivateKeyFacts;
use certbench_kubernetes::access_draft;
use certbench_kubernetes::authenticators::bootstrap_token::secret;
use certbench_kubernetes::authenticators::static_token_file::rows::StaticTokenRow;
use certbench_kubernetes::cluster_state;
use certbench_kubernetes::csr::forecast::{Forecast, Outcome};
use certbench_kubernetes::csr::subject_findings::{key_findings, subject_findings};
use certbench_kubernetes::csr::submission::Submission;
use certbench_kubernetes::csr::validation::Examination;
use certbench_kubernetes::error_text::ErrorText;
use certbench_kubernetes::finding::{Code, Field, Finding, by_severity};
use certbench_kubernetes::object::Object;

/// A finding about the whole.
pub(super) fn finding(code: Code) -> Finding {
    Finding::new(code, Field::Whole)
}

/// Everything worth saying about an artefact at a time in seconds since 1970, most serious first.
pub fn findings(artefact: &Artefact, now: i64) -> Vec<Finding> {
    let findings = match &artefact.content {
        Content::Certificate(one) => certificate::findings::findings(one, now),
        Content::Request(request) => request_findings(request),
        Content::PrivateKey(key) => key_place_findings(key, artefact),
        Content::PublicKey(key) => key_findings(&key.kind),
        Content::Token(token) => {
            token::findings::findings(&token.header, &token.claims, &token.duplicate_keys, now)
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
    findings.extend(certificate::findings::typo_findings(&request.subject));
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::findings;
    use crate::origin::Source;
    use crate::recognise::recognise;
    use certbench_kubernetes::finding::cases::{Case, case, check, recorded};
    use certbench_kubernetes::finding::{Code, Finding, Group};
    use certbench_x509::bytes::Bytes;

    macro_rules! fixture {
        ($path:literal) => {
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../tests/fixtures/",
                $path
            ))
        };
    }

    /// When the fixtures were recorded.
    const NOW: i64 = 1_795_354_100;

    /// Everything that is said of what is in a text.
    fn find(text: &impl AsRef<str>) -> Vec<Finding> {
        let source = Source {
            name: String::new(),
            input: Bytes(text.as_ref().as_bytes().to_vec()),
        };
        let artefacts = recognise(source, None).artefacts;
        let found = artefacts.iter().flat_map(|one| findings(one, NOW));
        found.collect()
    }

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

    /// The keys of RFC 7517, appendix A.2 and A.1.
    #[test]
    fn key_sets() {
        const PUBLIC: &str = r#"{"keys": [{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "use": "enc", "kid": "1"}]}"#;
        const PRIVATE: &str = r#"{"keys": [{"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE", "use": "enc", "kid": "1"}]}"#;
        const CASES: [Case<&str>; 1] = [case(Code::KeySetPrivate, PRIVATE, PUBLIC)];
        check(Group::KeySet, &CASES, find);
    }

    #[test]
    fn certificate_texts() {
        const CASES: [Case<&str>; 1] = [case(
            Code::TextOnly,
            fixture!("walkthrough/myuser.crt.txt"),
            fixture!("walkthrough/myuser.crt"),
        )];
        check(Group::CertificateText, &CASES, find);
    }

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

    #[test]
    #[rustfmt::skip]
    fn static_token_files() {
        let row = "static-token-0123456789abcdef,jane,1";
        let file = fixture!("pki/tokens.csv");
        let pod = |flag: &str| format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - name: kube-apiserver\n    command: [kube-apiserver, {flag}=/etc/users.csv]\n");
        let cases = [
            case(Code::StaticTokens, file.to_owned(), file.replace(',', ";")),
            case(Code::StaticTokenEmpty, format!("{row}\n,john,2\n"), row.to_owned()),
            case(Code::StaticTokenOverruled, format!("{row}\n{row}\n"), row.to_owned()),
            case(Code::StaticTokenColumns, format!("{row},dev,ops\n"), format!("{row},\"dev,ops\"\n")),
            case(Code::BasicAuthFile, pod("--basic-auth-file"), pod("--token-auth-file")),
        ];
        check(Group::StaticTokenFile, &cases, find);
    }

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
