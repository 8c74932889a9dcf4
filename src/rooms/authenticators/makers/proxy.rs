//! The maker of the flags for an authenticating proxy.

use yew::AttrValue;

use super::{Entry, Maker, trimmed};
use crate::locale::key;
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::{Area, Line};
use crate::rooms::fields::{Field, lens, lines, list, pairs};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::proxy::make::AuthenticatingProxyForm;

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct ProxyDraft {
    /// The API server's address.
    pub server: AttrValue,
    /// Common names of the proxy's certificate, a list.
    pub allowed_names: AttrValue,
    /// The user of the example call.
    pub user: AttrValue,
    /// The user's groups, one a line.
    pub groups: AttrValue,
    /// The header of the user name; empty for the usual one.
    pub user_header: AttrValue,
    /// The header of groups; empty for the usual one.
    pub group_header: AttrValue,
    /// What the headers of extra keys begin with; empty for the usual beginning.
    pub extra_prefix: AttrValue,
    /// The header of the UID (since 1.32); empty for none.
    pub uid_header: AttrValue,
    /// The user's UID.
    pub uid: AttrValue,
    /// Extra keys, `KEY=VALUE` a line.
    pub extra: AttrValue,
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::Proxy,
    main: &MAIN,
    more: &MORE,
    is_random: false,
    form,
};

static MAIN: [Entry; 4] = [
    Entry {
        member: "server",
        field: Field::new(key!("make-proxy-server"), Line(lens!(State, proxy.server)))
            .hint(key!("make-server-hint")),
    },
    Entry {
        member: "allowed_names",
        field: Field::new(
            key!("make-proxy-allowed"),
            Area(2, lens!(State, proxy.allowed_names)),
        )
        .hint(key!("make-proxy-allowed-hint")),
    },
    Entry {
        member: "user",
        field: Field::new(key!("make-proxy-user"), Line(lens!(State, proxy.user)))
            .hint(key!("make-proxy-user-hint")),
    },
    Entry {
        member: "groups",
        field: Field::new(
            key!("make-proxy-groups"),
            Area(2, lens!(State, proxy.groups)),
        )
        .hint(key!("make-proxy-groups-hint")),
    },
];

static MORE: [Entry; 6] = [
    Entry {
        member: "user_header",
        field: Field::new(
            key!("make-proxy-user-header"),
            Line(lens!(State, proxy.user_header)),
        )
        .hint(key!("make-proxy-user-header-hint")),
    },
    Entry {
        member: "group_header",
        field: Field::new(
            key!("make-proxy-group-header"),
            Line(lens!(State, proxy.group_header)),
        )
        .hint(key!("make-proxy-group-header-hint")),
    },
    Entry {
        member: "extra_prefix",
        field: Field::new(
            key!("make-proxy-extra-prefix"),
            Line(lens!(State, proxy.extra_prefix)),
        )
        .hint(key!("make-proxy-extra-prefix-hint")),
    },
    Entry {
        member: "uid_header",
        field: Field::new(
            key!("make-proxy-uid-header"),
            Line(lens!(State, proxy.uid_header)),
        )
        .hint(key!("make-proxy-uid-header-hint")),
    },
    Entry {
        member: "uid",
        field: Field::new(key!("make-proxy-uid"), Line(lens!(State, proxy.uid))),
    },
    Entry {
        member: "extra",
        field: Field::new(key!("make-proxy-extra"), Area(2, lens!(State, proxy.extra)))
            .hint(key!("make-proxy-extra-hint")),
    },
];

fn form(state: &State) -> CredentialForm {
    let draft = &state.proxy;
    CredentialForm::Proxy(AuthenticatingProxyForm {
        server: trimmed(&draft.server),
        allowed_names: list(&draft.allowed_names),
        user_header: trimmed(&draft.user_header),
        group_header: trimmed(&draft.group_header),
        extra_prefix: trimmed(&draft.extra_prefix),
        uid_header: trimmed(&draft.uid_header),
        user: trimmed(&draft.user),
        groups: lines(&draft.groups),
        uid: trimmed(&draft.uid),
        extra: pairs(&draft.extra, "="),
    })
}
