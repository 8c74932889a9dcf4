//! X.509 certificates (RFC 5280), their names and their keys, read field by field.
//!
//! This is part of Certbench's `domain` and keeps its rules; it stands apart because every byte of a
//! bundle of thousands of certificates passes through it, so that it alone is compiled for speed.

pub mod bytes;
pub mod certificate;
pub mod distinguished_name;
pub mod general_name;
pub mod oid;
pub mod order;
pub mod pem_text;
pub mod public_key;
pub mod rare_keys;
pub mod reader;
pub mod time;
