//! PKCS#12 files (RFC 7292): ours are what openssl 3, browsers and Windows read (AES-256, SHA-256);
//! theirs are read in these and in the older encryptions.

mod kdf;
mod read;
mod write;

use crate::asn1::reader;
use crate::private_key::pkcs8::PBKDF2_ROUNDS_MAX;

pub use read::read;
pub use write::{Salts, write};

/// Why no PKCS#12 file could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("failed to make a PKCS#12 file: {0}")]
pub struct Pkcs12Error(String);

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

/// Identifier octets (X.690 section 8.1.2).
const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OBJECT_IDENTIFIER: u8 = 0x06;
const BMP_STRING: u8 = 0x1e;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
/// `[0]` around one element, or in place of its identifier when that is of a primitive type.
const EXPLICIT: u8 = 0xa0;
const IMPLICIT: u8 = 0x80;

/// 1.2.840.113549, under which nearly all identifiers of these files stand; the constants and the
/// patterns of this module are what follows it.
const RSADSI: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d];
const DATA: &[u8] = &[1, 7, 1];
const ENCRYPTED_DATA: &[u8] = &[1, 7, 6];
const PBES2: &[u8] = &[1, 5, 13];
const PBKDF2: &[u8] = &[1, 5, 12];
const X509_CERTIFICATE: &[u8] = &[1, 9, 22, 1];
const X509_CRL: &[u8] = &[1, 9, 23, 1];
/// The kinds of bags end in their number.
const BAGS: &[u8] = &[1, 12, 10, 1];
const KEY_BAG: u8 = 1;
const SHROUDED_KEY_BAG: u8 = 2;
const CERTIFICATE_BAG: u8 = 3;
const CRL_BAG: u8 = 4;
const SAFE_CONTENTS_BAG: u8 = 6;

/// Whether a DER SEQUENCE begins as a PFX does: version 3, then another SEQUENCE.
pub fn looks_like(der: &[u8]) -> bool {
    reader::header(der).is_ok_and(|header| {
        let rest = der.get(header.header_length..).unwrap_or_default();
        header.length.is_none_or(|length| length <= rest.len())
            && rest.starts_with(&[INTEGER, 1, 3, SEQUENCE])
    })
}
