//! Kubernetes manifests in YAML or JSON, read within a budget.
//!
//! They are read as kubectl reads them, by way of `sigs.k8s.io/yaml`: `yes` and `on` are booleans
//! and `0644` is octal. Numbers, though, keep every digit.

use serde::Serialize;
use serde_json::Value;

mod build;
mod json;
mod layout;
pub mod patch;
mod scalar;
mod yaml;

/// The largest manifest that is read.
pub const MANIFEST_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How deep collections may be nested; Kubernetes' own objects stay under 30, and a worker's stack
/// is small.
pub const NESTING_MAX: usize = 64;

/// How many values the anchors and aliases of a text may copy; 64 bytes of text count as one
/// value more.
pub const COPIES_MAX: usize = 1_000_000;

/// How many bytes the paths of one text's duplicate keys may take; those beyond are not listed.
pub const DUPLICATE_PATHS_BYTES_MAX: usize = 1024 * 1024;

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
    /// Collections nested deeper than [`NESTING_MAX`].
    #[error("nested more than {NESTING_MAX} levels deep at line {line}")]
    TooDeep {
        /// Line, counted from one.
        line: u64,
    },
    /// Anchors and aliases that copy more than [`COPIES_MAX`].
    #[error("aliases that copy more than {COPIES_MAX} values at line {line}")]
    TooManyCopies {
        /// Line, counted from one.
        line: u64,
    },
}

impl ManifestError {
    /// The line where reading stopped, counted from one.
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::Syntax { line, .. } => *line,
            Self::TooDeep { line } | Self::TooManyCopies { line } => Some(*line),
            Self::TooLarge => None,
        }
    }
}

/// One document of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it says.
    pub value: Value,
    /// The line its first value begins at, counted from one.
    pub line: u64,
    /// The keys that occur again in their mapping, in order; the last one counts.
    pub duplicate_keys: Vec<DuplicateKey>,
}

/// A key that its mapping already has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct DuplicateKey {
    /// Where it stands, such as `metadata.name` or `items[2].data.x`.
    pub path: String,
    /// Line of the later key, counted from one.
    pub line: u64,
}

/// What could be read of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documents {
    /// The documents before the first error, without those that are empty or null.
    pub documents: Vec<Document>,
    /// Why reading stopped before the end.
    pub error: Option<ManifestError>,
}

fn position(line: &Option<u64>, column: &Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!(" at line {line} column {column}"),
        _ => String::new(),
    }
}

/// Reads a stream of YAML documents or of JSON values.
pub fn parse_documents(text: &str) -> Documents {
    if text.len() > MANIFEST_BYTES_MAX {
        return Documents {
            documents: Vec::new(),
            error: Some(ManifestError::TooLarge),
        };
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // JSON first: its numbers and strings need no YAML interpretation.
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::read(text);
    }
    let json = json::read(text);
    if !matches!(json.error, Some(ManifestError::Syntax { .. })) {
        return json;
    }
    let yaml = yaml::read(text);
    // Of JSON values in a row YAML sees the first at most.
    let json_got_further = json.documents.len() > yaml.documents.len()
        || json.documents.len() == yaml.documents.len()
            && !json.documents.is_empty()
            && place(&json.error) > place(&yaml.error);
    if yaml.error.is_some() && json_got_further {
        json
    } else {
        yaml
    }
}

fn place(error: &Option<ManifestError>) -> Option<(u64, u64)> {
    match error {
        Some(ManifestError::Syntax { line, column, .. }) => (*line).zip(*column),
        _ => None,
    }
}

/// Reads JSON alone, as whoever reads a token does.
pub fn parse_json(text: &str) -> Result<Document, ManifestError> {
    let read = json::read(text);
    let mut documents = read.documents.into_iter();
    match (documents.next(), documents.next(), read.error) {
        (Some(document), None, None) => Ok(document),
        (_, _, Some(error)) => Err(error),
        _ => Err(ManifestError::Syntax {
            line: None,
            column: None,
            reason: "not exactly one JSON value".to_owned(),
        }),
    }
}

/// Reads the one document of a text; null if there is none.
pub fn parse(text: &str) -> Result<Value, ManifestError> {
    let read = parse_documents(text);
    if let Some(error) = read.error {
        return Err(error);
    }
    let mut documents = read.documents.into_iter();
    let value = documents.next().map_or(Value::Null, |first| first.value);
    match documents.next() {
        Some(second) => Err(ManifestError::Syntax {
            line: Some(second.line),
            column: Some(1),
            reason: "more than one document".to_owned(),
        }),
        None => Ok(value),
    }
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
    serde_saphyr::to_string_with_options(&Plain(&value), options).map_err(|error| failed(&error))
}

/// A value for writers other than serde_json, to which a number of arbitrary precision would be a
/// struct. Fractions and integers beyond 128 bits become the nearest float64.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(Plain)),
            Value::Object(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, Plain(value))))
            }
            Value::Number(number) => match (number.as_i128(), number.as_f64()) {
                (Some(integer), _) => serializer.serialize_i128(integer),
                (None, Some(float)) => serializer.serialize_f64(float),
                (None, None) => serializer.serialize_str(number.as_str()),
            },
            Value::Null | Value::Bool(_) | Value::String(_) => self.0.serialize(serializer),
        }
    }
}
