//! Bootstrap tokens in any text.

/// The bootstrap tokens in a text: alone in a line, or after `--token`.
pub fn bootstrap_tokens(text: &str) -> Vec<(usize, String)> {
    let is_token = |word: &str| {
        let lower = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        word.len() == 23
            && word
                .split_once('.')
                .is_some_and(|(id, secret)| id.len() == 6 && lower(id) && lower(secret))
    };
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        // As long as a token, with a dot in it.
        if line.len() < 23 || !line.contains('.') {
            continue;
        }
        let words: Vec<_> = line.split_whitespace().take(64).collect();
        for (position, word) in words.iter().enumerate() {
            let named = position > 0 && matches!(words[position - 1], "--token" | "token:");
            let word = word.strip_prefix("--token=").unwrap_or(word);
            let word = word.trim_matches(['"', '\'', '`']);
            if is_token(word) && (named || words.len() == 1 || line.contains("--token")) {
                found.push((index + 1, word[..6].to_owned()));
            }
        }
    }
    found
}
