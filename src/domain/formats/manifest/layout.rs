//! Where the values of a text stand in it.

use std::ops::Range;

use granit_parser::{Event, Parser, Span, StructureStyle};

use crate::domain::formats::manifest::yaml;

/// A value and where it stands, in bytes.
pub struct Node {
    /// From its first byte to behind its last one; of a collection in block style that of its
    /// values. Empty for one that is left out; it stands behind its key.
    pub span: Range<usize>,
    /// What it is.
    pub shape: Shape,
    /// Whether it is in flow style: with brackets or braces.
    pub is_flow: bool,
    /// Whether it has an anchor or a tag, or is an alias, so that it is not what it looks like.
    pub is_fixed: bool,
}

/// What a value is.
pub enum Shape {
    /// Neither list nor mapping.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping: keys and values, in order.
    Mapping(Vec<(Node, Node)>),
}

/// A document and where it stands.
pub struct Place {
    /// Where its `---` stands; for one without, the first byte of the text or of its value's line.
    pub begin: usize,
    /// The line its value begins at, counted from one.
    pub line: u64,
    /// Its value.
    pub root: Node,
}

/// A collection that is not yet closed, and the key that awaits its value.
struct Open {
    node: Node,
    key: Option<Node>,
}

impl Open {
    fn is_empty(&self) -> bool {
        match &self.node.shape {
            Shape::Scalar(_) => true,
            Shape::List(items) => items.is_empty(),
            Shape::Mapping(entries) => entries.is_empty() && self.key.is_none(),
        }
    }

    fn take(&mut self, mut value: Node) {
        // The parser finds one that is left out where the next one begins.
        if let (true, Some(key)) = (value.span.is_empty(), &self.key) {
            value.span = key.span.end..key.span.end;
        }
        if !self.node.is_flow {
            // One in block style begins and ends with its values.
            if self.is_empty() {
                self.node.span = value.span.clone();
            }
            self.node.span.end = self.node.span.end.max(value.span.end);
        }
        match &mut self.node.shape {
            Shape::Scalar(_) => {}
            Shape::List(items) => items.push(value),
            Shape::Mapping(entries) => match self.key.take() {
                Some(key) => entries.push((key, value)),
                None => self.key = Some(value),
            },
        }
    }
}

/// The documents of a text until its end or its first error.
pub fn read(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut begin, mut line) = (None, 0);
    let collection = |span: Range<usize>, style, is_fixed, shape| Open {
        node: Node {
            span,
            shape,
            is_flow: style == StructureStyle::Flow,
            is_fixed,
        },
        key: None,
    };
    for (event, span) in Parser::new_from_str_with_options(text, yaml::options()).flatten() {
        let Some(range) = Span::byte_range(&span) else {
            break;
        };
        if open.is_empty() {
            line = span.start.line() as u64;
        }
        let value = match event {
            Event::DocumentStart(is_explicit, _) => {
                begin = is_explicit.then_some(range.start);
                continue;
            }
            Event::Scalar(content, _, anchor, tag) => Node {
                span: range,
                shape: Shape::Scalar(content.into_owned()),
                is_flow: false,
                is_fixed: anchor != 0 || tag.is_some(),
            },
            Event::Alias(_) => Node {
                span: range,
                shape: Shape::Scalar(String::new()),
                is_flow: false,
                is_fixed: true,
            },
            Event::SequenceStart(style, anchor, tag) => {
                let is_fixed = anchor != 0 || tag.is_some();
                open.push(collection(range, style, is_fixed, Shape::List(Vec::new())));
                continue;
            }
            Event::MappingStart(style, anchor, tag) => {
                let is_fixed = anchor != 0 || tag.is_some();
                let shape = Shape::Mapping(Vec::new());
                open.push(collection(range, style, is_fixed, shape));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { mut node, .. }) = open.pop() else {
                    break;
                };
                if node.is_flow {
                    node.span.end = range.end;
                }
                node
            }
            _ => continue,
        };
        if let Some(around) = open.last_mut() {
            around.take(value);
            continue;
        }
        let first = text.get(..value.span.start).unwrap_or_default();
        let own_line = first.rfind('\n').map_or(0, |at| at + 1);
        let default = if places.is_empty() { 0 } else { own_line };
        places.push(Place {
            begin: begin.take().unwrap_or(default),
            line,
            root: value,
        });
    }
    places
}
