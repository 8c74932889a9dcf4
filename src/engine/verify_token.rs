//! A token: what it is, whose signature it bears, and who the API server would take its bearer for.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::token_keys::{keys_in, keys_of};
use super::verify::perform_mac;
use super::{Performed, Question, Request, Session};
use crate::domain::formats::manifest;
use crate::domain::formats::signature::SignatureCheck;
use crate::domain::formats::token::claims::{Row, claim_rows, header_rows};
use crate::domain::formats::token::jwk::VerificationKey;
use crate::domain::formats::token::jws::Jws;
use crate::domain::formats::token::verification::{Judgement, KeyChoice, Plan, SignatureReason};
use crate::domain::formats::token::{TokenError, TokenKind};
use crate::domain::kubernetes::authenticators::bootstrap_token::accept as bootstrap_token;
use crate::domain::kubernetes::authenticators::identity::Identity;
use crate::domain::kubernetes::authenticators::open_id_connect::{
    accept as oidc, configuration as oidc_config,
};
use crate::domain::kubernetes::authenticators::refusal::{Refusal, RefusalCode};
use crate::domain::kubernetes::authenticators::service_account::accept;
use crate::domain::kubernetes::authenticators::service_account::accept::{
    Accepted, Condition, LEGACY_ISSUER, Server,
};
use crate::domain::kubernetes::authenticators::static_token_file::accept as static_token;
use crate::domain::kubernetes::cluster_state::{ClusterState, text};
use crate::domain::kubernetes::finding::{Finding, by_severity};

/// What does this token prove?
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct VerifyToken {
    /// The token, bare or with its scheme.
    pub token: String,
    /// Keys in any form: PEM, certificates, private keys' public halves, JWK, JWKS.
    pub keys: String,
    /// A shared secret for HMAC; empty for none.
    pub secret: String,
    /// Whether the keys on the bench are tried too.
    pub with_bench: bool,
    /// `--service-account-issuer`; empty where unknown.
    pub issuers: Vec<String>,
    /// `--api-audiences` or a TokenReview's audiences; empty where unknown.
    pub audiences: Vec<String>,
    /// What the cluster holds (`kubectl get … -o yaml`): what is not in it does not exist. Without
    /// it, the answer names what must exist.
    pub cluster: Option<String>,
    /// A static token file; empty for none.
    pub static_tokens: String,
    /// An AuthenticationConfiguration or the `--oidc-*` flags; empty for none.
    pub configuration: String,
    /// Now, in seconds since 1970.
    pub now: i64,
    /// What is tried; filled in by the engine.
    #[serde(skip)]
    pub planned: Planned<(Plan, Vec<VerificationKey>)>,
}

/// What a question comes to, kept while somebody verifies: the verdicts belong to these keys, whatever
/// comes onto the bench meanwhile.
pub struct Planned<T>(pub(super) OnceCell<T>);

impl<T> Default for Planned<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

/// A question that was copied is planned anew: one of the two may be changed.
impl<T> Clone for Planned<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

crate::domain::formats::code_list::code_list! {
    /// What a text is, as far as it is a token. The words are `token-form-CODE` in
    /// `locales/*/tokens.ftl`.
    Form {
        /// A signed token (JWS).
        Signed "signed",
        /// An encrypted token (JWE).
        Encrypted "encrypted",
        /// A bootstrap token.
        Bootstrap "bootstrap",
        /// In a static token file.
        Static "static",
        /// A text without meaning of its own.
        Opaque "opaque",
        /// Three parts that cannot be read.
        Malformed "malformed",
    }
}

/// What a token proves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// What it is.
    pub form: Form,
    /// What it is for Kubernetes.
    pub kind: TokenKind,
    /// The members of the header, and what explains them.
    pub header: Vec<Row>,
    /// The claims, and what explains them.
    pub claims: Vec<Row>,
    /// Why it could not be read, in the reader's words.
    pub unreadable: String,
    /// Whether its signature is genuine.
    pub judgement: Judgement,
    /// What names the key that signed it.
    pub key_name: String,
    /// How many keys there were to choose from.
    pub key_count: usize,
    /// Who the API server takes its bearer for.
    pub identity: Option<Identity>,
    /// The audiences that token and server share.
    pub shared_audiences: Vec<String>,
    /// What must still exist.
    pub conditions: Vec<Condition>,
    /// The fields of the configuration in which CEL decides, so that the identity lacks them.
    pub not_evaluated: Vec<String>,
    /// Why the API server would not take it.
    pub refusal: Option<Refusal>,
    /// What is worth knowing about it.
    pub findings: Vec<Finding>,
}

