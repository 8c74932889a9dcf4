//! Authors whom a real API server let create roles and bindings, or not.

use serde_json::{Value, json};

use super::fixture;
use certbench::domain::kubernetes::rbac::RbacSet;
use certbench::domain::kubernetes::rbac::catalogue::load_defaults;

/// The recorded author: may create roles and bindings in one namespace, and view what is there.
fn cluster() -> RbacSet {
    let group = "rbac.authorization.k8s.io";
    let binding = |name: &str, kind: &str, role: &str| {
        json!({
            "apiVersion": format!("{group}/v1"), "kind": "RoleBinding",
            "metadata": {"name": name, "namespace": "walk"},
            "roleRef": {"apiGroup": group, "kind": kind, "name": role},
            "subjects": [{"kind": "User", "name": "limited"}],
        })
    };
    let role = json!({
        "apiVersion": format!("{group}/v1"), "kind": "Role",
        "metadata": {"name": "author", "namespace": "walk"},
        "rules": [{"apiGroups": [group], "resources": ["roles", "rolebindings"], "verbs": ["create"]}],
    });
    let items = [
        role,
        binding("a", "Role", "author"),
        binding("v", "ClusterRole", "view"),
    ];
    let mut set = RbacSet::default();
    load_defaults(&mut set);
    set.load(&json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string());
    set.finish();
    assert_eq!(set.skipped, []);
    set
}

#[test]
fn every_refused_author_is_foretold_in_the_servers_words() {
    let set = cluster();
    let groups = ["system:authenticated".to_owned()];
    let cases: Value = serde_json::from_str(&fixture("rbac/validation.json")).expect("it is JSON");
    let mut statuses = Vec::new();
    for (case, recorded) in cases.as_object().expect("cases by name") {
        if !case.starts_with("escalation-") {
            continue;
        }
        let attempt = set
            .attempt("limited", &groups, &recorded["posted"], &[])
            .unwrap_or_else(|| panic!("{case} is of RBAC"));
        assert_eq!(recorded["http"], attempt.http_status, "{case}");
        if attempt.http_status != 201 {
            assert_eq!(recorded["response"]["message"], attempt.message, "{case}");
        }
        statuses.push(attempt.http_status);
        // Nobody refuses a cluster's administrators anything but a role that is not there.
        let masters = ["system:masters".to_owned()];
        let attempt = set.attempt("admin", &masters, &recorded["posted"], &[]);
        assert_eq!(
            attempt.map(|attempt| attempt.http_status),
            Some(201),
            "{case}"
        );
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 403, 403, 403, 403, 404]);
}

#[test]
fn a_binding_finds_the_role_that_was_made_before_it() {
    let set = cluster();
    let groups = ["system:authenticated".to_owned()];
    let group = "rbac.authorization.k8s.io";
    let role = |verb: &str| {
        json!({
            "apiVersion": format!("{group}/v1"), "kind": "Role",
            "metadata": {"name": "fresh", "namespace": "walk"},
            "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": [verb]}],
        })
    };
    let binding = json!({
        "apiVersion": format!("{group}/v1"), "kind": "RoleBinding",
        "metadata": {"name": "fresh", "namespace": "walk"},
        "roleRef": {"apiGroup": group, "kind": "Role", "name": "fresh"},
    });
    let status = |made: &[&Value]| {
        let attempt = set.attempt("limited", &groups, &binding, made);
        attempt.map(|attempt| attempt.http_status)
    };
    assert_eq!(status(&[]), Some(404));
    assert_eq!(status(&[&role("get")]), Some(201));
    // Somebody else made it, who holds more.
    assert_eq!(status(&[&role("delete")]), Some(403));
    assert_eq!(status(&[&role("delete"), &role("get")]), Some(201));
}
