//! The Access room: which Role is needed, may this identity do that, and by which binding?

mod answer;
pub mod load;
mod overview;
mod prove;
mod write;

use yew::prelude::*;

use self::load::Load;
use self::overview::Overview;
use self::prove::Prove;
use self::write::Write;
use crate::components::{HeadingLevel, Title};
use crate::context::use_text;
use crate::locale::tr;
use crate::ui::components::forms::FormHandle;

/// Properties of [`AccessRoom`] and its parts.
#[derive(Clone, Properties, PartialEq)]
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
            <Title level={HeadingLevel::H1}>{ tr!(text, "access-title") }</Title>
            <p class="certbench-lead">{ tr!(text, "access-lead") }</p>
            <Load {forms} />
            <Prove {forms} />
            <Write {forms} />
            <Overview {forms} />
        </div>
    }
}
