//! Certbench: a workbench for Kubernetes certificates and tokens that runs wholly in the browser.

pub mod domain;
pub mod engine;
