//! Changes a manifest where it stands, so that comments, order and layout stay.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::domain::formats::manifest::layout;
use crate::domain::formats::manifest::layout::{Node, Shape};
use crate::domain::formats::manifest::{Document, parse_documents, to_yaml};
use crate::domain::order;

/// A value that cannot be changed where it stands; whatever is around it is written anew.
struct Unchangeable;

/// What becomes of a text whose documents become others, `None` for those that go, and which gets
/// some more. Nothing where that cannot be done so that the text says it afterwards.
pub fn patch(text: &str, changed: &[Option<Value>], added: &[Value]) -> Option<String> {
    let (mark, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let before = parse_documents(text);
    // Behind what cannot be read nothing would be read.
    let breaks_off = before.error.is_some();
    let mut patched = rewritten(text, &before.documents, changed)?;
    if !added.is_empty() {
        let more: Result<Vec<_>, _> = added.iter().map(to_yaml).collect();
        patched = joined(patched, more.ok()?.join("---\n"), breaks_off);
    }
    let after = parse_documents(&patched);
    let mut expected: Vec<&Value> = changed.iter().flatten().collect();
    let at = if breaks_off { 0 } else { expected.len() };
    expected.splice(at..at, added);
    let says_it = after.error.is_some() == breaks_off
        && after.documents.iter().map(|one| &one.value).eq(expected);
    says_it.then(|| format!("{mark}{patched}"))
}

/// A text with more documents, behind it or before it.
fn joined(mut text: String, more: String, before: bool) -> String {
    if before {
        return format!("{more}---\n{text}");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if !text.trim().is_empty() {
        text.push_str("---\n");
    }
    text + &more
}

fn rewritten(text: &str, before: &[Document], changed: &[Option<Value>]) -> Option<String> {
    if before.len() != changed.len() {
        return None;
    }
    let places = layout::read(text);
    let mut editor = Editor {
        text,
        is_json: text.trim_start().starts_with(['{', '[']),
        edits: Vec::new(),
    };
    for (old, new) in before.iter().zip(changed) {
        if new.as_ref() == Some(&old.value) {
            continue;
        }
        let number = places.iter().position(|place| place.line == old.line)?;
        let place = places.get(number)?;
        match new {
            None => {
                let next = places.get(number + 1);
                let end = next.map_or(text.len(), |next| next.begin);
                editor.replace(place.begin..end, String::new());
            }
            Some(new) => {
                let kept = editor.edits.len();
                if editor.change(&place.root, &old.value, new).is_err() {
                    editor.edits.truncate(kept);
                    editor.root(&place.root, new)?;
                }
            }
        }
    }
    Some(editor.finish())
}

/// How many values at the beginning and at the end of two lists are the same.
pub fn common<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    let same = |(one, other): &(&T, &T)| one == other;
    let first = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - first;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest);
    (first, ends.take_while(same).count())
}

struct Editor<'a> {
    text: &'a str,
    /// Whether the text is JSON, and is to stay so.
    is_json: bool,
    /// What takes whose place.
    edits: Vec<(Range<usize>, String)>,
}

