//! Roles and bindings changed in the form while everything else in their manifest stays.

use certbench::domain::formats::manifest::parse_documents;
use certbench::domain::kubernetes::access_draft::object::from_yaml;
use certbench::domain::kubernetes::access_draft::rewrite::rewrite;
use certbench::domain::kubernetes::access_draft::{Draft, RoleDraft};
use certbench::domain::kubernetes::rbac::{Rule, Subject};
use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

use crate::access_drafts::draft;

/// As people write and comment them; with more than the form knows.
const WRITTEN: &str = "\
# Who reads what in production.
kind: Role # not a ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata:
    namespace: prod   # fixed
    name: 'reader'
    annotations: {owner: \"team a\"}
rules:
  # Pods
  - verbs: [get, list]  # no watch
    resources: [\"pods\"]
    apiGroups: [\"\"]

  # and more
  - apiGroups:
    - apps
    resources:
    - deployments   # only these
    - replicasets
    verbs:
    - get
---
# Not ours.
apiVersion: v1
kind: ConfigMap
metadata: {name: other}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: prod
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
- kind: User
  name: jane # to leave soon
  apiGroup: rbac.authorization.k8s.io
# the end
";

fn role(drafts: &mut [Draft]) -> &mut RoleDraft {
    match &mut drafts[0] {
        Draft::Role(role) => role,
        other => panic!("{other:?}"),
    }
}

fn subjects(drafts: &mut [Draft]) -> &mut Vec<Subject> {
    match &mut drafts[1] {
        Draft::Binding(binding) => &mut binding.subjects,
        other => panic!("{other:?}"),
    }
}

/// What the form does, and the lines that change: those that go and those that come.
type Case = (
    fn(&mut Vec<Draft>),
    &'static [&'static str],
    &'static [&'static str],
);

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

const CASES: [Case; 14] = [
    (
        |drafts| role(drafts).name = "writer".to_owned(),
        &["    name: 'reader'"],
        &["    name: writer"],
    ),
    (
        |drafts| role(drafts).namespace.clear(),
        &["    namespace: prod   # fixed"],
        &[],
    ),
    (
        |drafts| {
            role(drafts).cluster = true;
            role(drafts).namespace.clear();
        },
        &[
            "kind: Role # not a ClusterRole",
            "    namespace: prod   # fixed",
        ],
        &["kind: ClusterRole # not a ClusterRole"],
    ),
    (
        |drafts| role(drafts).labels = vec![("a/b".to_owned(), "true".to_owned())],
        &[],
        &["    labels:", "      a/b: \"true\""],
    ),
    (
        |drafts| role(drafts).rules[0].verbs.push("watch".to_owned()),
        &["  - verbs: [get, list]  # no watch"],
        &["  - verbs: [get, list, watch]  # no watch"],
    ),
    (
        |drafts| role(drafts).rules[0].resources[0] = "pods/log".to_owned(),
        &["    resources: [\"pods\"]"],
        &["    resources: [\"pods/log\"]"],
    ),
    (
        // Quotes that had to be there go with what needed them.
        |drafts| "batch".clone_into(&mut role(drafts).rules[0].api_groups[0]),
        &["    apiGroups: [\"\"]"],
        &["    apiGroups: [batch]"],
    ),
    (
        |drafts| {
            role(drafts).rules[1]
                .resources
                .push("daemonsets".to_owned())
        },
        &[],
        &["    - daemonsets"],
    ),
    (
        |drafts| drop(role(drafts).rules[1].resources.remove(0)),
        &["    - deployments   # only these"],
        &[],
    ),
    (
        |drafts| role(drafts).rules[1].resource_names = texts(&["web", "yes"]),
        &[],
        &["    resourceNames:", "    - web", "    - \"yes\""],
    ),
    (
        |drafts| drop(role(drafts).rules.remove(0)),
        &[
            "  - verbs: [get, list]  # no watch",
            "    resources: [\"pods\"]",
            "    apiGroups: [\"\"]",
        ],
        &[],
    ),
    (
        |drafts| {
            role(drafts).rules.push(Rule {
                verbs: texts(&["get"]),
                non_resource_urls: texts(&["/healthz"]),
                ..Rule::default()
            });
        },
        &[],
        &[
            "  - nonResourceURLs:",
            "    - /healthz",
            "    verbs:",
            "    - get",
        ],
    ),
    (
        |drafts| subjects(drafts)[0].name = "joe".to_owned(),
        &["  name: jane # to leave soon"],
        &["  name: joe # to leave soon"],
    ),
    (
        |drafts| subjects(drafts).insert(0, Subject::from_user("system:serviceaccount:ci:bot")),
        &[],
        &["- kind: ServiceAccount", "  name: bot", "  namespace: ci"],
    ),
];

#[test]
fn a_change_in_the_form_changes_its_own_lines() {
    let reading = from_yaml(WRITTEN);
    assert_eq!((reading.drafts.len(), reading.errors.len()), (2, 1));
    for (change, gone, come) in CASES {
        let mut drafts = reading.drafts.clone();
        change(&mut drafts);
        let text = rewrite(WRITTEN, &drafts).unwrap_or_else(|| panic!("{come:?}"));
        let before: Vec<_> = WRITTEN.lines().collect();
        let after: Vec<_> = text.lines().collect();
        let missing: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
        assert_eq!(missing, gone.iter().collect::<Vec<_>>(), "{text}");
        let mut kept: Vec<_> = before.iter().filter(|line| !gone.contains(line)).collect();
        let new: Vec<_> = after
            .iter()
            .filter(|line| match kept.first() == Some(line) {
                true => {
                    kept.remove(0);
                    false
                }
                false => true,
            })
            .collect();
        assert_eq!(new, come.iter().collect::<Vec<_>>(), "{text}");
        assert_eq!(from_yaml(&text).drafts, drafts, "{text}");
    }
}

#[test]
fn objects_come_last_and_go_with_their_own_comments() {
    let mut drafts = from_yaml(WRITTEN).drafts;
    let more = Draft::ServiceAccount("ci".to_owned(), "bot".to_owned());
    drafts.push(more);
    let text = rewrite(WRITTEN, &drafts).expect("there is a place");
    let added = text.strip_prefix(WRITTEN).expect("all else stays");
    assert_eq!(
        added,
        "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: bot\n  namespace: ci\n"
    );
    drafts.remove(0);
    let text = rewrite(&text, &drafts).expect("it can go");
    assert!(text.starts_with("---\n# Not ours.\n"), "{text}");
    // Where nothing was written yet.
    let one = [Draft::ServiceAccount("ci".to_owned(), "bot".to_owned())];
    for text in ["", "# to do\n", "\u{feff}# to do"] {
        let written = rewrite(text, &one).expect("there is a place");
        assert!(written.starts_with(text), "{written}");
        assert_eq!(from_yaml(&written).drafts, one);
    }
}

#[test]
fn lists_json_and_what_cannot_be_read_stay_what_they_are() {
    let list = "kind: List\napiVersion: v1\nitems:\n- kind: ServiceAccount # a\n  apiVersion: v1\n  metadata: {name: a, uid: '1'}\n# between\n- kind: ServiceAccount # b\n  apiVersion: v1\n  metadata: {name: b}\n";
    let mut drafts = from_yaml(list).drafts;
    drafts[0] = Draft::ServiceAccount("x".to_owned(), "a".to_owned());
    let text = rewrite(list, &drafts).expect("it can be changed");
    assert_eq!(
        text,
        list.replace("{name: a, uid: '1'}", "{name: a, namespace: x, uid: \"1\"}")
    );
    drafts.remove(0);
    let text = rewrite(list, &drafts).expect("it can go");
    assert!(text.contains("# between\n- kind: ServiceAccount # b") && !text.contains("# a"));
    assert_eq!(from_yaml(&text).drafts, drafts);

    let json = "{\n  \"kind\": \"ServiceAccount\", \"apiVersion\": \"v1\",\n  \"metadata\": {\n    \"name\": \"a\", \"uid\": \"1\"\n  }\n}\n";
    let account = |namespace: &str, name: &str| {
        [Draft::ServiceAccount(namespace.to_owned(), name.to_owned())]
    };
    let text = rewrite(json, &account("", "b")).expect("it can be changed");
    assert_eq!(text, json.replace("\"a\"", "\"b\""));
    let text = rewrite(json, &account("x", "a")).expect("it can be changed");
    assert_eq!(
        text,
        "{\n  \"kind\": \"ServiceAccount\", \"apiVersion\": \"v1\",\n  \"metadata\": {\n    \"name\": \"a\",\n    \"namespace\": \"x\",\n    \"uid\": \"1\"\n  }\n}\n"
    );

    // The rest of a text that breaks off stays, and what is added does not stand behind it.
    let broken = format!("{WRITTEN}---\nkind: [\n");
    let mut drafts = from_yaml(&broken).drafts;
    role(&mut drafts).name = "writer".to_owned();
    let text = rewrite(&broken, &drafts).expect("it can be changed");
    assert_eq!(text, broken.replace("'reader'", "writer"));
    assert!(parse_documents(&text).error.is_some());
}

#[test]
fn what_stands_for_something_else_is_not_changed_behind_its_back() {
    // The second rule's verbs are the first one's.
    let text = "kind: Role\napiVersion: rbac.authorization.k8s.io/v1\nmetadata:\n  name: a\nrules:\n- verbs: &read [get]\n  resources: [pods]\n- verbs: *read\n  resources: [services]\n";
    let mut drafts = from_yaml(text).drafts;
    role(&mut drafts).rules[1].verbs.push("list".to_owned());
    let changed = rewrite(text, &drafts).expect("it can be changed");
    assert_eq!(
        changed,
        text.replace("verbs: *read", "verbs:\n  - get\n  - list")
    );
    // Without the anchor the alias would stand for nothing.
    let mut drafts = from_yaml(text).drafts;
    role(&mut drafts).rules[0].verbs.push("list".to_owned());
    assert_eq!(rewrite(text, &drafts), None);
}

/// A comment before everything and behind every line.
fn commented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("{line} # why\n"));
    std::iter::once("# first\n".to_owned())
        .chain(lines)
        .collect()
}

