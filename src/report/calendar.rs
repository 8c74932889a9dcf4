//! The ends of what was found as a calendar (RFC 5545): one day each, with a reminder before it.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use crate::locale::{Locale, tr};
use certbench_engine::inspect::{ReportAnswer, ReportEntry};
use certbench_formats::text::visible;
use certbench_x509::bytes::sha256_hexadecimal;

/// Days before the end on which the calendar reminds.
const REMINDER_DAYS: u8 = 14;
/// Octets of a line (section 3.1).
const LINE: usize = 75;

/// A calendar that is written part by part.
pub struct Calendar<'a> {
    words: &'a Locale,
    now: i64,
    seen: BTreeSet<String>,
    text: String,
}

/// Date and time as section 3.3.5 writes them; `None` for years that it cannot write.
fn date_time(seconds: i64) -> Option<(String, String)> {
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    if !(0..=9999).contains(&time.year()) {
        return None;
    }
    let date = format!(
        "{:04}{:02}{:02}",
        time.year(),
        u8::from(time.month()),
        time.day()
    );
    let full = format!(
        "{date}T{:02}{:02}{:02}Z",
        time.hour(),
        time.minute(),
        time.second()
    );
    Some((date, full))
}

/// A text value (section 3.3.11) in one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// What makes an event the same again when the report is made anew.
fn identifier(entry: &ReportEntry) -> String {
    entry.sha256.clone().unwrap_or_else(|| {
        let named = format!("{}\n{}", entry.kind, entry.origin);
        sha256_hexadecimal(named.as_bytes())
    })
}

impl<'a> Calendar<'a> {
    /// A calendar without events.
    pub fn new(words: &'a Locale, now: i64) -> Self {
        let mut calendar = Self {
            words,
            now,
            seen: BTreeSet::new(),
            text: String::new(),
        };
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Certbench//Certbench//EN");
        calendar
    }

    /// The text of a part, which follows that of the parts before it.
    pub fn part(&mut self, part: &ReportAnswer) -> String {
        for entry in &part.entries {
            // A copy of a certificate ends with it, and two events may not have one identifier.
            if let Some(end) = entry.not_after
                && end > self.now
                && let (Some((date, _)), Some((_, stamp))) = (date_time(end), date_time(self.now))
            {
                let identifier = identifier(entry);
                if self.seen.insert(identifier.clone()) {
                    self.event(entry, &identifier, &date, &stamp);
                }
            }
        }
        std::mem::take(&mut self.text)
    }

    fn event(&mut self, entry: &ReportEntry, identifier: &str, date: &str, stamp: &str) {
        let name = self.words.headline(&entry.headline);
        let summary = tr!(self.words, "calendar-summary", name = name);
        let summary = escaped(&summary);
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{identifier}@certbench"));
        self.line(&format!("DTSTAMP:{stamp}"));
        self.line(&format!("DTSTART;VALUE=DATE:{date}"));
        self.line(&format!("SUMMARY:{summary}"));
        let origin = escaped(&self.words.origin(&entry.origin));
        self.line(&format!("DESCRIPTION:{origin}"));
        self.line("TRANSP:TRANSPARENT");
        self.line("BEGIN:VALARM");
        self.line("ACTION:DISPLAY");
        self.line(&format!("DESCRIPTION:{summary}"));
        self.line(&format!("TRIGGER:-P{REMINDER_DAYS}D"));
        self.line("END:VALARM");
        self.line("END:VEVENT");
    }

    /// One line, folded where it is too long; a character is never taken apart.
    fn line(&mut self, content: &str) {
        let mut octets = 0;
        for character in content.chars() {
            if octets + character.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(character);
            octets += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// The end of the text.
    pub fn finish(mut self) -> String {
        self.line("END:VCALENDAR");
        self.text
    }
}
