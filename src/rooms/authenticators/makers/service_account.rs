//! The maker of a service account and its tokens.

use yew::AttrValue;

use super::{Entry, Maker, trimmed};
use crate::locale::{Key, key};
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::{Area, Check, Choice, Line};
use crate::rooms::fields::{Field, lens, lines};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::service_account::make::ServiceAccountForm;

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct ServiceAccountDraft {
    /// `metadata.name`
    pub name: AttrValue,
    /// `metadata.namespace`; empty for kubectl's own.
    pub namespace: AttrValue,
    /// The audiences of a token, one a line.
    pub audiences: AttrValue,
    /// A token's lifetime; empty for an hour.
    pub duration: AttrValue,
    /// Whether to write a Pod with a projected token.
    pub projected: bool,
    /// What a token is bound to beside the account: `Pod`, `Secret`, `Node` or nothing.
    pub bound_kind: AttrValue,
    /// The bound object's name.
    pub bound_name: AttrValue,
    /// The bound object's UID.
    pub bound_uid: AttrValue,
    /// The name of a Secret for a token that never expires.
    pub secret: AttrValue,
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::ServiceAccount,
    main: &MAIN,
    more: &MORE,
    is_random: false,
    form,
};

const BOUND_KINDS: [(&str, Key); 4] = [
    ("", key!("make-sa-bound-nothing")),
    ("Pod", key!("make-sa-bound-pod")),
    ("Secret", key!("make-sa-bound-secret")),
    ("Node", key!("make-sa-bound-node")),
];

static MAIN: [Entry; 5] = [
    Entry {
        member: "name",
        field: Field::new(
            key!("make-sa-name"),
            Line(lens!(State, service_account.name)),
        ),
    },
    Entry {
        member: "namespace",
        field: Field::new(
            key!("make-sa-namespace"),
            Line(lens!(State, service_account.namespace)),
        )
        .hint(key!("make-sa-namespace-hint")),
    },
    Entry {
        member: "audiences",
        field: Field::new(
            key!("make-sa-audiences"),
            Area(2, lens!(State, service_account.audiences)),
        )
        .hint(key!("make-sa-audiences-hint")),
    },
    Entry {
        member: "duration",
        field: Field::new(
            key!("make-sa-duration"),
            Line(lens!(State, service_account.duration)),
        )
        .hint(key!("make-sa-duration-hint")),
    },
    Entry {
        member: "projected",
        field: Field::new(
            key!("make-sa-projected"),
            Check(lens!(State, service_account.projected)),
        ),
    },
];

static MORE: [Entry; 4] = [
    Entry {
        member: "bound_kind",
        field: Field::new(
            key!("make-sa-bound"),
            Choice(&BOUND_KINDS, lens!(State, service_account.bound_kind)),
        ),
    },
    Entry {
        member: "bound_name",
        field: Field::new(
            key!("make-sa-bound-name"),
            Line(lens!(State, service_account.bound_name)),
        ),
    },
    Entry {
        member: "bound_uid",
        field: Field::new(
            key!("make-sa-bound-uid"),
            Line(lens!(State, service_account.bound_uid)),
        ),
    },
    Entry {
        member: "secret",
        field: Field::new(
            key!("make-sa-secret"),
            Line(lens!(State, service_account.secret)),
        )
        .hint(key!("make-sa-secret-hint")),
    },
];

fn form(state: &State) -> CredentialForm {
    let draft = &state.service_account;
    CredentialForm::ServiceAccount(ServiceAccountForm {
        name: trimmed(&draft.name),
        namespace: trimmed(&draft.namespace),
        audiences: lines(&draft.audiences),
        duration: trimmed(&draft.duration),
        bound_kind: trimmed(&draft.bound_kind),
        bound_name: trimmed(&draft.bound_name),
        bound_uid: trimmed(&draft.bound_uid),
        secret: trimmed(&draft.secret),
        projected: draft.projected,
    })
}
