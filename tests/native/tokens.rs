//! What a real API server made of tokens, and what is said of them.

use certbench::domain::formats::moment;
use certbench::domain::kubernetes::finding::Severity;
use certbench::engine::ask;
use certbench::engine::verify_token::{TokenAnswer, VerifyToken};
use serde_json::{Value, json};

use crate::recorded::{identity, lines};
use crate::reports::{artefacts, inspect};

const ISSUER: &str = "https://kubernetes.default.svc.cluster.local";
const SA_PUB: &str = include_str!("../fixtures/pki/sa.pub");
const STATIC_TOKENS: &str = include_str!("../fixtures/pki/tokens.csv");

/// The service account's UID while the recording ran, and the Secrets that tokens were bound to.
fn objects(token_line: &Value) -> String {
    let account = |name: &str, uid: &str| json!({"kind": "ServiceAccount", "metadata": {"namespace": "tok", "name": name, "uid": uid}});
    let mut items = vec![account("build-bot", "191f809c-024d-4e79-9714-c2a5887aedf5")];
    // Whatever else the token says it is bound to existed, unless the case is about its absence.
    let claims = &token_line["decoded.json"]["payload"];
    let case = token_line["case"].as_str().expect("a case has a name");
    items.push(match case {
        "sa-gone-recreated" => account("gone", "ec91ba72-380f-493d-8980-a64098a4ec9f"),
        _ => account("gone", "bd944a56-66f9-4f83-9d6d-b045f0071369"),
    });
    for (kind, member) in [("Secret", "secret"), ("Pod", "pod"), ("Node", "node")] {
        let bound = &claims["kubernetes.io"][member];
        if bound.is_object() && case != "sa-bound-secret-deleted" {
            let mut metadata = json!({"name": bound["name"], "uid": bound["uid"]});
            if kind != "Node" {
                metadata["namespace"] = json!("tok");
            }
            items.push(json!({"kind": kind, "metadata": metadata}));
        }
    }
    let mut text = json!({"kind": "List", "items": items}).to_string();
    if case != "sa-legacy-secret-deleted" {
        text.push_str("\n---\n");
        text.push_str(include_str!("../fixtures/tokens/legacy-secret.yaml"));
    }
    if let Some(secret) = token_line["secret.yaml"].as_str() {
        text.push_str("\n---\n");
        text.push_str(secret);
    }
    // A stream of JSON and YAML is YAML.
    format!("---\n{text}")
}

