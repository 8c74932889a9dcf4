//! What the API server does with a CertificateSigningRequest when it is created: decoding, then
//! validation (`pkg/apis/certificates/validation/validation.go`), then admission
//! (`plugin/pkg/admission/certificates/subjectrestriction`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field_error::{FieldError, aggregate};
use super::names;
use super::signer::{KUBE_APISERVER_CLIENT, LEGACY_UNKNOWN};
use crate::domain::bytes::base64;
use crate::domain::certificate_request::CertificateRequest;
use crate::domain::go;
use crate::domain::signature::{SignatureCheck, Verdict};
use crate::domain::text::go_quoted;

/// The usages that v1 knows (`certificates/v1/types.go`), sorted as the server lists them.
pub const KNOWN_USAGES: [&str; 23] = [
    "any",
    "cert sign",
    "client auth",
    "code signing",
    "content commitment",
    "crl sign",
    "data encipherment",
    "decipher only",
    "digital signature",
    "email protection",
    "encipher only",
    "ipsec end system",
    "ipsec tunnel",
    "ipsec user",
    "key agreement",
    "key encipherment",
    "microsoft sgc",
    "netscape sgc",
    "ocsp signing",
    "s/mime",
    "server auth",
    "signing",
    "timestamping",
];
/// The shortest lifetime that may be asked for.
pub const EXPIRATION_SECONDS_MIN: i64 = 600;
/// The longest signer name: a subdomain, a slash, a subdomain and a label.
pub const SIGNER_NAME_LENGTH_MAX: usize = 571;

const API_VERSION: &str = "certificates.k8s.io/v1";
const KIND: &str = "CertificateSigningRequest";

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

    /// The validation errors that need no cryptography, and the request if it could be read, all
    /// in the order in which the server reports them.
    fn validate(&self, request: &Result<CertificateRequest, String>) -> Vec<FieldError> {
        let mut errors = self.metadata_errors();
        if let Err(reason) = request {
            let value = match &self.request {
                None => "null".to_owned(),
                Some(bytes) => format!("\"{}\"", base64(bytes)),
            };
            errors.push(FieldError::invalid_bare("spec.request", &value, reason));
        }
        errors.extend(usage_errors(&self.usages));
        errors.extend(signer_name_errors(&self.signer_name));
        if let Some(seconds) = self.expiration_seconds
            && i64::from(seconds) < EXPIRATION_SECONDS_MIN
        {
            errors.push(FieldError::invalid_bare(
                "spec.expirationSeconds",
                &seconds.to_string(),
                "may not specify a duration less than 600 seconds (10 minutes)",
            ));
        }
        errors
    }

    /// `ValidateObjectMeta`
    fn metadata_errors(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for reason in names::path_segment_errors(&self.generate_name) {
            errors.push(FieldError::invalid(
                "metadata.generateName",
                &self.generate_name,
                &reason,
            ));
        }
        if self.name.is_empty() && self.generate_name.is_empty() {
            errors.push(FieldError::required(
                "metadata.name",
                "name or generateName is required",
            ));
        }
        for reason in names::path_segment_errors(&self.name) {
            errors.push(FieldError::invalid("metadata.name", &self.name, &reason));
        }
        for (key, value) in &self.labels {
            for reason in names::qualified_name_errors(key) {
                errors.push(FieldError::invalid("metadata.labels", key, &reason));
            }
            for reason in names::label_value_errors(value) {
                errors.push(FieldError::invalid("metadata.labels", value, &reason));
            }
        }
        for (key, _) in &self.annotations {
            for reason in names::qualified_name_errors(&key.to_lowercase()) {
                errors.push(FieldError::invalid("metadata.annotations", key, &reason));
            }
        }
        let size: usize = self
            .annotations
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum();
        if size > names::ANNOTATIONS_SIZE_MAX {
            errors.push(FieldError::too_long(
                "metadata.annotations",
                names::ANNOTATIONS_SIZE_MAX,
            ));
        }
        errors
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

/// `validateCertificateSigningRequest`, the part about usages.
fn usage_errors(usages: &[String]) -> Vec<FieldError> {
    if usages.is_empty() {
        return vec![FieldError::required("spec.usages", "")];
    }
    let path = |index: usize| format!("spec.usages[{index}]");
    let mut errors = Vec::new();
    for (index, usage) in usages.iter().enumerate() {
        if !KNOWN_USAGES.contains(&usage.as_str()) {
            errors.push(FieldError::not_supported(path(index), usage, &KNOWN_USAGES));
        }
    }
    for (index, usage) in usages.iter().enumerate() {
        if usages[..index].contains(usage) {
            errors.push(FieldError::duplicate(path(index), usage));
        }
    }
    errors
}

/// `ValidateCertificateSigningRequestCreate` and `ValidateSignerName`
fn signer_name_errors(signer_name: &str) -> Vec<FieldError> {
    const PATH: &str = "spec.signerName";
    if signer_name.is_empty() {
        return vec![FieldError::required(PATH, "")];
    }
    let segments: Vec<&str> = signer_name.split('/').collect();
    let [domain, path] = segments[..] else {
        return vec![FieldError::invalid(
            PATH,
            signer_name,
            "must be a fully qualified domain and path of the form 'example.com/signer-name'",
        )];
    };
    let mut errors = Vec::new();
    if domain.len() > names::SUBDOMAIN_LENGTH_MAX {
        errors.push(FieldError::too_long(PATH, names::SUBDOMAIN_LENGTH_MAX));
    }
    errors.extend(first_bad_label(domain, names::label_errors));
    if !domain.contains('.') {
        errors.push(FieldError::invalid(
            PATH,
            domain,
            "should be a domain with at least two segments separated by dots",
        ));
    }
    errors.extend(first_bad_label(path, names::subdomain_errors));
    if signer_name.len() > SIGNER_NAME_LENGTH_MAX {
        errors.push(FieldError::too_long(PATH, SIGNER_NAME_LENGTH_MAX));
    }
    if errors.is_empty() && signer_name == LEGACY_UNKNOWN {
        errors.push(FieldError::invalid(
            PATH,
            signer_name,
            "the legacy signerName is not allowed via this API version",
        ));
    }
    errors
}

/// What is wrong with the first bad label of one segment of a signer name; the server stops there.
fn first_bad_label(segment: &str, check: fn(&str) -> Vec<String>) -> Vec<FieldError> {
    let bad = segment
        .split('.')
        .map(|label| (label, check(label)))
        .find(|(_, reasons)| !reasons.is_empty());
    let Some((label, reasons)) = bad else {
        return Vec::new();
    };
    reasons
        .iter()
        .map(|reason| {
            let why = format!("validating label {}: {reason}", go_quoted(label));
            FieldError::invalid("spec.signerName", segment, &why)
        })
        .collect()
}

/// A decoded object whose request may still have a signature to be verified.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The object.
    pub submission: Submission,
    /// The request inside, or the server's words about it.
    pub request: Result<CertificateRequest, String>,
    check: Option<SignatureCheck>,
}

