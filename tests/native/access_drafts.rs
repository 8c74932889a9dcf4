//! Roles and bindings as kubectl writes them, their commands, and what refusals call for.

use std::collections::BTreeSet;

use certbench::domain::formats::manifest;
use certbench::domain::kubernetes::access_draft::object::{from_yaml, to_yaml};
use certbench::domain::kubernetes::access_draft::presets::{Preset, PresetForm};
use certbench::domain::kubernetes::access_draft::refusals::{needed, one_line};
use certbench::domain::kubernetes::access_draft::{
    BindingDraft, Draft, DraftErrorCode, RoleDraft, command,
};
use certbench::domain::kubernetes::error_text::{ErrorText, Refusal};
use certbench::domain::kubernetes::rbac::{Rule, Subject, SubjectKind};
use certbench::engine::access_draft::DraftAccess;
use certbench::engine::ask;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

use crate::reports::{artefacts, inspect, kinds, texts};

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

fn recorded() -> Vec<Value> {
    lines(include_str!("../fixtures/kubectl-create.jsonl"))
}

/// Groups that the recorded cluster does not have, and kubectl therefore refused.
const OF_OTHER_CLUSTERS: [&str; 2] = ["widgets.example.com", "signers.certificates.k8s.io"];

#[test]
fn commands_come_to_what_kubectl_makes_of_them() {
    let (mut made, mut refused) = (0, 0);
    for line in recorded() {
        let command = line["command"].as_str().expect("a command");
        if OF_OTHER_CLUSTERS.iter().any(|name| command.contains(name)) {
            continue;
        }
        let reading = command::read(command);
        if let Some(theirs) = line["yaml"].as_str() {
            // Both quotes mean the same here; ours are those of JSON.
            let theirs = &theirs.replace('\'', "\"");
            assert_eq!(reading.errors, [], "{command}");
            assert_eq!(
                &to_yaml(&reading.drafts).expect("YAML"),
                theirs,
                "{command}"
            );
            // And the manifest comes back as the same form.
            let again = from_yaml(theirs);
            assert_eq!(
                (&again.drafts, again.lost.len()),
                (&reading.drafts, 0),
                "{command}"
            );
            // Whose command comes to the same.
            let written = command::write(&reading.drafts[0]);
            let written = written.unwrap_or_else(|| panic!("{command} can be written"));
            assert_eq!(command::read(&written).drafts, reading.drafts, "{written}");
            made += 1;
        } else if line.get("error").is_some() {
            assert_eq!(
                (reading.drafts.len(), reading.errors.len()),
                (0, 1),
                "{command}"
            );
            refused += 1;
        }
    }
    println!("{made} objects as kubectl writes them, {refused} refused as by kubectl");
    assert_eq!((made, refused), (46, 9));
}

#[test]
fn every_resource_of_a_real_cluster_is_known_by_all_its_names() {
    let discovered: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/discovery.json")).expect("JSON");
    let mut seen = BTreeSet::new();
    for one in &discovered {
        let text = |name: &str| one[name].as_str().expect("a text").to_owned();
        let (resource, group) = (text("resource"), text("apiGroup"));
        if resource.contains('/') {
            continue;
        }
        let mut names = vec![text("kind").to_lowercase()];
        let short = one["shortNames"].as_array().expect("a list");
        names.extend(
            short
                .iter()
                .map(|name| name.as_str().expect("a text").to_owned()),
        );
        // Of two groups with the same resource the first counts.
        if seen.insert(resource.clone()) {
            names.push(resource.clone());
        } else {
            names = vec![];
        }
        names.push(
            format!("{resource}.{group}")
                .trim_end_matches('.')
                .to_owned(),
        );
        for name in names
            .iter()
            .filter(|name| *name != "events" || group.is_empty())
        {
            let reading = command::read(&format!(
                "kubectl create clusterrole x --verb=get --resource={name}"
            ));
            let Some(Draft::Role(role)) = reading.drafts.first() else {
                panic!("{name}: {reading:?}");
            };
            let rule = &role.rules[0];
            assert_eq!(
                (&rule.api_groups[0], &rule.resources[0]),
                (&group, &resource),
                "{name}"
            );
        }
    }
    assert!(seen.len() > 60, "{}", seen.len());
}

