//! Answers of a real cluster, as kubectl printed them.

use certbench::domain::bytes::Bytes;
use certbench::domain::formats::go;
use certbench::domain::kubernetes::csr::answer::{Answer, AnswerError, State};
use certbench::engine::ask;
use certbench::engine::read_answer::ReadAnswer;
use serde_json::{Value, json};

const PENDING: &str = include_str!("../fixtures/walkthrough/myuser-pending.yaml");
const ISSUED: &str = include_str!("../fixtures/walkthrough/myuser-issued.yaml");
const CERTIFICATE: &str = include_str!("../fixtures/walkthrough/myuser.crt");
const REQUEST: &str = include_str!("../fixtures/walkthrough/myuser.csr");
/// While the recorded certificate was valid.
const THEN: i64 = 1_795_354_200;

fn read(text: &str) -> Result<Answer, AnswerError> {
    read_with(text, None)
}

fn read_with(text: &str, public_key: Option<Bytes>) -> Result<Answer, AnswerError> {
    ask(ReadAnswer {
        text: text.to_owned(),
        public_key,
        request: None,
        expiration_seconds: None,
        now: THEN,
    })
}

fn codes(answer: &Answer) -> Vec<&'static str> {
    answer
        .differences
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

#[test]
fn a_pending_and_an_issued_request_are_told_apart() {
    assert_eq!(
        read(PENDING).expect("kubectl wrote it").state,
        State::Pending
    );
    let answer = read(ISSUED).expect("kubectl wrote it");
    assert_eq!(answer.state, State::Issued);
    assert_eq!(answer.object_name.as_deref(), Some("myuser"));
    let identity = answer.identity.clone().expect("myuser logged in");
    assert_eq!(identity.user, "myuser");
    assert_eq!(identity.groups, ["dev", "system:authenticated"]);
    // kubectl auth whoami, walkthrough/log.txt
    assert_eq!(
        identity.extra["authentication.kubernetes.io/credential-id"],
        ["X509SHA256=471da1b5288244ae504322e9b3c1eb8624dd311e0417f07f58ba9ce08dc4fff8"]
    );
    assert_eq!(codes(&answer), ["issued-lifetime-as-asked"]);
}

#[test]
fn yaml_json_lists_base64_and_pem_are_the_same_answer() {
    let object = certbench::domain::formats::manifest::parse(ISSUED).expect("YAML");
    let bare = object["status"]["certificate"]
        .as_str()
        .expect("issued")
        .to_owned();
    let wrapped: Vec<_> = bare
        .as_bytes()
        .chunks(76)
        .map(String::from_utf8_lossy)
        .collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": [object]});
    let texts = [
        serde_json::to_string_pretty(&object).expect("JSON"),
        list.to_string(),
        bare.clone(),
        wrapped.join("\n"),
        CERTIFICATE.to_owned(),
        format!("Certificate:\n    Data:\n{CERTIFICATE}"),
    ];
    let expected = read(ISSUED).expect("YAML").chain;
    assert_eq!(expected.len(), 1);
    for text in texts {
        let answer = read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(answer.state, State::Issued);
        assert_eq!(answer.chain, expected);
    }
}

#[test]
fn every_state_that_a_request_can_be_in_is_explained() {
    let object = |signer: &str, conditions: Value| {
        json!({
            "apiVersion": "certificates.k8s.io/v1", "kind": "CertificateSigningRequest",
            "metadata": {"name": "x"}, "spec": {"signerName": signer},
            "status": {"conditions": conditions},
        })
        .to_string()
    };
    let approved = json!({"type": "Approved", "status": "True"});
    let client = "kubernetes.io/kube-apiserver-client";
    let denied = json!([{"type": "Denied", "reason": "KubectlDeny", "message": "no"}]);
    let failed = json!([approved, {"type": "Failed", "reason": "SignerValidationFailure", "message": "invalid usage"}]);
    for (text, expected) in [
        (object(client, json!([])), State::Pending),
        (
            object(client, json!([approved])),
            State::ApprovedBuiltIn {
                signer: client.to_owned(),
            },
        ),
        (
            object("example.com/x", json!([approved])),
            State::ApprovedUnknown {
                signer: "example.com/x".to_owned(),
            },
        ),
        (
            object(client, denied),
            State::Denied {
                reason: "KubectlDeny".to_owned(),
                message: "no".to_owned(),
            },
        ),
        (
            object(client, failed),
            State::Failed {
                reason: "SignerValidationFailure".to_owned(),
                message: "invalid usage".to_owned(),
            },
        ),
    ] {
        assert_eq!(read(&text).expect("an object").state, expected);
    }
}

