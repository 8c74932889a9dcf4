//! Identity: who Kubernetes takes somebody to be.

use yew::prelude::*;

use super::description_list::DescriptionList;
use super::description_list_group::DescriptionListGroup;
use super::label::Label;
use crate::context::use_text;
use crate::locale::tr;
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::identity::Identity as Somebody;

/// Properties of [`Identity`].
#[derive(Properties, PartialEq)]
pub struct IdentityProperties {
    /// Its id.
    pub id: AttrValue,
    /// Who.
    pub identity: Somebody,
}

/// User, UID, groups and extra, as `kubectl auth whoami` shows them.
#[component]
pub fn Identity(properties: &IdentityProperties) -> Html {
    let text = use_text();
    let identity = &properties.identity;
    html! {
        <DescriptionList id={properties.id.clone()}>
            <DescriptionListGroup term={tr!(text, "identity-user")}>
                <code>{ visible(&identity.user) }</code>
            </DescriptionListGroup>
            if !identity.uid.is_empty() {
                <DescriptionListGroup term={tr!(text, "identity-uid")}>
                    <code>{ visible(&identity.uid) }</code>
                </DescriptionListGroup>
            }
            <DescriptionListGroup term={tr!(text, "identity-groups")}>
                <span class="certbench-labels">
                    for group in &identity.groups {
                        <Label><code>{ visible(group) }</code></Label>
                    }
                </span>
            </DescriptionListGroup>
            for (name, values) in &identity.extra {
                <DescriptionListGroup term={visible(name)}>
                    <code>{ visible(&values.join(", ")) }</code>
                </DescriptionListGroup>
            }
        </DescriptionList>
    }
}
