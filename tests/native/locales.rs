//! Every visible text exists in both languages, and every text is used.

use std::collections::{BTreeMap, BTreeSet};

use certbench::domain::access_draft::DraftErrorCode;
use certbench::domain::access_draft::presets::Preset;
use certbench::domain::artefact::{ReasonCode, RepairCode};
use certbench::domain::card::FactName;
use certbench::domain::explain::HeadlineCode;
use certbench::domain::finding::Code;
use certbench::domain::kubernetes::authentication::{Stage, StepCode};
use certbench::domain::kubernetes::authenticators::Authenticator;
use certbench::domain::kubernetes::csr_object::FormErrorCode;
use certbench::domain::kubernetes::kubeconfig::ClusterError;
use certbench::domain::kubernetes::make::{NoteCode, ProblemCode};
use certbench::domain::rbac::SkippedCode;
use certbench::domain::rbac::evaluate::NoteCode as AccessNoteCode;
use certbench::domain::rbac::near_miss::LackCode;
use certbench::domain::relations::RelationKind;
use certbench::domain::token::claims;
use certbench::domain::token::refusal::RefusalCode;
use certbench::domain::token::verification::SignatureReason;
use certbench::engine::verify_token::Form;
use certbench::locale::{Language, Locale, Value};

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

/// Everything below a folder of the sources.
fn sources(folder: &str) -> String {
    fn collect(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                collect(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(&path).expect("a source file is text"));
            }
        }
    }
    let mut all = String::new();
    collect(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut all,
    );
    all
}

/// What `Content::kind` gives.
const ARTEFACT_KINDS: [&str; 14] = [
    "certificate",
    "certificate-request",
    "revocation-list",
    "public-key",
    "private-key",
    "jwt",
    "jwks",
    "oidc-discovery",
    "kubeconfig",
    "object",
    "bootstrap-token",
    "static-token-file",
    "error-text",
    "certificate-text",
];

/// Every key that the sources can ask for by putting it together.
fn composed_keys() -> BTreeSet<String> {
    let findings = Code::ALL.iter().flat_map(|code| {
        let key = format!("finding-{}", code.as_str());
        [format!("{key}.remedy"), key]
    });
    let made = (ProblemCode::ALL
        .iter()
        .map(|code| ("problem", code.as_str())))
    .chain(NoteCode::ALL.iter().map(|code| ("note", code.as_str())))
    .flat_map(|(kind, code)| {
        let key = format!("make-{kind}-{code}");
        [format!("{key}.remedy"), key]
    });
    let drafted = DraftErrorCode::ALL.iter().flat_map(|code| {
        let key = format!("draft-error-{}", code.as_str());
        [format!("{key}.remedy"), key]
    });
    let presets = Preset::ALL.iter().flat_map(|preset| {
        let key = format!("preset-{}", preset.as_str());
        [format!("{key}.detail"), key]
    });
    let ways = Authenticator::ALL.iter().flat_map(|way| {
        let key = format!("authenticator-{}", way.as_str());
        let columns = ["who", "needs", "revoke", "versions"];
        let columns = columns.map(|column| format!("{key}.{column}"));
        columns.into_iter().chain([key])
    });
    let form = FormErrorCode::ALL
        .iter()
        .map(|code| format!("form-error-{}", code.as_str()));
    let cluster = ClusterError::ALL
        .iter()
        .map(|code| format!("cluster-error-{}", code.as_str()));
    let kinds = [
        "p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519",
    ]
    .map(|slug| format!("key-kind-{slug}"));
    let names = ["dns", "ip", "email", "uri"].map(|kind| format!("alt-name-{kind}"));
    let inspected = HeadlineCode::ALL
        .iter()
        .map(|code| format!("headline-{}", code.as_str()));
    let facts = FactName::ALL
        .iter()
        .map(|name| format!("fact-{}", name.as_str()));
    let repairs = RepairCode::ALL
        .iter()
        .map(|code| format!("repair-{}", code.as_str()));
    let reasons = ReasonCode::ALL
        .iter()
        .map(|code| format!("reason-{}", code.as_str()));
    let relations = RelationKind::ALL
        .iter()
        .flat_map(|kind| ["from", "to"].map(|side| format!("relation-{}-{side}", kind.as_str())));
    let lacks = LackCode::ALL
        .iter()
        .map(|code| format!("rbac-miss-{}", code.as_str()));
    let notes = AccessNoteCode::ALL
        .iter()
        .map(|code| format!("rbac-note-{}", code.as_str()));
    let skipped = SkippedCode::ALL
        .iter()
        .map(|code| format!("rbac-skipped-{}", code.as_str()));
    let signatures = SignatureReason::ALL
        .iter()
        .map(|reason| format!("signature-reason-{}", reason.as_str()));
    let refusals = RefusalCode::ALL
        .iter()
        .map(|code| format!("token-refusal-{}", code.as_str()));
    let stages = Stage::ALL
        .iter()
        .map(|one| format!("authentication-stage-{}", one.as_str()));
    let steps = StepCode::ALL
        .iter()
        .map(|code| format!("authentication-{}", code.as_str()));
    let forms = Form::ALL
        .iter()
        .map(|form| format!("token-form-{}", form.as_str()));
    let claims = claims::codes().map(|code| format!("claim-{code}"));
    let artefacts = ARTEFACT_KINDS.map(|kind| format!("kind-{kind}"));
    findings
        .chain(made)
        .chain(ways)
        .chain(drafted)
        .chain(presets)
        .chain(inspected)
        .chain(facts)
        .chain(repairs)
        .chain(reasons)
        .chain(relations)
        .chain(artefacts)
        .chain(lacks)
        .chain(notes)
        .chain(skipped)
        .chain(signatures)
        .chain(refusals)
        .chain(claims)
        .chain(forms)
        .chain(stages)
        .chain(steps)
        .chain(form)
        .chain(cluster)
        .chain(kinds)
        .chain(names)
        .collect()
}