#[test]
fn commands_are_forgiven_what_shells_and_word_processors_do() {
    let plain =
        "kubectl create role reader --verb=get --verb=list --resource=pods --namespace=team-a";
    let expected = command::read(plain);
    assert_eq!((expected.drafts.len(), expected.errors.len()), (1, 0));
    for pasted in [
        "kubectl create role reader –verb=get –verb=list –resource=pods –namespace=team-a",
        "kubectl create role reader —verb=get,list —resource=pods –n team-a",
        "$ kubectl create role reader --verb “get,list” --resource ‘pods’ -n team-a",
        "kubectl create role reader \\\n  --verb=get,list \\  \n  --resource=pods \\\n  -n=team-a\n",
        "kubectl.exe create role reader ^\r\n --verb=get,list ^\r\n --resource=pods -n team-a",
        "kubectl create role reader `\n --verb=get,list `\n --resource=\"pods\" -n team-a",
        "sudo kubectl -n team-a create role reader --verb=get,list --resource=po # the reader",
        "k create role reader --verb=get,list --resource=pod -nteam-a --dry-run=client -o yaml",
        "kubectl\u{a0}create role\u{3000}reader \u{200b}--verb=get,list --resource=pods −−namespace=team-a",
    ] {
        assert_eq!(command::read(pasted), expected, "{pasted}");
    }
    let both = command::read(&format!(
        "{plain} && kubectl create rolebinding r --role=reader --user='jane doe'\n{plain}"
    ));
    assert_eq!((both.drafts.len(), both.errors.len()), (3, 0));
}

#[test]
fn what_is_no_command_is_told_why() {
    for (text, code) in [
        ("kubectl get pods", DraftErrorCode::Command),
        (
            "create role x --verb=get --resource=pods",
            DraftErrorCode::Command,
        ),
        ("kubectl create deployment x", DraftErrorCode::Command),
        (
            "kubectl create role --verb=get --resource=pods",
            DraftErrorCode::CommandName,
        ),
        (
            "kubectl create role a b --verb=get --resource=pods",
            DraftErrorCode::CommandName,
        ),
        (
            "kubectl create role a --verbs=get --resource=pods",
            DraftErrorCode::Flag,
        ),
        (
            "kubectl create role a --verb=get --resource",
            DraftErrorCode::FlagValue,
        ),
        (
            "kubectl create role a --verb=get --resource=gadgets",
            DraftErrorCode::Resource,
        ),
        (
            "kubectl create clusterrole a --verb=list --non-resource-url=/x",
            DraftErrorCode::UrlVerb,
        ),
        (
            "kubectl create rolebinding a --role=b --clusterrole=c",
            DraftErrorCode::FlagConflict,
        ),
        (
            "kubectl create rolebinding a --role=b --serviceaccount=c",
            DraftErrorCode::ServiceAccount,
        ),
        (
            "kubectl create role a --verb='get --resource=pods",
            DraftErrorCode::Quote,
        ),
    ] {
        let reading = command::read(text);
        let codes: Vec<_> = reading.errors.iter().map(|error| error.code).collect();
        assert_eq!(
            (codes.as_slice(), reading.drafts.len()),
            (&[code][..], 0),
            "{text}"
        );
    }
}

