//! The state of the Authenticators room: the maker that is chosen, and what stands in the fields of each.

use std::rc::Rc;

use yew::prelude::*;

use super::makers::bootstrap_token::BootstrapTokenDraft;
use super::makers::open_id_connect::OpenIdConnectDraft;
use super::makers::proxy::ProxyDraft;
use super::makers::service_account::ServiceAccountDraft;
use super::makers::static_token_file::StaticTokenFileDraft;
use super::makers::webhook::WebhookDraft;
use super::makers::{Maker, service_account};
use crate::rooms::fields::Change;

/// Everything in the room.
#[derive(Clone, PartialEq)]
pub struct AuthenticatorsState {
    /// The maker that is chosen.
    pub maker: &'static Maker,
    /// A service account.
    pub service_account: ServiceAccountDraft,
    /// A bootstrap token.
    pub bootstrap_token: BootstrapTokenDraft,
    /// A static token file.
    pub static_token_file: StaticTokenFileDraft,
    /// An OpenID Connect issuer.
    pub open_id_connect: OpenIdConnectDraft,
    /// A webhook.
    pub webhook: WebhookDraft,
    /// An authenticating proxy.
    pub proxy: ProxyDraft,
}

impl Default for AuthenticatorsState {
    fn default() -> Self {
        Self {
            maker: &service_account::MAKER,
            service_account: ServiceAccountDraft::default(),
            bootstrap_token: BootstrapTokenDraft::default(),
            static_token_file: StaticTokenFileDraft::default(),
            open_id_connect: OpenIdConnectDraft::default(),
            webhook: WebhookDraft::default(),
            proxy: ProxyDraft::default(),
        }
    }
}

impl AuthenticatorsState {
    /// Whether nothing was chosen or filled in.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// A change of the state.
pub enum AuthenticatorsAction {
    /// A field is filled in.
    Change(Change<AuthenticatorsState>),
    /// A maker is chosen.
    Choose(&'static Maker),
    /// All fields are emptied.
    Reset,
}

impl From<Change<AuthenticatorsState>> for AuthenticatorsAction {
    fn from(change: Change<AuthenticatorsState>) -> Self {
        Self::Change(change)
    }
}

impl Reducible for AuthenticatorsState {
    type Action = AuthenticatorsAction;

    fn reduce(self: Rc<Self>, action: AuthenticatorsAction) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            AuthenticatorsAction::Change(change) => change.apply(&mut state),
            AuthenticatorsAction::Choose(maker) => state.maker = maker,
            AuthenticatorsAction::Reset => return Rc::default(),
        }
        Rc::new(state)
    }
}

/// The state and the way to change it.
pub type AuthenticatorsHandle = UseReducerHandle<AuthenticatorsState>;
