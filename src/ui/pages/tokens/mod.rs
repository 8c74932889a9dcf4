//! The Tokens room: what a token proves, and which credential of a request wins.

mod verdict;
mod winner;

use yew::functional::Hook as _;
use yew::prelude::*;

use crate::browser::page;
use crate::locale::{key, tr};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::erased::erased;
use crate::ui::components::forms::{Control, FieldSpec, FormHandle, Values, fields, use_reply};
use crate::ui::context::use_text;
use certbench_engine::verify_token::VerifyToken;
use certbench_engine::{Question, Request, read_answer};

/// Properties of [`TokensRoom`].
#[derive(Clone, Properties, PartialEq)]
pub struct TokensProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The token itself; a card fills it in.
pub const TOKEN: FieldSpec = FieldSpec::new(key!("token-text"), Control::Area(5));
const KEYS: FieldSpec =
    FieldSpec::new(key!("token-keys"), Control::Area(5)).hint(key!("token-keys-hint"));
const WITH_BENCH: FieldSpec = FieldSpec::new(key!("token-bench"), Control::Check(true));
const SETTINGS: [FieldSpec; 6] = [
    FieldSpec::new(key!("token-issuers"), Control::Area(2)).hint(key!("token-issuers-hint")),
    FieldSpec::new(key!("token-audiences"), Control::Area(2)).hint(key!("token-audiences-hint")),
    FieldSpec::new(key!("token-configuration"), Control::Area(6))
        .hint(key!("token-configuration-hint")),
    FieldSpec::new(key!("token-cluster"), Control::Area(4)).hint(key!("token-cluster-hint")),
    FieldSpec::new(key!("token-static"), Control::Area(3)).hint(key!("token-static-hint")),
    FieldSpec::new(key!("token-secret"), Control::Secret).hint(key!("token-secret-hint")),
];

/// The question that the fields ask, whatever the token.
fn question(values: &Values) -> VerifyToken {
    let cluster = values.text("token-cluster");
    VerifyToken {
        token: values.text(TOKEN.key.as_str()),
        keys: values.value(KEYS.key.as_str()).to_string(),
        secret: values.value("token-secret").to_string(),
        with_bench: values.is_on(&WITH_BENCH),
        issuers: values.list("token-issuers"),
        audiences: values.list("token-audiences"),
        cluster: (!cluster.is_empty()).then_some(cluster),
        static_tokens: values.value("token-static").to_string(),
        configuration: values.value("token-configuration").to_string(),
        now: page::now(),
        ..VerifyToken::default()
    }
}

fn ask(values: &Values) -> Option<Request> {
    let question = question(values);
    (!question.token.is_empty()).then(|| question.into_request())
}

/// The room.
pub fn tokens_room(properties: TokensProperties) -> Html {
    erased("tokens_room", move |context| {
        use_tokens_room_view(&properties).run(context)
    })
}

#[hook]
fn use_tokens_room_view(properties: &TokensProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let reply = use_reply(forms.part("token-"), ask);
    let answer = reply.and_then(|reply| read_answer::<<VerifyToken as Question>::Answer>(&reply));
    html! {
        <div class="certbench-room">
            <h1 class="pf-v6-c-title pf-m-2xl">{ tr!(text, "tokens-title") }</h1>
            <p class="certbench-lead">{ tr!(text, "tokens-lead") }</p>
            <section class="certbench-card">
                { fields(&text, forms, &[TOKEN, KEYS, WITH_BENCH]) }
                { disclosure(yew::props!(DisclosureProperties { id: "token-settings", title: tr!(text, "token-settings"), children: html! { <>
                    <p class="certbench-hint">{ tr!(text, "token-settings-hint") }</p>
                    { fields(&text, forms, &SETTINGS) }
                </> } })) }
            </section>
            <div id="token-result" aria-live="polite">
                if let Some(answer) = answer {
                    { verdict::verdict(&text, &answer) }
                }
            </div>
            { winner::winner(yew::props!(TokensProperties { forms: forms.clone() })) }
        </div>
    }
}
