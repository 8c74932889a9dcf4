//! Credentials other than certificates: what is made is read back by others, and by ourselves.

use certbench::domain::formats::manifest;
use certbench::domain::kubernetes::authenticators::bootstrap_token::make::{
    BootstrapTokenForm, KUBEADM_GROUP, RANDOM_BYTES, authority_hash, generate, is_group, split,
};
use certbench::domain::kubernetes::authenticators::bootstrap_token::secret as bootstrap_secret;
use certbench::domain::kubernetes::authenticators::made::{Made, NoteCode, ProblemCode};
use certbench::domain::kubernetes::authenticators::open_id_connect::make::{
    AuthenticationConfigurationForm, ClaimMapping,
};
use certbench::domain::kubernetes::authenticators::proxy::make::AuthenticatingProxyForm;
use certbench::domain::kubernetes::authenticators::service_account::make::ServiceAccountForm;
use certbench::domain::kubernetes::authenticators::static_token_file::make::{
    StaticTokenFileForm, StaticTokenRowForm,
};
use certbench::domain::kubernetes::authenticators::webhook::make::WebhookForm;
use certbench::engine::ask;
use certbench::engine::make_credential::{CredentialForm, MakeCredential};
use k8s_openapi::api::authentication::v1::TokenReview;
use k8s_openapi::api::core::v1::{Pod, Secret, ServiceAccount};
use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::openssl::Folder;
use crate::reports::{THEN, artefacts, inspect, kinds, texts};

fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
}

fn file<'a>(made: &'a Made, name: &str) -> &'a str {
    let found = made.files.iter().find(|file| file.name == name);
    &found
        .unwrap_or_else(|| panic!("{name} is not in {made:?}"))
        .text
}

fn value(made: &Made, name: &str) -> Value {
    manifest::parse(file(made, name)).expect("it is a manifest")
}

/// The object by Kubernetes' own types, which know no member besides.
fn typed<T: DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let object: T = serde_json::from_value(value.clone()).expect("Kubernetes' types read it");
    let mut again = serde_json::to_value(&object).expect("and write it");
    // These types write empty statuses.
    if value.get("status").is_none() {
        again
            .as_object_mut()
            .map(|members| members.remove("status"));
    }
    assert_eq!(&again, value);
    object
}

#[test]
fn service_accounts_are_written_as_kubectl_writes_them() {
    let mut count = 0;
    for line in lines(include_str!("../fixtures/kubectl-create.jsonl")) {
        let command = line["command"].as_str().expect("a command");
        let words: Vec<_> = command.split(' ').collect();
        let [_, _, "serviceaccount" | "sa", name, rest @ ..] = words.as_slice() else {
            continue;
        };
        let form = ServiceAccountForm {
            name: (*name).to_owned(),
            namespace: rest.get(1).copied().unwrap_or_default().to_owned(),
            ..ServiceAccountForm::default()
        };
        let theirs = line["yaml"].as_str().expect("YAML");
        assert_eq!(
            file(&form.make(), "serviceaccount.yaml"),
            theirs,
            "{command}"
        );
        count += 1;
    }
    assert_eq!(count, 3);
}

#[test]
fn a_service_accounts_objects_are_kubernetes_own() {
    let form = ServiceAccountForm {
        name: "builder".to_owned(),
        namespace: "ci".to_owned(),
        audiences: vec!["vault".to_owned()],
        duration: "2h".to_owned(),
        bound_kind: "Pod".to_owned(),
        bound_name: "runner-1".to_owned(),
        bound_uid: "4d0f".to_owned(),
        secret: "builder-token".to_owned(),
        projected: true,
    };
    let made = form.make();
    assert_eq!(made.problems, []);
    let _: ServiceAccount = typed(&value(&made, "serviceaccount.yaml"));
    let secret: Secret = typed(&value(&made, "token-secret.yaml"));
    assert_eq!(
        secret.metadata.annotations.expect("annotations")["kubernetes.io/service-account.name"],
        "builder"
    );
    let pod: Pod = typed(&value(&made, "pod.yaml"));
    let volumes = pod.spec.expect("a spec").volumes.expect("volumes");
    let sources = volumes[0]
        .projected
        .as_ref()
        .and_then(|volume| volume.sources.as_ref());
    let token = sources.expect("sources")[0]
        .service_account_token
        .clone()
        .expect("a token");
    assert_eq!(
        (token.audience.as_deref(), token.expiration_seconds),
        (Some("vault"), Some(7_200))
    );
    assert_eq!(
        made.commands[1],
        "kubectl create token builder --namespace=ci --audience=vault --duration=7200s \
         --bound-object-kind=Pod --bound-object-name=runner-1 --bound-object-uid=4d0f\n"
    );
    assert!(made.notes.contains(&NoteCode::LongLived));
}

