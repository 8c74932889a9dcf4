//! The maker of a bootstrap token.

use yew::AttrValue;

use super::{Entry, Maker, trimmed};
use crate::locale::key;
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::{Area, Check, Line, Secret};
use crate::rooms::fields::{Field, lens, list};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::bootstrap_token::make::{
    BootstrapTokenForm, KUBEADM_GROUP,
};

/// What stands in the fields.
#[derive(Clone, PartialEq)]
pub struct BootstrapTokenDraft {
    /// The API server as `HOST:PORT`.
    pub server: AttrValue,
    /// The cluster's CA in PEM.
    pub authority: AttrValue,
    /// How long it is valid; empty for a day.
    pub lifetime: AttrValue,
    /// Whether it never expires.
    pub forever: bool,
    /// Whether its bearer is in the group that `kubeadm join` needs.
    pub kubeadm: bool,
    /// Whether it logs in.
    pub authentication: bool,
    /// Whether it signs the ConfigMap cluster-info.
    pub signing: bool,
    /// More groups, a list.
    pub groups: AttrValue,
    /// What it is for.
    pub description: AttrValue,
    /// The token; empty for a generated one. Secret.
    pub token: AttrValue,
}

/// As `kubeadm token create` makes it.
impl Default for BootstrapTokenDraft {
    fn default() -> Self {
        Self {
            server: AttrValue::default(),
            authority: AttrValue::default(),
            lifetime: AttrValue::default(),
            forever: false,
            kubeadm: true,
            authentication: true,
            signing: true,
            groups: AttrValue::default(),
            description: AttrValue::default(),
            token: AttrValue::default(),
        }
    }
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::BootstrapToken,
    main: &MAIN,
    more: &MORE,
    is_random: true,
    form,
};

static MAIN: [Entry; 5] = [
    Entry {
        member: "server",
        field: Field::new(
            key!("make-bt-server"),
            Line(lens!(State, bootstrap_token.server)),
        )
        .hint(key!("make-bt-server-hint")),
    },
    Entry {
        member: "authority",
        field: Field::new(
            key!("make-bt-authority"),
            Area(4, lens!(State, bootstrap_token.authority)),
        )
        .hint(key!("make-bt-authority-hint")),
    },
    Entry {
        member: "lifetime",
        field: Field::new(
            key!("make-bt-lifetime"),
            Line(lens!(State, bootstrap_token.lifetime)),
        )
        .hint(key!("make-bt-lifetime-hint")),
    },
    Entry {
        member: "forever",
        field: Field::new(
            key!("make-bt-forever"),
            Check(lens!(State, bootstrap_token.forever)),
        ),
    },
    Entry {
        member: "kubeadm",
        field: Field::new(
            key!("make-bt-kubeadm"),
            Check(lens!(State, bootstrap_token.kubeadm)),
        ),
    },
];

static MORE: [Entry; 5] = [
    Entry {
        member: "authentication",
        field: Field::new(
            key!("make-bt-login"),
            Check(lens!(State, bootstrap_token.authentication)),
        ),
    },
    Entry {
        member: "signing",
        field: Field::new(
            key!("make-bt-signing"),
            Check(lens!(State, bootstrap_token.signing)),
        ),
    },
    Entry {
        member: "groups",
        field: Field::new(
            key!("make-bt-groups"),
            Area(2, lens!(State, bootstrap_token.groups)),
        )
        .hint(key!("make-bt-groups-hint")),
    },
    Entry {
        member: "description",
        field: Field::new(
            key!("make-bt-description"),
            Line(lens!(State, bootstrap_token.description)),
        ),
    },
    Entry {
        member: "token",
        field: Field::new(
            key!("make-bt-token"),
            Secret(lens!(State, bootstrap_token.token)),
        )
        .hint(key!("make-bt-token-hint")),
    },
];

fn form(state: &State) -> CredentialForm {
    let draft = &state.bootstrap_token;
    // The typed groups come first, so that a problem's number is that of their line.
    let mut groups = list(&draft.groups);
    if draft.kubeadm && !groups.iter().any(|group| group == KUBEADM_GROUP) {
        groups.push(KUBEADM_GROUP.to_owned());
    }
    let typed = trimmed(&draft.lifetime);
    CredentialForm::BootstrapToken(BootstrapTokenForm {
        token: trimmed(&draft.token),
        description: trimmed(&draft.description),
        lifetime: match typed.as_str() {
            _ if draft.forever => String::new(),
            "" => "24h".to_owned(),
            _ => typed,
        },
        authentication: draft.authentication,
        signing: draft.signing,
        groups,
        server: trimmed(&draft.server),
        authority: trimmed(&draft.authority),
    })
}
