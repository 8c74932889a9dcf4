//! What a cluster holds, as far as somebody pasted it: no token tells whether its service account
//! still exists.

use serde_json::Value;

use crate::domain::formats::manifest;
use crate::domain::formats::manifest::ManifestError;

/// Objects as `kubectl get -o yaml` prints them. What is not among them does not exist.
#[derive(Clone, Default)]
pub struct ClusterState {
    objects: Vec<Value>,
}

impl ClusterState {
    /// Reads YAML or JSON of objects and lists.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let read = manifest::parse_documents(text);
        if let Some(error) = read.error {
            return Err(error);
        }
        let mut objects = Vec::new();
        for document in read.documents {
            match document.value {
                Value::Object(mut members) if members.get("items").is_some_and(Value::is_array) => {
                    if let Some(Value::Array(items)) = members.remove("items") {
                        objects.extend(items);
                    }
                }
                other => objects.push(other),
            }
        }
        Ok(Self { objects })
    }

    /// The object with this kind, namespace (empty for none) and name.
    pub fn find(&self, kind: &str, namespace: &str, name: &str) -> Option<&Value> {
        self.objects.iter().find(|object| {
            text(object, "/kind") == kind
                && text(object, "/metadata/name") == name
                && text(object, "/metadata/namespace") == namespace
        })
    }
}

/// A text in an object; empty where there is none.
pub fn text<'a>(object: &'a Value, pointer: &str) -> &'a str {
    object
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// A value of a Secret's data, or of its `stringData`; empty where there is none.
pub fn secret_value(secret: &Value, key: &str) -> Vec<u8> {
    let member = |field: &str| {
        let data = secret.get(field).and_then(|data| data.get(key));
        data.and_then(Value::as_str)
    };
    match (member("stringData"), member("data")) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(encoded)) => {
            crate::domain::formats::go::base64::decode(encoded.as_bytes()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
