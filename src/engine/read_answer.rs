//! What came back from the cluster, held against what was asked.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use crate::domain::bytes::Bytes;
use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::kubernetes::csr::answer;
use crate::domain::kubernetes::csr::answer::{Answer, AnswerError, Asked};
use crate::domain::public_key::PublicKey;

/// What did the cluster answer?
#[derive(Serialize, Deserialize)]
pub struct ReadAnswer {
    /// The pasted text.
    pub text: String,
    /// SubjectPublicKeyInfo of the key at hand.
    pub public_key: Option<Bytes>,
    /// DER of the request that was sent.
    pub request: Option<Bytes>,
    /// The lifetime that was asked for.
    pub expiration_seconds: Option<i32>,
    /// Now, in seconds since 1970.
    pub now: i64,
}

impl Question for ReadAnswer {
    type Answer = Result<Answer, AnswerError>;

    fn into_request(self) -> Request {
        Request::ReadAnswer(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> Self::Answer {
        let public_key = self
            .public_key
            .and_then(|spki| PublicKey::from_spki(&spki.0).ok());
        let request = self
            .request
            .and_then(|der| CertificateRequest::from_der(&der.0).ok());
        answer::read(
            &self.text,
            &Asked {
                public_key: public_key.as_ref(),
                request: request.as_ref(),
                expiration_seconds: self.expiration_seconds,
                now: self.now,
            },
        )
    }
}
