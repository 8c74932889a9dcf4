//! Certificates on the bench.

pub mod findings;
pub mod go_x509;
