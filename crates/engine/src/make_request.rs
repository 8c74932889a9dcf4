//! From a key and a form to a signed request, and an existing request brought in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::check_request::Inspection;
use super::{Performed, Question, Request, Session, ToBeSigned};
use certbench_formats::certificate_request;
use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::signature::SignatureCheck;
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::csr::build as request_builder;
pub use certbench_kubernetes::csr::build::BuildError;
use certbench_kubernetes::csr::commands;
use certbench_kubernetes::csr::findings as subject_advice;
use certbench_kubernetes::csr::forecast::Forecast;
use certbench_kubernetes::csr::object::{FormError, ObjectForm, REQUEST_LABEL};
use certbench_kubernetes::csr::subject_findings;
use certbench_kubernetes::csr::subject_form::SubjectForm;
use certbench_kubernetes::finding::{Code, Field, Finding};
use certbench_x509::bytes::{Bytes, pem};
use certbench_x509::public_key::PublicKey;

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
                        certbench_x509::public_key::Curve::P256,
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
        self.object.object(der)
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
    fn signature_checks(&self, _: &Session) -> Vec<SignatureCheck> {
        match &self.source {
            Source::Form { .. } => Vec::new(),
            Source::Request(der) => Inspection::new(&self.manifest(&der.0))
                .signature_check()
                .cloned()
                .into_iter()
                .collect(),
        }
    }

    fn answer(self, performed: &Performed, _: &mut Session) -> DraftAnswer {
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
        if performed.verdicts.contains(&None) {
            answer
                .findings
                .push(Finding::new(Code::SignatureUnchecked, Field::Request));
        }
        let verdict = performed.verdicts.first().copied().flatten();
        let forecast = inspection.forecast(verdict);
        answer.subjects_yaml = forecast.identity.as_ref().and_then(Identity::subjects_yaml);
        answer.forecast = Some(forecast);
        answer.errors = errors;
        answer
    }
}

/// Make the request.
#[derive(Serialize, Deserialize)]
pub struct Make {
    /// What from.
    pub source: MakeSource,
    /// The object around it.
    pub object: ObjectForm,
}

/// A form and a key, or a whole request.
#[derive(Serialize, Deserialize)]
pub enum MakeSource {
    /// To be signed by the key that comes beside the question.
    Form {
        /// Who asks.
        subject: SubjectForm,
        /// DER of the key's SubjectPublicKeyInfo.
        public_key: Bytes,
    },
    /// A whole request in DER.
    Request(Bytes),
}

/// What can be taken away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MakeAnswer {
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

impl MakeSource {
    fn to_be_signed(&self) -> Result<Option<ToBeSigned>, BuildError> {
        let Self::Form {
            subject,
            public_key,
        } = self
        else {
            return Ok(None);
        };
        let key = PublicKey::from_spki(&public_key.0).map_err(|_| BuildError::MalformedKey)?;
        let name = subject.distinguished_name();
        let message = request_builder::to_be_signed(&name, &subject.alt_names, &key)?;
        let kind = key.kind;
        Ok(Some(ToBeSigned { kind, message }))
    }

    fn has_errors(&self) -> bool {
        matches!(self, Self::Form { subject, .. } if !subject.errors().is_empty())
    }
}

impl Question for Make {
    type Answer = Result<MakeAnswer, BuildError>;

    fn into_request(self) -> Request {
        Request::Make(self)
    }

    fn to_be_signed(&self) -> Option<ToBeSigned> {
        if self.source.has_errors() || !self.object.errors().is_empty() {
            return None;
        }
        self.source.to_be_signed().ok().flatten()
    }

    fn answer(self, performed: &Performed, _: &mut Session) -> Self::Answer {
        if self.source.has_errors() || !self.object.errors().is_empty() {
            return Err(BuildError::FormHasErrors);
        }
        let (der, user) = match &self.source {
            MakeSource::Form { subject, .. } => {
                let Some((asked, signature)) = &performed.signed else {
                    self.source.to_be_signed()?;
                    return Err(BuildError::MalformedSignature);
                };
                let signature = signature
                    .as_ref()
                    .map_err(|reason| BuildError::Unsigned(reason.clone()))?;
                let der = request_builder::assemble(&asked.message, signature)?;
                (der, subject.user.clone())
            }
            MakeSource::Request(der) => {
                let request = CertificateRequest::from_der(&der.0)
                    .map_err(|error| BuildError::Unencodable(error.to_string()))?;
                (der.0.clone(), request.subject.common_name().to_owned())
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
        let openssl = match (&self.source, &performed.signed) {
            (MakeSource::Form { subject, .. }, Some((asked, _))) => {
                commands::openssl(&asked.kind, subject, &self.object, &stem)
            }
            _ => String::new(),
        };
        Ok(MakeAnswer {
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
    pub der: Bytes,
    /// The common name asked for.
    pub user: String,
    /// The whole subject in one line.
    pub subject: String,
    /// The kind of its key.
    pub key: String,
    /// What is worth knowing about its key.
    pub findings: Vec<Finding>,
}

/// Why there is no request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

    fn answer(self, _: &Performed, _: &mut Session) -> Self::Answer {
        let text = certbench_formats::text::decode(&self.input.0);
        let der = certificate_request::find_in_text(&text)
            .or_else(|| (self.input.0.first() == Some(&0x30)).then(|| self.input.0.clone()))
            .ok_or(ReadRequestError::NotFound)?;
        let request =
            CertificateRequest::from_der(&der).map_err(|error| ReadRequestError::Corrupt {
                reason: error.to_string(),
            })?;
        let findings = subject_findings::key_findings(&request.public_key.kind)
            .into_iter()
            .filter(|finding| finding.field == Field::Key)
            .collect();
        Ok(RequestAnswer {
            user: request.subject.common_name().to_owned(),
            subject: request.subject.to_string(),
            key: request.public_key.kind.name(),
            der: request.der,
            findings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Draft, ObjectForm, Performed, Question, Session, Source};
    use certbench_formats::go;
    use certbench_formats::signature::Verdict;
    use certbench_kubernetes::finding::cases::{case, check};
    use certbench_kubernetes::finding::{Code, Finding, Group};

    /// The request of the walkthrough, with what is known of its signature.
    fn find(verdict: &Option<Verdict>) -> Vec<Finding> {
        let pem = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/walkthrough/myuser.csr"
        ));
        let (block, _) = go::pem::decode(pem.as_bytes()).expect("it is PEM");
        let draft = Draft {
            source: Source::Request(Bytes(block.der)),
            object: ObjectForm::default(),
        };
        let performed = Performed {
            verdicts: vec![*verdict],
            ..Performed::default()
        };
        draft.answer(&performed, &mut Session::default()).findings
    }

    #[test]
    fn drafts() {
        let cases = [case(Code::SignatureUnchecked, None, Some(Verdict::Valid))];
        check(Group::Draft, &cases, find);
    }
}
