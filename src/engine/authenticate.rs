//! Which of a request's credentials wins.

use serde::{Deserialize, Serialize};

use super::verify_token::{Planned, TokenAnswer, VerifyToken};
use super::{Performed, Question, Request, Session};
use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::origin::Source;
use crate::domain::artefacts::recognise::recognise;
use crate::domain::bytes::Bytes;
use crate::domain::certificate::Certificate;
use crate::domain::formats::manifest::ManifestError;
use crate::domain::formats::signature::SignatureCheck;
use crate::domain::kubernetes::authenticators::union::{
    Authentication, Flags, IssuedBy, Presented, authenticate, bearer_token, parse_headers,
};

/// Which of these credentials wins?
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Authenticate {
    /// The request's headers, one a line; `Authorization: Bearer …` among them.
    pub headers: String,
    /// The client certificate in any form; empty for none. The first one counts.
    pub certificate: String,
    /// Whose certificate it is.
    pub issued_by: IssuedBy,
    /// How the server is set up.
    pub flags: Flags,
    /// How it takes tokens; its `token` is replaced by the headers' one.
    pub tokens: VerifyToken,
    /// The question about the headers' token; filled in by the engine.
    #[serde(skip)]
    pub planned: Planned<Option<Box<VerifyToken>>>,
}

/// Who a request is, and what was made of its token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AuthenticateAnswer {
    /// Who it is, and why.
    pub authentication: Authentication,
    /// What its token proves, if it has one.
    pub token: Option<TokenAnswer>,
}

impl Authenticate {
    /// The question about the token in the headers.
    fn token_question(&self) -> Option<&VerifyToken> {
        let question = || {
            let headers = parse_headers(&self.headers);
            Some(Box::new(VerifyToken {
                token: bearer_token(&headers)?.to_owned(),
                ..self.tokens.clone()
            }))
        };
        self.planned.0.get_or_init(question).as_deref()
    }

    fn client_certificate(&self) -> Option<Box<Certificate>> {
        let source = Source {
            name: String::new(),
            input: Bytes(self.certificate.as_bytes().to_vec()),
        };
        let found = recognise(source, None).artefacts;
        found
            .into_iter()
            .find_map(|artefact| match artefact.content {
                Content::Certificate(certificate) => Some(certificate),
                _ => None,
            })
    }
}

impl Question for Authenticate {
    /// An error is what is wrong with the cluster's objects.
    type Answer = Result<AuthenticateAnswer, ManifestError>;

    fn into_request(self) -> Request {
        Request::Authenticate(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        let question = self.token_question();
        question.map_or_else(Vec::new, |question| question.signature_checks(session))
    }

    fn answer(mut self, performed: &Performed, session: &mut Session) -> Self::Answer {
        self.token_question();
        let token = match self.planned.0.take().flatten() {
            Some(question) => Some(question.answer(performed, session)?),
            None => None,
        };
        let certificate = self.client_certificate();
        let headers = parse_headers(&self.headers);
        let presented = Presented {
            headers: &headers,
            certificate: certificate.as_deref().map(|one| (one, self.issued_by)),
            now: self.tokens.now,
        };
        let by_token = |_: &str| {
            let answer = token.as_ref().ok_or_else(String::new)?;
            answer.identity.clone().ok_or_else(|| {
                let refusal = answer.refusal.as_ref();
                refusal.map_or_else(String::new, |refusal| refusal.review_error())
            })
        };
        let authentication = authenticate(&presented, &self.flags, &by_token);
        Ok(AuthenticateAnswer {
            authentication,
            token,
        })
    }
}
