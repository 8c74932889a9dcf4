//! The CertificateSigningRequest object that is handed to `kubectl apply`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::domain::bytes::{base64, pem};
use crate::domain::formats::code_list::code_list;
use crate::domain::formats::duration;
use crate::domain::formats::duration::DurationError;
use crate::domain::formats::manifest;
use crate::domain::formats::manifest::ManifestError;
use crate::domain::kubernetes::finding::Field;

/// The PEM label that the API server insists on.
pub const REQUEST_LABEL: &str = "CERTIFICATE REQUEST";

/// What somebody fills in about the object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectForm {
    /// `metadata.name`
    pub name: String,
    /// `spec.signerName`
    pub signer_name: String,
    /// `spec.usages`
    pub usages: Vec<String>,
    /// `spec.expirationSeconds` as typed: seconds, `1h`, `30d`; empty for the cluster's default.
    pub expiration: String,
    /// `metadata.labels`
    pub labels: Vec<(String, String)>,
    /// `metadata.annotations`
    pub annotations: Vec<(String, String)>,
}

/// A field whose text cannot even be put into an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormError {
    /// The field.
    pub field: Field,
    /// Which of several, counted from zero.
    pub index: usize,
    /// What is wrong.
    pub code: FormErrorCode,
    /// The offending text.
    pub value: String,
}

code_list! {
    /// What is wrong with a text; the words are `form-error-…` in `locales/`.
    FormErrorCode {
    /// Neither seconds nor `1h`, `30d`, `1y`.
    DurationSyntax "duration-syntax",
    /// More than an int32 of seconds.
    DurationTooLong "duration-too-long",
    /// Not a host name.
    NotAHostName "not-a-host-name",
    /// Not an address.
    NotAnAddress "not-an-address",
    /// Not an e-mail address.
    NotAnEmailAddress "not-an-email-address",
    /// Not a URI.
    NotAUri "not-a-uri",
    /// Characters outside ASCII.
    NotAscii "not-ascii",
    /// Neither a short name nor an identifier.
    UnknownAttribute "unknown-attribute",
    /// The attribute's string type cannot hold the value.
    UnfitAttribute "unfit-attribute",
    /// The same label or annotation twice.
    DuplicateKey "duplicate-key",
    }
}

impl ObjectForm {
    /// The typed lifetime in seconds; `None` where the field is empty.
    pub fn expiration_seconds(&self) -> Result<Option<i32>, FormError> {
        if self.expiration.trim().is_empty() {
            return Ok(None);
        }
        let error = |code| FormError {
            field: Field::Expiration,
            index: 0,
            code,
            value: self.expiration.clone(),
        };
        match duration::parse(&self.expiration) {
            Ok(seconds) => i32::try_from(seconds)
                .map(Some)
                .map_err(|_| error(FormErrorCode::DurationTooLong)),
            Err(DurationError::Syntax) => Err(error(FormErrorCode::DurationSyntax)),
            Err(DurationError::TooLong) => Err(error(FormErrorCode::DurationTooLong)),
        }
    }

    /// Every field that cannot be put into an object.
    pub fn errors(&self) -> Vec<FormError> {
        let mut errors = Vec::new();
        errors.extend(self.expiration_seconds().err());
        for (field, pairs) in [
            (Field::Labels, &self.labels),
            (Field::Annotations, &self.annotations),
        ] {
            for (index, (key, _)) in pairs.iter().enumerate() {
                if pairs[..index].iter().any(|(earlier, _)| earlier == key) {
                    errors.push(FormError {
                        field,
                        index,
                        code: FormErrorCode::DuplicateKey,
                        value: key.clone(),
                    });
                }
            }
        }
        errors
    }

    /// The object around a DER request. It is put together by hand: Kubernetes' generated types
    /// bring a calendar and a clock's formats along. A test reads it with those types.
    pub fn object(&self, request: &[u8]) -> Value {
        let mut metadata = Map::new();
        if !self.name.is_empty() {
            metadata.insert("name".to_owned(), self.name.clone().into());
        }
        for (name, pairs) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !pairs.is_empty() {
                let mut members = Map::new();
                for (key, value) in pairs.iter().cloned() {
                    members.insert(key, value.into());
                }
                metadata.insert(name.to_owned(), Value::Object(members));
            }
        }
        let mut spec = Map::new();
        let request = base64(pem(REQUEST_LABEL, request).as_bytes());
        spec.insert("request".to_owned(), request.into());
        spec.insert("signerName".to_owned(), self.signer_name.clone().into());
        spec.insert("usages".to_owned(), self.usages.clone().into());
        if let Ok(Some(seconds)) = self.expiration_seconds() {
            spec.insert("expirationSeconds".to_owned(), seconds.into());
        }
        json!({
            "apiVersion": "certificates.k8s.io/v1",
            "kind": "CertificateSigningRequest",
            "metadata": metadata,
            "spec": spec,
        })
    }

    /// The object in YAML.
    pub fn yaml(&self, request: &[u8]) -> Result<String, ManifestError> {
        manifest::to_yaml(&self.object(request))
    }
}
