//! A second evaluator, written from Kubernetes' documentation of RBAC alone: it goes through every
//! binding, subject and rule of the manifests as they stand.

use certbench::domain::kubernetes::rbac::evaluate::Attributes;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::loaded;

fn has(list: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .any(wanted)
}

fn rule_allows(rule: &Value, asked: &Attributes) -> bool {
    if !has(&rule["verbs"], |verb| verb == "*" || verb == asked.verb) {
        return false;
    }
    if let Some(path) = &asked.path {
        // “* in a nonResourceURL is a suffix glob match”
        return has(&rule["nonResourceURLs"], |url| {
            match url.strip_suffix('*') {
                Some(prefix) => path.starts_with(prefix),
                None => url == path,
            }
        });
    }
    let full = if asked.subresource.is_empty() {
        asked.resource.clone()
    } else {
        format!("{}/{}", asked.resource, asked.subresource)
    };
    let names = &rule["resourceNames"];
    has(&rule["apiGroups"], |group| {
        group == "*" || group == asked.group
    }) && has(&rule["resources"], |resource| {
        resource == "*"
            || resource == full
            || !asked.subresource.is_empty() && resource == format!("*/{}", asked.subresource)
    }) && (names.as_array().is_none_or(Vec::is_empty) || has(names, |name| name == asked.name))
}

fn applies(binding: &Value, user: &str, groups: &[String]) -> bool {
    let subjects = binding["subjects"].as_array().into_iter().flatten();
    subjects.into_iter().any(|subject| {
        let name = subject["name"].as_str().expect("a subject has a name");
        match subject["kind"].as_str().expect("a subject has a kind") {
            "User" => name == user,
            "Group" => groups.iter().any(|group| group == name),
            _ => {
                let own = subject["namespace"].as_str();
                let namespace = own.or(binding["metadata"]["namespace"].as_str());
                namespace.is_some_and(|namespace| {
                    user == format!("system:serviceaccount:{namespace}:{name}")
                })
            }
        }
    })
}

/// Whether some binding that applies refers to a role with a rule that allows.
pub fn allows(objects: &[Value], user: &str, groups: &[String], asked: &Attributes) -> bool {
    if groups.iter().any(|group| group == "system:masters") {
        return true;
    }
    objects
        .iter()
        .filter(|object| match object["kind"].as_str() {
            Some("ClusterRoleBinding") => true,
            Some("RoleBinding") => {
                asked.path.is_none() && object["metadata"]["namespace"] == asked.namespace.as_str()
            }
            _ => false,
        })
        .filter(|binding| applies(binding, user, groups))
        .any(|binding| {
            objects.iter().any(|role| {
                role["kind"] == binding["roleRef"]["kind"]
                    && role["metadata"]["name"] == binding["roleRef"]["name"]
                    && (role["kind"] == "ClusterRole"
                        || role["metadata"]["namespace"] == binding["metadata"]["namespace"])
                    && role["rules"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .any(|rule| rule_allows(rule, asked))
            })
        })
}

// Few words of each sort, so that they often meet.
const VERBS: [&str; 4] = ["get", "list", "create", "*"];
const GROUPS: [&str; 4] = ["", "apps", "batch", "*"];
const RESOURCES: [&str; 8] = [
    "pods",
    "pods/log",
    "*/log",
    "deployments",
    "deployments/scale",
    "*/scale",
    "*",
    "pods/*",
];
const NAMES: [&str; 3] = ["a", "b", ""];
const URLS: [&str; 7] = [
    "/",
    "/healthz",
    "/healthz/*",
    "/health*",
    "*",
    "/a/*/b",
    "/healthz/",
];
const NAMESPACES: [&str; 3] = ["one", "two", "three"];
const ROLES: [&str; 4] = ["r", "s", "t", "missing"];
const USERS: [&str; 4] = [
    "jane",
    "dev",
    "system:serviceaccount:one:ci",
    "system:serviceaccount:two:ci",
];
const SUBJECT_GROUPS: [&str; 4] = ["dev", "ops", "jane", "system:authenticated"];

fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(words.to_vec(), 0..=words.len().min(3))
}

fn rule() -> impl Strategy<Value = Value> {
    let resources = (some_of(&GROUPS), some_of(&RESOURCES), some_of(&NAMES));
    (some_of(&VERBS), resources, some_of(&URLS)).prop_map(|(verbs, resources, urls)| {
        let (groups, resources, names) = resources;
        json!({
            "verbs": verbs, "apiGroups": groups, "resources": resources,
            "resourceNames": names, "nonResourceURLs": urls,
        })
    })
}

fn role() -> impl Strategy<Value = Value> {
    let place = (any::<bool>(), select(&NAMESPACES[..]), select(&ROLES[..3]));
    (place, prop::collection::vec(rule(), 0..4)).prop_map(
        |((is_cluster, namespace, name), rules)| {
            let mut role = json!({
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                "metadata": {"name": name}, "rules": rules,
            });
            if !is_cluster {
                role["kind"] = json!("Role");
                role["metadata"]["namespace"] = json!(namespace);
            }
            role
        },
    )
}

