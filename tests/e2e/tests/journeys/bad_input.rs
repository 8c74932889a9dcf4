//! Bad input in every field: an error beside the field, in words, in both languages, and nothing
//! typed is lost.

use anyhow::{Context as _, Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

/// Step, field, what is typed, where the error stands, and words of it in English and Chinese.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const CASES: [Case; 16] = [
    (
        "subject",
        "user",
        "system:anonymous",
        "user-notes",
        "did not log in",
        "system:anonymous",
    ),
    (
        "subject",
        "groups-0",
        "system:masters",
        "groups-notes",
        "system:masters",
        "system:masters",
    ),
    (
        "subject",
        "attributes-0",
        "x",
        "attributes-notes",
        "no attribute type",
        "属性",
    ),
    (
        "subject",
        "alt-names-0",
        "bücher.example",
        "alt-names-notes",
        "outside ASCII",
        "ASCII",
    ),
    (
        "object",
        "object-name",
        "a/b%c",
        "object-name-notes",
        "may not contain '/'",
        "may not contain '/'",
    ),
    (
        "object",
        "object-name",
        "..",
        "object-name-notes",
        "may not be '..'",
        "may not be '..'",
    ),
    (
        "object",
        "signer-name",
        "nosigner",
        "signer-name-notes",
        "must be a fully qualified domain",
        "must be a fully qualified domain",
    ),
    (
        "object",
        "signer-name",
        "example.com/my_signer",
        "signer-name-notes",
        "validating label",
        "validating label",
    ),
    (
        "object",
        "expiration",
        "soon",
        "expiration-notes",
        "is no duration",
        "soon",
    ),
    (
        "object",
        "expiration",
        "599",
        "expiration-notes",
        "may not specify a duration less than 600 seconds",
        "may not specify a duration less than 600 seconds",
    ),
    (
        "object",
        "labels-0-head",
        "bad key!",
        "labels-notes",
        "must consist of alphanumeric characters",
        "must consist of alphanumeric characters",
    ),
    (
        "object",
        "annotations-0-head",
        "a/b/c",
        "annotations-notes",
        "a qualified name",
        "a qualified name",
    ),
    (
        "bring-back",
        "cluster-server",
        "http://10.0.0.1",
        "cluster-server-notes",
        "begin with https://",
        "必须以 https:// 开头",
    ),
    (
        "bring-back",
        "cluster-server",
        "https:// /",
        "cluster-server-notes",
        "This is no address",
        "这不是有效的地址",
    ),
    (
        "bring-back",
        "cluster-authority",
        "not a certificate",
        "cluster-authority-notes",
        "no certificate in this",
        "其中没有证书",
    ),
    (
        "bring-back",
        "cluster-namespace",
        "Team A",
        "cluster-namespace-notes",
        "lower-case letters, digits and dashes",
        "小写字母",
    ),
];

/// Opens the lists that a case writes into.
async fn open_rows(browser: &Browser) -> Result<()> {
    browser.show("#/request/subject").await?;
    browser.click("groups-add").await?;
    browser.click("subject-more").await?;
    browser.click("attributes-add").await?;
    browser.click("alt-names-add").await?;
    browser.show("#/request/object").await?;
    browser.click("object-more").await?;
    browser.click("labels-add").await?;
    browser.click("annotations-add").await
}

/// Brings a certificate back that belongs to the key at hand, which opens the kubeconfig's fields.
async fn bring_back(browser: &Browser) -> Result<()> {
    browser.show("#/request/key").await?;
    let key = include_str!("../../../fixtures/walkthrough/myuser.key");
    browser.paste("key-source", key).await?;
    browser.click("import-key").await?;
    browser.wait_for_text("key-at-hand", "RSA 2048").await?;
    browser.show("#/request/bring-back").await?;
    let issued = include_str!("../../../fixtures/walkthrough/myuser-issued.yaml");
    browser.paste("answer", issued).await?;
    browser.wait_for("cluster-server").await
}

/// What is ticked and what is clicked can be wrong too.
async fn boxes_and_buttons(browser: &Browser, language: &str) -> Result<()> {
    browser.show("#/request/object").await?;
    for usage in ["usage-client-auth", "usage-digital-signature"] {
        browser.wait_for(usage).await?;
        if browser.is_checked(usage).await? {
            browser.click(usage).await?;
        }
    }
    browser
        .wait_for_text("usages-notes", "Required value")
        .await?;
    browser.click("usage-server-auth").await?;
    ensure!(browser.is_checked("usage-server-auth").await?);
    browser.wait_until_gone("usages-problems").await?;
    browser.show("#/request/bring-back").await?;
    browser.click("save-pkcs12").await?;
    let words = if language == "en" {
        "needs a password"
    } else {
        "密码"
    };
    browser
        .wait_for_text("pkcs12-password-notes", words)
        .await?;
    Ok(())
}

