//! Field errors as the API server words them (`apimachinery/pkg/util/validation/field/errors.go`).

use serde::{Deserialize, Serialize};

use crate::domain::formats::text::go_quoted;

/// One complaint of the API server about one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The path, such as `spec.usages[0]`.
    pub path: String,
    /// The rest of the server's text, such as `Required value`.
    pub detail: String,
}

impl FieldError {
    fn new(path: impl Into<String>, detail: String) -> Self {
        Self {
            path: path.into(),
            detail,
        }
    }

    /// `field.Required`
    pub fn required(path: impl Into<String>, why: &str) -> Self {
        let separator = if why.is_empty() { "" } else { ": " };
        Self::new(path, format!("Required value{separator}{why}"))
    }

    /// `field.Invalid` with a text as its value
    pub fn invalid(path: impl Into<String>, value: &str, why: &str) -> Self {
        Self::invalid_bare(path, &go_quoted(value), why)
    }

    /// `field.Invalid` with a value that is printed without quotes
    pub fn invalid_bare(path: impl Into<String>, value: &str, why: &str) -> Self {
        Self::new(path, format!("Invalid value: {value}: {why}"))
    }

    /// `field.Forbidden`
    pub fn forbidden(path: impl Into<String>, why: &str) -> Self {
        Self::new(path, format!("Forbidden: {why}"))
    }

    /// `field.NotSupported`
    pub fn not_supported(path: impl Into<String>, value: &str, supported: &[&str]) -> Self {
        let supported: Vec<_> = supported.iter().map(|value| go_quoted(value)).collect();
        Self::new(
            path,
            format!(
                "Unsupported value: {}: supported values: {}",
                go_quoted(value),
                supported.join(", ")
            ),
        )
    }

    /// `field.Duplicate`
    pub fn duplicate(path: impl Into<String>, value: &str) -> Self {
        Self::new(path, format!("Duplicate value: {}", go_quoted(value)))
    }

    /// `field.TooLong`
    pub fn too_long(path: impl Into<String>, bytes_max: usize) -> Self {
        Self::new(
            path,
            format!("Too long: may not be more than {bytes_max} bytes"),
        )
    }
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path, self.detail)
    }
}

/// All complaints in one text: bare if there is one, else in brackets, each once
/// (`apimachinery/pkg/util/errors`, `aggregate.Error`).
pub fn aggregate(errors: &[FieldError]) -> String {
    let mut texts: Vec<String> = Vec::with_capacity(errors.len());
    let mut seen = std::collections::HashSet::new();
    for error in errors {
        let text = error.to_string();
        if seen.insert(text.clone()) {
            texts.push(text);
        }
    }
    match texts.as_slice() {
        [only] => only.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}
