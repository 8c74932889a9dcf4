//! What lies on the bench: recognised, explained, and related to each other.

pub mod bootstrap_token;
pub mod certificate;
mod certificate_text;
pub mod comparison;
pub mod content;
pub mod discovery;
pub mod encoding;
mod error_text;
pub mod fact;
pub mod headline;
mod key_set;
pub mod kinds;
pub mod kubeconfig;
pub mod object;
pub mod origin;
mod private_key;
mod public_key;
pub mod recognise;
pub mod relations;
pub mod report;
mod request;
mod revocation_list;
mod static_token_file;
#[cfg(test)]
mod testing;
pub mod token;
