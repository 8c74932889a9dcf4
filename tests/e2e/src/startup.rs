//! How long a page takes from its address to the first certificate, over a line of 10 Mbit/s and 40 ms.
//!
//! Cold, the browser has nothing of the site; warm, it was there before. Every start has a tab of its own, and the
//! pages take turns, so that a slow moment of the machine hits all of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use xtask::line::Line;
use xtask::site_server::SiteServer;

use crate::browser::Browser;
use crate::options::{Site, root};

/// How often each page is started cold, and as often warm; the first round does not count.
const ROUNDS: usize = 9;
/// Until the browser has nothing left to ask for or to keep.
const REST: Duration = Duration::from_millis(500);
/// What is pasted, and what has to be shown of it: the subject and the end of its validity.
const CERTIFICATE: &str = "tests/fixtures/pki/apiserver.crt";
const WORDS: [&str; 2] = ["kube-apiserver", "2027-11-22"];
const ICON: &str = "/icon.svg";
const PROBE: &str = include_str!("startup_probe.js");
const WAIT: &str = "
    const done = arguments[arguments.length - 1];
    globalThis.certbenchStartup.then(done, (error) => done(String(error)));";

/// The moments, and how late each may come in Certbench's cold start, in milliseconds.
const MOMENTS: [(&str, &str, f64); 3] = [
    ("painted", "first paint", 700.0),
    ("usable", "usable", 1_100.0),
    ("decoded", "first certificate decoded", 1_500.0),
];

/// What was measured, as the benchmarks' page gives it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Name, value, unit and note of each row.
    pub rows: Vec<Value>,
    /// What was demanded and is not so.
    pub failures: Vec<String>,
}

/// A page that is started.
struct Page {
    name: &'static str,
    server: SiteServer,
    /// Behind the site's address.
    fragment: &'static str,
    /// What a certificate is pasted into.
    field: &'static str,
    /// What then shows it.
    result: &'static str,
    is_ours: bool,
    cold: Vec<Value>,
    warm: Vec<Value>,
}

impl Page {
    fn certbench() -> Result<Self> {
        Ok(Self {
            name: "Certbench",
            server: SiteServer::start_behind(&Site::Published.folder()?, Line::BUDGETED)?,
            fragment: "#/inspect",
            field: "#inspect-text",
            result: "#card-0",
            is_ours: true,
            cold: Vec::new(),
            warm: Vec::new(),
        })
    }

    fn peer(name: &'static str, folder: &str) -> Result<Self> {
        let sites = std::env::var_os("CERTBENCH_STARTUP_SITES").map(PathBuf::from);
        let sites = sites.unwrap_or_else(|| "target/startup-sites".into());
        let site = root()?.join(sites).join(folder);
        Ok(Self {
            name,
            server: SiteServer::start_behind(&site, Line::BUDGETED)?,
            fragment: "",
            field: "#source",
            result: "#decoded",
            is_ours: false,
            cold: Vec::new(),
            warm: Vec::new(),
        })
    }

    /// One start in a tab of its own, and what was asked of the server meanwhile.
    async fn start(&self, browser: &Browser) -> Result<(Value, Vec<String>)> {
        let driver = browser.driver();
        let before = self.server.requests().len();
        let first = driver.window().await?;
        let tab = driver.new_tab().await?;
        driver.switch_to_window(tab).await?;
        let parameters = json!({
            "field": self.field,
            "result": self.result,
            "words": WORDS,
            "pem": std::fs::read_to_string(root()?.join(CERTIFICATE))?,
        });
        let probe = PROBE.replacen("PARAMETERS", &parameters.to_string(), 1);
        let developer_tools = driver.cdp();
        developer_tools
            .send_raw(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": probe }),
            )
            .await?;
        driver
            .goto(format!("{}{}", self.server.url(), self.fragment))
            .await?;
        let moments = driver.execute_async(WAIT, Vec::new()).await?;
        tokio::time::sleep(REST).await;
        driver.close_window().await?;
        driver.switch_to_window(first).await?;
        let moments = moments.json().clone();
        ensure!(moments.is_object(), "{}: {moments}", self.name);
        Ok((moments, self.server.requests().split_off(before)))
    }

    fn median(starts: &[Value], moment: &str) -> Result<f64> {
        let times = starts.iter().map(|start| start[moment].as_f64());
        let mut times: Vec<f64> = times
            .collect::<Option<_>>()
            .context("a moment is missing")?;
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().context("no start")
    }
}

/// Starts Certbench and its peers by turns.
pub async fn measure(browser: &Browser) -> Result<Outcome> {
    let mut pages = [
        Page::certbench()?,
        Page::peer("@peculiar/x509", "peculiar")?,
        Page::peer("pkijs", "pkijs")?,
    ];
    let mut outcome = Outcome::default();
    for round in 0..=ROUNDS {
        for page in &mut pages {
            let developer_tools = browser.driver().cdp();
            developer_tools
                .send_raw("Network.clearBrowserCache", json!({}))
                .await?;
            let (cold, asked) = page.start(browser).await?;
            // The icon is wanted twice: by the page, and by the browser for its own frame.
            let asked: Vec<&String> = asked.iter().filter(|path| *path != ICON).collect();
            let different: BTreeSet<&String> = asked.iter().copied().collect();
            if different.len() < asked.len() && round == 0 {
                let failure = format!("{}: something is asked for twice: {asked:?}", page.name);
                outcome.failures.push(failure);
            }
            let (warm, _) = page.start(browser).await?;
            if round > 0 {
                page.cold.push(cold);
                page.warm.push(warm);
            }
        }
    }
    for is_cold in [true, false] {
        for (moment, words, limit) in MOMENTS {
            for page in &pages {
                let starts = if is_cold { &page.cold } else { &page.warm };
                let time = Page::median(starts, moment)?;
                let temperature = if is_cold { "cold" } else { "warm" };
                let is_limited = page.is_ours && is_cold;
                outcome.rows.push(json!({
                    "name": format!("{temperature} start: {words}, {}", page.name),
                    "value": time,
                    "unit": "ms",
                    "note": if is_limited { format!("10 Mbit/s and 40 ms, limit {limit}") } else { String::new() },
                }));
                if is_limited && time > limit {
                    let failure = format!("cold start: {words} after {time:.0} ms, limit {limit}");
                    outcome.failures.push(failure);
                }
            }
        }
    }
    Ok(outcome)
}
