//! What will become of a CertificateSigningRequest: refused, failed, left pending or issued.

use serde::{Deserialize, Serialize};

use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::formats::signature::Verdict;
use crate::domain::kubernetes::authenticators::identity::{Identity, NoIdentity};
use crate::domain::kubernetes::csr::signer::BuiltInSigner;
use crate::domain::kubernetes::csr::submission::Refusal;
use crate::domain::kubernetes::csr::validation::{Accepted, Examination};
use crate::domain::kubernetes::field_error::FieldError;
use crate::domain::kubernetes::finding::Field;

/// The longest lifetime of a default control plane (`--cluster-signing-duration`, one year).
pub const SIGNING_DURATION_SECONDS: i64 = 365 * 86_400;
/// How far back the signer dates `notBefore` (`--cluster-signing-duration`'s backdate).
const BACKDATE_SECONDS: i64 = 5 * 60;
/// From here on the backdating is part of the lifetime, not on top of it.
const BACKDATE_INCLUDED_SECONDS: i64 = 8 * 3600;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The API server does not store it.
    Refused,
    /// It can be approved, and then the signer gives up on it.
    Failed,
    /// It can be approved, and then nobody signs.
    Pending,
    /// It is signed once approved.
    Issued,
}

/// For how long a certificate will be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifetime {
    /// From `notBefore` to `notAfter`.
    pub total_seconds: i64,
    /// From the moment of signing to `notAfter`.
    pub usable_seconds: i64,
}

/// The server's or signer's words, with the field that causes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The field to mend.
    pub field: Field,
    /// Which of several values, counted from zero.
    pub index: Option<usize>,
    /// The words.
    pub text: String,
}

/// The prediction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// What becomes of it.
    pub outcome: Outcome,
    /// The server's or the signer's own words, where there are any.
    pub message: Option<String>,
    /// The HTTP status of a refusal.
    pub http_status: Option<u16>,
    /// The fields that the server complains about.
    pub field_errors: Vec<FieldError>,
    /// The same words by field, also for refusals and failures that name none.
    pub complaints: Vec<Complaint>,
    /// The subject that the signer will write.
    pub signed_subject: Option<DistinguishedName>,
    /// Who will log in with the certificate.
    pub identity: Option<Identity>,
    /// Why nobody will.
    pub no_identity: Option<NoIdentity>,
    /// For how long.
    pub lifetime: Option<Lifetime>,
}

impl Forecast {
    fn refused(refusal: Refusal) -> Self {
        let complaints = if refusal.field_errors.is_empty() {
            vec![Complaint {
                field: blamed_field(&refusal.message),
                index: None,
                text: refusal.message.clone(),
            }]
        } else {
            refusal.field_errors.iter().map(complaint).collect()
        };
        Self {
            outcome: Outcome::Refused,
            complaints,
            message: Some(refusal.message),
            http_status: Some(refusal.http_status),
            field_errors: refusal.field_errors,
            signed_subject: None,
            identity: None,
            no_identity: None,
            lifetime: None,
        }
    }

    fn accepted(accepted: &Accepted) -> Self {
        let signer = BuiltInSigner::from_name(&accepted.submission.signer_name);
        let message = signer
            .and_then(|signer| signer.failure(&accepted.request, &accepted.submission.usages));
        let outcome = match (&signer, &message) {
            (None, _) => Outcome::Pending,
            (Some(_), Some(_)) => Outcome::Failed,
            (Some(_), None) => Outcome::Issued,
        };
        let complaints = message.iter().map(|text| Complaint {
            field: blamed_field(text),
            index: None,
            text: text.clone(),
        });
        let mut forecast = Self {
            outcome,
            complaints: complaints.collect(),
            message,
            http_status: None,
            field_errors: Vec::new(),
            signed_subject: None,
            identity: None,
            no_identity: None,
            lifetime: None,
        };
        if outcome == Outcome::Issued {
            let subject = accepted.request.subject.as_signed();
            match Identity::from_subject(&subject, None) {
                Ok(identity) => forecast.identity = Some(identity),
                Err(reason) => forecast.no_identity = Some(reason),
            }
            forecast.signed_subject = Some(subject);
            forecast.lifetime = Some(lifetime(accepted.submission.expiration_seconds));
        }
        forecast
    }

    /// The prediction for a decoded object.
    pub fn new(examination: Result<Examination, Refusal>, verdict: Option<Verdict>) -> Self {
        match examination.and_then(|examination| examination.judge(verdict)) {
            Ok(accepted) => Self::accepted(&accepted),
            Err(refusal) => Self::refused(refusal),
        }
    }
}

/// The field that a field error is about. The value is left out of its words where it is the
/// request itself, which is long and says nothing to anybody.
fn complaint(error: &FieldError) -> Complaint {
    let path = error.path.as_str();
    let field = match path.split(['[', '.']).nth(1) {
        _ if path.starts_with("metadata.labels") => Field::Labels,
        _ if path.starts_with("metadata.annotations") => Field::Annotations,
        Some("name" | "generateName") => Field::ObjectName,
        Some("usages") => Field::Usages,
        Some("signerName") => Field::Signer,
        Some("expirationSeconds") => Field::Expiration,
        _ => Field::Request,
    };
    let index = path
        .split_once('[')
        .and_then(|(_, rest)| rest.trim_end_matches(']').parse().ok());
    let detail = match (field, error.detail.rsplit_once("\": ")) {
        (Field::Request, Some((_, reason))) => reason,
        _ => &error.detail,
    };
    Complaint {
        field,
        index,
        text: format!("{path}: {detail}"),
    }
}

/// The field behind a refusal or failure that names none.
fn blamed_field(message: &str) -> Field {
    if message.contains("system:masters") || message.contains("organization") {
        Field::Groups
    } else if message.contains("usage") {
        Field::Usages
    } else if message.contains("subjectAltName") {
        Field::AltNames
    } else if message.contains("common name") {
        Field::User
    } else {
        Field::Request
    }
}

/// How long the built-in signers make a certificate valid
/// (`pkg/controller/certificates/authority/policies.go`, checked against recorded answers).
pub fn lifetime(expiration_seconds: Option<i32>) -> Lifetime {
    let asked = expiration_seconds.map_or(SIGNING_DURATION_SECONDS, i64::from);
    let granted = asked.min(SIGNING_DURATION_SECONDS);
    if granted < BACKDATE_INCLUDED_SECONDS {
        Lifetime {
            total_seconds: granted + BACKDATE_SECONDS,
            usable_seconds: granted,
        }
    } else {
        Lifetime {
            total_seconds: granted,
            usable_seconds: granted - BACKDATE_SECONDS,
        }
    }
}
