//! Requests of every kind of key and number of groups, checked by openssl and the Kubernetes types.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;
use k8s_openapi::api::certificates::v1::CertificateSigningRequest;

use crate::openssl::openssl;
use crate::steps::{fill_subject, make_key, take_away};

/// Names that tutorials never try: commas, quotes, slashes, Chinese, 64 and 200 characters.
fn groups(count: usize) -> Vec<String> {
    let all = [
        "a, \"quoted\" group".to_owned(),
        "team/ops+dev".to_owned(),
        "开发组".to_owned(),
        "g".repeat(64),
        "h".repeat(200),
    ];
    all[..count].to_vec()
}

fn check_files(folder: &Path, user: &str, groups: &[String], key: &str) -> Result<()> {
    let csr = "jane.csr";
    let text = openssl(
        folder,
        &[
            "req",
            "-in",
            csr,
            "-verify",
            "-noout",
            "-text",
            "-nameopt",
            "utf8,sep_multiline,sname",
        ],
    )?;
    ensure!(text.contains("verify OK"), "{text}");
    ensure!(text.contains(key), "not a {key}: {text}");
    let organizations: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("O="))
        .collect();
    ensure!(organizations == groups, "{organizations:?}");
    ensure!(text.contains(&format!("CN={user}")), "{text}");
    // The private key in the zip is the one that the request is for.
    let of_key = openssl(folder, &["pkey", "-in", "jane.key", "-pubout"])?;
    let of_request = openssl(folder, &["req", "-in", csr, "-pubkey", "-noout"])?;
    ensure!(of_key == of_request, "the key is not the request's");
    let yaml = std::fs::read_to_string(folder.join("jane-csr.yaml"))?;
    let object: CertificateSigningRequest = serde_saphyr::from_str(&yaml)?;
    ensure!(object.metadata.name.as_deref() == Some(user), "{yaml}");
    ensure!(object.spec.signer_name == "kubernetes.io/kube-apiserver-client");
    ensure!(object.spec.usages == Some(vec!["client auth".to_owned()]));
    ensure!(object.spec.expiration_seconds == Some(2_592_000));
    let request = std::fs::read(folder.join(csr))?;
    ensure!(object.spec.request.0 == request, "{yaml}");
    // kubectl's documentation shows the request on one line.
    let line = format!("request: {}", STANDARD.encode(request));
    ensure!(yaml.lines().any(|one| one.trim() == line), "{yaml}");
    let readme = std::fs::read_to_string(folder.join("README.md"))?;
    ensure!(
        readme.contains("kubectl certificate approve jane"),
        "{readme}"
    );
    Ok(())
}

/// One browser session makes a request for each number of groups.
async fn journey(kind: &'static str, key: &'static str) -> Result<()> {
    Browser::visit(
        &format!("request-{kind}"),
        Options::default(),
        async |browser| {
            for count in [0, 1, 5] {
                let groups = groups(count);
                // A fresh page each time; the key was saved, so nothing asks.
                browser.driver().goto("about:blank").await?;
                browser.show("").await?;
                make_key(browser, kind).await?;
                fill_subject(browser, "jane", &groups).await?;
                browser.show("#/request/object").await?;
                browser
                    .wait_for_text("forecast", "Issued, once approved")
                    .await?;
                let folder = take_away(browser, "jane").await?;
                check_files(&folder, "jane", &groups, key)
                    .with_context(|| format!("{kind} with {count} groups"))?;
                std::fs::remove_dir_all(folder)?;
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn p256() -> Result<()> {
    journey("p256", "Public-Key: (256 bit)").await
}

#[tokio::test]
async fn p384() -> Result<()> {
    journey("p384", "Public-Key: (384 bit)").await
}

#[tokio::test]
async fn p521() -> Result<()> {
    journey("p521", "Public-Key: (521 bit)").await
}

#[tokio::test]
async fn rsa2048() -> Result<()> {
    journey("rsa2048", "Public-Key: (2048 bit)").await
}

#[tokio::test]
async fn rsa3072() -> Result<()> {
    journey("rsa3072", "Public-Key: (3072 bit)").await
}

#[tokio::test]
async fn rsa4096() -> Result<()> {
    journey("rsa4096", "Public-Key: (4096 bit)").await
}

#[tokio::test]
async fn ed25519() -> Result<()> {
    journey("ed25519", "ED25519 Public-Key").await
}

#[tokio::test]
async fn alternative_names_and_attributes_reach_the_request() -> Result<()> {
    Browser::visit("request-names", Options::default(), async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &[]).await?;
        browser.click("subject-more").await?;
        let names = [
            ("dns", "a.example.com"),
            ("ip", "10.0.0.1"),
            ("email", "jane@example.com"),
            ("uri", "spiffe://example.com/x"),
        ];
        for (index, (kind, name)) in names.into_iter().enumerate() {
            browser.click("alt-names-add").await?;
            browser.choose(&format!("alt-names-{index}-head"), kind).await?;
            browser.paste(&format!("alt-names-{index}"), name).await?;
        }
        browser.click("attributes-add").await?;
        browser.paste("attributes-0-head", "OU").await?;
        browser.paste("attributes-0", "unit, \"x\"").await?;
        browser.show("#/request/object").await?;
        browser.type_text("expiration", "1h").await?;
        let folder = take_away(browser, "jane").await?;
        let text = openssl(&folder, &["req", "-in", "jane.csr", "-verify", "-noout", "-text"])?;
        let expected = "DNS:a.example.com, IP Address:10.0.0.1, email:jane@example.com, URI:spiffe://example.com/x";
        ensure!(text.contains(expected), "{text}");
        ensure!(text.contains("OU = \"unit, \\\"x\\\"\""), "{text}");
        let yaml = std::fs::read_to_string(folder.join("jane-csr.yaml"))?;
        ensure!(yaml.contains("expirationSeconds: 3600"), "{yaml}");
        Ok(())
    })
    .await
}
