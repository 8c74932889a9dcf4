//! The page comes up, its engine runs, and neither talks to anybody.

use anyhow::{Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::{ColourScheme, Options};

#[tokio::test]
async fn the_page_and_its_engine_start_under_the_policy() -> Result<()> {
    Browser::visit("start", Options::default(), async |browser| {
        browser.screenshot("start").await?;
        // Only the engine knows that this is no key.
        browser.show("#/request/key").await?;
        browser.paste("key-source", "no key").await?;
        browser.click("import-key").await?;
        browser.wait_for("key-source-problems").await?;
        let problems = browser.policy_violations().await?;
        ensure!(problems.is_empty(), "the policy was breached: {problems:?}");
        let console = browser.console().await?;
        ensure!(console.is_empty(), "the console is not empty: {console:?}");
        let foreign = browser.foreign_requests().await?;
        ensure!(foreign.is_empty(), "somebody else was asked: {foreign:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_browsers_language_and_colours_are_taken_over() -> Result<()> {
    let options = Options {
        language: "zh-CN",
        colour_scheme: ColourScheme::Dark,
        ..Options::default()
    };
    Browser::visit("start-zh-CN", options, async |browser| {
        let root = browser
            .evaluate("const root = document.documentElement; return [root.lang, root.className]")
            .await?;
        ensure!(root[0] == "zh-CN", "the page speaks {}", root[0]);
        ensure!(
            root[1] == "pf-v6-theme-dark",
            "the page's classes are {}",
            root[1]
        );
        browser.screenshot("start-zh-CN-dark").await?;
        Ok(())
    })
    .await
}