proptest! {
    #[test]
    fn whatever_the_form_changes_the_text_says_it(
        one in prop::collection::vec(draft(), 1..4),
        other in prop::collection::vec(draft(), 0..4),
        keep in prop::collection::vec(proptest::bool::ANY, 4),
    ) {
        let yaml = certbench::domain::kubernetes::access_draft::object::to_yaml(&one).expect("YAML");
        let text = commented(&yaml);
        prop_assert_eq!(&from_yaml(&text).drafts, &one);
        // Some stay, some are others.
        let mut drafts = one.clone();
        for ((draft, other), keep) in drafts.iter_mut().zip(&other).zip(keep) {
            if !keep {
                *draft = other.clone();
            }
        }
        drafts.extend(other.get(one.len()..).unwrap_or_default().iter().cloned());
        let changed = rewrite(&text, &drafts).expect("nothing stands in the way");
        prop_assert_eq!(from_yaml(&changed).drafts, drafts);
        prop_assert!(changed.contains("# first"));
    }

    #[test]
    fn no_text_makes_a_writer_stop(
        text in "(kind: (Role|ServiceAccount)\napiVersion: (v1|rbac.authorization.k8s.io/v1)\nmetadata: [{]?name: a[}]?\n)?[-a-z:{}\\[\\],&*#'\"|> \n]{0,80}",
        drafts in prop::collection::vec(draft(), 0..3),
    ) {
        let _ = rewrite(&text, &drafts);
        let _ = rewrite(&text, &[]);
    }
}
