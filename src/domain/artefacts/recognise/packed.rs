//! Texts that are wholly base64 or hexadecimal.

use crate::domain::artefacts::origin::{Attempt, Origin, Reason, ReasonCode, Step, Stop};
use crate::domain::artefacts::recognise::{Recogniser, Work, attempt, is_mostly_text};
use crate::domain::formats::go;
use crate::domain::formats::text::is_invisible;

/// Where in a text the n-th character that is no white space stands.
fn stop_in(text: &str, index: usize) -> Stop {
    let byte = text
        .char_indices()
        .filter(|(_, character)| !character.is_whitespace())
        .nth(index)
        .map_or(text.len(), |(byte, _)| byte);
    let line = text[..byte].bytes().filter(|&byte| byte == b'\n').count();
    Stop::Line(line as u64 + 1)
}

impl Recogniser {
    /// A text that is wholly base64 or hexadecimal.
    pub(super) fn read_packed(
        &mut self,
        origin: &Origin,
        depth: usize,
        text: &str,
        attempts: &mut Vec<Attempt>,
    ) -> bool {
        let packed: String = text
            .chars()
            .filter(|&character| {
                !character.is_whitespace()
                    && !is_invisible(character)
                    && !matches!(character, '"' | '\'')
            })
            .collect();
        let hexadecimal: String = packed
            .trim_start_matches("0x")
            .chars()
            .filter(|character| !matches!(character, ':' | '-' | ','))
            .collect();
        let is_hexadecimal = hexadecimal.len() >= 16
            && hexadecimal.len().is_multiple_of(2)
            && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit());
        let decoded = if is_hexadecimal {
            let pairs = hexadecimal.as_bytes().chunks_exact(2);
            let bytes = pairs
                .filter_map(|pair| std::str::from_utf8(pair).ok())
                .filter_map(|pair| u8::from_str_radix(pair, 16).ok())
                .collect();
            Some(("hexadecimal", bytes))
        } else {
            // The URL-safe alphabet and missing padding are forgiven.
            let mut standard = packed.replace('-', "+").replace('_', "/");
            let padding = (4 - standard.trim_end_matches('=').len() % 4) % 4;
            standard.truncate(standard.trim_end_matches('=').len());
            standard.push_str(&"=".repeat(padding));
            match go::base64::decode(standard.as_bytes()) {
                Ok(bytes) if bytes.len() >= 8 => Some(("base64", bytes)),
                Ok(_) => None,
                Err(error) => {
                    let stop = stop_in(text, error.0);
                    attempts.push(attempt("base64", Some(stop), Reason::said(error)));
                    None
                }
            }
        };
        let Some((name, bytes)) = decoded else {
            return false;
        };
        // Any word is base64 of something: only what can be read further counts.
        let is_readable = bytes.first() == Some(&0x30) || is_mostly_text(&bytes);
        if !is_readable {
            let reason = Reason::new(ReasonCode::NotReadable);
            attempts.push(attempt(name, Some(Stop::Byte(0)), reason));
            return false;
        }
        let origin = origin.step(Step::Inside(name.to_owned()));
        self.open(vec![(origin, Work::Bytes(bytes))], depth);
        true
    }
}
