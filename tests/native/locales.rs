//! What the compiler cannot see of the texts: that each is used, and that Chinese is Chinese. The keys,
//! their arguments and that all languages have the same it checks itself (`certbench::locale`).

use std::collections::BTreeSet;
use std::path::Path;

use certbench::locale::families;
use certbench::locale::{Language, Locale, key, pair, tr};
use proc_macro2::{TokenStream, TokenTree};

/// The messages of a language with their attributes: `key` or `key.attribute`, and the text.
fn messages(language: Language) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    let mut message = String::new();
    for line in language
        .files()
        .iter()
        .flat_map(|(_, source)| source.lines())
    {
        let is_message = line.starts_with(|first: char| first.is_ascii_alphabetic());
        let attribute = line.trim_start().strip_prefix('.');
        match (line.split_once(" ="), attribute) {
            (Some((key, text)), _) if is_message => {
                message = key.to_owned();
                messages.push((message.clone(), text.to_owned()));
            }
            (Some(_), Some(attribute)) => {
                let (name, text) = attribute.split_once(" =").expect("it was found before");
                messages.push((format!("{message}.{name}"), text.to_owned()));
            }
            _ if line.starts_with('#') || messages.is_empty() => {}
            _ => {
                let (_, text) = messages.last_mut().expect("there is one");
                text.push_str(line);
            }
        }
    }
    messages
}

/// What the sources ask for: the keys of `tr!` and its like, and the names of families.
#[derive(Default)]
struct Asked {
    keys: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Asked {
    /// Reads every Rust file below a folder.
    fn folder(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                self.folder(&path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("locale/families.rs")
            {
                let source = std::fs::read_to_string(&path).expect("a source file is text");
                self.tokens(source.parse().expect("a source file is Rust"));
            }
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (position, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    if let Some([TokenTree::Punct(mark), TokenTree::Group(call)]) =
                        tokens.get(position + 1..position + 3)
                        && mark.as_char() == '!'
                    {
                        self.call(&name, call.stream());
                    }
                    self.names.insert(name);
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }

    /// The key of a call: behind the first comma, or at once.
    fn call(&mut self, name: &str, inside: TokenStream) {
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
        let inside: Vec<_> = inside.into_iter().collect();
        let rest = match name {
            "tr" | "pair" => inside.splitn(2, is_comma).nth(1).unwrap_or_default(),
            "key" | "pair_key" => &inside[..],
            _ => return,
        };
        let [TokenTree::Literal(key), rest @ ..] = rest else {
            return;
        };
        let key = key.to_string().trim_matches('"').to_owned();
        let attribute = match rest {
            [TokenTree::Punct(mark), TokenTree::Ident(name), ..] if mark.as_char() == '.' => {
                Some(name.to_string())
            }
            _ => None,
        };
        let beside = attribute.map(|attribute| format!("{key}.{attribute}"));
        if name.starts_with("pair") || beside.is_none() {
            self.keys.insert(key);
        }
        self.keys.extend(beside);
    }
}

#[test]
fn every_text_is_used() {
    let mut asked = Asked::default();
    asked.folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut used = asked.keys;
    for (name, pattern, codes, attributes) in families::ALL {
        assert!(asked.names.contains(*name), "the family {name} is not used");
        for code in *codes {
            let key = pattern.replace('*', code);
            used.extend(
                attributes
                    .iter()
                    .map(|attribute| format!("{key}.{attribute}")),
            );
            used.insert(key);
        }
    }
    let messages = messages(Language::default());
    let unused: Vec<_> = messages
        .iter()
        .map(|(key, _)| key)
        .filter(|key| !used.contains(*key))
        .collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn arguments_and_attributes_stand_in_their_texts() {
    let english = Locale::new(Language::English);
    assert_eq!(
        english.get(key!("severity-error")),
        tr!(english, "severity-error")
    );
    // Neither the marks of Fluent around arguments nor grouped digits.
    let left = tr!(english, "certificate-left", words = english.duration(60));
    assert!(left.contains("1 minute"), "{left}");
    let (problem, remedy) = pair!(english, "crypto-unsupported".remedy, detail = "P-224");
    assert!(problem.contains("P-224"), "{problem}");
    assert!(!problem.contains('\u{2068}'), "{problem}");
    assert_eq!(remedy, tr!(english, "crypto-unsupported".remedy));
    let many = tr!(english, "inspect-result", count = 123_456_usize);
    assert_eq!(many, "123456 artefacts");
    assert_eq!(tr!(english, "inspect-result", count = 1), "1 artefact");
    let none = tr!(english, "inspect-result", count = 0);
    assert_eq!(none, "Nothing was recognised");
}

#[test]
fn texts_are_formatted_and_plurals_follow_the_language() {
    let english = Locale::new(Language::English);
    assert_eq!(english.duration(864_000), "10 days");
    assert_eq!(english.duration(90_000), "1 day 1 hour");
    let chinese = Locale::new(Language::Chinese);
    assert_eq!(chinese.duration(864_000), "10 天");
}

#[test]
fn the_browsers_first_known_language_is_chosen() {
    let choose = |tags: &[&str]| Language::from_tags(tags.iter().copied());
    assert_eq!(choose(&["fr", "zh-TW", "en"]), Language::Chinese);
    assert_eq!(choose(&["en-GB", "zh-CN"]), Language::English);
    assert_eq!(choose(&["fr"]), Language::English);
    assert_eq!(choose(&[]), Language::English);
}
