//! Who can, the matrix and differences, held to the naive evaluator, to the recording and to Python.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use certbench::domain::kubernetes::rbac::catalogue::{VERBS, resources};
use certbench::domain::kubernetes::rbac::difference::difference;
use certbench::domain::kubernetes::rbac::evaluate::Attributes;
use certbench::domain::kubernetes::rbac::matrix::{Row, csv};
use certbench::domain::kubernetes::rbac::{Rule, Subject, SubjectKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::naive::{allows, attributes, identity, listed, objects};
use super::{asked, fixture, loaded};

/// Somebody who is a subject and nothing else.
fn alone(subject: &Subject) -> (String, Vec<String>) {
    match subject.kind {
        SubjectKind::User => (subject.name.clone(), Vec::new()),
        SubjectKind::Group => ("nobody".to_owned(), vec![subject.name.clone()]),
        SubjectKind::ServiceAccount => {
            let (namespace, name) = (&subject.namespace, &subject.name);
            (
                format!("system:serviceaccount:{namespace}:{name}"),
                Vec::new(),
            )
        }
    }
}

/// What a matrix says to one question.
fn cell(matrix: &[Row], asked: &Attributes) -> bool {
    let resource = asked.combined_resource();
    let row = |namespace: &str| {
        matrix.iter().find(|row| {
            row.namespace == namespace
                && row.group == asked.group
                && row.resource == resource
                && !row.is_url
        })
    };
    row(&asked.namespace)
        .or_else(|| row(""))
        .is_some_and(|row| {
            row.holds(&asked.verb) || row.names(&asked.verb).contains(&asked.name.as_str())
        })
}

/// Whether a question is one of the catalogue's, asked where its objects are.
fn is_ordinary(asked: &Attributes) -> bool {
    asked.path.is_none()
        && resources().any(|resource| {
            resource.group == asked.group
                && resource.name == asked.combined_resource()
                && (resource.is_namespaced || asked.namespace.is_empty())
        })
}

/// The question that only who holds all of a single permission may ask.
fn question(atom: &Rule, verb: &str, namespace: &str) -> Attributes {
    let first = |list: &[String]| list.first().cloned().unwrap_or_default();
    let resource = first(&atom.resources);
    let (resource, subresource) = resource.split_once('/').unwrap_or((&resource, ""));
    Attributes {
        verb: verb.to_owned(),
        group: first(&atom.api_groups),
        resource: resource.to_owned(),
        subresource: subresource.to_owned(),
        name: atom
            .resource_names
            .first()
            .cloned()
            .unwrap_or("of no rule".to_owned()),
        namespace: namespace.to_owned(),
        path: atom.non_resource_urls.first().cloned(),
    }
}

#[test]
fn a_resource_that_the_catalogue_lacks_has_what_rules_of_the_whole_cluster_give() {
    let group = "rbac.authorization.k8s.io";
    let object = |kind: &str, more: Value| {
        let mut object = json!({
            "apiVersion": format!("{group}/v1"), "kind": kind,
            "metadata": {"name": "r", "namespace": "one"},
        });
        let more = more.as_object().expect("members").clone();
        object.as_object_mut().expect("an object").extend(more);
        object
    };
    let rules = |resource: &str, verb: &str| json!({"rules": [{"apiGroups": ["batch"], "resources": [resource], "verbs": [verb]}]});
    let grant = |role: &str| {
        json!({
            "roleRef": {"apiGroup": group, "kind": role, "name": "r"},
            "subjects": [{"kind": "User", "name": "jane"}],
        })
    };
    let objects = [
        object("ClusterRole", rules("*", "create")),
        object("Role", rules("widgets", "get")),
        object("ClusterRoleBinding", grant("ClusterRole")),
        object("RoleBinding", grant("Role")),
    ];
    let matrix = loaded(&listed(&objects)).matrix("jane", &[]).rows;
    let row = matrix.iter().find(|row| row.resource == "widgets");
    let row = row.expect("a rule names it");
    assert!(row.holds("create") && row.holds("get"), "{row:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn those_who_can_are_those_whom_the_documented_rules_allow(
        objects in objects(),
        asked in attributes(),
    ) {
        let set = loaded(&listed(&objects));
        let holders: BTreeSet<_> = set
            .who_can(&asked, false)
            .into_iter()
            .map(|holder| {
                let grant = set.holding(holder).expect("a holder is there");
                assert!(grant.rule.allows(&asked));
                alone(&grant.subject)
            })
            .collect();
        let subjects = set.bindings.iter().flat_map(|binding| &binding.subjects);
        let expected: BTreeSet<_> = subjects
            // A service account of a ClusterRoleBinding without a namespace is nobody.
            .filter(|subject| subject.kind != SubjectKind::ServiceAccount || !subject.namespace.is_empty())
            .map(alone)
            .filter(|(user, groups)| allows(&objects, user, groups, &asked))
            .collect();
        let holders: BTreeSet<_> = holders
            .into_iter()
            .filter(|(user, _)| user != "system:serviceaccount::ci")
            .collect();
        prop_assert_eq!(holders, expected);
    }

    #[test]
    fn every_cell_of_a_matrix_is_the_answer_to_its_question(
        objects in objects(),
        (user, groups) in identity(),
        questions in prop::collection::vec(attributes(), 1..60),
    ) {
        let matrix = loaded(&listed(&objects)).matrix(&user, &groups).rows;
        for asked in questions.iter().filter(|asked| is_ordinary(asked)) {
            let expected = allows(&objects, &user, &groups, asked);
            prop_assert_eq!(cell(&matrix, asked), expected, "{:?}", asked);
        }
        for row in &matrix {
            let (resource, subresource) = row.resource.split_once('/').unwrap_or((&row.resource, ""));
            for (verb, _) in VERBS {
                let asked = Attributes {
                    verb: verb.to_owned(),
                    group: row.group.clone(),
                    resource: resource.to_owned(),
                    subresource: subresource.to_owned(),
                    name: "of no rule".to_owned(),
                    namespace: row.namespace.clone(),
                    path: row.is_url.then(|| row.resource.clone()),
                };
                prop_assert_eq!(row.holds(verb), allows(&objects, &user, &groups, &asked), "{:?} {:?}", row, asked);
            }
        }
    }

    #[test]
    fn a_difference_names_what_was_refused_and_now_is_allowed(
        before in objects(),
        after in objects(),
        questions in prop::collection::vec(attributes(), 1..40),
    ) {
        let changes = difference(&loaded(&listed(&before)), &loaded(&listed(&after)));
        for change in &changes {
            // A user of a service account's name is also that service account.
            if change.subject.name.starts_with("system:serviceaccount:")
                || change.subject.kind == SubjectKind::ServiceAccount
            {
                continue;
            }
            let (user, groups) = alone(&change.subject);
            let check = |atoms: &[Rule], from: &[Value], to: &[Value]| {
                for atom in atoms {
                    for verb in &atom.verbs {
                        let asked = question(atom, verb, &change.namespace);
                        assert!(!allows(from, &user, &groups, &asked), "{change:?} {asked:?}");
                        assert!(allows(to, &user, &groups, &asked), "{change:?} {asked:?}");
                    }
                }
            };
            check(&change.gained, &before, &after);
            check(&change.lost, &after, &before);
        }
        for asked in &questions {
            for group in ["dev", "ops", "system:authenticated"] {
                let groups = vec![group.to_owned()];
                let may = |objects: &[Value]| allows(objects, "nobody", &groups, asked);
                let changed = |namespace: &str, has: fn(&certbench::domain::kubernetes::rbac::difference::Change) -> bool| {
                    changes.iter().any(|change| {
                        change.subject.kind == SubjectKind::Group
                            && change.subject.name == group
                            && change.namespace == namespace
                            && has(change)
                    })
                };
                let any = |has| changed("", has) || changed(&asked.namespace, has);
                match (may(&before), may(&after)) {
                    (false, true) => prop_assert!(any(|change| !change.gained.is_empty())),
                    (true, false) => prop_assert!(any(|change| !change.lost.is_empty())),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn the_matrix_says_what_the_server_said() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let (mut allowed, mut denied) = (0, 0);
    for line in fixture("rbac/questions.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let (user, groups, asked) = asked(&line["question"]);
        if !is_ordinary(&asked) || line["allowed"].is_null() {
            continue;
        }
        let says = cell(&set.matrix(&user, &groups).rows, &asked);
        assert_eq!(says, line["allowed"] == true, "{line}");
        if says {
            allowed += 1;
        } else {
            denied += 1;
        }
    }
    assert_eq!((allowed, denied), (105, 75));
}

#[test]
fn python_reads_the_matrix_as_csv() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let groups = ["dev", "ops", "system:authenticated"].map(str::to_owned);
    let mut matrix = set.matrix("carol", &groups).rows;
    matrix.push(Row {
        group: "a,\"b\"\r\nc".to_owned(),
        resource: "=1+1".to_owned(),
        ..Row::default()
    });
    let rows: Vec<&Row> = matrix.iter().collect();
    let script = "import csv, io, json, sys; print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(), newline='')))))";
    let mut python = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python is there");
    let mut input = python.stdin.take().expect("it is piped");
    input.write_all(csv(&rows).as_bytes()).expect("it reads");
    drop(input);
    let output = python.wait_with_output().expect("it ends");
    let read: Vec<Value> = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(read.len(), matrix.len());
    for (line, row) in read.iter().zip(&matrix) {
        assert_eq!(line["namespace"], json!(row.namespace));
        assert_eq!(line["group"], json!(row.group));
        for (verb, _) in VERBS {
            assert_eq!(line[verb] == "yes", row.holds(verb), "{line}");
        }
    }
    // A spreadsheet is not to compute what a manifest says.
    assert_eq!(read[read.len() - 1]["resource"], "'=1+1");
}