impl VerifyToken {
    /// The token without the scheme that stands before it in a header (RFC 6750 section 2.1).
    fn bare(&self) -> &str {
        let token = self.token.trim();
        match token.split_once(' ') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => rest.trim(),
            _ => token,
        }
    }

    fn all_keys(&self, session: &Session) -> Vec<VerificationKey> {
        let mut keys = keys_in(&self.keys);
        if !self.secret.is_empty() {
            keys.push(VerificationKey::secret(self.secret.clone().into_bytes()));
        }
        if self.with_bench {
            keys_of(&mut session.inspection.artefacts(), &mut keys);
        }
        keys
    }

    fn plan(&self, session: &Session) -> &(Plan, Vec<VerificationKey>) {
        self.planned.0.get_or_init(|| match Jws::read(self.bare()) {
            Ok(jws) => {
                let keys = self.all_keys(session);
                let plan = Plan::new(&jws, &keys, &|| choice(&jws));
                (plan, keys)
            }
            Err(error) => (Plan::refusing(unread_reason(self.form(&error))), Vec::new()),
        })
    }

    /// Whether its signature is genuine, by the verdicts on [`Question::signature_checks`]; and the keys
    /// that it was tried with.
    pub fn judge(
        &self,
        performed: &Performed,
        session: &Session,
    ) -> (Judgement, &[VerificationKey]) {
        let (plan, keys) = self.plan(session);
        (plan.judge(&performed.verdicts, &perform_mac), keys)
    }

    fn form(&self, error: &TokenError) -> Form {
        let token = self.bare();
        match error {
            TokenError::Encrypted => Form::Encrypted,
            _ if bootstrap_token::halves(token).is_some() => Form::Bootstrap,
            _ if static_token::identity(&self.static_tokens, token).is_some() => Form::Static,
            TokenError::Parts(_) if !token.starts_with("eyJ") => Form::Opaque,
            _ => Form::Malformed,
        }
    }

    /// What authenticators other than those for signed tokens make of it, in the server's order.
    fn unsigned(&self, cluster: Option<&ClusterState>) -> Result<Accepted, Refusal> {
        let token = self.bare();
        if let Some(identity) = static_token::identity(&self.static_tokens, token) {
            return Ok(Accepted {
                identity,
                audiences: self.audiences.clone(),
                conditions: Vec::new(),
                not_evaluated: Vec::new(),
            });
        }
        bootstrap_token::validate(token, cluster, &self.audiences, self.now)
            .unwrap_or_else(|| Err(Refusal::silent(RefusalCode::Unknown, "")))
    }
}

impl VerifyToken {
    /// Fills in what a signed token says, and gives what its authenticators make of it.
    fn signed(
        &self,
        jws: &Jws<'_>,
        answer: &mut TokenAnswer,
        cluster: Option<&ClusterState>,
    ) -> Result<Accepted, Refusal> {
        answer.header = header_rows(&jws.header);
        let (claims, duplicates) = match jws.claims() {
            Ok(read) => read,
            Err(error) => {
                answer.unreadable = error.to_string();
                return Err(Refusal::silent(RefusalCode::Unknown, ""));
            }
        };
        if !duplicates.is_empty() {
            answer.judgement = Judgement::refused(SignatureReason::DuplicateMember);
        }
        answer.kind = TokenKind::of(&claims);
        answer.claims = claim_rows(&claims);
        let keys = [jws.duplicate_keys.as_slice(), &duplicates].concat();
        let found = crate::domain::artefacts::token::findings::findings(
            &jws.header,
            &claims,
            &keys,
            self.now,
        );
        answer.findings = by_severity(found);
        let has_duplicates = !duplicates.is_empty();
        self.claims_outcome(jws, &claims, has_duplicates, &answer.judgement, cluster)
    }
}

