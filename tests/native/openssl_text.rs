//! The text of certificates and requests, byte for byte against openssl.

use std::path::{Path, PathBuf};

use certbench::domain::formats::go::pem;
use certbench::domain::formats::openssl_text::{certificate, request};
use proptest::prelude::{any, proptest};

use self::cases::{EXTENSIONS, SECTIONS};
use crate::openssl::Folder;

mod cases;

/// Without the lines that openssl's error queue adds below a key it cannot load.
fn without_errors(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.contains(":error:"))
        .collect()
}

/// Whether openssl's text is ours; `None` when openssl reads nothing.
fn agrees(folder: &Folder, command: &str, der: &[u8], what: &str) -> Option<bool> {
    folder.write("compared.der", der);
    let (succeeded, theirs) = folder.try_openssl(&format!(
        "{command} -inform DER -in compared.der -noout -text"
    ));
    if !succeeded {
        return None;
    }
    let theirs = without_errors(&theirs);
    let ours = if command == "req" {
        request(der)
    } else {
        certificate(der)
    };
    let ours = ours.unwrap_or_else(|error| format!("failed: {error}"));
    if ours != theirs {
        let differs = ours
            .lines()
            .zip(theirs.lines())
            .find(|(one, other)| one != other);
        println!("{what}: {differs:#?}");
    }
    Some(ours == theirs)
}

/// Certificates and requests of a file, with the command that prints them.
fn contents(path: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = std::fs::read(path).expect("it can be read");
    let mut found = Vec::new();
    let mut rest = bytes.as_slice();
    while let Some((block, after)) = pem::decode(rest) {
        match block.label.as_str() {
            "CERTIFICATE" => found.push(("x509", block.der)),
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => found.push(("req", block.der)),
            _ => {}
        }
        rest = after;
    }
    if found.is_empty() && bytes.first() == Some(&0x30) {
        found = vec![("x509", bytes.clone()), ("req", bytes)];
    }
    found
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Compares all that openssl can print; how many agree, of how many.
fn compare(folder: &Folder, paths: &[PathBuf]) -> (usize, usize) {
    let mut counts = (0, 0);
    for path in paths {
        for (index, (command, der)) in contents(path).iter().enumerate() {
            let what = format!("{} {index}", path.display());
            if let Some(agrees) = agrees(folder, command, der, &what) {
                counts.0 += usize::from(agrees);
                counts.1 += 1;
            }
        }
    }
    counts
}

#[test]
fn fixtures_are_printed_as_openssl_prints_them() {
    let folder = Folder::new();
    let mut paths = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"),
        &mut paths,
    );
    let (agree, all) = compare(&folder, &paths);
    println!("{agree} of {all} fixtures agree with openssl");
    assert!(all > 0);
    assert_eq!(agree, all);
}

#[test]
fn the_authorities_of_the_machine_are_printed_as_openssl_prints_them() {
    let bundle = PathBuf::from("/etc/ssl/certs/ca-certificates.crt");
    if bundle.exists() {
        let (agree, all) = compare(&Folder::new(), &[bundle]);
        println!("{agree} of {all} authorities agree with openssl");
        assert_eq!(agree, all);
    }
}

#[test]
fn every_extension_is_printed_as_openssl_prints_it() {
    let folder = Folder::new();
    folder.openssl("ecparam -name prime256v1 -genkey -noout -out key.pem");
    let mut paths = Vec::new();
    for (index, extension) in EXTENSIONS.iter().enumerate() {
        folder.write("c.cnf", format!("{SECTIONS}\n[extensions]\n{extension}\n"));
        let name = format!("{index}.pem");
        let arguments = "req -x509 -new -key key.pem -utf8 -config c.cnf -out ";
        let (succeeded, said) = folder.try_openssl(&format!("{arguments}{name}"));
        assert!(succeeded, "{extension}: {said}");
        paths.push(folder.path().join(name));
    }
    let (agree, all) = compare(&folder, &paths);
    println!("{agree} of {all} certificates with extensions agree with openssl");
    assert_eq!((agree, all), (EXTENSIONS.len(), EXTENSIONS.len()));
    // What is malformed may be refused, but crashes nothing.
    for (_, der) in paths.iter().flat_map(|path| contents(path)) {
        for place in (0..der.len()).step_by(3) {
            let mut changed = der.clone();
            changed[place] ^= 0x41;
            let _ = certificate(&changed);
            let _ = certbench::domain::formats::asn1::tree::tree(&changed);
        }
    }
}

