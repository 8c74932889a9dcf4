//! The Access room's questions, as the page asks them.

use certbench::domain::bytes::Bytes;
use certbench::domain::kubernetes::finding::Severity;
use certbench::domain::kubernetes::rbac::SkippedCode;
use certbench::domain::kubernetes::rbac::evaluate::Attributes;
use certbench::engine::access::{
    CanI, CheckAccess, Difference, LoadAccess, Loaded, Matrix, MatrixCsv, Remarks, Who, WhoCan,
};
use certbench::engine::inspect::{Open, read};
use certbench::engine::{Session, ask_in as ask};
use serde_json::{Value, json};

use super::{asked, fixture};

fn load(session: &mut Session, manifests: &str) -> Loaded {
    ask(
        session,
        LoadAccess {
            manifests: Bytes(manifests.as_bytes().to_vec()),
            afresh: true,
            ..LoadAccess::default()
        },
    )
}

fn recorded() -> Session {
    let mut session = Session::default();
    let loaded = load(&mut session, &fixture("rbac/cluster-rbac.yaml"));
    assert_eq!(
        (loaded.roles, loaded.bindings, loaded.skipped_count),
        (98, 85, 0)
    );
    session
}

fn who(user: &str, groups: &[&str]) -> Who {
    Who {
        user: user.to_owned(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        as_logged_in: true,
    }
}

#[test]
fn recorded_reviews_are_answered_with_their_near_misses() {
    let mut session = recorded();
    for line in fixture("rbac/questions.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let (user, groups, what) = asked(&line["question"]);
        let Some(allowed) = line["allowed"].as_bool() else {
            continue;
        };
        let as_logged_in = false;
        let who = Who {
            user,
            groups,
            as_logged_in,
        };
        let answer = ask(&mut session, CanI { who, what });
        assert_eq!(answer.verdict.allowed, allowed, "{line}");
        assert!(!allowed || answer.misses.is_empty(), "{line}");
    }
}

#[test]
fn the_groups_of_a_login_are_those_that_the_server_gave() {
    let mut session = recorded();
    let mut users = 0;
    for line in fixture("tokens/tokens.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let whoami = &line["result"]["whoami"];
        let user = whoami["username"].as_str().unwrap_or_default();
        if user.starts_with("system:serviceaccount:") {
            let what = Attributes::default();
            let answer = ask(
                &mut session,
                CanI {
                    who: who(user, &[]),
                    what,
                },
            );
            assert_eq!(json!(answer.groups), whoami["groups"], "{user}");
            users += 1;
        }
    }
    assert!(users > 5, "{users}");
}

#[test]
fn loading_says_what_was_left_out() {
    let rbac = "rbac.authorization.k8s.io";
    let role = |version: &str, more: &str| {
        format!(
            "---\napiVersion: {rbac}/{version}\nkind: Role\nmetadata: {{name: r, namespace: ns}}\n{more}\n"
        )
    };
    for (manifests, expected, roles) in [
        (
            "kind: ConfigMap\napiVersion: v1\nmetadata: {name: c}".to_owned(),
            Some(SkippedCode::OtherKind),
            0,
        ),
        (role("v1beta1", ""), Some(SkippedCode::OldVersion), 0),
        (
            role("v1", "rules: [{verbs: get}]"),
            Some(SkippedCode::Malformed),
            0,
        ),
        (
            role("v1", "") + &role("v1", ""),
            Some(SkippedCode::Replaced),
            1,
        ),
        (
            role("v1", "").replace(", namespace: ns", ""),
            Some(SkippedCode::NamespaceAssumed),
            1,
        ),
        (
            role("v1", "").replace("name: r, ", ""),
            Some(SkippedCode::NoName),
            0,
        ),
        (role("v1", "") + "---\n\"", Some(SkippedCode::Unreadable), 1),
        (role("v1", ""), None, 1),
        // As `kubectl get --raw` prints a list: version and kind stand once.
        (
            format!(
                "{{\"apiVersion\": \"{rbac}/v1\", \"kind\": \"ClusterRoleList\", \"items\": [{{\"metadata\": {{\"name\": \"a\"}}}}, {{\"metadata\": {{\"name\": \"b\"}}}}]}}"
            ),
            None,
            2,
        ),
    ] {
        let loaded = load(&mut Session::default(), &manifests);
        let codes: Vec<_> = loaded.skipped.iter().map(|skipped| skipped.code).collect();
        assert_eq!(
            codes,
            expected.into_iter().collect::<Vec<_>>(),
            "{manifests}"
        );
        assert_eq!(loaded.roles, roles, "{manifests}");
    }
}

#[test]
fn the_defaults_and_the_bench_can_be_loaded() {
    let mut session = Session::default();
    let mut open = Open::default();
    open.source.input = Bytes(fixture("rbac/cluster-rbac.yaml").into_bytes());
    read(&mut session, open);
    let loaded = ask(
        &mut session,
        LoadAccess {
            with_bench: true,
            ..LoadAccess::default()
        },
    );
    assert_eq!((loaded.roles, loaded.bindings), (98, 85));
    let loaded = ask(
        &mut session,
        LoadAccess {
            afresh: true,
            with_defaults: true,
            ..LoadAccess::default()
        },
    );
    assert_eq!((loaded.roles, loaded.bindings), (77, 58));
    assert_eq!(loaded.defaults_version, "v1.36.2");
}

#[test]
fn a_matrix_comes_in_pages_and_as_csv() {
    let mut session = recorded();
    let matrix = Matrix {
        who: who("carol", &["dev", "ops"]),
        count: 10,
        ..Matrix::default()
    };
    let all = ask(
        &mut session,
        Matrix {
            count: usize::MAX,
            ..matrix.clone()
        },
    );
    let mut rows = Vec::new();
    while rows.len() < all.total {
        rows.extend(
            ask(
                &mut session,
                Matrix {
                    from: rows.len(),
                    ..matrix.clone()
                },
            )
            .rows,
        );
    }
    assert_eq!(rows, all.rows);
    let filtered = ask(
        &mut session,
        Matrix {
            filter: "SECRETS".to_owned(),
            namespace: Some("team-b".to_owned()),
            ..matrix.clone()
        },
    );
    assert_eq!(filtered.total, all.total);
    assert!(filtered.matching > 0 && filtered.rows.iter().all(|row| row.namespace == "team-b"));
    let csv = ask(&mut session, MatrixCsv(matrix));
    assert_eq!(csv.lines().count(), all.total + 1);
}

#[test]
fn those_who_can_come_in_pages() {
    let mut session = recorded();
    let what = Attributes {
        verb: "create".to_owned(),
        resource: "pods".to_owned(),
        subresource: "exec".to_owned(),
        namespace: "team-a".to_owned(),
        ..Attributes::default()
    };
    let one = WhoCan {
        what,
        anywhere: false,
        from: 0,
        count: 1,
    };
    let first = ask(&mut session, one.clone());
    let rest = ask(
        &mut session,
        WhoCan {
            from: 1,
            count: usize::MAX,
            ..one
        },
    );
    assert_eq!(first.grants.len() + rest.grants.len(), first.total);
    let all = first.grants.iter().chain(&rest.grants);
    let names: Vec<_> = all.map(|grant| grant.subject.name.as_str()).collect();
    assert!(
        names.contains(&"alice") && names.contains(&"bob") && names.contains(&"ci"),
        "{names:?}"
    );
}

#[test]
fn manifests_are_compared_with_what_is_loaded() {
    let mut session = recorded();
    let group = "rbac.authorization.k8s.io";
    let binding = json!({
        "apiVersion": format!("{group}/v1"), "kind": "ClusterRoleBinding", "metadata": {"name": "new"},
        "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "cluster-admin"},
        "subjects": [{"kind": "User", "apiGroup": group, "name": "alice"}],
    });
    let question = |manifests: String| Difference {
        manifests: Bytes(manifests.into_bytes()),
        count: 10,
        ..Difference::default()
    };
    let answer = ask(&mut session, question(binding.to_string()));
    // Cluster-wide she gains all; in her namespaces what she lacked there.
    let whole = answer
        .changes
        .iter()
        .find(|change| change.namespace.is_empty())
        .expect("a change");
    assert_eq!(
        (whole.subject.name.as_str(), whole.lost.len()),
        ("alice", 0)
    );
    assert_eq!(whole.gained.len(), 2);
    let again = ask(&mut session, question(fixture("rbac/cluster-rbac.yaml")));
    assert_eq!(again.total, 0);

    let checked = ask(
        &mut session,
        CheckAccess {
            manifests: binding.to_string(),
            author: Some(who("alice", &[])),
        },
    );
    let attempt = checked.objects[0].attempt.as_ref().expect("an author");
    assert_eq!(attempt.http_status, 403);
    let codes: Vec<_> = checked
        .remarks
        .iter()
        .map(|remark| remark.finding.code.as_str())
        .collect();
    assert_eq!(codes, ["risk-everything"]);
}

#[test]
fn refused_objects_are_checked_with_the_servers_words() {
    let mut session = recorded();
    let cases: Value = serde_json::from_str(&fixture("rbac/validation.json")).expect("it is JSON");
    for (case, recorded) in cases.as_object().expect("cases by name") {
        if recorded["http"] != 422 {
            continue;
        }
        let manifests = recorded["posted"].to_string();
        let checked = ask(
            &mut session,
            CheckAccess {
                manifests,
                author: None,
            },
        );
        assert_eq!(
            recorded["response"]["message"], checked.objects[0].message,
            "{case}"
        );
    }
}

#[test]
fn remarks_come_with_the_most_serious_first() {
    let mut session = recorded();
    for advice in [false, true] {
        let question = Remarks {
            advice,
            count: usize::MAX,
            ..Remarks::default()
        };
        let answer = ask(&mut session, question.clone());
        assert_eq!(answer.remarks.len(), answer.total);
        assert!(answer.total > 0 && answer.remarks.is_sorted_by_key(|one| one.finding.severity));
        let errors = answer
            .remarks
            .iter()
            .filter(|one| one.finding.severity == Severity::Error);
        assert_eq!(errors.count(), answer.errors);
        let filtered = ask(
            &mut session,
            Remarks {
                filter: "X-PUBLIC".to_owned(),
                ..question
            },
        );
        assert!(filtered.total < answer.total);
    }
}
