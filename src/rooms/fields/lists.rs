//! Lists that are typed into one field.

/// The parts of a text between line breaks and commas, without the blank ones.
pub fn list(text: &str) -> Vec<String> {
    filled(text.split([',', '\n']))
}

/// The lines of a text without the blank ones, for what may hold commas.
pub fn lines(text: &str) -> Vec<String> {
    filled(text.lines())
}

/// Lines of two parts each; the second may be missing.
pub fn pairs(text: &str, between: &str) -> Vec<(String, String)> {
    let pair = |line: String| match line.split_once(between) {
        Some((first, second)) => (first.trim().to_owned(), second.trim().to_owned()),
        None => (line, String::new()),
    };
    lines(text).into_iter().map(pair).collect()
}

fn filled<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