#[test]
fn every_key_signature_name_and_number_is_printed_as_openssl_prints_it() {
    let folder = Folder::new();
    let make = |arguments: &str| folder.openssl(arguments);
    for curve in [
        "secp224r1",
        "prime256v1",
        "secp384r1",
        "secp521r1",
        "secp256k1",
        "brainpoolP320r1",
        "sect283k1",
    ] {
        make(&format!(
            "ecparam -name {curve} -genkey -noout -out {curve}.pem"
        ));
    }
    make("ecparam -name prime256v1 -genkey -noout -param_enc explicit -out explicit.pem");
    make(
        "ecparam -name secp256k1 -genkey -noout -param_enc explicit -conv_form compressed -out koblitz.pem",
    );
    make("ec -in prime256v1.pem -conv_form compressed -out compressed.pem");
    make("genrsa -out rsa.pem 1024");
    make("genrsa -out odd.pem 1023");
    make("genrsa -3 -out three.pem 512");
    make("genpkey -algorithm ed25519 -out ed25519.pem");
    make("genpkey -algorithm ed448 -out ed448.pem");
    make("dsaparam -genkey -noout -out dsa.pem 1024");
    make("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -out pss.pem");
    make(
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha512 -pkeyopt rsa_pss_keygen_saltlen:32 -out restricted.pem",
    );
    make(
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha1 -pkeyopt rsa_pss_keygen_saltlen:20 -out sha1.pem",
    );
    let keys = [
        "secp224r1",
        "prime256v1",
        "secp384r1",
        "secp521r1",
        "secp256k1",
        "brainpoolP320r1",
        "sect283k1",
        "explicit",
        "koblitz",
        "compressed",
        "rsa",
        "odd",
        "three",
        "ed25519",
        "ed448",
        "dsa",
        "pss",
        "restricted",
        "sha1",
    ];
    folder.write(
        "r.cnf",
        "[req]\ndistinguished_name=d\nprompt=no\nattributes=a\nreq_extensions=e\n[d]\nCN=x\n[a]\nchallengePassword=secret\nunstructuredName=u\n1.2.3=other\n[e]\nbasicConstraints=CA:false\nsubjectAltName=DNS:a\n",
    );
    folder.write(
        "empty.cnf",
        "[req]\ndistinguished_name=d\nprompt=no\nattributes=a\n[d]\nCN=x\n[a]\nchallengePassword=secret\n",
    );
    folder.write(
        "v1.cnf",
        "[req]\ndistinguished_name=d\nprompt=no\n[d]\nCN=x\n",
    );
    let subjects = [
        "/",
        "/CN=#x",
        "/CN= x/O=x ",
        "/CN=#",
        "/CN=a,b;c<d>e+f\"g\\\\h=i",
        "/CN=\"",
        "/CN=J\u{f6}rg/O=\u{4f60}\u{1f600}",
        "/CN=a+OU=b/O=c+emailAddress=d@e",
        "/1.2.3.4=x/UID=u/DC=d/serialNumber=5/jurisdictionC=DE/businessCategory=b",
        "/GN=g/SN=s/initials=i/title=t/street=s/postalCode=p/dnQualifier=q/pseudonym=p/x500UniqueIdentifier=u/unstructuredName=n",
        "/CN=\u{1}\u{7f}",
    ];
    let mut paths = Vec::new();
    let mut commands = Vec::new();
    for key in keys {
        commands.push(format!("req -x509 -new -key {key}.pem -subj /CN=x"));
        commands.push(format!("req -new -key {key}.pem -subj /CN=x"));
    }
    for serial in [
        "0",
        "1",
        "-1",
        "-5",
        "127",
        "128",
        "0x7fffffffffffffff",
        "0x8000000000000000",
        "-0x7fffffffffffffff",
        "-0x8000000000000000",
        "-0x8000000000000001",
        "0xffffffffffffffffffffffffffffffffffffff",
        "-0xffffffffffffffffffffffffffffffff",
    ] {
        commands.push(format!(
            "req -x509 -new -key prime256v1.pem -subj /CN=x -set_serial {serial}"
        ));
    }
    for digest in [
        "md5",
        "sha1",
        "sha224",
        "sha384",
        "sha512",
        "sha3-256",
        "ripemd160",
    ] {
        commands.push(format!("req -x509 -new -key rsa.pem -subj /CN=x -{digest}"));
        if !matches!(digest, "md5" | "ripemd160") {
            commands.push(format!(
                "req -x509 -new -key prime256v1.pem -subj /CN=x -{digest}"
            ));
            commands.push(format!("req -new -key dsa.pem -subj /CN=x -{digest}"));
        }
    }
    for options in [
        "",
        "-sigopt rsa_pss_saltlen:32",
        "-sigopt rsa_pss_saltlen:20 -sha1",
        "-sigopt rsa_pss_saltlen:0 -sigopt rsa_mgf1_md:sha1",
    ] {
        for kind in ["-x509", ""] {
            commands.push(format!(
                "req {kind} -new -key rsa.pem -subj /CN=x -sigopt rsa_padding_mode:pss {options}"
            ));
        }
    }
    for config in ["r", "empty", "v1"] {
        commands.push(format!("req -new -key prime256v1.pem -config {config}.cnf"));
        commands.push(format!(
            "req -x509 -new -key prime256v1.pem -config {config}.cnf -days 20000"
        ));
    }
    let mut run = |command: &str, subject: Option<&str>| {
        let name = format!("made{}.pem", paths.len());
        let mut words: Vec<&str> = command.split(' ').filter(|word| !word.is_empty()).collect();
        words.extend(["-out", &name]);
        if let Some(subject) = subject {
            words.extend(["-utf8", "-subj", subject]);
        }
        let output = std::process::Command::new("openssl")
            .args(&words)
            .current_dir(folder.path())
            .output()
            .expect("openssl is installed");
        if output.status.success() {
            paths.push(folder.path().join(name));
        } else {
            // A string type may have no encoding for a subject.
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                subject.is_some() && said.contains("illegal characters"),
                "{words:?}: {said}"
            );
        }
    };
    for command in &commands {
        run(command, None);
    }
    for subject in subjects {
        for mask in [
            "utf8only",
            "default",
            "MASK:0x0800",
            "MASK:0x0004",
            "MASK:0x0100",
        ] {
            folder.write(
                &format!("{mask}.cnf").replace(':', ""),
                format!("[req]\ndistinguished_name=d\nstring_mask={mask}\n[d]\n"),
            );
            let config = format!("{mask}.cnf").replace(':', "");
            run(
                &format!("req -x509 -new -key prime256v1.pem -config {config}"),
                Some(subject),
            );
        }
    }
    let (agree, all) = compare(&folder, &paths);
    println!("{agree} of {all} certificates and requests agree with openssl");
    assert_eq!((agree, all), (paths.len(), paths.len()));
}

