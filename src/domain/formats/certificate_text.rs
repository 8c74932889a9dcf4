//! What `openssl x509 -text` printed.

use serde::{Deserialize, Serialize};

/// What an `openssl x509 -text` dump says. The certificate cannot be made from it again: key and
/// signature may be there, but not the exact encoding that was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateText {
    /// The lines with a name and a value, in order.
    pub fields: Vec<(String, String)>,
    /// The subject's line.
    pub subject: String,
    /// Whether it says version 1.
    pub is_version_1: bool,
}
