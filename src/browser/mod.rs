//! The one place that names `web_sys` and `js_sys`: what the page asks of the browser.

pub mod clipboard;
pub mod crypto;
pub mod download;
pub mod engine_client;
pub mod file;
pub mod focus;
pub mod page;
pub mod preferences;
pub mod texts;
