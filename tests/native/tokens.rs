//! What a real API server made of tokens, and what is said of them.

use certbench::domain::moment;
use certbench::engine::ask;
use certbench::engine::verify_token::{TokenAnswer, VerifyToken};
use serde_json::{Value, json};

use crate::recorded::{identity, lines};

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
