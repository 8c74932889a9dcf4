//! Hostile input gets an error, not a crash and not the machine's whole memory.

use certbench::domain::certificate_request::CertificateRequest;
use certbench::domain::manifest;
use certbench::domain::private_key::PrivateKey;
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
        "a:\n ".repeat(20_000),
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
        let (block, _) = certbench::domain::go::pem::decode(pem.as_bytes()).expect("PEM");
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
