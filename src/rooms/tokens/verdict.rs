//! Verdict: what a token proves, in words.

use std::rc::Rc;

use yew::prelude::*;

use super::bearer::Bearer;
use super::members::Members;
use super::signature::Signature;
use crate::components::{
    Alert, AlertVariant, Card, Findings, HeadingLevel, Problem, Title, TitleSize,
};
use crate::context::use_text;
use crate::locale::families::TOKEN_FORM;
use crate::locale::{key, tr};
use certbench_engine::verify_token::TokenAnswer;
use certbench_formats::manifest::ManifestError;

/// Properties of [`Verdict`].
#[derive(Properties)]
pub struct VerdictProperties {
    /// What the engine says, or why the cluster's objects could not be read.
    pub answer: Rc<Result<TokenAnswer, ManifestError>>,
}

/// Every answer of the engine is drawn anew.
impl PartialEq for VerdictProperties {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
    }
}

/// The answer as a card.
#[component]
pub fn Verdict(properties: &VerdictProperties) -> Html {
    let text = use_text();
    let answer = match &*properties.answer {
        Ok(answer) => answer,
        Err(error) => {
            return html! {
                <Alert id="token-cluster-error" variant={AlertVariant::Danger} is_live={false}
                    title={tr!(text, "token-cluster-unreadable")}>{ error.to_string() }</Alert>
            };
        }
    };
    let problems: Vec<_> = answer
        .findings
        .iter()
        .map(|finding| Problem::sourced(&text, finding))
        .collect();
    html! {
        <Card id="token-card" title={tr!(text, TOKEN_FORM(answer.form))}>
            if !answer.unreadable.is_empty() {
                <p class="certbench-hint">{ &answer.unreadable }</p>
            }
            <Bearer identity={answer.identity.clone()} conditions={answer.conditions.clone()}
                not_evaluated={answer.not_evaluated.clone()}
                shared_audiences={answer.shared_audiences.clone()} refusal={answer.refusal.clone()} />
            <Signature judgement={answer.judgement.clone()} key_name={answer.key_name.clone()} />
            if !problems.is_empty() {
                <Title level={HeadingLevel::H3} size={TitleSize::Medium}>{ tr!(text, "card-findings") }</Title>
                <Findings id="token-findings" {problems} />
            }
            <Members title={key!("token-header")} rows={answer.header.clone()} />
            <Members title={key!("token-claims")} rows={answer.claims.clone()} />
        </Card>
    }
}
