//! An encoding's elements beside its bytes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use yew::functional::Hook as _;
use yew::prelude::*;

use crate::browser::page;
use crate::locale::tr;
use crate::ui::components::erased::erased;
use crate::ui::components::icon::{Glyph, icon};
use crate::ui::context::{Text, use_text};
use certbench_engine::inspect::Card;
use certbench_formats::asn1::tree::Node;
use certbench_formats::text::visible;

/// With more elements only the outer ones are open at first.
const OPEN_MAX: usize = 300;
/// The most elements that are drawn.
const DRAWN_MAX: usize = 1_000;
/// The bytes that are drawn: a window around the chosen element.
const WINDOW: usize = 4_096;
/// Bytes in a line.
const LINE: usize = 16;

/// Properties of [`TreeView`].
#[derive(Clone, Properties, PartialEq)]
pub struct TreeViewProperties {
    /// The artefact.
    pub card: Rc<Card>,
}

/// Whether an element has others inside.
fn has_inside(nodes: &[Node], index: usize) -> bool {
    nodes
        .get(index + 1)
        .zip(nodes.get(index))
        .is_some_and(|(next, this)| next.depth > this.depth)
}

/// What was chosen, and what differs from how the tree looks at first.
#[derive(Clone, Default, PartialEq)]
struct Choice {
    node: Option<usize>,
    turned: BTreeSet<usize>,
}

/// The elements as a tree of buttons, and the bytes with those of the chosen element marked.
pub fn tree_view(properties: TreeViewProperties) -> Html {
    erased("tree_view", move |context| {
        use_tree_view_view(&properties).run(context)
    })
}

#[hook]
fn use_tree_view_view(properties: &TreeViewProperties) -> Html {
    let text = use_text();
    let card = &properties.card;
    let choice = use_state_eq(Choice::default);
    let hex = format!("card-{}-hex", card.index);
    {
        let hex = hex.clone();
        use_effect_with(choice.node, move |_| {
            page::scroll_within(&hex, &format!("{hex}-mark"))
        });
    }
    let marked = choice
        .node
        .and_then(|index| card.tree.nodes.get(index))
        .map(|node| {
            let end = node.offset + node.header_length + node.length;
            node.offset..end.min(card.der.0.len())
        });
    let mut drawn = 0;
    let mut next = 0;
    html! {
        <>
            <p class="certbench-hint">{ tr!(text, "card-tree-hint") }</p>
            <div class="certbench-tree">
                <div class="certbench-tree__nodes" id={format!("card-{}-tree", card.index)}
                    tabindex="0" role="region" aria-label={tr!(text, "card-tree")}>
                    { level(&text, card, &choice, &mut next, &mut drawn) }
                    if let Some(error) = &card.tree.error {
                        <p class="certbench-error">
                            { tr!(text, "card-tree-stopped", offset = error.offset.to_string(), reason = format!("{:?}", error.reason)) }
                        </p>
                    }
                </div>
                <pre class="certbench-tree__bytes" id={hex.clone()} tabindex="0" role="region"
                    aria-label={tr!(text, "card-bytes")}>{ dump(&card.der.0, marked, &hex) }</pre>
            </div>
        </>
    }
}

/// The elements of one depth from `next` on, each with what is inside it.
fn level(
    text: &Text,
    card: &Rc<Card>,
    choice: &UseStateHandle<Choice>,
    next: &mut usize,
    drawn: &mut usize,
) -> Html {
    let nodes = &card.tree.nodes;
    let Some(depth) = nodes.get(*next).map(|node| node.depth) else {
        return html! {};
    };
    let mut items = Vec::new();
    while let Some(node) = nodes.get(*next)
        && node.depth == depth
    {
        let index = *next;
        *next += 1;
        *drawn += 1;
        let opens = has_inside(nodes, index);
        let is_open_at_first = nodes.len() <= OPEN_MAX || node.depth < 2;
        let is_open = opens && is_open_at_first != choice.turned.contains(&index);
        let inside = if is_open && *drawn < DRAWN_MAX {
            level(text, card, choice, next, drawn)
        } else {
            html! {}
        };
        // What was not drawn is stepped over.
        while nodes.get(*next).is_some_and(|after| after.depth > depth) {
            *next += 1;
        }
        if *drawn <= DRAWN_MAX {
            items.push(element(
                text,
                card,
                choice,
                index,
                opens.then_some(is_open),
                inside,
            ));
        }
    }
    html! { <ul>{ for items }</ul> }
}

