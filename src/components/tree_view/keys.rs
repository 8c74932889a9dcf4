//! What the keys do in a tree, as the ARIA Authoring Practices Guide asks of it.

use std::collections::BTreeSet;

use yew::AttrValue;

use super::TreeItem;
use crate::components::roving::starting_with;

/// An element that is not within a closed one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Visible {
    pub id: AttrValue,
    pub name: AttrValue,
    pub parent: Option<AttrValue>,
    pub can_open: bool,
    pub is_open: bool,
}

/// What a key does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Move {
    /// The focus goes to an element.
    To(AttrValue),
    /// An element is opened or closed.
    Turn(AttrValue),
    /// An element is chosen.
    Choose(AttrValue),
}

/// The elements that can be seen, from top to bottom.
pub(super) fn collect(
    items: &[TreeItem],
    parent: Option<&AttrValue>,
    turned: &BTreeSet<AttrValue>,
    visible: &mut Vec<Visible>,
) {
    for item in items {
        let is_open = item.is_open(turned);
        visible.push(Visible::new(item, parent.cloned(), is_open));
        if is_open {
            collect(&item.children, Some(&item.id), turned, visible);
        }
    }
}

/// What a key does at the element that has the focus.
pub(super) fn on_key(key: &str, current: Option<&AttrValue>, visible: &[Visible]) -> Option<Move> {
    let index = visible.iter().position(|one| Some(&one.id) == current)?;
    let this = visible.get(index)?;
    let to = |index: usize| visible.get(index).map(|one| Move::To(one.id.clone()));
    match key {
        "ArrowDown" => to(index + 1),
        "ArrowUp" => to(index.checked_sub(1)?),
        "Home" => to(0),
        "End" => to(visible.len() - 1),
        "ArrowRight" if this.is_open => to(index + 1),
        "ArrowRight" if this.can_open => Some(Move::Turn(this.id.clone())),
        "ArrowLeft" if this.is_open => Some(Move::Turn(this.id.clone())),
        "ArrowLeft" => this.parent.clone().map(Move::To),
        "Enter" | " " => Some(Move::Choose(this.id.clone())),
        letter => to(starting_with(
            letter,
            index,
            visible.iter().map(|one| one.name.as_str()),
        )?),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn visible() -> Vec<Visible> {
        let mut root = TreeItem::new("root", "SEQUENCE");
        root.is_open_at_first = true;
        let mut set = TreeItem::new("set", "SET");
        set.children = Rc::new(vec![TreeItem::new("inner", "INTEGER")]);
        root.children = Rc::new(vec![TreeItem::new("oid", "OBJECT"), set]);
        let mut visible = Vec::new();
        collect(&[root], None, &BTreeSet::new(), &mut visible);
        visible
    }

    #[test]
    fn what_is_within_a_closed_element_cannot_be_seen() {
        let ids: Vec<_> = visible().into_iter().map(|one| one.id).collect();
        assert_eq!(ids, ["root", "oid", "set"]);
    }

    #[test]
    fn the_keys_do_what_they_do_in_every_tree() {
        let to = |id| Some(Move::To(AttrValue::Static(id)));
        let turn = |id| Some(Move::Turn(AttrValue::Static(id)));
        for (key, current, expected) in [
            ("ArrowDown", "root", to("oid")),
            ("ArrowDown", "set", None),
            ("ArrowUp", "root", None),
            ("ArrowUp", "set", to("oid")),
            ("ArrowRight", "root", to("oid")),
            ("ArrowRight", "set", turn("set")),
            ("ArrowRight", "oid", None),
            ("ArrowLeft", "oid", to("root")),
            ("ArrowLeft", "root", turn("root")),
            ("Home", "set", to("root")),
            ("End", "root", to("set")),
            ("s", "root", to("set")),
            ("Tab", "root", None),
            ("Enter", "oid", Some(Move::Choose(AttrValue::Static("oid")))),
        ] {
            let current = AttrValue::Static(current);
            assert_eq!(
                on_key(key, Some(&current), &visible()),
                expected,
                "{key} at {current}"
            );
        }
    }
}
