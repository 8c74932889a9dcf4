//! What a person does on the page. Elements are named by their `id`, which no language changes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use thirtyfour::{By, Key, WebElement};

use crate::browser::{Browser, screenshots};
use crate::waiting::{PATIENCE, until};

impl Browser {
    async fn element(&self, id: &str) -> Result<Option<WebElement>> {
        let found = self.driver.find_all(By::Id(id)).await?;
        Ok(found.into_iter().next())
    }

    /// Tries with an element until it works.
    async fn with<T>(
        &self,
        what: &str,
        id: &str,
        mut attempt: impl AsyncFnMut(WebElement) -> Result<Option<T>>,
    ) -> Result<T> {
        until(&format!("#{id} {what}"), PATIENCE, async || {
            match self.element(id).await? {
                Some(element) => attempt(element).await,
                None => Ok(None),
            }
        })
        .await
    }

    /// Waits until the element is there.
    pub async fn wait_for(&self, id: &str) -> Result<()> {
        self.with("to come", id, async |_| Ok(Some(()))).await
    }

    /// Waits until the element is gone.
    pub async fn wait_until_gone(&self, id: &str) -> Result<()> {
        until(&format!("#{id} to go"), PATIENCE, async || {
            Ok(self.element(id).await?.is_none().then_some(()))
        })
        .await
    }

    /// Whether the element is there right now.
    pub async fn is_there(&self, id: &str) -> Result<bool> {
        Ok(self.element(id).await?.is_some())
    }

    /// Clicks the element once it can be clicked.
    pub async fn click(&self, id: &str) -> Result<()> {
        self.with("to be clicked", id, async |element| {
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types into a field in place of what it holds, key by key.
    pub async fn type_text(&self, id: &str, text: &str) -> Result<()> {
        self.with("to be typed into", id, async |element| {
            element.click().await?;
            element.send_keys(Key::Control + "a").await?;
            element.send_keys(Key::Backspace + "").await?;
            element.send_keys(text).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Puts a long text into a field, as pasting does.
    pub async fn paste(&self, id: &str, text: &str) -> Result<()> {
        const SCRIPT: &str = "
            const [field, text] = arguments;
            const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
            field.focus();
            set.call(field, text);
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.with("to be pasted into", id, async |element| {
            let arguments = vec![element.to_json()?, json!(text)];
            self.driver.execute(SCRIPT, arguments).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Chooses one of a list's values.
    pub async fn choose(&self, id: &str, value: &str) -> Result<()> {
        self.with("to offer its values", id, async |element| {
            let option = format!("option[value='{value}']");
            element.find(By::Css(option)).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Gives a file to a file field.
    pub async fn give_file(&self, id: &str, file: &Path) -> Result<()> {
        let path = file.to_str().context("a path that is no text")?;
        self.with("to take a file", id, async |element| {
            element.send_keys(path).await?;
            Ok(Some(()))
        })
        .await
    }

    /// The element's text as it is shown.
    pub async fn text(&self, id: &str) -> Result<String> {
        self.with("to have text", id, async |element| {
            Ok(Some(element.text().await?))
        })
        .await
    }

    /// Waits until the element's text holds something, and returns the whole text.
    pub async fn wait_for_text(&self, id: &str, part: &str) -> Result<String> {
        let what = format!("to say {part:?}");
        self.with(&what, id, async |element| {
            let text = element.text().await?;
            Ok(text.contains(part).then_some(text))
        })
        .await
    }

    /// What a field holds.
    pub async fn value(&self, id: &str) -> Result<String> {
        self.with("to have a value", id, async |element| {
            Ok(Some(element.value().await?.unwrap_or_default()))
        })
        .await
    }

    /// Whether a box is ticked.
    pub async fn is_checked(&self, id: &str) -> Result<bool> {
        self.with("to come", id, async |element| {
            Ok(Some(element.is_selected().await?))
        })
        .await
    }

    /// An attribute of the element; none where it has none.
    pub async fn attribute(&self, id: &str, name: &str) -> Result<Option<String>> {
        self.with("to come", id, async |element| {
            Ok(Some(element.attr(name).await?))
        })
        .await
    }

    /// Evaluates JavaScript's `return …` in the page.
    pub async fn evaluate(&self, script: &str) -> Result<serde_json::Value> {
        let returned = self.driver.execute(script, Vec::new()).await?;
        Ok(returned.json().clone())
    }

    /// Waits until JavaScript's `return …` gives true.
    pub async fn wait_until_true(
        &self,
        what: &str,
        patience: Duration,
        script: &str,
    ) -> Result<()> {
        until(what, patience, async || {
            Ok((self.evaluate(script).await? == true).then_some(()))
        })
        .await
    }

    /// Waits until the browser has saved a file, and returns its path.
    pub async fn downloaded(&self, name: &str) -> Result<PathBuf> {
        let file = self.downloads().join(name);
        until(&format!("{name} to be downloaded"), PATIENCE, async || {
            // The browser keeps the name with an empty file until everything has come.
            let is_whole = std::fs::metadata(&file).is_ok_and(|file| file.len() > 0);
            Ok(is_whole.then_some(()))
        })
        .await?;
        Ok(file)
    }

    /// Takes a picture of the whole page, also of what must be scrolled to.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let picture = self
            .driver
            .cdp()
            .send_raw(
                "Page.captureScreenshot",
                json!({ "format": "png", "captureBeyondViewport": true, "clip": self.extent().await? }),
            )
            .await?;
        let data = picture["data"]
            .as_str()
            .context("the browser took no picture")?;
        let file = screenshots()?.join(format!("{name}.png"));
        std::fs::write(&file, STANDARD.decode(data)?)?;
        Ok(file)
    }

    async fn extent(&self) -> Result<serde_json::Value> {
        let metrics = self
            .driver
            .cdp()
            .send_raw("Page.getLayoutMetrics", ())
            .await?;
        let size = &metrics["cssContentSize"];
        ensure!(
            size["height"].is_number(),
            "the page has no size: {metrics}"
        );
        Ok(json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 }))
    }
}
