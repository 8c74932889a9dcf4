//! Tests that need a browser.

fn main() {}
