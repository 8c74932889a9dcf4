//! Tokens' signatures, and bare ones, against joserfc and Project Wycheproof.

use std::collections::BTreeMap;

use certbench::domain::formats::signature::Verdict;
use certbench::domain::formats::token::jwk;
use certbench::domain::formats::token::jwk::VerificationKey;
use certbench::domain::formats::token::verification::SignatureState;
use certbench::engine::ask;
use certbench::engine::token_keys::{keys_in, verify_bare};
use certbench::engine::verify_token::VerifyToken;
use serde_json::{Value, json};

use crate::vectors::hexadecimal;

/// What joserfc was not asked, or takes although an RFC forbids it.
const BY_THE_RFC: [(&str, &str); 21] = [
    // Made by the formula of "The Return of Coppersmith's Attack", section 2.1.
    ("RSA of CVE-2017-15361", "weak-key"),
    ("RSA with exponent 1", "weak-key"),
    // RFC 7517 section 4.5; Wycheproof's vectors for JSON Web Keys want both refused.
    ("one kid for two keys", "ambiguous-set"),
    ("a secret among public keys", "ambiguous-set"),
    // Its PKCS#8 holds the private half alone, and nothing here computes on the curve.
    ("EdDSA PEM private key", "no-keys"),
    // RFC 7515 section 4.1.11: "Producers MUST NOT use the empty list".
    ("crit empty", "critical"),
    // RFC 7515 section 4: names are unique.
    ("duplicate alg", "duplicate-member"),
    ("duplicate claim", "duplicate-member"),
    // RFC 7518 section 3.3.
    ("RSA 1024", "weak-key"),
    // RFC 7518 section 3.2.
    ("short secret", "weak-key"),
    // RFC 7515 section 2, RFC 4648 sections 3.5 and 5.
    ("bits that mean nothing in the signature", "malformed"),
    ("padding", "malformed"),
    ("the other alphabet", "malformed"),
    // RFC 7517 sections 4.2 to 4.5.
    ("alg of the key is another", "key-algorithm"),
    ("use is enc", "key-use"),
    ("key_ops without verify", "key-use"),
    ("other kid", "no-key-with-id"),
    ("set, kid nobody", "no-key-with-id"),
    // RFC 8725 section 2.1.
    ("HMAC over the public key's PEM", "key-confusion"),
    ("HMAC over the public key's DER", "key-confusion"),
    (
        "HMAC over the public key's DER, given as a secret",
        "key-confusion",
    ),
];

#[test]
fn signatures_are_valid_where_joserfc_says_so_and_refused_for_the_reason_of_the_rfc() {
    let (mut valid, mut refused) = (0, 0);
    let mut reasons: BTreeMap<&str, String> = BY_THE_RFC
        .iter()
        .map(|(case, reason)| (*case, (*reason).to_owned()))
        .collect();
    for line in include_str!("../fixtures/tokens/signatures.jsonl").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let case = line["case"].as_str().expect("a case has a name");
        let answer = ask(VerifyToken {
            token: line["token"].as_str().expect("a token").to_owned(),
            keys: line["keys"].as_str().expect("keys").to_owned(),
            ..VerifyToken::default()
        })
        .expect("no cluster to be wrong");
        let is_valid = answer.judgement.state == SignatureState::Valid;
        if let Some(reason) = reasons.remove(case) {
            assert_eq!(json!(answer.judgement.reason), json!(reason), "{case}");
        } else {
            assert_ne!(line["joserfc"], "not asked", "{case}");
            assert_eq!(
                is_valid,
                line["joserfc"] == "valid",
                "{case}: {:?}",
                answer.judgement
            );
        }
        assert_eq!(is_valid, answer.judgement.reason.is_none(), "{case}");
        if is_valid {
            valid += 1;
        } else {
            refused += 1;
        }
    }
    println!("{valid} valid signatures, {refused} refused");
    assert!(reasons.is_empty(), "not among the cases: {reasons:?}");
    assert_eq!((valid, refused), (51, 80));
}

/// The JSON of every set with keys or MACs that JWS knows: name of the algorithm, and the set.
fn sets() -> Vec<(String, Value)> {
    let ecdsa = wycheproof::ecdsa::TestName::all();
    let eddsa = wycheproof::eddsa::TestName::all();
    let pkcs1 = wycheproof::rsa_pkcs1_verify::TestName::all();
    let pss = wycheproof::rsa_pss_verify::TestName::all();
    let mac = wycheproof::mac::TestName::all();
    let texts = ecdsa
        .iter()
        .map(wycheproof::ecdsa::TestName::json_data)
        .chain(eddsa.iter().map(wycheproof::eddsa::TestName::json_data))
        .chain(
            pkcs1
                .iter()
                .map(wycheproof::rsa_pkcs1_verify::TestName::json_data),
        )
        .chain(
            pss.iter()
                .map(wycheproof::rsa_pss_verify::TestName::json_data),
        )
        .chain(mac.iter().map(wycheproof::mac::TestName::json_data));
    texts
        .map(|text| {
            let set: Value = serde_json::from_str(text).expect("JSON");
            let algorithm = set["algorithm"].as_str().expect("a text").to_owned();
            (algorithm, set)
        })
        .collect()
}