/// Literals in the sources that look like keys: lower-case words joined by dashes.
fn literals(sources: &str) -> BTreeSet<String> {
    sources
        .split('"')
        .skip(1)
        .filter(|text| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    let (english, chinese) = (messages(Language::English), messages(Language::Chinese));
    let keys = |messages: &BTreeMap<String, BTreeSet<String>>| {
        messages.keys().cloned().collect::<BTreeSet<_>>()
    };
    let (in_english, in_chinese) = (keys(&english), keys(&chinese));
    let one_sided: Vec<_> = in_english.symmetric_difference(&in_chinese).collect();
    assert!(one_sided.is_empty(), "in one language only: {one_sided:?}");
    for (key, variables) in &english {
        assert_eq!(variables, &chinese[key], "{key}");
    }
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let existing = messages(Language::English);
    // Findings take arguments by a method of the same name, so only the page counts.
    let sources =
        sources("src/ui") + &sources("src/components") + include_str!("../../src/locale.rs");
    let mut asked = composed_keys();
    for call in [".get(\"", ".text(\"", ".with(\"", ".text_with(\""] {
        for rest in sources.split(call).skip(1) {
            asked.extend(rest.split('"').next().map(str::to_owned));
        }
    }
    let missing: Vec<_> = asked
        .iter()
        .filter(|key| !existing.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "asked for, but not there: {missing:?}");
}

#[test]
fn every_key_is_used() {
    let literals = literals(&sources("src"));
    let composed = composed_keys();
    let is_used = |key: &str| {
        let plain = |key: &str| literals.contains(key);
        composed.contains(key)
            || plain(key)
            || ["-remedy", "-detail"]
                .iter()
                .any(|suffix| key.strip_suffix(suffix).is_some_and(plain))
    };
    let unused: Vec<_> = messages(Language::English)
        .into_keys()
        .filter(|key| !is_used(key))
        .collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn every_text_is_formatted_as_fluents_own_library_formats_it() {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
    let mut compared = 0;
    for language in Language::ALL {
        let identifier = language.tag().parse().expect("a language tag");
        let mut bundle = FluentBundle::new(vec![identifier]);
        bundle.set_use_isolating(false);
        for (_, source) in language.files() {
            let resource = FluentResource::try_new((*source).to_owned()).expect("Fluent");
            bundle.add_resource(resource).expect("no key stands twice");
        }
        let locale = Locale::new(language);
        for (key, variables) in messages(language) {
            let (id, attribute) = key
                .split_once('.')
                .map_or((&*key, None), |(id, own)| (id, Some(own)));
            let message = bundle.get_message(id).expect("it is there");
            let pattern = match attribute {
                None => message.value(),
                Some(name) => message.get_attribute(name).map(|found| found.value()),
            };
            let pattern = pattern.expect("it has a text");
            for count in [0_usize, 1, 2, 5, 21, 1_000, 123_456] {
                let texts: Vec<_> = variables
                    .iter()
                    .map(|name| format!("<{name} {count}>"))
                    .collect();
                let is_number = |name: &str| name == "count" || count % 2 == 1;
                let mut arguments = FluentArgs::new();
                let mut own = Vec::new();
                for (name, text) in variables.iter().zip(&texts) {
                    if is_number(name) {
                        arguments.set(name.as_str(), count);
                        own.push((name.as_str(), Value::from(count)));
                    } else {
                        arguments.set(name.as_str(), text.as_str());
                        own.push((name.as_str(), Value::from(text.as_str())));
                    }
                }
                let mut errors = Vec::new();
                let expected = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
                assert!(errors.is_empty(), "{key}: {errors:?}");
                let found = match attribute {
                    None => locale.text_with(id, &own),
                    Some(name) => locale.pair(id, name, &own).1,
                };
                assert_eq!(found, expected, "{key} in {}", language.tag());
                compared += 1;
            }
        }
    }
    println!("{compared} texts compared");
}

#[test]
fn texts_are_formatted_and_plurals_follow_the_language() {
    let english = Locale::new(Language::English);
    assert_eq!(english.duration(864_000), "10 days");
    assert_eq!(english.duration(90_000), "1 day 1 hour");
    let chinese = Locale::new(Language::Chinese);
    assert_eq!(chinese.duration(864_000), "10 天");
    assert_eq!(english.text("no-such-key"), "no-such-key");
}

#[test]
fn the_browsers_first_known_language_is_chosen() {
    let choose = |tags: &[&str]| Language::from_tags(tags.iter().copied());
    assert_eq!(choose(&["fr", "zh-TW", "en"]), Language::Chinese);
    assert_eq!(choose(&["en-GB", "zh-CN"]), Language::English);
    assert_eq!(choose(&["fr"]), Language::English);
    assert_eq!(choose(&[]), Language::English);
}
