//! What Certbench knows: keys, names, requests, certificates and Kubernetes' rules for them.
//!
//! Pure functions from text or bytes to values and findings. Nothing here names a browser type,
//! reads a clock, draws a random number or contains a sentence meant for a user: whatever is said
//! about an input is a [`finding::Finding`], a code with arguments, whose words are in `locales/`.

pub mod access_draft;
pub mod advice;
pub mod archive;
pub mod artefact;
pub mod asn1;
pub mod card;
pub mod certificate_request;
pub(crate) mod code_list;
pub mod commands;
pub mod comparison;
pub mod duration;
pub mod error_text;
pub mod explain;
pub mod finding;
pub mod go;
pub mod kubernetes;
pub mod manifest;
pub mod moment;
pub mod openssh;
pub mod openssl_text;
pub mod pkcs12;
pub mod private_key;
pub mod private_key_facts;
pub mod rbac;
pub mod recognise;
pub mod relations;
pub mod request_builder;
pub mod revocation_list;
pub mod rfc3339;
pub mod signature;
pub mod subject_form;
pub mod text;
pub mod token;

// A package of its own, since it alone is compiled for speed.
pub use certbench_x509::{
    bytes, certificate, distinguished_name, general_name, order, pem_text, public_key,
};
