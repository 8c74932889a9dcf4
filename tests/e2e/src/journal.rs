//! What went on behind the page: requests, the console, breaches of the Content-Security-Policy.

use anyhow::Result;
use serde_json::Value;

use crate::browser::Browser;

/// Run before the page's own scripts: keeps what the browser reports to the page.
pub(crate) const NOTE_VIOLATIONS: &str = "
    globalThis.__violations = [];
    addEventListener('securitypolicyviolation', (event) => globalThis.__violations.push(
      `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    ));";

/// A request of the page or its worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// As in HTTP.
    pub method: String,
    /// The whole address.
    pub url: String,
}

/// What the driver has told so far; it tells everything only once.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    requests: Vec<Request>,
    console: Vec<String>,
}

impl Browser {
    /// The requests of the session's pages so far, to wherever, without the browser's own ones.
    ///
    /// A worker's requests are not among them, only that for its script: the server's side of
    /// those is in [`Browser::served`], and the policy refuses all others.
    pub async fn requests(&self) -> Result<Vec<Request>> {
        let entries = self.driver.get_log("performance").await?;
        let new = entries.iter().filter_map(|entry| request(&entry.message));
        let mut journal = self.journal.borrow_mut();
        journal.requests.extend(new);
        Ok(journal.requests.clone())
    }

    /// The requests that do not go to the site's own server.
    pub async fn foreign_requests(&self) -> Result<Vec<Request>> {
        let mut requests = self.requests().await?;
        let own = self.url("");
        requests.retain(|request| !request.url.starts_with(&own));
        Ok(requests)
    }

    /// All lines of the console so far, with their level.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        let new = entries
            .iter()
            .map(|entry| format!("{} {}", entry.level, entry.message));
        let mut journal = self.journal.borrow_mut();
        journal.console.extend(new);
        Ok(journal.console.clone())
    }

    /// The breaches of the policy: those of the present document by their events, those of
    /// documents before it and of the worker by the console's lines.
    pub async fn policy_violations(&self) -> Result<Vec<String>> {
        let reported = self
            .evaluate("return globalThis.__violations ?? []")
            .await?;
        let mut found: Vec<String> = reported
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect();
        let console = self.console().await?;
        found.extend(console.into_iter().filter(|line| is_about_policy(line)));
        Ok(found)
    }
}

/// Addresses that never leave the browser, such as those of its own first page.
fn is_of_the_browser(url: &str) -> bool {
    ["data:", "blob:", "about:", "chrome:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

fn is_about_policy(line: &str) -> bool {
    [
        "Content Security Policy",
        "Content-Security-Policy",
        "TrustedScript",
        "TrustedHTML",
    ]
    .iter()
    .any(|sign| line.contains(sign))
}

fn request(message: &str) -> Option<Request> {
    let entry: Value = serde_json::from_str(message).ok()?;
    let event = entry.get("message")?;
    if event.get("method")? != "Network.requestWillBeSent" {
        return None;
    }
    let request = event.get("params")?.get("request")?;
    let url = request.get("url")?.as_str()?.to_owned();
    if is_of_the_browser(&url) {
        return None;
    }
    Some(Request {
        method: request.get("method")?.as_str()?.to_owned(),
        url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_from_the_drivers_log() {
        let message = r#"{"message":{"method":"Network.requestWillBeSent",
            "params":{"request":{"method":"GET","url":"http://127.0.0.1/a"}}}}"#;
        let expected = Request {
            method: "GET".to_owned(),
            url: "http://127.0.0.1/a".to_owned(),
        };
        assert_eq!(request(message), Some(expected));
        assert_eq!(
            request(r#"{"message":{"method":"Page.loadEventFired"}}"#),
            None
        );
    }
}
