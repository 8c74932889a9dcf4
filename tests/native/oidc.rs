//! id_tokens by the configurations of the API server, in its own words.

use certbench::domain::kubernetes::authenticators::open_id_connect::configuration as oidc_config;
use certbench::domain::kubernetes::authenticators::refusal::RefusalCode;
use certbench::engine::ask;
use certbench::engine::verify_token::VerifyToken;
use serde_json::{Value, json};

use crate::recorded::lines;

#[test]
fn id_tokens_give_the_user_or_the_refusal_of_the_api_servers_own_tests() {
    let (mut users, mut refusals) = (0, 0);
    for line in lines("oidc/id_tokens.jsonl") {
        let case = line["case"].as_str().expect("a case has a name");
        let text = |name: &str| line[name].as_str().expect("a text").to_owned();
        let answer = ask(VerifyToken {
            token: text("token"),
            keys: text("keys"),
            configuration: text("configuration"),
            now: line["now"].as_i64().expect("a number"),
            ..VerifyToken::default()
        })
        .expect("no cluster to be wrong");
        let message = answer.refusal.as_ref().map(|refusal| &refusal.message);
        assert_eq!(json!(message), line["error"], "{case}: {answer:?}");
        assert_eq!(json!(answer.identity), line["user"], "{case}");
        assert_eq!(json!(answer.not_evaluated), line["not_evaluated"], "{case}");
        if line["user"].is_object() {
            users += 1;
        } else {
            refusals += 1;
        }
    }
    println!("{users} users, {refusals} refusals");
    assert_eq!((users, refusals), (22, 18));
}

#[test]
fn what_expressions_decide_is_said_not_to_be_evaluated() {
    let line = lines("oidc/id_tokens.jsonl")
        .into_iter()
        .find(|line| line["case"] == "CEL username")
        .expect("the case is there");
    let text = |name: &str| line[name].as_str().expect("a text").to_owned();
    let answer = ask(VerifyToken {
        token: text("token"),
        keys: text("keys"),
        configuration: text("configuration"),
        now: line["now"].as_i64().expect("a number"),
        ..VerifyToken::default()
    })
    .expect("no cluster to be wrong");
    let refusal = answer.refusal.expect("nobody can tell the user");
    assert_eq!(refusal.code, RefusalCode::NotEvaluated);
    assert_eq!(refusal.detail, "claimMappings.username.expression");
}

/// A configuration with one member changed.
fn changed(pointer: &str, value: Value) -> String {
    let mut configuration = json!({
        "apiVersion": "apiserver.config.k8s.io/v1",
        "kind": "AuthenticationConfiguration",
        "jwt": [{
            "issuer": {"url": "https://issuer.example", "audiences": ["a"]},
            "claimMappings": {"username": {"claim": "sub", "prefix": ""}},
        }],
    });
    let (parent, member) = pointer.rsplit_once('/').expect("a pointer has a slash");
    configuration.pointer_mut(parent).expect("it is there")[member] = value;
    configuration.to_string()
}

#[test]
fn configurations_are_refused_in_the_words_of_the_validation() {
    // The words are those of `apiserver/pkg/apis/apiserver/validation/validation_test.go`.
    for (pointer, value, expected) in [
        (
            "/jwt/0/issuer/url",
            json!(""),
            "jwt[0].issuer.url: Required value",
        ),
        (
            "/jwt/0/issuer/url",
            json!("http://issuer.example"),
            "jwt[0].issuer.url: Invalid value: \"http://issuer.example\": URL scheme must be https",
        ),
        (
            "/jwt/0/issuer/url",
            json!("https://user:pass@issuer.example"),
            "jwt[0].issuer.url: Invalid value: \"https://user:pass@issuer.example\": URL must not contain a username or password",
        ),
        (
            "/jwt/0/issuer/url",
            json!("https://issuer.example?a=b"),
            "jwt[0].issuer.url: Invalid value: \"https://issuer.example?a=b\": URL must not contain a query",
        ),
        (
            "/jwt/0/issuer/url",
            json!("https://issuer.example#a"),
            "jwt[0].issuer.url: Invalid value: \"https://issuer.example#a\": URL must not contain a fragment",
        ),
        (
            "/jwt/0/issuer/discoveryURL",
            json!("https://issuer.example/"),
            "jwt[0].issuer.discoveryURL: Invalid value: \"https://issuer.example/\": discoveryURL must be different from URL",
        ),
        (
            "/jwt/0/issuer/audiences",
            json!([]),
            "jwt[0].issuer.audiences: Required value: at least one jwt[0].issuer.audiences is required",
        ),
        (
            "/jwt/0/issuer/audiences",
            json!(["a", "b"]),
            "jwt[0].issuer.audienceMatchPolicy: Invalid value: \"\": audienceMatchPolicy must be MatchAny for multiple audiences",
        ),
        (
            "/jwt/0/claimMappings/username",
            json!({}),
            "jwt[0].claimMappings.username: Required value: claim or expression is required",
        ),
        (
            "/jwt/0/claimMappings/username",
            json!({"claim": "sub", "expression": "claims.sub"}),
            "jwt[0].claimMappings.username: Invalid value: \"\": claim and expression can't both be set",
        ),
        (
            "/jwt/0/claimMappings/username",
            json!({"claim": "sub"}),
            "jwt[0].claimMappings.username.prefix: Required value: prefix is required when claim is set. It can be set to an empty string to disable prefixing",
        ),
        (
            "/jwt/0/claimMappings/groups",
            json!({"expression": "claims.groups", "prefix": "x"}),
            "jwt[0].claimMappings.groups.prefix: Invalid value: \"x\": may not be specified when expression is set",
        ),
        (
            "/jwt/0/claimValidationRules",
            json!([{"claim": "a", "expression": "b"}]),
            "jwt[0].claimValidationRules[0]: Invalid value: \"a\": claim and expression can't both be set",
        ),
        (
            "/jwt/0/claimValidationRules",
            json!([{"claim": "a"}, {"claim": "a"}]),
            "jwt[0].claimValidationRules[1].claim: Duplicate value: \"a\"",
        ),
    ] {
        let error = oidc_config::parse(&changed(pointer, value)).expect_err(expected);
        assert_eq!(error.to_string(), expected);
    }
    let flags = "--oidc-issuer-url=https://issuer.example";
    assert_eq!(
        oidc_config::parse(flags)
            .expect_err("no client")
            .to_string(),
        "oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set"
    );
    assert_eq!(oidc_config::parse(" \n"), Ok(Vec::new()));
}
