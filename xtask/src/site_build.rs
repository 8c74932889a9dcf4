//! The site: Trunk builds it, then it is made small and given its Content-Security-Policy.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use xtask::site_headers::{self, SiteHeaders};

use crate::project::Project;
use crate::setup::{self, Tools};
use crate::sizes;
use crate::steps::{self, Steps};

/// A built site.
pub struct Built {
    /// What built it.
    pub tools: Tools,
    /// Which parts are bigger than they may be.
    pub too_big: Vec<String>,
}

/// Builds the site into `dist` and prints its sizes.
pub fn build(project: &Project, steps: &mut Steps) -> Result<Built> {
    let tools = setup::prepare(project, steps)?;
    steps.run("site", || trunk(project, &tools, &["build", "--release"]))?;
    steps.run("policy and minification", || {
        drop_unused_snippets(&project.site())?;
        minify(project, &tools)?;
        add_policy(&project.site())
    })?;
    let too_big = steps.run("sizes", || sizes::print(project))?;
    Ok(Built { tools, too_big })
}

/// Writes target/styles/patternfly.css, as Trunk does before every build.
pub fn styles(project: &Project, steps: &mut Steps) -> Result<()> {
    setup::prepare(project, steps)?;
    steps.run("styles", || {
        steps::run(project.command("node", &[])?.arg("xtask/styles.mjs"))
    })
}

/// Runs Trunk with the pinned tools.
pub fn trunk(project: &Project, tools: &Tools, arguments: &[&str]) -> Result<()> {
    let mut command = project.command("trunk", &tools.search)?;
    // Trunk takes the variable for an option and accepts only `true` and `false` in it.
    command.env_remove("NO_COLOR");
    steps::run(command.args(arguments))
}

/// The site's files, by their paths below it: also the snippets that crates bring along.
pub fn files(site: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(site)?.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Takes out the scripts that crates bring along and nothing imports. Trunk has the browser load
/// them all the same.
fn drop_unused_snippets(site: &Path) -> Result<()> {
    let all = files(site)?;
    let mut scripts = String::new();
    for script in all.iter().filter(|name| name.ends_with(".js")) {
        scripts.push_str(&fs::read_to_string(site.join(script))?);
    }
    let page = site.join("index.html");
    let mut text = fs::read_to_string(&page)?;
    for snippet in all.iter().filter(|name| name.starts_with("snippets/")) {
        if !scripts.contains(snippet.as_str()) {
            fs::remove_file(site.join(snippet))?;
            text = without_preload(&text, snippet);
        }
    }
    fs::write(&page, text).context("index.html cannot be written")
}

/// The page without the tag that has the browser load a script beforehand.
fn without_preload(page: &str, script: &str) -> String {
    let start = format!("<link rel=\"modulepreload\" href=\"./{script}\"");
    let Some((before, rest)) = page.split_once(&start) else {
        return page.to_owned();
    };
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// Minifies scripts and styles in place; Trunk's own minifier does not know all of today's
/// JavaScript. Their names stay, so imports do too.
fn minify(project: &Project, tools: &Tools) -> Result<()> {
    let site = project.site();
    let is_ours = |name: &String| name.ends_with(".js") || name.ends_with(".css");
    for file in files(&site)?.iter().filter(|name| is_ours(name)) {
        let file = site.join(file);
        let mut command = project.command("esbuild", &tools.search)?;
        command
            .arg(&file)
            .args(["--minify", "--charset=utf8", "--allow-overwrite"])
            .args(["--log-level=warning", "--legal-comments=none"])
            .arg(format!("--outfile={}", file.display()));
        steps::run(&mut command)?;
    }
    Ok(())
}

/// Puts the policy into the page, for hosts that send no headers, and into `_headers`.
fn add_policy(site: &Path) -> Result<()> {
    let file = site.join("index.html");
    let page = fs::read_to_string(&file)?;
    let policy = site_headers::content_security_policy(&site_headers::inline_scripts(&page));
    fs::write(&file, with_policy(&page, &policy)?)?;
    let mut names = files(site)?;
    names.retain(|name| name != site_headers::FILE_NAME);
    let headers = SiteHeaders::for_site(&policy, &names);
    fs::write(site.join(site_headers::FILE_NAME), headers.to_text())?;
    Ok(())
}

/// The policy comes first, because it counts only for what follows it.
fn with_policy(page: &str, policy: &str) -> Result<String> {
    let (before, after) = page
        .split_once("<head>")
        .context("the page has no <head>")?;
    ensure!(
        !policy.contains('"') && !page.contains("Content-Security-Policy"),
        "the page has a policy already"
    );
    Ok(format!(
        "{before}<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_nothing_imports_is_not_loaded_beforehand() {
        let page = "<a><link rel=\"modulepreload\" href=\"./snippets/x/y.js\" crossorigin><b>";
        assert_eq!(without_preload(page, "snippets/x/y.js"), "<a><b>");
        assert_eq!(without_preload(page, "snippets/z.js"), page);
    }

    #[test]
    fn the_policy_comes_first_in_the_head() -> Result<()> {
        let page = with_policy("<html><head><title>a</title></head>", "default-src 'none'")?;
        assert_eq!(
            page,
            "<html><head>\n<meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'\"><title>a</title></head>"
        );
        assert!(with_policy(&page, "default-src 'none'").is_err());
        Ok(())
    }
}
