//! Static token files on the bench.

use certbench_kubernetes::authenticators::static_token_file::rows::StaticTokenRow;
use certbench_kubernetes::finding::{Code, Finding};
use serde_json::{Value, json};

use crate::fact::{ENTRIES_MAX, Fact, FactName, named};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, finding};
use crate::origin::{Origin, Step};

impl Kind for Vec<StaticTokenRow> {
    fn headline(&self) -> Headline {
        let count = self.len().to_string();
        Headline::new(HeadlineCode::StaticTokenFile, &[("count", &count)])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for row in self.iter().take(ENTRIES_MAX) {
            let groups = row.groups.join(", ");
            facts.push(named(
                FactName::Entry,
                &row.user,
                format!("{} {groups}", row.uid),
            ));
        }
        facts
    }

    fn findings(&self, origin: &Origin, _: i64) -> Vec<Finding> {
        let mut findings = static_token_findings(self);
        if is_password_file(origin) {
            findings.push(finding(Code::BasicAuthFile));
        }
        findings
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        Some(("static_token_file", json!({"rows": self})))
    }
}

/// A static password file looks like a static token file; only its name tells.
fn is_password_file(origin: &Origin) -> bool {
    origin.0.iter().any(|step| match step {
        Step::File(name) => name.to_ascii_lowercase().contains("basic"),
        _ => false,
    })
}

fn static_token_findings(rows: &[StaticTokenRow]) -> Vec<Finding> {
    let mut findings = vec![finding(Code::StaticTokens), finding(Code::SecretInPaste)];
    for (index, row) in rows.iter().enumerate().take(1_000) {
        let at = |code| {
            finding(code)
                .with("line", (index + 1).to_string())
                .with("user", &row.user)
        };
        if row.is_empty {
            findings.push(at(Code::StaticTokenEmpty));
        } else if row.is_overruled {
            findings.push(at(Code::StaticTokenOverruled));
        }
        if row.ignored_columns > 0 {
            findings.push(at(Code::StaticTokenColumns));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use certbench_kubernetes::finding::Group;
    use certbench_kubernetes::finding::cases::{case, check};

    use super::*;
    use crate::testing::{find, fixture};

    #[test]
    #[rustfmt::skip]
    fn static_token_files() {
        let row = "static-token-0123456789abcdef,jane,1";
        let file = fixture!("pki/tokens.csv");
        let pod = |flag: &str| format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - name: kube-apiserver\n    command: [kube-apiserver, {flag}=/etc/users.csv]\n");
        let cases = [
            case(Code::StaticTokens, file.to_owned(), file.replace(',', ";")),
            case(Code::StaticTokenEmpty, format!("{row}\n,john,2\n"), row.to_owned()),
            case(Code::StaticTokenOverruled, format!("{row}\n{row}\n"), row.to_owned()),
            case(Code::StaticTokenColumns, format!("{row},dev,ops\n"), format!("{row},\"dev,ops\"\n")),
            case(Code::BasicAuthFile, pod("--basic-auth-file"), pod("--token-auth-file")),
        ];
        check(Group::StaticTokenFile, &cases, find);
    }
}
