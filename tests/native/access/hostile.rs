//! Manifests that are made to hurt.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use certbench::domain::kubernetes::rbac::SkippedCode;
use certbench::domain::kubernetes::rbac::difference::difference;
use certbench::domain::kubernetes::rbac::evaluate::Attributes;
use certbench::domain::kubernetes::rbac::remark::Defaults;
use certbench::domain::kubernetes::rbac::validate::{examine, unknown_fields};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::loaded;
use super::naive::listed;

const GROUP: &str = "rbac.authorization.k8s.io";
/// Without optimisation and on a busy machine; what is quadratic takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks everything there is of some objects; whether the matrix holds it all.
fn ask_all(objects: &[Value]) -> bool {
    let start = Instant::now();
    let set = loaded(&listed(objects));
    let groups = ["g".to_owned()];
    let asked = Attributes {
        verb: "get".to_owned(),
        resource: "pods".to_owned(),
        namespace: "n".to_owned(),
        ..Attributes::default()
    };
    let _ = set.authorize("u", &groups, &asked);
    let _ = set.near_misses("u", &groups, &asked);
    let _ = set.who_can(&asked, true);
    let matrix = set.matrix("u", &groups);
    let _ = difference(&set, &loaded(""));
    let defaults = Defaults::new();
    let _ = (set.risks(&defaults), set.advice(&defaults));
    for object in objects {
        let _ = (examine(object), unknown_fields(object));
        let _ = set.attempt("u", &groups, object, &[object]);
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    !matrix.is_cut
}

fn role(name: &str, rules: Value) -> Value {
    json!({"apiVersion": format!("{GROUP}/v1"), "kind": "ClusterRole", "metadata": {"name": name}, "rules": rules})
}

fn bound(name: &str, role: &str) -> Value {
    json!({
        "apiVersion": format!("{GROUP}/v1"), "kind": "ClusterRoleBinding", "metadata": {"name": name},
        "roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": role},
        "subjects": [{"kind": "User", "name": "u"}],
    })
}

fn words(prefix: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("{prefix}{number}"))
        .collect()
}

#[test]
fn one_rule_of_long_lists_is_answered_in_time() {
    let rule = json!([{
        "verbs": words("v", 3000), "apiGroups": words("g", 3000), "resources": words("r", 3000),
        "resourceNames": words("n", 3000),
    }]);
    assert!(!ask_all(&[role("r", rule), bound("b", "r")]));
    let urls = json!([{"verbs": words("v", 3000), "nonResourceURLs": words("/u*", 3000)}]);
    assert!(!ask_all(&[role("r", urls), bound("b", "r")]));
    let few = json!([{"verbs": words("v", 30), "apiGroups": [""], "resources": words("r", 30)}]);
    assert!(ask_all(&[role("r", few), bound("b", "r")]));
}

#[test]
fn many_wide_rules_are_answered_in_time() {
    let rules: Vec<_> = words("x", 3000)
        .into_iter()
        .map(|word| json!({"verbs": [word], "apiGroups": ["*", word], "resources": ["*", word]}))
        .collect();
    ask_all(&[role("r", json!(rules)), bound("b", "r")]);
}

#[test]
fn roles_that_gather_from_each_other_are_answered_in_time() {
    let labels: serde_json::Map<_, _> = [("all".to_owned(), json!("yes"))].into_iter().collect();
    let gather = |name: &String| {
        let mut role = role(
            name,
            json!([{"verbs": [name], "apiGroups": [name], "resources": [name]}]),
        );
        role["metadata"]["labels"] = json!(labels);
        role["aggregationRule"] = json!({"clusterRoleSelectors": [{"matchLabels": labels}]});
        role
    };
    let mut objects: Vec<_> = words("r", 3000).iter().map(gather).collect();
    objects.push(bound("b", "r0"));
    let set = loaded(&listed(&objects));
    let codes: Vec<_> = set.skipped.iter().map(|skipped| skipped.code).collect();
    assert_eq!(codes, [SkippedCode::TooMuchAggregation]);
    // A chain is followed to its end, however long.
    let mut chain = String::new();
    for number in 0..100 {
        let _ = write!(
            chain,
            "---\napiVersion: {GROUP}/v1\nkind: ClusterRole\nmetadata: {{name: r{number:03}, labels: {{is: l{number}}}}}\naggregationRule: {{clusterRoleSelectors: [{{matchLabels: {{is: l{}}}}}]}}\n",
            number + 1
        );
    }
    let _ = write!(
        chain,
        "---\napiVersion: {GROUP}/v1\nkind: ClusterRole\nmetadata: {{name: end, labels: {{is: l100}}}}\nrules: [{{verbs: [get], apiGroups: [''], resources: [pods]}}]\n"
    );
    let set = loaded(&chain);
    let first = set.role("", "r000").expect("it is there");
    assert_eq!(set.rules_of(first).count(), 1);
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z*/]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop::sample::select(vec![
            "verbs",
            "apiGroups",
            "resources",
            "resourceNames",
            "nonResourceURLs",
            "name",
            "kind",
            "namespace",
            "labels",
            "matchLabels",
            "matchExpressions",
            "clusterRoleSelectors",
        ]);
        let members = prop::collection::vec((keys, inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| {
                let members = members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                Value::Object(members.collect())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_object_makes_it_panic(
        kind in prop::sample::select(vec!["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "RoleList", "List"]),
        metadata in prop_oneof![Just(json!({"name": "r"})), anything()],
        (rules, aggregation, role_ref, subjects) in (anything(), anything(), anything(), anything()),
    ) {
        ask_all(&[json!({
            "apiVersion": format!("{GROUP}/v1"), "kind": kind, "metadata": metadata, "items": rules,
            "rules": rules, "aggregationRule": aggregation, "roleRef": role_ref, "subjects": subjects,
        })]);
    }
}
