//! From a key and a form to a signed request, and an existing request brought in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::check_request::Inspection;
use super::{Question, Request};
use crate::domain::bytes::{Bytes, pem};
use crate::domain::certificate_request::{self, CertificateRequest};
use crate::domain::commands;
use crate::domain::finding::{Code, Field, Finding};
use crate::domain::kubernetes::csr_object::{FormError, ObjectForm, REQUEST_LABEL};
use crate::domain::kubernetes::forecast::Forecast;
use crate::domain::kubernetes::identity::Identity;
use crate::domain::kubernetes::subject_advice;
use crate::domain::public_key::PublicKey;
use crate::domain::request_builder::{self, BuildError};
use crate::domain::signature::{SignatureCheck, Verdict};
use crate::domain::subject_form::SubjectForm;

/// Where the request comes from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Source {
    /// It is still a form.
    Form {
        /// Who asks.
        subject: SubjectForm,
        /// DER of the SubjectPublicKeyInfo; without one a P-256 key stands in.
        public_key: Option<Bytes>,
    },
    /// It exists already, in DER.
    Request(Bytes),
}

/// What would become of this?
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The request.
    pub source: Source,
    /// The object around it.
    pub object: ObjectForm,
}

/// What will become of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftAnswer {
    /// Texts that cannot be used.
    pub errors: Vec<FormError>,
    /// What is worth knowing.
    pub findings: Vec<Finding>,
    /// What the cluster will do.
    pub forecast: Option<Forecast>,
    /// The lifetime asked for, in seconds.
    pub expiration_seconds: Option<i32>,
    /// How the user and the groups stand in a RoleBinding.
    pub subjects_yaml: Option<String>,
}

/// A P-256 key that nobody owns: the generator of the curve (SEC 2 section 2.4.2).
const STAND_IN_POINT: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40,
    0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2,
    0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e,
    0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51,
    0xf5,
];

impl Draft {
    /// The request's DER, without a signature if it is still a form.
    fn build(&self) -> Result<Vec<u8>, BuildError> {
        match &self.source {
            Source::Request(der) => Ok(der.0.clone()),
            Source::Form {
                subject,
                public_key,
            } => {
                let key = match public_key {
                    Some(spki) => PublicKey::from_spki(&spki.0),
                    None => PublicKey::from_point(
                        crate::domain::public_key::Curve::P256,
                        &STAND_IN_POINT,
                    ),
                }
                .map_err(|_| BuildError::MalformedKey)?;
                // What has an error is left out, so that it hides nothing about the rest.
                let sound_names: Vec<_> = subject
                    .alt_names
                    .iter()
                    .filter(|name| name.check().is_ok())
                    .cloned()
                    .collect();
                let name = subject.distinguished_name();
                let to_be_signed = request_builder::to_be_signed(&name, &sound_names, &key)?;
                request_builder::assemble(&to_be_signed, &[0; 64])
            }
        }
    }

    fn manifest(&self, der: &[u8]) -> Value {
        serde_json::to_value(self.object.object(der)).unwrap_or_default()
    }

    fn form_errors(&self) -> Vec<FormError> {
        let mut errors = match &self.source {
            Source::Form { subject, .. } => subject.errors(),
            Source::Request(_) => Vec::new(),
        };
        errors.extend(self.object.errors());
        errors
    }
}

impl Question for Draft {
    type Answer = DraftAnswer;

    fn into_request(self) -> Request {
        Request::Draft(self)
    }

    /// Only a request that exists already: the key at hand signs a new one rightly.
    fn signature_checks(&self) -> Vec<SignatureCheck> {
        match &self.source {
            Source::Form { .. } => Vec::new(),
            Source::Request(der) => Inspection::new(&self.manifest(&der.0))
                .signature_check()
                .cloned()
                .into_iter()
                .collect(),
        }
    }

    fn answer(self, verdicts: &[Option<Verdict>]) -> DraftAnswer {
        let errors = self.form_errors();
        let mut answer = DraftAnswer {
            expiration_seconds: self.object.expiration_seconds().ok().flatten(),
            ..DraftAnswer::default()
        };
        let Ok(der) = self.build() else {
            answer.errors = errors;
            return answer;
        };
        let inspection = Inspection::new(&self.manifest(&der));
        if let (Some(submission), Some(request)) = (inspection.submission(), inspection.request()) {
            answer.findings = subject_advice::findings(submission, request);
        }
        if verdicts.contains(&None) {
            answer
                .findings
                .push(Finding::new(Code::SignatureUnchecked, Field::Request));
        }
        let verdict = verdicts.first().copied().flatten();
        let forecast = inspection.forecast(verdict);
        answer.subjects_yaml = forecast.identity.as_ref().and_then(Identity::subjects_yaml);
        answer.forecast = Some(forecast);
        answer.errors = errors;
        answer
    }
}

