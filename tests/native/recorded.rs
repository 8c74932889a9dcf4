//! What a real control plane made of credentials, and what the report says of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::openssl::Folder;
use crate::reports::{THEN, artefacts, inspect, inspect_at, kinds};

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub fn lines(name: &str) -> Vec<Value> {
    fs::read_to_string(fixtures().join(name))
        .expect("the recording is there")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

/// The recorded user as the report writes it; members that Kubernetes leaves out are empty.
pub fn identity(user: &Value) -> Value {
    let or = |value: &Value, absent: Value| {
        if value.is_null() {
            absent
        } else {
            value.clone()
        }
    };
    json!({
        "user": user["username"],
        "uid": or(&user["uid"], json!("")),
        "groups": or(&user["groups"], json!([])),
        "extra": or(&user["extra"], json!({})),
    })
}

/// When the API server said so, where its log tells; otherwise while all was valid.
pub fn time_of(result: &Value) -> i64 {
    let log = result["server_log"].to_string();
    log.split_once("current time ")
        .and_then(|(_, rest)| rest.split(' ').next())
        .map_or(THEN, |time| {
            OffsetDateTime::parse(time, &Rfc3339)
                .expect("the log's times are RFC 3339")
                .unix_timestamp()
        })
}

fn has_error(artefact: &Value) -> bool {
    let findings = artefact["findings"].as_array().expect("a list");
    findings
        .iter()
        .any(|finding| finding["severity"] == "error")
}

/// Refused certificates that say nothing against themselves.
const NEEDS_THE_CA: [(&str, &str); 1] = [(
    "self-signed",
    "only the cluster's CA tells that it did not sign it",
)];
/// Cases in which the API server was never asked.
const NEVER_ASKED: [(&str, &str); 1] = [("key-rsa1024", "openssl's own client refuses such a key")];

#[test]
fn client_certificates_are_who_the_api_server_took_them_for() {
    let (mut users, mut refused) = (0, 0);
    for line in lines("client_certificates.jsonl") {
        let Some(pem) = line["cert.pem"].as_str() else {
            continue;
        };
        let case = line["case"].as_str().expect("a case has a name");
        if NEVER_ASKED.iter().any(|(name, _)| *name == case) {
            continue;
        }
        let result = &line["result"];
        let (_, report) = inspect_at(pem.as_bytes(), None, time_of(result));
        let ours = &artefacts(&report)[0];
        if result["user"].is_object() {
            assert_eq!(ours["identity"], identity(&result["user"]), "{case}");
            users += 1;
        } else {
            // 401, and 403 where nobody in particular logged in.
            let is_told = has_error(ours) || ours["identity"].is_null();
            let needs_ca = NEEDS_THE_CA.iter().any(|(name, _)| *name == case);
            assert!(is_told != needs_ca, "{case}: {ours}");
            refused += 1;
        }
    }
    println!("{users} certificates with their user, {refused} refused");
    assert_eq!((users, refused), (21, 12));
}

#[test]
fn service_account_tokens_are_who_the_api_server_took_them_for() {
    let (mut tokens, mut users) = (0, 0);
    for line in lines("tokens/tokens.jsonl") {
        let case = line["case"].as_str().expect("a case has a name");
        let token = line["token"].as_str().unwrap_or_default().trim();
        if token.split('.').count() != 3 {
            continue;
        }
        let (_, report) = inspect(token.as_bytes(), None);
        assert_eq!(kinds(&report), ["jwt"], "{case}");
        tokens += 1;
        let ours = &artefacts(&report)[0];
        assert_eq!(
            ours["jwt"]["header"], line["decoded.json"]["header"],
            "{case}"
        );
        assert_eq!(
            ours["jwt"]["claims"], line["decoded.json"]["payload"],
            "{case}"
        );
        let whoami = &line["result"]["whoami"];
        if whoami.is_object() {
            assert_eq!(ours["identity"], identity(whoami), "{case}");
            users += 1;
        }
    }
    println!("{tokens} tokens, {users} with their user");
    assert_eq!((tokens, users), (30, 16));
}

#[test]
fn bootstrap_tokens_are_recognised_by_their_form() {
    for line in lines("tokens/tokens.jsonl") {
        let case = line["case"].as_str().expect("a case has a name");
        let token = line["token"].as_str().unwrap_or_default();
        if !case.starts_with("bootstrap") || token.is_empty() {
            continue;
        }
        let (_, report) = inspect(token.as_bytes(), None);
        // `kubeadm` and the API server know no other form (`bootstrap/token/util`).
        let is_one = !matches!(
            case,
            "bootstrap-short-secret"
                | "bootstrap-upper"
                | "bootstrap-empty-type-secret"
                | "bootstrap-id-5"
        );
        assert_eq!(
            kinds(&report) == ["bootstrap-token"],
            is_one,
            "{case} {token} {report}"
        );
        let whoami = &line["result"]["whoami"];
        if whoami.is_object() {
            assert_eq!(
                artefacts(&report)[0]["identity"]["user"],
                whoami["username"]
            );
        }
    }
}

#[test]
fn recorded_objects_are_opened() {
    for (file, expected) in [
        (
            "tokens/cluster-info-configmap.yaml",
            &["object", "kubeconfig", "certificate"][..],
        ),
        (
            "tokens/legacy-secret.yaml",
            &["object", "certificate", "jwt"],
        ),
        (
            "tokens/legacy-secret-after-use.yaml",
            &["object", "certificate", "jwt"],
        ),
        ("tokens/pod-projected-volume.yaml", &["object"]),
        ("tokens/serviceaccount.yaml", &["object"]),
        ("oidc/jwks.json", &["jwks"]),
        ("oidc/openid-configuration.json", &["oidc-discovery"]),
        ("pki/tokens.csv", &["static-token-file"]),
        (
            "pki/controller-manager.kubeconfig",
            &["kubeconfig", "certificate", "certificate", "private-key"],
        ),
    ] {
        let bytes = fs::read(fixtures().join(file)).expect("the recording is there");
        let (_, report) = inspect(&bytes, None);
        assert_eq!(kinds(&report), expected, "{file}");
        assert_eq!(report["errors"], json!([]), "{file}");
    }
}

/// The files of `pki/`, and the kind of each.
const PKI: [(&str, &str); 21] = [
    ("ca.crt", "certificate"),
    ("ca.key", "private-key"),
    ("apiserver.crt", "certificate"),
    ("apiserver.key", "private-key"),
    ("apiserver-kubelet-client.crt", "certificate"),
    ("apiserver-kubelet-client.key", "private-key"),
    ("apiserver-etcd-client.crt", "certificate"),
    ("apiserver-etcd-client.key", "private-key"),
    ("admin.crt", "certificate"),
    ("admin.key", "private-key"),
    ("controller-manager.crt", "certificate"),
    ("controller-manager.key", "private-key"),
    ("front-proxy-ca.crt", "certificate"),
    ("front-proxy-ca.key", "private-key"),
    ("front-proxy-client.crt", "certificate"),
    ("front-proxy-client.key", "private-key"),
    ("etcd/ca.crt", "certificate"),
    ("etcd/ca.key", "private-key"),
    ("etcd/server.crt", "certificate"),
    ("etcd/server.key", "private-key"),
    ("sa.key", "private-key"),
];

#[test]
fn the_control_planes_files_belong_together_as_openssl_says() {
    let folder = Folder::new();
    let pki = fixtures().join("pki");
    let mut paste = Vec::new();
    let mut files = PKI.to_vec();
    files.push(("sa.pub", "public-key"));
    for (file, _) in &files {
        paste.extend(fs::read(pki.join(file)).expect("the recording is there"));
        paste.push(b'\n');
    }
    let (_, report) = inspect(&paste, None);
    let expected: Vec<_> = files.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(kinds(&report), expected);

    let public = |file: &str, kind: &str| {
        let path = pki.join(file);
        let path = path.display();
        folder.openssl(&match kind {
            "certificate" => format!("x509 -in {path} -noout -pubkey"),
            "private-key" => format!("pkey -in {path} -pubout"),
            _ => format!("pkey -pubin -in {path} -pubout"),
        })
    };
    let keys: Vec<_> = files
        .iter()
        .map(|(file, kind)| public(file, kind))
        .collect();
    let mut expected = Vec::new();
    for (from, (file, kind)) in files.iter().enumerate() {
        for (to, (other, other_kind)) in files.iter().enumerate() {
            let is_key = *kind == "private-key" && *other_kind != "private-key"
                || *kind == "public-key" && *other_kind == "certificate";
            if is_key && keys[from] == keys[to] {
                expected.push(json!({"kind": "key-of", "from": from, "to": to}));
            }
            if file.ends_with("ca.crt") && *other_kind == "certificate" && from != to {
                let (ca, leaf) = (pki.join(file), pki.join(other));
                let (verifies, _) = folder.try_openssl(&format!(
                    "verify -no_check_time -no-CApath -no-CAstore -CAfile {} {}",
                    ca.display(),
                    leaf.display()
                ));
                if verifies {
                    expected.push(json!({"kind": "issuer-of", "from": from, "to": to}));
                }
            }
        }
    }
    let sorted = |relations: &[Value]| {
        let mut texts: Vec<_> = relations
            .iter()
            .map(|one| format!("{} {} {}", one["kind"], one["from"], one["to"]))
            .collect();
        texts.sort();
        texts
    };
    assert_eq!(
        sorted(report["relations"].as_array().expect("a list")),
        sorted(&expected)
    );
    assert!(expected.len() > 15, "{expected:?}");
}
