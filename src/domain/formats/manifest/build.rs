//! Puts documents together from what the YAML and the JSON reader come across.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::domain::formats::manifest::scalar;
use crate::domain::formats::manifest::{
    COPIES_MAX, DUPLICATE_PATHS_BYTES_MAX, Document, DuplicateKey, ManifestError, NESTING_MAX,
};

/// Why a document cannot be put together.
#[derive(Debug)]
pub enum Problem {
    /// Nested deeper than [`NESTING_MAX`].
    TooDeep,
    /// More than [`COPIES_MAX`] copied.
    TooManyCopies,
    /// What Go's YAML or JSON package says.
    Other(String),
}

impl Problem {
    /// The error, with the place it was met at, counted from one.
    pub fn at(self, line: u64, column: u64) -> ManifestError {
        match self {
            Self::TooDeep => ManifestError::TooDeep { line },
            Self::TooManyCopies => ManifestError::TooManyCopies { line },
            Self::Other(reason) => ManifestError::Syntax {
                line: Some(line),
                column: Some(column),
                reason,
            },
        }
    }
}

/// What a mapping knows of its next value.
enum Key {
    /// The next value is a key.
    Awaited,
    /// The next value belongs to this key.
    Text(String),
    /// The next value follows `<<`.
    Merge,
}

struct Mapping {
    entries: Map<String, Value>,
    key: Key,
    /// The keys whose value came by `<<`; writing them out is no duplicate.
    merged: BTreeSet<String>,
}

enum Collection {
    List(Vec<Value>),
    Mapping(Mapping),
}

struct Open {
    collection: Collection,
    /// The parser's number for its anchor; 0 if it has none.
    anchor: usize,
}

/// A value that aliases may copy.
struct Anchored {
    value: Value,
    size: Size,
}

#[derive(Clone, Copy, Default)]
struct Size {
    /// In the unit of [`COPIES_MAX`].
    weight: usize,
    /// How many collections are nested in each other.
    height: usize,
}

fn text_weight(text: &str) -> usize {
    text.len() / 64
}

