//! The Authenticators room: the eight ways into a cluster, and what makes a credential for each.

mod kinds;
mod maker;
mod result;

use yew::prelude::*;

use crate::browser::page;
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
            <h1 class="pf-v6-c-title pf-m-2xl">{ text.get("authenticators-title") }</h1>
            <p class="certbench-lead">{ text.get("authenticators-lead") }</p>
            <section class="certbench-card">
                <div class="certbench-table" tabindex="0" role="group" aria-label={text.get("authenticators-title")}>
                    <table id="authenticators" aria-label={text.get("authenticators-title")}>
                        <thead><tr>
                            for column in COLUMNS {
                                <th scope="col">{ text.get(column.0) }</th>
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
                <h2 class="pf-v6-c-title pf-m-xl" id="make-title">{ text.get("make-title") }</h2>
                <p>{ text.get("make-lead") }</p>
                { field(text, forms, &kinds::KIND, Vec::new()) }
                // Another kind begins anew: neither a token nor what was wrong is carried over.
                { maker::maker(key, yew::props!(AuthenticatorsProperties { forms: forms.clone() })) }
            </section>
        </div>
    }
}

/// The columns: the key of the heading, and the attribute of the way's text; the first is its name.
const COLUMNS: [(&str, &str); 5] = [
    ("authenticators-way", ""),
    ("authenticators-who", "who"),
    ("authenticators-needs", "needs"),
    ("authenticators-revoke", "revoke"),
    ("authenticators-versions", "versions"),
];

fn row(text: &Text, forms: &FormHandle, way: Authenticator) -> Html {
    let about = way.about();
    let code = way.as_str();
    let key = format!("authenticator-{code}");
    html! {
        <tr id={key.clone()}>
            <th scope="row">
                <span id={format!("{key}-name")}>{ text.get(&key) }</span>
                if !about.is_current {
                    <span class="certbench-hint">{ " " }{ text.get("authenticators-gone") }</span>
                }
                <div class="certbench-hint"><code class="certbench-break">{ about.flag }</code></div>
                <div class="certbench-actions">{ tools(text, forms, way, &key) }</div>
            </th>
            for column in &COLUMNS[1..] {
                <td>
                    { text.attribute(&key, column.1) }
                    if column.1 == "versions" {
                        <span class="certbench-source">
                            { text.get("card-source") }{ " " }
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
            Some(("authenticators-request", Route::Request(Step::Key)))
        }
        Authenticator::StaticTokenFile
        | Authenticator::BootstrapToken
        | Authenticator::ServiceAccount
        | Authenticator::OpenIdConnect => Some(("authenticators-read", Route::Tokens)),
        _ => None,
    };
    let onclick = {
        let forms = forms.clone();
        Callback::from(move |_: MouseEvent| {
            set(&forms, kinds::KIND.key, way.as_str());
            page::focus(kinds::KIND.key);
        })
    };
    html! {
        <>
            if kinds::ALL.iter().any(|kind| kind.way == way) {
                <button type="button" id={make.clone()} class="certbench-small-button" {onclick}
                    aria-labelledby={format!("{make} {name}")}>{ text.get("authenticators-make") }</button>
            }
            if let Some((words, route)) = link {
                <a id={format!("{key}-open")} href={route.href()}
                    aria-labelledby={format!("{key}-open {name}")}>{ text.get(words) }</a>
            }
        </>
    }
}
