//! PKCS#12 files, held against openssl and Java: both open ours, and we open theirs.

use std::process::{Command, Stdio};

use certbench_formats::go;
use certbench_formats::pkcs12;
use certbench_formats::pkcs12::OpenError;
use proptest::prelude::{any, proptest};

use crate::openssl::Folder;

const OPTIONS: [&str; 5] = [
    "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
    "-algorithm ED25519",
];

/// Salts that are told apart in a file; the engine draws them.
const SALTS: pkcs12::Salts = [[0xa1; 16], [0xa2; 16], [0xa3; 16], [0xa4; 16], [0xa5; 16]];

/// A key, its certificate and that of its CA, in PEM and in DER.
fn material(options: &str) -> Folder {
    let folder = Folder::new();
    for name in ["ca", "leaf"] {
        folder.openssl(&format!("genpkey {options} -out {name}.key"));
        folder.openssl(&format!(
            "pkcs8 -topk8 -nocrypt -in {name}.key -outform DER -out {name}-key.der"
        ));
    }
    folder.openssl("req -x509 -new -key ca.key -subj /CN=ca -days 2 -out ca.pem");
    folder.openssl("req -new -key leaf.key -subj /O=dev/CN=jane -out leaf.csr");
    folder.openssl(
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 2 -out leaf.pem",
    );
    for name in ["ca", "leaf"] {
        folder.openssl(&format!("x509 -in {name}.pem -outform DER -out {name}.der"));
    }
    folder
}

/// The key, the leaf and the CA.
fn parts(folder: &Folder) -> [Vec<u8>; 3] {
    ["leaf-key.der", "leaf.der", "ca.der"].map(|name| folder.read(name))
}

