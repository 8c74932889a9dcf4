//! Near misses, risks and advice.

use std::collections::BTreeSet;

use certbench::domain::kubernetes::finding::Code;
use certbench::domain::kubernetes::rbac::near_miss::LackCode;
use certbench::domain::kubernetes::rbac::remark::{Defaults, Remark};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::naive::{allows, attributes, identity, listed, objects};
use super::{asked, fixture, loaded, question};

/// A role with these rules, bound to a user.
fn cluster(rules: Value) -> certbench::domain::kubernetes::rbac::RbacSet {
    let group = "rbac.authorization.k8s.io";
    loaded(&listed(&[
        json!({"apiVersion": format!("{group}/v1"), "kind": "Role",
            "metadata": {"name": "r", "namespace": "here"}, "rules": rules}),
        json!({"apiVersion": format!("{group}/v1"), "kind": "RoleBinding",
            "metadata": {"name": "b", "namespace": "here"},
            "roleRef": {"apiGroup": group, "kind": "Role", "name": "r"},
            "subjects": [{"kind": "User", "name": "jane"}]}),
    ]))
}

fn rule(verbs: &[&str], group: &str, resources: &[&str], names: &[&str]) -> Value {
    json!([{"verbs": verbs, "apiGroups": [group], "resources": resources, "resourceNames": names}])
}

#[test]
fn a_near_miss_says_what_it_lacks() {
    for (rules, asked, expected) in [
        (
            rule(&["get"], "", &["pods"], &[]),
            question("get", "pods/log", "p", "here"),
            (LackCode::Subresource, "pods/log", "pods"),
        ),
        (
            rule(&["get"], "", &["pods/log"], &[]),
            question("get", "pods", "p", "here"),
            (LackCode::ParentResource, "pods", "pods/log"),
        ),
        (
            rule(&["get"], "", &["pods/log"], &[]),
            question("get", "pods/exec", "p", "here"),
            (LackCode::OtherSubresource, "pods/exec", "pods/log"),
        ),
        (
            rule(&["get", "list"], "", &["pods"], &[]),
            question("watch", "pods", "", "here"),
            (LackCode::Verb, "watch", "get, list"),
        ),
        (
            rule(&["get"], "extensions", &["deployments"], &[]),
            question("get", "deployments.apps", "", "here"),
            (LackCode::ApiGroup, "apps", "extensions"),
        ),
        (
            rule(&["get"], "", &["secrets"], &["a"]),
            question("get", "secrets", "b", "here"),
            (LackCode::Name, "b", "a"),
        ),
        (
            rule(&["list"], "", &["secrets"], &["a"]),
            question("list", "secrets", "", "here"),
            (LackCode::NoName, "", "a"),
        ),
        (
            rule(&["get"], "", &["pods"], &[]),
            question("get", "pods", "", "there"),
            (LackCode::Namespace, "there", "here"),
        ),
        (
            rule(&["get"], "", &["pods"], &[]),
            question("get", "pods", "", ""),
            (LackCode::ClusterScope, "", "here"),
        ),
    ] {
        let misses = cluster(rules.clone()).near_misses("jane", &[], &asked);
        let lacks: Vec<_> = misses.iter().flat_map(|miss| &miss.lacks).collect();
        assert_eq!(lacks.len(), 1, "{rules} {asked:?} {misses:?}");
        let (code, wanted, has) = (
            lacks[0].code,
            lacks[0].wanted.as_str(),
            lacks[0].has.as_str(),
        );
        assert_eq!((code, wanted, has), expected, "{rules} {asked:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_is_allowed_lacks_nothing_and_what_is_not_lacks_something(
        objects in objects(),
        (user, groups) in identity(),
        questions in prop::collection::vec(attributes(), 1..20),
    ) {
        let set = loaded(&listed(&objects));
        for asked in &questions {
            if groups.iter().any(|group| group == "system:masters") {
                continue;
            }
            let misses = set.near_misses(&user, &groups, asked);
            let lacks_nothing = misses.iter().any(|miss| miss.lacks.is_empty());
            prop_assert_eq!(lacks_nothing, allows(&objects, &user, &groups, asked), "{:?}", misses);
            prop_assert!(misses.is_sorted_by_key(|miss| miss.lacks.len()));
        }
    }
}

#[test]
fn the_recorded_refusals_have_their_near_misses() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let mut told = 0;
    for line in fixture("rbac/questions.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let (user, groups, asked) = asked(&line["question"]);
        if line["allowed"] == false {
            let misses = set.near_misses(&user, &groups, &asked);
            assert!(misses.iter().all(|miss| !miss.lacks.is_empty()), "{line}");
            told += usize::from(!misses.is_empty());
        }
    }
    assert!(told > 60, "{told}");
}

fn codes(remarks: &[Remark]) -> BTreeSet<(&str, &'static str)> {
    remarks
        .iter()
        .map(|remark| (remark.object.as_str(), remark.finding.code.as_str()))
        .collect()
}