/// What is the key to sign?
#[derive(Serialize, Deserialize)]
pub struct Prepare {
    /// Who asks.
    pub subject: SubjectForm,
    /// The object that the request will stand in.
    pub object: ObjectForm,
    /// SubjectPublicKeyInfo of the key.
    pub public_key: Bytes,
}

impl Question for Prepare {
    type Answer = Result<Bytes, BuildError>;

    fn into_request(self) -> Request {
        Request::Prepare(self)
    }

    fn answer(self, _: &[Option<Verdict>]) -> Self::Answer {
        if !self.subject.errors().is_empty() || !self.object.errors().is_empty() {
            return Err(BuildError::FormHasErrors);
        }
        let key = PublicKey::from_spki(&self.public_key.0).map_err(|_| BuildError::MalformedKey)?;
        let name = self.subject.distinguished_name();
        request_builder::to_be_signed(&name, &self.subject.alt_names, &key).map(Bytes)
    }
}

/// Make the request of the signed bytes.
#[derive(Serialize, Deserialize)]
pub struct Finish {
    /// What was signed, or a request that exists already.
    pub source: FinishSource,
    /// Who asks, for the openssl commands; not needed for an existing request.
    pub subject: SubjectForm,
    /// The object around it.
    pub object: ObjectForm,
}

/// Signed bytes, or a whole request.
#[derive(Serialize, Deserialize)]
pub enum FinishSource {
    /// The CertificationRequestInfo and WebCrypto's signature over it.
    Signed {
        /// What was signed.
        to_be_signed: Bytes,
        /// r‖s for ECDSA.
        signature: Bytes,
    },
    /// A whole request in DER.
    Request(Bytes),
}

/// What can be taken away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FinishAnswer {
    /// DER of the request.
    pub der: Bytes,
    /// The request in PEM.
    pub csr_pem: String,
    /// The object in YAML.
    pub yaml: String,
    /// A file name without its ending.
    pub stem: String,
    /// Apply, approve, fetch.
    pub kubectl: String,
    /// The same by openssl; empty for an existing request.
    pub openssl: String,
}

impl Question for Finish {
    type Answer = Result<FinishAnswer, BuildError>;

    fn into_request(self) -> Request {
        Request::Finish(self)
    }

    fn answer(self, _: &[Option<Verdict>]) -> Self::Answer {
        let (der, user, openssl_kind) = match self.source {
            FinishSource::Signed {
                to_be_signed,
                signature,
            } => {
                let made = request_builder::assemble_signed(&to_be_signed.0, &signature.0)?;
                (made.der, self.subject.user.clone(), Some(made.kind))
            }
            FinishSource::Request(der) => {
                let request = CertificateRequest::from_der(&der.0)
                    .map_err(|error| BuildError::Unencodable(error.to_string()))?;
                (der.0, request.subject.common_name().to_owned(), None)
            }
        };
        let stem = commands::file_stem(if user.is_empty() {
            &self.object.name
        } else {
            &user
        });
        let yaml = self
            .object
            .yaml(&der)
            .map_err(|error| BuildError::Unencodable(error.to_string()))?;
        let openssl = openssl_kind.map_or_else(String::new, |kind| {
            commands::openssl(&kind, &self.subject, &self.object, &stem)
        });
        Ok(FinishAnswer {
            csr_pem: pem(REQUEST_LABEL, &der),
            yaml,
            kubectl: commands::kubectl(&self.object.name, &stem),
            openssl,
            stem,
            der: Bytes(der),
        })
    }
}

/// What request is in this?
#[derive(Serialize, Deserialize)]
pub struct ReadRequest {
    /// The file or text.
    pub input: Bytes,
}

/// A request that exists already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestAnswer {
    /// The request.
    pub request: CertificateRequest,
    /// What is worth knowing about its key.
    pub findings: Vec<Finding>,
}

/// Why there is no request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum ReadRequestError {
    /// Nothing like one in it.
    NotFound,
    /// A damaged one, with Go's words.
    Corrupt {
        /// Where reading stopped.
        reason: String,
    },
}

impl Question for ReadRequest {
    type Answer = Result<RequestAnswer, ReadRequestError>;

    fn into_request(self) -> Request {
        Request::ReadRequest(self)
    }

    fn answer(self, _: &[Option<Verdict>]) -> Self::Answer {
        let text = crate::domain::text::decode(&self.input.0);
        let der = certificate_request::find_in_text(&text)
            .or_else(|| (self.input.0.first() == Some(&0x30)).then(|| self.input.0.clone()))
            .ok_or(ReadRequestError::NotFound)?;
        let request =
            CertificateRequest::from_der(&der).map_err(|error| ReadRequestError::Corrupt {
                reason: error.to_string(),
            })?;
        let findings = subject_advice::key_findings(&request.public_key.kind)
            .into_iter()
            .filter(|finding| finding.field == Field::Key)
            .collect();
        Ok(RequestAnswer { request, findings })
    }
}
