//! What is worth knowing about a certificate.

use crate::certificate::go_x509;
use crate::kinds::finding;
use certbench_kubernetes::authenticators::identity::{Identity, NoIdentity};
use certbench_kubernetes::csr::subject_findings::{key_findings, subject_findings};
use certbench_kubernetes::finding::{Code, Finding};
use certbench_x509::certificate::{CLIENT_AUTH, Certificate};
use certbench_x509::distinguished_name::DistinguishedName;
use certbench_x509::general_name::GeneralName;

const DAY: i64 = 86_400;
/// Ten years with their leap days.
const TEN_YEARS: i64 = 3_653 * DAY;

/// Everything worth saying about a certificate.
pub fn findings(certificate: &Certificate, now: i64) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(reason) = go_x509::refusal(certificate) {
        findings.push(finding(Code::GoRefuses).with("reason", reason));
    }
    time_findings(certificate, now, &mut findings);
    findings.extend(key_findings(&certificate.public_key.kind));
    signature_findings(certificate, &mut findings);
    serial_findings(certificate, &mut findings);
    extension_findings(certificate, &mut findings);
    role_findings(certificate, &mut findings);
    findings.extend(typo_findings(&certificate.subject));
    findings
}

fn time_findings(certificate: &Certificate, now: i64, findings: &mut Vec<Finding>) {
    let (from, to) = (certificate.not_before, certificate.not_after);
    let total = to.saturating_sub(from);
    let left = to.saturating_sub(now);
    let seconds = |seconds: i64| seconds.max(0).to_string();
    if total < 0 {
        findings.push(finding(Code::CertificateBackwards));
    } else if now > to {
        findings.push(finding(Code::CertificateExpired).with("since_seconds", seconds(-left)));
    } else if now < from {
        let ahead = from.saturating_sub(now);
        findings.push(finding(Code::CertificateNotYetValid).with("in_seconds", seconds(ahead)));
    } else if left < (30 * DAY).min(total / 5) {
        findings.push(finding(Code::CertificateExpiresSoon).with("left_seconds", seconds(left)));
    }
    if total > TEN_YEARS {
        findings.push(finding(Code::CertificateLongLived).with("total_seconds", seconds(total)));
    }
}

fn signature_findings(certificate: &Certificate, findings: &mut Vec<Finding>) {
    let name = match &*certificate.signature_algorithm {
        "1.2.840.113549.1.1.5" => "SHA-1 with RSA",
        "1.3.14.3.2.29" => "SHA-1 with RSA",
        "1.2.840.10045.4.1" => "SHA-1 with ECDSA",
        "1.2.840.10040.4.3" => "SHA-1 with DSA",
        "1.2.840.113549.1.1.4" => "MD5 with RSA",
        "1.2.840.113549.1.1.2" => "MD2 with RSA",
        _ => "",
    };
    // Nobody verifies the signature of a root: it is trusted for itself.
    if !name.is_empty() && !certificate.is_self_issued() {
        findings.push(finding(Code::SignatureWeak).with("algorithm", name));
    }
    if let Some(exponent) = certificate.public_key.rsa_exponent() {
        match exponent.as_slice() {
            [1] => findings.push(finding(Code::RsaExponentOne)),
            [3] => findings.push(finding(Code::RsaExponentSmall)),
            _ => {}
        }
    }
}

fn serial_findings(certificate: &Certificate, findings: &mut Vec<Finding>) {
    if certificate.serial == "0" {
        findings.push(finding(Code::SerialZero));
    }
    if certificate.serial_length > 20 {
        let length = certificate.serial_length.to_string();
        findings.push(finding(Code::SerialLong).with("length", length));
    }
}

fn extension_findings(certificate: &Certificate, findings: &mut Vec<Finding>) {
    if certificate.version < 3 {
        findings.push(if certificate.version == 1 {
            finding(Code::CertificateVersion1)
        } else {
            finding(Code::CertificateVersion2)
        });
    }
    for (index, extension) in certificate.extensions.iter().enumerate() {
        let with_oid = |code| finding(code).with("oid", &extension.oid);
        let earlier = certificate.extensions.get(..index).unwrap_or_default();
        if earlier.iter().any(|other| other.oid == extension.oid) {
            findings.push(with_oid(Code::ExtensionDuplicate));
        }
        if extension.critical && !go_x509::handles(&extension.oid) {
            findings.push(with_oid(Code::ExtensionUnknownCritical));
        }
        if !extension.well_formed {
            findings.push(with_oid(Code::ExtensionMalformed));
        }
        // A certificate has a dozen; more than that is made to take time.
        if index >= 200 {
            break;
        }
    }
}

