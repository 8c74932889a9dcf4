//! An element of a tree, and how it is drawn with those inside it.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};

/// An element of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeItem {
    /// What tells it from all others of the tree.
    pub id: AttrValue,
    /// Its name, by whose first letter it is found.
    pub name: AttrValue,
    /// What is drawn for it; the name if it is empty.
    pub content: Html,
    /// Whether it is open at first.
    pub is_open_at_first: bool,
    /// What is inside it.
    pub children: Rc<Vec<TreeItem>>,
}

impl TreeItem {
    /// An element with nothing inside.
    pub fn new(id: impl Into<AttrValue>, name: impl Into<AttrValue>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            content: Html::default(),
            is_open_at_first: false,
            children: Rc::default(),
        }
    }

    /// Whether it is open.
    pub(super) fn is_open(&self, turned: &BTreeSet<AttrValue>) -> bool {
        !self.children.is_empty() && self.is_open_at_first != turned.contains(&self.id)
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct BranchProperties {
    pub tree: AttrValue,
    pub item: TreeItem,
    pub turned: BTreeSet<AttrValue>,
    pub selected: Option<AttrValue>,
    pub focusable: Option<AttrValue>,
    pub turn: Callback<AttrValue>,
    pub choose: Callback<AttrValue>,
}

/// An element and, while it is open, those inside it.
#[component]
pub(super) fn Branch(properties: &BranchProperties) -> Html {
    let BranchProperties {
        tree,
        item,
        turned,
        selected,
        focusable,
        turn,
        choose,
    } = properties;
    let can_open = !item.children.is_empty();
    let is_open = item.is_open(turned);
    let is_selected = selected.as_ref() == Some(&item.id);
    let is_focusable = focusable.as_ref() == Some(&item.id);
    let id = item.id.clone();
    let onclick = choose.reform(move |_: MouseEvent| id.clone());
    let id = item.id.clone();
    let onturn = turn.reform(move |event: MouseEvent| {
        event.stop_propagation();
        id.clone()
    });
    html! {
        <li class={classes!("pf-v6-c-tree-view__list-item", is_open.then_some("pf-m-expanded"))} role="treeitem"
            id={format!("{tree}-{}", item.id)} tabindex={if is_focusable { "0" } else { "-1" }}
            aria-selected={is_selected.to_string()} aria-expanded={can_open.then(|| is_open.to_string())}>
            <div class="pf-v6-c-tree-view__content">
                // The element has the focus, not what is drawn for it.
                <div class={classes!("pf-v6-c-tree-view__node", is_selected.then_some("pf-m-current"))} {onclick}>
                    <span class="pf-v6-c-tree-view__node-container">
                        if can_open {
                            <span class="pf-v6-c-tree-view__node-toggle" onclick={onturn}>
                                <span class="pf-v6-c-tree-view__node-toggle-icon">
                                    <Icon glyph={Glyph::AngleDown} />
                                </span>
                            </span>
                        }
                        <span class="pf-v6-c-tree-view__node-text">
                            if item.content == Html::default() {
                                { &item.name }
                            } else {
                                { item.content.clone() }
                            }
                        </span>
                    </span>
                </div>
            </div>
            if is_open {
                <ul class="pf-v6-c-tree-view__list" role="group">
                    for child in item.children.iter() {
                        <Branch key={child.id.to_string()} tree={tree.clone()} item={child.clone()}
                            turned={turned.clone()} selected={selected.clone()} focusable={focusable.clone()}
                            turn={turn.clone()} choose={choose.clone()} />
                    }
                </ul>
            }
        </li>
    }
}
