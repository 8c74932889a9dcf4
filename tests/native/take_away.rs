//! Files to take away, read by others.

use certbench_engine::ask;
use certbench_engine::take_away::{Kubeconfig, Pkcs12};
use certbench_formats::{archive, go};
use certbench_kubernetes::kubeconfig::ClusterForm;
use certbench_x509::bytes::{Bytes, pem};
use serde_json::Value;

use crate::openssl::Folder;

fn recorded_kubeconfig() -> Value {
    let text = include_str!("../fixtures/walkthrough/myuser.kubeconfig");
    certbench_formats::manifest::parse(text).expect("kubectl wrote it")
}

fn decoded(value: &Value) -> Vec<u8> {
    go::base64::decode(value.as_str().expect("a string").as_bytes()).expect("base64")
}

#[test]
fn our_kubeconfig_says_what_kubectls_says() {
    let mut recorded = recorded_kubeconfig();
    let user = &recorded["users"][0]["user"];
    let certificate = decoded(&user["client-certificate-data"]);
    let key = decoded(&user["client-key-data"]);
    let (certificate, _) = go::pem::decode(&certificate).expect("PEM");
    let (key, _) = go::pem::decode(&key).expect("PEM");
    let cluster = &recorded["clusters"][0]["cluster"];
    let answer = ask(Kubeconfig {
        cluster: ClusterForm {
            server: "https://127.0.0.1:16443".to_owned(),
            authority: cluster["certificate-authority-data"]
                .as_str()
                .expect("a string")
                .to_owned(),
            cluster: "kubernetes".to_owned(),
            namespace: String::new(),
            context: "myuser".to_owned(),
        },
        user: "myuser".to_owned(),
        chain: vec![Bytes(certificate.der)],
        pkcs8: Some(Bytes(key.der)),
    });
    assert_eq!(answer.errors, []);
    let ours = certbench_formats::manifest::parse(&answer.kubeconfig.expect("no errors"));
    // kubectl writes an empty `preferences`, which has meant nothing for years.
    recorded
        .as_object_mut()
        .expect("an object")
        .remove("preferences");
    assert_eq!(ours.expect("YAML"), recorded);
}

#[test]
fn clusters_that_cannot_be_right_are_refused_by_name() {
    let check = |form: ClusterForm, expected: &[&str]| {
        let errors: Vec<_> = form.errors().iter().map(|error| error.as_str()).collect();
        assert_eq!(errors, expected, "{form:?}");
    };
    let sound = ClusterForm {
        server: "https://k.example:6443".to_owned(),
        ..ClusterForm::default()
    };
    let with = |apply: fn(&mut ClusterForm)| {
        let mut form = sound.clone();
        apply(&mut form);
        form
    };
    check(sound.clone(), &[]);
    check(ClusterForm::default(), &["server-missing"]);
    check(
        with(|form| form.server = "http://k:1".to_owned()),
        &["server-not-https"],
    );
    check(
        with(|form| form.server = "https://".to_owned()),
        &["server-malformed"],
    );
    check(
        with(|form| form.authority = "hello".to_owned()),
        &["authority-unreadable"],
    );
    check(
        with(|form| form.authority = pem("PRIVATE KEY", b"x")),
        &["authority-is-key"],
    );
    check(
        with(|form| form.namespace = "Team A".to_owned()),
        &["namespace-malformed"],
    );
}

#[test]
fn openssl_opens_our_pkcs12_with_its_password_only() {
    let folder = Folder::new();
    for options in [
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-algorithm ED25519",
    ] {
        folder.openssl(&format!("genpkey {options} -out key.pem"));
        folder.openssl("req -x509 -new -key key.pem -subj /O=dev/CN=jane -days 2 -out leaf.pem");
        folder.openssl("x509 -in leaf.pem -outform DER -out leaf.der");
        folder.openssl("pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out key.der");
        let chain = [Bytes(folder.read("leaf.der"))];
        let write = || {
            let question = Pkcs12 {
                name: "jane".to_owned(),
                pkcs8: Bytes(folder.read("key.der")),
                chain: chain.to_vec(),
                password: "päss wörd".to_owned(),
            };
            ask(question).expect("a key and its certificate").0
        };
        let file = write();
        assert_ne!(write(), file, "the salts are fresh");
        folder.write("jane.p12", file);
        folder.write("password", "päss wörd");
        let opened = folder.openssl("pkcs12 -in jane.p12 -passin file:password -nodes");
        let body = |text: &str| {
            let text = text
                .lines()
                .filter(|line| !line.contains(':'))
                .collect::<Vec<_>>();
            text.join("\n")
        };
        for part in ["key.pem", "leaf.pem"] {
            let part = String::from_utf8(folder.read(part)).expect("PEM is ASCII");
            let inner = body(&part);
            assert!(opened.contains(inner.trim()), "{options}: {opened}");
        }
        assert!(opened.contains("friendlyName: jane"), "{opened}");
        folder.write("password", "wrong");
        let (opens, _) = folder.try_openssl("pkcs12 -in jane.p12 -passin file:password -nodes");
        assert!(!opens, "a wrong password opens it");
    }
}

#[test]
fn python_reads_our_zip() {
    let folder = Folder::new();
    let files = [
        ("README.md".to_owned(), b"# hello".to_vec()),
        ("jane.key".to_owned(), vec![0, 1, 2, 255]),
        ("开发.crt".to_owned(), Vec::new()),
    ];
    folder.write("all.zip", archive::write(&files).expect("three files"));
    let script = "import zipfile,sys\nz=zipfile.ZipFile('all.zip')\nassert z.testzip() is None\nfor i in z.infolist(): print(i.filename, z.read(i).hex(), oct(i.external_attr>>16&0o777))";
    let output = std::process::Command::new("python3")
        .args(["-c", script])
        .current_dir(folder.path())
        .output()
        .expect("python3 is installed");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "README.md 232068656c6c6f 0o600\njane.key 000102ff 0o600\n开发.crt  0o600\n",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
