//! ModalBox: what a modal draws, and how the keyboard works in it.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::button::{Button, ButtonVariant};
use super::icon::Glyph;
use super::modal::ModalSize;
use crate::browser::{focus, page};
use crate::context::use_text;
use crate::locale::tr;

/// Properties of [`ModalBox`].
#[derive(Properties, PartialEq)]
pub(super) struct ModalBoxProperties {
    pub id: AttrValue,
    pub title: AttrValue,
    pub size: ModalSize,
    pub onclose: Callback<()>,
    pub children: Html,
    pub footer: Html,
}

/// The box on its backdrop, for as long as the modal is open.
#[component]
pub(super) fn ModalBox(properties: &ModalBoxProperties) -> Html {
    let text = use_text();
    let container = use_node_ref();
    use_kept_focus(&container);
    let onkeydown = {
        let (container, onclose) = (container.clone(), properties.onclose.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => {
                // A modal or a menu around this one stays open.
                event.stop_propagation();
                onclose.emit(());
            }
            "Tab" => {
                let container = container.cast::<HtmlElement>();
                if container.is_some_and(|it| focus::wrap_focus(&it, event.shift_key())) {
                    event.prevent_default();
                }
            }
            _ => {}
        })
    };
    let onpress = {
        let (container, onclose) = (container.clone(), properties.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            let container = container.cast::<HtmlElement>();
            let is_inside = container.is_some_and(|it| focus::happened_in(&it, &event));
            if !is_inside {
                onclose.emit(());
            }
        })
    };
    let size = match properties.size {
        ModalSize::Small => "pf-m-sm",
        ModalSize::Medium => "pf-m-md",
        ModalSize::Large => "pf-m-lg",
    };
    let id = &properties.id;
    let (title_id, body_id) = (format!("{id}-title"), format!("{id}-body"));
    let has_body = properties.children != Html::default();
    html! {
        <div class="pf-v6-c-backdrop" onmousedown={onpress}>
            <div class="certbench-bullseye">
                <div class={classes!("pf-v6-c-modal-box", size)} role="dialog" aria-modal="true" {id} tabindex="-1"
                    ref={container} aria-labelledby={title_id.clone()} aria-describedby={has_body.then(|| body_id.clone())}
                    {onkeydown}>
                    <div class="pf-v6-c-modal-box__close">
                        <Button id={format!("{id}-close")} variant={ButtonVariant::Plain} icon={Glyph::Close}
                            aria_label={tr!(text, "close")} onclick={properties.onclose.reform(|_: MouseEvent| ())} />
                    </div>
                    <header class="pf-v6-c-modal-box__header">
                        <div class="pf-v6-c-modal-box__header-main">
                            <h1 class="pf-v6-c-modal-box__title" id={title_id}>
                                <span class="pf-v6-c-modal-box__title-text">{ &properties.title }</span>
                            </h1>
                        </div>
                    </header>
                    if has_body {
                        <div class="pf-v6-c-modal-box__body" id={body_id}>{ properties.children.clone() }</div>
                    }
                    if properties.footer != Html::default() {
                        <footer class="pf-v6-c-modal-box__footer">{ properties.footer.clone() }</footer>
                    }
                </div>
            </div>
        </div>
    }
}

/// Takes the focus into the box and gives it back when the box goes.
#[hook]
fn use_kept_focus(container: &NodeRef) {
    let container = container.clone();
    use_effect_with((), move |()| {
        let before = focus::focused();
        if let Some(container) = container.cast::<HtmlElement>() {
            focus::focus(&container);
        }
        page::set_covered(true);
        move || {
            page::set_covered(false);
            if let Some(before) = before {
                focus::focus(&before);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{assert_attributes, render};

    #[test]
    fn it_is_a_dialog_named_by_its_title_and_described_by_its_text() {
        let html = render(|| {
            html! {
                <ModalBox id="ask" title="Replace this key?" size={ModalSize::Small} onclose={Callback::noop()}
                    footer={html! { <Button>{ "Replace" }</Button> }}>
                    { "It exists nowhere else." }
                </ModalBox>
            }
        });
        assert_attributes(
            &html,
            "ask",
            &[
                r#"class="pf-v6-c-modal-box pf-m-sm""#,
                r#"role="dialog""#,
                r#"aria-modal="true""#,
                r#"aria-labelledby="ask-title""#,
                r#"aria-describedby="ask-body""#,
                r#"tabindex="-1""#,
            ],
        );
        assert_attributes(&html, "ask-close", &[r#"aria-label="Close""#]);
        assert!(
            html.contains(r#"<footer class="pf-v6-c-modal-box__footer">"#),
            "{html}"
        );
    }
}