impl Editor<'_> {
    fn replace(&mut self, range: Range<usize>, by: String) {
        self.edits.push((range, by));
    }

    fn finish(mut self) -> String {
        // What is added where something else is changed belongs to what stands before it.
        order::sort_by(&mut self.edits, |(one, _), (other, _)| {
            one.start.cmp(&other.start).then(one.end.cmp(&other.end))
        });
        let (mut text, mut done) = (String::with_capacity(self.text.len()), 0);
        for (range, by) in &self.edits {
            text.push_str(self.text.get(done..range.start).unwrap_or_default());
            text.push_str(by);
            done = range.end.max(done);
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        text
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The first byte of the line that a place is in.
    fn line_start(&self, at: usize) -> usize {
        self.slice(0..at).rfind('\n').map_or(0, |found| found + 1)
    }

    /// The first byte of the line behind a value that ends there.
    fn line_behind(&self, end: usize) -> usize {
        if self.slice(0..end).ends_with('\n') {
            return end;
        }
        let rest = self.slice(end..self.text.len());
        rest.find('\n').map_or(self.text.len(), |at| end + at + 1)
    }

    /// What stands before a place in its line, if that is nothing but blanks and dashes.
    fn indentation(&self, at: usize) -> Result<&str, Unchangeable> {
        let before = self.slice(self.line_start(at)..at);
        let is_blank = before.bytes().all(|byte| matches!(byte, b' ' | b'-'));
        is_blank.then_some(before).ok_or(Unchangeable)
    }

    /// The same for what begins its line, or follows the one dash of it if it is an item.
    fn own_line(&self, at: usize, is_item: bool) -> Result<usize, Unchangeable> {
        let before = self.indentation(at)?;
        let wanted = if is_item { "-" } else { "" };
        (before.trim() == wanted)
            .then_some(at - before.len())
            .ok_or(Unchangeable)
    }

    /// Changes a value where it stands.
    fn change(&mut self, node: &Node, old: &Value, new: &Value) -> Result<(), Unchangeable> {
        if old == new {
            return Ok(());
        }
        if node.is_fixed {
            return Err(Unchangeable);
        }
        let kept = self.edits.len();
        let changed = match (&node.shape, old, new) {
            (Shape::Mapping(entries), Value::Object(old), Value::Object(new)) => {
                self.change_mapping(node, entries, old, new)
            }
            (Shape::List(items), Value::Array(old), Value::Array(new)) => {
                self.change_list(node, items, old, new)
            }
            (Shape::Scalar(_), ..) => return self.change_scalar(node, old, new),
            _ => Err(Unchangeable),
        };
        if changed.is_ok() || !node.is_flow {
            return changed;
        }
        self.edits.truncate(kept);
        self.flow(node, new)
    }

    /// Changes a part of a collection; one in block style that cannot be is left to `anew`.
    fn change_part(
        &mut self,
        (whole, part): (&Node, &Node),
        (old, new): (&Value, &Value),
        anew: impl FnOnce(&mut Self) -> Result<(), Unchangeable>,
    ) -> Result<(), Unchangeable> {
        let kept = self.edits.len();
        let changed = self.change(part, old, new);
        if changed.is_ok() || whole.is_flow {
            return changed;
        }
        self.edits.truncate(kept);
        anew(self)
    }

    fn change_mapping(
        &mut self,
        node: &Node,
        entries: &[(Node, Node)],
        old: &Map<String, Value>,
        new: &Map<String, Value>,
    ) -> Result<(), Unchangeable> {
        let same_keys = old.len() == new.len() && old.keys().all(|key| new.contains_key(key));
        if node.is_flow && !same_keys {
            return Err(Unchangeable);
        }
        for (name, old) in old {
            // Of a key that stands there twice the last one counts.
            let is_it =
                |(key, _): &&(Node, Node)| matches!(&key.shape, Shape::Scalar(own) if own == name);
            let (key, value) = entries.iter().rev().find(is_it).ok_or(Unchangeable)?;
            let Some(new) = new.get(name) else {
                let start = self.own_line(key.span.start, false)?;
                let end = self.line_behind(value.span.end.max(key.span.end));
                self.replace(start..end, String::new());
                continue;
            };
            self.change_part((node, value), (old, new), |editor| {
                editor.entry(key, value, name, new)
            })?;
        }
        let mut more = Map::new();
        for (name, value) in new {
            if !old.contains_key(name) {
                more.insert(name.clone(), value.clone());
            }
        }
        if !more.is_empty() {
            let (first, _) = entries.first().ok_or(Unchangeable)?;
            let indentation = self.indentation(first.span.start)?.len();
            let lines = indented(&Value::Object(more), indentation)?;
            self.insert(node.span.end, lines);
        }
        Ok(())
    }

    fn change_list(
        &mut self,
        node: &Node,
        items: &[Node],
        old: &[Value],
        new: &[Value],
    ) -> Result<(), Unchangeable> {
        let is_other = old.len() != new.len();
        if items.len() != old.len() || new.is_empty() || node.is_flow && is_other {
            return Err(Unchangeable);
        }
        let (first, last) = common(old, new);
        let (kept, wanted) = (old.len() - last, new.len() - last);
        let parts = items.iter().zip(old).enumerate().take(kept).skip(first);
        for (at, (item, old)) in parts {
            if let Some(new) = new.get(at).filter(|_| at < wanted) {
                let anew = |editor: &mut Self| editor.item(item, new);
                self.change_part((node, item), (old, new), anew)?;
            } else {
                let start = self.own_line(item.span.start, true)?;
                let end = self.line_behind(item.span.end);
                self.replace(start..end, String::new());
            }
        }
        if kept < wanted {
            let more = new.get(kept..wanted).ok_or(Unchangeable)?;
            let item = items.first().ok_or(Unchangeable)?;
            let line = self.own_line(item.span.start, true)?;
            let dash = self.slice(line..item.span.start).find('-');
            let lines = indented(&more.into(), dash.unwrap_or_default())?;
            match items.get(..kept).and_then(<[Node]>::last) {
                Some(before) => self.insert(before.span.end, lines),
                None => self.replace(line..line, lines),
            }
        }
        Ok(())
    }

    /// Adds whole lines behind the value that ends there.
    fn insert(&mut self, end: usize, mut lines: String) {
        let at = self.line_behind(end);
        if at > 0 && !self.slice(0..at).ends_with('\n') {
            lines.insert(0, '\n');
        }
        self.replace(at..at, lines);
    }

    fn change_scalar(&mut self, node: &Node, old: &Value, new: &Value) -> Result<(), Unchangeable> {
        let written = self.slice(node.span.clone());
        // Quotes that need not be there are somebody's way to write.
        let likes_quotes = written.starts_with('"') && !self.inline(old)?.starts_with('"');
        let end = node.span.end;
        let new = match (written.chars().next(), new) {
            (_, Value::Array(_) | Value::Object(_)) if !self.is_json => return Err(Unchangeable),
            (Some('|' | '>'), _) => return Err(Unchangeable),
            // One that is left out.
            (None, _) if self.slice(end..self.text.len()).starts_with(':') => {
                let new = format!(" {}", self.inline(new)?);
                self.replace(end + 1..end + 1, new);
                return Ok(());
            }
            (None, _) => return Err(Unchangeable),
            (_, Value::String(_)) if likes_quotes => new.to_string(),
            _ => self.inline(new)?,
        };
        self.replace(node.span.clone(), new);
        Ok(())
    }

    /// Writes a value in flow style anew.
    fn flow(&mut self, node: &Node, new: &Value) -> Result<(), Unchangeable> {
        let is_empty = match &node.shape {
            Shape::Scalar(_) => false,
            Shape::List(items) => items.is_empty(),
            Shape::Mapping(entries) => entries.is_empty(),
        };
        // `[]` is written because there is no other way.
        if is_empty && !self.is_json {
            return Err(Unchangeable);
        }
        let old = self.slice(node.span.clone());
        let new = if self.is_json && old.contains('\n') {
            let line = self.slice(self.line_start(node.span.start)..node.span.start);
            let blanks = line.len() - line.trim_start().len();
            let pretty = serde_json::to_string_pretty(new).map_err(|_| Unchangeable)?;
            pretty.replace('\n', &format!("\n{}", " ".repeat(blanks)))
        } else {
            self.inline(new)?
        };
        self.replace(node.span.clone(), new);
        Ok(())
    }

    /// A value in one line, that may stand in flow style.
    fn inline(&self, value: &Value) -> Result<String, Unchangeable> {
        if self.is_json {
            return Ok(value.to_string());
        }
        let list = |parts: Result<Vec<_>, _>| parts.map(|parts: Vec<String>| parts.join(", "));
        Ok(match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| self.inline(item)).collect();
                format!("[{}]", list(items)?)
            }
            Value::Object(entries) => {
                let entry = |(key, value): (&String, &Value)| {
                    let key = self.inline(&key.as_str().into())?;
                    Ok(format!("{key}: {}", self.inline(value)?))
                };
                format!("{{{}}}", list(entries.iter().map(entry).collect())?)
            }
            scalar => {
                let yaml = to_yaml(scalar).map_err(|_| Unchangeable)?;
                let yaml = yaml.trim_end();
                let is_quoted = yaml.starts_with(['"', '\'']);
                if yaml.contains('\n') || !is_quoted && yaml.contains(['[', ']', '{', '}', ',']) {
                    scalar.to_string()
                } else {
                    yaml.to_owned()
                }
            }
        })
    }

    /// Writes an entry of a mapping in block style anew.
    fn entry(
        &mut self,
        key: &Node,
        value: &Node,
        name: &str,
        new: &Value,
    ) -> Result<(), Unchangeable> {
        let indentation = self.indentation(key.span.start)?.len();
        let mut entry = Map::new();
        entry.insert(name.to_owned(), new.clone());
        let lines = indented(&Value::Object(entry), indentation)?;
        let end = self.line_behind(value.span.end.max(key.span.end));
        let lines = lines.trim_start_matches(' ').to_owned();
        self.replace(key.span.start..end, lines);
        Ok(())
    }

    /// Writes an item of a list in block style anew.
    fn item(&mut self, item: &Node, new: &Value) -> Result<(), Unchangeable> {
        let line = self.own_line(item.span.start, true)?;
        let lines = indented(new, item.span.start - line)?;
        let end = self.line_behind(item.span.end);
        let lines = lines.trim_start_matches(' ').to_owned();
        self.replace(item.span.start..end, lines);
        Ok(())
    }

    /// Writes a whole document anew.
    fn root(&mut self, node: &Node, new: &Value) -> Option<()> {
        let start = node.span.start;
        let end = self.line_behind(node.span.end);
        let yaml = to_yaml(new).ok()?;
        (start == self.line_start(start)).then(|| self.replace(start..end, yaml))
    }
}

/// A value in block style, each line indented.
fn indented(value: &Value, by: usize) -> Result<String, Unchangeable> {
    let yaml = to_yaml(value).map_err(|_| Unchangeable)?;
    let blanks = " ".repeat(by);
    let mut lines = String::new();
    for line in yaml.lines() {
        if !line.is_empty() {
            lines.push_str(&blanks);
        }
        lines.push_str(line);
        lines.push('\n');
    }
    Ok(lines)
}
