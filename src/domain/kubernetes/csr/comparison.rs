//! What an issued certificate has that was not asked for, and the other way round.

use crate::domain::certificate::Certificate;
use crate::domain::distinguished_name::short_name;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::general_name::GeneralName;
use crate::domain::kubernetes::finding::{Code, Field, Finding};
use crate::domain::order;

pub(super) fn subject_differences(
    leaf: &Certificate,
    request: &CertificateRequest,
) -> Vec<Finding> {
    let finding = |code| Finding::new(code, Field::Certificate);
    let (asked, issued) = (&request.subject, &leaf.subject);
    let mut findings = Vec::new();
    if asked.common_name() != issued.common_name() {
        findings.push(
            finding(Code::IssuedUserDiffers)
                .with("asked", asked.common_name())
                .with("issued", issued.common_name()),
        );
    }
    let (groups, issued_groups) = (asked.organizations(), issued.organizations());
    let sorted = |groups: &[String]| {
        let mut groups = groups.to_vec();
        order::sort(&mut groups);
        groups
    };
    if sorted(&groups) != sorted(&issued_groups) {
        findings.push(
            finding(Code::IssuedGroupsDiffer)
                .with("asked", groups.join(", "))
                .with("issued", issued_groups.join(", ")),
        );
    } else if groups != issued_groups {
        findings
            .push(finding(Code::IssuedGroupsReordered).with("groups", issued_groups.join(", ")));
    }
    for attribute in asked.attributes() {
        let is_identity = ["2.5.4.3", "2.5.4.10"].contains(&&*attribute.0);
        if !is_identity && !issued.attributes().any(|kept| kept == attribute) {
            findings.push(
                finding(Code::IssuedAttributeDropped)
                    .with("type", short_name(&attribute.0))
                    .with("value", &attribute.1),
            );
        }
    }
    findings
}

pub(super) fn name_differences(leaf: &Certificate, request: &CertificateRequest) -> Vec<Finding> {
    let missing = |code, from: &[GeneralName], to: &[GeneralName]| {
        from.iter()
            .filter(|name| !to.contains(name))
            .map(|name| Finding::new(code, Field::Certificate).with("name", name.to_string()))
            .collect::<Vec<_>>()
    };
    let (asked, issued) = (&request.subject_alt_names, &leaf.subject_alt_names);
    let mut findings = missing(Code::IssuedAltNameDropped, asked, issued);
    findings.extend(missing(Code::IssuedAltNameAdded, issued, asked));
    if request
        .requested_extensions
        .iter()
        .any(|oid| oid != "2.5.29.17")
    {
        findings.push(Finding::new(
            Code::IssuedExtensionsDropped,
            Field::Certificate,
        ));
    }
    findings
}

pub(super) fn lifetime_difference(leaf: &Certificate, asked: i32) -> Finding {
    let total = leaf.not_after - leaf.not_before;
    let expected = crate::domain::kubernetes::csr::forecast::lifetime(Some(asked)).total_seconds;
    let code = if total == i64::from(asked) || total == i64::from(asked) + 300 {
        Code::IssuedLifetimeAsAsked
    } else if total < expected || total < i64::from(asked) {
        Code::IssuedLifetimeShorter
    } else {
        Code::IssuedLifetimeLonger
    };
    Finding::new(code, Field::Certificate)
        .with("asked_seconds", asked.to_string())
        .with("issued_seconds", total.to_string())
}

pub(super) fn validity_findings(leaf: &Certificate, now: i64) -> Vec<Finding> {
    const CLIENT_AUTH: [&str; 2] = ["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"];
    let finding = |code| Finding::new(code, Field::Certificate);
    let mut findings = Vec::new();
    if now > leaf.not_after {
        findings.push(finding(Code::IssuedExpired));
    }
    if now < leaf.not_before {
        findings.push(finding(Code::IssuedNotYetValid));
    }
    let for_clients = leaf
        .extended_key_usage
        .as_ref()
        .is_none_or(|usages| usages.iter().any(|oid| CLIENT_AUTH.contains(&&**oid)));
    if !for_clients {
        findings.push(finding(Code::IssuedNotForClients));
    }
    findings
}
