//! Requests that we lay out, signed by openssl and read back by openssl.

use certbench::domain::distinguished_name::{Attribute, DistinguishedName};
use certbench::domain::formats::certificate_request::CertificateRequest;
use certbench::domain::formats::signature::Verdict;
use certbench::domain::general_name::GeneralName;
use certbench::domain::kubernetes::csr::build::{assemble, to_be_signed};
use certbench::domain::kubernetes::csr::subject_form::SubjectForm;
use certbench::domain::public_key::PublicKey;
use certbench::engine::verify;

use crate::openssl::Folder;

/// openssl's options for making a key, its digest, and the length of a coordinate for ECDSA.
const KINDS: [(&str, &str, usize); 7] = [
    ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-sha256", 0),
    ("-algorithm RSA -pkeyopt rsa_keygen_bits:3072", "-sha256", 0),
    ("-algorithm RSA -pkeyopt rsa_keygen_bits:4096", "-sha256", 0),
    (
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-sha256",
        32,
    ),
    (
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
        "-sha384",
        48,
    ),
    (
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
        "-sha512",
        66,
    ),
    ("-algorithm ED25519", "", 0),
];

fn groups(count: usize) -> Vec<String> {
    let long = |length| "g".repeat(length);
    let all = [
        "a, \"quoted\" group".to_owned(),
        "team/ops+dev".to_owned(),
        "开发组".to_owned(),
        long(64),
        long(200),
    ];
    all[..count].to_vec()
}

/// WebCrypto gives r‖s where openssl gives DER.
fn raw_signature(der: &[u8], length: usize) -> Vec<u8> {
    let mut raw = Vec::new();
    let mut rest = &der[if der[1] & 0x80 == 0 { 2 } else { 3 }..];
    for _ in 0..2 {
        let size = usize::from(rest[1]);
        let value = &rest[2..2 + size];
        let value = &value[value.len().saturating_sub(length)..];
        raw.extend(std::iter::repeat_n(0, length - value.len()));
        raw.extend(value);
        rest = &rest[2 + size..];
    }
    raw
}

fn sign(folder: &Folder, message: &[u8], digest: &str, coordinate: usize) -> Vec<u8> {
    folder.write("tbs.der", message);
    if digest.is_empty() {
        folder.openssl("pkeyutl -sign -rawin -inkey key.pem -in tbs.der -out signature");
    } else {
        folder.openssl(&format!(
            "dgst {digest} -sign key.pem -out signature tbs.der"
        ));
    }
    let signature = folder.read("signature");
    if coordinate == 0 {
        signature
    } else {
        raw_signature(&signature, coordinate)
    }
}

#[test]
fn openssl_verifies_and_reads_requests_of_every_kind_of_key_and_number_of_groups() {
    let folder = Folder::new();
    for (options, digest, coordinate) in KINDS {
        folder.openssl(&format!("genpkey {options} -out key.pem"));
        folder.openssl("pkey -in key.pem -pubout -outform DER -out spki.der");
        let key = PublicKey::from_spki(&folder.read("spki.der")).expect("openssl wrote a key");
        for count in [0, 1, 5] {
            let form = SubjectForm {
                user: "jane, \"doe\"/x".to_owned(),
                groups: groups(count),
                attributes: Vec::new(),
                alt_names: vec![
                    GeneralName::Dns("a.example.com".to_owned()),
                    GeneralName::Ip("10.0.0.1".to_owned()),
                    GeneralName::Ip("fd00::1".to_owned()),
                    GeneralName::Email("jane@example.com".to_owned()),
                    GeneralName::Uri("spiffe://example.com/x".to_owned()),
                ],
            };
            let tbs = to_be_signed(&form.distinguished_name(), &form.alt_names, &key)
                .expect("the form is sound");
            let der = assemble(&tbs, &sign(&folder, &tbs, digest, coordinate))
                .expect("openssl signed it");
            folder.write("request.der", &der);
            let report = folder.openssl(
                "req -inform DER -in request.der -verify -noout -text -nameopt utf8,sep_multiline,sname",
            );
            assert!(report.contains("verify OK"), "{options}: {report}");
            let organizations: Vec<_> = report
                .lines()
                .filter_map(|line| line.trim().strip_prefix("O="))
                .collect();
            assert_eq!(organizations, groups(count), "{options}");
            assert!(report.contains("CN=jane, \"doe\"/x"), "{report}");
            assert!(
                report.contains("DNS:a.example.com, IP Address:10.0.0.1, IP Address:FD00:0:0:0:0:0:0:1, email:jane@example.com, URI:spiffe://example.com/x"),
                "{report}"
            );
            let read = CertificateRequest::from_der(&der).expect("we read what we wrote");
            let check = read.signature_check().expect("Go would verify it");
            assert_eq!(verify::perform(&check), Verdict::Valid, "{options}");
            assert_eq!(read.subject, form.distinguished_name());
            assert_eq!(read.subject_alt_names, form.alt_names);
        }
    }
}