#[test]
fn what_a_form_cannot_hold_is_named() {
    let text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  annotations: {a: b}\n  labels: {c: d}\n  name: x\naggregationRule:\n  clusterRoleSelectors:\n  - matchExpressions: []\n    matchLabels: {e: f}\nrules:\n- verbs: [get]\n  apiGroups: ['']\n  resources: [pods]\n  extra: 1\n";
    let reading = from_yaml(text);
    assert_eq!(
        reading.lost,
        [
            "metadata.annotations",
            "rules[0].extra",
            "aggregationRule.clusterRoleSelectors[0].matchExpressions"
        ]
    );
    for (text, code, detail) in [
        ("apiVersion: v1\nkind: Pod", DraftErrorCode::Kind, "v1 Pod"),
        (
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n- verbs: get",
            DraftErrorCode::Member,
            "rules[0].verbs",
        ),
        (
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef: {kind: Pod}",
            DraftErrorCode::Member,
            "roleRef.kind",
        ),
    ] {
        let error = &from_yaml(text).errors[0];
        assert_eq!(
            (error.code, error.detail.as_str()),
            (code, detail),
            "{text}"
        );
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9:.-]{0,10}",
        Just("yes".to_owned()),
        Just("0123".to_owned()),
        "[ -~]{1,8}",
    ]
}

fn names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(name(), 0..3)
}

/// Any object with any texts in it.
pub fn draft() -> impl Strategy<Value = Draft> {
    let rule = (names(), names(), names(), names(), names()).prop_map(
        |(verbs, api_groups, resources, resource_names, non_resource_urls)| Rule {
            verbs,
            api_groups,
            resources,
            resource_names,
            non_resource_urls,
        },
    );
    let labels = || prop::collection::btree_map(name(), name(), 1..3);
    let role = (
        any::<bool>(),
        name(),
        name(),
        prop::collection::vec(rule, 0..3),
        labels(),
        any::<bool>(),
    )
        .prop_map(|(cluster, name, namespace, rules, labels, aggregates)| {
            let labels: Vec<_> = labels.into_iter().collect();
            Draft::Role(RoleDraft {
                cluster,
                name,
                namespace: if cluster { String::new() } else { namespace },
                labels: labels.clone(),
                rules,
                aggregation: if cluster && aggregates {
                    vec![labels]
                } else {
                    Vec::new()
                },
            })
        });
    let subject = (0..3, name(), name()).prop_map(|(kind, name, namespace)| match kind {
        0 => Subject {
            kind: SubjectKind::User,
            name,
            namespace: String::new(),
        },
        1 => Subject {
            kind: SubjectKind::Group,
            name,
            namespace: String::new(),
        },
        _ => Subject {
            kind: SubjectKind::ServiceAccount,
            name,
            namespace,
        },
    });
    let binding = (
        any::<bool>(),
        any::<bool>(),
        name(),
        name(),
        prop::collection::vec(subject, 0..4),
    )
        .prop_map(|(cluster, role_is_cluster, name, role, subjects)| {
            Draft::Binding(BindingDraft {
                cluster,
                name,
                role_is_cluster: cluster || role_is_cluster,
                role,
                subjects,
                ..BindingDraft::default()
            })
        });
    prop_oneof![role, binding]
}

/// The object by Kubernetes' own types, which know no member besides.
fn assert_typed(value: &Value) {
    fn again<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> Value {
        let object: T = serde_json::from_value(value.clone()).expect("Kubernetes' types read it");
        serde_json::to_value(object).expect("and write it")
    }
    let again = match value["kind"].as_str() {
        Some("Role") => again::<Role>(value),
        Some("ClusterRole") => again::<ClusterRole>(value),
        Some("RoleBinding") => again::<RoleBinding>(value),
        _ => again::<ClusterRoleBinding>(value),
    };
    // These types leave an empty list out where Kubernetes requires none.
    let mut ours = value.clone();
    if ours["rules"].is_null() {
        ours.as_object_mut().map(|members| members.remove("rules"));
    }
    assert_eq!(again, ours);
}

