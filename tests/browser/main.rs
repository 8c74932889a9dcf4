//! Tests that need a browser: WebCrypto and what is made with it, and the keyboard.
#![cfg(target_arch = "wasm32")]

mod keyboard;

use certbench::browser::crypto;
use certbench_engine::check_request::Inspection;
use certbench_engine::worker::crypto::sign;
use certbench_engine::worker::verify;
use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::signature::Verdict;
use certbench_kubernetes::csr::build::{assemble, to_be_signed};
use certbench_kubernetes::csr::forecast::Outcome;
use certbench_x509::distinguished_name::{Attribute, DistinguishedName};
use certbench_x509::public_key::{Curve, KeyKind, PublicKey};
use serde_json::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const KINDS: [KeyKind; 5] = [
    KeyKind::Rsa { bits: 2048 },
    KeyKind::Ec { curve: Curve::P256 },
    KeyKind::Ec { curve: Curve::P384 },
    KeyKind::Ec { curve: Curve::P521 },
    KeyKind::Ed25519,
];

fn jane() -> DistinguishedName {
    DistinguishedName(vec![vec![Attribute("2.5.4.3".into(), "jane".to_owned())]])
}

/// A request signed by a key of the browser.
async fn request(key: &crypto::SigningKey) -> CertificateRequest {
    let public_key = PublicKey::from_spki(&key.spki).expect("WebCrypto exports keys");
    assert_eq!(public_key.kind, key.kind);
    let message = to_be_signed(&jane(), &[], &public_key).expect("the name is sound");
    let signature = sign(key.private_key(), &key.kind, &message)
        .await
        .expect("WebCrypto signs");
    let der = assemble(&message, &signature).expect("the signature is sound");
    CertificateRequest::from_der(&der).expect("we read what we write")
}

#[wasm_bindgen_test]
async fn requests_signed_by_the_browser_verify_and_forged_ones_do_not() {
    for kind in KINDS {
        let key = crypto::generate(kind.clone())
            .await
            .expect("this browser has it");
        let request = request(&key).await;
        let mut check = request.signature_check().expect("Go would verify it");
        assert_eq!(
            verify::perform(&check).await,
            Some(Verdict::Valid),
            "{kind:?}"
        );
        check.message.push(0);
        assert_eq!(
            verify::perform(&check).await,
            Some(Verdict::Invalid),
            "{kind:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_key_that_was_exported_and_taken_in_again_is_the_same_key() {
    for kind in KINDS {
        let key = crypto::generate(kind.clone())
            .await
            .expect("this browser has it");
        let pkcs8 = key.pkcs8().await.expect("it may be exported");
        let again = crypto::import_pkcs8(kind.clone(), &pkcs8)
            .await
            .expect("it is sound");
        assert_eq!(again.spki, key.spki, "{kind:?}");
        let request = request(&again).await;
        let check = request.signature_check().expect("Go would verify it");
        assert_eq!(
            verify::perform(&check).await,
            Some(Verdict::Valid),
            "{kind:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn webcrypto_comes_to_the_recorded_outcomes_too() {
    let mut checked = 0;
    for line in include_str!("../fixtures/csr.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("a recorded line is JSON");
        let inspection = Inspection::new(&line["manifest"]);
        let verdict = match inspection.signature_check().cloned() {
            Some(check) => {
                checked += 1;
                let verdict = verify::perform(&check).await;
                // No browser knows P-224; the page says that nobody checked it.
                let is_known = check.public_key.kind != KeyKind::Ec { curve: Curve::P224 };
                assert_eq!(verdict.is_some(), is_known, "{}", line["case"]);
                verdict
            }
            None => None,
        };
        let forecast = inspection.forecast(verdict);
        let expected = match line["stage"].as_str() {
            Some("create") => [Outcome::Refused; 2],
            Some("failed-by-signer") => [Outcome::Failed; 2],
            Some("signed") => [Outcome::Issued; 2],
            _ => [Outcome::Pending, Outcome::Issued],
        };
        assert!(
            expected.contains(&forecast.outcome),
            "{}: {forecast:?}",
            line["case"]
        );
    }
    assert!(checked > 100, "only {checked} signatures");
}

/// However a text is cut into pieces, its bytes are those of the browser's encoder.
#[wasm_bindgen_test]
fn a_text_is_encoded_as_the_browser_encodes_it() {
    use certbench_engine::worker::utf8::utf8;
    use js_sys::{JsString, Uint8Array};
    let emoji = "\u{1f512}".repeat(40_000);
    let texts = [
        String::new(),
        "-----BEGIN CERTIFICATE-----\r\n".repeat(10_000),
        format!("a{emoji}"),
        emoji,
        "证书é".repeat(50_000),
    ];
    let lone_half = JsString::from_char_code1(0xd83d);
    let mut texts: Vec<JsString> = texts.iter().map(|text| text.as_str().into()).collect();
    texts.push(JsString::from("a".repeat(65_535)).concat(&lone_half));
    texts.push(texts[5].concat(&"b".into()));
    texts.push(lone_half.repeat(70_000));
    for (index, text) in texts.iter().enumerate() {
        let encoder = web_sys::TextEncoder::new().expect("browsers encode");
        let encode = js_sys::Reflect::get(&encoder, &"encode".into()).expect("it has a method");
        let encode: js_sys::Function = encode.into();
        let expected: Uint8Array = encode.call1(&encoder, text).expect("it encodes").into();
        assert!(utf8(text) == Some(expected.to_vec()), "text {index}");
    }
}
