//! Runs the benchmarks' page in a browser, starts the site there, and prints what was measured.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::{Options, Site};
use certbench_e2e::startup::{self, Outcome};
use serde_json::Value;

/// How long all benchmarks together may take.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure().await {
        Ok(outcome) => report(&outcome),
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<Outcome> {
    let options = Options {
        site: Site::Benchmarks,
        ..Options::default()
    };
    let browser = Browser::open(&options).await?;
    // While the browser is new: what a benchmark leaves behind would be felt.
    let mut outcome = startup::measure(&browser).await?;
    browser.driver().goto(browser.url("index.html")).await?;
    let finished = "return document.documentElement.dataset.done !== undefined";
    let waited = browser
        .wait_until_true("the benchmarks to end", PATIENCE, finished)
        .await;
    if waited.is_err() {
        for line in browser.console().await.unwrap_or_default() {
            eprintln!("bench: console: {line}");
        }
    }
    waited?;
    let result = browser.evaluate("return window.benchResult").await?;
    browser.close().await?;
    let text = result
        .as_str()
        .context("the page left no window.benchResult")?;
    let result: Value = serde_json::from_str(text)?;
    let list = |name: &str| result[name].as_array().cloned().unwrap_or_default();
    outcome.rows.extend(list("rows"));
    let failures = list("failures");
    let failures = failures.iter().filter_map(Value::as_str);
    outcome.failures.extend(failures.map(str::to_owned));
    Ok(outcome)
}

fn report(Outcome { rows, failures }: &Outcome) -> ExitCode {
    let word = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let width = |name: &str| {
        let widths = rows.iter().map(|row| word(row, name).chars().count());
        widths.max().unwrap_or(0)
    };
    let name_width = width("name");
    println!("{:name_width$}  {:>11}  note", "name", "measured");
    for row in rows {
        let value = row["value"].as_f64().unwrap_or(f64::NAN);
        let [name, unit, note] = ["name", "unit", "note"].map(|member| word(row, member));
        println!("{name:name_width$}  {value:>8.3} {unit:2}  {note}");
    }
    for failure in failures {
        println!("FAILED: {failure}");
    }
    match failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
