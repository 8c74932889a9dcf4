//! Roles and bindings that a real API server refused or took.

use serde_json::Value;

use super::fixture;
use certbench::domain::rbac::validate::examine;

#[test]
fn every_refusal_is_foretold_in_the_servers_words() {
    let cases: Value = serde_json::from_str(&fixture("rbac/validation.json")).expect("it is JSON");
    let (mut refused, mut taken) = (0, 0);
    for (case, recorded) in cases.as_object().expect("cases by name") {
        // What the author may not do is refused before the object is looked at.
        let Some(posted) = recorded
            .get("posted")
            .filter(|_| recorded["http"] != 403 && recorded["http"] != 404)
        else {
            continue;
        };
        let examined = examine(posted).unwrap_or_else(|| panic!("{case} is of RBAC"));
        let message = examined.message();
        if recorded["http"] == 201 {
            assert_eq!(message, None, "{case}");
            taken += 1;
        } else {
            assert_eq!(
                message.as_deref(),
                recorded["response"]["message"].as_str(),
                "{case}"
            );
            refused += 1;
        }
    }
    assert_eq!((refused, taken), (22, 19));
}