#[test]
fn the_openssl_commands_make_the_same_request() {
    use certbench::domain::kubernetes::csr::commands;
    use certbench::domain::kubernetes::csr::object::ObjectForm;
    let folder = Folder::new();
    for (options, _, _) in KINDS {
        if options.contains("3072") || options.contains("4096") {
            continue;
        }
        folder.openssl(&format!("genpkey {options} -out key.pem"));
        folder.openssl("pkey -in key.pem -pubout -outform DER -out spki.der");
        let key = PublicKey::from_spki(&folder.read("spki.der")).expect("openssl wrote a key");
        let form = SubjectForm {
            user: "o'jane, \"doe\"/x+y\\z $(id) `id`".to_owned(),
            groups: groups(3),
            attributes: vec![("OU".to_owned(), "unit".to_owned())],
            alt_names: vec![
                GeneralName::Dns("a.example.com".to_owned()),
                GeneralName::Ip("10.0.0.1".to_owned()),
            ],
        };
        let object = ObjectForm {
            name: "jane".to_owned(),
            ..ObjectForm::default()
        };
        let text = commands::openssl(&key.kind, &form, &object, "jane");
        let (openssl, _) = text.split_once("kubectl apply").expect("then kubectl");
        let status = std::process::Command::new("sh")
            .args(["-e", "-c", openssl])
            .current_dir(folder.path())
            .status()
            .expect("there is a shell");
        assert!(status.success(), "{openssl}");
        folder.openssl("req -in jane.csr -outform DER -out theirs.der");
        let theirs = CertificateRequest::from_der(&folder.read("theirs.der")).expect("a request");
        assert_eq!(theirs.subject, form.distinguished_name(), "{openssl}");
        assert_eq!(theirs.subject_alt_names, form.alt_names);
        assert_eq!(theirs.public_key.kind, key.kind);
        let check = theirs.signature_check().expect("Go would verify it");
        assert_eq!(verify::perform(&check), Verdict::Valid, "{options}");
    }
}

#[test]
fn a_signature_over_other_bytes_is_found_out() {
    let folder = Folder::new();
    for (options, digest, coordinate) in KINDS {
        if options.contains("3072") || options.contains("4096") {
            continue;
        }
        folder.openssl(&format!("genpkey {options} -out key.pem"));
        folder.openssl("pkey -in key.pem -pubout -outform DER -out spki.der");
        let key = PublicKey::from_spki(&folder.read("spki.der")).expect("openssl wrote a key");
        let name = |user: &str| {
            DistinguishedName(vec![vec![Attribute("2.5.4.3".into(), user.to_owned())]])
        };
        let signed = to_be_signed(&name("jane"), &[], &key).expect("sound");
        let other = to_be_signed(&name("root"), &[], &key).expect("sound");
        let forged = assemble(&other, &sign(&folder, &signed, digest, coordinate)).expect("DER");
        let request = CertificateRequest::from_der(&forged).expect("well formed");
        let check = request.signature_check().expect("Go would verify it");
        assert_eq!(verify::perform(&check), Verdict::Invalid, "{options}");
    }
}

