//! Every finding has its texts, its source, and cases that are checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use certbench::locale::Language;
use certbench_kubernetes::finding::{Code, Group, Source};

#[test]
fn every_code_has_a_source_that_can_be_opened() {
    for code in Code::ALL {
        let source = code.source();
        let url = source.url();
        assert!(url.starts_with("https://"), "{code:?}: {url}");
        assert!(
            !url.contains(' ') && !url.contains("//kubernetes.io/docs//"),
            "{code:?}: {url}"
        );
        match source {
            Source::Rfc { number, section } => {
                assert!(number > 0, "{code:?}");
                let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
                assert!(
                    !section.is_empty() && section.split('.').all(is_number),
                    "{code:?}"
                );
            }
            Source::Kubernetes(path) => {
                assert!(
                    path.ends_with(".go") || path.ends_with(".md"),
                    "{code:?}: {path}"
                );
            }
            Source::Go(path) => assert!(path.ends_with(".go"), "{code:?}: {path}"),
            Source::Documentation(path) => {
                let page = path.split('#').next().unwrap_or_default();
                assert!(
                    page.ends_with('/') && !page.starts_with('/'),
                    "{code:?}: {path}"
                );
            }
            Source::Standard { title, .. } => assert!(!title.is_empty(), "{code:?}"),
        }
    }
}

#[test]
fn the_texts_of_a_finding_name_its_arguments_and_no_others() {
    for language in Language::ALL {
        let messages = messages(language);
        for code in Code::ALL {
            let key = format!("finding-{}", code.as_str());
            let used: BTreeSet<_> = [key.clone(), format!("{key}.remedy")]
                .iter()
                .flat_map(|key| messages.get(key).cloned().unwrap_or_default())
                .collect();
            let arguments = code.arguments().iter().map(|name| (*name).to_owned());
            let arguments: BTreeSet<_> = arguments.collect();
            let unknown: Vec<_> = used.difference(&arguments).collect();
            assert!(
                unknown.is_empty(),
                "{key} in {}: {unknown:?}",
                language.tag()
            );
            let unused: Vec<_> = arguments.difference(&used).collect();
            assert!(
                unused.is_empty(),
                "{key} in {}: {unused:?} not told",
                language.tag()
            );
        }
    }
}

#[test]
fn every_code_stands_in_one_group() {
    let grouped: Vec<_> = Group::ALL.iter().flat_map(|group| group.codes()).collect();
    assert_eq!(grouped, Code::ALL.iter().collect::<Vec<_>>());
    let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(texts.len(), Code::ALL.len(), "a code's text stands twice");
}

/// All of our own sources, each as one line without blanks.
fn sources() -> String {
    fn collect(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                collect(&path, all);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file is text");
                all.extend(text.split_whitespace());
            }
        }
    }
    let mut all = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "crates"].map(|folder| root.join(folder)) {
        if folder.is_dir() {
            collect(&folder, &mut all);
        }
    }
    all
}

#[test]
fn the_cases_of_every_group_are_checked() {
    let sources = sources();
    for group in Group::ALL {
        let call = format!("check(Group::{group:?},");
        assert!(
            sources.contains(&call),
            "nothing checks the cases of {group:?}"
        );
    }
}

/// Keys (`key` or `key.attribute`) with the variables that their texts name.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (file, source) in language.files() {
        let resource = fluent_syntax::parser::parse(*source)
            .unwrap_or_else(|(_, errors)| panic!("{} {file}: {errors:?}", language.tag()));
        for entry in resource.body {
            let fluent_syntax::ast::Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name.to_owned();
            let mut add = |key: String, pattern: &dyn std::fmt::Debug| {
                let variables = format!("{pattern:?}");
                let variables = variables
                    .split("VariableReference { id: Identifier { name: \"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                    .collect();
                assert!(
                    messages.insert(key.clone(), variables).is_none(),
                    "{key} stands twice"
                );
            };
            add(key.clone(), &message.value);
            for attribute in &message.attributes {
                add(format!("{key}.{}", attribute.id.name), &attribute.value);
            }
        }
    }
    messages
}