/// The `alg` for a group, if JWS has one.
fn jws_name(algorithm: &str, group: &Value) -> Option<String> {
    let size = group["sha"]
        .as_str()
        .and_then(|sha| sha.strip_prefix("SHA-"));
    let size = || size.filter(|size| ["256", "384", "512"].contains(size));
    match group["type"].as_str()? {
        "EcdsaP1363Verify" => {
            let curve = group["publicKey"]["curve"].as_str()?;
            let fits = [
                ("secp256r1", "256"),
                ("secp384r1", "384"),
                ("secp521r1", "512"),
            ];
            fits.contains(&(curve, size()?))
                .then(|| format!("ES{}", size().unwrap_or_default()))
        }
        "EddsaVerify" => {
            (group["publicKey"]["curve"] == "edwards25519").then(|| "EdDSA".to_owned())
        }
        "RsassaPkcs1Verify" => Some(format!("RS{}", size()?)),
        "RsassaPssVerify" => {
            let length: u64 = size()?.parse().ok()?;
            let fits = group["mgf"] == "MGF1"
                && group["mgfSha"] == group["sha"]
                && group["sLen"] == length / 8;
            fits.then(|| format!("PS{length}"))
        }
        "MacTest" => {
            let size = algorithm.strip_prefix("HMACSHA")?;
            // JWS does not truncate, and wants keys as long as the hash (RFC 7518 section 3.2).
            let full = size.parse::<u64>().ok()?;
            let fits = ["256", "384", "512"].contains(&size)
                && group["tagSize"] == full
                && group["keySize"].as_u64()? >= full;
            fits.then(|| format!("HS{size}"))
        }
        _ => None,
    }
}

/// Every form of a group's key: PEM, and the JSON Web Key where there is one.
fn keys(group: &Value) -> Vec<VerificationKey> {
    if group["type"] == "MacTest" {
        return Vec::new();
    }
    let mut keys = keys_in(group["publicKeyPem"].as_str().expect("PEM"));
    assert_eq!(keys.len(), 1, "{group}");
    let jwk = ["publicKeyJwk", "keyJwk"]
        .iter()
        .map(|name| &group[*name])
        .find(|jwk| jwk.is_object());
    if let Some(jwk) = jwk {
        // Some name the digest that the group is about, others none.
        let key = jwk::key(jwk).unwrap_or_else(|error| panic!("{error}: {jwk}"));
        assert_eq!(key.material, keys[0].material, "{jwk}");
        keys.push(key);
    }
    keys
}

#[test]
fn no_forged_jws_signature_of_wycheproof_is_accepted_and_every_valid_one_is() {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut jwks = 0;
    for (algorithm, set) in sets() {
        for group in set["testGroups"].as_array().expect("a set has groups") {
            let tests = group["tests"].as_array().expect("tests");
            let Some(name) = jws_name(&algorithm, group) else {
                let kind = group["type"].as_str().unwrap_or_default();
                *left_out.entry(kind.to_owned()).or_default() += tests.len();
                continue;
            };
            let public = keys(group);
            jwks += usize::from(public.len() > 1);
            for test in tests {
                let (message, signature, keys) = if group["type"] == "MacTest" {
                    let secret = VerificationKey::secret(hexadecimal(&test["key"]));
                    (
                        hexadecimal(&test["msg"]),
                        hexadecimal(&test["tag"]),
                        vec![secret],
                    )
                } else {
                    (
                        hexadecimal(&test["msg"]),
                        hexadecimal(&test["sig"]),
                        public.clone(),
                    )
                };
                for key in keys {
                    let verdict = verify_bare(&key, &name, &message, &signature);
                    let is_accepted = verdict == Ok(Verdict::Valid);
                    let counted = counts.entry(name.clone()).or_default();
                    match test["result"].as_str().expect("a result") {
                        "valid" => {
                            counted[0] += 1;
                            if !is_accepted {
                                wrong.push(format!("{name} {verdict:?} {test}"));
                            }
                        }
                        "invalid" => {
                            counted[1] += 1;
                            if is_accepted {
                                wrong.push(format!("{name} {verdict:?} {test}"));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    println!("valid and forged: {counts:?}; {jwks} JWKs; not of JWS, by kind: {left_out:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counts.len(), 13, "{counts:?}");
    assert!(jwks > 50, "{jwks}");
}
