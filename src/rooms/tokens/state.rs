//! The state of the Tokens room: what stands in its fields.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::page;
use crate::rooms::fields::{Change, list};
use certbench_engine::authenticate::Authenticate;
use certbench_engine::verify_token::{Planned, VerifyToken};
use certbench_kubernetes::authenticators::union::{Flags, IssuedBy};

/// A token, and how the API server takes tokens.
#[derive(Clone, PartialEq)]
pub struct TokenForm {
    /// The token, bare or with its scheme.
    pub token: AttrValue,
    /// Keys in any form.
    pub keys: AttrValue,
    /// Whether the keys on the bench are tried too.
    pub with_bench: bool,
    /// `--service-account-issuer`, a list.
    pub issuers: AttrValue,
    /// `--api-audiences`, a list.
    pub audiences: AttrValue,
    /// An AuthenticationConfiguration or the `--oidc-*` flags.
    pub configuration: AttrValue,
    /// What the cluster holds, as `kubectl get -o yaml` prints it.
    pub cluster: AttrValue,
    /// A static token file.
    pub static_tokens: AttrValue,
    /// A shared secret for HMAC.
    pub secret: AttrValue,
}

impl Default for TokenForm {
    fn default() -> Self {
        Self {
            token: AttrValue::default(),
            keys: AttrValue::default(),
            with_bench: true,
            issuers: AttrValue::default(),
            audiences: AttrValue::default(),
            configuration: AttrValue::default(),
            cluster: AttrValue::default(),
            static_tokens: AttrValue::default(),
            secret: AttrValue::default(),
        }
    }
}

impl TokenForm {
    /// What the token proves; nothing to be asked while there is none.
    pub fn question(&self) -> Option<VerifyToken> {
        let question = self.server();
        (!question.token.is_empty()).then_some(question)
    }

    /// The question whatever the token, for the server's side of it.
    fn server(&self) -> VerifyToken {
        let cluster = self.cluster.trim();
        VerifyToken {
            token: self.token.trim().to_owned(),
            keys: self.keys.to_string(),
            secret: self.secret.to_string(),
            with_bench: self.with_bench,
            issuers: list(&self.issuers),
            audiences: list(&self.audiences),
            cluster: (!cluster.is_empty()).then(|| cluster.to_owned()),
            static_tokens: self.static_tokens.to_string(),
            configuration: self.configuration.to_string(),
            now: page::now(),
            ..VerifyToken::default()
        }
    }
}

/// What a request presents, and the flags of the API server that decide about it.
#[derive(Clone, PartialEq)]
pub struct OrderForm {
    /// The request's headers, one a line.
    pub headers: AttrValue,
    /// The client certificate in any form.
    pub certificate: AttrValue,
    /// Whose certificate it is.
    pub issued_by: IssuedBy,
    /// `--requestheader-allowed-names`, a list.
    pub allowed_names: AttrValue,
    /// Whether `--requestheader-client-ca-file` is set.
    pub has_front_proxy: bool,
    /// `--anonymous-auth`
    pub anonymous: bool,
}

impl Default for OrderForm {
    fn default() -> Self {
        Self {
            headers: AttrValue::default(),
            certificate: AttrValue::default(),
            issued_by: IssuedBy::default(),
            allowed_names: AttrValue::default(),
            has_front_proxy: true,
            anonymous: true,
        }
    }
}

/// Everything in the room.
#[derive(Clone, Default, PartialEq)]
pub struct TokensState {
    /// The token and how it is taken.
    pub token: TokenForm,
    /// The request whose credentials compete.
    pub order: OrderForm,
}

impl TokensState {
    /// Whether nothing was filled in.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Which of the request's credentials wins; nothing to be asked while it presents none. Its token is
    /// taken as the one in the room is.
    pub fn order_question(&self) -> Option<Authenticate> {
        let order = &self.order;
        if order.headers.trim().is_empty() && order.certificate.trim().is_empty() {
            return None;
        }
        Some(Authenticate {
            headers: order.headers.to_string(),
            certificate: order.certificate.to_string(),
            issued_by: order.issued_by,
            flags: Flags {
                allowed_names: list(&order.allowed_names),
                has_front_proxy: order.has_front_proxy,
                anonymous: order.anonymous,
                ..Flags::default()
            },
            tokens: self.token.server(),
            planned: Planned::default(),
        })
    }
}

/// A change of the state.
pub enum TokensAction {
    /// A field is filled in.
    Change(Change<TokensState>),
    /// A token is brought in from elsewhere in the page.
    Token(AttrValue),
    /// It is said whose certificate the request presents.
    IssuedBy(IssuedBy),
    /// All fields are emptied.
    Reset,
}

impl From<Change<TokensState>> for TokensAction {
    fn from(change: Change<TokensState>) -> Self {
        Self::Change(change)
    }
}

impl Reducible for TokensState {
    type Action = TokensAction;

    fn reduce(self: Rc<Self>, action: TokensAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            TokensAction::Change(change) => change.apply(&mut state),
            TokensAction::Token(token) => state.token.token = token,
            TokensAction::IssuedBy(issued_by) => state.order.issued_by = issued_by,
            TokensAction::Reset => return Rc::default(),
        }
        Rc::new(state)
    }
}

/// The state and the way to change it.
pub type TokensHandle = UseReducerHandle<TokensState>;
/// Only the way to change it, for other rooms.
pub type TokensDispatcher = UseReducerDispatcher<TokensState>;
