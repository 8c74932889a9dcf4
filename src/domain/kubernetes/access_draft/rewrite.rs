//! Changed drafts put back into the text that they were read from.

use serde_json::{Map, Value};

use crate::domain::formats::manifest::parse_documents;
use crate::domain::formats::manifest::patch::{common, patch};
use crate::domain::kubernetes::access_draft::Draft;
use crate::domain::kubernetes::access_draft::object::{Origin, objects};

/// The text with these drafts instead of those that stand in it. Everything that no draft holds
/// stays: comments, order, members and objects of other kinds. Nothing where that cannot be done,
/// such as where drafts changed their places.
pub fn rewrite(text: &str, drafts: &[Draft]) -> Option<String> {
    let documents = parse_documents(text).documents;
    let read = |(origin, object)| Some((origin, Draft::from_value(object).ok()?.0));
    let (origins, old): (Vec<Origin>, Vec<Draft>) = objects(&documents).filter_map(read).unzip();
    let (first, last) = common(&old, drafts);
    let (kept, wanted) = (old.len() - last, drafts.len() - last);
    let mut values: Vec<_> = documents.into_iter().map(|one| Some(one.value)).collect();
    // From the last one, so that positions in lists stay true.
    for at in (first..kept).rev() {
        let (document, item) = *origins.get(at)?;
        let place = values.get_mut(document)?;
        match (drafts.get(at).filter(|_| at < wanted), item) {
            (Some(new), item) => {
                let mut object = place.as_mut()?;
                if let Some(item) = item {
                    object = object.get_mut("items")?.get_mut(item)?;
                }
                merge(object, &old.get(at)?.value(), &new.value());
            }
            (None, None) => *place = None,
            (None, Some(item)) => {
                let items = place.as_mut()?.get_mut("items")?.as_array_mut()?;
                items.remove(item);
                if items.is_empty() {
                    *place = None;
                }
            }
        }
    }
    // What is new comes last.
    let added = match drafts.get(kept..wanted) {
        Some(added) if last == 0 || added.is_empty() => added,
        Some(_) => return None,
        None => &[],
    };
    let added: Vec<_> = added.iter().map(Draft::value).collect();
    patch(text, &values, &added)
}

/// Brings what changed from one value to another into a third, which has more.
fn merge(base: &mut Value, old: &Value, new: &Value) {
    match (base, old, new) {
        _ if old == new => {}
        (Value::Object(base), Value::Object(old), Value::Object(new)) => {
            merge_objects(base, old, new);
        }
        (Value::Array(base), Value::Array(old), Value::Array(new)) if base.len() == old.len() => {
            let (first, last) = common(old, new);
            let (kept, wanted) = (old.len() - last, new.len() - last);
            for at in first..kept.min(wanted) {
                if let (Some(base), Some(old), Some(new)) =
                    (base.get_mut(at), old.get(at), new.get(at))
                {
                    merge(base, old, new);
                }
            }
            let both = kept.min(wanted).max(first);
            let more = new.get(both..wanted).unwrap_or_default();
            base.splice(both..kept, more.iter().cloned());
        }
        (base, ..) => new.clone_into(base),
    }
}

fn merge_objects(
    base: &mut Map<String, Value>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) {
    for name in old.keys() {
        if !new.contains_key(name) {
            base.remove(name);
        }
    }
    for (name, new) in new {
        match (base.get_mut(name), old.get(name)) {
            (Some(base), Some(old)) => merge(base, old, new),
            (None, Some(old)) if old == new => {}
            _ => {
                base.insert(name.clone(), new.clone());
            }
        }
    }
}
