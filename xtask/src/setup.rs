//! The tools of a build: found where they are, installed where that can be done unasked, and
//! otherwise asked for in words.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::project::Project;
use crate::steps::{self, Steps};

/// The only target that the page is built for.
pub const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const OLDEST_NODE: (u32, u32) = (20, 11);
/// Building the tools with their own release profiles takes several times as long.
const QUICK_RELEASE: [&str; 8] = [
    "--config",
    "profile.release.opt-level=1",
    "--config",
    "profile.release.lto=false",
    "--config",
    "profile.release.codegen-units=16",
    "--config",
    "profile.release.debug=false",
];

/// The folders of programs that a build uses before the system's.
pub struct Tools {
    /// For `PATH`.
    pub search: Vec<PathBuf>,
    /// Runs browser tests for cargo.
    pub test_runner: PathBuf,
}

/// Finds or installs everything that a build needs.
pub fn prepare(project: &Project, steps: &mut Steps) -> Result<Tools> {
    steps.run("tools", || {
        add_wasm_target(project)?;
        let trunk = install(
            project,
            "trunk",
            "trunk",
            TRUNK,
            &["--no-default-features", "--features", "rustls"],
        )?;
        let version = project.locked_version("wasm-bindgen")?;
        let bindgen = install(project, "wasm-bindgen-cli", "wasm-bindgen", &version, &[])?;
        npm_packages(project)?;
        let npm = project.root.join("node_modules/.bin");
        Ok(Tools {
            test_runner: bindgen.join("wasm-bindgen-test-runner"),
            search: vec![trunk, bindgen, npm],
        })
    })
}

fn add_wasm_target(project: &Project) -> Result<()> {
    let sysroot = steps::output(project.command("rustc", &[])?.args(["--print", "sysroot"]))?;
    let library = PathBuf::from(sysroot.trim()).join("lib/rustlib").join(WASM);
    if library.exists() {
        return Ok(());
    }
    ensure!(
        steps::probe("rustup", &["--version"]).is_some(),
        "Rust's standard library for {WASM} is missing, and so is rustup, which installs it: \
         see https://rustup.rs"
    );
    steps::run(
        project
            .command("rustup", &[])?
            .args(["target", "add", WASM]),
    )
}

/// Installs one version of a tool for this user, unless it is there, and returns its programs'
/// folder.
fn install(
    project: &Project,
    package: &str,
    program: &str,
    version: &str,
    features: &[&str],
) -> Result<PathBuf> {
    let folder = project.tool(program, version);
    let programs = folder.join("bin");
    if programs.join(program).exists() {
        return Ok(programs);
    }
    println!("    installing {package} {version}, once for this user; this takes some minutes");
    let mut command = Command::new("cargo");
    command
        .args([
            "install",
            "--locked",
            package,
            "--version",
            version,
            "--root",
        ])
        .arg(folder)
        .args(features)
        .args(QUICK_RELEASE)
        // A folder of its own: what the tools are built from is no use to the workspace.
        .env_remove("CARGO_TARGET_DIR");
    steps::run(&mut command)?;
    Ok(programs)
}

/// Installs what package-lock.json names, where it has changed since the last time.
fn npm_packages(project: &Project) -> Result<()> {
    let missing = "Node.js with npm is missing or too old; it cuts the styles and optimises the \
                   wasm. Install Node.js 20.11 or newer with npm: \
                   https://nodejs.org/en/download, or your system's packages `nodejs` and `npm`";
    let version = steps::probe("node", &["--version"]).unwrap_or_default();
    ensure!(
        node_version(&version).is_some_and(|version| version >= OLDEST_NODE),
        "{missing}"
    );
    let wanted = fs::read_to_string(project.root.join("package-lock.json"))?;
    let stamp = project.root.join("node_modules/.certbench-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if steps::probe("npm", &["--version"]).is_none() {
        bail!("{missing}");
    }
    println!("    installing npm packages");
    let mut command = project.command("npm", &[])?;
    steps::run(command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(node_version("v20.20.2"), Some((20, 20)));
        assert!(node_version("v9.0.0") < Some(OLDEST_NODE));
        assert_eq!(node_version(""), None);
    }
}
