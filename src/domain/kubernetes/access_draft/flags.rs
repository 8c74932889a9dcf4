//! The flags of a command, as far as they say something about the object.

use std::collections::BTreeMap;

use crate::domain::kubernetes::access_draft::{DraftError, DraftErrorCode};

/// Flags that say nothing about the object and take a value.
const OTHER_FLAGS: [&str; 17] = [
    "o",
    "output",
    "context",
    "cluster",
    "kubeconfig",
    "s",
    "server",
    "as",
    "as-group",
    "token",
    "field-manager",
    "request-timeout",
    "template",
    "v",
    "certificate-authority",
    "tls-server-name",
    "cache-dir",
];
/// Those that stand alone.
const SWITCHES: [&str; 6] = [
    "dry-run",
    "save-config",
    "validate",
    "show-managed-fields",
    "allow-missing-template-keys",
    "insecure-skip-tls-verify",
];

/// A command's flags about the object.
#[derive(Default)]
pub struct Flags {
    values: BTreeMap<String, Vec<String>>,
}

impl Flags {
    /// All values; a list with commas counts as several (`StringSlice`).
    pub fn split(&self, name: &str) -> Vec<String> {
        let values = self.all(name).iter();
        let parts = values.flat_map(|value| value.split(','));
        parts
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// All values, as they are (`StringArray`).
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The last value.
    pub fn last(&self, name: &str) -> String {
        self.all(name).last().cloned().unwrap_or_default()
    }
}

/// The words that are no flags, and the flags.
pub fn read<'a>(
    mut words: impl Iterator<Item = &'a String>,
    own_flags: &[&str],
) -> Result<(Vec<String>, Flags), DraftError> {
    let (mut names, mut flags) = (Vec::new(), Flags::default());
    while let Some(word) = words.next() {
        let (flag, mut value) = if let Some(long) = word.strip_prefix("--") {
            match long.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (long, None),
            }
        } else if let Some(short) = word.strip_prefix('-').filter(|short| !short.is_empty()) {
            let (flag, value) = short.split_at(short.chars().next().map_or(0, char::len_utf8));
            let value = value.strip_prefix('=').unwrap_or(value);
            (flag, (!value.is_empty()).then(|| value.to_owned()))
        } else {
            names.push(word.clone());
            continue;
        };
        let flag = if flag == "n" { "namespace" } else { flag };
        if SWITCHES.contains(&flag) {
            continue;
        }
        let is_own = flag == "namespace" || own_flags.contains(&flag);
        if !is_own && !OTHER_FLAGS.contains(&flag) {
            return Err(DraftError::new(DraftErrorCode::Flag, word.as_str()));
        }
        if value.is_none() {
            value = words.next().cloned();
        }
        let Some(value) = value else {
            return Err(DraftError::new(DraftErrorCode::FlagValue, word.as_str()));
        };
        if is_own {
            flags.values.entry(flag.to_owned()).or_default().push(value);
        }
    }
    Ok((names, flags))
}
