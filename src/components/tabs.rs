//! Tabs: several views of one thing, of which one is shown.

use yew::prelude::*;

use super::badge::Badge;
use super::roving::{Direction, next};
use crate::browser::focus;

/// A tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// What tells it from the others; its element's id is `TABS-ID`, its panel's `TABS-ID-panel`.
    pub id: AttrValue,
    /// Its words.
    pub title: AttrValue,
    /// How many things are in it, where that is worth knowing.
    pub count: Option<usize>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(id: impl Into<AttrValue>, title: impl Into<AttrValue>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            count: None,
        }
    }
}

/// Properties of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProperties {
    /// The tabs' id.
    pub id: AttrValue,
    /// What they are views of.
    pub aria_label: AttrValue,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// The id of the tab whose view is shown; where there is none such, the first.
    pub selected: AttrValue,
    /// Called with the id of the tab that is chosen.
    pub onselect: Callback<AttrValue>,
    /// The view of the selected tab. The others are not mounted.
    #[prop_or_default]
    pub children: Html,
}

/// Tabs above the view of the selected one. One of them can be reached with the tabulator key; the arrows, Home
/// and End move among them and select.
#[component]
pub fn Tabs(properties: &TabsProperties) -> Html {
    let TabsProperties { id, tabs, .. } = properties;
    let is_selected = |tab: &Tab| tab.id == properties.selected;
    let current = tabs.iter().position(is_selected).unwrap_or(0);
    let onkeydown = {
        let ids: Vec<_> = tabs.iter().map(|tab| tab.id.clone()).collect();
        let (id, onselect) = (id.clone(), properties.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            let Some(index) = next(&key, Direction::Horizontal, current, ids.len()) else {
                return;
            };
            event.prevent_default();
            if let Some(chosen) = ids.get(index) {
                focus::focus_id(&format!("{id}-{chosen}"));
                onselect.emit(chosen.clone());
            }
        })
    };
    let panel = tabs.get(current).map(|tab| {
        let tab_id = format!("{id}-{}", tab.id);
        html! {
            <section key={tab.id.to_string()} class="pf-v6-c-tab-content" id={format!("{tab_id}-panel")} role="tabpanel"
                tabindex="0" aria-labelledby={tab_id}>
                <div class="pf-v6-c-tab-content__body pf-m-padding certbench-stack">{ properties.children.clone() }</div>
            </section>
        }
    });
    html! {
        <>
            <div class="pf-v6-c-tabs" {id}>
                <ul class="pf-v6-c-tabs__list" role="tablist" aria-label={properties.aria_label.clone()} {onkeydown}>
                    for (index, tab) in tabs.iter().enumerate() {
                        { item(id, tab, index == current, &properties.onselect) }
                    }
                </ul>
            </div>
            { panel }
        </>
    }
}

fn item(tabs_id: &str, tab: &Tab, is_current: bool, onselect: &Callback<AttrValue>) -> Html {
    let id = format!("{tabs_id}-{}", tab.id);
    let chosen = tab.id.clone();
    let onclick = onselect.reform(move |_: MouseEvent| chosen.clone());
    html! {
        <li class={classes!("pf-v6-c-tabs__item", is_current.then_some("pf-m-current"))} role="presentation">
            // Only the selected tab's panel is in the page.
            <button type="button" class="pf-v6-c-tabs__link" role="tab" id={id.clone()} {onclick}
                tabindex={if is_current { "0" } else { "-1" }} aria-selected={is_current.to_string()}
                aria-controls={is_current.then(|| format!("{id}-panel"))}>
                <span class="pf-v6-c-tabs__item-text">{ &tab.title }</span>
                if let Some(count) = tab.count {
                    <Badge>{ count }</Badge>
                }
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::{assert_attributes, render, tag};

    fn tabs(selected: &'static str) -> String {
        render(move || {
            let mut findings = Tab::new("findings", "Findings");
            findings.count = Some(3);
            let tabs = vec![Tab::new("overview", "Overview"), findings];
            html! {
                <Tabs id="card" aria_label="Views" {tabs} {selected} onselect={Callback::noop()}>
                    { "view" }
                </Tabs>
            }
        })
    }

    #[test]
    fn one_tab_is_selected_reachable_and_tied_to_its_panel() {
        let html = tabs("findings");
        assert!(
            html.contains(r#"role="tablist" aria-label="Views""#),
            "{html}"
        );
        let selected = [
            r#"role="tab""#,
            r#"aria-selected="true""#,
            r#"tabindex="0""#,
            r#"aria-controls="card-findings-panel""#,
        ];
        assert_attributes(&html, "card-findings", &selected);
        assert_attributes(
            &html,
            "card-overview",
            &[r#"aria-selected="false""#, r#"tabindex="-1""#],
        );
        // Its panel is not in the page.
        assert!(!tag(&html, "card-overview").contains("aria-controls"));
        let panel = [
            r#"role="tabpanel""#,
            r#"tabindex="0""#,
            r#"aria-labelledby="card-findings""#,
        ];
        assert_attributes(&html, "card-findings-panel", &panel);
        assert_eq!(html.matches("<section").count(), 1);
    }

    #[test]
    fn the_first_tab_is_shown_where_none_is_selected() {
        assert_attributes(&tabs(""), "card-overview", &[r#"aria-selected="true""#]);
    }
}
