//! Certbench: a workbench for Kubernetes certificates and tokens that runs wholly in the browser.
//!
//! ARCHITECTURE.md tells the layers and what none of them may do.

pub mod locale;
pub mod report;

// The parts of the page are compiled for the tests of the components as well, which render them
// without a browser.
#[cfg(any(target_arch = "wasm32", test))]
pub mod browser;
#[cfg(any(target_arch = "wasm32", test))]
pub mod components;
#[cfg(any(target_arch = "wasm32", test))]
pub mod context;
#[cfg(any(target_arch = "wasm32", test))]
pub mod hooks;
#[cfg(target_arch = "wasm32")]
pub mod rooms;
#[cfg(target_arch = "wasm32")]
pub mod ui;
