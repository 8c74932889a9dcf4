//! A CertificateSigningRequest as the API server decodes it, or its words where it cannot.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::formats::go;
use crate::domain::kubernetes::field_error::FieldError;

const API_VERSION: &str = "certificates.k8s.io/v1";
/// The kind in messages.
pub(super) const KIND: &str = "CertificateSigningRequest";

/// An answer that ends the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The HTTP status.
    pub http_status: u16,
    /// The server's whole message.
    pub message: String,
    /// The fields it complains about; empty where it names none.
    pub field_errors: Vec<FieldError>,
}

impl Refusal {
    fn bad_request(message: String) -> Self {
        Self {
            http_status: 400,
            message,
            field_errors: Vec::new(),
        }
    }

    fn undecodable(path: &str, reason: String) -> Self {
        let message = format!("{KIND} in version \"v1\" cannot be handled as a {KIND}: {reason}");
        Self {
            http_status: 400,
            message,
            field_errors: vec![FieldError {
                path: path.to_owned(),
                detail: reason,
            }],
        }
    }
}

/// A request object as the server holds it after decoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    /// `metadata.name`
    pub name: String,
    /// `metadata.generateName`
    pub generate_name: String,
    /// `metadata.labels`
    pub labels: Vec<(String, String)>,
    /// `metadata.annotations`
    pub annotations: Vec<(String, String)>,
    /// `spec.request`, decoded once; `None` where it is missing or null.
    pub request: Option<Vec<u8>>,
    /// `spec.signerName`
    pub signer_name: String,
    /// `spec.usages`
    pub usages: Vec<String>,
    /// `spec.expirationSeconds`
    pub expiration_seconds: Option<i32>,
    /// Fields of `spec` that the server overwrites or does not know.
    pub ignored_fields: Vec<String>,
}

/// Where Go's decoder is, for its words about a value of the wrong type.
struct GoField {
    parent: &'static str,
    path: &'static str,
    go_type: &'static str,
}

impl GoField {
    fn mismatch(&self, value: &Value) -> Refusal {
        let found = match value {
            Value::Null => "null".to_owned(),
            Value::Bool(_) => "bool".to_owned(),
            Value::Number(number) if self.go_type == "int32" => format!("number {number}"),
            Value::Number(_) => "number".to_owned(),
            Value::String(_) => "string".to_owned(),
            Value::Array(_) => "array".to_owned(),
            Value::Object(_) => "object".to_owned(),
        };
        let Self {
            parent,
            path,
            go_type,
        } = self;
        let reason = format!(
            "json: cannot unmarshal {found} into Go struct field {parent}.{path} of type {go_type}"
        );
        Refusal::undecodable(path, reason)
    }
}

fn string_member(
    object: &Map<String, Value>,
    name: &str,
    field: &GoField,
) -> Result<Option<String>, Refusal> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(field.mismatch(other)),
    }
}

fn object_member<'a>(
    object: &'a Map<String, Value>,
    name: &str,
    field: &GoField,
) -> Result<std::borrow::Cow<'a, Map<String, Value>>, Refusal> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(std::borrow::Cow::Owned(Map::new())),
        Some(Value::Object(members)) => Ok(std::borrow::Cow::Borrowed(members)),
        Some(other) => Err(field.mismatch(other)),
    }
}

fn string_map(
    metadata: &Map<String, Value>,
    name: &str,
    field: &GoField,
) -> Result<Vec<(String, String)>, Refusal> {
    object_member(metadata, name, field)?
        .iter()
        .map(|(key, value)| match value {
            Value::String(text) => Ok((key.clone(), text.clone())),
            Value::Null => Ok((key.clone(), String::new())),
            other => Err(field.mismatch(other)),
        })
        .collect()
}

