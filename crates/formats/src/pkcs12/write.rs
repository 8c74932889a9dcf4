//! Makes a file of one key and its certificates.

use pkcs8::PrivateKeyInfoRef;
use pkcs8::pkcs5::pbes2::Parameters;
use sha2::{Digest as _, Sha256};

use crate::asn1::writer::tlv;
use crate::pkcs12::kdf::{Hash, wide};
use crate::pkcs12::{
    BAGS, BMP_STRING, CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, EXPLICIT, IMPLICIT, INTEGER, NULL,
    OBJECT_IDENTIFIER, OCTET_STRING, PBES2, PBKDF2, Pkcs12Error, RSADSI, SEQUENCE, SET,
    SHROUDED_KEY_BAG, X509_CERTIFICATE,
};
use certbench_x509::certificate::Certificate;
use certbench_x509::order;

/// Rounds of every derivation: what OWASP's "Password Storage Cheat Sheet" asks of PBKDF2 with
/// SHA-256. The seal has as many, or a password could be tried on it more cheaply.
const ROUNDS: u32 = 600_000;
// As an INTEGER of three octets, which is how it is written, it is minimal and positive.
const _: () = assert!(ROUNDS >= 0x8000 && ROUNDS < 0x80_0000);
const FRIENDLY_NAME: &[u8] = &[1, 9, 20];
const LOCAL_KEY_ID: &[u8] = &[1, 9, 21];
const HMAC_SHA256: &[u8] = &[2, 9];
/// 2.16.840.1.101.3.4.1.42
const AES256_CBC: &[u8] = &[0x60, 0x86, 0x48, 1, 101, 3, 4, 1, 42];

/// Random octets for one file: the salt of the seal, then salt and initialisation vector of the
/// key's encryption and of that of the certificates.
pub type Salts = [[u8; 16]; 5];

/// One key with its certificate chain, leaf first, under a name and a password.
pub fn write(
    name: &str,
    pkcs8: &[u8],
    chain: &[Vec<u8>],
    password: &str,
    salts: &Salts,
) -> Result<Vec<u8>, Pkcs12Error> {
    let [salt, for_key @ .., _, _] = salts;
    let [_, _, _, for_certificates @ ..] = salts;
    PrivateKeyInfoRef::try_from(pkcs8).map_err(failed)?;
    let key_id = chain.first().map(Sha256::digest);
    let named = attributes(name, key_id.as_ref().map(|id| id.as_slice()));
    let mut certificates = Vec::new();
    for (place, der) in chain.iter().enumerate() {
        Certificate::from_der(der).map_err(failed)?;
        let value = tlv(EXPLICIT, &[&tlv(OCTET_STRING, &[der])]);
        let value = tlv(SEQUENCE, &[&identifier(&[X509_CERTIFICATE]), &value]);
        let attributes = if place == 0 { named.as_slice() } else { &[] };
        certificates.extend(bag(CERTIFICATE_BAG, &value, attributes));
    }
    let (algorithm, ciphertext) = encrypt(pkcs8, password, for_key)?;
    let key = tlv(SEQUENCE, &[&algorithm, &tlv(OCTET_STRING, &[&ciphertext])]);
    let key = tlv(SEQUENCE, &[&bag(SHROUDED_KEY_BAG, &key, &named)]);
    let mut safes = Vec::new();
    if !chain.is_empty() {
        let (algorithm, ciphertext) =
            encrypt(&tlv(SEQUENCE, &[&certificates]), password, for_certificates)?;
        let ciphertext = tlv(IMPLICIT, &[&ciphertext]);
        let content = tlv(SEQUENCE, &[&identifier(&[DATA]), &algorithm, &ciphertext]);
        let content = tlv(SEQUENCE, &[&tlv(INTEGER, &[&[0]]), &content]);
        safes.extend(content_info(ENCRYPTED_DATA, &content));
    }
    safes.extend(content_info(DATA, &tlv(OCTET_STRING, &[&key])));
    let safes = tlv(SEQUENCE, &[&safes]);

    let code = Hash::Sha256.mac(&wide(password), salt, ROUNDS.into(), &safes);
    let algorithm = tlv(OBJECT_IDENTIFIER, &[Hash::SHA256]);
    let algorithm = tlv(SEQUENCE, &[&algorithm, &tlv(NULL, &[])]);
    let code = tlv(SEQUENCE, &[&algorithm, &tlv(OCTET_STRING, &[&code])]);
    let salt = tlv(OCTET_STRING, &[salt]);
    Ok(tlv(
        SEQUENCE,
        &[
            &tlv(INTEGER, &[&[3]]),
            &content_info(DATA, &tlv(OCTET_STRING, &[&safes])),
            &tlv(SEQUENCE, &[&code, &salt, &rounds()]),
        ],
    ))
}