fn looks_like_host(name: &str) -> bool {
    let is_address = name.parse::<std::net::IpAddr>().is_ok();
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'*')
    };
    is_address || (name.contains('.') && name.split('.').all(is_label))
}

fn role_findings(certificate: &Certificate, findings: &mut Vec<Finding>) {
    let may_sign = certificate
        .key_usage
        .as_ref()
        .is_some_and(|usages| usages.iter().any(|usage| usage == "key_cert_sign"));
    let usages = certificate.extended_key_usage.as_deref();
    if certificate.is_authority() {
        if usages.is_some_and(|usages| usages.iter().any(|usage| usage == CLIENT_AUTH)) && !may_sign
        {
            findings.push(finding(Code::CaFlagOnLeaf));
        }
        return;
    }
    if may_sign {
        findings.push(finding(Code::CaFlagMissing));
    }
    let common_name = certificate.subject.common_name();
    if certificate.is_api_server() {
        let expected = ["kubernetes.default.svc", "kubernetes.default", "kubernetes"];
        let has = |name: &&str| {
            let wanted = GeneralName::Dns((*name).to_owned());
            certificate.subject_alt_names.contains(&wanted)
        };
        let missing: Vec<_> = expected.into_iter().filter(|name| !has(name)).collect();
        if !missing.is_empty() {
            findings.push(finding(Code::ApiServerNameMissing).with("names", missing.join(", ")));
        }
    }
    if certificate.is_for_servers()
        || (certificate.permits_servers() && looks_like_host(common_name))
    {
        let has_host = certificate
            .subject_alt_names
            .iter()
            .any(|name| matches!(name, GeneralName::Dns(_) | GeneralName::Ip(_)));
        if !has_host && !common_name.is_empty() {
            findings.push(finding(Code::HostOnlyInCommonName).with("name", common_name));
        }
    }
    if !certificate.permits_clients() {
        let names_groups = !certificate.subject.organizations().is_empty();
        findings.push(
            if names_groups && certificate.subject_alt_names.is_empty() {
                finding(Code::CertificateWrongUsage)
            } else {
                finding(Code::CertificateServerOnly)
            },
        );
        return;
    }
    if usages.is_none() {
        findings.push(finding(Code::CertificateNoUsage));
    }
    if !certificate.is_for_servers() {
        findings.extend(subject_findings(&certificate.subject));
        if Identity::from_subject(&certificate.subject, None) == Err(NoIdentity::SeveralUids) {
            findings.push(finding(Code::UidTwice));
        }
    }
}

/// A subject written the way openssl's `-subj` wants it, but wrongly.
pub fn typo_findings(subject: &DistinguishedName) -> Vec<Finding> {
    const SIGNS: [&str; 6] = ["/0=", "/O=", "/CN=", "/OU=", ",O=", "0="];
    subject
        .attributes()
        .filter(|attribute| {
            SIGNS.iter().any(|sign| match *sign {
                "0=" => attribute.1.starts_with(sign),
                sign => attribute.1.contains(sign),
            })
        })
        .map(|attribute| finding(Code::SubjectTypo).with("value", &attribute.1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Certificate, DAY, GeneralName, findings};
    use certbench_formats::go;
    use certbench_kubernetes::finding::cases::{case, check, recorded};
    use certbench_kubernetes::finding::{Code, Finding, Group};
    use certbench_x509::certificate::BasicConstraints;
    use certbench_x509::distinguished_name::{Attribute, COMMON_NAME, DistinguishedName};
    use certbench_x509::public_key::PublicKey;

    /// Certificates that were shown to an API server.
    const RECORDED: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/client_certificates.jsonl"
    ));
    /// The API server's own certificate.
    const API_SERVER: &str = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/pki/apiserver.crt"
    ));
    /// `openssl x509 -req` without `-extfile`, of OpenSSL 3.0.
    const VERSION_1: &str = "-----BEGIN CERTIFICATE-----
