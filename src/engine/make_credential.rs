//! Make a credential other than a certificate.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use crate::domain::kubernetes::authenticators::bootstrap_token::make::{
    BootstrapTokenForm, RANDOM_BYTES,
};
use crate::domain::kubernetes::authenticators::made::{Made, Problem, ProblemCode};
use crate::domain::kubernetes::authenticators::open_id_connect::make::AuthenticationConfigurationForm;
use crate::domain::kubernetes::authenticators::proxy::make::AuthenticatingProxyForm;
use crate::domain::kubernetes::authenticators::service_account::make::ServiceAccountForm;
use crate::domain::kubernetes::authenticators::static_token_file::make::StaticTokenFileForm;
use crate::domain::kubernetes::authenticators::webhook::make::WebhookForm;

/// Make a credential at a time in seconds since 1970.
#[derive(Serialize, Deserialize)]
pub struct MakeCredential {
    /// Which, and of what.
    pub form: CredentialForm,
    /// Now.
    pub now: i64,
}

/// A form of each kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum CredentialForm {
    /// A service account and its tokens
    ServiceAccount(ServiceAccountForm),
    /// A bootstrap token
    BootstrapToken(BootstrapTokenForm),
    /// A static token file
    StaticTokenFile(StaticTokenFileForm),
    /// An OpenID Connect issuer
    OpenIdConnect(Box<AuthenticationConfigurationForm>),
    /// A webhook
    Webhook(WebhookForm),
    /// A proxy
    Proxy(AuthenticatingProxyForm),
}

/// Random bytes of the system; natively and in the browser those of its cryptography.
fn random(length: usize) -> Option<Vec<u8>> {
    /// More rows than anybody fills in.
    const LENGTH_MAX: usize = 1024 * 1024;
    let mut bytes = vec![0; length.min(LENGTH_MAX)];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

impl Question for MakeCredential {
    type Answer = Made;

    fn into_request(self) -> Request {
        Request::MakeCredential(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> Made {
        let refused = || Made {
            problems: vec![Problem {
                field: String::new(),
                code: ProblemCode::Random,
                detail: String::new(),
            }],
            ..Made::default()
        };
        match self.form {
            CredentialForm::ServiceAccount(form) => form.make(),
            CredentialForm::BootstrapToken(form) => {
                random(RANDOM_BYTES).map_or_else(refused, |bytes| form.make(&bytes, self.now))
            }
            CredentialForm::StaticTokenFile(form) => {
                random(form.random_bytes()).map_or_else(refused, |bytes| form.make(&bytes))
            }
            CredentialForm::OpenIdConnect(form) => form.make(),
            CredentialForm::Webhook(form) => form.make(),
            CredentialForm::Proxy(form) => form.make(),
        }
    }
}
