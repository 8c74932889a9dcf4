//! Who Kubernetes takes somebody to be.

use yew::prelude::*;

use crate::locale::tr;
use crate::ui::context::Text;
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::identity::Identity;

/// Properties of [`IdentityView`].
#[derive(Clone, Properties, PartialEq)]
pub struct IdentityViewProperties {
    /// Its id.
    pub id: AttrValue,
    /// Who.
    pub identity: Identity,
}

/// User, UID, groups and extra, as `kubectl auth whoami` shows them.
pub fn identity_view(text: &Text, properties: &IdentityViewProperties) -> Html {
    let identity = &properties.identity;
    html! {
        <dl id={properties.id.clone()} class="certbench-facts">
            <dt>{ tr!(text, "identity-user") }</dt>
            <dd><code>{ visible(&identity.user) }</code></dd>
            if !identity.uid.is_empty() {
                <dt>{ tr!(text, "identity-uid") }</dt>
                <dd><code>{ visible(&identity.uid) }</code></dd>
            }
            <dt>{ tr!(text, "identity-groups") }</dt>
            <dd>
                for group in &identity.groups {
                    <code class="certbench-chip">{ visible(group) }</code>
                }
            </dd>
            for (name, values) in &identity.extra {
                <dt>{ name }</dt>
                <dd><code class="certbench-break">{ values.join(", ") }</code></dd>
            }
        </dl>
    }
}
