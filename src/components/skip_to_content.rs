//! SkipToContent: the first thing that the tabulator key reaches, for those who do not want to pass the whole
//! masthead again.

use yew::prelude::*;

use crate::browser::page;

/// Properties of [`SkipToContent`].
#[derive(Properties, PartialEq)]
pub struct SkipToContentProperties {
    /// The id of where it leads.
    pub main_id: AttrValue,
    /// Its words.
    #[prop_or_default]
    pub children: Html,
}

/// A link that is seen only while it has the focus. The address stays as it is, since it names the room.
#[component]
pub fn SkipToContent(properties: &SkipToContentProperties) -> Html {
    let id = properties.main_id.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        page::focus(&id);
    });
    html! {
        <div class="pf-v6-c-skip-to-content">
            <a class="pf-v6-c-button pf-m-primary" href={format!("#{}", properties.main_id)} {onclick}>
                <span class="pf-v6-c-button__text">{ properties.children.clone() }</span>
            </a>
        </div>
    }
}
