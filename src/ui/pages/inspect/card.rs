//! Everything about one artefact.

use std::rc::Rc;

use yew::functional::Hook as _;
use yew::prelude::*;

use super::compare::{ComparisonProperties, comparison};
use super::facts::{self, validity};
use super::onward;
use super::tree::{TreeViewProperties, tree_view};
use crate::browser::page;
use crate::locale::families::{KIND, RELATION_FROM, RELATION_TO};
use crate::locale::{key, tr};
use crate::rooms::tokens::state::TokensDispatcher;
use crate::ui::components::button::{ActionButtonProperties, action_button};
use crate::ui::components::code::{CodeProperties, code_box};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::erased::erased;
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::forms::FormHandle;
use crate::ui::components::icon::{Glyph, icon};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{Text, use_engine, use_text};
use certbench_engine::inspect::{Card, Related, Reveal, Row};
use certbench_kubernetes::finding::Severity;

/// Properties of [`CardView`].
#[derive(Clone, Properties, PartialEq)]
pub struct CardViewProperties {
    /// What the engine said.
    pub card: Rc<Card>,
    /// What it can be compared with.
    pub peers: Rc<Vec<Row>>,
    /// Shows another card.
    pub show: Callback<usize>,
    /// Closes it again, where it was opened from a table.
    pub onclose: Option<Callback<()>>,
}

/// The ending of a file that holds the artefact's PEM.
fn file_name(kind: &str, index: usize) -> String {
    let ending = match kind {
        "certificate" => "crt",
        "certificate-request" => "csr",
        "revocation-list" => "crl",
        _ => "pem",
    };
    format!("{kind}-{}.{ending}", index + 1)
}

/// A card.
#[component]
pub fn CardView(properties: &CardViewProperties) -> Html {
    let text = use_text();
    let CardViewProperties {
        card,
        peers,
        show,
        onclose,
    } = properties;
    let (engine, forms) = (use_engine(), use_context::<FormHandle>());
    let tokens = use_context::<TokensDispatcher>();
    let id = format!("card-{}", card.index);
    let problems: Vec<_> = card
        .findings
        .iter()
        .map(|finding| Problem::sourced(&text, finding))
        .collect();
    let kind = tr!(text, KIND(card.kind));
    let left = validity(&text, card.validity, page::now(), card.kind == "jwt");
    html! {
        <article class="certbench-card certbench-artefact" id={id.clone()} tabindex="-1" aria-labelledby={format!("{id}-title")}>
            <header class="certbench-artefact__header">
                <span class="certbench-artefact__kind">{ kind }</span>
                if !left.is_empty() {
                    <span class="certbench-chip" id={format!("{id}-validity")}>{ left }</span>
                }
                if let Some(onclose) = onclose {
                    <button type="button" id={format!("{id}-close")} class="certbench-icon-button" onclick={onclose.reform(|_: MouseEvent| ())}
                        aria-label={tr!(text, "card-close")}>{ icon(Glyph::Close) }</button>
                }
            </header>
            <h2 class="pf-v6-c-title pf-m-xl certbench-break" id={format!("{id}-title")}>{ text.headline(&card.headline) }</h2>
            <p class="certbench-hint" id={format!("{id}-origin")}>{ tr!(text, "card-from") }{ " " }{ text.origin(&card.origin) }</p>
            { signature(&text, &id, card.signature_valid) }
            if !problems.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-findings") }</h3>
                { problem_list(&text, &yew::props!(ProblemsProperties { id: format!("{id}-findings"), problems })) }
            }
            if let Some(identity) = &card.identity {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-identity") }</h3>
                { identity_view(&text, &yew::props!(IdentityViewProperties { id: format!("{id}-identity"), identity: identity.clone() })) }
                { onward::access(&text, forms.as_ref(), card, identity) }
            }
            if !card.relations.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-relations") }</h3>
                <ul class="certbench-relations" id={format!("{id}-relations")}>
                    { for card.relations.iter().map(|related| relation(&text, related, show)) }
                </ul>
            }
            if card.has_secret {
                { secret(yew::props!(SecretProperties { index: card.index })) }
            }
            if card.kind == "jwt" {
                { onward::tokens(&text, tokens.as_ref(), &engine, card.index) }
            }
            if !card.facts.is_empty() {
                <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-facts") }</h3>
                { facts::facts(&text, &format!("{id}-facts"), &card.facts) }
            }
            if !card.extensions.is_empty() {
                { disclosure(yew::props!(DisclosureProperties { id: format!("{id}-extensions"), title: format!("{} ({})", tr!(text, "card-extensions"), card.extensions.len()), children: html! { <>
                    { facts::extensions(&text, &card.extensions) }
                </> } })) }
            }
            if !card.openssl_text.is_empty() {
                { disclosure(yew::props!(DisclosureProperties { id: format!("{id}-text-open"), title: tr!(text, "card-text"), children: html! { <>
                    { code_box(&text, &yew::props!(CodeProperties { id: format!("{id}-text"), title: tr!(text, "card-text"), content: card.openssl_text.clone() })) }
                </> } })) }
            }
            if !card.pem.is_empty() {
                { disclosure(yew::props!(DisclosureProperties { id: format!("{id}-pem-open"), title: tr!(text, "card-pem"), children: html! { <>
                    { code_box(&text, &yew::props!(CodeProperties { id: format!("{id}-pem"), title: tr!(text, "card-pem"), content: card.pem.clone(), file_name: AttrValue::from(file_name(&card.kind, card.index)), media_type: "application/x-pem-file" })) }
                </> } })) }
            }
            if !card.tree.nodes.is_empty() {
                { disclosure(yew::props!(DisclosureProperties { id: format!("{id}-tree-open"), title: tr!(text, "card-tree"), children: html! { <>
                    { tree_view(yew::props!(TreeViewProperties { card: card.clone() })) }
                </> } })) }
            }
            { comparison(yew::props!(ComparisonProperties { card: card.clone(), peers: peers.clone() })) }
        </article>
    }
}

