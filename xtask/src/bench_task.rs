//! `bench`: how fast the built engine answers and the page starts, beside what others do in the same browser.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::steps::{self, Steps};
use crate::{bench_data, bench_peers, browser_tools, site_build, wasm};

/// What others do, bundled with the packages that do it.
const PEERS: [&str; 2] = ["peers.mjs", "readers.mjs"];

/// Builds the site of the benchmarks and runs it in a browser.
pub fn bench(project: &Project, steps: &mut Steps) -> Result<()> {
    let driver = browser_tools::prepare(steps)?;
    let tools = site_build::build(project, steps)?.tools;
    let site = project.output("bench-site");
    steps.run("benchmarks' site", || {
        wasm::copy_files(&project.site(), &site, |name| name.starts_with("engine"))?;
        let page = wasm::build(project, &["--bench", "page", "--package", "certbench"])?;
        wasm::bind(project, &tools, &page, "bench", &site)?;
        copy_page(&project.root.join("benches"), &site)?;
        let mut esbuild = project.command("esbuild", &tools.search)?;
        esbuild
            .args(PEERS.map(|peer| format!("benches/{peer}")))
            .args(["--bundle", "--format=esm", "--minify"])
            .arg("--log-level=warning")
            .arg(format!("--outdir={}", site.display()));
        steps::run(&mut esbuild)
    })?;
    let peers = bench_peers::build(project, steps, &tools)?;
    bench_data::write(project, steps, &site)?;
    steps.run("native benchmarks", || {
        let files = ["roots.pem", "leaves.pem"].map(|name| site.join(name));
        let mut cargo = project.cargo(&[
            "bench",
            "--locked",
            "--quiet",
            "--profile",
            "engine",
            "--bench",
            "native",
            "--",
        ])?;
        cargo.args(files);
        steps::run(&mut cargo)
    })?;
    steps.run("benchmarks", || {
        let package = ["run", "--locked", "--quiet", "--package", "certbench-e2e"];
        let mut cargo = project.cargo(&[&package, &["--bin", "bench"][..]].concat())?;
        cargo
            .env("CERTBENCH_BENCH_SITE", &site)
            .env("CERTBENCH_SITE", project.site())
            .env("CERTBENCH_STARTUP_SITES", peers)
            .env("CHROMEDRIVER", &driver);
        steps::run(&mut cargo)
    })
}

/// The benchmarks' own page and its scripts; the peers' are bundled instead of copied. The site's `_headers`
/// stays away: the peers make code at run time, which the site's policy forbids.
fn copy_page(benches: &Path, site: &Path) -> Result<()> {
    let entries = fs::read_dir(benches).context("benches/ cannot be read")?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_page = [".html", ".js", ".mjs", ".css"]
            .iter()
            .any(|end| name.ends_with(end));
        if is_page && !PEERS.contains(&&*name) {
            fs::copy(&path, site.join(&*name))
                .with_context(|| format!("{} cannot be copied", path.display()))?;
        }
    }
    Ok(())
}
