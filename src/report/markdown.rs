//! The report as Markdown, in the reader's language. Names come from whoever made the certificates,
//! so nothing in them may become markup.

use crate::locale::families::KIND;
use crate::locale::{Key, Locale, key, tr};
use certbench_engine::inspect::{ReportAnswer, ReportEntry};
use certbench_formats::rfc3339::time_text;
use certbench_formats::text::visible;
use certbench_kubernetes::finding::Severity;

/// A report that is written part by part.
pub struct MarkdownReport<'a> {
    words: &'a Locale,
    text: String,
    count: usize,
    end: String,
}

/// A text that shows as itself in Markdown, in one line. Every ASCII punctuation character may be
/// escaped by a backslash (CommonMark section 2.4).
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in visible(text).chars() {
        // Not every reader of Markdown knows the backslash before these two.
        match character {
            '<' => {
                escaped.push_str("&lt;");
                continue;
            }
            '&' => {
                escaped.push_str("&amp;");
                continue;
            }
            _ => {}
        }
        // Dots, commas and the like mean something at most at the beginning of a line or in a bare
        // address; an escaped colon or at sign leaves no address.
        if character.is_ascii_punctuation() && !matches!(character, ',' | ';' | '?' | '%' | '/') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

const fn severity_key(severity: Severity) -> Key {
    match severity {
        Severity::Error => key!("severity-error"),
        Severity::Warning => key!("severity-warning"),
        Severity::Info => key!("severity-info"),
    }
}

impl<'a> MarkdownReport<'a> {
    /// A report without artefacts.
    pub fn new(words: &'a Locale, now: i64) -> Self {
        let made = tr!(words, "report-made", time = time_text(now));
        Self {
            words,
            text: format!(
                "# {}\n\n{}\n",
                escaped(&tr!(words, "report-heading")),
                escaped(&made)
            ),
            count: 0,
            end: String::new(),
        }
    }

    /// The text of a part, which follows that of the parts before it.
    pub fn part(&mut self, part: &ReportAnswer) -> String {
        for entry in &part.entries {
            self.entry(entry);
        }
        for unread in &part.unread {
            if self.end.is_empty() {
                let title = escaped(&tr!(self.words, "report-unread"));
                self.end.push_str(&format!("\n## {title}\n\n"));
            }
            let origin = escaped(&self.words.origin(&unread.origin));
            let message = escaped(&self.words.unread(unread));
            self.end.push_str(&format!("- {origin}: {message}\n"));
        }
        std::mem::take(&mut self.text)
    }

    fn entry(&mut self, entry: &ReportEntry) {
        self.count += 1;
        let headline = escaped(&self.words.headline(&entry.headline));
        let kind = tr!(self.words, KIND(entry.kind));
        let origin = escaped(&self.words.origin(&entry.origin));
        self.text.push_str(&format!(
            "\n## {}\\. {headline}\n\n- {}: {origin}\n",
            self.count,
            escaped(&kind),
        ));
        if let Some(end) = entry.not_after {
            let ends = tr!(self.words, "report-ends", time = time_text(end));
            self.text.push_str(&format!("- {}\n", escaped(&ends)));
        }
        if let Some(sha256) = &entry.sha256 {
            self.text
                .push_str(&format!("- SHA\\-256: {}\n", escaped(sha256)));
        }
        for finding in &entry.findings {
            let (problem, remedy) = self.words.finding(finding);
            self.text.push_str(&format!(
                "- **{}** {} {}\n",
                self.words.get(severity_key(finding.severity)),
                escaped(&problem),
                escaped(&remedy)
            ));
        }
    }

    /// The end of the text.
    pub fn finish(self) -> String {
        self.text + &self.end
    }
}
