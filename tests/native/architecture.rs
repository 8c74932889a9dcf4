//! The invariants of ARCHITECTURE.md.

use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).expect("a source file is text");
                found.push((path, source));
            }
        }
    }
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut found,
    );
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

/// The source without comments, so that a word in a sentence is not taken for a use.
fn code(source: &str) -> String {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn assert_absent(folder: &str, words: &[&str]) {
    for (path, source) in sources(folder) {
        let code = code(&source);
        for word in words {
            // The end of a longer name, such as `header::`, is another name.
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let mut places = code.match_indices(word);
            let is_named = places.any(|(place, _)| !code[..place].ends_with(is_name));
            assert!(!is_named, "{} names {word}", path.display());
        }
    }
}

#[test]
fn nothing_in_domain_names_a_browser_or_ui_type_a_clock_or_randomness() {
    for folder in ["src/domain", "crates"] {
        assert_absent(
            folder,
            &[
                "web_sys",
                "js_sys",
                "wasm_bindgen",
                "gloo",
                "yew",
                "patternfly",
                "fluent",
                "SystemTime",
                "Instant",
                "getrandom",
                "rand::",
                "certbench_engine",
                "crate::browser",
                "crate::ui",
                "crate::locale",
                "println!",
                "std::fs",
                "std::env",
            ],
        );
    }
}

#[test]
fn nothing_in_engine_names_a_browser_or_ui_type() {
    assert_absent(
        "src/engine",
        &[
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "yew",
            "patternfly",
            "fluent",
            "crate::browser",
            "crate::ui",
            "crate::locale",
        ],
    );
}

/// The folders that draw the page.
const PAGE: [&str; 4] = ["src/ui", "src/rooms", "src/components", "src/hooks"];

#[test]
fn nothing_in_ui_reads_a_certificate_or_calls_the_browser_past_its_layer() {
    for folder in PAGE {
        assert_absent(
            folder,
            &[
                "x509_parser",
                "x509_cert",
                "rcgen",
                "der::",
                "pkcs8::",
                "rsa::",
                "serde_saphyr",
                "from_der",
                "go::",
                "js_sys",
                "localStorage",
                "LocalStorage",
                "web_sys::window",
                "gloo::utils",
                "gloo::storage",
                "gloo::events",
            ],
        );
    }
    // Event targets and events are UI types; everything else of the browser is not.
    let allowed = [
        "DragEvent",
        "File",
        "FocusEvent",
        "HtmlInputElement",
        "HtmlSelectElement",
        "HtmlElement",
        "HtmlTextAreaElement",
    ];
    for (path, source) in PAGE.into_iter().flat_map(sources) {
        for line in code(&source)
            .lines()
            .filter(|line| line.contains("web_sys::"))
        {
            let names = line.split("web_sys::").nth(1).unwrap_or_default();
            for name in names
                .split(|c: char| !c.is_alphanumeric())
                .filter(|name| !name.is_empty())
            {
                assert!(allowed.contains(&name), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn no_visible_text_stands_outside_the_fluent_files() {
    // A quoted text with a blank between letters inside html! is a sentence.
    for (path, source) in PAGE.into_iter().flat_map(sources) {
        // What the tests draw is not seen.
        let drawn = source.split("#[cfg(test)]\nmod tests").next();
        for line in code(drawn.unwrap_or_default()).lines() {
            let Some(literal) = line.trim().strip_prefix("{ \"") else {
                continue;
            };
            let text = literal.split('"').next().unwrap_or_default();
            assert!(
                !text.chars().any(char::is_alphabetic),
                "{}: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in [
        "src",
        "crates",
        "tests/native",
        "tests/browser",
        "tests/e2e",
        "xtask/src",
        "examples",
        "benches",
    ] {
        for (path, source) in sources(folder) {
            let first = source.lines().next().unwrap_or_default();
            assert!(
                first.starts_with("//! "),
                "{} opens with {first:?}",
                path.display()
            );
        }
    }
}
