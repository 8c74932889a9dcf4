//! What the API server does with a decoded CertificateSigningRequest when it is created: validation
//! (`pkg/apis/certificates/validation/validation.go`), then admission
//! (`plugin/pkg/admission/certificates/subjectrestriction`).

use crate::domain::bytes::base64;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::formats::go;
use crate::domain::formats::signature::{SignatureCheck, Verdict};
use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::csr::signer::{KUBE_APISERVER_CLIENT, LEGACY_UNKNOWN};
use crate::domain::kubernetes::csr::submission::{KIND, Refusal, Submission};
use crate::domain::kubernetes::field_error::{FieldError, aggregate};
use crate::domain::kubernetes::{names, object_meta};

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

impl Submission {
    /// The validation errors that need no cryptography, and the request if it could be read, all
    /// in the order in which the server reports them.
    fn validate(&self, request: &Result<CertificateRequest, String>) -> Vec<FieldError> {
        let mut errors = object_meta::errors(
            &self.name,
            &self.generate_name,
            &self.labels,
            &self.annotations,
        );
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
