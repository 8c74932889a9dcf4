//! The pages.
/// Starts the page.
pub fn start() {}
