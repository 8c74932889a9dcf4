//! Who else may do what was asked about.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::ExpandableSection;
use crate::context::use_text;
use crate::locale::tr;
use certbench_engine::access::WhoCanAnswer;
use certbench_formats::text::visible;

/// Properties of [`WhoCanView`].
#[derive(Properties)]
pub struct WhoCanViewProperties {
    /// The subjects with what grants them the access.
    pub answer: Rc<WhoCanAnswer>,
}

impl PartialEq for WhoCanViewProperties {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
    }
}

/// A table of subjects, folded in at first.
#[component]
pub fn WhoCanView(properties: &WhoCanViewProperties) -> Html {
    let text = use_text();
    let answer = &properties.answer;
    html! {
        <ExpandableSection id="who-can" title={tr!(text, "who-can-title", count = answer.total)}>
            <p class="certbench-hint">{ tr!(text, "who-can-masters") }</p>
            <div class="certbench-table" tabindex="0" role="group" aria-label={tr!(text, "walk-bindings")}><table id="who-can-table">
                <tbody>
                    for grant in &answer.grants {
                        <tr>
                            <th scope="row">{ visible(&grant.subject.to_string()) }</th>
                            <td class="certbench-break">{ visible(&grant.to_string()) }</td>
                        </tr>
                    }
                </tbody>
            </table></div>
        </ExpandableSection>
    }
}