fn unreadable(answer: Result<Vec<Vec<u8>>, OpenError>) -> String {
    match answer {
        Err(OpenError::Unreadable(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// The DER of all PEM blocks that openssl printed.
fn blocks(printed: &str) -> Vec<Vec<u8>> {
    let blocks = go::pem::decode_all(printed.as_bytes());
    blocks.into_iter().map(|block| block.der).collect()
}

#[test]
fn openssl_and_we_open_what_we_write_with_its_password_only() {
    for (options, password) in OPTIONS.into_iter().zip([
        "changeit",
        "密码 pässwort 🔑",
        "",
        r#"it's "quoted" \ $HOME `x`"#,
        &"long".repeat(40),
    ]) {
        let folder = material(options);
        let [key, leaf, ca] = parts(&folder);
        let chain = [leaf.clone(), ca.clone()];
        let file =
            pkcs12::write("jäne 开发", &key, &chain, password, &SALTS).expect("all is sound");
        assert!(pkcs12::looks_like(&file), "{options}");
        assert_eq!(
            pkcs12::read(&file, Some(password)),
            Ok(vec![key.clone(), leaf.clone(), ca.clone()])
        );
        assert_eq!(
            pkcs12::read(&file, Some("wrong")),
            Err(OpenError::WrongPassword)
        );
        let none = pkcs12::read(&file, None);
        if password.is_empty() {
            assert_eq!(none.map(|found| found.len()), Ok(3));
        } else {
            assert_eq!(none, Err(OpenError::PasswordNeeded));
            assert_eq!(pkcs12::read(&file, Some("")), Err(OpenError::WrongPassword));
        }

        folder.write("ours.p12", &file);
        folder.write("password", format!("{password}\n"));
        let opened = folder.openssl("pkcs12 -in ours.p12 -passin file:password -nodes");
        let mut found = blocks(&opened);
        found.sort();
        let mut expected = vec![key, leaf, ca];
        expected.sort();
        assert_eq!(found, expected, "{opened}");
        let named = opened.matches("friendlyName: ").count();
        let ids = opened.matches("localKeyID: ").count();
        assert_eq!((named, ids), (2, 2), "{opened}");
        let info = folder.openssl("pkcs12 -in ours.p12 -passin file:password -info -noout");
        for expected in [
            "MAC: sha256, Iteration 600000",
            "PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256",
            "Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256",
        ] {
            assert!(info.contains(expected), "{info}");
        }
        folder.write("password", "wrong\n");
        let (opens, _) = folder.try_openssl("pkcs12 -in ours.p12 -passin file:password -nodes");
        assert!(!opens, "a wrong password opens it");

        // A salt or vector that two parts of the file share tells what they have in common.
        for salt in SALTS {
            let uses = file.windows(16).filter(|window| *window == salt).count();
            assert_eq!(uses, 1, "{salt:?}");
        }
    }
}

#[test]
fn a_key_without_certificates_can_be_written_and_rubbish_cannot() {
    let folder = material(OPTIONS[1]);
    let [key, leaf, _] = parts(&folder);
    let file = pkcs12::write("", &key, &[], "x", &SALTS).expect("a key");
    assert_eq!(pkcs12::read(&file, Some("x")), Ok(vec![key.clone()]));
    folder.write("ours.p12", file);
    let opened = folder.openssl("pkcs12 -in ours.p12 -passin pass:x -nodes");
    assert_eq!(blocks(&opened), std::slice::from_ref(&key));
    let refused = pkcs12::write("", &leaf, &[], "x", &SALTS).expect_err("no key");
    assert!(
        refused
            .to_string()
            .starts_with("failed to make a PKCS#12 file: ")
    );
    pkcs12::write("", &key, std::slice::from_ref(&key), "x", &SALTS).expect_err("no certificate");
    pkcs12::write("", &key, &[Vec::new()], "x", &SALTS).expect_err("nothing");
}

/// openssl's options, and what is found: the key (0), the leaf (1), the CA (2).
const FORMS: [(&str, &[usize]); 21] = [
    ("", &[0, 1]),
    ("-certfile ca.pem", &[0, 1, 2]),
    ("-legacy -certfile ca.pem", &[0, 1, 2]),
    ("-legacy -descert", &[0, 1]),
    (
        "-legacy -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-RC2-128",
        &[0, 1],
    ),
    (
        "-legacy -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-RC2-40",
        &[0, 1],
    ),
    ("-keypbe NONE -certpbe NONE", &[0, 1]),
    ("-keypbe NONE -certpbe NONE -nomac", &[0, 1]),
    ("-certpbe NONE", &[0, 1]),
    ("-nomac", &[0, 1]),
    ("-nomac -certpbe AES-256-CBC", &[0, 1]),
    ("-legacy -nomac", &[0, 1]),
    ("-macalg sha1", &[0, 1]),
    ("-macalg sha224", &[0, 1]),
    ("-macalg sha384", &[0, 1]),
    ("-macalg sha512", &[0, 1]),
    ("-keypbe AES-128-CBC -certpbe AES-192-CBC", &[0, 1]),
    ("-keypbe DES-EDE3-CBC -certpbe DES-EDE3-CBC", &[0, 1]),
    ("-noiter -nomaciter", &[0, 1]),
    (
        "-iter 5000 -name jane -caname ca -certfile ca.pem",
        &[0, 1, 2],
    ),
    ("-nocerts", &[0]),
];

#[test]
fn we_open_what_openssl_writes() {
    let folder = material(OPTIONS[1]);
    let parts = parts(&folder);
    for password in ["changeit", "密码 pässwort", "", r#"'it"s'"#] {
        folder.write("password", format!("{password}\n"));
        for (form, expected) in FORMS {
            folder.openssl(&format!(
                "pkcs12 -export -inkey leaf.key -in leaf.pem -passout file:password -out their.p12 {form}"
            ));
            let file = folder.read("their.p12");
            let expected: Vec<_> = expected.iter().map(|place| parts[*place].clone()).collect();
            let what = format!("{password:?} {form}");
            let found = pkcs12::read(&file, Some(password));
            assert_eq!(found.as_ref(), Ok(&expected), "{what}");
            let open = form.contains("-keypbe NONE") && form.contains("-nomac");
            if open || password.is_empty() {
                assert_eq!(pkcs12::read(&file, None), Ok(expected), "{what}");
            } else {
                let wrong = pkcs12::read(&file, Some("wrong"));
                assert_eq!(wrong, Err(OpenError::WrongPassword), "{what}");
                let none = pkcs12::read(&file, None);
                assert_eq!(none, Err(OpenError::PasswordNeeded), "{what}");
            }
        }
    }
}

#[test]
fn keys_of_all_kinds_and_certificates_alone_are_found() {
    for options in OPTIONS {
        let folder = material(options);
        let [key, leaf, ca] = parts(&folder);
        for form in ["", "-legacy"] {
            folder.openssl(&format!(
                "pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -passout pass:x -out their.p12 {form}"
            ));
            let found = pkcs12::read(&folder.read("their.p12"), Some("x"));
            assert_eq!(
                found,
                Ok(vec![key.clone(), leaf.clone(), ca.clone()]),
                "{options} {form}"
            );
        }
        folder.openssl(
            "pkcs12 -export -nokeys -in leaf.pem -certfile ca.pem -passout pass:x -out their.p12",
        );
        let found = pkcs12::read(&folder.read("their.p12"), Some("x"));
        assert_eq!(found, Ok(vec![leaf, ca]), "{options}");
    }
}

/// Writes the octets of one element.
fn tlv(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    certbench_formats::asn1::writer::tlv(identifier, parts)
}

/// The same with an indefinite length.
fn streamed(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[identifier, 0x80], parts.concat().as_slice(), &[0, 0]].concat()
}

fn identifier(end: &[u8]) -> Vec<u8> {
    tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d], end])
}

