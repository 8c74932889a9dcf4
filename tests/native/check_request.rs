//! Forecasts against what a real control plane answered (`tests/fixtures/csr.jsonl`).

use certbench::domain::bytes::hexadecimal;
use certbench::domain::kubernetes::csr::forecast::Outcome;
use certbench::engine::check_request::{forecast, forecast_text};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

fn recorded() -> Vec<Value> {
    include_str!("../fixtures/csr.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a recorded line is JSON"))
        .collect()
}

fn is_approved(line: &Value) -> bool {
    line["conditions"].as_array().is_some_and(|conditions| {
        conditions
            .iter()
            .any(|condition| condition["type"] == "Approved")
    })
}

/// The outcomes that agree with a record. A request that nobody approved says only that the API
/// server took it.
fn agreeing_outcomes(line: &Value) -> &'static [Outcome] {
    match line["stage"].as_str() {
        Some("create") => &[Outcome::Refused],
        Some("failed-by-signer") => &[Outcome::Failed],
        Some("signed") => &[Outcome::Issued],
        Some("never-signed") if is_approved(line) => &[Outcome::Pending],
        Some("never-signed") => &[Outcome::Pending, Outcome::Issued],
        other => panic!("unknown stage {other:?}"),
    }
}

/// The words of the API server or of the signer's Failed condition.
fn recorded_message(line: &Value) -> Option<&str> {
    match line["stage"].as_str() {
        Some("create") => line["message"].as_str(),
        Some("failed-by-signer") => line["conditions"]
            .as_array()?
            .iter()
            .find(|condition| condition["type"] == "Failed")?["message"]
            .as_str(),
        _ => None,
    }
}

#[test]
fn every_recorded_request_is_foretold_with_the_servers_message() {
    let lines = recorded();
    let mut wrong = Vec::new();
    for line in &lines {
        let forecast = forecast(&line["manifest"]);
        if !agreeing_outcomes(line).contains(&forecast.outcome)
            || forecast.message.as_deref() != recorded_message(line)
        {
            let shown = |text: Option<&str>| {
                text.map(|text| {
                    text.chars()
                        .rev()
                        .take(300)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect::<String>()
                })
            };
            wrong.push(format!(
                "{}: foretold {:?} {:?}\n    recorded {} {:?}",
                line["case"],
                forecast.outcome,
                shown(forecast.message.as_deref()),
                line["stage"],
                shown(recorded_message(line)),
            ));
        }
    }
    assert_eq!(lines.len(), 153);
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        lines.len(),
        wrong.join("\n")
    );
}

#[test]
fn manifests_written_as_yaml_are_foretold_alike() {
    for line in recorded() {
        let yaml =
            certbench::domain::formats::manifest::to_yaml(&line["manifest"]).expect("JSON is YAML");
        let from_yaml = forecast_text(&yaml).expect("what was written can be read");
        assert_eq!(
            from_yaml,
            forecast(&line["manifest"]),
            "{}\n{yaml}",
            line["case"]
        );
    }
}

#[test]
fn foretold_lifetimes_and_identities_are_those_of_the_issued_certificates() {
    let mut identities = 0;
    for line in recorded().iter().filter(|line| line["stage"] == "signed") {
        let forecast = forecast(&line["manifest"]);
        let lifetime = forecast
            .lifetime
            .expect("an issued certificate has a lifetime");
        assert_eq!(
            Some(lifetime.total_seconds),
            line["validity_s"].as_i64(),
            "{}",
            line["case"]
        );
        let whoami = &line["whoami"];
        if let Some(user) = whoami["username"].as_str() {
            identities += 1;
            let identity = forecast.identity.expect("somebody logged in");
            assert_eq!(identity.user, user, "{}", line["case"]);
            let groups: Vec<Value> = whoami["groups"].as_array().cloned().unwrap_or_default();
            assert_eq!(identity.groups, groups, "{}", line["case"]);
            assert_eq!(identity.uid, whoami["uid"].as_str().unwrap_or_default());
        } else if line["whoami_http"] == 401 {
            assert!(forecast.no_identity.is_some(), "{}", line["case"]);
        }
    }
    assert!(identities >= 34, "only {identities} identities compared");
}

#[test]
fn a_user_and_its_groups_stand_in_a_binding_as_kubectl_writes_them() {
    use certbench::domain::kubernetes::authenticators::identity::Identity;
    let identity = Identity {
        user: "jane".to_owned(),
        groups: vec!["dev".to_owned(), "system:authenticated".to_owned()],
        ..Identity::default()
    };
    // kubectl create rolebinding x --clusterrole=view --user=jane --group=dev --dry-run=client -o yaml
    let expected = "subjects:\n- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: jane\n- apiGroup: rbac.authorization.k8s.io\n  kind: Group\n  name: dev\n";
    assert_eq!(identity.subjects_yaml().as_deref(), Some(expected));
}

#[test]
fn recorded_credential_ids_are_the_certificates_digests() {
    let line = &recorded()[0];
    let pem = line["certificate"]
        .as_str()
        .expect("the first request was signed");
    let (block, _) = certbench::domain::formats::go::pem::decode(pem.as_bytes()).expect("PEM");
    let expected = format!("X509SHA256={}", hexadecimal(&Sha256::digest(&block.der)));
    let recorded = &line["whoami"]["extra"]["authentication.kubernetes.io/credential-id"][0];
    assert_eq!(recorded, &Value::String(expected));
}
