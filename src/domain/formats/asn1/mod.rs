//! ASN.1 in its basic and distinguished encodings (ITU-T X.690), without a schema.

pub mod names;
pub mod tree;
pub(crate) mod value;
pub mod writer;

pub use certbench_x509::{oid, reader, time};