#[test]
fn what_is_no_answer_is_named() {
    let check = |text: &str, expected: fn(&AnswerError) -> bool| {
        let error = read(text).expect_err(text);
        assert!(expected(&error), "{text}: {error:?}");
    };
    check("  \n", |error| *error == AnswerError::Empty);
    check("kind: Secret\napiVersion: v1", |error| {
        *error
            == AnswerError::OtherKind {
                kind: "Secret".to_owned(),
            }
    });
    check(REQUEST, |error| {
        *error
            == AnswerError::OtherBlock {
                label: "CERTIFICATE REQUEST".to_owned(),
            }
    });
    check("hello, world: [", |error| {
        matches!(error, AnswerError::Unrecognised { .. })
    });
    check(&CERTIFICATE.replacen("MII", "MIJ", 1), |error| {
        matches!(error, AnswerError::BadCertificate { .. })
    });
}

#[test]
fn a_certificate_is_proved_to_belong_to_its_key() {
    let (block, _) = go::pem::decode(REQUEST.as_bytes()).expect("PEM");
    let request =
        certbench::domain::formats::certificate_request::CertificateRequest::from_der(&block.der)
            .expect("openssl wrote it");
    let own = request.public_key.spki.clone();
    assert_eq!(
        read_with(ISSUED, Some(own)).expect("issued").is_for_key,
        Some(true)
    );
    let other = include_str!("../fixtures/walkthrough/node.csr");
    let (block, _) = go::pem::decode(other.as_bytes()).expect("PEM");
    let other =
        certbench::domain::formats::certificate_request::CertificateRequest::from_der(&block.der)
            .expect("openssl wrote it");
    let answer = read_with(ISSUED, Some(other.public_key.spki)).expect("issued");
    assert_eq!(answer.is_for_key, Some(false));
    assert!(codes(&answer).contains(&"issued-for-other-key"));
}

#[test]
fn normal_differences_are_told_from_odd_ones_in_every_recorded_certificate() {
    use certbench::domain::kubernetes::finding::Severity;
    for line in include_str!("../fixtures/csr.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let Some(pem) = line["certificate"].as_str() else {
            continue;
        };
        let mut object = line["manifest"].clone();
        object["status"] = json!({"certificate": certbench::domain::bytes::base64(pem.as_bytes())});
        let (block, _) = go::pem::decode(pem.as_bytes()).expect("PEM");
        let leaf = certbench::domain::certificate::Certificate::from_der(&block.der)
            .expect("the signer writes certificates");
        let answer = ask(ReadAnswer {
            text: object.to_string(),
            public_key: None,
            request: None,
            expiration_seconds: None,
            now: leaf.not_before + 300,
        })
        .expect("a signed request");
        let odd: Vec<_> = answer
            .differences
            .iter()
            .filter(|finding| finding.severity != Severity::Info)
            .map(|finding| finding.code.as_str())
            .collect();
        let case = line["case"].as_str().expect("a case has a name");
        let expected: &[&str] = match case {
            // The control plane gives a year at most.
            "exp-2y" | "exp-int32max" => &["issued-lifetime-shorter"],
            // Of several common names the last wins, which is what we read out of the request too.
            _ if case.starts_with("kserving") => &["issued-not-for-clients"],
            _ => &[],
        };
        assert_eq!(odd, expected, "{case}");
    }
}