#[test]
fn what_every_cluster_has_is_no_risk_but_what_was_added_is() {
    let defaults = Defaults::new();
    let built_in = loaded(&fixture("rbac/default-rbac.yaml"));
    assert_eq!(built_in.risks(&defaults), []);
    assert_eq!(built_in.advice(&defaults), []);

    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let risks = set.risks(&defaults);
    let risks = codes(&risks);
    for expected in [
        ("ClusterRoleBinding x-public", "risk-unauthenticated"),
        ("ClusterRoleBinding x-role-managers", "risk-escalate"),
        ("ClusterRoleBinding x-role-managers", "risk-bind"),
        ("ClusterRoleBinding x-impersonators", "risk-impersonate"),
        ("ClusterRoleBinding x-csr-approvers", "risk-approval"),
        ("ClusterRoleBinding x-auditor", "risk-secrets"),
        ("RoleBinding team-b/cluster-admin-in-ns", "risk-everything"),
        ("RoleBinding team-a/pod-debug", "risk-exec"),
        ("RoleBinding prod/everyone-cm", "risk-authenticated"),
    ] {
        assert!(risks.contains(&expected), "{expected:?} {risks:?}");
    }
}

#[test]
fn a_binding_that_only_bears_a_built_in_name_is_looked_at() {
    let group = "rbac.authorization.k8s.io";
    let set = loaded(&listed(&[
        json!({"apiVersion": format!("{group}/v1"), "kind": "ClusterRole",
            "metadata": {"name": "cluster-admin"},
            "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}, {"nonResourceURLs": ["*"], "verbs": ["*"]}]}),
        json!({"apiVersion": format!("{group}/v1"), "kind": "ClusterRoleBinding",
            "metadata": {"name": "cluster-admin"},
            "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": [{"kind": "Group", "name": "system:masters"}, {"kind": "User", "name": "eve"}]}),
    ]));
    let risks = set.risks(&Defaults::new());
    assert!(
        codes(&risks).contains(&("ClusterRoleBinding cluster-admin", "risk-everything")),
        "{risks:?}"
    );
}

#[test]
fn what_cannot_work_is_said() {
    let urls = |urls: &[&str], verb: &str| json!([{"verbs": [verb], "nonResourceURLs": urls}]);
    for (rules, expected) in [
        (
            rule(&["get"], "", &["pods/*"], &[]),
            Some(Code::RbacSubresourceStar),
        ),
        (
            rule(&["get"], "extensions", &["deployments"], &[]),
            Some(Code::RbacGroupGone),
        ),
        (
            rule(&["get"], "", &["deployments"], &[]),
            Some(Code::RbacGroupWrong),
        ),
        (
            rule(&["get"], "", &["Pods"], &[]),
            Some(Code::RbacResourceSpelled),
        ),
        (
            rule(&["get"], "", &["pod"], &[]),
            Some(Code::RbacResourceSpelled),
        ),
        (
            rule(&["get"], "apps", &["deploy"], &[]),
            Some(Code::RbacResourceSpelled),
        ),
        (
            rule(&["get"], "", &["widgets"], &[]),
            Some(Code::RbacResourceUnknown),
        ),
        (
            rule(&["frobnicate"], "", &["pods"], &[]),
            Some(Code::RbacVerbUnknown),
        ),
        (
            rule(&["list"], "", &["pods/log"], &[]),
            Some(Code::RbacVerbUnknown),
        ),
        (
            rule(&["get"], "", &["nodes"], &[]),
            Some(Code::RbacClusterResource),
        ),
        (
            rule(&["create"], "", &["secrets"], &["a"]),
            Some(Code::RbacVerbNamed),
        ),
        (
            rule(&["list"], "", &["secrets"], &["a"]),
            Some(Code::RbacListNamed),
        ),
        (urls(&["/a/*/b"], "get"), Some(Code::RbacUrlStar)),
        (urls(&["x"], "get"), Some(Code::RbacUrlSlash)),
        (urls(&["/x"], "list"), Some(Code::RbacUrlVerb)),
        (rule(&["get", "list"], "", &["pods", "pods/log"], &[]), None),
        (rule(&["create"], "", &["pods/exec"], &["a"]), None),
        (
            rule(&["get"], "widgets.example.com", &["widgets"], &[]),
            None,
        ),
        (
            rule(&["impersonate"], "", &["users", "groups"], &["a"]),
            None,
        ),
        (rule(&["*"], "*", &["*", "*/scale"], &[]), None),
        (urls(&["/healthz/*", "*"], "get"), None),
    ] {
        let remarks = cluster(rules.clone()).advice(&Defaults::new());
        let codes: Vec<_> = remarks.iter().map(|remark| remark.finding.code).collect();
        assert_eq!(codes, expected.into_iter().collect::<Vec<_>>(), "{rules}");
    }
}
