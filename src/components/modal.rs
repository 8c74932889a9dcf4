//! Modal: a question or a task that is settled before anything else is done.

use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::modal_box::ModalBox;
use crate::browser::page;
use crate::context::use_text;
use crate::locale::tr;

/// How wide a modal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModalSize {
    /// A question.
    #[default]
    Small,
    /// A form.
    Medium,
    /// A list or a text to read.
    Large,
}

/// Properties of [`Modal`].
#[derive(Properties, PartialEq)]
pub struct ModalProperties {
    /// Its id; the title's is `ID-title`, the close button's `ID-close`.
    pub id: AttrValue,
    /// Whether it is open.
    pub is_open: bool,
    /// What it asks or is about.
    pub title: AttrValue,
    /// How wide it is.
    #[prop_or_default]
    pub size: ModalSize,
    /// Called when it is closed with its button, with Escape or by pressing beside it.
    pub onclose: Callback<()>,
    /// What is in it.
    #[prop_or_default]
    pub children: Html,
    /// Its buttons.
    #[prop_or_default]
    pub footer: Html,
}

/// A box above the page. The focus goes into it and stays there; when it is closed, it goes back to where it was.
#[component]
pub fn Modal(properties: &ModalProperties) -> Html {
    if !properties.is_open {
        return Html::default();
    }
    // It is drawn at the end of the page, so that nothing around it can cover or cut it.
    let content = html! {
        <ModalBox id={properties.id.clone()} title={properties.title.clone()} size={properties.size}
            onclose={properties.onclose.clone()} footer={properties.footer.clone()}>
            { properties.children.clone() }
        </ModalBox>
    };
    create_portal(content, page::body().into())
}

/// Properties of [`Confirmation`].
#[derive(Properties, PartialEq)]
pub struct ConfirmationProperties {
    /// What its ids begin with: `ID-confirm`, `ID-cancel`.
    pub id: AttrValue,
    /// Whether it is asked.
    pub is_open: bool,
    /// The question.
    pub title: AttrValue,
    /// What the answer brings about.
    #[prop_or_default]
    pub children: Html,
    /// The words on the button that does it: what is done, not "yes".
    pub confirm_label: AttrValue,
    /// Whether something is lost by it.
    #[prop_or_default]
    pub is_danger: bool,
    /// Called when it is to be done.
    pub onconfirm: Callback<()>,
    /// Called when it is not.
    pub oncancel: Callback<()>,
}

/// A question with two answers. The focus begins at the box, so that Enter does nothing by mistake.
#[component]
pub fn Confirmation(properties: &ConfirmationProperties) -> Html {
    let text = use_text();
    let variant = if properties.is_danger {
        ButtonVariant::Danger
    } else {
        ButtonVariant::Primary
    };
    let id = &properties.id;
    let footer = html! {
        <>
            <Button id={format!("{id}-confirm")} {variant}
                onclick={properties.onconfirm.reform(|_: MouseEvent| ())}>{ &properties.confirm_label }</Button>
            <Button id={format!("{id}-cancel")} variant={ButtonVariant::Link}
                onclick={properties.oncancel.reform(|_: MouseEvent| ())}>{ tr!(text, "cancel") }</Button>
        </>
    };
    html! {
        <Modal {id} is_open={properties.is_open} title={properties.title.clone()}
            onclose={properties.oncancel.clone()} {footer}>
            { properties.children.clone() }
        </Modal>
    }
}
