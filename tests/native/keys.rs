//! Private keys as openssl writes them.

use certbench::domain::formats::private_key::pkcs8::{KeyError, KeyFormat, PrivateKey};

use crate::openssl::Folder;

/// Reads a file of the folder; the key's name and format.
fn read(
    folder: &Folder,
    name: &str,
    passphrase: Option<&str>,
) -> Result<(String, KeyFormat), KeyError> {
    PrivateKey::read(&folder.read(name), passphrase).map(|key| (key.kind.name(), key.format))
}

#[test]
fn every_way_of_writing_a_key_is_the_same_key() {
    let folder = Folder::new();
    for (options, kind) in [
        ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "RSA 2048"),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "P-256"),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "P-384"),
        ("-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "P-521"),
        ("-algorithm ED25519", "Ed25519"),
    ] {
        folder.openssl(&format!("genpkey {options} -out pkcs8.pem"));
        folder.openssl("pkcs8 -topk8 -nocrypt -in pkcs8.pem -outform DER -out pkcs8.der");
        folder.openssl("base64 -in pkcs8.der -out pkcs8.b64");
        let expected = Ok((kind.to_owned(), KeyFormat::Pkcs8));
        for file in ["pkcs8.pem", "pkcs8.der", "pkcs8.b64"] {
            assert_eq!(read(&folder, file, None), expected, "{kind} {file}");
        }
        for (number, encryption) in [
            "-v2 aes-256-cbc",
            "-v2 aes-128-cbc -v2prf hmacWithSHA1",
            "-v2 des3",
            "-scrypt",
        ]
        .into_iter()
        .enumerate()
        {
            folder.openssl(&format!(
                "pkcs8 -topk8 {encryption} -in pkcs8.pem -passout pass:correct -out encrypted.pem"
            ));
            assert_eq!(
                read(&folder, "encrypted.pem", Some("correct")),
                Ok((kind.to_owned(), KeyFormat::EncryptedPkcs8)),
                "{kind} {encryption}"
            );
            assert_eq!(
                read(&folder, "encrypted.pem", None),
                Err(KeyError::PassphraseNeeded)
            );
            if number == 0 {
                assert_eq!(
                    read(&folder, "encrypted.pem", Some("wrong")),
                    Err(KeyError::WrongPassphrase)
                );
            }
        }
        if kind != "Ed25519" {
            folder.openssl("pkey -in pkcs8.pem -traditional -out traditional.pem");
            let (name, format) = read(&folder, "traditional.pem", None).expect("it is a key");
            assert_eq!(name, kind);
            let expected = if kind.starts_with("RSA") {
                KeyFormat::Pkcs1
            } else {
                KeyFormat::Sec1
            };
            assert_eq!(format, expected);
            // What is handed to WebCrypto is the PKCS#8 that openssl itself makes of it.
            let ours = PrivateKey::read(&folder.read("traditional.pem"), None).expect("a key");
            folder.write("ours.der", &ours.pkcs8.0);
            let same = folder.openssl("pkey -inform DER -in ours.der");
            assert_eq!(same.as_bytes(), folder.read("pkcs8.pem"));
        }
    }
}

#[test]
fn a_wrong_passphrase_a_corrupt_key_and_an_unsupported_one_are_three_errors() {
    let folder = Folder::new();
    folder.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
    let pem = String::from_utf8(folder.read("key.pem")).expect("PEM is ASCII");
    let check = |name: &str, content: &str, expected: fn(&KeyError) -> bool| {
        let error = PrivateKey::read(content.as_bytes(), Some("x")).expect_err(name);
        assert!(expected(&error), "{name}: {error:?}");
    };
    let is_corrupt = |error: &KeyError| matches!(error, KeyError::Corrupt { .. });
    let is_unsupported = |error: &KeyError| matches!(error, KeyError::Unsupported { .. });
    let lines: Vec<_> = pem.lines().collect();
    check("no END line", &lines[..10].join("\n"), is_corrupt);
    check(
        "a line is missing",
        &[&lines[..5], &lines[6..]].concat().join("\n"),
        is_corrupt,
    );
    check("broken base64", &pem.replacen('A', "!", 1), is_corrupt);
    check("nothing", "", |error| *error == KeyError::NotFound);
    check("prose", "hello", |error| *error == KeyError::NotFound);

    for options in [
        "-algorithm ED448",
        "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-224",
        "-algorithm X25519",
    ] {
        folder.openssl(&format!("genpkey {options} -out key.pem"));
        let pem = String::from_utf8(folder.read("key.pem")).expect("PEM is ASCII");
        check(options, &pem, is_unsupported);
    }
    folder.openssl("genrsa -aes256 -traditional -passout pass:x -out legacy.pem 2048");
    let legacy = String::from_utf8(folder.read("legacy.pem")).expect("PEM is ASCII");
    check("Proc-Type: 4,ENCRYPTED", &legacy, is_unsupported);
}

#[test]
fn a_key_derivation_that_would_take_minutes_is_refused_with_its_count() {
    let folder = Folder::new();
    folder.openssl("genpkey -algorithm ED25519 -out key.pem");
    folder.openssl(
        "pkcs8 -topk8 -v2 aes-256-cbc -iter 5000000 -in key.pem -passout pass:x -out slow.pem",
    );
    let error = PrivateKey::read(&folder.read("slow.pem"), Some("x")).expect_err("too costly");
    assert_eq!(error, KeyError::TooCostly { rounds: 5_000_000 });
}
