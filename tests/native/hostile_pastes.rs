//! Pastes that are made to take for ever, to overflow or to trap.

use proptest::prelude::{any, proptest};

use crate::material::{PASSPHRASE, material};
use crate::reports::{artefacts, inspect, texts};

/// DER: a tag and everything in it.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u8::try_from(content.len()).expect("it is small");
    let mut der = vec![tag];
    der.extend((length >= 0x80).then_some(0x81));
    der.push(length);
    der.extend(content);
    der
}

/// 2³¹ − 1, the largest count of rounds that openssl takes.
const ROUNDS: [u8; 4] = [0x7f, 0xff, 0xff, 0xff];

/// EncryptedPrivateKeyInfo (RFC 5958) by PBES2, PBKDF2 and AES-256-CBC (RFC 8018).
fn costly_pkcs8() -> Vec<u8> {
    let oid = |content: &[u8]| tlv(6, &[content]);
    let pbes2 = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13]);
    let pbkdf2 = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12]);
    let hmac = tlv(
        0x30,
        &[&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9]), &[5, 0]],
    );
    let aes = oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]);
    let parameters = tlv(0x30, &[&tlv(4, &[&[7; 8]]), &tlv(2, &[&ROUNDS]), &hmac]);
    let derivation = tlv(0x30, &[&pbkdf2, &parameters]);
    let encryption = tlv(0x30, &[&aes, &tlv(4, &[&[9; 16]])]);
    let algorithm = tlv(0x30, &[&pbes2, &tlv(0x30, &[&derivation, &encryption])]);
    tlv(0x30, &[&algorithm, &tlv(4, &[&[1; 64]])])
}

/// A PFX (RFC 7292) with nothing in it but a MAC.
fn costly_pkcs12() -> Vec<u8> {
    let data = tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]]);
    let safe = tlv(0x30, &[&data, &tlv(0xa0, &[&tlv(4, &[&tlv(0x30, &[])])])]);
    let sha256 = tlv(
        0x30,
        &[
            &tlv(6, &[&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]]),
            &[5, 0],
        ],
    );
    let digest = tlv(0x30, &[&sha256, &tlv(4, &[&[3; 32]])]);
    let mac = tlv(0x30, &[&digest, &tlv(4, &[&[5; 8]]), &tlv(2, &[&ROUNDS])]);
    tlv(0x30, &[&[2, 1, 3], &safe, &mac])
}

/// An object whose last alias would be 9¹¹ texts.
fn laughs() -> String {
    let mut bomb =
        "apiVersion: v1\nkind: ConfigMap\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    bomb
}

#[test]
fn hostile_input_ends_with_an_error_that_names_the_limit_or_simply_ends() {
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "BEGIN lines",
            "-----BEGIN CERTIFICATE-----\n".repeat(200_000).into(),
            "no END line",
        ),
        (
            "BEGIN without dashes",
            "-----BEGIN \n".repeat(200_000).into(),
            "",
        ),
        (
            "BEGIN lines with long labels",
            format!("-----BEGIN {}-----\n", "X".repeat(70))
                .repeat(200_000)
                .into(),
            "",
        ),
        ("eyJ", "eyJ".repeat(200_000).into(), ""),
        ("eyJ in words", "eyJ ".repeat(200_000).into(), ""),
        ("eyJ in lines", "eyJ\n".repeat(200_000).into(), ""),
        ("eyJ with dots", "eyJ.eyJ.\n".repeat(200_000).into(), ""),
        (
            "one line of base64",
            "QUJD".repeat(5 * 1024 * 1024 / 4).into(),
            "",
        ),
        ("brackets", "[".repeat(100_000).into(), "nest"),
        ("braces", "{\"a\":".repeat(100_000).into(), "nest"),
        ("a billion laughs", laughs().into(), "alias"),
        ("PKCS#8", costly_pkcs8(), "2147483647"),
        ("PKCS#12", costly_pkcs12(), "2147483647"),
        ("65 MiB", vec![b'a'; 65 * 1024 * 1024], "64 MiB"),
    ];
    // As in a worker, whose stack is small; a debug build's frames are several times as large.
    let worker = std::thread::Builder::new().stack_size(4 << 20);
    let outcome = worker.spawn(move || {
        for (name, bytes, expected) in cases {
            let (_, report) = inspect(&bytes, Some("x"));
            let errors = texts(&report, "errors", "message");
            let is_named = errors.iter().any(|error| error.contains(expected));
            assert!(is_named || expected.is_empty(), "{name}: {errors:.300?}");
            // Of the bomb the kind is told, and of an encrypted key that it is one.
            assert!(artefacts(&report).len() <= 1, "{name}");
        }
    });
    outcome
        .expect("a thread")
        .join()
        .expect("nothing overflows");
}

proptest! {
    #[test]
    fn no_bytes_make_the_report_panic(bytes in any::<Vec<u8>>()) {
        inspect(&bytes, Some("x"));
    }

    #[test]
    fn no_text_makes_the_report_panic(text in any::<String>()) {
        inspect(text.as_bytes(), Some("x"));
    }

    #[test]
    fn no_flipped_bit_makes_the_report_panic(which in any::<proptest::sample::Index>(), place in any::<proptest::sample::Index>(), bit in 0..8_u8) {
        let made = material();
        let valid = [
            made.certificate.as_bytes(),
            made.certificate_der.as_slice(),
            made.request.as_bytes(),
            made.key.as_bytes(),
            made.file("crl.pem"),
            made.file("crl.der"),
            made.file("modern.p12"),
            made.file("legacy.p12"),
            made.file("p7.der"),
            made.file("ssh"),
            made.token.as_bytes(),
        ];
        let mut bytes = which.get(&valid).to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        inspect(&bytes, Some(PASSPHRASE));
    }
}
