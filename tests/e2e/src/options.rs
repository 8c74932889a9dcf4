//! What a session is to be like.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// What is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// The site as it is published.
    Published,
    /// The same with an engine that an input can make trap or hang.
    Trap,
    /// The benchmarks.
    Benchmarks,
}

/// What the browser asks pages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The properties of a session.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is served.
    pub site: Site,
    /// Width and height of what the page can use, in CSS pixels.
    pub window: (u32, u32),
    /// The browser's language, such as `zh-CN`.
    pub language: &'static str,
    /// The system's colour scheme.
    pub colour_scheme: ColourScheme,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            site: Site::Published,
            window: (1280, 900),
            language: "en",
            colour_scheme: ColourScheme::Light,
        }
    }
}

impl Site {
    /// Where it was built.
    pub fn folder(self) -> Result<PathBuf> {
        let (variable, default) = match self {
            Self::Published => ("CERTBENCH_SITE", "dist"),
            Self::Trap => ("CERTBENCH_TRAP_SITE", "target/trap-site"),
            Self::Benchmarks => ("CERTBENCH_BENCH_SITE", "target/bench-site"),
        };
        let chosen = std::env::var_os(variable).map(PathBuf::from);
        // A relative one is relative to the checkout; cargo starts tests in the package's folder.
        Ok(root()?.join(chosen.unwrap_or_else(|| default.into())))
    }
}

/// The checkout. Cargo names the package's folder to the programs that it starts.
pub fn root() -> Result<PathBuf> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .context("start this through cargo, which says where the sources are")?;
    let root = Path::new(&package).ancestors().nth(2);
    Ok(root
        .context("the package has no checkout around it")?
        .to_owned())
}
