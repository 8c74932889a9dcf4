//! The Authenticators room.

use yew::prelude::*;

use crate::ui::components::forms::FormHandle;

/// Properties of [`AuthenticatorsRoom`].
#[derive(Properties, PartialEq)]
pub struct AuthenticatorsProperties {
    /// What stands in the fields.
    pub forms: FormHandle,
}

/// The room.
#[component]
pub fn AuthenticatorsRoom(_properties: &AuthenticatorsProperties) -> Html {
    html! {}
}
