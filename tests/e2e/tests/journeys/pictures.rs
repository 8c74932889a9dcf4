//! Each step at two widths, light and dark, in both languages: nothing scrolls sideways, axe-core
//! finds nothing, and a picture is taken to be looked at.

use std::time::Duration;

use anyhow::{Result, bail, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::{ColourScheme, Options};

use crate::steps::{fill_subject, make_key};

async fn check(browser: &Browser, name: &str) -> Result<()> {
    browser.screenshot(name).await?;
    let sideways = browser
        .evaluate(
            "const root = document.documentElement;
             const wide = [...document.querySelectorAll('main *')].filter((element) =>
               element.getBoundingClientRect().right > root.clientWidth + 1 &&
               !element.closest('pre') && !element.closest('.certbench-visually-hidden') &&
               getComputedStyle(element).position !== 'absolute');
             return root.scrollWidth > root.clientWidth
               ? `${root.scrollWidth} in ${root.clientWidth}: ${wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))}`
               : ''",
        )
        .await?;
    ensure!(sideways == "", "{name} scrolls sideways: {sideways}");
    let problems = browser.accessibility_problems().await?;
    ensure!(problems.is_empty(), "{name}: {}", problems.join("\n"));
    Ok(())
}

/// Removes a row. Right after a picture of the whole page the browser may still be moving back to its
/// window's size and miss a click; `bad_input::a_row_that_was_removed_stays_removed` holds every
/// single click to account where nothing moves.
async fn remove_row(browser: &Browser, button: &str, last: &str) -> Result<()> {
    let is_gone = format!("return document.getElementById('{last}') === null");
    for _ in 0..3 {
        browser.click(button).await?;
        let soon = Duration::from_secs(5);
        if browser
            .wait_until_true("the row to go", soon, &is_gone)
            .await
            .is_ok()
        {
            return Ok(());
        }
    }
    bail!("{button} was pressed three times, and {last} is still there")
}

async fn journey(language: &'static str, width: u32, scheme: ColourScheme) -> Result<()> {
    let shade = if scheme == ColourScheme::Dark {
        "dark"
    } else {
        "light"
    };
    let suffix = format!("{language}-{width}-{shade}");
    let options = Options {
        window: (width, 900),
        language,
        colour_scheme: scheme,
        ..Options::default()
    };
    Browser::visit(
        &format!("pictures-{suffix}"),
        options.clone(),
        async |browser| {
            check(browser, &format!("0-start-{suffix}")).await?;
            make_key(browser, "p256").await?;
            check(browser, &format!("1-key-{suffix}")).await?;
            let groups = [
                "dev",
                "system:masters",
                "a group with a rather long name, as people have them",
            ];
            fill_subject(browser, "jane", &groups.map(str::to_owned)).await?;
            browser.click("subject-more").await?;
            browser.click("alt-names-add").await?;
            browser.paste("alt-names-0", "not a host").await?;
            browser
                .wait_for_text("groups-notes", "system:masters")
                .await?;
            check(browser, &format!("2-subject-{suffix}")).await?;
            remove_row(browser, "alt-names-0-remove", "alt-names-0").await?;
            browser.show("#/request/object").await?;
            browser.wait_for("forecast").await?;
            check(browser, &format!("3-object-{suffix}")).await?;
            browser.show("#/request/subject").await?;
            remove_row(browser, "groups-1-remove", "groups-2").await?;
            browser.show("#/request/take-away").await?;
            browser.wait_for("yaml").await?;
            check(browser, &format!("4-take-away-{suffix}")).await?;
            browser.show("#/request/bring-back").await?;
            let recorded = include_str!("../../../fixtures/walkthrough/myuser-issued.yaml");
            browser.paste("answer", recorded).await?;
            browser.wait_for("certificate-identity").await?;
            check(browser, &format!("5-bring-back-{suffix}")).await?;
            Ok(())
        },
    )
    .await?;
    inspect_journey(options, &suffix).await
}

/// The Inspect room empty, with cards opened as far as they go, and with a table.
async fn inspect_journey(options: Options, suffix: &str) -> Result<()> {
    const CERTIFICATE: &str = include_str!("../../../fixtures/walkthrough/myuser.crt");
    const REQUEST: &str = include_str!("../../../fixtures/walkthrough/myuser.csr");
    const PRIVATE_KEY: &str = include_str!("../../../fixtures/walkthrough/myuser.key");
    // RFC 7519, section 3.1.
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    Browser::visit(
        &format!("pictures-inspect-{suffix}"),
        options,
        async |browser| {
            browser.show("#/inspect").await?;
            browser.wait_for("inspect-text").await?;
            check(browser, &format!("6-inspect-{suffix}")).await?;
            let rubbish = "-----BEGIN CERTIFICATE-----\nMIIB!!\n-----END CERTIFICATE-----\n";
            let all = [CERTIFICATE, REQUEST, PRIVATE_KEY, rubbish].join("\n");
            browser.paste("inspect-text", &all).await?;
            browser.wait_for("card-2").await?;
            for id in ["card-0-extensions", "card-0-tree-open", "card-0-pem-open"] {
                browser.click(id).await?;
            }
            browser.click("card-0-node-1").await?;
            browser.choose("card-0-compare", "1").await?;
            browser.wait_for("card-0-compared").await?;
            check(browser, &format!("7-inspect-cards-{suffix}")).await?;
            browser
                .paste("inspect-text", &CERTIFICATE.repeat(60))
                .await?;
            browser.click("open-1").await?;
            browser.wait_for("card-1-facts").await?;
            check(browser, &format!("8-inspect-table-{suffix}")).await?;
            browser.click("card-1-access").await?;
            browser.wait_for("access-loaded").await?;
            browser.type_text("prove-verb", "get").await?;
            browser.type_text("prove-resource", "nodes").await?;
            browser.wait_for("prove-verdict").await?;
            browser.click("write-fresh-role").await?;
            browser
                .choose("write-known-0-0", "apps deployments/scale")
                .await?;
            browser.click("write-fresh-clusterrole").await?;
            browser.click("write-more-selectors-1-0").await?;
            browser.type_text("write-selector-1-0", "tier=one").await?;
            browser.click("write-author-open").await?;
            browser.type_text("write-author", "jane").await?;
            browser.wait_for("write-refused").await?;
            check(browser, &format!("9-access-{suffix}")).await?;
            browser.show("#/authenticators").await?;
            browser.wait_for("authenticators").await?;
            check(browser, &format!("10-authenticators-{suffix}")).await?;
            browser.show("#/tokens").await?;
            browser.paste("token-text", TOKEN).await?;
            browser.wait_for("token-card").await?;
            check(browser, &format!("11-tokens-{suffix}")).await
        },
    )
    .await
}

#[tokio::test]
async fn the_readmes_pictures() -> Result<()> {
    let options = Options {
        window: (1280, 720),
        ..Options::default()
    };
    Browser::visit("readme-access", options.clone(), async |browser| {
        browser.show("#/inspect").await?;
        browser.wait_for("inspect-text").await?;
        browser
            .paste(
                "inspect-text",
                include_str!("../../../fixtures/walkthrough/myuser.crt"),
            )
            .await?;
        browser.click("card-0-access").await?;
        browser.wait_for("access-loaded").await?;
        browser
            .paste("access-manifests", crate::access::BINDING)
            .await?;
        browser.type_text("prove-verb", "get").await?;
        browser.type_text("prove-resource", "pods/log").await?;
        browser.type_text("prove-namespace", "team-a").await?;
        browser
            .wait_for_text("prove-grants", "developers-view")
            .await?;
        // The answer alone; the room is long.
        let others = "document.querySelectorAll('main section:not([aria-labelledby=prove-title])')
                .forEach(one => one.style.display = 'none')";
        browser.evaluate(others).await?;
        browser.screenshot("access-room").await?;
        Ok(())
    })
    .await?;
    Browser::visit("readme", options, async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &["dev".to_owned(), "ops".to_owned()]).await?;
        browser.wait_for_text("forecast-identity", "ops").await?;
        browser.screenshot("request-room").await?;
        Ok(())
    })
    .await
}

macro_rules! journeys {
    ($($name:ident($language:literal, $width:literal, $scheme:ident);)*) => {
        $(#[tokio::test]
        async fn $name() -> Result<()> {
            journey($language, $width, ColourScheme::$scheme).await
        })*
    };
}

journeys! {
    english_wide_light("en", 1280, Light);
    english_wide_dark("en", 1280, Dark);
    english_narrow_light("en", 390, Light);
    english_narrow_dark("en", 390, Dark);
    chinese_wide_light("zh-CN", 1280, Light);
    chinese_wide_dark("zh-CN", 1280, Dark);
    chinese_narrow_light("zh-CN", 390, Light);
    chinese_narrow_dark("zh-CN", 390, Dark);
}
