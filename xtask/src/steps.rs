//! Running things: every step is announced and timed, every failure is said in words.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// The steps of one run.
#[derive(Default)]
pub struct Steps(Vec<(String, Duration, bool)>);

impl Steps {
    /// Announces a step, runs it and notes how long it took.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("==> {name}");
        let start = Instant::now();
        let result = step();
        let took = start.elapsed();
        let outcome = if result.is_ok() { "" } else { "FAILED after " };
        println!("    {name}: {outcome}{:.1} s", took.as_secs_f64());
        self.0.push((name.to_owned(), took, result.is_ok()));
        result
    }

    /// One line for each step and one for the sum.
    pub fn print_summary(&self) {
        if self.0.is_empty() {
            return;
        }
        let width = self.0.iter().map(|(name, ..)| name.chars().count()).max();
        let width = width.unwrap_or(0).max("total".len());
        println!();
        for (name, took, is_ok) in &self.0 {
            let mark = if *is_ok { "" } else { "  FAILED" };
            println!("{name:width$}  {:>7.1} s{mark}", took.as_secs_f64());
        }
        let total: Duration = self.0.iter().map(|(_, took, _)| *took).sum();
        println!("{:width$}  {:>7.1} s", "total", total.as_secs_f64());
    }
}

/// Runs a program with its output on ours and fails where it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = describe(command);
    let status = command
        .status()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and returns what it prints; its complaints stay on ours.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = describe(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{shown}` cannot be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a quiet look at a program says; nothing where it cannot be run.
pub fn probe(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn describe(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let name = program.rsplit('/').next().unwrap_or(&program).to_owned();
    let arguments = command
        .get_args()
        .map(|one| one.to_string_lossy().into_owned());
    let words: Vec<String> = std::iter::once(name).chain(arguments).collect();
    words.join(" ")
}
