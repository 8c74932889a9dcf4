//! The Access room.

mod write;

use yew::prelude::*;

use crate::ui::components::forms::FormHandle;

/// Properties of [`AccessRoom`].
#[derive(Properties, PartialEq)]
pub struct AccessProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The room.
#[component]
pub fn AccessRoom(properties: &AccessProperties) -> Html {
    html! { <write::Write forms={properties.forms.clone()} /> }
}
