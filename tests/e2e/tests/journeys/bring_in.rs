//! Keys and requests that exist already.

use anyhow::{Result, ensure};
use certbench_e2e::browser::Browser;
use certbench_e2e::options::Options;

use crate::openssl::openssl;
use crate::steps::{fill_subject, take_away};

#[tokio::test]
async fn keys_of_openssl_are_taken_in_pasted_or_as_a_file() -> Result<()> {
    Browser::visit("bring-in-key", Options::default(), async |browser| {
        let folder = browser.downloads();
        let run = |arguments: &str| openssl(&folder, &arguments.split(' ').collect::<Vec<_>>());
        run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem")?;
        run("genrsa -traditional -out pkcs1.pem 2048")?;
        run("pkcs8 -topk8 -in p256.pem -passout pass:correct -out encrypted.pem")?;
        run("pkcs8 -topk8 -nocrypt -in pkcs1.pem -outform DER -out pkcs8.der")?;
        for (file, passphrase) in [
            ("p256.pem", None),
            ("pkcs1.pem", None),
            ("pkcs8.der", None),
            ("encrypted.pem", Some("correct")),
        ] {
            browser.driver().goto("about:blank").await?;
            browser.show("#/request/key").await?;
            let path = folder.join(file);
            if file.ends_with(".der") {
                browser.give_file("key-source-file", &path).await?;
            } else {
                browser
                    .paste("key-source", &std::fs::read_to_string(&path)?)
                    .await?;
                browser.click("import-key").await?;
            }
            if let Some(passphrase) = passphrase {
                browser
                    .wait_for_text("key-source-notes", "encrypted")
                    .await?;
                browser.type_text("key-passphrase", "wrong").await?;
                browser.click("import-key").await?;
                browser
                    .wait_for_text("key-source-notes", "does not open")
                    .await?;
                browser.type_text("key-passphrase", passphrase).await?;
                browser.click("import-key").await?;
            }
            browser.wait_for("key-fingerprint").await?;
            // Nothing secret stays in the form.
            ensure!(browser.value("key-source").await?.is_empty());
            fill_subject(browser, "jane", &["dev".to_owned()]).await?;
            let taken = take_away(browser, "jane").await?;
            let of_request = openssl(
                &taken,
                &["req", "-in", "jane.csr", "-verify", "-pubkey", "-noout"],
            )?;
            let mut arguments = vec!["pkey", "-in", file, "-pubout", "-passin", "pass:correct"];
            if file.ends_with(".der") {
                arguments.extend(["-inform", "DER"]);
            }
            let of_key = openssl(&folder, &arguments)?;
            ensure!(of_request.contains(of_key.trim()), "{file}: {of_request}");
            std::fs::remove_dir_all(taken)?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_existing_request_goes_straight_to_the_object() -> Result<()> {
    Browser::visit("bring-in-request", Options::default(), async |browser| {
        let folder = browser.downloads();
        openssl(
            &folder,
            &[
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-224",
                "-nodes",
                "-keyout",
                "old.key",
                "-subj",
                "/O=dev/CN=angela",
                "-out",
                "old.csr",
            ],
        )?;
        browser.show("#/request/key").await?;
        browser
            .paste(
                "key-source",
                &std::fs::read_to_string(folder.join("old.csr"))?,
            )
            .await?;
        browser.click("import-key").await?;
        browser.wait_for("object-name").await?;
        ensure!(browser.value("object-name").await? == "angela");
        // P-224 is signed, and no client can log in with it.
        browser
            .wait_for_text("forecast", "Issued, once approved")
            .await?;
        browser.show("#/request/key").await?;
        browser
            .wait_for_text("key-at-hand", "no client can log in")
            .await?;
        let taken = take_away(browser, "angela").await?;
        let ours = std::fs::read_to_string(taken.join("angela.csr"))?;
        let theirs = std::fs::read_to_string(folder.join("old.csr"))?;
        ensure!(ours == theirs, "the request was changed");
        ensure!(
            !taken.join("angela.key").exists(),
            "there is no key to take away"
        );
        Ok(())
    })
    .await
}