#[test]
fn kubectl_asks_for_the_token_that_the_form_describes() {
    let mut count = 0;
    for line in lines(include_str!("../fixtures/kubectl-create.jsonl")) {
        let Some(asked) = line.get("asked") else {
            continue;
        };
        assert_eq!(
            asked["path"],
            "/api/v1/namespaces/ci/serviceaccounts/builder/token"
        );
        let spec = &asked["spec"];
        let text = |pointer: &str| {
            let value = spec.pointer(pointer).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let audiences = spec["audiences"].as_array().expect("a list").iter();
        let form = ServiceAccountForm {
            name: "builder".to_owned(),
            namespace: "ci".to_owned(),
            audiences: audiences
                .map(|one| one.as_str().expect("a text").to_owned())
                .collect(),
            duration: spec["expirationSeconds"]
                .as_i64()
                .map_or_else(String::new, |one| one.to_string()),
            bound_kind: text("/boundObjectRef/kind"),
            bound_name: text("/boundObjectRef/name"),
            bound_uid: text("/boundObjectRef/uid"),
            projected: true,
            ..ServiceAccountForm::default()
        };
        let made = form.make();
        assert_eq!(made.problems, []);
        assert_eq!(json!(made.commands[1].trim_end()), line["command"]);
        // Each audience gets a token of its own in a Pod.
        let pod: Pod = typed(&value(&made, "pod.yaml"));
        let volumes = pod.spec.expect("a spec").volumes.expect("volumes");
        let sources = volumes[0]
            .projected
            .as_ref()
            .and_then(|volume| volume.sources.as_ref());
        assert_eq!(sources.expect("sources").len(), form.audiences.len().max(1));
        count += 1;
    }
    assert_eq!(count, 4);
}

#[test]
fn the_login_command_writes_the_kubeconfigs_user() {
    let recorded = lines(include_str!("../fixtures/kubectl-create.jsonl"))
        .find(|line| line.get("kubeconfig").is_some())
        .expect("it was recorded");
    let form = AuthenticationConfigurationForm {
        client_id: "kubernetes".to_owned(),
        server: "https://10.0.0.1:6443".to_owned(),
        ..oidc()
    };
    let made = form.make();
    let words: Vec<_> = made.commands[0]
        .split([' ', '\\', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(json!(words.join(" ")), recorded["command"]);
    let theirs = manifest::parse(recorded["kubeconfig"].as_str().expect("a text")).expect("YAML");
    let mut ours = value(&made, "kubeconfig.yaml")["users"].clone();
    let mut theirs = theirs["users"].clone();
    // kubectl writes null for what is not there; what to install has no flag.
    for (users, member) in [(&mut ours, "installHint"), (&mut theirs, "env")] {
        let exec = users[0]["user"]["exec"].as_object_mut().expect("an object");
        assert!(exec.remove(member).is_some());
    }
    assert_eq!(ours, theirs);
}

#[test]
fn a_token_is_asked_for_within_the_limits_that_the_api_server_has() {
    // tokens.jsonl: tr-599, tr-neg, tr-bound-badkind were refused, tr-600 was not.
    let with = |change: &dyn Fn(&mut ServiceAccountForm)| {
        let mut form = ServiceAccountForm {
            name: "a".to_owned(),
            ..ServiceAccountForm::default()
        };
        change(&mut form);
        let problems = form.make().problems;
        problems
            .iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        with(&|form| form.duration = "599".into()),
        [ProblemCode::DurationShort]
    );
    assert_eq!(
        with(&|form| form.duration = "-1".into()),
        [ProblemCode::DurationShort]
    );
    assert_eq!(with(&|form| form.duration = "600".into()), []);
    assert_eq!(
        with(&|form| form.duration = "soon".into()),
        [ProblemCode::Duration]
    );
    assert_eq!(
        with(&|form| form.bound_kind = "ConfigMap".into()),
        [ProblemCode::BoundKind]
    );
    assert_eq!(
        with(&|form| form.bound_kind = "Pod".into()),
        [ProblemCode::Missing]
    );
    assert_eq!(
        with(&|form| form.bound_uid = "1".into()),
        [ProblemCode::BoundUid]
    );
    assert_eq!(
        with(&|form| form.name = String::new()),
        [ProblemCode::Missing]
    );
    assert_eq!(
        with(&|form| form.name = "Builder".into()),
        [ProblemCode::Name]
    );
}

/// The Secrets that were gone before they could be recorded: the token cleaner had taken them.
fn expiration_cleaned_away(case: &str) -> Option<&'static str> {
    match case {
        "bootstrap-expired" => Some("2020-01-01T00:00:00Z"),
        "bootstrap-bad-expiration" => Some("tomorrow"),
        _ => None,
    }
}

#[test]
fn bootstrap_tokens_log_in_as_the_api_server_let_them() {
    let (mut users, mut refused) = (0, 0);
    for line in lines(include_str!("../fixtures/tokens/tokens.jsonl")) {
        let case = line["case"].as_str().expect("a name");
        let Some(token) = line["token"]
            .as_str()
            .map(str::trim)
            .filter(|_| case.starts_with("bootstrap"))
        else {
            continue;
        };
        let secret = match expiration_cleaned_away(case) {
            Some(expiration) => {
                let (id, code) = split(token).expect("a token");
                json!({
                    "kind": "Secret", "type": "bootstrap.kubernetes.io/token",
                    "metadata": {"name": format!("bootstrap-token-{id}"), "namespace": "kube-system"},
                    "stringData": {
                        "token-id": id, "token-secret": code, "expiration": expiration,
                        "usage-bootstrap-authentication": "true",
                    },
                })
            }
            None => {
                manifest::parse(line["secret.yaml"].as_str().expect("an object")).expect("YAML")
            }
        };
        let ours = bootstrap_secret::login(&secret, token, THEN);
        let theirs = &line["result"]["whoami"];
        if theirs.is_object() {
            let ours = ours.unwrap_or_else(|| panic!("{case} is let in"));
            assert_eq!(
                json!([ours.user, ours.groups]),
                json!([theirs["username"], theirs["groups"]])
            );
            users += 1;
        } else {
            assert_eq!(ours, None, "{case}");
            // What is wrong with the Secret itself is said of it on the bench, too.
            let is_other_token = case == "bootstrap-secret-mismatch";
            let (_, report) = inspect(secret.to_string().as_bytes(), None);
            let said = texts(&artefacts(&report)[0], "findings", "code");
            let is_told = said.iter().any(|code| code.starts_with("bootstrap-"));
            // A Secret of another type with another name is nobody's bootstrap token.
            assert_eq!(is_told, !is_other_token, "{case}: {said:?}");
            refused += 1;
        }
    }
    println!("{users} bootstrap tokens let in, {refused} refused");
    assert_eq!((users, refused), (2, 18));
}

fn bootstrap(groups: &[&str], lifetime: &str) -> BootstrapTokenForm {
    BootstrapTokenForm {
        lifetime: lifetime.to_owned(),
        authentication: true,
        signing: true,
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        server: "10.0.0.1:6443".to_owned(),
        authority: include_str!("../fixtures/pki/ca.crt").to_owned(),
        ..BootstrapTokenForm::default()
    }
}

#[test]
fn a_made_bootstrap_token_logs_in_until_it_expires() {
    let random: Vec<u8> = (0..RANDOM_BYTES).map(|byte| (byte * 7) as u8).collect();
    let made = bootstrap(&[KUBEADM_GROUP], "24h").make(&random, THEN);
    assert_eq!(
        (made.problems.as_slice(), made.notes.as_slice()),
        (&[][..], &[][..])
    );
    let secret = value(&made, "bootstrap-token.yaml");
    let _: Secret = typed(&secret);
    let token = generate(&random).expect("enough random bytes");
    assert!(made.commands[1].starts_with(&format!("kubeadm join 10.0.0.1:6443 --token {token} ")));
    let identity = bootstrap_secret::login(&secret, &token, THEN + 86_399).expect("it logs in");
    assert_eq!(
        identity.groups,
        [
            "system:bootstrappers",
            KUBEADM_GROUP,
            "system:authenticated"
        ]
    );
    assert_eq!(
        bootstrap_secret::login(&secret, &token, THEN + 86_400),
        None
    );
    let (_, report) = inspect(file(&made, "bootstrap-token.yaml").as_bytes(), None);
    assert_eq!(
        texts(&artefacts(&report)[0], "findings", "code"),
        ["secret-in-paste"]
    );
    // The joining line is one paste away from the bench.
    let (_, report) = inspect(made.commands[1].as_bytes(), None);
    assert_eq!(kinds(&report), ["bootstrap-token"]);
}

#[test]
fn the_pinned_key_is_the_one_that_openssl_computes() {
    let folder = Folder::new();
    let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pki/ca.crt");
    folder.openssl(&format!("x509 -in {ca} -noout -pubkey -out pub.pem"));
    folder.openssl("pkey -pubin -in pub.pem -outform DER -out pub.der");
    let printed = folder.openssl("dgst -sha256 -r pub.der");
    let theirs = printed.split(' ').next().expect("a digest");
    let pem = include_str!("../fixtures/pki/ca.crt");
    assert_eq!(authority_hash(pem), Some(format!("sha256:{theirs}")));
    assert_eq!(authority_hash("no certificate"), None);
}

#[test]
fn bootstrap_groups_are_taken_as_the_pattern_says() {
    // BootstrapGroupPattern: \Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z
    let long = |count| format!("system:bootstrappers:{}", "a".repeat(count));
    for (group, fits) in [
        ("system:bootstrappers:foo", true),
        (KUBEADM_GROUP, true),
        ("system:bootstrappers:", false),
        ("system:bootstrappers", false),
        ("system:bootstrappers:foo-", false),
        ("system:bootstrappers:Foo", false),
        (" system:bootstrappers:b", false),
        ("system:masters", false),
        (long(256).as_str(), true),
        (long(257).as_str(), false),
    ] {
        assert_eq!(is_group(group), fits, "{group}");
    }
}

proptest! {
    #[test]
    fn tokens_of_random_bytes_are_bootstrap_tokens(random in prop::collection::vec(any::<u8>(), 0..96)) {
        let usable = random.iter().filter(|byte| **byte < 252).count();
        match generate(&random) {
            Some(token) => prop_assert!(split(&token).is_some()),
            None => prop_assert!(usable < 22),
        }
    }

    #[test]
    fn bootstrap_tokens_are_read_back_as_they_were_meant(
        random in prop::collection::vec(0_u8..252, RANDOM_BYTES),
        groups in prop::collection::vec("system:bootstrappers:[a-z0-9:-]{0,8}[a-z0-9]", 0..4),
        (authentication, signing) in any::<(bool, bool)>(),
        lifetime in prop::option::of(1_i64..2_000_000_000),
        description in "[ -~é]{0,20}",
    ) {
        let form = BootstrapTokenForm {
            lifetime: lifetime.map_or_else(String::new, |seconds| seconds.to_string()),
            authentication, signing, groups: groups.clone(), description,
            ..BootstrapTokenForm::default()
        };
        let made = form.make(&random, THEN);
        prop_assert_eq!(&made.problems, &[]);
        let secret = value(&made, "bootstrap-token.yaml");
        let _: Secret = typed(&secret);
        let token = generate(&random).expect("enough of them");
        let last = THEN + lifetime.unwrap_or(4_000_000_000) - 1;
        let identity = bootstrap_secret::login(&secret, &token, last);
        prop_assert_eq!(identity.is_some(), authentication);
        if let Some(identity) = identity {
            let mut expected = groups;
            expected.push("system:bootstrappers".to_owned());
            expected.sort();
            expected.dedup();
            expected.push("system:authenticated".to_owned());
            prop_assert_eq!(identity.groups, expected);
        }
        if let Some(seconds) = lifetime {
            prop_assert_eq!(bootstrap_secret::login(&secret, &token, THEN + seconds), None);
        }
    }

    #[test]
    fn static_token_files_are_read_back_as_they_were_meant(
        rows in prop::collection::vec(
            ("[a-z0-9]{32}", "[a-zA-Z:\",é-]{1,12}", "[0-9a-f,\"-]{0,8}",
             prop::collection::vec("[a-z:-]{1,8}", 0..4)),
            1..5,
        ),
    ) {
        let form = StaticTokenFileForm {
            rows: rows.iter().map(|(token, user, uid, groups)| StaticTokenRowForm {
                token: token.clone(), user: user.clone(), uid: uid.clone(), groups: groups.clone(),
            }).collect(),
        };
        let made = form.make(&[]);
        prop_assert_eq!(&made.problems, &[]);
        let (_, report) = inspect(file(&made, "tokens.csv").as_bytes(), None);
        prop_assert_eq!(kinds(&report), ["static-token-file"]);
        let expected: Vec<_> = rows.iter().map(|(_, user, uid, groups)| json!({
            "is_empty": false, "is_overruled": false, "ignored_columns": 0, "user": user, "uid": uid, "groups": groups,
        })).collect();
        prop_assert_eq!(&artefacts(&report)[0]["static_token_file"]["rows"], &json!(expected));
    }
}

#[test]
fn a_static_token_file_is_the_recorded_one() {
    let row = StaticTokenRowForm {
        token: "static-token-0123456789abcdef".to_owned(),
        user: "static-user".to_owned(),
        uid: "static-uid-1".to_owned(),
        groups: vec!["static-group-a".to_owned(), "static-group-b".to_owned()],
    };
    let made = StaticTokenFileForm {
        rows: vec![row.clone()],
    }
    .make(&[]);
    assert_eq!(
        file(&made, "tokens.csv"),
        include_str!("../fixtures/pki/tokens.csv")
    );
    let twice = StaticTokenFileForm {
        rows: vec![row.clone(), row],
    }
    .make(&[]);
    assert_eq!(twice.problems[0].code, ProblemCode::TokenTwice);
    let generated = StaticTokenFileForm {
        rows: vec![
            StaticTokenRowForm {
                user: "a".to_owned(),
                ..StaticTokenRowForm::default()
            };
            2
        ],
    };
    assert_eq!(generated.random_bytes(), 64);
    let random: Vec<u8> = (0..64).collect();
    let made = generated.make(&random);
    assert!(!made.notes.contains(&NoteCode::TokenShort));
    let (_, report) = inspect(file(&made, "tokens.csv").as_bytes(), None);
    assert!(!texts(&artefacts(&report)[0], "findings", "code").contains(&"static-token-overruled"));
    assert_eq!(
        generated.make(&random[1..]).problems[0].code,
        ProblemCode::Random
    );
}

#[test]
fn the_engine_draws_its_own_random_bytes() {
    let tokens: Vec<_> = (0..2)
        .map(|_| {
            let form = CredentialForm::BootstrapToken(bootstrap(&[KUBEADM_GROUP], "1h"));
            let made = ask(MakeCredential { form, now: THEN });
            assert_eq!(made.problems, []);
            value(&made, "bootstrap-token.yaml")["stringData"]["token-secret"].clone()
        })
        .collect();
    assert_ne!(tokens[0], tokens[1]);
}

#[test]
fn groups_without_quotes_are_said_to_be_lost() {
    let text = "0123456789abcdef0123456789abcdef,jane,1,dev,ops\n";
    let (_, report) = inspect(text.as_bytes(), None);
    let row = &artefacts(&report)[0]["static_token_file"]["rows"][0];
    assert_eq!(row["groups"], json!(["dev"]));
    assert!(texts(&artefacts(&report)[0], "findings", "code").contains(&"static-token-columns"));
}

#[test]
fn a_password_file_is_answered_with_what_replaced_it() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: kube-apiserver}\nspec:\n  containers:\n  - command: [kube-apiserver, --basic-auth-file=/etc/basic.csv]\n    name: a\n";
    let (_, report) = inspect(pod.as_bytes(), None);
    assert_eq!(
        texts(&artefacts(&report)[0], "findings", "code"),
        ["basic-auth-file"]
    );
}