MIIBMzCB2wIUPIkzdmbXQsPYpdCQup0MZf2Lt44wCgYIKoZIzj0EAwIwHTEMMAoG
A1UECgwDZGV2MQ0wCwYDVQQDDARqYW5lMB4XDTI2MTEyODExMTY0MVoXDTM2MTEy
NTExMTY0MVowHTEMMAoGA1UECgwDZGV2MQ0wCwYDVQQDDARqYW5lMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE+VrppNGYGv6VR+NvgvsRM6ExCj0FcttWk4sEHl2j
QVWtLPrCE1+WqVr7nGrWbWSLwl9ZRvJ/iPtH1zePyQPe6TAKBggqhkjOPQQDAgNH
ADBEAiA7fAaiyYKXeiKACLi0/2cQOx1FhmGtnd1jZBc/bU+BlAIgBu91APOJVBHc
yiHowDWeyHyBOu+f81p187b36W0IsK8=
-----END CERTIFICATE-----
";
    /// Half a minute after the certificates were shown, which is before they expire.
    const NOW: i64 = 1_795_354_100;

    enum Input {
        /// One that was shown to the API server, by its case.
        Recorded(&'static str),
        /// A certificate in PEM.
        Pem(&'static str),
        /// A valid client's certificate with something changed.
        Client(fn(&mut Certificate)),
        /// The API server's with something changed.
        Server(fn(&mut Certificate)),
    }
    use Input::{Client, Pem, Recorded, Server};

    fn find(input: &Input) -> Vec<Finding> {
        let shown = |case: &str| {
            let shown = recorded(RECORDED, case);
            read(shown["cert.pem"].as_str().expect("a certificate was shown"))
        };
        let certificate = match input {
            Recorded(case) => shown(case),
            Pem(pem) => read(pem),
            Client(change) => changed(shown("ok"), *change),
            Server(change) => changed(read(API_SERVER), *change),
        };
        findings(&certificate, NOW)
    }

    fn read(pem: &str) -> Certificate {
        let (block, _) = go::pem::decode(pem.as_bytes()).expect("it is PEM");
        Certificate::from_der(&block.der).expect("it is a certificate")
    }

    fn changed(mut certificate: Certificate, change: fn(&mut Certificate)) -> Certificate {
        change(&mut certificate);
        certificate
    }

    /// A 2048-bit RSA key with this exponent.
    fn rsa(exponent: u8) -> PublicKey {
        PublicKey::from_rsa(&[0xd5; 256], &[exponent]).expect("a key")
    }

    fn common_name(name: &str) -> DistinguishedName {
        DistinguishedName(vec![vec![Attribute(COMMON_NAME.into(), name.to_owned())]])
    }

    #[test]
    #[rustfmt::skip]
    fn certificates() {
        let (good, server) = (|| Recorded("ok"), || Pem(API_SERVER));
        let cases = [
            case(Code::GoRefuses, Client(|one| one.serial.insert(0, '-')), good()),
            case(Code::CertificateExpired, Recorded("expired"), good()),
            case(Code::CertificateNotYetValid, Recorded("not-yet-valid"), good()),
            case(Code::CertificateExpiresSoon, Client(|one| one.not_after = NOW + 60), good()),
            case(Code::CertificateBackwards, Client(|one| one.not_after = one.not_before - 1), Recorded("expired")),
            case(Code::CertificateLongLived, Client(|one| one.not_after = one.not_before + 3_654 * DAY), Client(|one| one.not_after = one.not_before + 3_652 * DAY)),
            case(Code::CertificateVersion1, Pem(VERSION_1), good()),
            case(Code::CertificateVersion2, Client(|one| one.version = 2), Pem(VERSION_1)),
            case(Code::CertificateNoUsage, Recorded("no-eku"), Recorded("eku-any")),
            case(Code::CertificateServerOnly, server(), Recorded("eku-server-only")),
            case(Code::CertificateWrongUsage, Recorded("eku-server-only"), server()),
            case(Code::CaFlagOnLeaf, Client(|one| one.basic_constraints = Some(BasicConstraints { ca: true, path_length: None })), good()),
            case(Code::CaFlagMissing, Recorded("ku-certsign-only"), Recorded("ku-keyencipherment-only")),
            case(Code::HostOnlyInCommonName, Server(|one| one.subject_alt_names.clear()), server()),
            case(Code::ApiServerNameMissing, Server(|one| one.subject_alt_names.retain(|name| *name != GeneralName::Dns("kubernetes".to_owned()))), server()),
            case(Code::UidTwice, Recorded("uid-k8s-oid-twice"), Recorded("uid-k8s-oid")),
            case(Code::SubjectTypo, Client(|one| one.subject = common_name("jane/0=dev")), Client(|one| one.subject = common_name("jane"))),
            case(Code::SignatureWeak, Recorded("sha1"), Recorded("sha384")),
            case(Code::RsaExponentOne, Client(|one| one.public_key = rsa(1)), Client(|one| one.public_key = rsa(3))),
            case(Code::RsaExponentSmall, Client(|one| one.public_key = rsa(3)), good()),
            case(Code::SerialZero, Client(|one| "0".clone_into(&mut one.serial)), good()),
            case(Code::SerialLong, Client(|one| one.serial_length = 21), Client(|one| one.serial_length = 20)),
            case(Code::ExtensionDuplicate, Client(|one| one.extensions.extend_from_within(..1)), good()),
            case(Code::ExtensionUnknownCritical, Recorded("unknown-critical-ext"), good()),
            case(Code::ExtensionMalformed, Client(|one| one.extensions[0].well_formed = false), good()),
        ];
        check(Group::Certificate, &cases, find);
    }
}
