//! Findings beside what they are about.

use yew::prelude::*;

use super::helper_text::{HelperText, HelperTextItem, HelperTextVariant};
use crate::context::{Text, use_text};
use crate::locale::tr;
use certbench_kubernetes::finding::{Finding, Severity, Source};

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
    /// Where it can be looked up, if that is shown.
    pub source: Option<Source>,
}

impl Problem {
    /// An error in words.
    pub const fn error(problem: String, remedy: String) -> Self {
        Self {
            severity: Severity::Error,
            problem,
            remedy,
            is_quote: false,
            source: None,
        }
    }

    /// The server's own words.
    pub const fn quote(problem: String) -> Self {
        Self {
            severity: Severity::Error,
            problem,
            remedy: String::new(),
            is_quote: true,
            source: None,
        }
    }

    /// A finding in words, with where it can be looked up.
    pub fn sourced(text: &Text, finding: &Finding) -> Self {
        Self {
            source: Some(finding.code.source()),
            ..Self::finding(text, finding)
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
            source: None,
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
                        { tr!(text, "server-says") }{ " " }<q lang="en">{ &problem.problem }</q>
                    } else {
                        { &problem.problem }
                    }
                    if !problem.remedy.is_empty() {
                        <span class="certbench-remedy">{ " " }{ &problem.remedy }</span>
                    }
                    if let Some(source) = problem.source {
                        <span class="certbench-source">
                            { tr!(text, "card-source") }{ " " }
                            <a href={source.url()} target="_blank" rel="noopener noreferrer">
                                <code>{ source.to_string() }</code>
                            </a>
                        </span>
                    }
                </HelperTextItem>
            }
        </HelperText>
    }
}
