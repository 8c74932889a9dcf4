//! What Certbench knows: keys, names, requests, certificates and Kubernetes' rules for them.
//!
//! Pure functions from text or bytes to values and findings. Nothing here names a browser type,
//! reads a clock, draws a random number or contains a sentence meant for a user: whatever is said
//! about an input is a [`kubernetes::finding::Finding`], a code with arguments, whose words are in
//! `locales/`.

pub mod artefacts;
pub mod formats;
pub mod kubernetes;

// A package of its own, since it alone is compiled for speed.
pub use certbench_x509::{
    bytes, certificate, distinguished_name, general_name, order, pem_text, public_key,
};
