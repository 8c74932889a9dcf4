//! The Tokens room: what a token proves, and which credential of a request wins.

mod bearer;
mod members;
mod order;
mod signature;
pub mod state;
mod verdict;

use yew::prelude::*;

use crate::components::{AnswerView, Card, ExpandableSection, Form, HeadingLevel, Title};
use crate::context::use_text;
use crate::hooks::{TYPING_PAUSE, use_question};
use crate::locale::{key, tr};
use crate::rooms::fields::{Control, Field, FieldView, lens};
use order::Order;
use state::{TokenForm, TokensHandle, TokensState};
use verdict::Verdict;

/// Properties of [`Tokens`].
#[derive(Properties, PartialEq)]
pub struct TokensProperties {
    /// What stands in the fields.
    pub state: TokensHandle,
}

static MAIN: [Field<TokensState>; 3] = [
    Field::new(
        key!("token-text"),
        Control::Area(5, lens!(TokensState, token.token)),
    ),
    Field::new(
        key!("token-keys"),
        Control::Area(5, lens!(TokensState, token.keys)),
    )
    .hint(key!("token-keys-hint")),
    Field::new(
        key!("token-bench"),
        Control::Check(lens!(TokensState, token.with_bench)),
    ),
];

static SETTINGS: [Field<TokensState>; 6] = [
    Field::new(
        key!("token-issuers"),
        Control::Area(2, lens!(TokensState, token.issuers)),
    )
    .hint(key!("token-issuers-hint")),
    Field::new(
        key!("token-audiences"),
        Control::Area(2, lens!(TokensState, token.audiences)),
    )
    .hint(key!("token-audiences-hint")),
    Field::new(
        key!("token-configuration"),
        Control::Area(6, lens!(TokensState, token.configuration)),
    )
    .hint(key!("token-configuration-hint")),
    Field::new(
        key!("token-cluster"),
        Control::Area(4, lens!(TokensState, token.cluster)),
    )
    .hint(key!("token-cluster-hint")),
    Field::new(
        key!("token-static"),
        Control::Area(3, lens!(TokensState, token.static_tokens)),
    )
    .hint(key!("token-static-hint")),
    Field::new(
        key!("token-secret"),
        Control::Secret(lens!(TokensState, token.secret)),
    )
    .hint(key!("token-secret-hint")),
];

/// The room.
#[component]
pub fn Tokens(properties: &TokensProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let answer = use_question(state.token.clone(), TYPING_PAUSE, TokenForm::question);
    let verdict = match answer.latest() {
        Some(answer) => html! { <Verdict answer={answer.clone()} /> },
        None => Html::default(),
    };
    html! {
        <div class="certbench-room">
            <Title level={HeadingLevel::H1}>{ tr!(text, "tokens-title") }</Title>
            <p class="certbench-lead">{ tr!(text, "tokens-lead") }</p>
            <Card>
                <Form>
                    for field in &MAIN {
                        <FieldView<TokensState> key={field.key.as_str()} {field} state={state.clone()} />
                    }
                    <ExpandableSection id="token-settings" title={tr!(text, "token-settings")}>
                        <p class="certbench-hint">{ tr!(text, "token-settings-hint") }</p>
                        for field in &SETTINGS {
                            <FieldView<TokensState> key={field.key.as_str()} {field} state={state.clone()} />
                        }
                    </ExpandableSection>
                </Form>
            </Card>
            <AnswerView id="token-result" state={answer.state()}>{ verdict }</AnswerView>
            <Order state={state.clone()} />
        </div>
    }
}
