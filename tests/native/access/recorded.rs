//! SubjectAccessReviews that a real API server answered with exactly these objects.

use std::collections::BTreeMap;

use certbench::domain::kubernetes::rbac::NODES;
use serde_json::Value;

use super::{asked, fixture, loaded, question};

#[test]
fn every_review_is_answered_with_the_servers_reason() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    assert_eq!(set.skipped, []);
    assert_eq!((set.roles.len(), set.bindings.len()), (98, 85));
    let (mut allowed, mut denied, mut several) = (0, 0, 0);
    for line in fixture("rbac/questions.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let (user, groups, attributes) = asked(&line["question"]);
        let Some(recorded) = line["allowed"].as_bool() else {
            // Neither user nor group: refused as a question.
            assert!(user.is_empty() && groups.is_empty(), "{line}");
            continue;
        };
        let verdict = set.authorize(&user, &groups, &attributes);
        assert_eq!(verdict.allowed, recorded, "{line}");
        // Where several bindings allow it the server names any of them: it asked the same twice and
        // named one and the other.
        let reasons: Vec<_> = match verdict.grants.as_slice() {
            [] => vec![verdict.reason],
            grants => grants
                .iter()
                .map(|grant| format!("RBAC: allowed by {grant}"))
                .collect(),
        };
        let reason = line["reason"].as_str().expect("a reason is a text");
        assert!(
            reasons.iter().any(|one| one == reason),
            "{line} {reasons:?}"
        );
        several += usize::from(reasons.len() > 1);
        if recorded {
            allowed += 1;
        } else {
            denied += 1;
        }
    }
    assert_eq!((allowed, denied, several), (156, 134, 6));
}

#[test]
fn every_review_of_a_node_is_answered_with_the_servers_reason() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let reviews: Vec<Value> =
        serde_json::from_str(&fixture("rbac/node-authorizer.json")).expect("it is JSON");
    let mut counts = BTreeMap::new();
    for review in &reviews {
        let (user, groups, attributes) = asked(&review["question"]);
        let verdict = set.authorize(&user, &groups, &attributes);
        assert_eq!(verdict.allowed, review["allowed"] == true, "{review}");
        let reason = review["reason"].as_str().unwrap_or_default();
        assert_eq!(verdict.reason, reason, "{review}");
        for note in verdict.notes {
            *counts.entry(note.as_str()).or_insert(0) += 1;
        }
    }
    // The recorded cluster had no Pods, so that whatever depends on them was refused.
    let expected = [
        ("node-authorizer", 13),
        ("node-related", 4),
        ("node-selected", 1),
        ("not-quite-node", 46),
        ("other-authorizers", 56),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert_eq!(reviews.len(), 69);
}

#[test]
fn what_belongs_to_a_nodes_pods_is_told_from_what_never_is_a_nodes() {
    let set = loaded(&fixture("rbac/default-rbac.yaml"));
    let groups = [NODES.to_owned(), "system:authenticated".to_owned()];
    // Verb, resource.group/subresource, name, namespace; what is said beside "no".
    let cases = [
        ("get", "secrets", "s", "a", Some("node-related")),
        ("list", "secrets", "s", "a", Some("node-related")),
        ("delete", "secrets", "s", "a", None),
        ("get", "secrets", "s", "", None),
        ("get", "persistentvolumes", "v", "", Some("node-related")),
        (
            "patch",
            "persistentvolumeclaims/status",
            "c",
            "a",
            Some("node-related"),
        ),
        ("get", "persistentvolumeclaims/status", "c", "a", None),
        (
            "create",
            "serviceaccounts/token",
            "s",
            "a",
            Some("node-related"),
        ),
        ("get", "serviceaccounts", "s", "a", Some("node-related")),
        ("list", "serviceaccounts", "", "a", None),
        (
            "list",
            "resourceslices.resource.k8s.io",
            "",
            "",
            Some("node-selected"),
        ),
        ("watch", "pods", "", "", Some("node-selected")),
        ("update", "pods", "p", "a", None),
        ("create", "pods/exec", "p", "a", None),
        ("delete", "nodes", "n1", "", None),
    ];
    for (verb, resource, name, namespace, note) in cases {
        let attributes = question(verb, resource, name, namespace);
        let verdict = set.authorize("system:node:n1", &groups, &attributes);
        assert!(!verdict.allowed, "{attributes:?}");
        let notes: Vec<_> = verdict.notes.iter().map(|note| note.as_str()).collect();
        let expected: Vec<_> = note.into_iter().chain(["other-authorizers"]).collect();
        assert_eq!(notes, expected, "{attributes:?}");
    }
}
