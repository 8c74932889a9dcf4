//! WayRow: a way into the cluster, and what Certbench does for it.

use yew::prelude::*;

use super::makers::Maker;
use crate::components::{Button, ButtonVariant, Td, Tr};
use crate::context::{Text, use_text};
use crate::locale::families::AUTHENTICATOR;
use crate::locale::{Key, key, tr};
use crate::ui::pages::request::state::Step;
use crate::ui::routes::Route;
use certbench_kubernetes::authenticators::Authenticator;

/// The names of the columns; the first is that of the way's name.
pub const COLUMNS: [Key; 5] = [
    key!("authenticators-way"),
    key!("authenticators-who"),
    key!("authenticators-needs"),
    key!("authenticators-revoke"),
    key!("authenticators-versions"),
];

/// Properties of [`WayRow`].
#[derive(Properties, PartialEq)]
pub struct WayRowProperties {
    /// The way in.
    pub way: Authenticator,
    /// Called when its maker is asked for.
    pub onmake: Callback<&'static Maker>,
}

/// A row of the table of ways in.
#[component]
pub fn WayRow(properties: &WayRowProperties) -> Html {
    let text = use_text();
    let way = properties.way;
    let about = way.about();
    let id = format!("authenticator-{}", way.as_str());
    let [name, who, needs, revoke, versions] = COLUMNS.map(|column| text.get(column));
    html! {
        <Tr id={id.clone()}>
            <Td is_row_header={true} data_label={name}>
                <span id={format!("{id}-name")}>{ tr!(text, AUTHENTICATOR(way)) }</span>
                if !about.is_current {
                    <span class="certbench-hint">{ " " }{ tr!(text, "authenticators-gone") }</span>
                }
                <div class="certbench-hint"><code>{ about.flag }</code></div>
                <div class="certbench-actions">{ tools(&text, properties, &id) }</div>
            </Td>
            <Td data_label={who}>{ tr!(text, AUTHENTICATOR(way).who) }</Td>
            <Td data_label={needs}>{ tr!(text, AUTHENTICATOR(way).needs) }</Td>
            <Td data_label={revoke}>{ tr!(text, AUTHENTICATOR(way).revoke) }</Td>
            <Td data_label={versions}>
                { tr!(text, AUTHENTICATOR(way).versions) }
                <span class="certbench-source">
                    { tr!(text, "card-source") }{ " " }<code>{ about.source }</code>
                </span>
            </Td>
        </Tr>
    }
}

/// The maker, and the room that requests a certificate or reads a token.
fn tools(text: &Text, properties: &WayRowProperties, id: &str) -> Html {
    let (name, make, open) = (
        format!("{id}-name"),
        format!("{id}-make"),
        format!("{id}-open"),
    );
    let maker = Maker::of(properties.way);
    let room = match properties.way {
        Authenticator::ClientCertificate => {
            Some((key!("authenticators-request"), Route::Request(Step::Key)))
        }
        Authenticator::StaticTokenFile
        | Authenticator::BootstrapToken
        | Authenticator::ServiceAccount
        | Authenticator::OpenIdConnect => Some((key!("authenticators-read"), Route::Tokens)),
        Authenticator::BasicAuth | Authenticator::Webhook | Authenticator::Proxy => None,
    };
    html! {
        <>
            if let Some(maker) = maker {
                <Button id={make.clone()} is_small={true} aria_labelledby={format!("{make} {name}")}
                    onclick={properties.onmake.reform(move |_: MouseEvent| maker)}>
                    { tr!(text, "authenticators-make") }
                </Button>
            }
            if let Some((words, route)) = room {
                <Button id={open.clone()} variant={ButtonVariant::Link} is_inline={true} is_small={true}
                    href={route.href()} aria_labelledby={format!("{open} {name}")}>
                    { text.get(words) }
                </Button>
            }
        </>
    }
}