/// The certificates of the Python package cryptography-vectors. Two hold Admission, an extension of
/// ISIS-MTT that is not taken apart here.
#[test]
fn vectors_are_printed_as_openssl_prints_them() {
    let folder = std::env::var("CERTBENCH_VECTORS")
        .expect("`cargo xtask test` sets CERTBENCH_VECTORS and what it names");
    let mut paths = Vec::new();
    files(&Path::new(&folder).join("x509"), &mut paths);
    let (agree, all) = compare(&Folder::new(), &paths);
    println!("{agree} of {all} vectors agree with openssl");
    assert!(all > 500, "only {all} were compared");
    assert!(all - agree <= 2, "{agree} of {all} agree");
}

proptest! {
    #[test]
    fn no_bytes_crash_the_text(bytes in any::<Vec<u8>>()) {
        let _ = certificate(&bytes);
        let _ = request(&bytes);
    }

    #[test]
    fn no_change_of_one_octet_crashes_the_text(place in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        for (pem, read) in [
            (include_str!("../fixtures/walkthrough/myuser.csr"), request as fn(&[u8]) -> _),
            (include_str!("../fixtures/walkthrough/myuser.crt"), certificate),
        ] {
            let (block, _) = pem::decode(pem.as_bytes()).expect("PEM");
            let mut der = block.der;
            let place = place.index(der.len());
            der[place] = byte;
            let _ = read(&der);
        }
    }
}
