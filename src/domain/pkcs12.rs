//! PKCS#12 files (RFC 7292) that openssl 3, browsers and Windows read: AES-256, SHA-256.

use asn1_rs::{Any, FromBer as _, Tag};
use p12_keystore::error::Error;
use p12_keystore::{
    Certificate, KeyStore, KeyStoreEntry, LocalKeyId, Pkcs12Archive, PrivateKey, PrivateKeyChain,
};

use super::bytes::sha256_hexadecimal;
use super::private_key::PBKDF2_ROUNDS_MAX;

/// Why no PKCS#12 file could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("failed to make a PKCS#12 file: {0}")]
pub struct Pkcs12Error(String);

/// One key with its certificate chain, leaf first, under a name and a password.
pub fn write(
    name: &str,
    pkcs8: &[u8],
    chain: &[Vec<u8>],
    password: &str,
) -> Result<Vec<u8>, Pkcs12Error> {
    let failed = |error: Error| Pkcs12Error(error.to_string());
    let key = PrivateKey::from_der(pkcs8).map_err(failed)?;
    let certificates = chain
        .iter()
        .map(|der| Certificate::from_der(der).map_err(failed))
        .collect::<Result<Vec<_>, _>>()?;
    let key_id = chain
        .first()
        .map(|leaf| sha256_hexadecimal(leaf))
        .unwrap_or_default();
    let chain = PrivateKeyChain::new(LocalKeyId(key_id.into_bytes()), key, certificates);
    let mut store = KeyStore::new();
    store.add_entry(name, KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(password).write().map_err(failed)
}

/// Why a PKCS#12 file stays closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No password was given.
    #[error("a password is needed")]
    PasswordNeeded,
    /// The password does not open it.
    #[error("wrong password")]
    WrongPassword,
    /// The key derivation asks for more rounds than are run.
    #[error("its key derivation asks for {0} rounds; at most {PBKDF2_ROUNDS_MAX} are run")]
    TooCostly(u64),
    /// Damaged, or encrypted in a way that cannot be read here.
    #[error("{0}")]
    Unreadable(String),
}

/// Whether a DER SEQUENCE begins as a PFX does: version 3, then another SEQUENCE.
pub fn looks_like(der: &[u8]) -> bool {
    Any::from_ber(der).is_ok_and(|(_, outer)| outer.data.starts_with(&[2, 1, 3, 0x30]))
}

/// The largest count of rounds in a file: wherever a salt stands, the count follows it.
fn rounds(der: &[u8], depth: usize) -> u64 {
    let mut largest = 0;
    let mut rest = der;
    let mut after_salt = false;
    while let Ok((next, any)) = Any::from_ber(rest) {
        if after_salt && any.tag() == Tag::Integer {
            largest = largest.max(any.as_u64().unwrap_or(u64::MAX));
        }
        after_salt = any.tag() == Tag::OctetString;
        if depth < 16 && (any.header.is_constructed() || after_salt) {
            largest = largest.max(rounds(any.data, depth + 1));
        }
        rest = next;
    }
    largest
}

/// The keys (PKCS#8) and certificates in a file, in DER.
pub fn read(der: &[u8], password: Option<&str>) -> Result<Vec<Vec<u8>>, OpenError> {
    let rounds = rounds(der, 0);
    if rounds > u64::from(PBKDF2_ROUNDS_MAX) {
        return Err(OpenError::TooCostly(rounds));
    }
    let archive =
        Pkcs12Archive::from_pkcs12(der, password.unwrap_or_default()).map_err(|error| {
            match (error, password) {
                (Error::MacError(_), None) => OpenError::PasswordNeeded,
                (Error::MacError(_), Some(_)) => OpenError::WrongPassword,
                (other, _) => OpenError::Unreadable(other.to_string()),
            }
        })?;
    let keys = archive.keys.iter().map(|key| key.key.as_der().to_vec());
    let certificates = archive.certs.iter().map(|one| one.cert.as_der().to_vec());
    Ok(keys.chain(certificates).collect())
}
