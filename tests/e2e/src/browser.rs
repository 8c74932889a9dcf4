//! One browser session on the built site.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver,
};
use xtask::site_server::SiteServer;

use crate::chromedriver::Chromedriver;
use crate::journal::{self, Journal};
use crate::options::{ColourScheme, Options, root};

/// As root Chromium runs only without its sandbox; the rest keeps it from talking on its own.
const ARGUMENTS: [&str; 13] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--force-color-profile=srgb",
    // What the page asks of another host is seen by the tests and goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser with a fresh profile, and the server of the site that it shows.
///
/// The fields are dropped in this order: the session, its driver, the server, the files.
pub struct Browser {
    pub(crate) driver: WebDriver,
    pub(crate) journal: RefCell<Journal>,
    _chromedriver: Chromedriver,
    server: SiteServer,
    files: TempDir,
}

impl Browser {
    /// Opens a browser on an empty page.
    pub async fn open(options: &Options) -> Result<Self> {
        let server = SiteServer::start(&options.site.folder()?, 0)?;
        let files = tempfile::tempdir()?;
        std::fs::create_dir(files.path().join("downloads"))?;
        let chromedriver = Chromedriver::start()?;
        let capabilities = capabilities(options, files.path())?;
        let driver = WebDriver::new(chromedriver.url(), capabilities)
            .await
            .context("Chromium cannot be started; is it installed, of the driver's version?")?;
        let browser = Self {
            driver,
            journal: RefCell::default(),
            _chromedriver: chromedriver,
            server,
            files,
        };
        browser.emulate(options).await?;
        Ok(browser)
    }

    /// Opens a browser, shows the page, does what is to be done there and closes the browser.
    ///
    /// What fails leaves a picture of the page, called after `name`, and what the console says.
    pub async fn visit(
        name: &str,
        options: Options,
        journey: impl AsyncFnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        let browser = Self::open(&options).await?;
        let outcome = match browser.show("").await {
            Ok(()) => journey(&browser).await,
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            // The journey's own failure matters more than one of these.
            let _ = browser.screenshot(&format!("failed-{name}")).await;
            eprintln!("{name}: served: {:?}", browser.served());
            for line in browser.console().await.unwrap_or_default() {
                eprintln!("{name}: console: {line}");
            }
        }
        let closed = browser.close().await;
        outcome.and(closed)
    }

    /// Shows the page at an address below the site's, such as `#/request/key`, once it is drawn.
    pub async fn show(&self, relative: &str) -> Result<()> {
        self.driver.goto(self.url(relative)).await?;
        self.wait_for("main").await
    }

    /// The absolute form of an address below the site's.
    pub fn url(&self, relative: &str) -> String {
        format!("{}{relative}", self.server.url())
    }

    /// The server's side of what was asked of it.
    pub fn served(&self) -> Vec<String> {
        self.server.requests()
    }

    /// The session, for what has no helper.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.files.path().join("downloads")
    }

    /// Ends the session.
    pub async fn close(self) -> Result<()> {
        self.driver.clone().quit().await?;
        Ok(())
    }

    async fn emulate(&self, options: &Options) -> Result<()> {
        let developer_tools = self.driver.cdp();
        developer_tools
            .send_raw(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": journal::NOTE_VIOLATIONS }),
            )
            .await?;
        let (width, height) = options.window;
        // The window's own frame would take a part of its size.
        developer_tools
            .send_raw(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
            )
            .await?;
        let scheme = match options.colour_scheme {
            ColourScheme::Light => "light",
            ColourScheme::Dark => "dark",
        };
        // Smooth scrolling would move what is about to be clicked.
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        developer_tools
            .send_raw(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await?;
        Ok(())
    }
}

fn capabilities(options: &Options, files: &Path) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    let (width, height) = options.window;
    capabilities.add_arg(&format!("--window-size={width},{height}"))?;
    capabilities.add_arg(&format!("--lang={}", options.language))?;
    let profile = files.join("profile");
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.add_experimental_option(
        "prefs",
        json!({
            "download.default_directory": files.join("downloads"),
            "download.prompt_for_download": false,
            "intl.accept_languages": options.language,
        }),
    )?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// Where pictures go.
pub(crate) fn screenshots() -> Result<PathBuf> {
    let folder = match std::env::var_os("CERTBENCH_SCREENSHOTS") {
        Some(folder) => folder.into(),
        None => root()?.join("target/screenshots"),
    };
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