const fn unread_reason(form: Form) -> SignatureReason {
    match form {
        Form::Encrypted => SignatureReason::Encrypted,
        Form::Signed | Form::Malformed => SignatureReason::Malformed,
        Form::Bootstrap | Form::Static | Form::Opaque => SignatureReason::Opaque,
    }
}

/// Service accounts' keys are named by their hash; others' issuers name them as they like.
fn choice(jws: &Jws<'_>) -> KeyChoice {
    let is_account = jws
        .claims()
        .is_ok_and(|(claims, _)| TokenKind::of(&claims).is_service_account());
    if is_account {
        KeyChoice::Strict
    } else {
        KeyChoice::Lenient
    }
}

impl Question for VerifyToken {
    /// An error is what is wrong with `cluster`.
    type Answer = Result<TokenAnswer, manifest::ManifestError>;

    fn into_request(self) -> Request {
        Request::VerifyToken(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        self.plan(session).0.signature_checks().cloned().collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> Self::Answer {
        let cluster = match &self.cluster {
            Some(text) => Some(ClusterState::parse(text)?),
            None => None,
        };
        let (judgement, keys) = self.judge(performed, session);
        let key = judgement.key.and_then(|index| keys.get(index));
        let mut answer = TokenAnswer {
            form: Form::Signed,
            kind: TokenKind::Other,
            header: Vec::new(),
            claims: Vec::new(),
            unreadable: String::new(),
            key_name: key.map(VerificationKey::name).unwrap_or_default(),
            key_count: keys.len(),
            judgement,
            identity: None,
            shared_audiences: Vec::new(),
            conditions: Vec::new(),
            not_evaluated: Vec::new(),
            refusal: None,
            findings: Vec::new(),
        };
        let outcome = match Jws::read(self.bare()) {
            Err(error) => {
                answer.form = self.form(&error);
                answer.unreadable = error.to_string();
                self.unsigned(cluster.as_ref())
            }
            Ok(jws) => self.signed(&jws, &mut answer, cluster.as_ref()),
        };
        match outcome {
            Ok(accepted) => {
                answer.identity = Some(accepted.identity);
                answer.shared_audiences = accepted.audiences;
                answer.conditions = accepted.conditions;
                answer.not_evaluated = accepted.not_evaluated;
            }
            Err(refusal) => answer.refusal = Some(refusal),
        }
        Ok(answer)
    }
}

impl VerifyToken {
    /// What the authenticators for signed tokens make of claims: service accounts' own, then the
    /// issuers of the configuration.
    fn claims_outcome(
        &self,
        jws: &Jws<'_>,
        claims: &Value,
        has_duplicates: bool,
        judgement: &Judgement,
        cluster: Option<&ClusterState>,
    ) -> Result<Accepted, Refusal> {
        let token = self.bare();
        let issuer = text(claims, "/iss");
        let is_own = issuer == LEGACY_ISSUER || self.issuers.iter().any(|own| own == issuer);
        let configured = oidc_config::parse(&self.configuration);
        if !is_own && let Ok(authenticators) = &configured {
            let algorithm = jws.member("alg");
            let found = oidc::validate(authenticators, algorithm, claims, judgement, self.now);
            if let Some(outcome) = found {
                return outcome;
            }
        }
        if !is_own && !TokenKind::of(claims).is_service_account() {
            return Err(match configured {
                Err(error) => Refusal::silent(RefusalCode::Configuration, error.0),
                Ok(list) if list.is_empty() => Refusal::silent(RefusalCode::Unknown, ""),
                Ok(_) => Refusal::silent(RefusalCode::Issuer, issuer),
            });
        }
        // Keys of service accounts are RSA or EC (`client-go/util/keyutil`): the server takes no HMAC
        // and no Ed25519, whoever else may.
        let algorithm = jws.member("alg");
        let is_known = ["RS", "PS", "ES"]
            .iter()
            .any(|kind| algorithm.starts_with(kind));
        if judgement.reason.is_none() && !is_known {
            let refused = Judgement::refused(SignatureReason::KeyKind);
            return Err(accept::signature_refusal(&refused)
                .unwrap_or_else(|| Refusal::silent(RefusalCode::Algorithm, algorithm)));
        }
        let server = Server {
            issuers: &self.issuers,
            audiences: &self.audiences,
            now: self.now,
            cluster,
        };
        accept::validate(token, claims, has_duplicates, judgement, server)
    }
}
