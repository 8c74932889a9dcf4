//! Certbench: a workbench for Kubernetes certificates and tokens that runs wholly in the browser.
//!
//! ARCHITECTURE.md tells the layers and what none of them may do.

pub mod locale;
pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
