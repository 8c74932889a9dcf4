//! Python with the packages that certificates are compared with, in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::steps::{self, Steps};

/// What is installed, with all that it needs, so that every machine compares with the same.
const PACKAGES: [(&str, &str); 5] = [
    ("cryptography", "50.0.2"),
    ("cryptography-vectors", "50.0.2"),
    ("certifi", "2026.10.19.post1"),
    ("cffi", "2.1.1"),
    ("pycparser", "3.12"),
];
/// Fails where a package is missing, as it is after Python itself was exchanged.
const ALL_ARE_THERE: &str = "import cryptography.x509, cryptography_vectors, certifi";
const PLACES: &str = "import os, cryptography_vectors, certifi; \
                      print(os.path.dirname(cryptography_vectors.__file__)); \
                      print(certifi.where())";

/// Finds or makes the environment and returns its Python.
pub fn prepare(project: &Project, steps: &mut Steps) -> Result<PathBuf> {
    steps.run("Python", || {
        let versions: Vec<&str> = PACKAGES.iter().map(|(_, version)| *version).collect();
        let folder = project.tool("python", &versions.join("-"));
        let python = folder.join("bin/python");
        if steps::probe(&python.to_string_lossy(), &["-c", ALL_ARE_THERE]).is_none() {
            install(project, &folder, &python)?;
        }
        Ok(python)
    })
}

/// The folder of cryptography's test vectors and the file of Mozilla's roots.
pub fn places(project: &Project, python: &Path) -> Result<(PathBuf, PathBuf)> {
    let mut command = project.command(&python.to_string_lossy(), &[])?;
    let told = steps::output(command.args(["-c", PLACES]))?;
    let (vectors, roots) = told
        .trim_end()
        .split_once('\n')
        .context("Python does not tell where its packages are")?;
    Ok((vectors.trim_end().into(), roots.into()))
}

fn install(project: &Project, folder: &Path, python: &Path) -> Result<()> {
    println!("    installing Python packages, once for this user");
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    let mut environment = project.command("python3", &[])?;
    steps::run(environment.args(["-m", "venv"]).arg(folder)).context(
        "Python makes no virtual environment. Install Python 3.10 or newer with its venv module: \
         https://www.python.org/downloads, or your system's packages `python3` and `python3-venv`",
    )?;
    let pinned = PACKAGES
        .iter()
        .map(|(package, version)| format!("{package}=={version}"));
    let mut pip = project.command(&python.to_string_lossy(), &[])?;
    pip.args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--only-binary=:all:"])
        .args(pinned);
    steps::run(&mut pip).context(
        "the Python packages that the tests compare with come from https://pypi.org, \
         or from where pip is told to look",
    )
}
