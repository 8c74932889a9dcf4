//! What is worth knowing about a key and a subject, whatever they are for.

use crate::authenticators::identity::{ANONYMOUS, UNAUTHENTICATED};
use crate::csr::signer::KUBE_APISERVER_CLIENT;
use crate::finding::{Code, Field, Finding};
use certbench_formats::text::is_invisible;
use certbench_x509::distinguished_name::DistinguishedName;
use certbench_x509::public_key::{Curve, KeyKind};

/// RFC 5280 appendix A: `ub-common-name`, `ub-organization-name`.
const NAME_LENGTH_MAX: usize = 64;

/// What a cluster does with this kind of key (recorded answers, section 1).
pub fn key_findings(kind: &KeyKind) -> Vec<Finding> {
    let finding = |code| vec![Finding::new(code, Field::Key).with("key", kind.name())];
    match kind {
        KeyKind::Rsa { bits } if *bits < 1024 => finding(Code::KeyRefused),
        KeyKind::Rsa { bits } if *bits < 2048 => finding(Code::KeyShort),
        KeyKind::Ec { curve: Curve::P224 } => finding(Code::KeyCannotLogIn),
        KeyKind::Ec {
            curve: Curve::Secp256k1,
        }
        | KeyKind::EcOther
        | KeyKind::Ed448
        | KeyKind::Dsa
        | KeyKind::Other { .. } => finding(Code::KeyRefused),
        KeyKind::Rsa { .. } | KeyKind::Ec { .. } | KeyKind::Ed25519 => Vec::new(),
    }
}

fn looks_odd(name: &str) -> bool {
    name.trim() != name || name.chars().any(is_invisible)
}

fn shape_findings(name: &str, field: Field) -> Vec<Finding> {
    let mut findings = Vec::new();
    if looks_odd(name) {
        findings.push(Finding::new(Code::NameInvisible, field).with("name", format!("“{name}”")));
    }
    if name.chars().count() > NAME_LENGTH_MAX {
        let length = name.chars().count().to_string();
        findings.push(Finding::new(Code::NameLong, field).with("length", length));
    }
    findings
}

pub(super) fn user_findings(subject: &DistinguishedName, signer_name: &str) -> Vec<Finding> {
    let user = subject.common_name();
    let finding = |code| Finding::new(code, Field::User).with("user", user);
    let mut findings = shape_findings(user, Field::User);
    if user.is_empty() {
        findings.push(Finding::new(Code::UserEmpty, Field::User));
    } else if user == ANONYMOUS {
        findings.push(finding(Code::UserAnonymous));
    } else if user.starts_with("system:serviceaccount:") {
        findings.push(finding(Code::UserServiceAccount));
    } else if user.starts_with("system:node:") {
        if signer_name == KUBE_APISERVER_CLIENT {
            findings.push(finding(Code::UserNode));
        }
    } else if user.starts_with("system:") {
        findings.push(finding(Code::UserReserved));
    }
    findings
}

pub(super) fn group_findings(subject: &DistinguishedName, signer_name: &str) -> Vec<Finding> {
    let groups = subject.organizations();
    let mut findings = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let finding = |code| Finding::new(code, Field::Groups).with("group", group);
        findings.extend(shape_findings(group, Field::Groups));
        if group.is_empty() {
            findings.push(Finding::new(Code::GroupEmpty, Field::Groups));
        } else if groups[..index].contains(group) {
            findings.push(finding(Code::GroupDuplicate));
        } else if group == "system:masters" {
            findings.push(finding(Code::GroupMasters));
        } else if group == "system:nodes" {
            if signer_name == KUBE_APISERVER_CLIENT {
                findings.push(finding(Code::GroupNodes));
            }
        } else if group == UNAUTHENTICATED {
            findings.push(finding(Code::GroupUnauthenticated));
        } else if group.starts_with("system:") {
            findings.push(finding(Code::GroupReserved));
        }
    }
    findings
}

/// What a user name and groups mean to Kubernetes, whoever signed them.
pub fn subject_findings(subject: &DistinguishedName) -> Vec<Finding> {
    let mut findings = user_findings(subject, "");
    findings.extend(group_findings(subject, ""));
    findings
}

#[cfg(test)]
mod tests {
    use super::{DistinguishedName, group_findings, key_findings, user_findings};
    use crate::csr::recorded::sent;
    use crate::finding::cases::{Case, case, check};
    use crate::finding::{Code, Finding, Group};
    use certbench_x509::distinguished_name::Attribute;

    /// A subject.
    enum Input {
        /// That of a request that was sent, and its key.
        Recorded(&'static str),
        /// One of these attributes.
        For(&'static [(&'static str, &'static str)]),
    }
    use Input::{For, Recorded};

    fn find(input: &Input) -> Vec<Finding> {
        let (submission, mut request) = sent(match input {
            Recorded(case) => case,
            For(_) => "myuser",
        });
        if let For(attributes) = input {
            let attribute = |(oid, value): &(&'static str, &str)| {
                vec![Attribute((*oid).into(), (*value).to_owned())]
            };
            request.subject = DistinguishedName(attributes.iter().map(attribute).collect());
        }
        let signer_name = submission.signer_name.as_str();
        let mut findings = key_findings(&request.public_key.kind);
        findings.extend(user_findings(&request.subject, signer_name));
        findings.extend(group_findings(&request.subject, signer_name));
        findings
    }

    #[test]
    fn keys() {
        const CASES: [Case<Input>; 3] = [
            case(
                Code::KeyCannotLogIn,
                Recorded("key-p224"),
                Recorded("key-p256"),
            ),
            case(
                Code::KeyRefused,
                Recorded("key-rsa1016"),
                Recorded("key-rsa1024"),
            ),
            case(
                Code::KeyShort,
                Recorded("key-rsa1024"),
                Recorded("key-rsa3072"),
            ),
        ];
        check(Group::Key, &CASES, find);
    }

    #[test]
    #[rustfmt::skip]
    fn subjects() {
        const O: &str = "2.5.4.10";
        const CN: &str = "2.5.4.3";
        const LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
        let cases = [
            case(Code::UserEmpty, Recorded("subj-cn-empty-o-dev"), Recorded("myuser")),
            case(Code::UserReserved, Recorded("subj-system-user"), Recorded("myuser")),
            case(Code::UserServiceAccount, Recorded("subj-system-sa"), Recorded("subj-system-user")),
            case(Code::UserAnonymous, Recorded("subj-system-anon"), Recorded("subj-system-user")),
            case(Code::UserNode, Recorded("subj-system-node"), Recorded("kclient-ok-noke")),
            case(Code::NameInvisible, Recorded("subj-cn-blank"), Recorded("myuser")),
            case(Code::NameLong, For(&[(CN, LONG)]), Recorded("subj-long")),
            case(Code::GroupMasters, Recorded("subj-masters"), Recorded("subj-masters-ou")),
            case(Code::GroupNodes, Recorded("subj-system-node"), Recorded("kclient-ok-noke")),
            case(Code::GroupUnauthenticated, Recorded("subj-unauth-group"), Recorded("myuser")),
            case(Code::GroupReserved, For(&[(O, "system:auditors"), (CN, "jane")]), For(&[(O, "auditors:system:"), (CN, "jane")])),
            case(Code::GroupDuplicate, Recorded("subj-multi-o"), For(&[(O, "g1"), (O, "g2"), (CN, "multi-o")])),
            case(Code::GroupEmpty, For(&[(O, ""), (CN, "jane")]), Recorded("myuser")),
        ];
        check(Group::Subject, &cases, find);
    }
}
