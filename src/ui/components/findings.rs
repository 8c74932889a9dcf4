//! Findings beside what they are about.

use yew::prelude::*;

use super::icon::icon;
use super::notice::{severity_glyph, severity_names};
pub use crate::components::Problem;
use crate::locale::tr;
use crate::ui::context::Text;

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
