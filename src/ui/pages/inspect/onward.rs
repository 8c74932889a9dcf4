//! From a card to the rooms that know more about it, with nothing to be pasted twice.

use yew::prelude::*;

use crate::browser::engine_client::EngineClient;
use crate::locale::tr;
use crate::rooms::tokens::state::{TokensAction, TokensDispatcher};
use crate::ui::components::forms::{FormAction, FormHandle};
use crate::ui::context::Text;
use crate::ui::routes::Route;
use certbench_engine::inspect::{Card, Reveal};
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::identity::{AUTHENTICATED, Identity};

/// The way in that takes such a credential.
fn authenticator(kind: &str, user: &str) -> Authenticator {
    match kind {
        "jwt" if user.starts_with("system:serviceaccount:") => Authenticator::ServiceAccount,
        "jwt" => Authenticator::OpenIdConnect,
        "bootstrap-token" => Authenticator::BootstrapToken,
        "static-token-file" => Authenticator::StaticTokenFile,
        _ => Authenticator::ClientCertificate,
    }
}

/// The way to what the identity may do.
pub fn access(text: &Text, forms: Option<&FormHandle>, card: &Card, identity: &Identity) -> Html {
    let Some(forms) = forms.cloned() else {
        return html! {};
    };
    let groups = identity.groups.iter().filter(|one| *one != AUTHENTICATED);
    let groups: Vec<_> = groups.map(String::as_str).collect();
    let way = authenticator(&card.kind, &identity.user);
    let values: [(&'static str, String); 4] = [
        ("access-user", identity.user.clone()),
        ("access-groups", groups.join("\n")),
        (".credential", text.headline(&card.headline)),
        (".authenticator", way.as_str().to_owned()),
    ];
    let onclick = Callback::from(move |_: MouseEvent| {
        let values = values.iter().cloned();
        let values = values.map(|(key, value)| (key.into(), value.into()));
        forms.dispatch(FormAction::Set(values.collect()));
    });
    html! {
        <a id={format!("card-{}-access", card.index)} class="pf-v6-c-button pf-m-secondary"
            href={Route::Access.href()} {onclick}>{ tr!(text, "card-access") }</a>
    }
}

/// The way to what a token proves.
pub fn tokens(
    text: &Text,
    tokens: Option<&TokensDispatcher>,
    engine: &EngineClient,
    index: usize,
) -> Html {
    let (Some(tokens), engine) = (tokens.cloned(), engine.clone()) else {
        return html! {};
    };
    let onclick = Callback::from(move |_: MouseEvent| {
        let (tokens, engine) = (tokens.clone(), engine.clone());
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok(token) = engine.ask(Reveal { index }).await {
                tokens.dispatch(TokensAction::Token(token.into()));
            }
        });
    });
    html! {
        <a id={format!("card-{index}-tokens")} class="pf-v6-c-button pf-m-secondary"
            href={Route::Tokens.href()} {onclick}>{ tr!(text, "card-tokens") }</a>
    }
}