#[test]
fn signed_subjects_are_those_of_the_recorded_certificates() {
    // pkix.Name keeps eight attribute types and sorts several values of one; the recorded
    // certificates show what kube-controller-manager v1.36.2 made of each request.
    let mut compared = 0;
    for line in include_str!("../fixtures/csr.jsonl").lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let Some(pem) = line["certificate"].as_str() else {
            continue;
        };
        let forecast = certbench::engine::check_request::forecast(&line["manifest"]);
        let (block, _) = certbench::domain::formats::go::pem::decode(pem.as_bytes()).expect("PEM");
        let issued = certbench::domain::certificate::Certificate::from_der(&block.der)
            .expect("the signer writes certificates");
        assert_eq!(
            forecast.signed_subject,
            Some(issued.subject),
            "{}",
            line["case"]
        );
        compared += 1;
    }
    assert_eq!(compared, 64);
}

#[test]
fn the_request_stands_on_one_line_of_the_yaml() {
    use certbench::domain::kubernetes::csr::object::ObjectForm;
    let form = ObjectForm {
        name: "jane".to_owned(),
        signer_name: "kubernetes.io/kube-apiserver-client".to_owned(),
        usages: vec!["client auth".to_owned()],
        expiration: "10d".to_owned(),
        labels: vec![("team".to_owned(), "yes".to_owned())],
        annotations: vec![("note".to_owned(), "two\nlines: #1".to_owned())],
    };
    let der = [7; 900];
    let yaml = form.yaml(&der).expect("it is sound");
    let pem = certbench::domain::bytes::pem("CERTIFICATE REQUEST", &der);
    let encoded = certbench::domain::bytes::base64(pem.as_bytes());
    assert!(
        yaml.contains(&format!("\n  request: {encoded}\n")),
        "{yaml}"
    );
    assert!(yaml.contains("expirationSeconds: 864000"), "{yaml}");
    let read = certbench::domain::formats::manifest::parse(&yaml).expect("we read what we write");
    assert_eq!(read["metadata"]["labels"]["team"], "yes", "{yaml}");
    assert_eq!(
        read["metadata"]["annotations"]["note"], "two\nlines: #1",
        "{yaml}"
    );
}

#[test]
fn attributes_that_cannot_be_encoded_are_named() {
    let form = SubjectForm {
        user: "jane".to_owned(),
        attributes: vec![
            ("OU".to_owned(), "unit".to_owned()),
            ("nonsense".to_owned(), "x".to_owned()),
            ("C".to_owned(), "Köln".to_owned()),
            ("1.2.3.4".to_owned(), "kept".to_owned()),
        ],
        alt_names: vec![
            GeneralName::Ip("300.1.1.1".to_owned()),
            GeneralName::Dns("bücher.example".to_owned()),
            GeneralName::Uri("no scheme".to_owned()),
            GeneralName::Email("nobody".to_owned()),
        ],
        ..SubjectForm::default()
    };
    let errors: Vec<_> = form
        .errors()
        .into_iter()
        .map(|error| (error.index, error.code.as_str(), error.value))
        .collect();
    let expected = [
        (1, "unknown-attribute", "nonsense"),
        (2, "unfit-attribute", "Köln"),
        (0, "not-an-address", "IP:300.1.1.1"),
        (1, "not-ascii", "DNS:bücher.example"),
        (2, "not-a-uri", "URI:no scheme"),
        (3, "not-an-email-address", "email:nobody"),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(index, code, value)| (index, code, value.to_owned()))
        .collect();
    assert_eq!(errors, expected);
    // What is sound is still there.
    assert_eq!(
        form.distinguished_name().to_string(),
        "OU=unit, 1.2.3.4=kept, CN=jane"
    );
}
