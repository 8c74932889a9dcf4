//! What will become of a CertificateSigningRequest: refused, failed, left pending or issued.

use serde::{Deserialize, Serialize};

use super::csr_validation::{Accepted, Examination, Refusal};
use super::field_error::FieldError;
use super::identity::{Identity, NoIdentity};
use super::signer::BuiltInSigner;
use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::signature::Verdict;

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
        Self {
            outcome: Outcome::Refused,
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
        let message =
            signer.and_then(|signer| signer.failure(&accepted.request, &accepted.submission.usages));
        let outcome = match (&signer, &message) {
            (None, _) => Outcome::Pending,
            (Some(_), Some(_)) => Outcome::Failed,
            (Some(_), None) => Outcome::Issued,
        };
        let mut forecast = Self {
            outcome,
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
