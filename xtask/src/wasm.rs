//! Wasm files beside the site's own: the engine that traps, and the benchmarks.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use xtask::site_files::COMPRESSED;

use crate::project::Project;
use crate::setup::{Tools, WASM};
use crate::{site_build, steps};

/// What the site's wasm is optimised with; `index.html` says the same to Trunk.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-simd",
];

/// Builds one target of the workspace for release and returns its wasm file. The target's kind and
/// name come first, such as `--bin engine`, then its package.
pub fn build(project: &Project, arguments: &[&str]) -> Result<PathBuf> {
    let base = [
        "build",
        "--locked",
        // As `index.html` says to Trunk.
        "--profile",
        "engine",
        "--target",
        WASM,
    ];
    let format = ["--message-format=json-render-diagnostics"];
    let messages = steps::output(&mut project.cargo(&[&base, arguments, &format].concat())?)?;
    let name = arguments.get(1).context("no target was named")?;
    messages
        .lines()
        .find_map(|message| executable(message, name))
        .context("cargo built no wasm file")
}

/// The file that a message of cargo names, if it is this target's: for a bench, cargo builds the
/// package's binaries too.
fn executable(message: &str, name: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let file = message.get("executable")?.as_str()?;
    (message["target"]["name"] == name).then(|| file.into())
}

/// Writes `NAME.js` and `NAME_bg.wasm`, as the site's own are called, into a folder.
pub fn bind(
    project: &Project,
    tools: &Tools,
    wasm: &Path,
    name: &str,
    folder: &Path,
) -> Result<()> {
    let mut bindgen = project.command("wasm-bindgen", &tools.search)?;
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            name,
            "--out-dir",
        ])
        .arg(folder)
        .arg(wasm);
    steps::run(&mut bindgen)?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    let mut optimiser = project.command("wasm-opt", &tools.search)?;
    optimiser
        .arg("-O3")
        .args(FEATURES)
        .arg(&bound)
        .arg("-o")
        .arg(&bound);
    steps::run(&mut optimiser)
}

/// Makes `to` a fresh copy of the files in `from` that are wanted. Compressed forms stay behind: some
/// of the files are to be replaced.
pub fn copy_files(from: &Path, to: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    for name in site_build::files(from)?
        .iter()
        .filter(|name| !name.ends_with(COMPRESSED) && is_wanted(name))
    {
        let copy = to.join(name);
        fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
        fs::copy(from.join(name), copy)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_messages_name_the_file() {
        let message = r#"{"target":{"name":"page"},"executable":"/t/page.wasm"}"#;
        assert_eq!(executable(message, "page"), Some("/t/page.wasm".into()));
        assert_eq!(executable(message, "engine"), None);
        assert_eq!(executable(r#"{"executable":null}"#, "page"), None);
        assert_eq!(executable("words", "page"), None);
    }
}