fn bag(kind: u8, value: &[u8]) -> Vec<u8> {
    tlv(
        0x30,
        &[&identifier(&[1, 12, 10, 1, kind]), &tlv(0xa0, &[value])],
    )
}

fn certificate_bag(kind: u8, inner: &[u8], der: &[u8]) -> Vec<u8> {
    let value = tlv(0xa0, &[&tlv(4, &[der])]);
    bag(kind, &tlv(0x30, &[&identifier(inner), &value]))
}

/// A file without a seal around these bags.
fn unsealed(bags: &[u8]) -> Vec<u8> {
    let data = |content: &[u8]| {
        let content = tlv(0xa0, &[&tlv(4, &[content])]);
        tlv(0x30, &[&identifier(&[1, 7, 1]), &content])
    };
    let safes = tlv(0x30, &[&data(&tlv(0x30, &[bags]))]);
    tlv(0x30, &[&[2, 1, 3], &data(&safes)])
}

#[test]
fn lists_and_nested_bags_are_found_and_other_bags_passed_over() {
    let key = tlv(0x30, &[&[2, 1, 0]]);
    let nested = bag(
        6,
        &tlv(0x30, &[&certificate_bag(3, &[1, 9, 22, 1], b"deep")]),
    );
    let bags = [
        certificate_bag(3, &[1, 9, 22, 1], b"certificate"),
        // An SDSI certificate, a secret, and a kind of bag that nobody knows.
        certificate_bag(3, &[1, 9, 22, 2], b"sdsi"),
        bag(5, &tlv(0x30, &[])),
        tlv(0x30, &[&[6, 1, 0x2a], &tlv(0xa0, &[&[5, 0]])]),
        certificate_bag(4, &[1, 9, 23, 1], b"list"),
        nested,
        bag(1, &key),
    ];
    let bags = bags.concat();
    let expected = vec![
        key,
        b"certificate".to_vec(),
        b"list".to_vec(),
        b"deep".to_vec(),
    ];
    assert_eq!(pkcs12::read(&unsealed(&bags), None), Ok(expected));

    let mut deep = certificate_bag(3, &[1, 9, 22, 1], b"deep");
    for _ in 0..2000 {
        deep = bag(6, &tlv(0x30, &[&deep]));
    }
    unreadable(pkcs12::read(&unsealed(&deep), None));
    let mut deep = Vec::new();
    for _ in 0..100_000 {
        deep.extend([0x30, 0x80]);
    }
    unreadable(pkcs12::read(&deep, None));
}

