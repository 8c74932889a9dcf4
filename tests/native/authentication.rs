//! Which credential wins, as the recorded API server decided.

use std::fs;

use certbench::domain::kubernetes::authenticators::union::{Flags, IssuedBy, StepCode};
use certbench::engine::ask;
use certbench::engine::authenticate::{Authenticate, AuthenticateAnswer};
use certbench::engine::verify_token::{Planned, VerifyToken};
use serde_json::{Value, json};

use crate::recorded::{fixtures, identity, lines, time_of};
use crate::reports::THEN;

const HEADERS: &str = "X-Remote-User: jane\nX-Remote-Group: dev\nX-Remote-Group: ops\n\
                       X-Remote-Extra-Scopes: a\nX-Remote-Extra-Acme.com%2fx: 1\n";

fn pki(file: &str) -> String {
    fs::read_to_string(fixtures().join("pki").join(file)).expect("the recording is there")
}

fn question(headers: &str, certificate: String, issued_by: IssuedBy, now: i64) -> Authenticate {
    Authenticate {
        headers: headers.to_owned(),
        certificate,
        issued_by,
        flags: Flags::default(),
        tokens: VerifyToken {
            keys: pki("sa.pub"),
            static_tokens: pki("tokens.csv"),
            issuers: vec!["https://kubernetes.default.svc.cluster.local".to_owned()],
            now,
            ..VerifyToken::default()
        },
        planned: Planned::default(),
    }
}

fn authenticate(question: Authenticate) -> AuthenticateAnswer {
    ask(question).expect("no cluster to be wrong")
}

fn codes(answer: &AuthenticateAnswer) -> Vec<StepCode> {
    answer
        .authentication
        .steps
        .iter()
        .map(|step| step.code)
        .collect()
}

/// Certificates that Go does not chain up to the client CA: another's, SHA-1, an unknown critical
/// extension.
const NOT_CHAINED: [&str; 3] = ["self-signed", "sha1", "unknown-critical-ext"];

#[test]
fn client_certificates_log_in_or_get_401_and_never_end_up_anonymous() {
    let (mut users, mut refused) = (0, 0);
    for line in lines("client_certificates.jsonl") {
        let Some(pem) = line["cert.pem"].as_str() else {
            continue;
        };
        let case = line["case"].as_str().expect("a case has a name");
        let result = &line["result"];
        // openssl's client does not even send such a key.
        if case == "key-rsa1024" {
            continue;
        }
        let issued_by = if NOT_CHAINED.contains(&case) {
            IssuedBy::Neither
        } else {
            IssuedBy::ClientCa
        };
        let answer = authenticate(question("", pem.to_owned(), issued_by, time_of(result)));
        let ours = &answer.authentication.identity;
        if result["user"].is_object() {
            assert_eq!(json!(ours), identity(&result["user"]), "{case}");
            users += 1;
        } else if result["http"] == 403 {
            let said = result["user"].as_str().expect("a message");
            let user = &ours.as_ref().expect("403 is somebody").user;
            assert!(said.contains(&format!("User \"{user}\"")), "{case}: {said}");
            users += 1;
        } else {
            assert_eq!(*ours, None, "{case}: {answer:?}");
            assert_eq!(codes(&answer)[3], StepCode::RefusedBefore, "{case}");
            refused += 1;
        }
    }
    println!("{users} users, {refused} refused");
    assert_eq!((users, refused), (23, 10));
}

