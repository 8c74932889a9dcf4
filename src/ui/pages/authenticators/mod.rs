//! The Authenticators room: the eight ways into a cluster, and what makes a credential for each.

mod kinds;
mod maker;
mod result;

use yew::prelude::*;

use crate::browser::page;
use crate::locale::families::AUTHENTICATOR;
use crate::locale::{Key, key, tr};
use crate::ui::components::forms::{FormHandle, field, set};
use crate::ui::context::Text;
use crate::ui::pages::request::state::Step;
use crate::ui::routes::Route;
use certbench_kubernetes::authenticators::Authenticator;

/// Properties of [`AuthenticatorsRoom`].
#[derive(Clone, Properties, PartialEq)]
pub struct AuthenticatorsProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The room.
pub fn authenticators_room(text: &Text, properties: &AuthenticatorsProperties) -> Html {
    let forms = &properties.forms;
    let key = kinds::chosen(forms).prefix;
    html! {
        <div class="certbench-room">
            <h1 class="pf-v6-c-title pf-m-2xl">{ tr!(text, "authenticators-title") }</h1>
            <p class="certbench-lead">{ tr!(text, "authenticators-lead") }</p>
            <section class="certbench-card">
                <div class="certbench-table" tabindex="0" role="group" aria-label={tr!(text, "authenticators-title")}>
                    <table id="authenticators" aria-label={tr!(text, "authenticators-title")}>
                        <thead><tr>
                            for column in COLUMNS {
                                <th scope="col">{ text.get(column) }</th>
                            }
                        </tr></thead>
                        <tbody>
                            for way in Authenticator::ALL {
                                { row(text, forms, *way) }
                            }
                        </tbody>
                    </table>
                </div>
            </section>
            <section class="certbench-card" aria-labelledby="make-title">
                <h2 class="pf-v6-c-title pf-m-xl" id="make-title">{ tr!(text, "make-title") }</h2>
                <p>{ tr!(text, "make-lead") }</p>
                { field(text, forms, &kinds::KIND, Vec::new()) }
                // Another kind begins anew: neither a token nor what was wrong is carried over.
                { maker::maker(key, yew::props!(AuthenticatorsProperties { forms: forms.clone() })) }
            </section>
        </div>
    }
}

/// The headings of the columns; the first is that of the way's name.
const COLUMNS: [Key; 5] = [
    key!("authenticators-way"),
    key!("authenticators-who"),
    key!("authenticators-needs"),
    key!("authenticators-revoke"),
    key!("authenticators-versions"),
];

fn row(text: &Text, forms: &FormHandle, way: Authenticator) -> Html {
    let about = way.about();
    let code = way.as_str();
    let key = format!("authenticator-{code}");
    let columns = [
        tr!(text, AUTHENTICATOR(way).who),
        tr!(text, AUTHENTICATOR(way).needs),
        tr!(text, AUTHENTICATOR(way).revoke),
        tr!(text, AUTHENTICATOR(way).versions),
    ];
    let last = columns.len() - 1;
    html! {
        <tr id={key.clone()}>
            <th scope="row">
                <span id={format!("{key}-name")}>{ tr!(text, AUTHENTICATOR(way)) }</span>
                if !about.is_current {
                    <span class="certbench-hint">{ " " }{ tr!(text, "authenticators-gone") }</span>
                }
                <div class="certbench-hint"><code class="certbench-break">{ about.flag }</code></div>
                <div class="certbench-actions">{ tools(text, forms, way, &key) }</div>
            </th>
            for (index, column) in columns.into_iter().enumerate() {
                <td>
                    { column }
                    if index == last {
                        <span class="certbench-source">
                            { tr!(text, "card-source") }{ " " }
                            <code class="certbench-break">{ about.source }</code>
                        </span>
                    }
                </td>
            }
        </tr>
    }
}

/// What Certbench does for a way in: the request of a certificate, the reading of a token, a maker.
fn tools(text: &Text, forms: &FormHandle, way: Authenticator, key: &str) -> Html {
    let (name, make) = (format!("{key}-name"), format!("{key}-make"));
    let link = match way {
        Authenticator::ClientCertificate => {
            Some((key!("authenticators-request"), Route::Request(Step::Key)))
        }
        Authenticator::StaticTokenFile
        | Authenticator::BootstrapToken
        | Authenticator::ServiceAccount
        | Authenticator::OpenIdConnect => Some((key!("authenticators-read"), Route::Tokens)),
        _ => None,
    };
    let onclick = {
        let forms = forms.clone();
        Callback::from(move |_: MouseEvent| {
            set(&forms, kinds::KIND.key.as_str(), way.as_str());
            page::focus(kinds::KIND.key.as_str());
        })
    };
    html! {
        <>
            if kinds::ALL.iter().any(|kind| kind.way == way) {
                <button type="button" id={make.clone()} class="certbench-small-button" {onclick}
                    aria-labelledby={format!("{make} {name}")}>{ tr!(text, "authenticators-make") }</button>
            }
            if let Some((words, route)) = link {
                <a id={format!("{key}-open")} href={route.href()}
                    aria-labelledby={format!("{key}-open {name}")}>{ text.get(words) }</a>
            }
        </>
    }
}
