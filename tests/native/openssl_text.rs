//! The text of certificates and requests, byte for byte against openssl.

use std::path::{Path, PathBuf};

use certbench::domain::go::pem;
use certbench::domain::openssl_text::{certificate, request};
use proptest::prelude::{any, proptest};

use crate::openssl::Folder;

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

/// Certificates of a folder of one's own, named in CERTBENCH_VECTORS, such as the x509 folder of the
/// Python package cryptography-vectors. It measures and does not fail.
#[test]
#[ignore = "needs a folder"]
fn vectors_are_printed_as_openssl_prints_them() {
    let folder = std::env::var("CERTBENCH_VECTORS").expect("CERTBENCH_VECTORS names a folder");
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    let (agree, all) = compare(&Folder::new(), &paths);
    println!("{agree} of {all} vectors agree with openssl");
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
