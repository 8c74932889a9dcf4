//! A certificate as the report has it.

use certbench_formats::rfc3339::time_text;
use certbench_x509::certificate::Certificate;
use serde_json::{Value, json};

use crate::report::{names, public_key};

/// A certificate's fields.
pub(super) fn certificate(certificate: &Certificate) -> Value {
    let extensions: Vec<_> = certificate
        .extensions
        .iter()
        .map(|extension| &*extension.oid)
        .collect();
    json!({
        "version": certificate.version,
        "serial": certificate.serial,
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "not_before": time_text(certificate.not_before),
        "not_after": time_text(certificate.not_after),
        "signature_algorithm": certificate.signature_algorithm,
        "public_key": public_key(&certificate.public_key),
        "spki_sha256": certificate.spki_sha256,
        "sha256": certificate.sha256,
        "sha1": certificate.sha1,
        "subject_alt_names": names(&certificate.subject_alt_names),
        "key_usage": certificate.key_usage,
        "extended_key_usage": certificate.extended_key_usage,
        "basic_constraints": certificate.basic_constraints,
        "subject_key_identifier": certificate.subject_key_identifier,
        "authority_key_identifier": certificate.authority_key_identifier,
        "extensions": extensions,
    })
}