#[test]
fn the_front_proxys_headers_count_only_with_its_certificate() {
    let recorded = |case: &str| -> Value {
        lines("client_certificates.jsonl")
            .into_iter()
            .find(|line| line["case"] == case)
            .unwrap_or_else(|| panic!("{case} was recorded"))["result"]
            .clone()
    };
    let proxy = || (pki("front-proxy-client.crt"), IssuedBy::ProxyCa);
    for (case, headers, (certificate, issued_by), first) in [
        ("frontproxy/ok", HEADERS, proxy(), StepCode::Wins),
        ("frontproxy/no-user", "", proxy(), StepCode::NoUserHeader),
        (
            "pki/front-proxy-client",
            "",
            proxy(),
            StepCode::NoUserHeader,
        ),
        (
            "frontproxy/uid",
            "X-Remote-User: jane\nX-Remote-Uid: 7",
            proxy(),
            StepCode::Wins,
        ),
        (
            "frontproxy/no-cert",
            HEADERS,
            (String::new(), IssuedBy::Neither),
            StepCode::HeadersWithoutCertificate,
        ),
        (
            "frontproxy/admin-cert",
            HEADERS,
            (pki("admin.crt"), IssuedBy::ClientCa),
            StepCode::OtherAuthority,
        ),
        (
            "pki/admin",
            "",
            (pki("admin.crt"), IssuedBy::ClientCa),
            StepCode::OtherAuthority,
        ),
        (
            "pki/apiserver-etcd-client",
            "",
            (pki("apiserver-etcd-client.crt"), IssuedBy::Neither),
            StepCode::OtherAuthority,
        ),
    ] {
        let result = recorded(case);
        let answer = authenticate(question(headers, certificate, issued_by, THEN));
        assert_eq!(codes(&answer)[0], first, "{case}");
        let ours = &answer.authentication.identity;
        match result["http"].as_i64() {
            Some(201) => assert_eq!(json!(ours), identity(&result["user"]), "{case}"),
            Some(403) => {
                let user = &ours.as_ref().expect("403 is somebody").user;
                assert_eq!(user, "system:anonymous", "{case}");
            }
            _ => assert_eq!(*ours, None, "{case}"),
        }
    }
    let mut other_name = question(
        HEADERS,
        pki("front-proxy-client.crt"),
        IssuedBy::ProxyCa,
        THEN,
    );
    other_name.flags.allowed_names = vec!["another".to_owned()];
    let answer = authenticate(other_name);
    assert_eq!(recorded("frontproxy/not-allowed-cn")["http"], 401);
    assert_eq!(codes(&answer)[0], StepCode::NameNotAllowed);
    assert_eq!(answer.authentication.identity, None);
}

#[test]
fn a_certificate_wins_over_a_token_and_a_refused_one_still_leaves_the_token() {
    let token = "Authorization: bearer static-token-0123456789abcdef and more";
    let static_user = |answer: &AuthenticateAnswer| {
        let identity = answer.authentication.identity.as_ref();
        identity.map(|identity| identity.user.clone())
    };
    let both = authenticate(question(token, pki("admin.crt"), IssuedBy::ClientCa, THEN));
    assert_eq!(static_user(&both).as_deref(), Some("kubernetes-admin"));
    assert_eq!(codes(&both)[2], StepCode::NotAsked);
    let refused = authenticate(question(token, pki("admin.crt"), IssuedBy::Neither, THEN));
    assert_eq!(static_user(&refused).as_deref(), Some("static-user"));
    let alone = authenticate(question(token, String::new(), IssuedBy::Neither, THEN));
    assert_eq!(static_user(&alone).as_deref(), Some("static-user"));
}

#[test]
fn headers_that_are_no_bearer_token_count_for_nothing_and_a_bad_token_is_401() {
    // FACTS: the scheme's case does not matter; two spaces, another scheme and an empty token are
    // anonymous; text after the token is ignored; a token that is refused gets 401.
    for (header, user, code) in [
        (
            "Authorization: Bearer static-token-0123456789abcdef",
            Some("static-user"),
            StepCode::Wins,
        ),
        (
            "authorization: BEARER static-token-0123456789abcdef x",
            Some("static-user"),
            StepCode::Wins,
        ),
        (
            "Authorization: Bearer  static-token-0123456789abcdef",
            Some("system:anonymous"),
            StepCode::NotBearer,
        ),
        (
            "Authorization: Token static-token-0123456789abcdef",
            Some("system:anonymous"),
            StepCode::NotBearer,
        ),
        (
            "Authorization: Basic YTpi",
            Some("system:anonymous"),
            StepCode::NotBearer,
        ),
        (
            "Authorization: Bearer",
            Some("system:anonymous"),
            StepCode::NotBearer,
        ),
        ("", Some("system:anonymous"), StepCode::NotPresented),
        ("Authorization: Bearer wrong", None, StepCode::TokenRefused),
    ] {
        let answer = authenticate(question(header, String::new(), IssuedBy::Neither, THEN));
        let identity = answer.authentication.identity.as_ref();
        assert_eq!(
            identity.map(|identity| identity.user.as_str()),
            user,
            "{header}"
        );
        assert_eq!(codes(&answer)[2], code, "{header}");
    }
    let mut off = question("", String::new(), IssuedBy::Neither, THEN);
    off.flags.anonymous = false;
    let answer = authenticate(off);
    assert_eq!(answer.authentication.identity, None);
    assert_eq!(codes(&answer)[3], StepCode::AnonymousOff);
}
