//! Certificate revocation lists (RFC 5280 section 5). Kubernetes looks at none.

use serde::{Deserialize, Serialize};
use x509_parser::prelude::FromDer as _;
use x509_parser::revocation_list::CertificateRevocationList;

use super::bytes::{Bytes, hexadecimal, sha256_hexadecimal};
use super::distinguished_name::DistinguishedName;

/// Most entries that are listed one by one; all are counted.
pub const ENTRIES_MAX: usize = 1_000;

/// A list that could be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationList {
    /// The whole list.
    pub der: Bytes,
    /// Who signed it.
    pub issuer: DistinguishedName,
    /// Seconds since 1970 in UTC.
    pub this_update: i64,
    /// Seconds since 1970 in UTC.
    pub next_update: Option<i64>,
    /// Dotted identifier of the algorithm that signed it.
    pub signature_algorithm: String,
    /// How many certificates are revoked.
    pub count: usize,
    /// The first of them: serial in hexadecimal, and when.
    pub entries: Vec<(String, i64)>,
    /// SHA-256 of the whole in hexadecimal.
    pub sha256: String,
}

impl RevocationList {
    /// Reads a DER list.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let (rest, parsed) = CertificateRevocationList::from_der(der).ok()?;
        if !rest.is_empty() {
            return None;
        }
        let entry = |entry: &x509_parser::revocation_list::RevokedCertificate<'_>| {
            let serial = hexadecimal(entry.raw_serial());
            let serial = serial.trim_start_matches('0').to_owned();
            (serial, entry.revocation_date.timestamp())
        };
        Some(Self {
            issuer: DistinguishedName::from_der(parsed.issuer().as_raw()),
            this_update: parsed.last_update().timestamp(),
            next_update: parsed.next_update().map(|time| time.timestamp()),
            signature_algorithm: parsed.signature_algorithm.algorithm.to_id_string(),
            count: parsed.iter_revoked_certificates().count(),
            entries: parsed
                .iter_revoked_certificates()
                .take(ENTRIES_MAX)
                .map(entry)
                .collect(),
            sha256: sha256_hexadecimal(der),
            der: Bytes(der.to_vec()),
        })
    }
}