proptest! {
    #[test]
    fn form_and_manifest_stay_in_step(draft in draft()) {
        let value = draft.value();
        assert_typed(&value);
        let text = manifest::to_yaml(&value).expect("YAML");
        let reading = from_yaml(&text);
        prop_assert_eq!(&reading.errors, &[]);
        prop_assert_eq!(reading.drafts, std::slice::from_ref(&draft));
        // A command, where there is one, says the same.
        if let Some(written) = command::write(&draft) {
            prop_assert_eq!(command::read(&written).drafts, [draft]);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_stop(
        text in "[ -~\\n“”‘’–—\\u{a0}é]{0,120}",
        command in "kubectl create (cluster)?role(binding)? [-a-z=,.:/*\"'\\\\^`–“ \\n]{0,80}",
        quoted in "(pods \"?)?is forbidden: User \"[ -~]{0,20}\"? cannot [ -~]{0,40}",
    ) {
        for text in [&text, &command, &quoted] {
            command::read(text);
            from_yaml(text);
            for found in ErrorText::find_all(text) {
                one_line(&needed(&[found], true));
            }
        }
    }
}

#[test]
fn presets_name_verbs_that_a_real_cluster_has() {
    let discovered: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/discovery.json")).expect("JSON");
    let form = PresetForm {
        namespace: "team-a".to_owned(),
        subject: Subject::from_user("jane"),
        signer: "kubernetes.io/kube-apiserver-client".to_owned(),
    };
    let mut rules = 0;
    for preset in Preset::ALL {
        let drafts = preset.drafts(&form);
        assert!(
            matches!(drafts.last(), Some(Draft::Binding(_))),
            "{preset:?}"
        );
        for draft in &drafts {
            let value = draft.value();
            if value["kind"] == "ServiceAccount" {
                continue;
            }
            assert_typed(&value);
            let Draft::Role(role) = draft else { continue };
            for rule in &role.rules {
                // metrics.k8s.io is an add-on's, and signers exist for permissions alone.
                if rule.api_groups == ["metrics.k8s.io"] || rule.resources == ["signers"] {
                    continue;
                }
                for resource in &rule.resources {
                    let found = discovered.iter().find(|one| {
                        one["resource"] == **resource && one["apiGroup"] == *rule.api_groups[0]
                    });
                    let found = found.unwrap_or_else(|| panic!("{resource} exists"));
                    let verbs = found["verbs"].as_array().expect("verbs");
                    let is_log = resource == "pods/log";
                    for verb in rule.verbs.iter().filter(|verb| !is_log || *verb == "get") {
                        assert!(
                            verbs.contains(&json!(verb)),
                            "{preset:?}: {verb} {resource}"
                        );
                    }
                }
                rules += 1;
            }
        }
    }
    assert!(rules > 15, "{rules}");
}

#[test]
fn a_pipeline_is_bound_by_its_own_account() {
    let form = PresetForm {
        namespace: "ci".to_owned(),
        subject: Subject::from_user("builder"),
        signer: String::new(),
    };
    let drafts = Preset::CiDeployer.drafts(&form);
    let Some(Draft::Binding(binding)) = drafts.last() else {
        panic!("{drafts:?}")
    };
    assert_eq!(
        drafts[0],
        Draft::ServiceAccount("ci".to_owned(), "builder".to_owned())
    );
    assert_eq!(
        binding.subjects,
        [Subject::from_user("system:serviceaccount:ci:builder")]
    );
}

fn refused(text: &str) -> ErrorText {
    ErrorText::find(text).unwrap_or_else(|| panic!("{text} is a refusal"))
}

#[test]
fn refusals_are_read_in_every_wrapping() {
    let bare =
        r#"User "jane" cannot get resource "pods/log" in API group "" in the namespace "walk""#;
    let wrapped = format!("Error from server (Forbidden): pods \"web\" is forbidden: {bare}");
    let json = format!("E1122 13:27:30 {}", json!({"message": wrapped}));
    for (text, name) in [(bare.to_owned(), ""), (wrapped, "web"), (json, "web")] {
        let found = refused(&text);
        let seen = [
            &found.user,
            &found.verb,
            &found.resource,
            &found.group,
            &found.namespace,
            &found.name,
        ];
        assert_eq!(
            seen,
            ["jane", "get", "pods/log", "", "walk", name],
            "{text}"
        );
    }
    for (text, user, verb, resource, group, meaning) in [
        (
            r#"forbidden: User "system:anonymous" cannot get path "/metrics""#,
            "system:anonymous",
            "get",
            "/metrics",
            "",
            "refusal-anonymous",
        ),
        (
            r#"selfsubjectreviews.authentication.k8s.io is forbidden: User "bob" cannot impersonate-on:user-info:create resource "selfsubjectreviews" in API group "authentication.k8s.io" at the cluster scope"#,
            "bob",
            "impersonate-on:user-info:create",
            "selfsubjectreviews",
            "authentication.k8s.io",
            "refusal-impersonation",
        ),
        (
            r#"users "jane" is forbidden: User "bob" cannot impersonate resource "users" in API group "" at the cluster scope"#,
            "bob",
            "impersonate",
            "users",
            "",
            "refusal-impersonation",
        ),
        (
            r#"deployments.extensions is forbidden: User "a\"b" cannot list deployments.extensions in the namespace "default""#,
            "a\"b",
            "list",
            "deployments",
            "extensions",
            "refusal-forbidden",
        ),
        (
            "certificatesigningrequests.certificates.k8s.io \"x\" is forbidden: user not permitted to approve requests with signerName \"kubernetes.io/kube-apiserver-client\"",
            "",
            "approve",
            "signers",
            "certificates.k8s.io",
            "refusal-signer",
        ),
    ] {
        let found = refused(text);
        assert_eq!(
            [
                &*found.user,
                &*found.verb,
                &*found.resource,
                &*found.group,
                found.meaning.as_str()
            ],
            [user, verb, resource, group, meaning],
            "{text}"
        );
    }
    assert_eq!(ErrorText::find("the User \"guide\" cannotbe found"), None);
}

#[test]
fn every_refusal_of_the_recorded_control_plane_is_told_apart() {
    let mut seen = 0;
    for line in lines(include_str!("../fixtures/client_certificates.jsonl")) {
        let Some(text) = line["result"]["user"].as_str() else {
            continue;
        };
        let status = line["result"]["http"].as_i64().expect("a status");
        let found = ErrorText::find(text);
        let refusal = found.map(|found| found.refusal);
        let expected = match status {
            403 => Refusal::Forbidden,
            _ => Refusal::Unauthorized,
        };
        assert_eq!(refusal, Some(expected), "{text}");
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}

/// Every text in a value.
fn all_texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| all_texts(item, found)),
        Value::Object(members) => members.values().for_each(|item| all_texts(item, found)),
        _ => {}
    }
}

