//! Commands as people paste them: continued over lines, with the dashes and quotes of a word
//! processor, behind a prompt.

use crate::domain::formats::text::is_invisible;
use crate::domain::kubernetes::access_draft::{DraftError, DraftErrorCode};

/// Hyphens, dashes and minus signs that stand for `-`; of the long ones each stands for two.
fn dash(character: char) -> Option<&'static str> {
    match character {
        '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some("-"),
        '\u{2012}'..='\u{2015}' | '\u{fe58}' => Some("--"),
        _ => None,
    }
}

/// A quote, straight or curly, as the shell's.
fn quote(character: char) -> Option<char> {
    match character {
        '"' | '\u{201c}'..='\u{201f}' | '\u{ff02}' => Some('"'),
        '\'' | '\u{2018}'..='\u{201b}' | '\u{ff07}' => Some('\''),
        _ => None,
    }
}

/// The commands of a text, each as its words. Lines are continued by a backslash, by `^` as in
/// Windows' shell and by a backquote as in PowerShell; blanks behind them are forgiven.
pub fn commands(text: &str) -> Result<Vec<Vec<String>>, DraftError> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut characters = text.chars().peekable();
    let mut finish = |word: &mut Option<String>, ends: bool| {
        let last = commands.last_mut();
        if let (Some(word), Some(words)) = (word.take(), last) {
            words.push(dashed(&word));
        }
        if ends {
            commands.push(Vec::new());
        }
    };
    while let Some(character) = characters.next() {
        if matches!(character, '\\' | '^' | '`') {
            let rest = characters.clone();
            let mut behind = rest.skip_while(|next| *next != '\n' && next.is_whitespace());
            if matches!(behind.next(), Some('\n') | None) {
                while characters.next().is_some_and(|skipped| skipped != '\n') {}
                finish(&mut word, false);
                continue;
            }
            let escaped = if character == '\\' {
                characters.next()
            } else {
                Some(character)
            };
            word.get_or_insert_default().extend(escaped);
        } else if let Some(kind) = quote(character) {
            let content = word.get_or_insert_default();
            loop {
                match characters.next() {
                    None => return Err(DraftError::new(DraftErrorCode::Quote, content.as_str())),
                    Some(end) if quote(end) == Some(kind) => break,
                    Some('\\') if kind == '"' => content.extend(characters.next()),
                    Some(inner) => content.push(inner),
                }
            }
        } else if character == '\n' || character == ';' {
            finish(&mut word, true);
        } else if character == '&' && characters.peek() == Some(&'&') {
            characters.next();
            finish(&mut word, true);
        } else if character == '#' && word.is_none() {
            while characters.peek().is_some_and(|next| *next != '\n') {
                characters.next();
            }
        } else if character.is_whitespace() {
            finish(&mut word, false);
        } else if !is_invisible(character) {
            word.get_or_insert_default().push(character);
        }
    }
    finish(&mut word, false);
    commands.retain(|words| !words.is_empty());
    Ok(commands)
}

/// A word whose first dashes are those of a flag. One dash of any kind before a name of several
/// letters was two, which a word processor joined; `-n` and `-o` have one.
fn dashed(word: &str) -> String {
    let rest = word.trim_start_matches(|character| dash(character).is_some());
    let dashes: String = word.chars().map_while(dash).collect();
    if dashes.is_empty() || rest.is_empty() {
        return word.to_owned();
    }
    let name = rest.split('=').next().unwrap_or_default();
    let is_typographic = !word.starts_with('-');
    match (name.chars().count(), is_typographic) {
        (1, true) => format!("-{rest}"),
        (_, true) => format!("--{rest}"),
        (_, false) => format!("{dashes}{rest}"),
    }
}
