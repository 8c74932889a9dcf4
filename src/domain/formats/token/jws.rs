//! A JSON Web Signature in compact serialisation (RFC 7515 section 7.1), whatever it signs.

use serde_json::Value;

use crate::domain::formats::manifest::DuplicateKey;
use crate::domain::formats::token::{TokenError, decoded, object};

/// A signature with what it signs.
pub struct Jws<'a> {
    /// The JOSE header.
    pub header: Value,
    /// Members of the header that stand twice.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// What was signed.
    pub payload: Vec<u8>,
    /// The bytes that the signature covers: header and payload as they were written.
    pub signing_input: &'a str,
    /// The signature: r‖s for ECDSA (RFC 7518 section 3.4).
    pub signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Reads the three parts. The payload need not be JSON, and may be empty.
    pub fn read(text: &'a str) -> Result<Self, TokenError> {
        let parts: Vec<_> = text.split('.').take(6).collect();
        let [header, payload, signature] = parts.as_slice() else {
            let is_encrypted = matches!(parts.as_slice(), [first, _, _, _, _]
                if decoded(1, first).is_ok_and(|bytes| object(1, bytes).is_ok()));
            return Err(if is_encrypted {
                TokenError::Encrypted
            } else {
                TokenError::Parts(parts.len())
            });
        };
        let signing_input = text.rsplit_once('.').map_or("", |(before, _)| before);
        let (header, duplicate_keys) = object(1, decoded(1, header)?)?;
        Ok(Self {
            header,
            duplicate_keys,
            payload: decoded(2, payload)?,
            signing_input,
            signature: decoded(3, signature)?,
        })
    }

    /// A member of the header that is a text.
    pub fn member(&self, name: &str) -> &str {
        self.header
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The payload as claims, with the members that stand twice.
    pub fn claims(&self) -> Result<(Value, Vec<DuplicateKey>), TokenError> {
        object(2, self.payload.clone())
    }
}
