//! The page: Yew components over PatternFly. Nothing here reads a certificate; everything that is
//! said about one was decided by the engine, and every word comes from the Fluent files.

mod app;
mod bench;
pub mod components;
pub mod context;
pub(crate) mod pages;
mod panic;
pub(crate) mod routes;

use crate::browser::{preferences, texts};

/// Starts the page.
pub fn start() {
    panic::install_hook();
    wasm_bindgen_futures::spawn_local(texts::start(preferences::language(), || {
        yew::Renderer::<app::App>::new().render();
    }));
}
