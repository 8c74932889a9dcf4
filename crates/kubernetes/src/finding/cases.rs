//! Cases for the tests of the files that hold rules: an input for each code that shows it, and one
//! that does not.
//!
//! A rules file calls [`check`] in its tests, once for each of its groups. `tests/native/findings.rs`
//! fails when no file does so for a group.

use serde_json::Value;

use super::{Code, Finding, Group};

/// Inputs of the kind that the rules of a group take.
pub struct Case<I> {
    /// The code that the case is about.
    pub code: Code,
    /// An input that the code is said of.
    pub present: I,
    /// One that it is not said of, as like to the other as can be.
    pub absent: I,
}

/// A case.
pub const fn case<I>(code: Code, present: I, absent: I) -> Case<I> {
    Case {
        code,
        present,
        absent,
    }
}

/// Runs every case of a group through its rules.
///
/// # Panics
///
/// Where a code of the group has no case, a case shows another thing than it says, or a finding
/// carries other arguments than its row names.
#[track_caller]
pub fn check<I>(group: Group, cases: &[Case<I>], find: impl Fn(&I) -> Vec<Finding>) {
    let faults = faults(group, cases, find);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults<I>(group: Group, cases: &[Case<I>], find: impl Fn(&I) -> Vec<Finding>) -> Vec<String> {
    let mut faults = Vec::new();
    for code in group.codes() {
        if !cases.iter().any(|case| case.code == *code) {
            faults.push(format!("{code:?} has no case"));
        }
    }
    for Case {
        code,
        present,
        absent,
    } in cases
    {
        if !group.codes().contains(code) {
            faults.push(format!("{code:?} is not in the group {group:?}"));
        }
        let (with, without) = (find(present), find(absent));
        let has = |findings: &[Finding]| findings.iter().any(|finding| finding.code == *code);
        if !has(&with) {
            faults.push(format!("{code:?} is not said where it should be: {with:?}"));
        }
        if has(&without) {
            faults.push(format!(
                "{code:?} is said where it should not be: {without:?}"
            ));
        }
        faults.extend(with.iter().chain(&without).filter_map(wrong_arguments));
    }
    faults
}

/// What is wrong with the arguments of a finding, if anything is.
fn wrong_arguments(finding: &Finding) -> Option<String> {
    let given = finding.arguments.iter().map(|(name, _)| name.as_str());
    let expected = finding.code.arguments();
    (!given.clone().eq(expected.iter().copied())).then(|| {
        let given: Vec<_> = given.collect();
        format!(
            "{:?} carries {given:?} instead of {expected:?}",
            finding.code
        )
    })
}

/// The recorded answer of a case, from a file with one a line (`tests/fixtures/*.jsonl`).
///
/// # Panics
///
/// Where the file has no such case.
#[track_caller]
pub fn recorded(lines: &str, case: &str) -> Value {
    let answers = lines.lines().map(serde_json::from_str::<Value>);
    answers
        .flatten()
        .find(|answer| answer["case"] == case)
        .unwrap_or_else(|| panic!("no case {case} was recorded"))
}

#[cfg(test)]
mod tests {
    use super::{Case, case, faults};
    use crate::finding::{Code, Field, Finding, Group};

    /// What is wrong where these findings are found in the inputs of a case.
    fn wrong(code: Code, present: &[Finding], absent: &[Finding]) -> String {
        let cases: [Case<&[Finding]>; 1] = [case(code, present, absent)];
        faults(Group::KeySet, &cases, |found| found.to_vec()).join("; ")
    }

    #[test]
    fn a_case_must_show_its_finding_and_its_absence() {
        let finding = || Finding::new(Code::KeySetPrivate, Field::Whole);
        let bare = Finding::new(Code::KeyShort, Field::Whole);
        let code = Code::KeySetPrivate;
        assert_eq!(wrong(code, &[finding()], &[]), "");
        assert!(wrong(code, &[], &[]).starts_with("KeySetPrivate is not said"));
        let both = wrong(code, &[finding()], &[finding()]);
        assert!(
            both.starts_with("KeySetPrivate is said where it should not be"),
            "{both}"
        );
        let other = wrong(Code::TextOnly, &[], &[]);
        assert!(other.contains("KeySetPrivate has no case"), "{other}");
        assert!(
            other.contains("TextOnly is not in the group KeySet"),
            "{other}"
        );
        let arguments = wrong(code, &[finding(), bare], &[]);
        assert_eq!(arguments, r#"KeyShort carries [] instead of ["key"]"#);
    }
}
