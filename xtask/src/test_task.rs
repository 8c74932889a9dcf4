//! `test`: everything that is checked before a change is kept, the quickest first.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::project::Project;
use crate::setup::{self, Tools, WASM};
use crate::steps::{self, Steps};
use crate::{browser_tools, python, site_build, wasm};

/// The end-to-end suite's sessions that run at a time; each is a whole browser.
const SESSIONS: &str = "--test-threads=2";

/// Runs all checks and stops at the first that fails.
pub fn test(project: &Project, steps: &mut Steps) -> Result<()> {
    steps.run("rustfmt", || {
        steps::run(&mut project.cargo(&["fmt", "--all", "--check"])?)
    })?;
    let tools = setup::prepare(project, steps)?;
    let driver = browser_tools::prepare(steps)?;
    let python = python::prepare(project, steps)?;
    lint(project, steps)?;
    native_tests(project, steps, &python)?;
    browser_tests(project, steps, &tools, &driver)?;
    let built = site_build::build(project, steps)?;
    steps.run("size budgets", || {
        let too_big = built.too_big.join("; ");
        ensure!(too_big.is_empty(), "the site is too big: {too_big}");
        Ok(())
    })?;
    let trap_site = trap_site(project, steps, &tools)?;
    journeys(project, steps, &driver, &trap_site)
}

fn lint(project: &Project, steps: &mut Steps) -> Result<()> {
    let clippy = |arguments: &[&str]| {
        let command = ["clippy", "--locked", "--quiet"];
        let strict = ["--", "--deny", "warnings"];
        steps::run(&mut project.cargo(&[&command, arguments, &strict].concat())?)
    };
    steps.run("clippy (native)", || {
        clippy(&["--workspace", "--all-targets"])
    })?;
    steps.run("clippy (wasm32)", || {
        let parts = ["--lib", "--bins", "--test", "browser", "--benches"];
        let packages = ["--package", "certbench", "--package", "certbench-engine"];
        clippy(&[&packages[..], &["--target", WASM], &parts[..]].concat())
    })
}

fn native_tests(project: &Project, steps: &mut Steps, python: &Path) -> Result<()> {
    steps.run("native tests", || {
        let parts = ["--lib", "--test", "native", "--examples"];
        // The tests need no browser; those of the tasks and the journeys are steps of their own.
        let packages = [
            "--workspace",
            "--exclude",
            "xtask",
            "--exclude",
            "certbench-e2e",
        ];
        let arguments = [&["test", "--locked"], &packages[..], &parts[..]].concat();
        let (vectors, mozilla) = python::places(project, python)?;
        let mut cargo = project.cargo(&arguments)?;
        cargo
            .env("CERTBENCH_PYTHON", python)
            .env("CERTBENCH_VECTORS", vectors)
            .env("CERTBENCH_MOZILLA", mozilla);
        steps::run(&mut cargo)
    })?;
    steps.run("tests of the tasks", || {
        steps::run(&mut project.cargo(&["test", "--locked", "--package", "xtask"])?)
    })
}

fn browser_tests(project: &Project, steps: &mut Steps, tools: &Tools, driver: &Path) -> Result<()> {
    steps.run("browser tests", || {
        let package = [
            "test",
            "--locked",
            "--package",
            "certbench",
            "--target",
            WASM,
        ];
        let mut cargo = project.cargo(&[&package, &["--test", "browser"][..]].concat())?;
        cargo
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                &tools.test_runner,
            )
            .env("CHROMEDRIVER", driver)
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                project.root.join("xtask/webdriver.json"),
            )
            // A debug build of the cryptography takes its time on a small machine.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        steps::run(&mut cargo)
    })
}

/// A copy of the site whose engine can be made to trap or to hang, and whose page to panic.
fn trap_site(project: &Project, steps: &mut Steps, tools: &Tools) -> Result<PathBuf> {
    let site = project.output("trap-site");
    steps.run("site that traps", || {
        wasm::copy_files(&project.site(), &site, |_| true)?;
        let files = site_build::files(&site)?;
        let page = files
            .iter()
            .find_map(|file| file.strip_suffix("_bg.wasm"))
            .filter(|name| name.starts_with("certbench-"))
            .context("the site has no page")?;
        for (package, binary, name) in [
            ("certbench-engine", "engine", "engine"),
            ("certbench", "certbench", page),
        ] {
            let target = ["--bin", binary, "--package", package, "--features", "trap"];
            let built = wasm::build(project, &target)?;
            wasm::bind(project, tools, &built, name, &site)?;
        }
        Ok(())
    })?;
    Ok(site)
}

/// The journey that measures tasks of the page; another browser beside it would take the processor.
const MEASURING: &str = "ten_thousand_certificates";

fn journeys(project: &Project, steps: &mut Steps, driver: &Path, trap_site: &Path) -> Result<()> {
    let run = |arguments: &[&str]| {
        let package = ["test", "--locked", "--package", "certbench-e2e"];
        let mut cargo = project.cargo(&[&package, arguments].concat())?;
        cargo
            // A failed journey's words and picture say more than where its error was made.
            .env("RUST_LIB_BACKTRACE", "0")
            .env("CERTBENCH_SITE", project.site())
            .env("CERTBENCH_TRAP_SITE", trap_site)
            .env("CERTBENCH_SCREENSHOTS", project.output("screenshots"))
            .env("CHROMEDRIVER", driver);
        steps::run(&mut cargo)
    };
    steps.run("end-to-end tests", || {
        run(&["--", SESSIONS, "--skip", MEASURING])
    })?;
    steps.run("the page's longest task", || {
        run(&["--test", "journeys", "--", MEASURING, "--nocapture"])
    })
}
