//! Which of a request's credentials wins.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::{TokensProperties, question};
use crate::locale::families::{AUTHENTICATION, AUTHENTICATION_STAGE};
use crate::locale::{Key, key, tr};
use crate::ui::components::disclosure::{DisclosureProperties, disclosure};
use crate::ui::components::erased::erased;
use crate::ui::components::forms::{Control, FieldSpec, Values, fields, use_reply};
use crate::ui::components::identity::{IdentityViewProperties, identity_view};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::use_text;
use certbench_engine::authenticate::Authenticate;
use certbench_engine::verify_token::Planned;
use certbench_engine::{Question, Request, read_answer};
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::union::{Flags, IssuedBy, StepCode};
use certbench_kubernetes::finding::Severity;

const FRONT_PROXY: FieldSpec = FieldSpec::new(key!("order-front-proxy"), Control::Check(true));
const ANONYMOUS: FieldSpec = FieldSpec::new(key!("order-anonymous"), Control::Check(true));
const ISSUERS: [(&str, Key); 4] = [
    ("client-ca", key!("order-issuer-client-ca")),
    ("proxy-ca", key!("order-issuer-proxy-ca")),
    ("both", key!("order-issuer-both")),
    ("neither", key!("order-issuer-neither")),
];
const FIELDS: [FieldSpec; 6] = [
    FieldSpec::new(key!("order-headers"), Control::Area(4)).hint(key!("order-headers-hint")),
    FieldSpec::new(key!("order-certificate"), Control::Area(4))
        .hint(key!("order-certificate-hint")),
    FieldSpec::new(key!("order-issuer"), Control::Choice(&ISSUERS)),
    FieldSpec::new(key!("order-allowed-names"), Control::Line)
        .hint(key!("order-allowed-names-hint")),
    FRONT_PROXY,
    ANONYMOUS,
];

fn ask(values: &Values) -> Option<Request> {
    let headers = values.value("order-headers").to_string();
    let certificate = values.value("order-certificate").to_string();
    if headers.trim().is_empty() && certificate.trim().is_empty() {
        return None;
    }
    let question = Authenticate {
        headers,
        certificate,
        issued_by: match values.value("order-issuer").as_str() {
            "proxy-ca" => IssuedBy::ProxyCa,
            "both" => IssuedBy::Both,
            "neither" => IssuedBy::Neither,
            _ => IssuedBy::ClientCa,
        },
        flags: Flags {
            allowed_names: values.list("order-allowed-names"),
            has_front_proxy: values.is_on(&FRONT_PROXY),
            anonymous: values.is_on(&ANONYMOUS),
            ..Flags::default()
        },
        tokens: question(values),
        planned: Planned::default(),
    };
    Some(question.into_request())
}

/// Headers, a certificate and flags, and what each authenticator makes of them.
pub fn winner(properties: TokensProperties) -> Html {
    erased("winner", move |context| {
        use_winner_view(&properties).run(context)
    })
}

#[hook]
fn use_winner_view(properties: &TokensProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let values = forms.part("order-").and(forms.part("token-"));
    let reply = use_reply(values, ask);
    let answer = reply.and_then(|reply| read_answer::<<Authenticate as Question>::Answer>(&reply));
    let authentication = answer.and_then(Result::ok).map(|one| one.authentication);
    html! {
        <section class="certbench-card" aria-labelledby="order-title">
            <h2 class="pf-v6-c-title pf-m-xl" id="order-title">{ tr!(text, "order-title") }</h2>
            <p>{ tr!(text, "order-lead") }</p>
            { disclosure(yew::props!(DisclosureProperties { id: "order-open", title: tr!(text, "order-open"), children: html! { <>
                { fields(&text, forms, &FIELDS) }
            </> } })) }
            <div id="order-result" aria-live="polite">
                if let Some(found) = authentication {
                    <ol class="certbench-flow" id="order-steps">
                        for step in &found.steps {
                            <li class={(step.code == StepCode::Wins).then_some("certbench-success")}>
                                <strong>{ tr!(text, AUTHENTICATION_STAGE(step.stage)) }</strong>
                                <span>{ tr!(text, AUTHENTICATION(step.code), detail = visible(&step.detail)) }</span>
                            </li>
                        }
                    </ol>
                    if let Some(identity) = found.identity {
                        { identity_view(&text, &yew::props!(IdentityViewProperties { id: "order-identity", identity })) }
                    } else {
                        { notice(&text, &yew::props!(NoticeProperties { id: "order-refused", severity: Severity::Error, title: tr!(text, "order-refused") })) }
                    }
                }
            </div>
        </section>
    }
}
