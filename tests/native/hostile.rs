//! Hostile input gets an error, not a crash and not the machine's whole memory.

use certbench::domain::formats::certificate_request::CertificateRequest;
use certbench::domain::formats::manifest;
use certbench::domain::formats::private_key::pkcs8::PrivateKey;
use certbench::engine::ask;
use certbench::engine::read_answer::ReadAnswer;
use proptest::prelude::{any, proptest};

fn read_answer(text: String) {
    // Whatever it says, it says something.
    let _ = ask(ReadAnswer {
        text,
        public_key: None,
        request: None,
        expiration_seconds: Some(600),
        now: 0,
    });
}

#[test]
fn deep_nesting_and_anchor_bombs_are_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let deep = [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "- ".repeat(100_000),
        (0..1000)
            .map(|level| format!("{}a:\n", " ".repeat(level)))
            .collect(),
        bomb,
    ];
    // A worker's stack is 1 MiB (the end-to-end suite sends it the same); a debug build's frames are
    // several times as large.
    let worker = std::thread::Builder::new().stack_size(4 << 20);
    let outcome = worker.spawn(move || {
        for text in deep {
            assert!(manifest::parse(&text).is_err(), "{}", &text[..40]);
            read_answer(text);
        }
    });
    outcome
        .expect("a thread")
        .join()
        .expect("nothing overflows");
}

#[test]
fn begin_lines_without_a_block_cost_no_more_than_one() {
    // Quadratic work would take minutes.
    let many = |unit: &str| unit.repeat(200_000);
    let valid = "-----BEGIN B-----\nAAAA\n-----END B-----\n";
    for (text, blocks) in [
        (many("-----BEGIN A-----\n"), 0),
        (many("-----BEGIN A-----\n") + "-----END B-----\n", 0),
        (many("-----BEGIN A-----\n") + valid, 1),
        (many("-----BEGIN B-----\n") + valid, 1),
        (many("-----BEGIN A-----\n-----END B-----\n"), 0),
        (many("-----BEGIN A-----\nAAA\n-----END A-----\n"), 0),
        // Each takes those after it for its headers.
        (many("-----BEGIN a:b-----\n"), 0),
        (many("-----BEGIN a:b-----\n") + &many("AAAA\n"), 0),
        (
            many("-----BEGIN a:b-----\n") + &many("AAAA\n") + "A\n-----END a:b-----\n",
            0,
        ),
        (
            many("-----BEGIN a:b-----\n") + &many("AAAA\n") + "\n-----END a:b-----\n",
            1,
        ),
        (
            many("-----BEGIN a:b-----\n") + "\n-----END a:b-----" + &many(" ") + "x",
            0,
        ),
        (many(valid), 200_000),
    ] {
        let read = certbench::domain::formats::go::pem::decode_all(text.as_bytes());
        assert_eq!(read.len(), blocks, "{}", &text[..60]);
    }
}

proptest! {
    #[test]
    fn no_text_crashes_the_readers(text in any::<String>()) {
        let _ = manifest::parse(&text);
        let _ = PrivateKey::read(text.as_bytes(), Some("x"));
        read_answer(text);
    }

    #[test]
    fn no_bytes_crash_the_readers(bytes in any::<Vec<u8>>()) {
        let _ = PrivateKey::read(&bytes, Some("x"));
        let _ = CertificateRequest::from_der(&bytes);
    }

    #[test]
    fn no_change_of_one_byte_crashes_the_readers(place in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let pem = include_str!("../fixtures/walkthrough/myuser.csr");
        let (block, _) = certbench::domain::formats::go::pem::decode(pem.as_bytes()).expect("PEM");
        let mut der = block.der;
        let place = place.index(der.len());
        der[place] = byte;
        if let Ok(request) = CertificateRequest::from_der(&der) {
            if let Ok(check) = request.signature_check() {
                let _ = certbench::engine::verify::perform(&check);
            }
            let _ = request.subject.as_signed();
        }
    }
}
