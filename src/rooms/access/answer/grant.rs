//! A binding, its role and the rule in it.

use yew::prelude::*;

use crate::context::use_text;
use crate::locale::tr;
use certbench_formats::text::visible;
use certbench_kubernetes::rbac::evaluate::Grant;

/// Properties of [`GrantItem`].
#[derive(Properties, PartialEq)]
pub struct GrantItemProperties {
    /// The binding, its role and the rule that is meant.
    pub grant: Grant,
    /// What is said below the rule.
    #[prop_or_default]
    pub children: Html,
}

/// One item of a list of grants.
#[component]
pub fn GrantItem(properties: &GrantItemProperties) -> Html {
    let text = use_text();
    let grant = &properties.grant;
    html! {
        <li>
            <span class="certbench-break">{ visible(&grant.to_string()) }</span>
            <div class="certbench-hint">
                { tr!(text, "prove-rule", number = (grant.rule_index + 1).to_string()) }{ " " }
                <code class="certbench-break">{ visible(&grant.rule.to_string()) }</code>
            </div>
            { properties.children.clone() }
        </li>
    }
}