#[test]
fn strings_in_segments_and_indefinite_lengths_are_read() {
    let folder = material(OPTIONS[1]);
    let [key, leaf, ca] = parts(&folder);
    let ours =
        pkcs12::write("jane", &key, &[leaf.clone(), ca.clone()], "x", &SALTS).expect("sound");
    // As NSS writes it: everything around the safes streamed, the safes in two segments.
    let mut outer = certbench_formats::asn1::reader::Reader(&ours);
    let mut pfx = outer.enter(0x30).expect("a PFX");
    pfx.element().expect("the version");
    let mut info = pfx.enter(0x30).expect("the content");
    info.element().expect("its kind");
    let safes = info
        .enter(0xa0)
        .and_then(|mut content| content.content(4))
        .expect("the safes");
    let seal = pfx.element().expect("the seal").whole;
    let (first, second) = safes.split_at(100);
    for (segments, wrap) in [
        (
            tlv(0x24, &[&tlv(4, &[first]), &tlv(4, &[second])]),
            tlv as fn(_, &[&[u8]]) -> _,
        ),
        (
            streamed(0x24, &[&tlv(4, &[first]), &tlv(4, &[second])]),
            streamed,
        ),
        (
            streamed(
                0x24,
                &[&tlv(0x24, &[&tlv(4, &[first])]), &tlv(4, &[second])],
            ),
            streamed,
        ),
    ] {
        let content = wrap(0x30, &[&identifier(&[1, 7, 1]), &wrap(0xa0, &[&segments])]);
        let file = wrap(0x30, &[&[2, 1, 3], &content, seal]);
        assert!(pkcs12::looks_like(&file));
        let found = pkcs12::read(&file, Some("x"));
        assert_eq!(found, Ok(vec![key.clone(), leaf.clone(), ca.clone()]));
        let wrong = pkcs12::read(&file, Some("y"));
        assert_eq!(wrong, Err(OpenError::WrongPassword));
    }
}

#[test]
fn costly_derivations_are_refused_before_they_run() {
    let folder = material(OPTIONS[1]);
    let [key, leaf, _] = parts(&folder);
    let ours = pkcs12::write("jane", &key, &[leaf], "x", &SALTS).expect("sound");
    // The counts, of which openssl takes 2048 and we 600000: of the seal, the key, the certificates;
    // without a seal openssl leaves the certificates open.
    let mut files = vec![(ours, &[2_u8, 3, 0x09, 0x27, 0xc0][..], 3)];
    for (form, places) in [("", 3), ("-legacy", 3), ("-nomac", 1)] {
        folder.openssl(&format!(
            "pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:x -out their.p12 {form}"
        ));
        files.push((folder.read("their.p12"), &[2, 2, 8, 0][..], places));
    }
    for (file, counted, expected) in files {
        let places: Vec<_> = (0..file.len())
            .filter(|place| file[*place..].starts_with(counted))
            .collect();
        assert_eq!(places.len(), expected);
        for place in places {
            for (count, expected) in [
                (&[2_u8, 3, 0x2d, 0xc6, 0xc1][..], 3_000_001),
                (&[2, 5, 0, 0x80, 0, 0, 0], 1 << 31),
                (&[2, 9, 0, 0x80, 0, 0, 0, 0, 0, 0, 0], 1 << 63),
                (&[2, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], u64::MAX),
                (&[2, 1, 0xff], u64::MAX),
            ] {
                let costly = replaced(&file, place, counted.len(), count);
                for password in [None, Some("x"), Some("y")] {
                    let answer = pkcs12::read(&costly, password);
                    assert_eq!(answer, Err(OpenError::TooCostly(expected)));
                }
            }
            for count in [&[2, 1, 0][..], &[2, 0], &[2, 3, 0, 0, 0]] {
                let why = unreadable(pkcs12::read(
                    &replaced(&file, place, counted.len(), count),
                    Some("x"),
                ));
                assert_eq!(why, "its key derivation asks for no rounds");
            }
        }
    }
}

/// The DER with `length` octets at `place` replaced, and the lengths around them corrected.
fn replaced(der: &[u8], place: usize, length: usize, by: &[u8]) -> Vec<u8> {
    let mut written = Vec::new();
    let mut offset = 0;
    let mut reader = certbench_formats::asn1::reader::Reader(der);
    while let Some(element) = reader.element() {
        let end = offset + element.whole.len();
        let begin = end - element.content.len();
        if offset == place && element.whole.len() == length {
            written.extend_from_slice(by);
        } else if (begin..end).contains(&place) {
            let inside = replaced(element.content, place - begin, length, by);
            written.extend(tlv(element.identifier, &[&inside]));
        } else {
            written.extend_from_slice(element.whole);
        }
        offset = end;
    }
    written
}

#[test]
fn many_derivations_are_refused_for_their_sum() {
    let parameters = tlv(0x30, &[&tlv(4, &[b"saltsalt"]), &[2, 3, 0x2d, 0xc6, 0xc0]]);
    let algorithm = tlv(0x30, &[&identifier(&[1, 12, 1, 3]), &parameters]);
    let key = bag(2, &tlv(0x30, &[&algorithm, &tlv(4, &[&[0; 8]])]));
    let answer = pkcs12::read(&unsealed(&key.repeat(5)), Some("x"));
    assert_eq!(answer, Err(OpenError::TooCostly(15_000_000)));
}

