//! The makers, one file a way in: what stands in its fields, the fields, and the form that they fill in.

pub mod bootstrap_token;
pub mod open_id_connect;
pub mod proxy;
pub mod service_account;
pub mod static_token_file;
pub mod webhook;

use super::state::AuthenticatorsState;
use crate::rooms::fields::Field;
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::made::Problem;

/// A field of a maker.
pub struct Entry {
    /// The member of the form that it fills in, and that a problem names.
    pub member: &'static str,
    /// The field.
    pub field: Field<AuthenticatorsState>,
}

/// What makes a credential for a way in.
pub struct Maker {
    /// The way in.
    pub way: Authenticator,
    /// Its fields.
    pub main: &'static [Entry],
    /// The fields that are folded away.
    pub more: &'static [Entry],
    /// Whether something in the credential is random.
    pub is_random: bool,
    /// The form that the fields fill in.
    pub form: fn(&AuthenticatorsState) -> CredentialForm,
}

/// The makers, in the order of the choice.
pub static MAKERS: [&Maker; 6] = [
    &service_account::MAKER,
    &bootstrap_token::MAKER,
    &static_token_file::MAKER,
    &open_id_connect::MAKER,
    &webhook::MAKER,
    &proxy::MAKER,
];

impl Maker {
    /// The maker for a way in; some have none.
    pub fn of(way: Authenticator) -> Option<&'static Self> {
        MAKERS.into_iter().find(|maker| maker.way == way)
    }

    /// All its fields.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.main.iter().chain(self.more)
    }

    /// Whether none of its fields was filled in.
    pub fn is_blank(&self, state: &AuthenticatorsState) -> bool {
        let blank = AuthenticatorsState::default();
        self.entries()
            .all(|entry| entry.field.is_same_in(state, &blank))
    }
}

/// There is one for a way in.
impl PartialEq for Maker {
    fn eq(&self, other: &Self) -> bool {
        self.way == other.way
    }
}

/// The form's member that a problem is about.
pub fn member(problem: &Problem) -> &str {
    problem.field.split(['[', '.']).next().unwrap_or_default()
}

/// A text without white space around it.
fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}
