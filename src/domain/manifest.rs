//! Kubernetes manifests in YAML or JSON, read within a budget.

use serde::Serialize;
use serde_json::Value;

/// The largest manifest that is read.
pub const MANIFEST_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How deep collections may be nested; Kubernetes' own objects stay under 30, and a worker's stack
/// is small.
pub const NESTING_MAX: usize = 64;

/// Why a text is not a manifest, or cannot become one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize, thiserror::Error)]
pub enum ManifestError {
    /// Neither YAML nor JSON; where the parser stopped, if it knows.
    #[error("failed to read YAML or JSON{}: {reason}", position(.line, .column))]
    Syntax {
        /// Line, counted from one.
        line: Option<u64>,
        /// Column, counted from one.
        column: Option<u64>,
        /// The parser's words.
        reason: String,
    },
    /// Larger than [`MANIFEST_BYTES_MAX`].
    #[error("larger than 64 MiB")]
    TooLarge,
}

fn position(line: &Option<u64>, column: &Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!(" at line {line} column {column}"),
        _ => String::new(),
    }
}

/// Reads one YAML or JSON document.
pub fn parse(text: &str) -> Result<Value, ManifestError> {
    if text.len() > MANIFEST_BYTES_MAX {
        return Err(ManifestError::TooLarge);
    }
    // JSON first: its numbers and strings need no YAML interpretation.
    if text.trim_start().starts_with('{')
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let mut options = serde_saphyr::Options::default();
    if let Some(budget) = options.budget.as_mut() {
        budget.max_depth = NESTING_MAX;
        budget.flow_nesting_limit = NESTING_MAX;
    }
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let location = error.location();
        ManifestError::Syntax {
            line: location.map(|location| location.line()),
            column: location.map(|location| location.column()),
            reason: first_line(&error.to_string()),
        }
    })
}

/// Writes a manifest as YAML, members in alphabetical order as kubectl prints them. Base64 stays on
/// one line, as kubectl's documentation shows it.
pub fn to_yaml(manifest: &impl Serialize) -> Result<String, ManifestError> {
    let failed = |error: &dyn std::fmt::Display| ManifestError::Syntax {
        line: None,
        column: None,
        reason: error.to_string(),
    };
    // By way of one type, so that the YAML writer is compiled once.
    let value = serde_json::to_value(manifest).map_err(|error| failed(&error))?;
    let mut options = serde_saphyr::SerializerOptions::default();
    options.folded_wrap_chars = usize::MAX;
    serde_saphyr::to_string_with_options(&value, options).map_err(|error| failed(&error))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
