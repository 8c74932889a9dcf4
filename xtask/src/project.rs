//! Where things are: the checkout, the tools' cache and the build cache.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

/// Set to `0`, every checkout builds in its own `target` folder.
const SHARED_TARGET: &str = "CERTBENCH_SHARED_TARGET";
/// The workspace's packages begin with these names.
const OWN_PACKAGES: [&str; 2] = ["certbench", "xtask"];
/// Names the checkout that last built; beside the cache and in the checkout's own `target`.
const OWNER: &str = "certbench-owner";

/// The checkout and the folders that its builds use.
pub struct Project {
    /// The checkout.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
    tools: PathBuf,
    lock_file: String,
    _lock: File,
}

impl Project {
    /// Finds the checkout and takes its build folder for this run alone.
    pub fn open() -> Result<Self> {
        let root = root()?;
        let cache = cache_folder()?;
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            // Relative to where cargo was called, which is where it called us.
            Some(folder) => std::path::absolute(folder)?,
            None if std::env::var(SHARED_TARGET).as_deref() == Ok("0") => root.join("target"),
            None => cache.join("target"),
        };
        fs::create_dir_all(&target)
            .with_context(|| format!("{} cannot be made", target.display()))?;
        let lock = lock(&target)?;
        claim(&root, &target)?;
        let lock_file = fs::read_to_string(root.join("Cargo.lock"))
            .context("Cargo.lock cannot be read; it belongs to the sources")?;
        Ok(Self {
            root,
            target,
            tools: cache.join("tools"),
            lock_file,
            _lock: lock,
        })
    }

    /// The site that `build` makes.
    pub fn site(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A place of this checkout's own for what is made from a build.
    pub fn output(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// Where one version of a tool is installed.
    pub fn tool(&self, package: &str, version: &str) -> PathBuf {
        self.tools.join(format!("{package}-{version}"))
    }

    /// The version of a crate in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        version_in(&self.lock_file, package)
            .with_context(|| format!("Cargo.lock holds no {package}"))
    }

    /// A program to be run in the checkout, with the cached tools before the system's.
    pub fn command(&self, program: &str, search: &[PathBuf]) -> Result<Command> {
        let system = std::env::var_os("PATH").unwrap_or_default();
        let path =
            std::env::join_paths(search.iter().cloned().chain(std::env::split_paths(&system)))?;
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("PATH", path);
        Ok(command)
    }

    /// Cargo, run in the checkout.
    pub fn cargo(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = self.command("cargo", &[])?;
        command.args(arguments);
        Ok(command)
    }
}

/// Cargo names the package's folder at run time. The one known at compile time would be that of
/// another checkout where this program was taken from a build cache.
fn root() -> Result<PathBuf> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .context("start the tasks through cargo: `cargo xtask help`")?;
    let root = Path::new(&package)
        .parent()
        .context("xtask has no parent folder")?;
    Ok(root.to_owned())
}

/// The user's cache of this project.
fn cache_folder() -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir()
            .context("there is no home folder: set XDG_CACHE_HOME to where tools may be kept")?
            .join(".cache"),
    };
    Ok(base.join("certbench"))
}

/// Trunk and the checkouts that share a build folder take files from it under fixed names, so only
/// one run may use it at a time.
fn lock(target: &Path) -> Result<File> {
    let file = File::create(target.join("certbench.lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("==> waiting for another run that uses {}", target.display());
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => bail!("{} cannot be locked: {error}", target.display()),
    }
    Ok(file)
}

/// Makes cargo build the workspace's own packages anew where another checkout built last.
///
/// Cargo hashes a workspace's paths relative to its root and compares times of change, so it would
/// take a package that another checkout built after this one was cloned for fresh. Packages from
/// the registry are shared rightly.
fn claim(root: &Path, target: &Path) -> Result<()> {
    if target == root.join("target") {
        return Ok(());
    }
    let own = root.join("target").join(OWNER);
    let shared = target.join(OWNER);
    let builder = fs::read_to_string(&shared).unwrap_or_default();
    if !builder.is_empty() && fs::read_to_string(&own).unwrap_or_default() == builder {
        return Ok(());
    }
    forget_own_packages(target, 0)?;
    // A clone at the same path is another checkout too, so the path alone is no name.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let name = format!(
        "{} {} {}",
        root.display(),
        std::process::id(),
        now.as_nanos()
    );
    fs::create_dir_all(root.join("target"))?;
    fs::write(own, &name)?;
    fs::write(shared, &name)?;
    Ok(())
}

/// Removes the fingerprints of the workspace's packages, which lie at `PROFILE/.fingerprint` and
/// `TRIPLE/PROFILE/.fingerprint`.
fn forget_own_packages(folder: &Path, depth: usize) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if folder.ends_with(".fingerprint") {
            if OWN_PACKAGES.iter().any(|package| name.starts_with(package)) {
                fs::remove_dir_all(path)?;
            }
        } else if name == ".fingerprint" || depth < 2 {
            forget_own_packages(&path, depth + 1)?;
        }
    }
    Ok(())
}

fn version_in(lock_file: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock_file.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_versions() {
        let text = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"a\"\nversion = \"0.2.3\"\n";
        assert_eq!(version_in(text, "a").as_deref(), Some("0.2.3"));
        assert_eq!(version_in(text, "c"), None);
    }

    #[test]
    fn only_the_workspaces_own_fingerprints_are_forgotten() -> Result<()> {
        let target = std::env::temp_dir().join(format!("certbench-target-{}", std::process::id()));
        let native = target.join("debug/.fingerprint");
        let wasm = target.join("wasm32-unknown-unknown/release/.fingerprint");
        for folder in [&native, &wasm] {
            fs::create_dir_all(folder.join("certbench-e2e-0123"))?;
            fs::create_dir_all(folder.join("serde-0123"))?;
        }
        forget_own_packages(&target, 0)?;
        for folder in [&native, &wasm] {
            assert!(!folder.join("certbench-e2e-0123").exists());
            assert!(folder.join("serde-0123").exists());
        }
        fs::remove_dir_all(target)?;
        Ok(())
    }
}