#[test]
fn whatever_the_recorded_control_plane_forbade_is_told_why() {
    let others: Value =
        serde_json::from_str(include_str!("../fixtures/other-answers.json")).expect("JSON");
    let requests = lines(include_str!("../fixtures/csr.jsonl"));
    let mut found = Vec::new();
    all_texts(&others, &mut found);
    requests.iter().for_each(|line| all_texts(line, &mut found));
    let mut seen = std::collections::BTreeMap::new();
    for text in found {
        let line = text.lines().find(|line| line.contains("is forbidden: "));
        let Some(line) = line.filter(|line| !line.starts_with('{')) else {
            continue;
        };
        let meaning = refused(line).meaning;
        let expected = match line {
            _ if line.contains("system:anonymous\" cannot") => "refusal-anonymous",
            _ if line.contains("cannot impersonate") => "refusal-impersonation",
            _ if line.contains("User \"") => "refusal-forbidden",
            _ if line.contains("not currently held") => "refusal-escalation",
            _ if line.contains("signerName") => "refusal-signer",
            _ => "refusal-admission",
        };
        assert_eq!(meaning.as_str(), expected, "{line}");
        *seen.entry(expected).or_insert(0) += 1;
    }
    println!("{seen:?}");
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn a_binding_to_nothing_is_told() {
    // The reasons of recorded reviews, behind the message that the API server puts them to.
    let before = "Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"walk\": ";
    for (reason, role) in [
        (
            "RBAC: role.rbac.authorization.k8s.io \"x\" not found",
            Some("role x"),
        ),
        (
            "RBAC: clusterrole.rbac.authorization.k8s.io \"y\" not found",
            Some("clusterrole y"),
        ),
        (
            "RBAC: [role.rbac.authorization.k8s.io \"x\" not found, clusterrole.rbac.authorization.k8s.io \"y\" not found]",
            Some("role x"),
        ),
        ("no relationship found", None),
    ] {
        let found = refused(&format!("{before}{reason}"));
        assert_eq!(found.missing_role().as_deref(), role, "{reason}");
        let (_, report) = inspect(found.line.as_bytes(), None);
        let codes = texts(&artefacts(&report)[0], "findings", "code");
        assert_eq!(
            codes.contains(&"refusal-dangling"),
            role.is_some(),
            "{codes:?}"
        );
    }
}

#[test]
fn failures_of_tls_are_told_apart_in_the_words_of_every_client() {
    for line in lines(include_str!("../fixtures/tls-errors.jsonl")) {
        let text = line["text"].as_str().expect("a text");
        let (_, report) = inspect(text.as_bytes(), None);
        assert_eq!(kinds(&report), ["error-text"], "{text}");
        let codes = texts(&artefacts(&report)[0], "findings", "code");
        assert_eq!(json!(codes), json!([line["meaning"]]), "{line}");
    }
}

/// A line of the audit log, of the recorded kind.
fn audit(user: &str, verb: &str, reference: Value, uri: &str) -> Value {
    let mut event = json!({
        "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata",
        "stage": "ResponseComplete", "requestURI": uri, "verb": verb,
        "user": {"username": user, "groups": ["system:authenticated"]},
        "responseStatus": {"metadata": {}, "status": "Failure", "reason": "Forbidden", "code": 403},
    });
    if !reference.is_null() {
        event["objectRef"] = reference;
    }
    event
}

#[test]
fn refusals_come_to_the_smallest_roles() {
    let mut text = String::new();
    for (verb, resource) in [
        ("list", "pods"),
        ("get", "pods"),
        ("watch", "pods"),
        ("list", "services"),
        ("get", "services"),
        ("watch", "services"),
        ("get", "pods/log"),
    ] {
        text.push_str(&format!(
            "Error from server (Forbidden): {resource} is forbidden: User \"jane\" cannot {verb} resource \"{resource}\" in API group \"\" in the namespace \"walk\"\n"
        ));
    }
    text.push_str("Error from server (Forbidden): nodes is forbidden: User \"jane\" cannot list resource \"nodes\" in API group \"\" at the cluster scope\n");
    text.push_str(
        "Error from server (Forbidden): forbidden: User \"jane\" cannot get path \"/metrics\"\n",
    );
    text.push_str("error: You must be logged in to the server (Unauthorized)\n");
    text.push_str(&audit(
        "system:serviceaccount:ci:builder", "patch",
        json!({"resource": "deployments", "namespace": "walk", "name": "web", "apiGroup": "apps",
               "apiVersion": "v1", "subresource": "scale"}),
        "/apis/apps/v1/namespaces/walk/deployments/web/scale",
    ).to_string());
    let refusals = ErrorText::find_all(&text);
    assert_eq!(refusals.len(), 11);
    let drafts = needed(&refusals, true);
    let yaml = to_yaml(&drafts).expect("YAML");
    let values: Vec<Value> = manifest::parse_documents(&yaml)
        .documents
        .into_iter()
        .map(|document| document.value)
        .collect();
    let rules: Vec<_> = values
        .iter()
        .filter(|value| value.get("rules").is_some())
        .collect();
    assert_eq!(
        rules
            .iter()
            .map(|value| json!([value["kind"], value["rules"]]))
            .collect::<Vec<_>>(),
        [
            json!(["ClusterRole", [
                {"apiGroups": [""], "resources": ["nodes"], "verbs": ["list"]},
                {"nonResourceURLs": ["/metrics"], "verbs": ["get"]},
            ]]),
            json!(["Role", [
                {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
                {"apiGroups": [""], "resources": ["pods", "services"], "verbs": ["get", "list", "watch"]},
            ]]),
            json!(["Role", [
                {"apiGroups": ["apps"], "resourceNames": ["web"], "resources": ["deployments/scale"], "verbs": ["patch"]},
            ]]),
        ]
    );
    let subjects = |index: usize| &values[index]["subjects"];
    assert_eq!(
        subjects(1),
        &json!([{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "jane"}])
    );
    assert_eq!(
        subjects(5),
        &json!([{"kind": "ServiceAccount", "name": "builder", "namespace": "ci"}])
    );
    for value in &values {
        assert_typed(value);
    }
    // What is allowed everywhere need not be allowed in a namespace, nor an object by its name.
    let twice = "pods \"a\" is forbidden: User \"u\" cannot get resource \"pods\" in API group \"\" in the namespace \"n\"\n\
                 pods is forbidden: User \"u\" cannot get resource \"pods\" in API group \"\" at the cluster scope\n";
    let drafts = needed(&ErrorText::find_all(twice), true);
    assert_eq!(drafts.len(), 2, "{drafts:?}");
    assert_eq!(
        one_line(&drafts),
        "kubectl create clusterrole allow-u --verb=get --resource=pods && \
         kubectl create clusterrolebinding allow-u --clusterrole=allow-u --user=u"
    );
}

#[test]
fn acting_as_somebody_takes_two_rights() {
    // As in kubernetes.io/docs/reference/access-authn-authz/user-impersonation.
    let text = "pods is forbidden: User \"system:serviceaccount:default:my-controller\" cannot impersonate-on:user-info:list resource \"pods\" in API group \"\" in the namespace \"default\"";
    let rules: Vec<_> = needed(&[refused(text)], true)
        .iter()
        .map(|draft| draft.value())
        .filter(|value| value.get("rules").is_some())
        .map(|value| json!([value["kind"], value["rules"]]))
        .collect();
    assert_eq!(
        rules,
        [
            json!(["ClusterRole", [{"apiGroups": ["authentication.k8s.io"], "resources": ["users"], "verbs": ["impersonate:user-info"]}]]),
            json!(["Role", [{"apiGroups": [""], "resources": ["pods"], "verbs": ["impersonate-on:user-info:list"]}]]),
        ]
    );
}

#[test]
fn objects_laid_out_over_lines_are_refusals_too() {
    let status = json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
        "message": "pods \"web\" is forbidden: User \"jane\" cannot delete resource \"pods\" in API group \"\" in the namespace \"walk\"",
        "reason": "Forbidden", "details": {"name": "web", "kind": "pods"}, "code": 403});
    let event = audit("jane", "get", Value::Null, "/metrics?timeout=1s");
    let text = format!("{status:#}\n{event:#}\n");
    let refusals = ErrorText::find_all(&text);
    let seen: Vec<_> = refusals
        .iter()
        .map(|one| (&*one.verb, &*one.resource, &*one.name))
        .collect();
    assert_eq!(seen, [("delete", "pods", "web"), ("get", "/metrics", "")]);
    let (_, report) = inspect(format!("{status:#}").as_bytes(), None);
    assert_eq!(
        texts(&artefacts(&report)[0], "findings", "code"),
        ["refusal-forbidden"]
    );
    let answer = ask(DraftAccess::Refusals(text, false));
    assert_eq!((answer.reading.drafts.len(), answer.commands.len()), (4, 4));
    assert!(answer.commands.iter().all(Option::is_some), "{answer:?}");
}