fn mapping(claim: &str, prefix: &str, expression: &str) -> ClaimMapping {
    ClaimMapping {
        claim: claim.to_owned(),
        prefix: prefix.to_owned(),
        expression: expression.to_owned(),
    }
}

fn oidc() -> AuthenticationConfigurationForm {
    AuthenticationConfigurationForm {
        issuer: "https://issuer.example.com".to_owned(),
        audiences: vec!["kubernetes".to_owned()],
        username: mapping("sub", "oidc:", ""),
        ..AuthenticationConfigurationForm::default()
    }
}

#[test]
fn the_authentication_configuration_is_the_documentations() {
    // Laid out as in kubernetes.io/docs/reference/access-authn-authz/authentication.
    let form = AuthenticationConfigurationForm {
        discovery: "https://discovery.example.com/.well-known/openid-configuration".to_owned(),
        audiences: vec!["my-app".to_owned(), "my-other-app".to_owned()],
        groups: mapping("groups", "", ""),
        uid: mapping("", "", "claims.sub"),
        extra: vec![("example.com/tenant".to_owned(), "claims.tenant".to_owned())],
        required_claims: vec![("hd".to_owned(), "example.com".to_owned())],
        claim_rules: vec![(
            "claims.exp - claims.nbf <= 86400".to_owned(),
            "too long".to_owned(),
        )],
        user_rules: vec![(
            "!user.username.startsWith('system:')".to_owned(),
            "reserved".to_owned(),
        )],
        client_id: "kubernetes".to_owned(),
        server: "https://10.0.0.1:6443".to_owned(),
        ..oidc()
    };
    let made = form.make();
    assert_eq!(made.problems, []);
    assert_eq!(
        value(&made, "authentication-configuration.yaml"),
        json!({
            "apiVersion": "apiserver.config.k8s.io/v1",
            "kind": "AuthenticationConfiguration",
            "jwt": [{
                "issuer": {
                    "url": "https://issuer.example.com",
                    "discoveryURL": "https://discovery.example.com/.well-known/openid-configuration",
                    "audiences": ["my-app", "my-other-app"],
                    "audienceMatchPolicy": "MatchAny",
                },
                "claimValidationRules": [
                    {"claim": "hd", "requiredValue": "example.com"},
                    {"expression": "claims.exp - claims.nbf <= 86400", "message": "too long"},
                ],
                "claimMappings": {
                    "username": {"claim": "sub", "prefix": "oidc:"},
                    "groups": {"claim": "groups", "prefix": ""},
                    "uid": {"expression": "claims.sub"},
                    "extra": [{"key": "example.com/tenant", "valueExpression": "claims.tenant"}],
                },
                "userValidationRules": [
                    {"expression": "!user.username.startsWith('system:')", "message": "reserved"},
                ],
            }],
        })
    );
    for note in [
        NoteCode::NoPrefix,
        NoteCode::Expressions,
        NoteCode::FlagsExclude,
    ] {
        assert!(made.notes.contains(&note), "{note:?}");
    }
    let kubeconfig = value(&made, "kubeconfig.yaml");
    assert_eq!(
        kubeconfig["users"][0]["user"]["exec"]["args"][3],
        "--oidc-client-id=kubernetes"
    );
    let (_, report) = inspect(file(&made, "kubeconfig.yaml").as_bytes(), None);
    assert_eq!(kinds(&report), ["kubeconfig"]);
}

