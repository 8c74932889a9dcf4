//! The Tokens room, with tokens of the recorded control plane.

use anyhow::{Context as _, Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;
use serde_json::Value;

const TOKENS: &str = include_str!("../../../fixtures/tokens/tokens.jsonl");
const KEY: &str = include_str!("../../../fixtures/pki/sa.pub");
const ISSUER: &str = "https://kubernetes.default.svc.cluster.local";

fn token(case: &str) -> Result<String> {
    let mut lines = TOKENS.lines().map(serde_json::from_str::<Value>);
    let line = lines.find_map(|line| line.ok().filter(|line| line["case"] == case));
    let token = line.as_ref().and_then(|line| line["token"].as_str());
    Ok(token.context("not recorded")?.trim().to_owned())
}

async fn open(browser: &Browser) -> Result<()> {
    browser.show("#/tokens").await?;
    browser.wait_for("token-text").await?;
    browser.paste("token-keys", KEY).await?;
    browser.click("token-settings").await?;
    browser.paste("token-issuers", ISSUER).await
}

/// Everything that the page keeps beyond its memory, and its address.
const TRACES: &str = "return [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join()";

#[tokio::test]
async fn a_token_that_is_odd_but_accepted_gives_its_identity_and_forged_ones_the_servers_words()
-> Result<()> {
    Browser::visit("tokens", Options::default(), async |browser| {
        open(browser).await?;
        // The server let it in, though it never expires.
        let accepted = token("forged-no-exp")?;
        browser
            .paste("token-text", &format!("Authorization: Bearer {accepted}"))
            .await?;
        browser
            .paste("token-text", &format!("Bearer {accepted}\n"))
            .await?;
        browser
            .wait_for_text("token-identity", "system:serviceaccount:tok:build-bot")
            .await?;
        browser.wait_for_text("token-signature", "genuine").await?;
        browser
            .wait_for_text("token-findings", "never expires")
            .await?;
        browser
            .wait_for_text("token-claims", "kubernetes.io.serviceaccount.name")
            .await?;
        let problems = browser.accessibility_problems().await?;
        ensure!(problems.is_empty(), "{problems:?}");

        browser
            .paste("token-text", &token("forged-tampered-sig")?)
            .await?;
        browser
            .wait_for_text("token-signature", "not valid")
            .await?;
        browser.wait_for_text("token-bearer", "401").await?;
        browser
            .paste("token-text", &token("forged-alg-none")?)
            .await?;
        browser
            .wait_for_text("token-signature", "nobody signed it")
            .await?;
        browser.click("language-zh-CN").await?;
        browser.wait_for_text("token-bearer", "401").await?;
        browser.wait_for_text("token-signature", "签名").await?;

        let traces = browser.evaluate(TRACES).await?.to_string();
        ensure!(!traces.contains(&accepted[..20]), "{traces}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_several_credentials_the_first_in_the_servers_order_wins() -> Result<()> {
    const CERTIFICATE: &str = include_str!("../../../fixtures/pki/admin.crt");
    Browser::visit("tokens-order", Options::default(), async |browser| {
        open(browser).await?;
        browser.click("order-open").await?;
        let bearer = format!("Authorization: Bearer {}", token("forged-no-exp")?);
        browser.paste("order-headers", &bearer).await?;
        browser
            .wait_for_text("order-identity", "system:serviceaccount:tok:build-bot")
            .await?;
        browser.paste("order-certificate", CERTIFICATE).await?;
        browser
            .wait_for_text("order-identity", "system:masters")
            .await?;
        browser.choose("order-issuer", "neither").await?;
        browser
            .wait_for_text("order-identity", "system:serviceaccount:tok:build-bot")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_token_goes_from_its_card_to_what_it_proves() -> Result<()> {
    Browser::visit("tokens-card", Options::default(), async |browser| {
        browser.show("#/inspect").await?;
        browser.wait_for("inspect-text").await?;
        let pasted = format!("{}\n{KEY}", token("forged-no-exp")?);
        browser.paste("inspect-text", &pasted).await?;
        browser.wait_for("card-1").await?;
        let card = match browser.is_there("card-0-tokens").await? {
            true => "card-0-tokens",
            false => "card-1-tokens",
        };
        browser.click(card).await?;
        // The key lies on the bench and is not pasted twice.
        browser.wait_for_text("token-signature", "genuine").await?;
        Ok(())
    })
    .await
}
