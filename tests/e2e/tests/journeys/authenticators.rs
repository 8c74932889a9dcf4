//! The Authenticators room: the eight ways in, and what makes a credential for one.

use anyhow::{Context as _, Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

async fn open(browser: &Browser) -> Result<()> {
    browser.show("#/authenticators").await?;
    browser.wait_for("authenticators").await
}

/// What follows a word and a blank in a text, up to the next white space.
fn after<'a>(text: &'a str, word: &str) -> Result<&'a str> {
    let rest = text.split_once(word).map(|(_, rest)| rest);
    rest.and_then(|rest| rest.split_whitespace().next())
        .with_context(|| format!("no {word:?} in {text}"))
}

fn is_code(text: &str, length: usize) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() == length && text.bytes().all(fits)
}

#[tokio::test]
async fn the_eight_ways_are_told_apart_and_lead_to_their_tools() -> Result<()> {
    Browser::visit("authenticators-ways", Options::default(), async |browser| {
        open(browser).await?;
        let rows = "return document.querySelectorAll('#authenticators tbody tr').length";
        ensure!(browser.evaluate(rows).await? == 8);
        browser
            .wait_for_text("authenticator-proxy", "Authenticating proxy")
            .await?;
        browser
            .wait_for_text("authenticator-basic-auth", "(removed)")
            .await?;
        browser.click("language-zh-CN").await?;
        browser
            .wait_for_text("authenticator-proxy", "认证代理")
            .await?;
        ensure!(browser.evaluate(rows).await? == 8);
        // A row leads to its maker also where another one was chosen by hand.
        browser.choose("make-kind", "webhook").await?;
        browser.wait_for("make-hook-server").await?;
        browser.click("authenticator-open-id-connect-make").await?;
        browser.wait_for("make-oidc-issuer").await?;
        browser.click("authenticator-webhook-make").await?;
        browser.wait_for("make-hook-server").await?;
        ensure!(browser.value("make-kind").await? == "webhook");
        let focused = browser.evaluate("return document.activeElement.id").await?;
        ensure!(focused == "make-kind", "{focused} has the focus");
        browser
            .click("authenticator-client-certificate-open")
            .await?;
        browser.wait_for("generate-key").await?;
        open(browser).await?;
        browser.click("authenticator-service-account-open").await?;
        browser.wait_for("token-text").await
    })
    .await
}

#[tokio::test]
async fn a_bootstrap_token_is_made_when_it_is_asked_for() -> Result<()> {
    Browser::visit(
        "authenticators-bootstrap",
        Options::default(),
        async |browser| {
            open(browser).await?;
            browser.click("authenticator-bootstrap-token-make").await?;
            browser.type_text("make-bt-server", "10.0.0.1:6443").await?;
            ensure!(!browser.is_there("make-file-0").await?);
            browser.click("make-press").await?;
            let manifest = browser
                .wait_for_text("make-file-0", "bootstrap.kubernetes.io/token")
                .await?;
            let (id, secret) = (
                after(&manifest, "token-id:")?.trim_matches(['"', '\'']),
                after(&manifest, "token-secret:")?.trim_matches(['"', '\'']),
            );
            ensure!(is_code(id, 6) && is_code(secret, 16), "{id}.{secret}");
            let join = browser
                .wait_for_text("make-command-1", "kubeadm join 10.0.0.1:6443")
                .await?;
            ensure!(after(&join, "--token")? == format!("{id}.{secret}"));
            // Without the CA something is missing, and that is said.
            browser.wait_for_text("make-notes", "HASH").await?;
            // Writing on changes nothing; pressing again makes another one.
            browser.type_text("make-bt-lifetime", "2h").await?;
            ensure!(browser.text("make-file-0").await? == manifest);
            browser.click("make-press").await?;
            let gone = format!(
                "return !document.getElementById('make-file-0').textContent.includes('{secret}')"
            );
            browser
                .wait_until_true("another token", std::time::Duration::from_secs(10), &gone)
                .await?;
            // Neither another kind nor a wipe leaves it behind.
            browser.choose("make-kind", "static-token-file").await?;
            browser.wait_until_gone("make-file-0").await?;
            browser
                .paste("make-st-rows", ",jane,42,developers,auditors")
                .await?;
            browser.click("make-press").await?;
            browser
                .wait_for_text("make-file-0", ",jane,42,\"developers,auditors\"")
                .await?;
            browser.click("wipe").await?;
            browser.driver().accept_alert().await?;
            browser.wait_for("make-sa-name").await?;
            browser.wait_until_gone("make-file-0").await?;
            ensure!(browser.value("make-kind").await? == "service-account");
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn a_service_account_is_made_and_a_bad_name_is_told_beside_its_field() -> Result<()> {
    Browser::visit(
        "authenticators-service-account",
        Options::default(),
        async |browser| {
            open(browser).await?;
            browser.type_text("make-sa-name", "Build Bot").await?;
            browser
                .wait_for_text(
                    "make-sa-name-problems",
                    "Kubernetes does not take this name",
                )
                .await?;
            browser
                .wait_for_text("make-refused", "Service account")
                .await?;
            browser.click("language-zh-CN").await?;
            browser
                .wait_for_text("make-sa-name-problems", "Kubernetes 不接受这个名称")
                .await?;
            browser.wait_for_text("make-refused", "服务账号").await?;
            browser.click("language-en").await?;
            browser.type_text("make-sa-name", "build-bot").await?;
            browser.type_text("make-sa-namespace", "ci").await?;
            browser
                .wait_for_text(
                    "make-command-0",
                    "kubectl create serviceaccount build-bot --namespace=ci",
                )
                .await?;
            browser
                .wait_for_text("make-command-1", "kubectl create token build-bot")
                .await?;
            ensure!(!browser.is_there("make-sa-name-problems").await?);
            let problems = browser.accessibility_problems().await?;
            ensure!(problems.is_empty(), "{problems:#?}");
            browser.click("make-file-0-save").await?;
            let saved = browser.downloaded("serviceaccount.yaml").await?;
            ensure!(std::fs::read_to_string(saved)?.contains("name: build-bot"));
            ensure!(browser.foreign_requests().await?.is_empty());
            Ok(())
        },
    )
    .await
}