impl Examination {
    /// Reads what the object carries.
    pub fn new(submission: Submission) -> Self {
        let request = read_request(submission.request.as_deref().unwrap_or_default());
        let (request, check) = match request {
            Err(reason) => (Err(reason), None),
            Ok(request) => match request.signature_check() {
                Ok(check) => (Ok(request), Some(check)),
                Err(reason) => (Err(reason.to_string()), None),
            },
        };
        Self {
            submission,
            request,
            check,
        }
    }

    /// The verification that decides the rest.
    pub const fn signature_check(&self) -> Option<&SignatureCheck> {
        self.check.as_ref()
    }

    /// The server's answer to the create call, once the signature has been verified: the request it
    /// stores, or its refusal.
    pub fn judge(mut self, verdict: Option<Verdict>) -> Result<Accepted, Refusal> {
        if let (Some(check), Some(Verdict::Invalid)) = (&self.check, verdict) {
            self.request = Err(check.algorithm.failure().to_owned());
        }
        let errors = self.submission.validate(&self.request);
        let name = &self.submission.name;
        let request = match self.request {
            Ok(request) if errors.is_empty() => request,
            _ => {
                let message = format!(
                    "{KIND}.certificates.k8s.io \"{name}\" is invalid: {}",
                    aggregate(&errors)
                );
                return Err(Refusal {
                    http_status: 422,
                    message,
                    field_errors: errors,
                });
            }
        };
        let masters = request
            .subject
            .organizations()
            .iter()
            .any(|group| group == "system:masters");
        if masters && self.submission.signer_name == KUBE_APISERVER_CLIENT {
            return Err(Refusal {
                http_status: 403,
                message: format!(
                    "certificatesigningrequests.certificates.k8s.io \"{name}\" is forbidden: use of {KUBE_APISERVER_CLIENT} signer with system:masters group is not allowed"
                ),
                field_errors: Vec::new(),
            });
        }
        Ok(Accepted {
            submission: self.submission,
            request,
        })
    }
}

/// An object that the API server stores.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The object.
    pub submission: Submission,
    /// The request it carries.
    pub request: CertificateRequest,
}

/// `ParseCSR` (`pkg/apis/certificates/v1/helpers.go`): the first PEM block counts.
fn read_request(pem: &[u8]) -> Result<CertificateRequest, String> {
    match go::pem::decode(pem) {
        Some((block, _)) if block.label == "CERTIFICATE REQUEST" => {
            CertificateRequest::from_der(&block.der).map_err(|error| error.to_string())
        }
        _ => Err("PEM block type must be CERTIFICATE REQUEST".to_owned()),
    }
}