/// When the server answered.
fn time_of(line: &Value) -> i64 {
    let time = line["tokenreview.json"]["metadata"]["managedFields"][0]["time"].as_str();
    moment::from_rfc3339(time.expect("a review has a time")).expect("RFC 3339")
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn verify(line: &Value, audiences: Vec<String>, cluster: Option<String>) -> TokenAnswer {
    ask(VerifyToken {
        token: line["token"].as_str().expect("a token").trim().to_owned(),
        keys: SA_PUB.to_owned(),
        issuers: vec![ISSUER.to_owned()],
        audiences,
        cluster,
        static_tokens: STATIC_TOKENS.to_owned(),
        now: time_of(line),
        ..VerifyToken::default()
    })
    .expect("the objects can be read")
}

fn reviewed() -> Vec<Value> {
    let mut lines = lines("tokens/tokens.jsonl");
    lines.retain(|line| line["tokenreview.json"].is_object() && line["token"].is_string());
    lines
}

/// Refusals that depend on the state of the cluster, which no token tells.
const DEPEND_ON_THE_CLUSTER: [&str; 5] = [
    "forged-missing-sa",
    "sa-bound-secret-deleted",
    "sa-gone-recreated",
    "sa-legacy-secret-deleted",
    "bootstrap",
];

#[test]
fn tokens_are_taken_and_refused_in_the_api_servers_own_words() {
    let (mut users, mut refusals) = (0, 0);
    for line in reviewed() {
        let case = line["case"].as_str().expect("a case has a name");
        let review = &line["tokenreview.json"];
        let wanted = texts(&review["spec"]["audiences"]);
        let cluster = objects(&line);
        let answer = verify(&line, wanted, Some(cluster.clone()));
        let refusal = answer
            .refusal
            .as_ref()
            .map(|refusal| refusal.review_error());
        assert_eq!(
            json!(refusal),
            review["status"]["error"],
            "{case}: {answer:?}"
        );
        if review["status"]["authenticated"] == true {
            assert_eq!(
                json!(answer.identity),
                identity(&review["status"]["user"]),
                "{case}"
            );
            if !answer.header.is_empty() {
                assert_eq!(
                    json!(answer.shared_audiences),
                    review["status"]["audiences"],
                    "{case}"
                );
            }
            users += 1;
        } else {
            assert_eq!(answer.identity, None, "{case}");
            refusals += 1;
        }
        // Logging in asks for the API server's own audience.
        let answer = verify(&line, Vec::new(), Some(cluster));
        let whoami = &line["result"]["whoami"];
        if whoami.is_object() {
            assert_eq!(json!(answer.identity), identity(whoami), "{case}");
        } else {
            assert_eq!(answer.identity, None, "{case}");
        }
    }
    println!("{users} tokens with their user, {refusals} refused");
    assert_eq!((users, refusals), (20, 33));
}

#[test]
fn without_the_cluster_the_answer_names_what_must_exist() {
    let mut dependent = Vec::new();
    for line in reviewed() {
        let case = line["case"].as_str().expect("a case has a name");
        let answer = verify(
            &line,
            texts(&line["tokenreview.json"]["spec"]["audiences"]),
            None,
        );
        let is_taken = line["tokenreview.json"]["status"]["authenticated"] == true;
        if is_taken {
            assert!(answer.identity.is_some(), "{case}");
        }
        assert_eq!(
            answer.identity.is_some(),
            answer.refusal.is_none(),
            "{case}"
        );
        if answer.identity.is_some() && case != "static" {
            assert!(!answer.conditions.is_empty(), "{case}");
        }
        if answer.identity.is_some() && !is_taken {
            assert!(
                DEPEND_ON_THE_CLUSTER
                    .iter()
                    .any(|name| case.starts_with(name)),
                "{case}: {answer:?}"
            );
            dependent.push(case.to_owned());
        }
    }
    println!(
        "{} refusals depend on the cluster: {dependent:?}",
        dependent.len()
    );
    assert_eq!(dependent.len(), 18);
}

/// Tokens that are taken although odd, and those that are odd for another reason, with the warning.
const ODD: [(&str, &str); 14] = [
    ("forged-no-exp", "token-never-expires"),
    ("forged-no-aud", "token-no-audience"),
    ("forged-wrong-sub", "token-subject-differs"),
    ("forged-no-kid", "token-no-key-id"),
    ("forged-expired-90s", "token-expired"),
    ("forged-nbf-future", "token-not-yet-valid"),
    ("forged-alg-none", "token-unsigned"),
    ("forged-hs256-pubkey", "token-shared-secret"),
    ("sa-legacy", "token-legacy"),
    ("sa-legacy", "token-never-expires"),
    ("sa-bound", "token-unbound"),
    ("sa-bound-secret", "token-bound-to"),
    ("sa-bound-pod", "token-bound-to"),
    ("sa-bound-pod", "token-no-node"),
];

#[test]
fn what_is_odd_about_a_recorded_token_is_said_and_an_ordinary_one_has_no_warning() {
    let reviewed = reviewed();
    for (case, code) in ODD {
        let line = reviewed.iter().find(|line| line["case"] == case);
        let line = line.unwrap_or_else(|| panic!("{case} was recorded"));
        let answer = verify(line, Vec::new(), None);
        let has_it = answer.findings.iter().any(|one| one.code.as_str() == code);
        // The recorded Pod ran on a Node or not.
        let has_node = line["decoded.json"]["payload"]["kubernetes.io"]["node"].is_object();
        assert_eq!(
            has_it,
            !(code == "token-no-node" && has_node),
            "{case}: {:?}",
            answer.findings
        );
    }
    for case in [
        "sa-bound",
        "sa-bound-10m",
        "sa-bound-two-aud",
        "sa-bound-node",
    ] {
        let line = reviewed.iter().find(|line| line["case"] == case);
        let line = line.unwrap_or_else(|| panic!("{case} was recorded"));
        let answer = verify(line, Vec::new(), None);
        let loud: Vec<_> = answer
            .findings
            .iter()
            .filter(|one| one.severity != Severity::Info)
            .collect();
        assert!(loud.is_empty(), "{case}: {loud:?}");
    }
}

#[test]
fn every_member_and_claim_of_a_recorded_token_is_explained_and_times_are_read() {
    let mut rows = 0;
    for line in reviewed() {
        let answer = verify(&line, Vec::new(), None);
        for row in answer.header.iter().chain(&answer.claims) {
            assert!(!row.code.is_empty(), "{}: {row:?}", line["case"]);
            if let "exp" | "nbf" | "iat" = row.path.as_str() {
                let seconds = line["decoded.json"]["payload"][&row.path].as_i64();
                assert_eq!(row.time, seconds, "{}: {row:?}", line["case"]);
            }
            rows += 1;
        }
    }
    println!("{rows} rows");
    assert!(rows > 300, "{rows}");
}

#[test]
fn a_year_long_extension_and_its_end_are_told() {
    // The claims that `pkg/serviceaccount/claims.go` writes for a Pod that asked for 3607 seconds.
    let claims = json!({
        "iss": "https://issuer.example", "aud": ["a"], "jti": "j", "sub": "system:serviceaccount:n:s",
        "iat": 1_000_000_000, "nbf": 1_000_000_000, "exp": 1_031_536_000,
        "kubernetes.io": {
            "namespace": "n", "serviceaccount": {"name": "s", "uid": "u"},
            "pod": {"name": "p", "uid": "v"}, "warnafter": 1_000_003_607,
        },
    });
    for (now, expected) in [
        (1_000_000_100, "token-extended"),
        (1_000_010_000, "token-stale"),
    ] {
        let header = json!({"alg": "RS256", "kid": "k"});
        let found =
            certbench::domain::artefacts::token::findings::findings(&header, &claims, &[], now);
        let codes: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
        assert!(codes.contains(&expected), "{codes:?}");
        assert!(!codes.contains(&"token-long-lived"), "{codes:?}");
    }
}

#[test]
fn recorded_reviews_are_read_with_their_user_or_their_error() {
    let (mut users, mut errors) = (0, 0);
    for line in lines("tokens/tokens.jsonl") {
        for (name, pointer) in [
            ("tokenreview.json", "/status/user"),
            ("selfsubjectreview.json", "/status/userInfo"),
        ] {
            let object = &line[name];
            if !matches!(
                object["kind"].as_str(),
                Some("TokenReview" | "SelfSubjectReview")
            ) {
                continue;
            }
            let (_, report) = inspect(object.to_string().as_bytes(), None);
            let ours = &artefacts(&report)[0];
            let user = object.pointer(pointer).expect("a reply has a user");
            if user["username"].is_string() {
                assert_eq!(ours["identity"], identity(user), "{}", line["case"]);
                users += 1;
            } else {
                assert_eq!(ours["identity"], Value::Null, "{}", line["case"]);
                let problem = ours["findings"][0]["problem"].as_str().expect("a finding");
                let error = object["status"]["error"].as_str().expect("an error");
                assert_eq!(ours["findings"][0]["code"], "review-refused");
                assert!(problem.ends_with(error), "{problem}");
                errors += 1;
            }
        }
    }
    println!("{users} users, {errors} errors");
    assert!(users > 30 && errors > 30, "{users} {errors}");
}

#[test]
fn token_requests_are_refused_in_the_recorded_words() {
    let spec = |seconds: i64| json!({"expirationSeconds": seconds});
    let mut refused = 0;
    for line in lines("tokens/tokens.jsonl") {
        let case = line["case"].as_str().expect("a case has a name");
        let spec = match case {
            "tr-599" => spec(599),
            "tr-neg" => spec(-1),
            "tr-2pow32plus1" => spec(4_294_967_297),
            "tr-bound-badkind" => {
                json!({"boundObjectRef": {"kind": "ConfigMap", "apiVersion": "v1", "name": "x"}})
            }
            _ if line["response"]["kind"] == "TokenRequest" => line["response"]["spec"].clone(),
            _ => continue,
        };
        let object = json!({
            "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec,
        });
        let refusal = certbench::domain::artefacts::object::reviews::refusal(&object);
        if line["response"]["kind"] == "TokenRequest" {
            assert_eq!(refusal, None, "{case}");
        } else {
            assert_eq!(json!(refusal), line["response"]["message"], "{case}");
            refused += 1;
        }
    }
    assert_eq!(refused, 4);
}