#[test]
fn what_the_api_server_refuses_of_a_configuration_is_a_problem() {
    type Change = &'static dyn Fn(&mut AuthenticationConfigurationForm);
    let cases: [(Change, &[ProblemCode]); 12] = [
        (&|_| {}, &[]),
        (
            &|form| form.issuer = "http://a".into(),
            &[ProblemCode::Address],
        ),
        (
            &|form| form.issuer = "https://a?b".into(),
            &[ProblemCode::IssuerParts],
        ),
        (
            &|form| form.issuer = "https://u@a".into(),
            &[ProblemCode::IssuerParts],
        ),
        (
            &|form| form.discovery = "https://issuer.example.com/".into(),
            &[ProblemCode::DiscoverySame],
        ),
        (&|form| form.audiences.clear(), &[ProblemCode::Missing]),
        (
            &|form| form.username = mapping("", "", ""),
            &[ProblemCode::Missing],
        ),
        (
            &|form| form.username = mapping("a", "", "claims.a"),
            &[ProblemCode::ClaimAndExpression],
        ),
        (
            &|form| form.username = mapping("", "", "claims.email"),
            &[ProblemCode::EmailUnverified],
        ),
        (
            &|form| {
                form.username = mapping("", "", "claims.email");
                form.claim_rules = vec![("claims.email_verified".into(), String::new())];
            },
            &[],
        ),
        (
            &|form| form.extra = vec![("kubernetes.io/a".into(), "claims.a".into())],
            &[ProblemCode::ExtraKey],
        ),
        (
            &|form| form.authority = "x".into(),
            &[ProblemCode::Authority],
        ),
    ];
    for (index, (change, expected)) in cases.into_iter().enumerate() {
        let mut form = oidc();
        change(&mut form);
        let problems = form.make().problems;
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, expected, "case {index}");
    }
}