fn signature(text: &Text, id: &str, is_valid: Option<bool>) -> Html {
    let Some(is_valid) = is_valid else {
        return html! {};
    };
    let (key, severity) = if is_valid {
        (key!("card-signature-valid"), Severity::Info)
    } else {
        (key!("card-signature-invalid"), Severity::Error)
    };
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: format!("{id}-signature"), severity, success: is_valid, title: text.get(key) })) }
    }
}

fn relation(text: &Text, related: &Related, show: &Callback<usize>) -> Html {
    let relation = if related.is_from {
        tr!(text, RELATION_FROM(related.kind))
    } else {
        tr!(text, RELATION_TO(related.kind))
    };
    let other = related.other;
    html! {
        <li>
            <span class="certbench-muted">{ relation }</span>{ " " }
            <button type="button" class="certbench-link" onclick={show.reform(move |_: MouseEvent| other)}>
                { text.headline(&related.headline) }
            </button>
        </li>
    }
}

#[derive(Clone, Properties, PartialEq)]
struct SecretProperties {
    index: usize,
}

/// The secret part: in the page only while somebody wants to see it.
fn secret(properties: SecretProperties) -> Html {
    erased(format!("secret-{}", properties.index), move |context| {
        use_secret_view(&properties).run(context)
    })
}

#[hook]
fn use_secret_view(properties: &SecretProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let secret = use_state_eq(|| None::<AttrValue>);
    let index = properties.index;
    let toggle = {
        let secret = secret.clone();
        Callback::from(move |()| {
            if secret.is_some() {
                secret.set(None);
                return;
            }
            let (engine, secret) = (engine.clone(), secret.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(answer) = engine.ask(Reveal { index }).await {
                    secret.set(Some(AttrValue::from(answer)));
                }
            });
        })
    };
    let key = if secret.is_some() {
        key!("card-hide")
    } else {
        key!("card-reveal")
    };
    html! {
        <>
            <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "card-secret") }</h3>
            <div class="certbench-actions">
                { action_button(&text, &yew::props!(ActionButtonProperties { id: format!("card-{index}-reveal"), label: text.get(key), onclick: toggle })) }
            </div>
            if let Some(secret) = &*secret {
                { code_box(&text, &yew::props!(CodeProperties { id: format!("card-{index}-secret"), title: tr!(text, "card-secret"), content: secret })) }
            }
        </>
    }
}
