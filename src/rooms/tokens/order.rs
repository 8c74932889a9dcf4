//! Order: which of a request's credentials wins.

use yew::prelude::*;

use super::TokensProperties;
use super::state::{TokensAction, TokensState};
use crate::components::{
    Alert, AlertVariant, AnswerView, Card, ExpandableSection, Form, FormGroup, FormSelect, Identity,
};
use crate::context::{Text, use_text};
use crate::hooks::{TYPING_PAUSE, use_question};
use crate::locale::families::{AUTHENTICATION, AUTHENTICATION_STAGE};
use crate::locale::{Key, key, tr};
use crate::rooms::fields::{Control, Field, FieldView, lens};
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::union::{Authentication, IssuedBy, StepCode};

static PRESENTED: [Field<TokensState>; 2] = [
    Field::new(
        key!("order-headers"),
        Control::Area(4, lens!(TokensState, order.headers)),
    )
    .hint(key!("order-headers-hint")),
    Field::new(
        key!("order-certificate"),
        Control::Area(4, lens!(TokensState, order.certificate)),
    )
    .hint(key!("order-certificate-hint")),
];

static FLAGS: [Field<TokensState>; 3] = [
    Field::new(
        key!("order-allowed-names"),
        Control::Line(lens!(TokensState, order.allowed_names)),
    )
    .hint(key!("order-allowed-names-hint")),
    Field::new(
        key!("order-front-proxy"),
        Control::Check(lens!(TokensState, order.has_front_proxy)),
    ),
    Field::new(
        key!("order-anonymous"),
        Control::Check(lens!(TokensState, order.anonymous)),
    ),
];

/// Whose certificate a request may present: the value in the list of choices and the key of its words.
const ISSUERS: [(IssuedBy, &str, Key); 4] = [
    (
        IssuedBy::ClientCa,
        "client-ca",
        key!("order-issuer-client-ca"),
    ),
    (IssuedBy::ProxyCa, "proxy-ca", key!("order-issuer-proxy-ca")),
    (IssuedBy::Both, "both", key!("order-issuer-both")),
    (IssuedBy::Neither, "neither", key!("order-issuer-neither")),
];

/// Headers, a certificate and flags, and what each authenticator makes of them.
#[component]
pub fn Order(properties: &TokensProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let answer = use_question((**state).clone(), TYPING_PAUSE, TokensState::order_question);
    let steps = match answer.latest().map(|answer| &**answer) {
        Some(Ok(answer)) => steps(&text, &answer.authentication),
        // What is wrong with the cluster's objects stands in the room's other answer.
        Some(Err(_)) | None => Html::default(),
    };
    let views = |fields: &'static [Field<TokensState>]| {
        fields.iter().map(|field| {
            html! { <FieldView<TokensState> key={field.key.as_str()} {field} state={state.clone()} /> }
        })
    };
    html! {
        <Card title={tr!(text, "order-title")} title_id="order-title">
            <p>{ tr!(text, "order-lead") }</p>
            <Form>
                <ExpandableSection id="order-open" title={tr!(text, "order-open")}>
                    { for views(&PRESENTED) }
                    { issuer(&text, properties) }
                    { for views(&FLAGS) }
                </ExpandableSection>
            </Form>
            <AnswerView id="order-result" state={answer.state()}>{ steps }</AnswerView>
        </Card>
    }
}

fn issuer(text: &Text, properties: &TokensProperties) -> Html {
    let state = &properties.state;
    let chosen = state.order.issued_by;
    let value = ISSUERS.iter().find(|(issuer, ..)| *issuer == chosen);
    let value = value.map_or("", |(_, value, _)| *value);
    let options: Vec<(AttrValue, AttrValue)> = ISSUERS
        .iter()
        .map(|&(_, value, key)| (value.into(), text.get(key).into()))
        .collect();
    let dispatcher = state.dispatcher();
    let onchange = Callback::from(move |chosen: String| {
        if let Some((issuer, ..)) = ISSUERS.iter().find(|(_, value, _)| *value == chosen) {
            dispatcher.dispatch(TokensAction::IssuedBy(*issuer));
        }
    });
    html! {
        <FormGroup id="order-issuer" label={tr!(text, "order-issuer")}>
            <FormSelect {value} {options} {onchange} />
        </FormGroup>
    }
}

fn steps(text: &Text, found: &Authentication) -> Html {
    html! {
        <>
            <ol class="certbench-flow" id="order-steps">
                for step in &found.steps {
                    <li class={(step.code == StepCode::Wins).then_some("certbench-success")}>
                        <strong>{ tr!(text, AUTHENTICATION_STAGE(step.stage)) }</strong>
                        <span>{ tr!(text, AUTHENTICATION(step.code), detail = visible(&step.detail)) }</span>
                    </li>
                }
            </ol>
            if let Some(identity) = &found.identity {
                <Identity id="order-identity" identity={identity.clone()} />
            } else {
                <Alert id="order-refused" variant={AlertVariant::Danger} title={tr!(text, "order-refused")}
                    is_live={false} />
            }
        </>
    }
}