fn subject() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(&USERS[..]).prop_map(|name| json!({"kind": "User", "name": name})),
        select(&SUBJECT_GROUPS[..]).prop_map(|name| json!({"kind": "Group", "name": name})),
        select(&NAMESPACES[..]).prop_map(
            |namespace| json!({"kind": "ServiceAccount", "name": "ci", "namespace": namespace})
        ),
        Just(json!({"kind": "ServiceAccount", "name": "ci"})),
    ]
}

fn binding() -> impl Strategy<Value = Value> {
    let place = (any::<bool>(), select(&NAMESPACES[..]), "[a-f]");
    let reference = (any::<bool>(), select(&ROLES[..]));
    (place, reference, prop::collection::vec(subject(), 0..4)).prop_map(
        |((is_cluster, namespace, name), (to_cluster_role, role), subjects)| {
            let kind = if is_cluster || to_cluster_role {
                "ClusterRole"
            } else {
                "Role"
            };
            let mut binding = json!({
                "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
                "metadata": {"name": name}, "subjects": subjects,
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": role},
            });
            if !is_cluster {
                binding["kind"] = json!("RoleBinding");
                binding["metadata"]["namespace"] = json!(namespace);
            }
            binding
        },
    )
}

/// Objects of which each stands once, as in a cluster.
pub fn objects() -> impl Strategy<Value = Vec<Value>> {
    let roles = prop::collection::vec(role(), 0..8);
    (roles, prop::collection::vec(binding(), 0..8)).prop_map(|(roles, bindings)| {
        let mut once: Vec<Value> = Vec::new();
        for object in roles.into_iter().chain(bindings) {
            let is_same = |other: &Value| {
                other["kind"] == object["kind"] && other["metadata"] == object["metadata"]
            };
            if !once.iter().any(is_same) {
                once.push(object);
            }
        }
        once
    })
}

/// Who asks.
pub fn identity() -> impl Strategy<Value = (String, Vec<String>)> {
    let groups = subsequence(
        vec!["dev", "ops", "system:authenticated", "system:masters"],
        0..3,
    );
    (select(&USERS[..]), groups).prop_map(|(user, groups)| {
        let groups = groups.into_iter().map(str::to_owned).collect();
        (user.to_owned(), groups)
    })
}

/// What is asked.
pub fn attributes() -> impl Strategy<Value = Attributes> {
    let resource = select(vec!["pods", "deployments", "secrets", "*"]);
    let what = (
        select(vec!["get", "list", "delete", "*"]),
        select(&GROUPS[..]),
        resource,
        select(vec!["", "log", "scale", "status"]),
    );
    let path = prop::option::weighted(
        0.2,
        select(vec![
            "/",
            "/healthz",
            "/healthz/etcd",
            "/healthy",
            "/a/x/b",
            "/a/*/b",
            "*",
        ]),
    );
    let place = select(vec!["", "one", "two", "three", "four"]);
    (what, select(&NAMES[..]), place, path).prop_map(|(what, name, namespace, path)| {
        let (verb, group, resource, subresource) = what;
        let mut asked = Attributes {
            verb: verb.to_owned(),
            path: path.map(str::to_owned),
            ..Attributes::default()
        };
        if asked.path.is_none() {
            asked.group = group.to_owned();
            asked.resource = resource.to_owned();
            asked.subresource = subresource.to_owned();
            asked.name = name.to_owned();
            asked.namespace = namespace.to_owned();
        }
        asked
    })
}

/// The objects as `kubectl get -o json` lists them.
pub fn listed(objects: &[Value]) -> String {
    json!({"apiVersion": "v1", "kind": "List", "items": objects}).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_question_has_the_answer_of_the_documented_rules(
        objects in objects(),
        (user, groups) in identity(),
        questions in prop::collection::vec(attributes(), 1..40),
    ) {
        let set = loaded(&listed(&objects));
        for asked in questions {
            let verdict = set.authorize(&user, &groups, &asked);
            let expected = allows(&objects, &user, &groups, &asked);
            prop_assert_eq!(verdict.allowed, expected, "{} {:?} {:?}", user, groups, asked);
        }
    }
}

#[test]
fn the_documented_rules_say_what_the_server_said() {
    let manifests = super::fixture("rbac/cluster-rbac.yaml");
    let list = certbench::domain::formats::manifest::parse(&manifests).expect("it is YAML");
    let objects = list["items"].as_array().expect("a list");
    for line in super::fixture("rbac/questions.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let Some(recorded) = line["allowed"].as_bool() else {
            continue;
        };
        let (user, groups, asked) = super::asked(&line["question"]);
        assert_eq!(allows(objects, &user, &groups, &asked), recorded, "{line}");
    }
}
