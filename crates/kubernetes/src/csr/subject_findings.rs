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
