//! Project Wycheproof's keys and signatures.

use std::collections::BTreeMap;

use certbench::domain::formats::signature::{Digest, SignatureAlgorithm, SignatureCheck, Verdict};
use certbench::domain::public_key::PublicKey;
use certbench::engine::verify::perform;
use serde_json::Value;

use crate::reports::{artefacts, inspect, kinds};

/// The groups of every set for algorithms that the domain knows, each with the set's number.
fn groups() -> Vec<Value> {
    let sets = wycheproof::ecdsa::TestName::all()
        .iter()
        .map(wycheproof::ecdsa::TestName::json_data)
        .chain(
            wycheproof::eddsa::TestName::all()
                .iter()
                .map(wycheproof::eddsa::TestName::json_data),
        )
        .chain(
            wycheproof::rsa_pkcs1_verify::TestName::all()
                .iter()
                .map(wycheproof::rsa_pkcs1_verify::TestName::json_data),
        )
        .chain(
            wycheproof::rsa_pss_verify::TestName::all()
                .iter()
                .map(wycheproof::rsa_pss_verify::TestName::json_data),
        )
        .collect::<Vec<_>>();
    let mut groups = Vec::new();
    for set in sets {
        let mut set: Value = serde_json::from_str(set).expect("JSON");
        let algorithm = set["algorithm"].take();
        let Value::Array(list) = set["testGroups"].take() else {
            panic!("a set has groups");
        };
        for mut group in list {
            group["algorithm"] = algorithm.clone();
            groups.push(group);
        }
    }
    groups
}

pub fn hexadecimal(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("hexadecimal").as_bytes();
    let digit = |digit: u8| char::from(digit).to_digit(16).expect("a digit") as u8;
    text.chunks_exact(2)
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

/// What the report should say of a group's key.
fn expected_kind(group: &Value) -> &str {
    match group["algorithm"].as_str().expect("a text") {
        "ECDSA" => "EC",
        "EDDSA" => match group["publicKey"]["curve"].as_str() {
            Some("edwards25519") => "Ed25519",
            _ => "Ed448",
        },
        _ => "RSA",
    }
}

#[test]
fn every_key_in_der_pem_and_jwk_is_recognised_with_its_kind() {
    let (mut keys, mut jwks) = (0, 0);
    for group in groups() {
        let expected = expected_kind(&group);
        let pem = group["publicKeyPem"].as_str().expect("PEM").as_bytes();
        for bytes in [hexadecimal(&group["publicKeyDer"]), pem.to_vec()] {
            let (_, report) = inspect(&bytes, None);
            assert_eq!(kinds(&report), ["public-key"], "{group}");
            let key = &artefacts(&report)[0]["key"];
            assert_eq!(key["kind"], expected, "{group}");
            let known = ["224", "256", "384", "521"].map(|bits| format!("secp{bits}r1"));
            let curve = group["publicKey"]["curve"].as_str().unwrap_or_default();
            if known.iter().any(|known| known == curve) {
                assert_eq!(key["curve"], curve);
            }
            if expected == "RSA" {
                assert_eq!(key["bits"], group["keySize"]);
            }
            keys += 1;
        }
        let jwk = ["publicKeyJwk", "keyJwk"]
            .iter()
            .map(|name| &group[*name])
            .find(|jwk| jwk.is_object());
        if let Some(jwk) = jwk {
            let (_, report) = inspect(jwk.to_string().as_bytes(), None);
            assert_eq!(kinds(&report), ["jwks"], "{jwk}");
            assert_eq!(artefacts(&report)[0]["jwks"]["keys"][0]["kty"], jwk["kty"]);
            jwks += 1;
        }
    }
    println!("{keys} public keys and {jwks} JWKs recognised");
    assert!(keys > 1_000 && jwks > 100, "{keys} keys, {jwks} JWKs");
}

/// The algorithm of a group's signatures, if it is one that the domain knows.
fn algorithm(group: &Value) -> Option<SignatureAlgorithm> {
    let digest = match group["sha"].as_str() {
        Some("SHA-256") => Some(Digest::Sha256),
        Some("SHA-384") => Some(Digest::Sha384),
        Some("SHA-512") => Some(Digest::Sha512),
        _ => None,
    };
    match group["type"].as_str()? {
        "EcdsaVerify" => {
            let curve = group["publicKey"]["curve"].as_str()?;
            matches!(curve, "secp224r1" | "secp256r1" | "secp384r1" | "secp521r1")
                .then_some(SignatureAlgorithm::Ecdsa(digest?))
        }
        "EddsaVerify" => (expected_kind(group) == "Ed25519").then_some(SignatureAlgorithm::Ed25519),
        "RsassaPkcs1Verify" => Some(SignatureAlgorithm::RsaPkcs1(digest?)),
        "RsassaPssVerify" | "RsassaPssWithParametersVerify" => {
            let digest = digest?;
            let fits = group["mgf"] == "MGF1"
                && group["mgfSha"] == group["sha"]
                && group["sLen"] == digest.length();
            fits.then_some(SignatureAlgorithm::RsaPss(digest))
        }
        _ => None,
    }
}

#[test]
fn no_forged_signature_is_accepted_and_every_valid_one_is_or_has_a_known_reason() {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut false_accepts = Vec::new();
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups() {
        let Some(algorithm) = algorithm(&group) else {
            continue;
        };
        let public_key = PublicKey::from_spki(&hexadecimal(&group["publicKeyDer"])).expect("a key");
        let refusal = algorithm.check_key(&public_key.kind).err();
        for test in group["tests"].as_array().expect("tests") {
            let check = SignatureCheck {
                algorithm,
                public_key: public_key.clone(),
                message: hexadecimal(&test["msg"]),
                signature: hexadecimal(&test["sig"]),
            };
            let is_accepted = refusal.is_none() && perform(&check) == Verdict::Valid;
            let counted = counts.entry(format!("{algorithm:?}")).or_default();
            match test["result"].as_str().expect("a result") {
                "invalid" => {
                    counted[1] += 1;
                    if is_accepted {
                        false_accepts.push(format!("{algorithm:?} {test}"));
                    }
                }
                "valid" => {
                    counted[0] += 1;
                    if !is_accepted {
                        let reason = refusal.as_ref().map_or_else(
                            || {
                                format!(
                                    "{algorithm:?} {} {}",
                                    group["publicKey"]["curve"], test["comment"]
                                )
                            },
                            ToString::to_string,
                        );
                        *missed.entry(reason).or_default() += 1;
                    }
                }
                // Either is right.
                "acceptable" => {}
                other => panic!("{other}"),
            }
        }
    }
    println!("valid and forged signatures: {counts:?}; valid, but not accepted: {missed:#?}");
    assert!(false_accepts.is_empty(), "{}", false_accepts.join("\n"));
    let expected: BTreeMap<String, usize> = KNOWN_MISSES
        .iter()
        .map(|(reason, count)| ((*reason).to_owned(), *count))
        .collect();
    assert_eq!(missed, expected);
    assert!(counts.len() >= 9, "{counts:?}");
}

/// Valid signatures that are not accepted, by the reason.
const KNOWN_MISSES: [(&str, usize); 1] = [(
    // Go has no keys that are for RSASSA-PSS alone.
    "x509: cannot verify signature: algorithm unimplemented",
    261,
)];
