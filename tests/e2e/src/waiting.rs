//! Waiting for something to become so, without guessing how long it takes.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long anything on the page may take; a busy machine needs more than a person would bear.
pub const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// Tries until an attempt gives a value. A failed attempt is one that gave none: elements come, go
/// and move while the page draws itself.
pub async fn until<T>(
    what: &str,
    patience: Duration,
    mut attempt: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + patience;
    loop {
        let failure = match attempt().await {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if Instant::now() > deadline {
            let seconds = patience.as_secs();
            return Err(match failure {
                Some(error) => error.context(format!("{what}: not within {seconds} s")),
                None => anyhow!("{what}: not within {seconds} s"),
            });
        }
        tokio::time::sleep(PAUSE).await;
    }
}
