//! The project's tasks: `cargo xtask help`.

mod answers_task;
mod bench_data;
mod bench_peers;
mod bench_task;
mod browser_tools;
mod fuzz_task;
mod project;
mod python;
mod setup;
mod site_build;
mod sizes;
mod steps;
mod test_task;
mod wasm;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use xtask::site_server::SiteServer;

use crate::project::Project;
use crate::steps::Steps;

const HELP: &str = "\
cargo xtask TASK

  serve [--port N]   build the site and serve it on http://127.0.0.1:8080/
  serve --watch      serve a development build that follows changes of the sources
  build              build the site into dist/
  test               run every check and every test
  bench              measure the engine and the page's start in a browser, beside their peers
  fuzz [--seconds N] [TARGET]
                     feed every reader, or one, with hostile input for ten minutes each
  answers REVISION   compare the answers of the batch programs over all fixtures with those of an
                     older commit
  styles             cut PatternFly's styles to those in use
  help               print this

What a task needs and can be had unasked, it installs: Rust's wasm32 target, Trunk and
wasm-bindgen and Python packages (for this user, in the cache folder), the npm packages; on Debian,
for root, also Chromium, its driver and Python's venv module.

  XDG_CACHE_HOME=FOLDER        keep tools and builds there instead of in ~/.cache
  CERTBENCH_SHARED_TARGET=0    build in target/ instead of in the cache that checkouts share
  CARGO_TARGET_DIR=FOLDER      build there
  CHROMEDRIVER=FILE            the browser's driver, where it is not in PATH";

const PORT: u16 = 8080;
/// How long each fuzz target runs where nobody says otherwise.
const FUZZ_SECONDS: u32 = 600;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut steps = Steps::default();
    let result = dispatch(&arguments, &mut steps);
    steps.print_summary();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str], steps: &mut Steps) -> Result<()> {
    match arguments {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["serve", options @ ..] => serve(options, steps),
        ["build"] => site_build::build(&Project::open()?, steps).map(drop),
        ["test"] => test_task::test(&Project::open()?, steps),
        ["bench"] => bench_task::bench(&Project::open()?, steps),
        ["fuzz"] => fuzz_task::fuzz(&Project::open()?, steps, FUZZ_SECONDS, None),
        ["fuzz", options @ ..] => fuzz(options, steps),
        ["answers", revision] => answers_task::answers(&Project::open()?, steps, revision),
        ["styles"] => site_build::styles(&Project::open()?, steps),
        other => bail!("no such task: {}\n\n{HELP}", other.join(" ")),
    }
}

fn fuzz(options: &[&str], steps: &mut Steps) -> Result<()> {
    let (seconds, only) = match options {
        ["--seconds", seconds] => (*seconds, None),
        ["--seconds", seconds, target] => (*seconds, Some(*target)),
        [target] => return fuzz_task::fuzz(&Project::open()?, steps, FUZZ_SECONDS, Some(target)),
        other => bail!("fuzz does not know: {}\n\n{HELP}", other.join(" ")),
    };
    let seconds = seconds
        .parse()
        .with_context(|| format!("{seconds} is no number of seconds"))?;
    fuzz_task::fuzz(&Project::open()?, steps, seconds, only)
}

fn serve(options: &[&str], steps: &mut Steps) -> Result<()> {
    let (is_watching, port) = match options {
        [] => (false, PORT),
        ["--watch"] => (true, PORT),
        ["--port", port] => (false, parse_port(port)?),
        ["--watch", "--port", port] | ["--port", port, "--watch"] => (true, parse_port(port)?),
        other => bail!("serve does not know: {}\n\n{HELP}", other.join(" ")),
    };
    let project = Project::open()?;
    if is_watching {
        let tools = setup::prepare(&project, steps)?;
        return site_build::trunk(&project, &tools, &["serve", "--port", &port.to_string()]);
    }
    site_build::build(&project, steps)?;
    let site = project.site();
    // The build folder is free again while the site is served.
    drop(project);
    let server = SiteServer::start(&site, port)?;
    println!(
        "\nserving {} on {} (end with Ctrl+C)",
        site.display(),
        server.url()
    );
    server.wait();
    Ok(())
}

fn parse_port(text: &str) -> Result<u16> {
    text.parse()
        .with_context(|| format!("{text} is no port; use a number up to 65535"))
}
