//! What the controls of a form have in common.

use yew::prelude::*;

use super::form_group::{FormGroupContext, Validated};
use super::icon::{Glyph, Icon};

/// What a control knows from its own properties and from the group that it stands in.
#[derive(Clone, PartialEq)]
pub struct FormControl {
    /// Its id.
    pub id: Option<AttrValue>,
    /// The id of what describes it.
    pub described_by: Option<AttrValue>,
    /// What was found about what stands in it.
    pub validated: Validated,
    /// Whether something must stand in it.
    pub is_required: bool,
}

impl FormControl {
    /// Whether what stands in it is wrong.
    pub fn is_wrong(&self) -> bool {
        self.validated == Validated::Error
    }

    /// The class of the frame.
    pub fn class(&self) -> Option<&'static str> {
        self.validated.class()
    }
}

/// What a control knows. A control with an id of its own stands beside others in its group, and what is
/// said about the group is not said about it.
#[hook]
pub fn use_form_control(id: Option<&AttrValue>, validated: Option<Validated>) -> FormControl {
    let group = use_context::<FormGroupContext>();
    let own = FormControl {
        id: id.cloned(),
        described_by: None,
        validated: validated.unwrap_or_default(),
        is_required: false,
    };
    match group {
        Some(group) if id.is_none_or(|id| *id == group.field_id) => FormControl {
            id: Some(group.field_id),
            described_by: group.described_by,
            validated: validated.unwrap_or(group.validated),
            is_required: group.is_required,
        },
        _ => own,
    }
}

/// Properties of [`FormControlStatus`].
#[derive(Properties, PartialEq)]
pub struct FormControlStatusProperties {
    /// What was found.
    pub validated: Validated,
}

/// The picture at the end of a control that something is the matter with.
#[component]
pub fn FormControlStatus(properties: &FormControlStatusProperties) -> Html {
    let glyph = match properties.validated {
        Validated::Default => return Html::default(),
        Validated::Warning => Glyph::Warning,
        Validated::Error => Glyph::Error,
    };
    html! {
        <span class="pf-v6-c-form-control__utilities">
            <span class="pf-v6-c-form-control__icon pf-m-status"><Icon {glyph} /></span>
        </span>
    }
}
