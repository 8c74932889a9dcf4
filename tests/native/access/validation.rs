//! Roles and bindings that a real API server refused or took.

use serde_json::Value;

use super::{fixture, loaded};
use certbench::domain::kubernetes::rbac::validate::{examine, unknown_fields};
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use serde_json::json;

#[test]
fn every_refusal_is_foretold_in_the_servers_words() {
    let cases: Value = serde_json::from_str(&fixture("rbac/validation.json")).expect("it is JSON");
    let (mut refused, mut taken) = (0, 0);
    for (case, recorded) in cases.as_object().expect("cases by name") {
        // What the author may not do is refused before the object is looked at.
        let Some(posted) = recorded
            .get("posted")
            .filter(|_| recorded["http"] != 403 && recorded["http"] != 404)
        else {
            continue;
        };
        let examined = examine(posted).unwrap_or_else(|| panic!("{case} is of RBAC"));
        let message = examined.message();
        if recorded["http"] == 201 {
            assert_eq!(message, None, "{case}");
            taken += 1;
        } else {
            assert_eq!(
                message.as_deref(),
                recorded["response"]["message"].as_str(),
                "{case}"
            );
            refused += 1;
        }
    }
    assert_eq!((refused, taken), (22, 19));
}

#[test]
fn members_that_do_not_exist_are_found_where_they_stand() {
    let posted = json!({
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "spec": {},
        "metadata": {"name": "r", "namspace": "n", "labels": {"any": "x"}},
        "rules": [{"verbs": ["get"]}, {"resource": ["pods"], "apigroups": [""]}],
        "aggregationRule": {"clusterRoleSelectors": [{"matchLabel": {}, "matchExpressions": [{"op": "In"}]}]},
        "subjects": [{"names": "x"}], "roleRef": {"nam": "x"},
    });
    let mut unknown = unknown_fields(&posted);
    unknown.sort();
    assert_eq!(
        unknown,
        [
            "aggregationRule.clusterRoleSelectors[0].matchExpressions[0].op",
            "aggregationRule.clusterRoleSelectors[0].matchLabel",
            "metadata.namspace",
            "roleRef.nam",
            "rules[1].apigroups",
            "rules[1].resource",
            "spec",
            "subjects[0].names",
        ]
    );
}

#[test]
fn whatever_the_generated_types_write_has_no_unknown_member() {
    // The recorded objects, by way of the types made from the API's own description.
    let manifests = fixture("rbac/cluster-rbac.yaml");
    let list = certbench::domain::formats::manifest::parse(&manifests).expect("it is YAML");
    let mut count = 0;
    for object in list["items"].as_array().expect("a list") {
        let typed = |error: serde_json::Error| panic!("{error}: {object}");
        let value = object.clone();
        let written = match object["kind"].as_str() {
            Some("Role") => serde_json::from_value::<Role>(value).and_then(serde_json::to_value),
            Some("RoleBinding") => {
                serde_json::from_value::<RoleBinding>(value).and_then(serde_json::to_value)
            }
            Some("ClusterRole") => {
                serde_json::from_value::<ClusterRole>(value).and_then(serde_json::to_value)
            }
            _ => serde_json::from_value::<ClusterRoleBinding>(value).and_then(serde_json::to_value),
        };
        let written = written.unwrap_or_else(typed);
        assert_eq!(unknown_fields(&written), [""; 0], "{written}");
        assert_eq!(unknown_fields(object), [""; 0], "{object}");
        count += 1;
    }
    assert_eq!(count, 183);
}

#[test]
fn a_binding_that_is_there_keeps_its_role() {
    let others: Value = serde_json::from_str(&fixture("other-answers.json")).expect("it is JSON");
    let cases: Value = serde_json::from_str(&fixture("rbac/validation.json")).expect("it is JSON");
    let there = &cases["rb-for-update"]["posted"];
    let set = loaded(&there.to_string());
    let mut changed = there.clone();
    changed["subjects"][0]["name"] = json!("somebody else");
    let examined = set.examine(&changed).expect("it is a binding");
    assert_eq!(examined.message(), None);
    changed["roleRef"]["name"] = json!("other");
    let examined = set.examine(&changed).expect("it is a binding");
    let message = &others["rb: change roleRef"]["message"];
    assert_eq!(examined.message().as_deref(), message.as_str());
    assert!(message.is_string());
    // In another namespace it would be another one.
    changed["metadata"]["namespace"] = json!("elsewhere");
    let examined = set.examine(&changed).expect("it is a binding");
    assert_eq!(examined.message(), None);
}
