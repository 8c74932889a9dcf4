//! The Access room: which Role is needed, may this identity do that, and by which binding?

mod answer;
pub mod load;
mod overview;
mod prove;

mod write;

use yew::prelude::*;

use crate::locale::tr;
use crate::ui::components::forms::FormHandle;
use crate::ui::context::Text;

/// Properties of [`AccessRoom`] and its parts.
#[derive(Clone, Properties, PartialEq)]
pub struct AccessProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The room.
pub fn access_room(text: &Text, properties: &AccessProperties) -> Html {
    let forms = &properties.forms;
    html! {
        <div class="certbench-room">
            <h1 class="pf-v6-c-title pf-m-2xl">{ tr!(text, "access-title") }</h1>
            <p class="certbench-lead">{ tr!(text, "access-lead") }</p>
            { load::load(yew::props!(AccessProperties { forms: forms.clone() })) }
            { prove::prove(yew::props!(AccessProperties { forms: forms.clone() })) }
            { write::write(yew::props!(AccessProperties { forms: forms.clone() })) }
            { overview::overview(yew::props!(AccessProperties { forms: forms.clone() })) }
        </div>
    }
}
