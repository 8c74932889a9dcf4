//! Every form in which people paste credentials.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::material::{BOOTSTRAP, PASSPHRASE, STATIC_TOKENS, material};
use crate::reports::{artefacts, inspect, kinds, texts};

/// A paste and what should be found in it.
struct Form {
    name: &'static str,
    bytes: Vec<u8>,
    passphrase: Option<&'static str>,
    kinds: &'static [&'static str],
    repairs: &'static [&'static str],
    /// What each error must say, in order.
    errors: &'static [&'static str],
    /// Origins of the artefacts, where they are part of what is tested.
    origins: &'static [&'static str],
}

impl Form {
    fn new(name: &'static str, bytes: impl Into<Vec<u8>>, kinds: &'static [&'static str]) -> Self {
        Self {
            name,
            bytes: bytes.into(),
            passphrase: None,
            kinds,
            repairs: &[],
            errors: &[],
            origins: &[],
        }
    }

    fn passphrase(mut self, passphrase: &'static str) -> Self {
        self.passphrase = Some(passphrase);
        self
    }

    fn repairs(mut self, repairs: &'static [&'static str]) -> Self {
        self.repairs = repairs;
        self
    }

    fn errors(mut self, errors: &'static [&'static str]) -> Self {
        self.errors = errors;
        self
    }

    fn origins(mut self, origins: &'static [&'static str]) -> Self {
        self.origins = origins;
        self
    }
}

fn problem(form: &Form) -> Option<String> {
    let (_, report) = inspect(&form.bytes, form.passphrase);
    let text = report.to_string();
    let found = kinds(&report);
    if found != form.kinds {
        return Some(format!("kinds {found:?}, errors {}", report["errors"]));
    }
    let repairs: BTreeSet<_> = texts(&report, "repairs", "code").into_iter().collect();
    if repairs != form.repairs.iter().copied().collect() {
        return Some(format!("repairs {repairs:?}"));
    }
    let errors = texts(&report, "errors", "message");
    let is_said = |(error, part): (&&str, &&str)| error.contains(part);
    if errors.len() != form.errors.len() || !errors.iter().zip(form.errors).all(is_said) {
        return Some(format!("errors {errors:?}"));
    }
    let origins = texts(&report, "artefacts", "origin");
    if !form.origins.is_empty() && origins != form.origins {
        return Some(format!("origins {origins:?}"));
    }
    material()
        .secrets()
        .into_iter()
        .find(|secret| text.contains(secret.as_str()))
        .map(|secret| format!("tells the secret {secret}"))
}

