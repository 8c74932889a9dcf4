//! An engine that traps or hangs ends alone.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::{Options, Site};

use crate::steps::{fill_subject, make_key};

fn trap_site() -> Options {
    Options {
        site: Site::Trap,
        ..Options::default()
    }
}

/// Sends an input to the engine from the key step.
async fn send(browser: &Browser, input: &str) -> Result<()> {
    browser.paste("key-source", input).await?;
    browser.click("import-key").await
}

#[tokio::test]
async fn fifty_traps_in_a_row_lose_nothing() -> Result<()> {
    Browser::visit("traps", trap_site(), async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &["dev".to_owned()]).await?;
        browser.show("#/request/key").await?;
        for count in 1..=50 {
            send(browser, "certbench: trap").await?;
            browser.wait_for_text("engine-failure", "stopped").await?;
            let trapped = Instant::now();
            // A new engine answers this, and only an engine knows that it is no key.
            send(browser, &format!("no key {count}")).await?;
            browser
                .wait_for("key-source-problems")
                .await
                .with_context(|| format!("after trap {count}"))?;
            let seconds = trapped.elapsed().as_secs_f64();
            ensure!(
                seconds < 1.0,
                "trap {count}: no new engine for {seconds:.2} s"
            );
            // Reading a key takes the last complaint away, so the next one is new.
            browser.paste("key-source", "").await?;
        }
        ensure!(
            browser.is_there("key-fingerprint").await?,
            "the key is gone"
        );
        browser.show("#/request/subject").await?;
        ensure!(browser.value("user").await? == "jane");
        ensure!(browser.value("groups-0").await? == "dev");
        browser.show("#/request/take-away").await?;
        browser.wait_for("yaml").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_engine_that_hangs_is_given_up_after_ten_seconds() -> Result<()> {
    Browser::visit("hang", trap_site(), async |browser| {
        make_key(browser, "p256").await?;
        let asked = Instant::now();
        send(browser, "certbench: hang").await?;
        browser
            .wait_until_true(
                "the engine to be given up",
                Duration::from_secs(15),
                "return document.getElementById('engine-failure') !== null",
            )
            .await?;
        let seconds = asked.elapsed().as_secs_f64();
        ensure!(
            (9.0..13.0).contains(&seconds),
            "given up after {seconds:.1} s"
        );
        browser
            .wait_for_text("engine-failure", "ten seconds")
            .await?;
        send(browser, "no key").await?;
        browser.wait_for("key-source-problems").await?;
        ensure!(
            browser.is_there("key-fingerprint").await?,
            "the key is gone"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_panic_of_the_page_leaves_a_screen_with_a_way_on() -> Result<()> {
    Browser::visit("panic", trap_site(), async |browser| {
        browser.show("#/panic").await?;
        browser
            .wait_for_text("panic-message", "panicked on purpose")
            .await?;
        browser.screenshot("panic").await?;
        browser.show("#/").await?;
        browser.click("panic-proceed").await?;
        browser.wait_for("start-request").await?;
        browser.wait_until_gone("panic").await?;
        Ok(())
    })
    .await
}
