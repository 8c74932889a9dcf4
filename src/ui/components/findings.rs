//! Findings beside what they are about.

use certbench_kubernetes::finding::{Finding, Severity, Source};
use yew::prelude::*;

use super::icon::icon;
use super::notice::{severity_glyph, severity_names};
use crate::locale::tr;
use crate::ui::context::Text;

/// Something to say beside a field.
#[derive(Clone, PartialEq)]
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

/// Properties of [`Problems`].
#[derive(Clone, Properties, PartialEq)]
pub struct ProblemsProperties {
    /// The list's id, for `aria-describedby`.
    pub id: AttrValue,
    /// What is said.
    pub problems: Vec<Problem>,
}

/// A list of problems with their remedies.
pub fn problem_list(text: &Text, properties: &ProblemsProperties) -> Html {
    html! {
        <ul id={properties.id.clone()} class="certbench-problems">
            for problem in &properties.problems {
                <li class={severity_names(problem.severity).0}>
                    { icon(severity_glyph(problem.severity)) }
                    <span>
                        <span class="certbench-visually-hidden">
                            { text.get(severity_names(problem.severity).1) }
                        </span>
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
                    </span>
                </li>
            }
        </ul>
    }
}