fn check(forms: &[Form]) {
    let problems: Vec<_> = forms
        .iter()
        .filter_map(|form| problem(form).map(|problem| format!("{}: {problem}", form.name)))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every line between two texts.
fn framed(text: &str, before: &str, after: &str) -> String {
    text.lines()
        .map(|line| format!("{before}{line}{after}\n"))
        .collect()
}

fn wrapped(text: &str, width: usize) -> String {
    let lines = text.as_bytes().chunks(width).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\n")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(unit).collect()
}

/// A recorded certificate with its lines broken so that one begins and one ends with a plus sign.
fn with_plus_at_edges() -> String {
    let pem = include_str!("../fixtures/walkthrough/myuser.crt");
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let (first, last) = (body.find('+'), body.rfind('+'));
    let (first, last) = first.zip(last).expect("it has plus signs");
    assert!(first + 1 < last, "it has several");
    let (start, rest) = body.split_at(first);
    let (middle, end) = rest.split_at(last + 1 - first);
    format!("-----BEGIN CERTIFICATE-----\n{start}\n{middle}\n{end}\n-----END CERTIFICATE-----\n")
}

const CERTIFICATE: &[&str] = &["certificate"];
const KEY: &[&str] = &["private-key"];
const TOKEN: &[&str] = &["jwt"];

#[test]
fn a_certificate_is_found_however_its_pem_was_mangled() {
    let made = material();
    let pem = made.certificate.as_str();
    let escaped = pem.replace('\n', "\\n");
    let open: String = pem
        .lines()
        .filter(|line| !line.contains("END"))
        .map(|line| format!("{line}\n"))
        .collect();
    check(&[
        Form::new("as it is", pem, CERTIFICATE).origins(&["block 1"]),
        Form::new("CRLF", pem.replace('\n', "\r\n"), CERTIFICATE),
        Form::new("byte-order mark", format!("\u{feff}{pem}"), CERTIFICATE)
            .repairs(&["byte-order-mark"]),
        Form::new("UTF-16 LE", utf16(pem, u16::to_le_bytes), CERTIFICATE).repairs(&["utf-16"]),
        Form::new("UTF-16 BE", utf16(pem, u16::to_be_bytes), CERTIFICATE).repairs(&["utf-16"]),
        Form::new("spaces", framed(pem, "    ", ""), CERTIFICATE).repairs(&["margin"]),
        Form::new("tabs", framed(pem, "\t\t", ""), CERTIFICATE).repairs(&["margin"]),
        Form::new("trailing spaces", framed(pem, "", "  "), CERTIFICATE).repairs(&["margin"]),
        Form::new("source code", framed(pem, "  \"", "\","), CERTIFICATE).repairs(&["margin"]),
        Form::new("a quoted mail", framed(pem, "> ", ""), CERTIFICATE).repairs(&["margin"]),
        Form::new(
            "a quoted mail with plus signs",
            framed(&with_plus_at_edges(), "> ", ""),
            CERTIFICATE,
        )
        .repairs(&["margin"]),
        Form::new(
            "a diff",
            framed(&with_plus_at_edges(), "+", ""),
            CERTIFICATE,
        )
        .repairs(&["margin"]),
        Form::new(
            "joined source code",
            framed(pem, "  \"", "\\n\" +"),
            CERTIFICATE,
        )
        .repairs(&["escaped-line-breaks", "margin"]),
        Form::new(
            "a JSON string",
            json!({"certificate": pem}).to_string(),
            CERTIFICATE,
        )
        .repairs(&["escaped-line-breaks"]),
        Form::new(
            "an environment file",
            format!("MODE=x\nCERT=\"{escaped}\"\n"),
            CERTIFICATE,
        )
        .repairs(&["escaped-line-breaks"]),
        Form::new(
            "zero-width spaces",
            pem.replace("MII", "M\u{200b}II"),
            CERTIFICATE,
        )
        .repairs(&["invisible"]),
        Form::new("after its dump", format!("{}{pem}", made.dump), CERTIFICATE),
        Form::new("the dump alone", made.dump.as_str(), &["certificate-text"]),
        Form::new("no END line", open.as_str(), CERTIFICATE).repairs(&["end-line"]),
        Form::new(
            "no END line before another block",
            format!("{open}{}", made.request),
            &["certificate", "certificate-request"],
        )
        .repairs(&["end-line"]),
        Form::new(
            "another END label",
            pem.replace("END CERTIFICATE", "END CERT"),
            CERTIFICATE,
        )
        .repairs(&["end-line"]),
        Form::new("NUL bytes", format!("{pem}\0\0\0"), CERTIFICATE),
        Form::new(
            "within prose",
            format!("Hello,\nhere it is:\n{pem}\nRegards"),
            CERTIFICATE,
        ),
        Form::new(
            "a large serial number",
            made.text("serial.pem"),
            CERTIFICATE,
        ),
        Form::new(
            "a broken block between",
            format!(
                "{pem}-----BEGIN CERTIFICATE-----\nMII!\n-----END CERTIFICATE-----\n{}",
                made.request
            ),
            &["certificate", "certificate-request"],
        )
        .errors(&["no base64 at column 4"])
        .origins(&["block 1", "block 3"]),
    ]);
    let (_, report) = inspect(made.file("serial.pem"), None);
    assert_eq!(
        artefacts(&report)[0]["certificate"]["serial"],
        "20000000000001"
    );
}

#[test]
fn a_certificate_is_found_in_every_encoding() {
    let made = material();
    let der = &made.certificate_der;
    let of_pem = BASE64_STANDARD.encode(&made.certificate);
    let of_der = BASE64_STANDARD.encode(der);
    let digits: Vec<_> = der.iter().map(|byte| format!("{byte:02X}")).collect();
    check(&[
        Form::new("DER", der.as_slice(), CERTIFICATE),
        Form::new("base64 of PEM", of_pem.as_str(), CERTIFICATE).origins(&["base64, block 1"]),
        Form::new("base64 of PEM, wrapped", wrapped(&of_pem, 76), CERTIFICATE),
        Form::new(
            "base64 of base64",
            BASE64_STANDARD.encode(&of_pem),
            CERTIFICATE,
        )
        .origins(&["base64, base64, block 1"]),
        Form::new("base64 of DER", of_der.as_str(), CERTIFICATE).origins(&["base64"]),
        Form::new("base64 of DER, wrapped", wrapped(&of_der, 64), CERTIFICATE),
        Form::new(
            "base64 of DER in quotes",
            format!("\"{of_der}\""),
            CERTIFICATE,
        ),
        Form::new(
            "base64url of DER",
            BASE64_URL_SAFE_NO_PAD.encode(der),
            CERTIFICATE,
        ),
        Form::new("hexadecimal", digits.concat().to_lowercase(), CERTIFICATE)
            .origins(&["hexadecimal"]),
        Form::new("hexadecimal with colons", digits.join(":"), CERTIFICATE),
        Form::new(
            "hexadecimal in lines",
            wrapped(&digits.concat(), 32),
            CERTIFICATE,
        ),
        Form::new("PKCS#7 in PEM", made.file("p7.pem"), CERTIFICATE)
            .origins(&["block 1, PKCS#7 1"]),
        Form::new("PKCS#7 in DER", made.file("p7.der"), CERTIFICATE).origins(&["PKCS#7 1"]),
        Form::new("request", made.request.as_str(), &["certificate-request"]),
        Form::new("CRL", made.file("crl.pem"), &["revocation-list"]),
        Form::new("CRL in DER", made.file("crl.der"), &["revocation-list"]),
    ]);
}

#[test]
fn keys_are_recognised_and_never_told() {
    let made = material();
    let pair = &["private-key", "certificate"][..];
    let p12 = |name: &'static str| made.file(name);
    check(&[
        Form::new("PKCS#8", made.key.as_str(), KEY),
        Form::new("PKCS#8 in DER", made.file("key.der"), KEY),
        Form::new("PKCS#1", made.file("pkcs1.pem"), KEY),
        Form::new("SEC1", made.file("sec1.pem"), KEY),
        Form::new("public key", made.file("public.pem"), &["public-key"]),
        Form::new(
            "public key in DER",
            made.file("public.der"),
            &["public-key"],
        ),
        Form::new("encrypted, no passphrase", made.file("encrypted.pem"), KEY),
        Form::new(
            "encrypted, right passphrase",
            made.file("encrypted.pem"),
            KEY,
        )
        .passphrase(PASSPHRASE),
        Form::new(
            "encrypted, wrong passphrase",
            made.file("encrypted.pem"),
            &[],
        )
        .passphrase("wrong")
        .errors(&["passphrase"]),
        Form::new("OpenSSH", made.file("ssh"), KEY),
        Form::new("OpenSSH, encrypted", made.file("ssh-encrypted"), KEY),
        Form::new(
            "OpenSSH's public line",
            made.file("ssh.pub"),
            &["public-key"],
        ),
        Form::new("PKCS#12", p12("modern.p12"), pair)
            .passphrase(PASSPHRASE)
            .origins(&["PKCS#12 1", "PKCS#12 2"]),
        Form::new("PKCS#12, wrong password", p12("modern.p12"), &[])
            .passphrase("wrong")
            .errors(&["passphrase does not open it"]),
        Form::new(
            "Java key store",
            b"\xfe\xed\xfe\xed\0\0\0\x02".to_vec(),
            &[],
        )
        .errors(&["keytool -importkeystore"]),
        Form::new("PKCS#12, no password", p12("modern.p12"), &[])
            .errors(&["fill in its passphrase"]),
        Form::new("old PKCS#12", p12("legacy.p12"), pair).passphrase(PASSPHRASE),
        Form::new("old PKCS#12, wrong password", p12("legacy.p12"), &[])
            .passphrase("wrong")
            .errors(&["passphrase does not open it"]),
        Form::new("old PKCS#12, no password", p12("legacy.p12"), &[])
            .errors(&["fill in its passphrase"]),
        Form::new(
            "Bag Attributes",
            made.file("bag.pem"),
            &["certificate", "private-key"],
        ),
        Form::new(
            "key and certificate",
            format!("{}{}", made.key, made.certificate),
            pair,
        ),
    ]);
    let (_, report) = inspect(made.file("encrypted.pem"), Some(PASSPHRASE));
    assert_eq!(artefacts(&report)[0]["key"]["curve"], "secp256r1");
    let (_, report) = inspect(format!("{}{}", made.key, made.certificate).as_bytes(), None);
    assert_eq!(
        report["relations"],
        json!([{"kind": "key-of", "from": 0, "to": 1}])
    );
}

#[test]
fn a_token_is_found_however_it_was_copied() {
    let token = material().token.as_str();
    let (half, rest) = token.split_at(token.len() / 2);
    check(&[
        Form::new("as it is", token, TOKEN).origins(&[""]),
        Form::new("Bearer", format!("Authorization: Bearer {token}"), TOKEN)
            .repairs(&["surroundings"]),
        Form::new("in quotes", format!("\"{token}\""), TOKEN),
        Form::new(
            "at a sentence's end",
            format!("The token is {token}."),
            TOKEN,
        ),
        Form::new("wrapped", wrapped(token, 80), TOKEN).repairs(&["wrapped"]),
        Form::new("Markdown", token.replace('_', "\\_"), TOKEN).repairs(&["markdown"]),
        Form::new("a wide space", format!("{half}\u{3000}{rest}"), TOKEN).repairs(&["invisible"]),
        Form::new("a zero-width space", format!("{half}\u{200b}{rest}"), TOKEN)
            .repairs(&["invisible"]),
        Form::new(
            "two in two lines",
            format!("{token}\n{token}\n"),
            &["jwt", "jwt"],
        )
        .origins(&["line 1", "line 2"]),
        Form::new("not signed", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", TOKEN),
        Form::new("cut off", &token[..400], &[]).errors(&["JWT"]),
        Form::new(
            "key set",
            include_str!("../fixtures/oidc/jwks.json"),
            &["jwks"],
        ),
        Form::new(
            "discovery document",
            include_str!("../fixtures/oidc/openid-configuration.json"),
            &["oidc-discovery"],
        ),
        Form::new("static token file", STATIC_TOKENS, &["static-token-file"]),
        // "0x" is also DER's beginning of a SEQUENCE of 120 bytes, and this text has as many.
        Form::new(
            "static token file as long as DER would be",
            "0x00a00000aa0aa0aaaaa0aaa0aaa00a,\"A\u{e9}:\"\"aa\",\"\"\"\"\"a\"\n\
             a0aaa0aaa000a00aaa0aa0a0aaaa0aaa,A-aaAAaAAA,\",,\"\"\"\"\"\"aa0\",\"-,a::::a:\"\n",
            &["static-token-file"],
        ),
        Form::new("bootstrap token", BOOTSTRAP, &["bootstrap-token"]),
        Form::new(
            "kubeadm join",
            format!(
                "kubeadm join 10.0.0.1:6443 --token {BOOTSTRAP} \\\n\t--discovery-token-ca-cert-hash sha256:{}",
                "0a".repeat(32)
            ),
            &["bootstrap-token"],
        ),
        Form::new(
            "forbidden",
            "Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"",
            &["error-text"],
        ),
        Form::new(
            "unauthorized",
            "error: You must be logged in to the server (Unauthorized)",
            &["error-text"],
        ),
        Form::new(
            "x509",
            "Unable to connect to the server: x509: certificate signed by unknown authority",
            &["error-text"],
        ),
    ]);
}

fn manifest(object: Value) -> String {
    object.to_string()
}

fn kubeconfig() -> String {
    let made = material();
    let data = |text: &str| BASE64_STANDARD.encode(text);
    format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    certificate-authority-data: {}\n    server: https://c\nusers:\n- name: jane\n  user:\n    client-certificate-data: {}\n    client-key-data: {}\ncontexts: []\n",
        data(&made.certificate),
        data(&made.certificate),
        data(&made.key)
    )
}

fn objects_with_certificates() -> Vec<Form> {
    let made = material();
    let pem = made.certificate.as_str();
    let data = |text: &str| BASE64_STANDARD.encode(text);
    let secret = json!({
        "apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/tls",
        "metadata": {"name": "web", "namespace": "default"},
        "data": {"tls.crt": data(pem), "tls.key": data(&made.key)},
    });
    let map = json!({
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "kube-root-ca.crt", "namespace": "x"},
        "data": {"ca.crt": pem},
    });
    let webhook = json!({
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
        "metadata": {"name": "w"},
        "webhooks": [{"name": "a.example.com", "clientConfig": {"caBundle": data(pem)}}],
    });
    let in_secret = json!({
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "kc"},
        "data": {"value": data(&kubeconfig())},
    });
    let list = json!({"apiVersion": "v1", "kind": "List", "items": [secret, map]});
    let one = |kind: &str, version: &str, spec: Value| {
        manifest(
            json!({"apiVersion": version, "kind": kind, "metadata": {"name": "x"}, "spec": spec}),
        )
    };
    vec![
        Form::new(
            "Secret",
            manifest(secret.clone()),
            &["object", "certificate", "private-key"],
        )
        .origins(&[
            "Secret default/web",
            "Secret default/web, tls.crt, block 1",
            "Secret default/web, tls.key, block 1",
        ]),
        Form::new("ConfigMap", manifest(map), &["object", "certificate"]).origins(&[
            "ConfigMap x/kube-root-ca.crt",
            "ConfigMap x/kube-root-ca.crt, ca.crt, block 1",
        ]),
        Form::new(
            "List",
            manifest(list),
            &[
                "object",
                "object",
                "certificate",
                "private-key",
                "certificate",
            ],
        ),
        Form::new(
            "ClusterTrustBundle",
            one(
                "ClusterTrustBundle",
                "certificates.k8s.io/v1beta1",
                json!({"trustBundle": pem}),
            ),
            &["object", "certificate"],
        ),
        Form::new(
            "APIService",
            one(
                "APIService",
                "apiregistration.k8s.io/v1",
                json!({"caBundle": data(pem)}),
            ),
            &["object", "certificate"],
        ),
        Form::new("webhook", manifest(webhook), &["object", "certificate"]),
        Form::new(
            "kubeconfig",
            kubeconfig(),
            &["kubeconfig", "certificate", "certificate", "private-key"],
        )
        .origins(&[
            "kubeconfig",
            "kubeconfig, cluster c, certificate-authority-data, block 1",
            "kubeconfig, user jane, client-certificate-data, block 1",
            "kubeconfig, user jane, client-key-data, block 1",
        ]),
        Form::new(
            "kubeconfig in a Secret",
            manifest(in_secret),
            &[
                "object",
                "kubeconfig",
                "certificate",
                "certificate",
                "private-key",
            ],
        ),
        Form::new(
            "CertificateSigningRequest",
            one(
                "CertificateSigningRequest",
                "certificates.k8s.io/v1",
                json!({"request": data(&made.request), "signerName": "kubernetes.io/kube-apiserver-client", "usages": ["client auth"]}),
            ),
            &["object", "certificate-request"],
        ),
    ]
}