#[test]
fn a_webhooks_files_are_read_by_others() {
    let form = WebhookForm {
        server: "https://auth.example.com/review".to_owned(),
        authority: include_str!("../fixtures/pki/ca.crt").to_owned(),
        client_certificate: "/etc/kubernetes/webhook.crt".to_owned(),
        client_key: "/etc/kubernetes/webhook.key".to_owned(),
        cache: "30s".to_owned(),
    };
    let made = form.make();
    assert_eq!(made.problems, []);
    assert_eq!(
        made.flags[2],
        "--authentication-token-webhook-cache-ttl=30s"
    );
    let (_, report) = inspect(file(&made, "webhook-kubeconfig.yaml").as_bytes(), None);
    assert_eq!(kinds(&report), ["kubeconfig", "certificate"]);
    for (name, authenticated) in [
        ("tokenreview-yes.json", true),
        ("tokenreview-no.json", false),
    ] {
        let review: TokenReview = serde_json::from_str(file(&made, name)).expect("a review");
        let status = review.status.expect("a status");
        assert_eq!(status.authenticated, Some(authenticated));
    }
    let lone = WebhookForm {
        client_key: String::new(),
        ..form.clone()
    };
    assert_eq!(lone.make().problems[0].field, "client_key");
    let plain = WebhookForm {
        server: "http://a".to_owned(),
        ..form
    };
    assert_eq!(plain.make().problems[0].code, ProblemCode::Address);
}