fn failed(error: impl std::fmt::Display) -> Pkcs12Error {
    Pkcs12Error(error.to_string())
}

/// The identifier that ends in these parts.
fn identifier(parts: &[&[u8]]) -> Vec<u8> {
    tlv(OBJECT_IDENTIFIER, &[RSADSI, &parts.concat()])
}

fn rounds() -> Vec<u8> {
    let [_, octets @ ..] = ROUNDS.to_be_bytes();
    tlv(INTEGER, &[&octets])
}

fn content_info(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let content = tlv(EXPLICIT, &[content]);
    tlv(SEQUENCE, &[&identifier(&[kind]), &content])
}

fn bag(kind: u8, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    let value = tlv(EXPLICIT, &[value]);
    tlv(
        SEQUENCE,
        &[&identifier(&[BAGS, &[kind]]), &value, attributes],
    )
}

/// The name, and what tells which certificate is the key's.
fn attributes(name: &str, key_id: Option<&[u8]>) -> Vec<u8> {
    let attribute = |kind: &[u8], value: Vec<u8>| {
        let values = tlv(SET, &[&value]);
        tlv(SEQUENCE, &[&identifier(&[kind]), &values])
    };
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut attributes = vec![attribute(FRIENDLY_NAME, tlv(BMP_STRING, &[&units]))];
    attributes.extend(key_id.map(|id| attribute(LOCAL_KEY_ID, tlv(OCTET_STRING, &[id]))));
    // A SET OF stands in the order of its encodings (X.690 section 11.6).
    order::sort(&mut attributes);
    tlv(SET, &[&attributes.concat()])
}

/// The algorithm with its parameters, and the ciphertext (RFC 8018 section 6.2).
fn encrypt(
    plaintext: &[u8],
    password: &str,
    [salt, vector]: &[[u8; 16]; 2],
) -> Result<(Vec<u8>, Vec<u8>), Pkcs12Error> {
    let parameters =
        Parameters::generate_pbkdf2_sha256_aes256cbc(ROUNDS, salt, *vector).map_err(failed)?;
    let ciphertext = parameters.encrypt(password, plaintext).map_err(failed)?;
    let function = tlv(SEQUENCE, &[&identifier(&[HMAC_SHA256]), &tlv(NULL, &[])]);
    let salt = tlv(OCTET_STRING, &[salt]);
    let derivation = tlv(SEQUENCE, &[&salt, &rounds(), &function]);
    let derivation = tlv(SEQUENCE, &[&identifier(&[PBKDF2]), &derivation]);
    let cipher = tlv(OBJECT_IDENTIFIER, &[AES256_CBC]);
    let cipher = tlv(SEQUENCE, &[&cipher, &tlv(OCTET_STRING, &[vector])]);
    let parameters = tlv(SEQUENCE, &[&derivation, &cipher]);
    let algorithm = tlv(SEQUENCE, &[&identifier(&[PBES2]), &parameters]);
    Ok((algorithm, ciphertext))
}