async fn journey(language: &'static str) -> Result<()> {
    let options = Options {
        language,
        ..Options::default()
    };
    Browser::visit(&format!("bad-input-{language}"), options, async |browser| {
        bring_back(browser).await?;
        open_rows(browser).await?;
        for (step, field, typed, notes, english, chinese) in CASES {
            let words = if language == "en" { english } else { chinese };
            browser.show(&format!("#/request/{step}")).await?;
            browser.paste(field, typed).await?;
            browser
                .wait_for_text(notes, words)
                .await
                .with_context(|| format!("{field} with {typed:?}"))?;
            ensure!(browser.value(field).await? == typed, "{field} was changed");
        }
        boxes_and_buttons(browser, language).await?;
        // Going there and back loses nothing either.
        browser.show("#/request/subject").await?;
        ensure!(browser.value("groups-0").await? == "system:masters");
        ensure!(browser.value("alt-names-0").await? == "bücher.example");
        // What cannot be made is not made, and the step says why.
        browser.show("#/request/take-away").await?;
        browser.wait_for("take-away-waiting").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nesting_beyond_reason_is_refused_without_losing_the_engine() -> Result<()> {
    Browser::visit("nesting", Options::default(), async |browser| {
        browser.show("#/request/bring-back").await?;
        let reasonable = format!("{}x{}", "[".repeat(60), "]".repeat(60));
        for text in ["[".repeat(50_000), "- ".repeat(50_000), reasonable] {
            browser.paste("answer", &text).await?;
            browser.wait_for_text("answer-notes", "neither").await?;
            browser.paste("answer", "").await?;
            browser.wait_until_gone("answer-problems").await?;
        }
        ensure!(
            !browser.is_there("engine-failure").await?,
            "the engine trapped"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_row_that_was_removed_stays_removed() -> Result<()> {
    let options = Options {
        window: (390, 900),
        ..Options::default()
    };
    Browser::visit("rows", options, async |browser| {
        browser.show("#/request/subject").await?;
        browser.click("subject-more").await?;
        for count in 0..20 {
            browser.click("alt-names-add").await?;
            browser.paste("alt-names-0", "not a host").await?;
            browser
                .wait_for_text("alt-names-notes", "no host name")
                .await?;
            browser.click("alt-names-0-remove").await?;
            browser
                .wait_until_gone("alt-names-0")
                .await
                .with_context(|| format!("round {count}"))?;
            // The list closes when it is empty.
            browser.click("subject-more").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn errors_in_english() -> Result<()> {
    journey("en").await
}

#[tokio::test]
async fn errors_in_chinese() -> Result<()> {
    journey("zh-CN").await
}

#[tokio::test]
async fn a_page_without_webcrypto_says_why_and_what_to_do() -> Result<()> {
    Browser::visit("no-webcrypto", Options::default(), async |browser| {
        // As on a page that is served over plain http from another machine.
        let remove = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });";
        let script = serde_json::json!({ "source": remove });
        let tools = browser.driver().cdp();
        tools
            .send_raw("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        browser.driver().goto("about:blank").await?;
        browser.show("#/request/key").await?;
        browser
            .wait_for_text("crypto-missing", "served over https or from localhost")
            .await?;
        ensure!(!browser.is_there("generate-key").await?);
        // A request that exists already can be read all the same.
        let request = include_str!("../../../fixtures/walkthrough/myuser.csr");
        browser.paste("key-source", request).await?;
        browser.click("import-key").await?;
        browser.wait_for("object-name").await?;
        ensure!(browser.value("object-name").await? == "myuser");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wrong_corrupt_and_unsupported_keys_are_told_apart() -> Result<()> {
    Browser::visit("bad-keys", Options::default(), async |browser| {
        browser.show("#/request/key").await?;
        for (text, words) in [
            ("hello", "no private key"),
            ("-----BEGIN PRIVATE KEY-----\nMIGH\n", "damaged"),
            ("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VxBCIEIAAA\n-----END PRIVATE KEY-----\n", "damaged"),
            ("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n", "cannot be used here"),
            ("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n", "request is damaged"),
        ] {
            browser.paste("key-source", text).await?;
            browser.click("import-key").await?;
            browser.wait_for_text("key-source-notes", words).await.with_context(|| text.to_owned())?;
            ensure!(browser.value("key-source").await? == text, "the input was changed");
        }
        browser.show("#/request/bring-back").await?;
        for (text, words) in [
            ("kind: Secret\n", "of kind Secret"),
            ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "PRIVATE KEY"),
            ("}{", "neither"),
        ] {
            browser.paste("answer", text).await?;
            browser.wait_for_text("answer-notes", words).await.with_context(|| text.to_owned())?;
            ensure!(browser.value("answer").await? == text, "the input was changed");
        }
        Ok(())
    })
    .await
}
