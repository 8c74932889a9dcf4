//! openssl, which looks at what the page made.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Runs openssl in a folder; all that it printed.
pub fn openssl(folder: &Path, arguments: &[&str]) -> Result<String> {
    let (succeeded, text) = try_openssl(folder, arguments)?;
    ensure!(succeeded, "openssl {arguments:?}: {text}");
    Ok(text)
}

/// Runs openssl in a folder; whether it succeeded, and all that it printed.
pub fn try_openssl(folder: &Path, arguments: &[&str]) -> Result<(bool, String)> {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context("openssl is not installed")?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok((output.status.success(), text))
}
