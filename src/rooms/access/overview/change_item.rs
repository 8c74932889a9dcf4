//! What manifests would change for one subject in one place.

use yew::prelude::*;

use crate::context::use_text;
use crate::locale::{Key, key, tr};
use certbench_formats::text::visible;
use certbench_kubernetes::rbac::Rule;
use certbench_kubernetes::rbac::difference::Change;

/// Properties of [`ChangeItem`].
#[derive(Properties, PartialEq)]
pub struct ChangeItemProperties {
    /// The subject, the place, and what it gains and loses there.
    pub change: Change,
}

/// One item of the list of changes.
#[component]
pub fn ChangeItem(properties: &ChangeItemProperties) -> Html {
    let text = use_text();
    let change = &properties.change;
    let place = match change.namespace.as_str() {
        "" => tr!(text, "matrix-everywhere"),
        namespace => visible(namespace),
    };
    let rules = |key: Key, rules: &[Rule]| -> Html {
        if rules.is_empty() {
            return html! {};
        }
        html! {
            <div>{ text.get(key) }
                <ul>{ for rules.iter().map(|rule| html! { <li><code class="certbench-break">{ visible(&rule.to_string()) }</code></li> }) }</ul>
            </div>
        }
    };
    html! {
        <li>
            <strong>{ visible(&change.subject.to_string()) }</strong>{ " · " }{ place }
            if change.is_unknown {
                <p>{ tr!(text, "difference-unknown") }</p>
            }
            { rules(key!("difference-gained"), &change.gained) }
            { rules(key!("difference-lost"), &change.lost) }
        </li>
    }
}