#[test]
fn what_cannot_be_read_says_why() {
    let folder = material(OPTIONS[1]);
    folder.openssl(
        "pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:x -keypbe PBE-SHA1-RC4-128 -legacy -out their.p12",
    );
    let why = unreadable(pkcs12::read(&folder.read("their.p12"), Some("x")));
    assert_eq!(
        why,
        "its encryption is not supported: 1.2.840.113549.1.12.1.1"
    );
    folder.openssl(
        "pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:x -macalg md5 -out their.p12",
    );
    let why = unreadable(pkcs12::read(&folder.read("their.p12"), Some("x")));
    assert_eq!(why, "its seal is not supported: 1.2.840.113549.2.5");
    folder.openssl(
        "pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:x -keypbe CAMELLIA-256-CBC -out their.p12",
    );
    let why = unreadable(pkcs12::read(&folder.read("their.p12"), Some("x")));
    assert!(
        why.starts_with("its encryption is not supported: "),
        "{why}"
    );
    let ours =
        pkcs12::write("jane", &folder.read("leaf-key.der"), &[], "x", &SALTS).expect("a key");
    for length in 0..ours.len() {
        unreadable(pkcs12::read(&ours[..length], Some("x")));
    }
}

#[test]
fn java_and_we_open_each_others_stores() {
    let keytool = |folder: &Folder, arguments: &str| {
        let output = Command::new("keytool")
            .args(arguments.split(' '))
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output();
        output.ok().map(|output| {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "keytool {arguments}: {text}");
            text
        })
    };
    let folder = material(OPTIONS[1]);
    let [key, leaf, ca] = parts(&folder);
    let ours = pkcs12::write("jane", &key, &[leaf, ca], "changeit", &SALTS).expect("sound");
    folder.write("ours.p12", ours);
    let Some(listed) = keytool(&folder, "-list -keystore ours.p12 -storepass changeit") else {
        eprintln!("skipped: there is no keytool");
        return;
    };
    assert!(
        listed.contains("jane, ") && listed.contains("PrivateKeyEntry"),
        "{listed}"
    );
    for (place, legacy) in ["", " -J-Dkeystore.pkcs12.legacy"].into_iter().enumerate() {
        let name = format!("java{place}.p12");
        let store = format!("-keystore {name} -storetype PKCS12 -storepass changeit{legacy}");
        keytool(
            &folder,
            &format!("-genkeypair -alias one -keyalg EC -dname CN=one {store}"),
        );
        keytool(
            &folder,
            &format!("-importcert -noprompt -alias ca -file ca.pem {store}"),
        );
        let file = folder.read(&name);
        let found = pkcs12::read(&file, Some("changeit")).expect("Java wrote it");
        assert_eq!(found.len(), 3, "a key, its certificate and the CA's");
        assert!(found.contains(&folder.read("ca.der")));
        let wrong = pkcs12::read(&file, Some("changed"));
        assert_eq!(wrong, Err(OpenError::WrongPassword));
    }
}

/// Files that are cheap to open.
fn samples() -> &'static [Vec<u8>] {
    static SAMPLES: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = material(OPTIONS[1]);
        ["", "-legacy", "-nomac", "-legacy -nomac", "-keypbe NONE -certpbe NONE -nomac"]
            .iter()
            .map(|form| {
                folder.openssl(&format!(
                    "pkcs12 -export -inkey leaf.key -in leaf.pem -passout pass:x -iter 1 -nomaciter -out their.p12 {form}"
                ));
                folder.read("their.p12")
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn no_bytes_crash_the_reader(bytes in any::<Vec<u8>>(), inside in any::<Vec<u8>>()) {
        let _ = pkcs12::looks_like(&bytes);
        let _ = pkcs12::read(&bytes, Some("x"));
        let _ = pkcs12::read(&unsealed(&inside), None);
    }

    #[test]
    fn no_change_crashes_the_reader(
        sample in 0..5_usize,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut file = samples()[sample].clone();
        for (place, octet) in changes {
            let place = place.index(file.len());
            file[place] = octet;
        }
        let _ = pkcs12::looks_like(&file);
        let _ = pkcs12::read(&file, Some("x"));
    }
}
