//! The steps of the Request room, as a user takes them.

use std::path::PathBuf;

use anyhow::Result;
use certbench_e2e::browser::Browser;

/// Makes a key; RSA may take a while.
pub async fn make_key(browser: &Browser, kind: &str) -> Result<()> {
    browser.show("#/request/key").await?;
    browser.click(&format!("key-kind-{kind}")).await?;
    browser.click("generate-key").await?;
    browser.wait_for("key-fingerprint").await
}

/// Fills in the user and the groups.
pub async fn fill_subject(browser: &Browser, user: &str, groups: &[String]) -> Result<()> {
    browser.show("#/request/subject").await?;
    browser.paste("user", user).await?;
    for (index, group) in groups.iter().enumerate() {
        browser.click("groups-add").await?;
        browser.paste(&format!("groups-{index}"), group).await?;
    }
    Ok(())
}

/// Goes to the files and saves everything as a zip, which is unpacked beside it.
pub async fn take_away(browser: &Browser, stem: &str) -> Result<PathBuf> {
    browser.show("#/request/take-away").await?;
    browser.click("save-zip").await?;
    let archive = browser.downloaded(&format!("{stem}.zip")).await?;
    let folder = archive.with_extension("");
    unpack(&archive, &folder)?;
    std::fs::remove_file(archive)?;
    Ok(folder)
}

/// Python unpacks it, so that somebody else's zip reader has looked at it.
fn unpack(archive: &std::path::Path, folder: &std::path::Path) -> Result<()> {
    let status = std::process::Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .args([archive, folder])
        .status()?;
    anyhow::ensure!(status.success(), "Python cannot read the zip");
    Ok(())
}
