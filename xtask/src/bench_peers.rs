//! The pages that Certbench's start is measured beside: each a library that decodes, and a text area.
//!
//! They are bundled, minified, named by their content, compressed and served as the site is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use xtask::site_headers::{self, SiteHeaders};

use crate::project::Project;
use crate::setup::Tools;
use crate::sizes;
use crate::steps::{self, Steps};

/// Where their sources are.
const SOURCES: &str = "benches/startup";
/// The script's name in the page of all of them.
const SCRIPT: &str = "decoder.js";
const ICON: &str = "icon.svg";
const PEERS: [&str; 2] = ["peculiar", "pkijs"];

/// Builds a site for each of them, called after it, in the folder that is returned.
pub fn build(project: &Project, steps: &mut Steps, tools: &Tools) -> Result<PathBuf> {
    let folder = project.output("startup-sites");
    steps.run("peers' pages", || {
        for peer in PEERS {
            let site = folder.join(peer);
            if site.exists() {
                fs::remove_dir_all(&site)?;
            }
            fs::create_dir_all(&site)?;
            build_one(project, tools, peer, &site)
                .with_context(|| format!("{peer} cannot be built"))?;
        }
        Ok(())
    })?;
    Ok(folder)
}

fn build_one(project: &Project, tools: &Tools, peer: &str, site: &Path) -> Result<()> {
    let bundle = site.join(SCRIPT);
    let mut esbuild = project.command("esbuild", &tools.search)?;
    esbuild
        .arg(format!("{SOURCES}/{peer}.mjs"))
        .args(["--bundle", "--format=esm", "--minify"])
        .args(["--log-level=warning", "--legal-comments=none"])
        .arg(format!("--outfile={}", bundle.display()));
    steps::run(&mut esbuild)?;
    let script = named_by_content(&fs::read(&bundle)?);
    fs::rename(&bundle, site.join(&script))?;
    let page = fs::read_to_string(project.root.join(SOURCES).join("index.html"))?;
    let page = page.replace(SCRIPT, &script);
    fs::write(site.join("index.html"), &page)?;
    // The same icon, so that the browser asks for as much.
    fs::copy(project.root.join("static").join(ICON), site.join(ICON))?;
    let names = ["index.html".to_owned(), script, ICON.to_owned()];
    let policy = site_headers::content_security_policy(&site_headers::inline_scripts(&page));
    let headers = SiteHeaders::for_site(&policy, &names);
    fs::write(site.join(site_headers::FILE_NAME), headers.to_text())?;
    let sizes = sizes::compress(project, site, &names[..2])?;
    let compressed: u64 = sizes.iter().map(|file| file.compressed).sum();
    println!("    {compressed:>8}  {peer}, brotli");
    Ok(())
}

fn named_by_content(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hash: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("decoder-{hash}.js")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_by_content_is_kept_forever() {
        let names = [named_by_content(b"one"), named_by_content(b"another")];
        assert_ne!(names[0], names[1]);
        let headers = SiteHeaders::for_site("", &names);
        let text = headers.to_text();
        assert_eq!(text.matches("immutable").count(), 2, "{text}");
    }
}
