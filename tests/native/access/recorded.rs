//! SubjectAccessReviews that a real API server answered with exactly these objects.

use serde_json::Value;

use super::{asked, fixture, loaded};
use certbench::domain::rbac::evaluate::NoteCode;

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
fn where_the_node_authorizer_decides_the_answer_says_so() {
    let set = loaded(&fixture("rbac/cluster-rbac.yaml"));
    let reviews: Vec<Value> =
        serde_json::from_str(&fixture("rbac/node-authorizer.json")).expect("it is JSON");
    let mut of_nodes = 0;
    for review in &reviews {
        let (user, groups, attributes) = asked(&review["question"]);
        let verdict = set.authorize(&user, &groups, &attributes);
        if verdict.notes.contains(&NoteCode::NodeAuthorizer) {
            of_nodes += 1;
        } else {
            assert_eq!(verdict.allowed, review["allowed"] == true, "{review}");
            assert!(verdict.notes.contains(&NoteCode::NotQuiteNode), "{review}");
            assert_eq!(review["reason"], Value::Null, "{review}");
        }
    }
    assert_eq!((of_nodes, reviews.len()), (23, 69));
}
