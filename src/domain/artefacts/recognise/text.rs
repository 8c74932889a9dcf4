//! What stands in a text besides PEM blocks and manifests: tokens, openssl's dumps, refusals.

use crate::domain::artefacts::origin::RepairCode;
use crate::domain::formats::certificate_text::CertificateText;
use crate::domain::formats::text::is_invisible;
use crate::domain::formats::token::{Token, TokenError};
use crate::domain::kubernetes::error_text::ErrorText;

/// Longest token that is looked at, in bytes.
const TOKEN_BYTES_MAX: usize = 64 * 1024;

/// A token found in a text.
pub struct FoundToken {
    /// Its line, counted from one.
    pub line: usize,
    /// The token, or why it is none.
    pub token: Result<Token, TokenError>,
    /// What had to be repaired.
    pub repairs: Vec<RepairCode>,
}

fn contains(text: &str, sign: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// How many base64url characters a complete signature has (RFC 7518 section 3), if the header
/// says.
fn is_complete(token: &Token) -> bool {
    let length = token.text.rsplit('.').next().map_or(0, str::len);
    let algorithm = token.header.get("alg").and_then(|value| value.as_str());
    match algorithm.unwrap_or_default() {
        "HS256" => length == 43,
        "HS384" => length == 64,
        "ES256" | "EdDSA" | "HS512" => length == 86,
        "ES384" => length == 128,
        "ES512" => length == 176,
        "none" => length == 0,
        _ => matches!(length, 171 | 342 | 512 | 683 | 1366),
    }
}

/// Every token in a text. Characters that cannot be seen, wide spaces and Markdown's backslashes are
/// taken out, and lines are joined where a token goes on.
pub fn tokens(text: &str) -> Vec<FoundToken> {
    let mut found = Vec::new();
    let mut position = 0;
    let mut line = 0;
    let mut counted = 0;
    while let Some(offset) = memchr::memmem::find(&text.as_bytes()[position..], b"eyJ") {
        let start = position + offset;
        let stands_alone = !text[..start]
            .chars()
            .next_back()
            .is_some_and(is_token_character);
        let (end, candidate) = if stands_alone {
            candidate(text, start)
        } else {
            (start + 3, None)
        };
        if let Some((token, mut repairs)) = candidate {
            line += text[counted..start]
                .bytes()
                .filter(|&byte| byte == b'\n')
                .count();
            counted = start;
            if follows_bearer(&text[..start]) {
                repairs.push(RepairCode::Surroundings);
            }
            found.push(FoundToken {
                line: line + 1,
                token,
                repairs,
            });
        }
        position = end;
    }
    found
}

/// Whether a text ends with an HTTP header's `Bearer`; only its end is looked at.
fn follows_bearer(text: &str) -> bool {
    let text = text.trim_end().as_bytes();
    text.last_chunk::<6>()
        .is_some_and(|word| word.eq_ignore_ascii_case(b"bearer"))
}

type Candidate = (Result<Token, TokenError>, Vec<RepairCode>);

/// The token that begins at `start`, if there is one, and where to look on.
fn candidate(text: &str, start: usize) -> (usize, Option<Candidate>) {
    let mut repairs = Vec::new();
    let mut note = |code| {
        if !repairs.contains(&code) {
            repairs.push(code);
        }
    };
    let mut token = String::new();
    let mut characters = text[start..].char_indices().peekable();
    let mut end = text.len();
    let mut best: Option<Result<Token, TokenError>> = None;
    while let Some((offset, character)) = characters.next() {
        if token.len() > TOKEN_BYTES_MAX {
            return (start + offset, None);
        }
        if is_token_character(character) {
            token.push(character);
        } else if character == '\\'
            && characters
                .peek()
                .is_some_and(|(_, next)| matches!(next, '_' | '-' | '.'))
        {
            note(RepairCode::Markdown);
        } else if matches!(character, '\n' | '\r') {
            // A token goes on in the next line if it is not complete and that line is all token.
            let read = Token::read(&token);
            if read.as_ref().is_ok_and(is_complete) {
                best = Some(read);
                end = start + offset;
                break;
            }
            let rest = text[start + offset..].trim_start_matches(['\r', '\n', ' ', '\t']);
            let next_line = rest.lines().next().unwrap_or_default().trim();
            let goes_on = !next_line.is_empty()
                && next_line
                    .chars()
                    .all(|next| is_token_character(next) || next == '\\' || is_invisible(next))
                && !next_line.starts_with("eyJ")
                && token.matches('.').count() + next_line.matches('.').count() <= 2;
            if !goes_on {
                best = Some(read);
                end = start + offset;
                break;
            }
            if character == '\n' {
                note(RepairCode::Wrapped);
            }
        } else if matches!(character, ' ' | '\t') && token.len() > 3 && best.is_none() {
            // Indentation of a line that goes on; anything else ends the token.
            let is_indentation = text[..start + offset].ends_with(['\n', ' ', '\t'])
                && !text[start + offset..]
                    .trim_start_matches([' ', '\t'])
                    .starts_with(['\n', '\r']);
            if !is_indentation {
                end = start + offset;
                break;
            }
        } else if character == '\u{3000}' || (is_invisible(character) && character != '\0') {
            note(RepairCode::Invisible);
        } else {
            end = start + offset;
            break;
        }
    }
    // A full stop may end the sentence; the second dot ends an unsigned token.
    while token.ends_with('.') && token.matches('.').count() > 2 {
        token.pop();
    }
    let read = best.unwrap_or_else(|| Token::read(&token));
    let looks_like_one = token.matches('.').count() >= 2;
    match read {
        Ok(token) => (end, Some((Ok(token), repairs))),
        Err(TokenError::Detached) => (end, None),
        Err(error) if looks_like_one => (end, Some((Err(error), repairs))),
        Err(_) => (start + 3, None),
    }
}

/// Every refusal in a text, one a line, each once.
pub fn refusals(text: &str) -> Vec<(usize, ErrorText)> {
    let mut found: Vec<(usize, ErrorText)> = Vec::new();
    // Most texts hold none: one look at the whole is cheaper than one at each line.
    if !ErrorText::SIGNS.iter().any(|sign| contains(text, sign)) {
        return found;
    }
    for (index, line) in text.lines().enumerate() {
        if line.len() > 8 * 1024 || found.len() >= 1_000 {
            continue;
        }
        if let Some(error) = ErrorText::find(line)
            && found.last().is_none_or(|(_, last)| *last != error)
        {
            found.push((index + 1, error));
        }
    }
    found
}

/// Every `openssl x509 -text` dump in a text, with its line.
pub fn dumps(text: &str) -> Vec<(usize, CertificateText)> {
    if !contains(text, "Certificate:") {
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let is_start = lines[index].trim() == "Certificate:"
            && lines
                .get(index + 1)
                .is_some_and(|next| next.trim() == "Data:");
        if !is_start {
            index += 1;
            continue;
        }
        let start = index;
        index += 2;
        let mut dump = CertificateText::default();
        let mut blank = 0;
        while index < lines.len() {
            let line = lines[index].trim();
            let is_indented = lines[index].starts_with(' ') || lines[index].starts_with('\t');
            if line.is_empty() {
                blank += 1;
            } else if !is_indented || blank > 2 {
                break;
            } else {
                blank = 0;
                take_line(
                    &mut dump,
                    line,
                    lines.get(index + 1).map_or("", |next| next.trim()),
                );
            }
            index += 1;
        }
        // The certificate itself often follows its dump; then the dump says nothing new.
        let is_followed = lines
            .get(index)
            .is_some_and(|next| next.contains("BEGIN CERTIFICATE"));
        if !is_followed && !dump.fields.is_empty() {
            found.push((start + 1, dump));
        }
    }
    found
}

fn take_line(dump: &mut CertificateText, line: &str, next: &str) {
    let Some((name, value)) = line.split_once(':') else {
        return;
    };
    let name = name.trim();
    let value = value.trim();
    // Lines of a modulus or a signature.
    if name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return;
    }
    let value = if name.starts_with("X509v3") || (value.is_empty() && name == "Serial Number") {
        let critical = if value == "critical" {
            "critical, "
        } else {
            ""
        };
        format!("{critical}{next}")
    } else {
        value.to_owned()
    };
    if value.is_empty() {
        return;
    }
    match name {
        "Subject" => dump.subject.clone_from(&value),
        "Version" => dump.is_version_1 = value.starts_with('1'),
        _ => {}
    }
    dump.fields.push((name.to_owned(), value));
}
