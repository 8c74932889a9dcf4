//! The way from the credential to the verdict, and what nearly allows what was asked.

use std::rc::Rc;

use yew::prelude::*;

use super::grant::GrantItem;
use crate::components::{Alert, AlertVariant};
use crate::context::{Text, use_text};
use crate::locale::families::{AUTHENTICATOR, RBAC_MISS, RBAC_NOTE};
use crate::locale::{key, tr};
use certbench_engine::access::CanIAnswer;
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::Authenticator;

/// Properties of [`CanView`].
#[derive(Properties)]
pub struct CanViewProperties {
    /// The user's name, as it was typed.
    pub user: AttrValue,
    /// What the credential that the user came from is called; empty where the name was typed.
    pub credential: AttrValue,
    /// The way in that takes this credential, by its code.
    pub authenticator: AttrValue,
    /// The verdict with its grants, or what is missing.
    pub answer: Rc<CanIAnswer>,
}

impl PartialEq for CanViewProperties {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
            && self.user == other.user
            && self.credential == other.credential
            && self.authenticator == other.authenticator
    }
}

/// The walk from the credential to the verdict, step by step.
#[component]
pub fn CanView(properties: &CanViewProperties) -> Html {
    let text = use_text();
    let CanViewProperties {
        user,
        credential,
        authenticator,
        answer,
    } = properties;
    let verdict = &answer.verdict;
    let (title, variant) = match verdict.allowed {
        true => (key!("prove-yes"), AlertVariant::Success),
        false => (key!("prove-no"), AlertVariant::Danger),
    };
    let mut ways = Authenticator::ALL.iter();
    let way = ways.find(|known| known.as_str() == authenticator.as_str());
    let way = way.map_or_else(String::new, |way| tr!(text, AUTHENTICATOR(way)));
    html! {
        <>
            <ol class="certbench-flow" id="prove-walk">
                if !credential.is_empty() {
                    <li><strong>{ tr!(text, "walk-credential") }</strong><span>{ visible(credential) }</span></li>
                    <li><strong>{ tr!(text, "walk-authenticator") }</strong><span>{ way }</span></li>
                }
                <li>
                    <strong>{ tr!(text, "walk-identity") }</strong>
                    <span>
                        <code>{ visible(user) }</code>{ " " }
                        for group in &answer.groups {
                            <code class="certbench-chip">{ visible(group) }</code>
                        }
                    </span>
                </li>
                <li>
                    <strong>{ tr!(text, "walk-bindings") }</strong>
                    <span>{ bindings(&text, answer) }</span>
                </li>
                <li class={if verdict.allowed { "certbench-success" } else { "certbench-error" }}>
                    <strong>{ tr!(text, "walk-verdict") }</strong>
                    <Alert id="prove-verdict" {variant} title={text.get(title)}>
                        if !verdict.reason.is_empty() {
                            <p>{ tr!(text, "server-says") }{ " " }<q lang="en" id="prove-reason">{ visible(&verdict.reason) }</q></p>
                        }
                    </Alert>
                </li>
            </ol>
            for note in &verdict.notes {
                <p class="certbench-hint">{ tr!(text, RBAC_NOTE(note)) }</p>
            }
        </>
    }
}

fn bindings(text: &Text, answer: &CanIAnswer) -> Html {
    if !answer.verdict.grants.is_empty() {
        return html! {
            <ul id="prove-grants">
                for grant in &answer.verdict.grants {
                    <GrantItem grant={grant.clone()} />
                }
            </ul>
        };
    }
    if answer.verdict.allowed {
        return html! { { tr!(text, "prove-not-asked") } };
    }
    if answer.misses.is_empty() {
        return html! { { tr!(text, "prove-no-binding") } };
    }
    html! {
        <>
            { tr!(text, "prove-misses") }
            <ul id="prove-misses">
                for miss in &answer.misses {
                    <GrantItem grant={miss.grant.clone()}>
                        <ul class="certbench-misses">
                            for lack in &miss.lacks {
                                <li>{ tr!(text, RBAC_MISS(lack.code), wanted = visible(&lack.wanted), has = visible(&lack.has)) }</li>
                            }
                        </ul>
                    </GrantItem>
                }
            </ul>
        </>
    }
}
