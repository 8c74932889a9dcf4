//! From bytes and texts to values: the formats that Kubernetes' credentials come in.

pub mod archive;
pub mod asn1;
pub mod certificate_request;
pub mod certificate_text;
pub mod code_list;
pub mod duration;
pub mod go;
pub mod manifest;
pub mod moment;
pub mod openssl_text;
pub mod pkcs12;
pub mod private_key;
pub mod revocation_list;
pub mod rfc3339;
pub mod signature;
pub mod text;
pub mod token;
