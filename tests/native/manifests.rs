//! Manifests as kubectl reads them (`tests/fixtures/kubectl-yaml.jsonl`), and what kubectl does not
//! tell: lines, duplicate keys, exact numbers, limits.

use certbench::domain::formats::manifest::{
    Documents, ManifestError, NESTING_MAX, parse, parse_documents, to_yaml,
};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Map, Number, Value, json};

/// Equal, except that kubectl rounds numbers to float64.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => ours.as_f64() == theirs.as_f64(),
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|((a, x), (b, y))| a == b && same(x, y))
        }
        _ => ours == theirs,
    }
}

#[test]
fn kubectl_reads_the_same() {
    const BEFORE: &str = "apiVersion: v1\nkind: C\nmetadata: {name: x}\n";
    // YAML 1.2, which escapes a slash as JSON does.
    const WE_TAKE_MORE: [&str; 1] = [r#"z: "\u00e9\x41\n\/""#];
    let mut differences = Vec::new();
    for line in include_str!("../fixtures/kubectl-yaml.jsonl").lines() {
        let recorded: Value = serde_json::from_str(line).expect("JSON");
        let yaml = recorded["yaml"].as_str().expect("text");
        if WE_TAKE_MORE.contains(&yaml) {
            continue;
        }
        let read = parse(&format!("{BEFORE}{yaml}"));
        let agrees = match (&read, recorded.get("value")) {
            (Ok(value), Some(theirs)) => {
                let mut ours = value.clone();
                for key in ["apiVersion", "kind", "metadata"] {
                    ours.as_object_mut().map(|entries| entries.remove(key));
                }
                same(&ours, theirs)
            }
            (Err(_), None) => true,
            _ => false,
        };
        if !agrees {
            differences.push(format!("{yaml:?}: {read:?}, kubectl: {recorded}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn numbers_keep_every_digit() {
    for (written, read) in [
        ("1.50", "1.50"),
        ("+1.50", "1.50"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
        ("18446744073709551615", "18446744073709551615"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
        ("-0x8000000000000000", "-9223372036854775808"),
        (
            "0.1000000000000000055511151231257827",
            "0.1000000000000000055511151231257827",
        ),
        ("1_0.5", "10.5"),
        // serde_json gives every exponent a sign.
        ("1.e3", "1e+3"),
        (".5", "0.5"),
        ("-.5E-3", "-0.5e-3"),
        ("0777777777777777777777777", "777777777777777777777777"),
    ] {
        let value = parse(&format!("a: {written}")).expect(written);
        assert_eq!(value["a"].to_string(), read, "{written}");
    }
    let json = r#"{"a":[1.50,12345678901234567890123,-0,1e+400]}"#;
    let value = parse(json).expect("JSON");
    assert_eq!(value.to_string(), json);
}

/// The line, the value as JSON, and the duplicate keys with their lines.
type Summary<'a> = (u64, String, Vec<(&'a str, u64)>);

fn summary(read: &Documents) -> Vec<Summary<'_>> {
    read.documents
        .iter()
        .map(|document| {
            let duplicates = document.duplicate_keys.iter();
            (
                document.line,
                document.value.to_string(),
                duplicates
                    .map(|key| (key.path.as_str(), key.line))
                    .collect(),
            )
        })
        .collect()
}

#[test]
fn documents_keep_their_lines_and_duplicate_keys() {
    type Expected = &'static [(u64, &'static str, &'static [(&'static str, u64)])];
    let cases: [(&str, Expected); 15] = [
        ("", &[]),
        ("# nothing\n---\n---\n# still\n---\n~\n", &[]),
        (
            "---\n# c\n---\n\na: 1\n--- # c\nb: 2\n...\n",
            &[(5, r#"{"a":1}"#, &[]), (7, r#"{"b":2}"#, &[])],
        ),
        (
            "--- {a: 1}\n--- text\n--- |\n text\n",
            &[
                (1, r#"{"a":1}"#, &[]),
                (2, "\"text\"", &[]),
                (4, "\"text\\n\"", &[]),
            ],
        ),
        (
            "a: 1\nb: 2\na: 3\na: 4\n",
            &[(1, r#"{"a":4,"b":2}"#, &[("a", 3), ("a", 4)])],
        ),
        (
            "metadata:\n  name: x\n  name: w\n",
            &[(1, r#"{"metadata":{"name":"w"}}"#, &[("metadata.name", 3)])],
        ),
        (
            "items:\n- a: 1\n- b: 1\n- data:\n    x: 1\n    # c\n    'x': 2\n",
            &[(
                1,
                r#"{"items":[{"a":1},{"b":1},{"data":{"x":2}}]}"#,
                &[("items[2].data.x", 7)],
            )],
        ),
        (
            "- [{a: 1,\n    a: 2}]\n",
            &[(1, r#"[[{"a":2}]]"#, &[("[0][0].a", 2)])],
        ),
        ("yes: 1\ntrue: 2\n", &[(1, r#"{"true":2}"#, &[("true", 2)])]),
        // What `<<` brings may be written out again.
        (
            "a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n  x: 3\n",
            &[(1, r#"{"a":{"x":1},"b":{"x":3}}"#, &[("b.x", 5)])],
        ),
        (
            "a: 1\na: 1\n---\nb: 1\n",
            &[(1, r#"{"a":1}"#, &[("a", 2)]), (4, r#"{"b":1}"#, &[])],
        ),
        (
            "{\"a\":1,\n\"a\":2,\n\"\\u0061\":3}",
            &[(1, r#"{"a":3}"#, &[("a", 2), ("a", 3)])],
        ),
        (
            "\n{\"items\":[\n{\"b\":\n{\"c\":1,\n\n\"c\":[]}}]}\nnull [1]\n{\"<<\":{\"x\":1}}{}",
            &[
                (2, r#"{"items":[{"b":{"c":[]}}]}"#, &[("items[0].b.c", 6)]),
                (7, "[1]", &[]),
                (8, r#"{"<<":{"x":1}}"#, &[]),
                (8, "{}", &[]),
            ],
        ),
        // Neither JSON nor wholly not.
        (
            "{\"a\": 1}\n---\nb: 2\n",
            &[(1, r#"{"a":1}"#, &[]), (3, r#"{"b":2}"#, &[])],
        ),
        (
            "\u{feff}a: 1\r\na: 2\r\n",
            &[(1, r#"{"a":2}"#, &[("a", 2)])],
        ),
    ];
    for (text, expected) in cases {
        let read = parse_documents(text);
        assert_eq!(read.error, None, "{text:?}");
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, value, duplicates)| (*line, (*value).to_owned(), duplicates.to_vec()))
            .collect();
        assert_eq!(summary(&read), expected, "{text:?}");
    }
}

#[test]
fn what_precedes_an_error_is_kept() {
    // How many documents stand before the error, and its place.
    for (text, documents, line, column) in [
        ("a: 1\n---\nb: [\n", 1, 3, 4),
        ("{\"a\":1}\n---\nb: [\n", 1, 3, 4),
        ("a: 1\n---\nb: 1\n---\nc:\n\t- d\n", 2, 6, 2),
        ("a: 1\n---\nb: .inf\n---\nc: 1\n", 1, 3, 4),
        ("a: 1\n--- {{ x }}: 1\n", 1, 2, 6),
        ("{\"a\":1}\n{\"b\":2}\n{\"c\":3,}\n", 2, 3, 8),
        ("{\"a\":1}{\"é\":", 1, 1, 13),
        ("{\"a\":1}[\"b", 1, 1, 9),
        ("{\"a\":1}\n[1 2]", 1, 2, 4),
        ("{\"a\":1}\n[\"\n\"]", 1, 2, 2),
    ] {
        let read = parse_documents(text);
        assert_eq!(read.documents.len(), documents, "{text:?}");
        match read.error {
            Some(ManifestError::Syntax {
                line: Some(at),
                column: Some(beside),
                reason,
            }) => {
                assert_eq!((at, beside), (line, column), "{text:?} {reason}");
                assert!(!reason.is_empty() && !reason.contains('\n'), "{reason:?}");
            }
            other => panic!("{text:?}: {other:?}"),
        }
    }
}

#[test]
fn one_document_is_asked_for() {
    assert_eq!(parse(""), Ok(Value::Null));
    assert_eq!(parse("---\n---\na: 1\n---\n"), Ok(json!({"a": 1})));
    let second = parse("a: 1\n---\n\nb: 1\n").expect_err("two documents");
    assert_eq!(
        second.to_string(),
        "failed to read YAML or JSON at line 4 column 1: more than one document"
    );
    // Without its indentation YAML is still YAML.
    let flat = parse("kind:\nmetadata:\nname: x");
    assert_eq!(
        flat,
        Ok(json!({"kind": null, "metadata": null, "name": "x"}))
    );
}

#[test]
fn nesting_ends_at_the_limit() {
    let flow = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let block = |depth: usize| "- ".repeat(depth) + "x";
    let json = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let mixed = |depth: usize| "- ".repeat(depth / 2) + &flow(depth - depth / 2);
    let aliased = |depth: usize| {
        let rest = depth - 2 - depth / 2;
        format!(
            "- &a {}\n- {}*a{}",
            flow(depth / 2),
            "[ ".repeat(rest + 1),
            "]".repeat(rest + 1)
        )
    };
    for (name, text) in [
        ("flow", &flow as &dyn Fn(usize) -> String),
        ("block", &block),
        ("json", &json),
        ("mixed", &mixed),
        ("aliased", &aliased),
    ] {
        assert!(parse(&text(NESTING_MAX)).is_ok(), "{name}");
        let deeper = parse(&text(NESTING_MAX + 1)).expect_err(name);
        assert!(
            matches!(deeper, ManifestError::TooDeep { .. }),
            "{name}: {deeper}"
        );
        let hostile = parse_documents(&text(100_000));
        let refused = matches!(hostile.error, Some(ManifestError::TooDeep { .. }));
        assert!(refused && hostile.documents.is_empty(), "{name}");
    }
    for text in ["{a: ", "? ", ": ", "[{", "{\"a\":[", "- - a\n "] {
        assert!(parse(&text.repeat(100_000)).is_err(), "{text}");
    }
}

#[test]
fn copies_end_at_the_limit() {
    let long = "x".repeat(1 << 20);
    let lists = |level: usize| vec![format!("*a{level}"); 9].join(", ");
    let mut lists_of_lists = "a0: &a0 [x]\n".to_owned();
    let mut merges = "a0: &a0 {x: 1}\n".to_owned();
    let mut anchors = String::new();
    for level in 1..60 {
        lists_of_lists += &format!("a{level}: &a{level} [{}]\n", lists(level - 1));
        merges += &format!("a{level}: &a{level} {{b: *a{0}, c: *a{0}}}\n", level - 1);
        anchors += &format!("{}- &a{level}\n", " ".repeat(level - 1));
    }
    let many = "- x\n".repeat(20_000);
    let indented: String = many
        .lines()
        .map(|line| format!("{}{line}\n", " ".repeat(59)))
        .collect();
    for (name, text) in [
        ("lists", lists_of_lists.clone()),
        ("mappings", merges),
        (
            "long text",
            format!("- &a {long}\n{}", "- *a\n".repeat(10_000)),
        ),
        (
            "long key",
            format!("- &a {{? \"{long}\" : x}}\n{}", "- *a\n".repeat(10_000)),
        ),
        ("anchors in anchors", anchors + &indented),
        (
            "in every document",
            format!("--- &a\n{many}---\n- &b [x]\n- *b\n").repeat(60),
        ),
    ] {
        let error = parse_documents(&text).error;
        let refused = matches!(error, Some(ManifestError::TooManyCopies { .. }));
        assert!(refused, "{name}: {error:?}");
    }
    let message = parse(&lists_of_lists).expect_err("a bomb").to_string();
    assert!(message.contains("1000000"), "{message}");
    // Long paths of short duplicates.
    let path = format!("{long}{long}: {{{}}}", "a: 1, ".repeat(1000));
    let _ = parse_documents(&path);
    let json = format!("{{\"{long}\":{{\"a\":1{}}}}}", ",\"a\":1".repeat(100_000));
    let read = parse_documents(&json);
    assert_eq!(read.error, None);
    assert!(read.documents[0].duplicate_keys.len() <= 1);
}

#[test]
fn many_lines_cost_no_more_than_they_are() {
    for unit in [
        "- a: b\n  c: d\n",
        "a: 1\n",
        "- &a x\n- *a\n",
        "---\n",
        "--- a\n",
        "# c\n",
        "\n",
        "a ",
        "'",
        "\"a\" ",
        "%a b\n",
        "!a ",
        "&a ",
        "a:\n  b\n\n",
        "{\"a\":1}\n",
        "[1,{\"a\":",
        "a\r",
        "|\n",
        "\u{85}",
        ",",
        "]",
    ] {
        let _ = parse_documents(&unit.repeat(100_000));
        let _ = parse_documents(&format!("[{}", unit.repeat(100_000)));
    }
}

fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "[ -~]{0,12}",
        "[-+.0-9_xobeEyYnN~<=:#,]{1,6}",
        "[a\\n\\t ]{0,8}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |number| Number::from_f64(number)
            .map(Value::Number)),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(value in values()) {
        let compact = serde_json::to_string(&value).expect("JSON");
        let pretty = serde_json::to_string_pretty(&value).expect("JSON");
        let yaml = to_yaml(&value).expect("YAML");
        for text in [compact, pretty] {
            let read = parse(&text);
            prop_assert_eq!(read.as_ref(), Ok(&value), "{}", text);
        }
        let read = parse(&yaml);
        proptest::prop_assert!(read.as_ref().is_ok_and(|read| same(read, &value)), "{yaml}\n{read:?}\n{value:?}");
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it(text in "[\\[{][\\[\\]{}\",:a0-9 .eE+\\\\u\\n-]{0,24}") {
        let strict = serde_json::from_str::<Value>(&text);
        if let Ok(value) = strict {
            let read = parse_documents(&text);
            prop_assert_eq!(read.error, None);
            prop_assert_eq!(&read.documents[0].value, &value);
        } else {
            let _ = parse_documents(&text);
        }
    }
}