#[test]
fn a_proxys_extra_keys_are_encoded_as_the_api_server_decodes_them() {
    let form = AuthenticatingProxyForm {
        server: "https://10.0.0.1:6443".to_owned(),
        allowed_names: vec!["front-proxy-client".to_owned()],
        user: "jane".to_owned(),
        groups: vec!["dev".to_owned()],
        extra: vec![("acme.com/project".to_owned(), "some-project".to_owned())],
        ..AuthenticatingProxyForm::default()
    };
    let made = form.make();
    assert_eq!(made.problems, []);
    // The example of kubernetes.io/docs/reference/access-authn-authz/authentication.
    assert!(made.commands[1].contains("-H 'X-Remote-Extra-acme.com%2Fproject: some-project'"));
    assert!(made.commands[1].contains("-H 'X-Remote-Group: dev'"));
    assert!(!made.notes.contains(&NoteCode::ProxyAnyName));
    let any = AuthenticatingProxyForm {
        allowed_names: Vec::new(),
        ..form
    };
    assert!(any.make().notes.contains(&NoteCode::ProxyAnyName));
}

#[test]
fn the_proxys_authority_and_certificate_are_made_by_openssl() {
    let form = AuthenticatingProxyForm {
        server: "https://10.0.0.1:6443".to_owned(),
        allowed_names: vec!["front/proxy".to_owned()],
        user: "jane".to_owned(),
        ..AuthenticatingProxyForm::default()
    };
    let folder = Folder::new();
    let ran = std::process::Command::new("sh")
        .args(["-e", "-c", &form.make().commands[0]])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let (verifies, _) = folder
        .try_openssl("verify -purpose sslclient -CAfile front-proxy-ca.crt front-proxy-client.crt");
    assert!(verifies);
    let made = std::fs::read(folder.path().join("front-proxy-client.crt")).expect("a certificate");
    let (_, report) = inspect(&made, None);
    assert_eq!(artefacts(&report)[0]["identity"]["user"], "front/proxy");
}
