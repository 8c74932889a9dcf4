//! Card: a frame around what belongs together.

use yew::prelude::*;

use super::title::HeadingLevel;

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProperties {
    /// Its id. The title's id is `ID-title`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What it is about.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The title's id, where it is not `ID-title`.
    #[prop_or_default]
    pub title_id: Option<AttrValue>,
    /// The title's level in the page's outline.
    #[prop_or(HeadingLevel::H2)]
    pub level: HeadingLevel,
    /// What it is called, where it has no title.
    #[prop_or_default]
    pub aria_label: Option<AttrValue>,
    /// Controls beside the title.
    #[prop_or_default]
    pub actions: Html,
    /// Whether it is small.
    #[prop_or_default]
    pub is_compact: bool,
    /// Whether the focus can be moved to it.
    #[prop_or_default]
    pub is_focusable: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What is in it.
    #[prop_or_default]
    pub children: Html,
    /// What stands below it: usually buttons.
    #[prop_or_default]
    pub footer: Html,
}

/// A part of the page in a frame. With a title or a name it is a landmark.
#[component]
pub fn Card(properties: &CardProperties) -> Html {
    let own_id = properties
        .id
        .as_ref()
        .map(|id| AttrValue::from(format!("{id}-title")));
    let title_id = properties.title_id.clone().or(own_id);
    let labelledby = title_id.clone().filter(|_| properties.title.is_some());
    let title = properties.title.as_ref().map(|title| {
        html! {
            <div class="pf-v6-c-card__title">
                <@{properties.level.tag()} class="pf-v6-c-card__title-text" id={title_id}>{ title }</@>
            </div>
        }
    });
    let has_actions = properties.actions != Html::default();
    html! {
        <section id={properties.id.clone()} aria-labelledby={labelledby}
            aria-label={properties.aria_label.clone()} tabindex={properties.is_focusable.then_some("-1")}
            class={classes!("pf-v6-c-card", properties.is_compact.then_some("pf-m-compact"),
                properties.class.clone())}>
            if has_actions {
                <div class="pf-v6-c-card__header pf-m-wrap">
                    <div class="pf-v6-c-card__actions">{ properties.actions.clone() }</div>
                    if let Some(title) = title {
                        <div class="pf-v6-c-card__header-main">{ title }</div>
                    }
                </div>
            } else if let Some(title) = title {
                { title }
            }
            if properties.children != Html::default() {
                <div class="pf-v6-c-card__body certbench-stack">{ properties.children.clone() }</div>
            }
            if properties.footer != Html::default() {
                <div class="pf-v6-c-card__footer">{ properties.footer.clone() }</div>
            }
        </section>
    }
}
