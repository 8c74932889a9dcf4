//! What is worth knowing about a request object before it is sent.

use crate::csr::signer::{
    BuiltInSigner, KUBE_APISERVER_CLIENT, KUBE_APISERVER_CLIENT_KUBELET, KUBELET_SERVING,
};
use crate::finding::{Code, Field, Finding, by_severity};
use certbench_formats::certificate_request::CertificateRequest;
use certbench_x509::distinguished_name::{
    COMMON_NAME, DistinguishedName, KUBERNETES_UID, short_name,
};
use certbench_x509::general_name::GeneralName;

use crate::csr::forecast::SIGNING_DURATION_SECONDS;
use crate::csr::subject_findings::{group_findings, key_findings, user_findings};
use crate::csr::submission::Submission;

const YEAR_SECONDS: i64 = SIGNING_DURATION_SECONDS;

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
    use super::{DistinguishedName, KUBERNETES_UID, findings};
    use crate::csr::recorded::sent;
    use crate::finding::cases::{case, check};
    use crate::finding::{Code, Finding, Group};
    use certbench_x509::distinguished_name::Attribute;

    /// A CertificateSigningRequest.
    enum Input {
        /// One that was sent.
        Recorded(&'static str),
        /// `myuser`'s with one attribute as its subject.
        For(&'static str, &'static str),
        /// `myuser`'s in an object of this name.
        Named(&'static str),
    }
    use Input::{For, Named, Recorded};

    fn find(input: &Input) -> Vec<Finding> {
        let (mut submission, mut request) = sent(match input {
            Recorded(case) => case,
            For(..) | Named(_) => "myuser",
        });
        match *input {
            Recorded(_) => {}
            For(oid, value) => {
                let attribute = Attribute(oid.into(), value.to_owned());
                request.subject = DistinguishedName(vec![vec![attribute]]);
            }
            Named(name) => name.clone_into(&mut submission.name),
        }
        findings(&submission, &request)
    }

    #[test]
    #[rustfmt::skip]
    fn submissions() {
        let cases = [
            case(Code::GroupsReordered, Recorded("subj-multi-o"), Recorded("myuser")),
            case(Code::AttributeDropped, Recorded("subj-multi-cn"), Recorded("subj-ou")),
            case(Code::UidDropped, For(KUBERNETES_UID, "u-1"), Recorded("subj-uid")),
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
