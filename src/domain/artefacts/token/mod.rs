//! Tokens on the bench.

pub mod findings;
