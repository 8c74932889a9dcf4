//! The maker of the configuration that trusts an OpenID Connect issuer.

use yew::AttrValue;

use super::{Entry, Maker, trimmed};
use crate::locale::key;
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::{Area, Line, Secret};
use crate::rooms::fields::{Field, lens, lines, pairs};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::open_id_connect::make::{
    AuthenticationConfigurationForm, ClaimMapping,
};

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct OpenIdConnectDraft {
    /// The issuer's address, exactly as in the tokens' `iss`.
    pub issuer: AttrValue,
    /// The audiences, one a line.
    pub audiences: AttrValue,
    /// The claim of the user name.
    pub username: AttrValue,
    /// What is put before the user name.
    pub username_prefix: AttrValue,
    /// The claim of the groups.
    pub groups: AttrValue,
    /// What is put before each group.
    pub groups_prefix: AttrValue,
    /// The client that kubectl logs in as; empty for no kubeconfig.
    pub client_id: AttrValue,
    /// Its secret; empty for a public client. Secret.
    pub client_secret: AttrValue,
    /// The API server's address, for the kubeconfig.
    pub server: AttrValue,
    /// The cluster's CA in PEM, for the kubeconfig.
    pub cluster_authority: AttrValue,
    /// Where the discovery document is, if elsewhere.
    pub discovery: AttrValue,
    /// The issuer's CA in PEM; empty for the system's roots.
    pub authority: AttrValue,
    /// A CEL expression instead of the claim of the user name.
    pub username_expression: AttrValue,
    /// A CEL expression instead of the claim of the groups.
    pub groups_expression: AttrValue,
    /// The claim of the UID.
    pub uid: AttrValue,
    /// A CEL expression instead of the claim of the UID.
    pub uid_expression: AttrValue,
    /// Extra keys, `KEY=EXPRESSION` a line.
    pub extra: AttrValue,
    /// Claims that a token must have, `CLAIM=VALUE` a line.
    pub required_claims: AttrValue,
    /// Expressions over the claims, `EXPRESSION // MESSAGE` a line.
    pub claim_rules: AttrValue,
    /// Expressions over the user, `EXPRESSION // MESSAGE` a line.
    pub user_rules: AttrValue,
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::OpenIdConnect,
    main: &MAIN,
    more: &MORE,
    is_random: false,
    form,
};

static MAIN: [Entry; 10] = [
    Entry {
        member: "issuer",
        field: Field::new(
            key!("make-oidc-issuer"),
            Line(lens!(State, open_id_connect.issuer)),
        )
        .hint(key!("make-oidc-issuer-hint")),
    },
    Entry {
        member: "audiences",
        field: Field::new(
            key!("make-oidc-audiences"),
            Area(2, lens!(State, open_id_connect.audiences)),
        )
        .hint(key!("make-oidc-audiences-hint")),
    },
    Entry {
        member: "username",
        field: Field::new(
            key!("make-oidc-username"),
            Line(lens!(State, open_id_connect.username)),
        )
        .hint(key!("make-oidc-username-hint")),
    },
    Entry {
        member: "username",
        field: Field::new(
            key!("make-oidc-username-prefix"),
            Line(lens!(State, open_id_connect.username_prefix)),
        )
        .hint(key!("make-oidc-prefix-hint")),
    },
    Entry {
        member: "groups",
        field: Field::new(
            key!("make-oidc-groups"),
            Line(lens!(State, open_id_connect.groups)),
        )
        .hint(key!("make-oidc-groups-hint")),
    },
    Entry {
        member: "groups",
        field: Field::new(
            key!("make-oidc-groups-prefix"),
            Line(lens!(State, open_id_connect.groups_prefix)),
        )
        .hint(key!("make-oidc-prefix-hint")),
    },
    Entry {
        member: "client_id",
        field: Field::new(
            key!("make-oidc-client"),
            Line(lens!(State, open_id_connect.client_id)),
        )
        .hint(key!("make-oidc-client-hint")),
    },
    Entry {
        member: "client_secret",
        field: Field::new(
            key!("make-oidc-client-secret"),
            Secret(lens!(State, open_id_connect.client_secret)),
        )
        .hint(key!("make-oidc-client-secret-hint")),
    },
    Entry {
        member: "server",
        field: Field::new(
            key!("make-oidc-server"),
            Line(lens!(State, open_id_connect.server)),
        )
        .hint(key!("make-server-hint")),
    },
    Entry {
        member: "cluster_authority",
        field: Field::new(
            key!("make-oidc-cluster-authority"),
            Area(3, lens!(State, open_id_connect.cluster_authority)),
        )
        .hint(key!("make-bt-authority-hint")),
    },
];

