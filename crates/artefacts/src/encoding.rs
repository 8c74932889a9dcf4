//! The encoding of an artefact that is public.

use certbench_x509::bytes::{Bytes, pem};

/// DER, with what it is called in PEM and what openssl prints of it.
pub struct Encoding {
    /// The label of its PEM block (RFC 7468).
    pub label: &'static str,
    /// DER.
    pub der: Bytes,
    /// What openssl's `-text` prints; empty for kinds of which nothing is printed.
    pub openssl_text: String,
}

impl Encoding {
    /// The PEM block.
    pub fn pem(&self) -> String {
        pem(self.label, &self.der.0)
    }
}
