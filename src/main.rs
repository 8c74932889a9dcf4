//! The page.

#[cfg(target_arch = "wasm32")]
fn main() {
    certbench::ui::start();
}

/// The page is built for the browser only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Certbench runs in a browser: cargo xtask serve");
}
