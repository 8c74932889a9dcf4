//! The engine: answers the page's questions inside its web worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    certbench_engine::worker::serve();
}

/// Natively the engine is called as a library; see `examples/`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("the engine runs in a browser's worker: cargo xtask serve");
}
