//! Certificate revocation lists (RFC 5280 section 5). Kubernetes looks at none.

use serde::{Deserialize, Serialize};

use crate::domain::bytes::{Bytes, hexadecimal, sha256_hexadecimal};
use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::formats::asn1::oid::{OidText, oid_text};
use crate::domain::formats::asn1::reader::Reader;
use crate::domain::formats::asn1::time;

/// Most entries that are listed one by one; all are counted.
pub const ENTRIES_MAX: usize = 1_000;

/// Identifier octets (X.690 section 8.1.2).
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const EXTENSIONS: u8 = 0xa0;

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
    pub signature_algorithm: OidText,
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
        let mut outside = Reader(der);
        let mut whole = outside.enter(SEQUENCE)?;
        let mut fields = whole.enter(SEQUENCE)?;
        let signature_algorithm = oid_text(whole.enter(SEQUENCE)?.identifier()?);
        whole.content(BIT_STRING)?;
        if !whole.is_empty() || !outside.is_empty() {
            return None;
        }
        fields.take(INTEGER);
        fields.enter(SEQUENCE)?.identifier()?;
        let issuer = DistinguishedName::from_reader(fields.enter(SEQUENCE)?)?;
        let this_update = time::seconds(fields.element()?)?;
        let mut list = Self {
            issuer,
            this_update,
            next_update: None,
            signature_algorithm,
            count: 0,
            entries: Vec::new(),
            sha256: sha256_hexadecimal(der),
            der: Bytes(der.to_vec()),
        };
        if let Some(next) = fields
            .take(UTC_TIME)
            .or_else(|| fields.take(GENERALIZED_TIME))
        {
            list.next_update = Some(time::seconds(next)?);
        }
        if let Some(mut revoked) = fields.enter(SEQUENCE) {
            while !revoked.is_empty() {
                let mut entry = revoked.enter(SEQUENCE)?;
                let serial = entry.content(INTEGER)?;
                let moment = time::seconds(entry.element()?)?;
                entry.take(SEQUENCE);
                if !entry.is_empty() {
                    return None;
                }
                list.count += 1;
                if list.count <= ENTRIES_MAX {
                    let serial = hexadecimal(serial).trim_start_matches('0').to_owned();
                    list.entries.push((serial, moment));
                }
            }
        }
        fields.take(EXTENSIONS);
        fields.is_empty().then_some(list)
    }
}