/// No deeper a recursion than [`NESTING_MAX`], since nothing deeper is ever put together.
fn size(value: &Value) -> Size {
    let mut total = Size {
        weight: 1,
        height: 0,
    };
    let mut add = |inner: Size| {
        total.weight += inner.weight;
        total.height = total.height.max(inner.height + 1);
    };
    match value {
        Value::String(text) => total.weight += text_weight(text),
        Value::Array(items) => {
            add(Size::default());
            items.iter().for_each(|item| add(size(item)));
        }
        Value::Object(entries) => {
            add(Size::default());
            for (key, item) in entries {
                let inner = size(item);
                add(Size {
                    weight: inner.weight + text_weight(key),
                    ..inner
                });
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    total
}

/// The documents of one text, one after the other.
pub struct Builder {
    documents: Vec<Document>,
    open: Vec<Open>,
    /// Line the document under construction begins at, counted from one.
    line: u64,
    duplicate_keys: Vec<DuplicateKey>,
    anchored: BTreeMap<usize, Anchored>,
    /// Over all documents, in the unit of [`COPIES_MAX`].
    copied: usize,
    paths_bytes_left: usize,
}

impl Builder {
    /// No documents yet.
    pub fn new() -> Self {
        Self {
            documents: Vec::new(),
            open: Vec::new(),
            line: 0,
            duplicate_keys: Vec::new(),
            anchored: BTreeMap::new(),
            copied: 0,
            paths_bytes_left: DUPLICATE_PATHS_BYTES_MAX,
        }
    }

    /// The documents that were completed.
    pub fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// Whether no collection is open.
    pub fn is_between_documents(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether the innermost open collection is a mapping.
    pub fn is_in_mapping(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                collection: Collection::Mapping(_),
                ..
            })
        )
    }

    /// Whether the next value is the key of a mapping.
    pub fn awaits_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                collection: Collection::Mapping(Mapping {
                    key: Key::Awaited,
                    ..
                }),
                ..
            })
        )
    }

    /// Opens a list.
    pub fn open_list(&mut self, anchor: usize, line: u64) -> Result<(), Problem> {
        self.open(Collection::List(Vec::new()), anchor, line)
    }

    /// Opens a mapping.
    pub fn open_mapping(&mut self, anchor: usize, line: u64) -> Result<(), Problem> {
        let mapping = Mapping {
            entries: Map::new(),
            key: Key::Awaited,
            merged: BTreeSet::new(),
        };
        self.open(Collection::Mapping(mapping), anchor, line)
    }

    fn open(&mut self, collection: Collection, anchor: usize, line: u64) -> Result<(), Problem> {
        if self.awaits_key() {
            return Err(Problem::Other("invalid map key".to_owned()));
        }
        if self.open.len() == NESTING_MAX {
            return Err(Problem::TooDeep);
        }
        self.begin(line);
        self.open.push(Open { collection, anchor });
        Ok(())
    }

    /// Notes the line a document begins at.
    fn begin(&mut self, line: u64) {
        if self.open.is_empty() {
            self.line = line;
        }
    }

    /// Closes the innermost collection.
    pub fn close(&mut self) -> Result<(), Problem> {
        let Some(Open { collection, anchor }) = self.open.pop() else {
            return Ok(());
        };
        let value = match collection {
            Collection::List(items) => Value::Array(items),
            Collection::Mapping(mapping) => Value::Object(mapping.entries),
        };
        // A collection is never a key, so the line is of no use.
        self.add(value, anchor, self.line)
    }

    /// Takes up `<<` as a key.
    pub fn merge_key(&mut self) {
        if let Some(Open {
            collection: Collection::Mapping(mapping),
            ..
        }) = self.open.last_mut()
        {
            mapping.key = Key::Merge;
        }
    }

    /// Takes up a copy of the value with an anchor; `name` is the anchor's.
    pub fn alias(&mut self, anchor: usize, name: &str, line: u64) -> Result<(), Problem> {
        let Some(Anchored { value, size }) = self.anchored.get(&anchor) else {
            // It is defined, or the parser would not have numbered it, but not complete.
            let reason = format!("anchor '{name}' value contains itself");
            return Err(Problem::Other(reason));
        };
        if self.open.len() + size.height > NESTING_MAX {
            return Err(Problem::TooDeep);
        }
        self.copied += size.weight;
        if self.copied > COPIES_MAX {
            return Err(Problem::TooManyCopies);
        }
        let value = value.clone();
        self.begin(line);
        self.add(value, 0, line)
    }

    /// Takes up a scalar.
    pub fn scalar(&mut self, value: Value, anchor: usize, line: u64) -> Result<(), Problem> {
        self.begin(line);
        self.add(value, anchor, line)
    }

    fn add(&mut self, value: Value, anchor: usize, line: u64) -> Result<(), Problem> {
        if anchor != 0 {
            let size = size(&value);
            self.copied += size.weight;
            if self.copied > COPIES_MAX {
                return Err(Problem::TooManyCopies);
            }
            let value = value.clone();
            self.anchored.insert(anchor, Anchored { value, size });
        }
        let Some(innermost) = self.open.last_mut() else {
            self.finish(value);
            return Ok(());
        };
        let mapping = match &mut innermost.collection {
            Collection::List(items) => {
                items.push(value);
                return Ok(());
            }
            Collection::Mapping(mapping) => mapping,
        };
        match std::mem::replace(&mut mapping.key, Key::Awaited) {
            Key::Awaited => {
                let text = scalar::key(value)
                    .ok_or_else(|| Problem::Other("invalid map key".to_owned()))?;
                let repeated = mapping.entries.contains_key(&text) && !mapping.merged.remove(&text);
                mapping.key = Key::Text(text);
                if repeated {
                    self.note_duplicate(line);
                }
            }
            Key::Text(text) => {
                mapping.entries.insert(text, value);
            }
            Key::Merge => mapping.merge(value)?,
        }
        Ok(())
    }

    fn finish(&mut self, value: Value) {
        let duplicate_keys = std::mem::take(&mut self.duplicate_keys);
        self.anchored.clear();
        if !value.is_null() {
            self.documents.push(Document {
                value,
                line: self.line,
                duplicate_keys,
            });
        }
    }

    /// Lists the key that was just taken up.
    fn note_duplicate(&mut self, line: u64) {
        let digits = |index: usize| index.checked_ilog10().unwrap_or(0) as usize + 1;
        // Long keys around many short ones would multiply the text.
        let bytes: usize = self
            .open
            .iter()
            .map(|open| match &open.collection {
                Collection::List(items) => digits(items.len()) + 2,
                Collection::Mapping(Mapping {
                    key: Key::Text(text),
                    ..
                }) => text.len() + 1,
                Collection::Mapping(_) => 3,
            })
            .sum();
        let Some(left) = self.paths_bytes_left.checked_sub(bytes) else {
            return;
        };
        self.paths_bytes_left = left;
        let mut path = String::with_capacity(bytes);
        for open in &self.open {
            let key = match &open.collection {
                Collection::List(items) => {
                    // Writing to a string does not fail.
                    let _ = write!(path, "[{}]", items.len());
                    continue;
                }
                Collection::Mapping(Mapping {
                    key: Key::Text(text),
                    ..
                }) => text,
                Collection::Mapping(_) => "<<",
            };
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
        }
        self.duplicate_keys.push(DuplicateKey { path, line });
    }
}

impl Mapping {
    /// As go-yaml 2 does it (`decode.go`, `merge`): what `<<` brings replaces what stands before it
    /// and is replaced by what stands after it; of several maps the first counts.
    fn merge(&mut self, value: Value) -> Result<(), Problem> {
        let maps = match value {
            Value::Array(items) => items,
            one => vec![one],
        };
        for map in maps.into_iter().rev() {
            let Value::Object(entries) = map else {
                return Err(Problem::Other(
                    "map merge requires map or sequence of maps as the value".to_owned(),
                ));
            };
            for (key, value) in entries {
                self.merged.insert(key.clone());
                self.entries.insert(key, value);
            }
        }
        Ok(())
    }
}