#[test]
fn objects_are_opened_and_say_where_each_thing_was() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n    image: x\n";
    let binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\n  namespace: x\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: r\n";
    let role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: r\n  namespace: x\nrules: []\n";
    check(&objects_with_certificates());
    check(&[
        Form::new("Pod", pod, &["object"]),
        Form::new(
            "RBAC",
            format!("{role}---\n{binding}"),
            &["object", "object"],
        )
        .origins(&["line 1, Role x/r", "line 8, RoleBinding x/b"]),
        Form::new(
            "a broken document between",
            format!("{role}---\nkind: [\n---\n{binding}"),
            &["object", "object"],
        )
        .errors(&["YAML or JSON stopped at line"]),
    ]);
}

#[test]
fn a_key_that_stands_twice_is_found() {
    for text in [
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  name: b\n",
        r#"{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "name": "b"}}"#,
        // {"alg":"none"}.{"sub":"a","sub":"b"}.
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwic3ViIjoiYiJ9.",
    ] {
        let (_, report) = inspect(text.as_bytes(), None);
        let findings = artefacts(&report)[0]["findings"]
            .as_array()
            .expect("a list");
        let is_told = findings
            .iter()
            .any(|finding| finding["code"] == "duplicate-key");
        assert!(is_told, "{text}: {report}");
    }
}
