//! Findings beside what they are about.

use yew::prelude::*;

use super::helper_text::{HelperText, HelperTextItem, HelperTextVariant};
use crate::context::{Text, use_text};
use crate::domain::finding::{Finding, Severity};
use crate::domain::finding_source::source;

/// A finding in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter.
    pub problem: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// Whether the problem's words are the server's own.
    pub is_quote: bool,
    /// Where it can be looked up; may be empty.
    pub source: &'static str,
}

impl Problem {
    /// An error in words.
    pub const fn error(problem: String, remedy: String) -> Self {
        Self {
            severity: Severity::Error,
            problem,
            remedy,
            is_quote: false,
            source: "",
        }
    }

    /// The server's own words.
    pub const fn quote(problem: String) -> Self {
        Self {
            severity: Severity::Error,
            problem,
            remedy: String::new(),
            is_quote: true,
            source: "",
        }
    }

    /// A finding in words.
    pub fn finding(text: &Text, finding: &Finding) -> Self {
        let (problem, remedy) = text.finding(finding);
        Self {
            severity: finding.severity,
            problem,
            remedy,
            is_quote: false,
            source: "",
        }
    }

    /// A finding in words, with where it can be looked up.
    pub fn sourced(text: &Text, finding: &Finding) -> Self {
        Self {
            source: source(finding.code),
            ..Self::finding(text, finding)
        }
    }
}

/// Properties of [`Findings`].
#[derive(Properties, PartialEq)]
pub struct FindingsProperties {
    /// The list's id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What is said; without any, nothing is drawn.
    pub problems: Vec<Problem>,
}

/// A list of problems with their remedies and sources.
#[component]
pub fn Findings(properties: &FindingsProperties) -> Html {
    let text = use_text();
    if properties.problems.is_empty() {
        return Html::default();
    }
    html! {
        <HelperText id={properties.id.clone()}>
            for problem in &properties.problems {
                <HelperTextItem variant={HelperTextVariant::from(problem.severity)}>
                    if problem.is_quote {
                        { text.get("server-says") }{ " " }<q lang="en">{ &problem.problem }</q>
                    } else {
                        { &problem.problem }
                    }
                    if !problem.remedy.is_empty() {
                        <span class="certbench-remedy">{ " " }{ &problem.remedy }</span>
                    }
                    if !problem.source.is_empty() {
                        <span class="certbench-source">
                            { text.get("card-source") }{ " " }<code>{ problem.source }</code>
                        </span>
                    }
                </HelperTextItem>
            }
        </HelperText>
    }
}
