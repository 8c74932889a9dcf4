//! `fuzz`: feeds the readers of hostile input with libFuzzer, on the stable toolchain.

use std::fs;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::project::Project;
use crate::steps::{self, Steps};

/// Every target, in `fuzz/fuzz_targets`.
const TARGETS: [&str; 11] = [
    "access_draft",
    "recogniser",
    "certificate",
    "request",
    "revocation_list",
    "private_key",
    "pkcs12",
    "asn1",
    "pem",
    "manifest",
    "token",
];

/// The coverage that libFuzzer steers by; what cargo-fuzz asks for, less the sanitizers, which only
/// a nightly toolchain has. There is no unsafe code that they could look at.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1";

/// Seconds that one input may take, as the page gives its engine.
const TIMEOUT_SECONDS: u32 = 10;

/// Runs every target, or one, for some seconds each. What a target trips over stays in
/// `fuzz/artifacts`.
pub fn fuzz(project: &Project, steps: &mut Steps, seconds: u32, only: Option<&str>) -> Result<()> {
    let chosen: Vec<_> = TARGETS
        .into_iter()
        .filter(|target| only.is_none_or(|only| only == *target))
        .collect();
    if chosen.is_empty() {
        bail!("no such target; there are {}", TARGETS.join(", "));
    }
    let target_folder = project.output("fuzz");
    steps.run("build of the fuzz targets", || {
        let mut cargo = project.cargo(&["build", "--release", "--quiet", "--bins"])?;
        // Named apart from the host's, so that build scripts stay without coverage.
        cargo
            .args(["--target", &host()?, "--manifest-path", "fuzz/Cargo.toml"])
            .env("CARGO_TARGET_DIR", &target_folder)
            .env("RUSTFLAGS", COVERAGE);
        steps::run(&mut cargo)
    })?;
    let mut failed = Vec::new();
    for target in chosen {
        let corpus = project.root.join("fuzz/corpus").join(target);
        let seeds = project.root.join("fuzz/seeds");
        let findings = project.root.join("fuzz/artifacts").join(target);
        for folder in [&corpus, &seeds, &findings] {
            fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        collect_seeds(project, &seeds)?;
        let program = target_folder.join(host()?).join("release").join(target);
        let result = steps.run(&format!("fuzz {target}"), || {
            let mut command = project.command(&program.to_string_lossy(), &[])?;
            command
                .arg(format!("-max_total_time={seconds}"))
                .arg(format!("-timeout={TIMEOUT_SECONDS}"))
                .args([
                    "-rss_limit_mb=2048",
                    "-max_len=65536",
                    "-print_final_stats=1",
                ])
                .arg("-verbosity=0")
                .arg(format!("-artifact_prefix={}/", findings.display()))
                .args([&corpus, &seeds]);
            steps::run(&mut command)
        });
        if result.is_err() {
            failed.push(target);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("stopped by an input: {}", failed.join(", "))
    }
}

/// The real inputs to begin from: the tests' fixtures.
fn collect_seeds(project: &Project, seeds: &std::path::Path) -> Result<()> {
    for folder in ["walkthrough", "pki", "pki/etcd", "tokens", "oidc"] {
        let folder = project.root.join("tests/fixtures").join(folder);
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_file() && fs::metadata(&path)?.len() < 64 * 1024 {
                let name = path.file_name().unwrap_or_default();
                fs::copy(&path, seeds.join(name))?;
                if let Some(der) = first_block(&fs::read_to_string(&path).unwrap_or_default()) {
                    let name = format!("{}.der", name.to_string_lossy());
                    fs::write(seeds.join(name), der)?;
                }
            }
        }
    }
    Ok(())
}

/// The first PEM block's bytes: most targets read DER.
fn first_block(text: &str) -> Option<Vec<u8>> {
    let (_, after) = text.split_once("-----BEGIN ")?;
    let (_, body) = after.split_once('\n')?;
    let (body, _) = body.split_once("-----END")?;
    let packed: String = body.split_whitespace().collect();
    STANDARD.decode(packed).ok()
}

fn host() -> Result<String> {
    let version = steps::probe("rustc", &["-vV"]).context("rustc cannot be run")?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.context("rustc names no host")?.to_owned())
}
