//! Every finding has its texts and its source.

use std::collections::BTreeSet;

use certbench::domain::finding::{Code, Group, Source};
use certbench::locale::Language;

use crate::locales::messages;

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
