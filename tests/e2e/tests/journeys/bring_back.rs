//! The certificate brought back, from a signer that openssl plays.

use std::path::Path;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

use crate::openssl::{openssl, try_openssl};
use crate::steps::{fill_subject, make_key, take_away};

/// Signs as kube-controller-manager does, and returns the object as kubectl prints it.
fn sign(folder: &Path) -> Result<String> {
    std::fs::write(
        folder.join("ext.cnf"),
        "extendedKeyUsage=clientAuth\nbasicConstraints=critical,CA:FALSE\n",
    )?;
    openssl(
        folder,
        &[
            "req",
            "-x509",
            "-new",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "ca.key",
            "-subj",
            "/CN=kubernetes",
            "-days",
            "30",
            "-out",
            "ca.crt",
        ],
    )?;
    openssl(
        folder,
        &[
            "x509",
            "-req",
            "-in",
            "jane.csr",
            "-CA",
            "ca.crt",
            "-CAkey",
            "ca.key",
            "-days",
            "30",
            "-extfile",
            "ext.cnf",
            "-out",
            "issued.crt",
        ],
    )?;
    let certificate = STANDARD.encode(std::fs::read(folder.join("issued.crt"))?);
    let object = std::fs::read_to_string(folder.join("jane-csr.yaml"))?;
    Ok(format!(
        "{}\nstatus:\n  certificate: {certificate}\n  conditions:\n  - type: Approved\n    status: \"True\"\n",
        object.trim_end()
    ))
}

#[tokio::test]
async fn a_certificate_becomes_a_kubeconfig_and_a_pkcs12_file() -> Result<()> {
    Browser::visit("bring-back", Options::default(), async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &["ops".to_owned(), "dev".to_owned()]).await?;
        let folder = take_away(browser, "jane").await?;
        let pending = std::fs::read_to_string(folder.join("jane-csr.yaml"))?;
        browser.show("#/request/bring-back").await?;
        browser.paste("answer", &pending).await?;
        browser.wait_for_text("answer-state", "Pending").await?;
        browser.paste("answer", &sign(&folder)?).await?;
        browser.wait_for_text("answer-state", "Issued").await?;
        browser
            .wait_for_text("key-match", "belongs to the key at hand")
            .await?;
        let identity = browser.text("certificate-identity").await?;
        for part in ["jane", "ops", "dev", "system:authenticated", "X509SHA256="] {
            ensure!(identity.contains(part), "{identity}");
        }
        ensure!(
            !browser.is_there("differences-odd").await?,
            "a difference that is none"
        );

        // The kubeconfig holds the CA, the certificate and the key.
        browser
            .paste("cluster-server", "https://10.0.0.1:6443")
            .await?;
        let authority = std::fs::read_to_string(folder.join("ca.crt"))?;
        browser.paste("cluster-authority", &authority).await?;
        browser.type_text("cluster-namespace", "team-a").await?;
        browser.click("save-kubeconfig").await?;
        let kubeconfig = std::fs::read_to_string(browser.downloaded("jane.kubeconfig").await?)?;
        let kubeconfig: serde_json::Value = serde_saphyr::from_str(&kubeconfig)?;
        let cluster = &kubeconfig["clusters"][0]["cluster"];
        ensure!(cluster["server"] == "https://10.0.0.1:6443");
        let embedded = |value: &serde_json::Value| -> Result<Vec<u8>> {
            Ok(STANDARD.decode(value.as_str().unwrap_or_default())?)
        };
        ensure!(embedded(&cluster["certificate-authority-data"])? == authority.as_bytes());
        let user = &kubeconfig["users"][0]["user"];
        ensure!(
            embedded(&user["client-certificate-data"])?
                == std::fs::read(folder.join("issued.crt"))?
        );
        ensure!(embedded(&user["client-key-data"])? == std::fs::read(folder.join("jane.key"))?);
        ensure!(kubeconfig["contexts"][0]["context"]["namespace"] == "team-a");
        ensure!(kubeconfig["current-context"] == "jane@kubernetes");

        // PKCS#12 wants a password, and openssl opens it with that one.
        browser.click("save-pkcs12").await?;
        browser
            .wait_for_text("pkcs12-password-notes", "needs a password")
            .await?;
        let input_type = browser.attribute("pkcs12-password", "type").await?;
        ensure!(input_type.as_deref() == Some("password"), "{input_type:?}");
        browser.type_text("pkcs12-password", "secret").await?;
        browser.click("save-pkcs12").await?;
        let file = browser.downloaded("jane.p12").await?;
        let file = file.to_string_lossy();
        let opened = openssl(
            &folder,
            &["pkcs12", "-in", &file, "-passin", "pass:secret", "-nodes"],
        )?;
        ensure!(opened.contains("BEGIN PRIVATE KEY"), "{opened}");
        let (opens, _) = try_openssl(
            &folder,
            &["pkcs12", "-in", &file, "-passin", "pass:x", "-nodes"],
        )?;
        ensure!(!opens, "another password opens it too");

        let curl = browser.text("curl").await?;
        ensure!(curl.contains("--cacert") && !curl.contains("-k "), "{curl}");
        let python = browser.text("python").await?;
        ensure!(python.contains("verify=\"ca.crt\""), "{python}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_certificate_of_another_key_is_found_out() -> Result<()> {
    Browser::visit("bring-back-other", Options::default(), async |browser| {
        make_key(browser, "p256").await?;
        fill_subject(browser, "jane", &[]).await?;
        browser.show("#/request/bring-back").await?;
        let recorded = include_str!("../../../fixtures/walkthrough/myuser-issued.yaml");
        browser.paste("answer", recorded).await?;
        browser
            .wait_for_text("key-match", "belongs to another key")
            .await?;
        browser.wait_for("kubeconfig-needs-key").await?;
        ensure!(!browser.is_there("save-pkcs12").await?);
        // With its own key it is another matter.
        browser.show("#/request/key").await?;
        let key = include_str!("../../../fixtures/walkthrough/myuser.key");
        browser.paste("key-source", key).await?;
        browser.click("import-key").await?;
        browser.wait_for_text("key-at-hand", "RSA 2048").await?;
        browser.show("#/request/bring-back").await?;
        browser
            .wait_for_text("key-match", "belongs to the key at hand")
            .await?;
        Ok(())
    })
    .await
}
