//! A Kubernetes object as it stands in a manifest.

use serde_json::Value;

use crate::domain::formats::manifest::DuplicateKey;

/// A Kubernetes object.
#[derive(Clone, PartialEq)]
pub struct Object {
    /// The whole of it. May hold secrets.
    pub value: Value,
    /// Keys that stood twice; the last one counts.
    pub duplicate_keys: Vec<DuplicateKey>,
    /// Whether its YAML had lost its indentation, so that only the outermost fields could be read.
    pub lost_indentation: bool,
}

impl std::fmt::Debug for Object {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Object({})", self.title())
    }
}

impl Object {
    fn text(&self, pointer: &str) -> &str {
        self.value
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// `apiVersion`
    pub fn api_version(&self) -> &str {
        self.text("/apiVersion")
    }

    /// `kind`
    pub fn kind(&self) -> &str {
        self.text("/kind")
    }

    /// `metadata.name`
    pub fn name(&self) -> &str {
        self.text("/metadata/name")
    }

    /// `metadata.namespace`
    pub fn namespace(&self) -> &str {
        self.text("/metadata/namespace")
    }

    /// `type` of a Secret
    pub fn secret_type(&self) -> &str {
        self.text("/type")
    }

    /// Kind, namespace and name in one line: `Secret default/web`.
    pub fn title(&self) -> String {
        let name = match (self.namespace(), self.name()) {
            ("", name) => name.to_owned(),
            (namespace, name) => format!("{namespace}/{name}"),
        };
        format!("{} {name}", self.kind()).trim_end().to_owned()
    }
}
