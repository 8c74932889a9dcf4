//! What never leaves the browser, and what is never lost without a question.

use anyhow::{Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

use crate::steps::{fill_subject, make_key, take_away};

/// Every place of the page where a secret could have been left, as one text.
const TRACES: &str = "
    const storage = (store) => Object.entries(store).flat().join('\\n');
    return [location.href, document.title, storage(localStorage), storage(sessionStorage),
      document.cookie, JSON.stringify(history.state), document.referrer].join('\\n');";

#[tokio::test]
async fn a_whole_journey_asks_nobody_and_leaves_no_trace() -> Result<()> {
    Browser::visit("privacy", Options::default(), async |browser| {
        browser.show("#/request/subject").await?;
        // The engine is up once it has answered.
        browser.wait_for("forecast").await?;
        let loaded = browser.requests().await?.len();
        let served = browser.served().len();
        make_key(browser, "p256").await?;
        fill_subject(browser, "secret-user-name", &["secret-group".to_owned()]).await?;
        let folder = take_away(browser, "secret-user-name").await?;
        browser.show("#/request/bring-back").await?;
        let recorded = include_str!("../../../fixtures/walkthrough/myuser-issued.yaml");
        browser.paste("answer", recorded).await?;
        browser.wait_for("certificate-identity").await?;
        let key = std::fs::read_to_string(folder.join("secret-user-name.key"))?;
        let key_line = key.lines().nth(1).unwrap_or_default().to_owned();

        let requests = browser.requests().await?;
        let after: Vec<_> = requests[loaded..]
            .iter()
            .filter(|request| !request.url.starts_with("blob:"))
            .collect();
        ensure!(after.is_empty(), "asked for after loading: {after:?}");
        ensure!(
            browser.served().len() == served,
            "{:?}",
            &browser.served()[served..]
        );
        ensure!(browser.foreign_requests().await?.is_empty());
        let violations = browser.policy_violations().await?;
        ensure!(violations.is_empty(), "{violations:?}");
        let console = browser.console().await?;
        ensure!(console.is_empty(), "{console:?}");
        let traces = browser.evaluate(TRACES).await?.to_string();
        for secret in ["secret-user-name", "secret-group", "myuser", &key_line] {
            ensure!(!traces.contains(secret), "{secret} was left: {traces}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wiping_empties_the_bench_and_every_field() -> Result<()> {
    Browser::visit("wipe", Options::default(), async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &["dev".to_owned()]).await?;
        browser.click("wipe").await?;
        browser.driver().accept_alert().await?;
        browser.wait_until_gone("wipe").await?;
        ensure!(browser.value("user").await?.is_empty());
        ensure!(!browser.is_there("groups-0").await?);
        browser.show("#/request/key").await?;
        ensure!(!browser.is_there("key-at-hand").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn leaving_with_an_unsaved_key_asks_first() -> Result<()> {
    Browser::visit("leave", Options::default(), async |browser| {
        let asks = "const event = new Event('beforeunload', { cancelable: true });
            window.dispatchEvent(event);
            return event.defaultPrevented;";
        ensure!(
            browser.evaluate(asks).await? == false,
            "there is nothing to lose yet"
        );
        make_key(browser, "p256").await?;
        ensure!(
            browser.evaluate(asks).await? == true,
            "the key exists nowhere else"
        );
        // Making another one would lose it as well.
        browser.click("generate-key").await?;
        browser.driver().dismiss_alert().await?;
        fill_subject(browser, "jane", &[]).await?;
        browser.show("#/request/take-away").await?;
        browser.click("save-key").await?;
        browser.downloaded("jane.key").await?;
        browser
            .wait_until_true(
                "the guard to go",
                std::time::Duration::from_secs(5),
                &asks.replace("return", "return !"),
            )
            .await?;
        Ok(())
    })
    .await
}
