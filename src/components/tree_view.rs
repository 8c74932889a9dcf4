//! TreeView: things within things, opened and closed and walked through with the keyboard.

mod item;
mod keys;

use std::collections::BTreeSet;

use yew::prelude::*;

use self::item::Branch;
pub use self::item::TreeItem;
use self::keys::{Move, Visible, on_key};
use crate::browser::focus;

/// Properties of [`TreeView`].
#[derive(Properties, PartialEq)]
pub struct TreeViewProperties {
    /// The tree's id; an element's is `TREE-ID`.
    pub id: AttrValue,
    /// What it is a tree of.
    pub aria_label: AttrValue,
    /// The outermost things.
    pub items: Vec<TreeItem>,
    /// The id of the selected thing.
    #[prop_or_default]
    pub selected: Option<AttrValue>,
    /// Called with the id of the thing that is chosen.
    pub onselect: Callback<AttrValue>,
}

/// A tree. One of its elements can be reached with the tabulator key; the arrows move and open and close, Home and
/// End go to the first and last, a letter to the next that begins with it, Enter and Space select.
#[component]
pub fn TreeView(properties: &TreeViewProperties) -> Html {
    let TreeViewProperties {
        id,
        items,
        selected,
        onselect,
        ..
    } = properties;
    // What was opened or closed since the beginning.
    let turned = use_state_eq(BTreeSet::<AttrValue>::new);
    let reached = use_state_eq(|| None::<AttrValue>);
    let mut visible = Vec::new();
    keys::collect(items, None, &turned, &mut visible);
    let is_visible = |id: &AttrValue| visible.iter().any(|one| one.id == *id);
    let focusable = (*reached).clone().filter(is_visible);
    let focusable = focusable.or_else(|| selected.clone().filter(is_visible));
    let focusable = focusable.or_else(|| visible.first().map(|first| first.id.clone()));
    let turn = {
        let turned = turned.clone();
        Callback::from(move |id: AttrValue| {
            let mut changed = (*turned).clone();
            if !changed.remove(&id) {
                changed.insert(id);
            }
            turned.set(changed);
        })
    };
    let choose = {
        let (reached, onselect) = (reached.setter(), onselect.clone());
        Callback::from(move |id: AttrValue| {
            reached.set(Some(id.clone()));
            onselect.emit(id);
        })
    };
    let onkeydown = {
        let (tree, turn, choose) = (id.clone(), turn.clone(), choose.clone());
        let (reached, current) = (reached.setter(), focusable.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let Some(step) = on_key(&event.key(), current.as_ref(), &visible) else {
                return;
            };
            event.prevent_default();
            match step {
                Move::To(id) => {
                    focus::focus_id(&format!("{tree}-{id}"));
                    reached.set(Some(id));
                }
                Move::Turn(id) => turn.emit(id),
                Move::Choose(id) => choose.emit(id),
            }
        })
    };
    html! {
        <div class="pf-v6-c-tree-view">
            <ul class="pf-v6-c-tree-view__list" role="tree" {id} aria-label={properties.aria_label.clone()} {onkeydown}>
                for item in items {
                    <Branch key={item.id.to_string()} tree={id.clone()} item={item.clone()} turned={(*turned).clone()}
                        selected={selected.clone()} focusable={focusable.clone()} turn={turn.clone()}
                        choose={choose.clone()} />
                }
            </ul>
        </div>
    }
}

impl Visible {
    fn new(item: &TreeItem, parent: Option<AttrValue>, is_open: bool) -> Self {
        Self {
            id: item.id.clone(),
            name: item.name.clone(),
            parent,
            can_open: !item.children.is_empty(),
            is_open,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::components::testing::{assert_attributes, render, tag};

    #[test]
    fn one_element_can_be_reached_and_what_is_closed_is_not_drawn() {
        let html = render(|| {
            let mut root = TreeItem::new("0", "SEQUENCE");
            root.is_open_at_first = true;
            let mut set = TreeItem::new("1", "SET");
            set.children = Rc::new(vec![TreeItem::new("2", "INTEGER")]);
            root.children = Rc::new(vec![set, TreeItem::new("3", "NULL")]);
            html! {
                <TreeView id="tree" aria_label="ASN.1" items={vec![root]} selected="3" onselect={Callback::noop()} />
            }
        });
        assert_attributes(&html, "tree", &[r#"role="tree""#, r#"aria-label="ASN.1""#]);
        assert_attributes(
            &html,
            "tree-0",
            &[
                r#"role="treeitem""#,
                r#"aria-expanded="true""#,
                r#"tabindex="-1""#,
            ],
        );
        assert_attributes(
            &html,
            "tree-1",
            &[r#"aria-expanded="false""#, r#"aria-selected="false""#],
        );
        assert_attributes(
            &html,
            "tree-3",
            &[r#"aria-selected="true""#, r#"tabindex="0""#],
        );
        assert!(!tag(&html, "tree-3").contains("aria-expanded"), "{html}");
        assert!(!html.contains("INTEGER"), "{html}");
        assert!(html.contains(r#"role="group""#), "{html}");
    }
}
