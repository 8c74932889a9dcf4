//! PKCS#12 files (RFC 7292) that openssl 3, browsers and Windows read: AES-256, SHA-256.

use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, LocalKeyId, PrivateKey, PrivateKeyChain};

use super::bytes::sha256_hexadecimal;

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
    let failed = |error: p12_keystore::error::Error| Pkcs12Error(error.to_string());
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
