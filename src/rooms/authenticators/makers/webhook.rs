//! The maker of the configuration of a token webhook.

use yew::AttrValue;

use super::{Entry, Maker, trimmed};
use crate::locale::key;
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::{Area, Line};
use crate::rooms::fields::{Field, lens};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::webhook::make::WebhookForm;

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct WebhookDraft {
    /// The service's address, `https://HOST/PATH`.
    pub server: AttrValue,
    /// The CA of the service's certificate in PEM.
    pub authority: AttrValue,
    /// How long answers are kept; empty for two minutes.
    pub cache: AttrValue,
    /// Where the API server finds its client certificate.
    pub client_certificate: AttrValue,
    /// Where it finds the key.
    pub client_key: AttrValue,
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::Webhook,
    main: &MAIN,
    more: &MORE,
    is_random: false,
    form,
};

static MAIN: [Entry; 3] = [
    Entry {
        member: "server",
        field: Field::new(key!("make-hook-server"), Line(lens!(State, webhook.server)))
            .hint(key!("make-hook-server-hint")),
    },
    Entry {
        member: "authority",
        field: Field::new(
            key!("make-hook-authority"),
            Area(3, lens!(State, webhook.authority)),
        )
        .hint(key!("make-hook-authority-hint")),
    },
    Entry {
        member: "cache",
        field: Field::new(key!("make-hook-cache"), Line(lens!(State, webhook.cache)))
            .hint(key!("make-hook-cache-hint")),
    },
];

static MORE: [Entry; 2] = [
    Entry {
        member: "client_certificate",
        field: Field::new(
            key!("make-hook-certificate"),
            Line(lens!(State, webhook.client_certificate)),
        )
        .hint(key!("make-hook-certificate-hint")),
    },
    Entry {
        member: "client_key",
        field: Field::new(
            key!("make-hook-key"),
            Line(lens!(State, webhook.client_key)),
        ),
    },
];

fn form(state: &State) -> CredentialForm {
    let draft = &state.webhook;
    CredentialForm::Webhook(WebhookForm {
        server: trimmed(&draft.server),
        authority: trimmed(&draft.authority),
        client_certificate: trimmed(&draft.client_certificate),
        client_key: trimmed(&draft.client_key),
        cache: trimmed(&draft.cache),
    })
}
