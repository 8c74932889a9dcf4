//! What is worth knowing about a key, a subject and an object before they are sent.

use super::identity::{ANONYMOUS, UNAUTHENTICATED};
use super::signer::{
    BuiltInSigner, KUBE_APISERVER_CLIENT, KUBE_APISERVER_CLIENT_KUBELET, KUBELET_SERVING,
};
use crate::domain::certificate_request::CertificateRequest;
use crate::domain::distinguished_name::{
    COMMON_NAME, DistinguishedName, KUBERNETES_UID, short_name,
};
use crate::domain::finding::{Code, Field, Finding, by_severity};
use crate::domain::general_name::GeneralName;
use crate::domain::public_key::{Curve, KeyKind};
use crate::domain::text::is_invisible;

use super::csr_submission::Submission;
use super::forecast::SIGNING_DURATION_SECONDS;

/// RFC 5280 appendix A: `ub-common-name`, `ub-organization-name`.
const NAME_LENGTH_MAX: usize = 64;
const YEAR_SECONDS: i64 = SIGNING_DURATION_SECONDS;

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

fn user_findings(subject: &DistinguishedName, signer_name: &str) -> Vec<Finding> {
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

fn group_findings(subject: &DistinguishedName, signer_name: &str) -> Vec<Finding> {
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

/// What the built-in signers change about the subject.
fn signer_findings(subject: &DistinguishedName) -> Vec<Finding> {
    let signed = subject.as_signed();
    let mut findings = Vec::new();
    let (asked, written) = (subject.organizations(), signed.organizations());
    if asked != written {
        findings.push(
            Finding::new(Code::GroupsReordered, Field::Groups).with("groups", written.join(", ")),
        );
    }
    for attribute in subject.attributes() {
        let kept = signed
            .values(&attribute.0)
            .any(|value| value == attribute.1);
        if kept {
            continue;
        }
        findings.push(if attribute.0 == KUBERNETES_UID {
            Finding::new(Code::UidDropped, Field::Attributes)
        } else {
            let field = if attribute.0 == COMMON_NAME {
                Field::User
            } else {
                Field::Attributes
            };
            Finding::new(Code::AttributeDropped, field)
                .with("type", short_name(&attribute.0))
                .with("value", &attribute.1)
        });
    }
    findings
}

fn alt_name_findings(request: &CertificateRequest, signer_name: &str) -> Vec<Finding> {
    let mut findings: Vec<_> = request
        .subject_alt_names
        .iter()
        .filter(|name| {
            matches!(
                name,
                GeneralName::DirName(_) | GeneralName::Rid(_) | GeneralName::Other(_)
            )
        })
        .map(|name| {
            Finding::new(Code::AltNameDropped, Field::AltNames).with("name", name.to_string())
        })
        .collect();
    if signer_name == KUBE_APISERVER_CLIENT && !request.subject_alt_names.is_empty() {
        findings.push(Finding::new(Code::AltNamesUnused, Field::AltNames));
    }
    const SUBJECT_ALT_NAME: &str = "2.5.29.17";
    if request
        .requested_extensions
        .iter()
        .any(|oid| oid != SUBJECT_ALT_NAME)
    {
        findings.push(Finding::new(Code::ExtensionsIgnored, Field::Request));
    }
    findings
}

fn object_findings(submission: &Submission, user: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let signer_name = submission.signer_name.as_str();
    if !submission.name.is_empty() && submission.name != user && !user.is_empty() {
        findings.push(
            Finding::new(Code::ObjectNameDiffers, Field::ObjectName)
                .with("object", &submission.name)
                .with("user", user),
        );
    }
    if BuiltInSigner::from_name(signer_name).is_none() && signer_name.contains('/') {
        findings.push(Finding::new(Code::SignerUnknown, Field::Signer).with("signer", signer_name));
    }
    if signer_name == KUBE_APISERVER_CLIENT_KUBELET {
        findings.push(Finding::new(Code::SignerAutoApproves, Field::Signer));
    }
    for field in &submission.ignored_fields {
        findings.push(Finding::new(Code::SpecFieldIgnored, Field::Request).with("field", field));
    }
    let expiration = |code| Finding::new(code, Field::Expiration);
    match submission.expiration_seconds.map(i64::from) {
        Some(seconds) if seconds > YEAR_SECONDS => {
            findings.push(expiration(Code::ExpirationCut));
        }
        Some(seconds) if (600..8 * 3600).contains(&seconds) => {
            findings.push(expiration(Code::ExpirationBackdated));
        }
        Some(YEAR_SECONDS) | None if signer_name != KUBELET_SERVING => {
            findings.push(expiration(Code::ExpirationLong));
        }
        _ => {}
    }
    findings
}

/// Everything worth saying about a request object, most serious first.
pub fn findings(submission: &Submission, request: &CertificateRequest) -> Vec<Finding> {
    let signer_name = submission.signer_name.as_str();
    let subject = &request.subject;
    let mut findings = key_findings(&request.public_key.kind);
    findings.extend(user_findings(subject, signer_name));
    findings.extend(group_findings(subject, signer_name));
    if BuiltInSigner::from_name(signer_name).is_some() {
        findings.extend(signer_findings(subject));
    }
    findings.extend(alt_name_findings(request, signer_name));
    findings.extend(object_findings(submission, subject.common_name()));
    by_severity(findings)
}

#[cfg(test)]
mod tests {
    use super::{CertificateRequest, DistinguishedName, Submission, findings};
    use crate::domain::distinguished_name::Attribute;
    use crate::domain::finding::cases::{Case, case, check, recorded};
    use crate::domain::finding::{Code, Finding, Group};
    use crate::domain::go;

    /// What was sent to a control plane.
    const RECORDED: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/csr.jsonl"
    ));

    /// A CertificateSigningRequest.
    enum Input {
        /// One that was sent.
        Recorded(&'static str),
        /// `myuser`'s, for another subject.
        For(&'static [(&'static str, &'static str)]),
        /// `myuser`'s in an object of this name.
        Named(&'static str),
    }
    use Input::{For, Named, Recorded};

    fn find(input: &Input) -> Vec<Finding> {
        let (mut submission, mut request) = read(match input {
            Recorded(case) => case,
            For(_) | Named(_) => "myuser",
        });
        match input {
            Recorded(_) => {}
            For(attributes) => {
                let attributes = attributes.iter();
                request.subject = DistinguishedName(
                    attributes
                        .map(|(oid, value)| vec![Attribute((*oid).into(), (*value).to_owned())])
                        .collect(),
                );
            }
            Named(name) => (*name).clone_into(&mut submission.name),
        }
        findings(&submission, &request)
    }

    fn read(case: &str) -> (Submission, CertificateRequest) {
        let object = &recorded(RECORDED, case)["manifest"];
        let submission = Submission::decode(object).expect("it was decoded");
        let pem = submission.request.as_deref().expect("there is one");
        let (block, _) = go::pem::decode(pem).expect("it is PEM");
        let request = CertificateRequest::from_der(&block.der).expect("it can be read");
        (submission, request)
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

    #[test]
    #[rustfmt::skip]
    fn submissions() {
        let cases = [
            case(Code::GroupsReordered, Recorded("subj-multi-o"), Recorded("myuser")),
            case(Code::AttributeDropped, Recorded("subj-multi-cn"), Recorded("subj-ou")),
            case(Code::UidDropped, For(&[(super::KUBERNETES_UID, "u-1")]), Recorded("subj-uid")),
            case(Code::AltNamesUnused, Recorded("ext-san-all"), Recorded("kserving-ok")),
            case(Code::AltNameDropped, Recorded("ext-san-othername"), Recorded("kserving-ok")),
            case(Code::ObjectNameDiffers, Recorded("myuser"), Named("myuser")),
            case(Code::ExtensionsIgnored, Recorded("ext-ca-true"), Recorded("ext-san-all")),
            case(Code::ExpirationCut, Recorded("exp-2y"), Recorded("exp-1y")),
            case(Code::ExpirationBackdated, Recorded("exp-601"), Recorded("exp-28800")),
            case(Code::ExpirationLong, Recorded("exp-1y"), Recorded("exp-86400")),
            case(Code::SignerUnknown, Recorded("signer-custom"), Recorded("myuser")),
            case(Code::SignerAutoApproves, Recorded("kclient-ok-noke"), Recorded("subj-system-node")),
            case(Code::SpecFieldIgnored, Recorded("obj-username-forged"), Recorded("myuser")),
        ];
        check(Group::Submission, &cases, find);
    }
}
