//! The Access room: which Role is needed, may this identity do that, and by which binding?

mod answer;
mod load;
mod overview;
mod prove;

mod write;

use yew::prelude::*;

use crate::ui::components::forms::FormHandle;
use crate::ui::context::use_text;

/// Properties of [`AccessRoom`] and its parts.
#[derive(Properties, PartialEq)]
pub struct AccessProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The room.
#[component]
pub fn AccessRoom(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    html! {
        <div class="certbench-room">
            <h1 class="pf-v6-c-title pf-m-2xl">{ text.get("access-title") }</h1>
            <p class="certbench-lead">{ text.get("access-lead") }</p>
            <load::Load forms={forms.clone()} />
            <prove::Prove forms={forms.clone()} />
            <write::Write forms={forms.clone()} />
            <overview::Overview forms={forms.clone()} />
        </div>
    }
}