fn check_type(object: &Map<String, Value>) -> Result<(), Refusal> {
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    if kind.is_empty() {
        let shown = Value::Object(object.clone()).to_string();
        return Err(Refusal::bad_request(format!(
            "Object 'Kind' is missing in '{shown}'"
        )));
    }
    if api_version != API_VERSION {
        return Err(Refusal::bad_request(format!(
            "the API version in the data ({api_version}) does not match the expected API version ({API_VERSION})"
        )));
    }
    if kind != KIND {
        return Err(Refusal::bad_request(format!(
            "{kind} in version \"v1\" cannot be handled as a {KIND}: no kind \"{kind}\" is registered for version \"{API_VERSION}\" in scheme \"pkg/runtime/scheme.go:111\""
        )));
    }
    Ok(())
}

impl Submission {
    /// Decodes a manifest as the API server would.
    pub fn decode(manifest: &Value) -> Result<Self, Refusal> {
        let Value::Object(object) = manifest else {
            return Err(Refusal::bad_request(
                "couldn't get version/kind; json parse error: json: cannot unmarshal the data into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }".to_owned(),
            ));
        };
        check_type(object)?;
        let top = |path, go_type| GoField {
            parent: KIND,
            path,
            go_type,
        };
        let metadata = object_member(object, "metadata", &top("metadata", "v1.ObjectMeta"))?;
        let spec = object_member(
            object,
            "spec",
            &top("spec", "v1.CertificateSigningRequestSpec"),
        )?;
        let in_metadata = |path, go_type| GoField {
            parent: "ObjectMeta",
            path,
            go_type,
        };
        let in_spec = |path, go_type| GoField {
            parent: "CertificateSigningRequestSpec",
            path,
            go_type,
        };
        let name_field = in_metadata("metadata.name", "string");
        let generate_field = in_metadata("metadata.generateName", "string");
        let map_type = "map[string]string";
        Ok(Self {
            name: string_member(&metadata, "name", &name_field)?.unwrap_or_default(),
            generate_name: string_member(&metadata, "generateName", &generate_field)?
                .unwrap_or_default(),
            labels: string_map(
                &metadata,
                "labels",
                &in_metadata("metadata.labels", map_type),
            )?,
            annotations: string_map(
                &metadata,
                "annotations",
                &in_metadata("metadata.annotations", map_type),
            )?,
            request: decode_request(&spec, &in_spec("spec.request", "[]uint8"))?,
            signer_name: string_member(&spec, "signerName", &in_spec("spec.signerName", "string"))?
                .unwrap_or_default(),
            usages: decode_usages(&spec, &in_spec("spec.usages", "v1.KeyUsage"))?,
            expiration_seconds: decode_expiration(
                &spec,
                &in_spec("spec.expirationSeconds", "int32"),
            )?,
            ignored_fields: spec
                .keys()
                .filter(|key| {
                    !["request", "signerName", "usages", "expirationSeconds"]
                        .contains(&key.as_str())
                })
                .cloned()
                .collect(),
        })
    }
}

fn decode_request(spec: &Map<String, Value>, field: &GoField) -> Result<Option<Vec<u8>>, Refusal> {
    string_member(spec, "request", field)?
        .map(|text| {
            go::base64::decode(text.as_bytes())
                .map_err(|error| Refusal::undecodable(field.path, error.to_string()))
        })
        .transpose()
}

fn decode_usages(spec: &Map<String, Value>, field: &GoField) -> Result<Vec<String>, Refusal> {
    match spec.get("usages") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(usages)) => usages
            .iter()
            .map(|usage| match usage {
                Value::String(text) => Ok(text.clone()),
                other => Err(field.mismatch(other)),
            })
            .collect(),
        Some(other) => Err(GoField {
            go_type: "[]v1.KeyUsage",
            ..*field
        }
        .mismatch(other)),
    }
}

fn decode_expiration(spec: &Map<String, Value>, field: &GoField) -> Result<Option<i32>, Refusal> {
    match spec.get("expirationSeconds") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => number
            .as_i64()
            .and_then(|seconds| i32::try_from(seconds).ok())
            .map(Some)
            .ok_or_else(|| field.mismatch(&Value::Number(number.clone()))),
        Some(other) => Err(field.mismatch(other)),
    }
}
