//! Kubernetes objects on the bench.

pub mod reviews;