static MORE: [Entry; 10] = [
    Entry {
        member: "discovery",
        field: Field::new(
            key!("make-oidc-discovery"),
            Line(lens!(State, open_id_connect.discovery)),
        )
        .hint(key!("make-oidc-discovery-hint")),
    },
    Entry {
        member: "authority",
        field: Field::new(
            key!("make-oidc-authority"),
            Area(3, lens!(State, open_id_connect.authority)),
        )
        .hint(key!("make-oidc-authority-hint")),
    },
    Entry {
        member: "username",
        field: Field::new(
            key!("make-oidc-username-expression"),
            Line(lens!(State, open_id_connect.username_expression)),
        )
        .hint(key!("make-oidc-expression-hint")),
    },
    Entry {
        member: "groups",
        field: Field::new(
            key!("make-oidc-groups-expression"),
            Line(lens!(State, open_id_connect.groups_expression)),
        )
        .hint(key!("make-oidc-expression-hint")),
    },
    Entry {
        member: "uid",
        field: Field::new(
            key!("make-oidc-uid"),
            Line(lens!(State, open_id_connect.uid)),
        ),
    },
    Entry {
        member: "uid",
        field: Field::new(
            key!("make-oidc-uid-expression"),
            Line(lens!(State, open_id_connect.uid_expression)),
        )
        .hint(key!("make-oidc-expression-hint")),
    },
    Entry {
        member: "extra",
        field: Field::new(
            key!("make-oidc-extra"),
            Area(2, lens!(State, open_id_connect.extra)),
        )
        .hint(key!("make-oidc-extra-hint")),
    },
    Entry {
        member: "required_claims",
        field: Field::new(
            key!("make-oidc-required"),
            Area(2, lens!(State, open_id_connect.required_claims)),
        )
        .hint(key!("make-oidc-required-hint")),
    },
    Entry {
        member: "claim_rules",
        field: Field::new(
            key!("make-oidc-claim-rules"),
            Area(2, lens!(State, open_id_connect.claim_rules)),
        )
        .hint(key!("make-oidc-claim-rules-hint")),
    },
    Entry {
        member: "user_rules",
        field: Field::new(
            key!("make-oidc-user-rules"),
            Area(2, lens!(State, open_id_connect.user_rules)),
        )
        .hint(key!("make-oidc-user-rules-hint")),
    },
];

fn form(state: &State) -> CredentialForm {
    let draft = &state.open_id_connect;
    CredentialForm::OpenIdConnect(Box::new(AuthenticationConfigurationForm {
        issuer: trimmed(&draft.issuer),
        discovery: trimmed(&draft.discovery),
        authority: trimmed(&draft.authority),
        audiences: lines(&draft.audiences),
        username: ClaimMapping {
            claim: trimmed(&draft.username),
            prefix: trimmed(&draft.username_prefix),
            expression: trimmed(&draft.username_expression),
        },
        groups: ClaimMapping {
            claim: trimmed(&draft.groups),
            prefix: trimmed(&draft.groups_prefix),
            expression: trimmed(&draft.groups_expression),
        },
        uid: ClaimMapping {
            claim: trimmed(&draft.uid),
            prefix: String::new(),
            expression: trimmed(&draft.uid_expression),
        },
        extra: pairs(&draft.extra, "="),
        required_claims: pairs(&draft.required_claims, "="),
        // What begins a comment in CEL cannot be a part of an expression; with the blanks, an
        // address in it stays whole.
        claim_rules: pairs(&draft.claim_rules, " // "),
        user_rules: pairs(&draft.user_rules, " // "),
        client_id: trimmed(&draft.client_id),
        client_secret: trimmed(&draft.client_secret),
        server: trimmed(&draft.server),
        cluster_authority: trimmed(&draft.cluster_authority),
    }))
}