fn element(
    text: &Text,
    card: &Rc<Card>,
    choice: &UseStateHandle<Choice>,
    index: usize,
    opens: Option<bool>,
    inside: Html,
) -> Html {
    let Some(node) = card.tree.nodes.get(index) else {
        return html! {};
    };
    let name = node.tag_name();
    let edit = |change: fn(&mut Choice, usize)| {
        let choice = choice.clone();
        Callback::from(move |_: MouseEvent| {
            let mut changed = (*choice).clone();
            change(&mut changed, index);
            choice.set(changed);
        })
    };
    let turn = edit(|choice, index| {
        if !choice.turned.remove(&index) {
            choice.turned.insert(index);
        }
    });
    let choose = edit(|choice, index| choice.node = Some(index));
    let place = tr!(
        text,
        "tree-element",
        offset = node.offset.to_string(),
        header = node.header_length.to_string(),
        length = node.length.to_string()
    );
    let is_chosen = choice.node == Some(index);
    html! {
        <li key={index}>
            <span class="certbench-tree__node">
                if let Some(is_open) = opens {
                    <button type="button" class="certbench-icon-button certbench-tree__turn" onclick={turn}
                        aria-expanded={is_open.to_string()}
                        aria-label={tr!(text, "tree-expand", name = name.as_str())}>
                        { icon(if is_open { Glyph::Open } else { Glyph::Closed }) }
                    </button>
                }
                <button type="button" id={format!("card-{}-node-{index}", card.index)} class="certbench-tree__choose"
                    onclick={choose} aria-pressed={is_chosen.to_string()}>
                    <span class="certbench-muted">{ place }</span>{ " " }<b>{ name }</b>
                    if !node.value.is_empty() {
                        { " " }<span class="certbench-break">{ visible(&node.value) }</span>
                    }
                </button>
            </span>
            { inside }
        </li>
    }
}

/// The bytes in lines, those in the range marked.
fn dump(bytes: &[u8], marked: Option<Range<usize>>, id: &str) -> Html {
    let marked = marked.unwrap_or_default();
    let from = if bytes.len() <= WINDOW {
        0
    } else {
        marked.start.saturating_sub(WINDOW / 4) / LINE * LINE
    };
    let to = bytes.len().min(from + WINDOW);
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut has_id = false;
    for start in (from..to).step_by(LINE) {
        let line = &bytes[start..to.min(start + LINE)];
        let clamp = |position: usize| position.clamp(start, start + line.len()) - start;
        let inside = clamp(marked.start)..clamp(marked.end);
        plain.push_str(&format!("{start:06x}  "));
        for (is_hexadecimal, show) in [(true, hexadecimal as fn(&[u8]) -> String), (false, letters)]
        {
            plain.push_str(&show(&line[..inside.start]));
            if !inside.is_empty() {
                parts.push(html! { { std::mem::take(&mut plain) } });
                let mark_id = (!has_id).then(|| format!("{id}-mark"));
                has_id = true;
                parts.push(html! { <mark id={mark_id}>{ show(&line[inside.clone()]) }</mark> });
            }
            plain.push_str(&show(&line[inside.end..]));
            if is_hexadecimal {
                plain.push_str(&"   ".repeat(LINE - line.len()));
                plain.push(' ');
            }
        }
        plain.push('\n');
    }
    parts.push(html! { { plain } });
    if to < bytes.len() {
        parts.push(html! { { "…" } });
    }
    parts.into_iter().collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x} ")).collect()
}

fn letters(bytes: &[u8]) -> String {
    let letter = |&byte: &u8| match byte {
        0x20..=0x7e => char::from(byte),
        _ => '·',
    };
    bytes.iter().map(letter).collect()
}
