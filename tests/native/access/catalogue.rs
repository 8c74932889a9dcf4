//! The built-in resources and roles are those of the recording.
//!
//! After a new recording, `CERTBENCH_WRITE=1 cargo test catalogue` writes both files anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use certbench_formats::manifest;
use certbench_kubernetes::rbac::RbacSet;
use certbench_kubernetes::rbac::catalogue::{VERBS, load_defaults, resources};
use serde_json::{Map, Value, json};

use super::{fixture, loaded};

fn recorded_resources() -> Vec<Value> {
    serde_json::from_str(&fixture("discovery.json")).expect("it is JSON")
}

fn check_or_write(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("crates/kubernetes/src/rbac")
        .join(name);
    if std::env::var_os("CERTBENCH_WRITE").is_some() {
        std::fs::write(&path, expected).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == expected,
        "{name} is not what the recording gives"
    );
}

#[test]
fn the_catalogue_is_what_discovery_says() {
    let mut groups: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    let recorded = recorded_resources();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    for resource in &recorded {
        let verbs = resource["verbs"].as_array().expect("a list");
        let letters: String = VERBS
            .iter()
            .filter(|(verb, _)| verbs.contains(&json!(verb)))
            .map(|(_, letter)| letter)
            .collect();
        assert_eq!(
            letters.len(),
            verbs.len(),
            "a verb without a letter: {resource}"
        );
        let short: Vec<_> = resource["shortNames"]
            .as_array()
            .expect("a list")
            .iter()
            .map(text)
            .collect();
        let (name, group) = (resource["resource"].as_str(), resource["apiGroup"].as_str());
        let place = if resource["namespaced"] == true {
            'n'
        } else {
            'c'
        };
        // RBAC knows no versions: of several the last one counts.
        groups.entry(group.expect("a group")).or_default().insert(
            name.expect("a name"),
            format!(
                "{} {place} {letters} {}",
                text(&resource["kind"]),
                short.join(",")
            ),
        );
    }
    let mut expected = String::new();
    for (group, resources) in &groups {
        let _ = writeln!(expected, "@{group}");
        for (name, rest) in resources {
            let _ = writeln!(expected, "{name} {rest}");
        }
    }
    check_or_write("catalogue.txt", &expected);
}

#[test]
fn every_resource_of_the_catalogue_is_one_of_the_cluster() {
    let recorded = recorded_resources();
    let mut count = 0;
    for resource in resources() {
        let same = |other: &&Value| {
            other["apiGroup"] == resource.group && other["resource"] == resource.name
        };
        let found = recorded.iter().rfind(same).expect("it is in discovery");
        assert_eq!(found["kind"], resource.kind);
        assert_eq!(found["namespaced"], resource.is_namespaced);
        let mut verbs: Vec<_> = resource.verbs().collect();
        verbs.sort_unstable();
        assert_eq!(found["verbs"], json!(verbs));
        assert!(verbs.iter().all(|verb| resource.has_verb(verb)));
        count += 1;
    }
    assert_eq!(count, 111);
}

/// What matters of a recorded object; the rules of an aggregated role come from others.
fn essence(object: &Value) -> Value {
    let metadata = &object["metadata"];
    let mut kept = json!({"kind": object["kind"], "metadata": {"name": metadata["name"]}});
    if metadata["namespace"].is_string() {
        kept["metadata"]["namespace"] = metadata["namespace"].clone();
    }
    let mut labels = metadata["labels"].as_object().cloned().unwrap_or_default();
    labels.remove("kubernetes.io/bootstrapping");
    if !labels.is_empty() {
        kept["metadata"]["labels"] = Value::Object(labels);
    }
    let without_group = |value: &Value| {
        let mut members: Map<String, Value> = value.as_object().expect("an object").clone();
        members.remove("apiGroup");
        Value::Object(members)
    };
    if object["aggregationRule"].is_object() {
        kept["aggregationRule"] = object["aggregationRule"].clone();
    } else if object["rules"].is_array() {
        kept["rules"] = object["rules"].clone();
    }
    if object["roleRef"].is_object() {
        kept["roleRef"] = without_group(&object["roleRef"]);
    }
    if let Some(subjects) = object["subjects"].as_array() {
        kept["subjects"] = subjects.iter().map(without_group).collect();
    }
    kept
}

#[test]
fn the_defaults_are_the_recorded_ones() {
    let recorded = fixture("rbac/default-rbac.yaml");
    let list = manifest::parse(&recorded).expect("it is YAML");
    let items: Vec<_> = list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(essence)
        .collect();
    let expected = json!({
        "kind": "List", "apiVersion": "rbac.authorization.k8s.io/v1", "items": items,
    });
    check_or_write("defaults.json", &expected.to_string());

    let mut ours = RbacSet::default();
    load_defaults(&mut ours);
    ours.finish();
    let theirs = loaded(&recorded);
    assert_eq!(ours.skipped, []);
    assert_eq!(
        (ours.roles.len(), ours.bindings.len()),
        (theirs.roles.len(), theirs.bindings.len())
    );
    assert_eq!(ours.roles.len(), 77);
    for (one, other) in ours.roles.iter().zip(&theirs.roles) {
        assert_eq!((&one.namespace, &one.name), (&other.namespace, &other.name));
        let rules: Vec<_> = ours.rules_of(one).collect();
        // The cluster's controller had gathered the aggregated ones.
        let gathered: Vec<_> = theirs.rules_of(other).collect();
        assert_eq!(rules, gathered, "{}", one.name);
    }
    for (one, other) in ours.bindings.iter().zip(&theirs.bindings) {
        assert_eq!((&one.name, &one.subjects), (&other.name, &other.subjects));
        assert!(one.role.is_some(), "{}", one.name);
    }
}

#[test]
fn aggregated_roles_are_what_the_clusters_controller_made_of_them() {
    let manifests = fixture("rbac/cluster-rbac.yaml");
    let list = manifest::parse(&manifests).expect("it is YAML");
    let items = list["items"].as_array().expect("a list");
    let mut emptied = list.clone();
    let mut count = 0;
    for item in emptied["items"].as_array_mut().expect("a list") {
        if item["aggregationRule"].is_object() {
            item["rules"] = Value::Null;
        }
    }
    let set = loaded(&emptied.to_string());
    for item in items
        .iter()
        .filter(|item| item["aggregationRule"].is_object())
    {
        let role = set
            .role("", item["metadata"]["name"].as_str().expect("a name"))
            .expect("it is there");
        let ours: Vec<Value> = set
            .rules_of(role)
            .map(|rule| {
                let mut rule = serde_json::to_value(rule).expect("it is JSON");
                // kubectl leaves empty lists out.
                rule.as_object_mut()
                    .expect("an object")
                    .retain(|_, list| list != &json!([]));
                rule
            })
            .collect();
        let recorded = item["rules"].as_array().cloned().unwrap_or_default();
        assert_eq!(ours, recorded, "{}", item["metadata"]["name"]);
        count += 1;
    }
    assert_eq!(count, 4);
}

#[test]
fn every_resource_is_read_back_from_the_notation_of_kubectl() {
    use certbench_kubernetes::rbac::evaluate::{resource_parts, resource_text};
    assert_eq!(
        resource_text("apps", "deployments/scale"),
        "deployments.apps/scale"
    );
    let mut count = 0;
    for resource in resources() {
        let text = resource_text(resource.group, resource.name);
        let (name, group, subresource) = resource_parts(&text);
        let (own, own_subresource) = resource.name.split_once('/').unwrap_or((resource.name, ""));
        assert_eq!(
            (name, group, subresource),
            (own, resource.group, own_subresource)
        );
        count += 1;
    }
    assert!(count > 100, "{count}");
}
