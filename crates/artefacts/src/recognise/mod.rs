//! From anything that was pasted or dropped to the artefacts in it.
//!
//! Readings are tried in turn: binary, manifest, PEM, token, refusal, dump, base64, hexadecimal.
//! What is found inside (a certificate in a Secret, PEM in base64) is read the same way. Work is done
//! in steps, so that a large paste shows progress; a broken part never hides the good ones beside it.

mod blocks;
mod der;
mod objects;
mod packed;
mod pem;
mod text;

use std::collections::VecDeque;
use std::rc::Rc;

use crate::bootstrap_token::BootstrapToken;
use crate::content::{Artefact, Content};
use crate::origin::{
    Attempt, Origin, Reason, ReasonCode, Repair, RepairCode, Source, Step, Stop, Unread,
};

use certbench_formats::go;
use certbench_formats::private_key::openssh;
use certbench_kubernetes::authenticators::bootstrap_token::find;
use certbench_kubernetes::authenticators::static_token_file::rows;

/// The largest input that is read.
pub const INPUT_BYTES_MAX: usize = 64 * 1024 * 1024;
/// How many wrappings (base64 in a Secret in a List …) are opened.
const NESTING_MAX: usize = 8;
/// Most things of a kind that are reported as unread; after that only their number counts.
const UNREAD_MAX: usize = 1_000;

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// What is there, in the order in which it was found; what is inside follows its container.
    pub artefacts: Vec<Artefact>,
    /// What could not be read; the first thousand of it.
    pub unread: Vec<Unread>,
    /// How much more could not be read.
    pub unread_beyond: usize,
    /// What was repaired before it could be read.
    pub repairs: Vec<Repair>,
}

/// Bytes or text still to be read.
enum Work {
    Bytes(Vec<u8>),
    Text(Rc<String>),
    /// A text with PEM blocks, from a position on.
    Pem(Rc<String>, pem::Position, usize),
}

struct Task {
    origin: Origin,
    depth: usize,
    work: Work,
}

/// Reads a source step by step.
pub struct Recogniser {
    tasks: VecDeque<Task>,
    passphrase: Option<String>,
    /// What was found so far.
    pub found: Recognised,
    /// Length of the source in bytes.
    pub total: usize,
    /// How much of it has been read.
    pub done: usize,
}

impl Recogniser {
    /// Begins with a source. The passphrase opens what is encrypted in it.
    pub fn new(source: Source, passphrase: Option<String>) -> Self {
        let origin = if source.name.is_empty() {
            Origin::default()
        } else {
            Origin(vec![Step::File(source.name)])
        };
        let total = source.input.0.len();
        let mut recogniser = Self {
            tasks: VecDeque::new(),
            passphrase,
            found: Recognised::default(),
            total,
            done: 0,
        };
        if total > INPUT_BYTES_MAX {
            let reason = Reason::with(ReasonCode::TooLarge, total);
            recogniser.unread(origin, vec![attempt("input", None, reason)]);
        } else {
            recogniser.push(origin, 0, Work::Bytes(source.input.0));
        }
        recogniser
    }

    /// Reads about this many bytes; `false` when there is nothing more to do.
    pub fn step(&mut self, bytes: usize) -> bool {
        let mut budget = bytes;
        while budget > 0 {
            let Some(task) = self.tasks.pop_front() else {
                self.done = self.total;
                return false;
            };
            let cost = match task.work {
                Work::Bytes(bytes) => self.read_bytes(task.origin, task.depth, bytes),
                Work::Text(text) => self.read_text(task.origin, task.depth, &text),
                Work::Pem(text, position, block) => {
                    self.read_blocks(task.origin, task.depth, text, position, block, budget)
                }
            };
            budget = budget.saturating_sub(cost.max(1));
        }
        true
    }

    /// Reads all of it.
    pub fn run(mut self) -> Recognised {
        while self.step(usize::MAX) {}
        self.found
    }

    fn push(&mut self, origin: Origin, depth: usize, work: Work) {
        self.tasks.push_back(Task {
            origin,
            depth,
            work,
        });
    }

    /// Puts what is inside something next in line.
    fn open(&mut self, inside: Vec<(Origin, Work)>, depth: usize) {
        for (origin, work) in inside.into_iter().rev() {
            if depth < NESTING_MAX {
                self.tasks.push_front(Task {
                    origin,
                    depth: depth + 1,
                    work,
                });
            } else {
                let reason = Reason::with(ReasonCode::TooNested, NESTING_MAX);
                self.unread(origin, vec![attempt("nesting", None, reason)]);
            }
        }
    }

    fn add(&mut self, origin: Origin, content: Content) {
        self.found.artefacts.push(Artefact { origin, content });
    }

    fn unread(&mut self, origin: Origin, attempts: Vec<Attempt>) {
        if self.found.unread.len() < UNREAD_MAX {
            self.found.unread.push(Unread { origin, attempts });
        } else {
            self.found.unread_beyond += 1;
        }
    }

    fn repaired(&mut self, origin: &Origin, codes: &[RepairCode]) {
        for &code in codes {
            if self.found.repairs.len() < UNREAD_MAX {
                self.found.repairs.push(Repair {
                    code,
                    origin: origin.clone(),
                });
            }
        }
    }

    fn passphrase(&self) -> Option<&str> {
        self.passphrase.as_deref()
    }

    fn read_bytes(&mut self, origin: Origin, depth: usize, bytes: Vec<u8>) -> usize {
        let cost = bytes.len();
        let is_text = match bytes.as_slice() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
            // A text that begins with the digit 0 may happen to have the length that DER would state.
            [0x30, ..] if der::outer_length(&bytes) == Some(bytes.len()) => is_plain_text(&bytes),
            _ => is_mostly_text(&bytes),
        };
        if !is_text {
            self.read_der(origin, depth, &bytes, None);
            return cost;
        }
        match bytes.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => self.repaired(&origin, &[RepairCode::ByteOrderMark]),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => self.repaired(&origin, &[RepairCode::Utf16]),
            _ => {}
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) if !text.starts_with('\u{feff}') => text,
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(error) => certbench_formats::text::decode(error.as_bytes()),
        };
        self.open(
            vec![(origin, Work::Text(text.into()))],
            depth.saturating_sub(1),
        );
        0
    }

    /// Reads a binary, or what a PEM block with this label holds.
    fn read_der(&mut self, origin: Origin, depth: usize, bytes: &[u8], label: Option<&str>) {
        match der::read(bytes, self.passphrase()) {
            Ok(der::Found::One(content)) => self.add(origin, content),
            Ok(der::Found::Several(name, inside)) => {
                let step = |index: usize| Step::Inside(format!("{name} {}", index + 1));
                let inside = inside
                    .into_iter()
                    .enumerate()
                    .map(|(index, der)| (origin.step(step(index)), Work::Bytes(der)))
                    .collect();
                self.open(inside, depth);
            }
            Err(mut attempts) => {
                for one in &mut attempts {
                    if let Some(label) = label {
                        one.reading.insert_str(0, &format!("PEM {label}, "));
                    }
                }
                self.unread(origin, attempts);
            }
        }
    }

    fn read_text(&mut self, origin: Origin, depth: usize, text: &Rc<String>) -> usize {
        if text.trim().is_empty() {
            return text.len();
        }
        let mut attempts = Vec::new();
        if objects::looks_like_manifest(text) {
            let reading = objects::read(text);
            if !reading.objects.is_empty() {
                let is_single = reading.objects.len() == 1;
                let mut inside = Vec::new();
                for object in reading.objects {
                    let origin = if is_single {
                        origin.clone()
                    } else {
                        origin.step(Step::Line(object.line))
                    };
                    objects::take(object, origin, &mut self.found, &mut inside);
                }
                for unread in reading.unread {
                    self.unread(origin.clone(), vec![unread]);
                }
                let inside = inside
                    .into_iter()
                    .map(|(origin, bytes)| (origin, Work::Bytes(bytes)))
                    .collect();
                self.open(inside, depth);
                return text.len();
            }
            attempts.extend(reading.unread);
        }
        let mut blocks = pem::Scanner::new(text, pem::Position::default());
        if blocks.has_next() {
            let outside = certbench_x509::pem_text::outside(text);
            if !outside.is_empty() {
                self.read_scattered(&origin, &outside);
            }
            let work = Work::Pem(Rc::clone(text), pem::Position::default(), 0);
            self.tasks.push_front(Task {
                origin,
                depth,
                work,
            });
            return 0;
        }
        if self.read_scattered(&origin, text)
            || self.read_lines(&origin, text)
            || self.read_packed(&origin, depth, text, &mut attempts)
        {
            return text.len();
        }
        if let Some(object) = objects::without_indentation(text) {
            objects::take(object, origin, &mut self.found, &mut Vec::new());
            return text.len();
        }
        for (reading, code) in [
            ("PEM", ReasonCode::NoBegin),
            ("YAML or JSON", ReasonCode::NoKind),
            ("JWT", ReasonCode::NoToken),
            ("static token file", ReasonCode::NoRows),
        ] {
            if !attempts.iter().any(|attempt| attempt.reading == reading) {
                attempts.push(attempt(reading, None, Reason::new(code)));
            }
        }
        self.unread(origin, attempts);
        text.len()
    }

    /// Tokens, refusals and dumps: they may stand anywhere in a text. Whether there were any.
    fn read_scattered(&mut self, origin: &Origin, text: &str) -> bool {
        let before = self.found.artefacts.len() + self.found.unread.len();
        let is_only = text.trim().lines().nth(1).is_none();
        let at = |line: usize| {
            if is_only {
                origin.clone()
            } else {
                origin.step(Step::Line(line))
            }
        };
        for (line, dump) in text::dumps(text) {
            self.add(at(line), Content::CertificateText(dump));
        }
        for found in text::tokens(text) {
            let origin = at(found.line);
            self.repaired(&origin, &found.repairs);
            match found.token {
                Ok(token) => self.add(origin, Content::Token(Box::new(token))),
                Err(error) => {
                    let line = Some(Stop::Line(found.line as u64));
                    self.unread(origin, vec![attempt("JWT", line, error.into())]);
                }
            }
        }
        for (line, error) in text::refusals(text) {
            self.add(at(line), Content::ErrorText(error));
        }
        for (line, id) in find::bootstrap_tokens(text) {
            self.add(at(line), Content::BootstrapToken(BootstrapToken { id }));
        }
        let fragments = objects::fragments(text);
        for object in fragments.objects {
            let mut inside = Vec::new();
            let origin = origin.step(Step::Line(object.line));
            objects::take(object, origin, &mut self.found, &mut inside);
            let inside = inside
                .into_iter()
                .map(|(origin, bytes)| (origin, Work::Bytes(bytes)))
                .collect();
            self.open(inside, 1);
        }
        for unread in fragments.unread {
            self.unread(origin.clone(), vec![unread]);
        }
        self.found.artefacts.len() + self.found.unread.len() > before
    }

    /// Texts of lines: OpenSSH public keys, a static token file.
    fn read_lines(&mut self, origin: &Origin, text: &str) -> bool {
        let mut found = false;
        for (index, line) in text.lines().enumerate() {
            let mut words = line.split_whitespace();
            let is_key = words
                .next()
                .is_some_and(|word| word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-"));
            let blob = words.next().filter(|_| is_key);
            let key = blob
                .and_then(|blob| go::base64::decode(blob.as_bytes()).ok())
                .and_then(|blob| openssh::public_key(&blob).ok())
                .and_then(|(_, key)| key);
            if let Some(key) = key {
                self.add(origin.step(Step::Line(index + 1)), Content::PublicKey(key));
                found = true;
            }
        }
        if !found && let Some(rows) = rows::static_token_rows(text) {
            self.add(origin.clone(), Content::StaticTokenFile(rows));
            found = true;
        }
        found
    }
}

fn attempt(reading: &str, stopped_at: Option<Stop>, reason: Reason) -> Attempt {
    Attempt {
        reading: reading.to_owned(),
        stopped_at,
        reason,
    }
}

/// Whether bytes are UTF-8 without a single control character.
fn is_plain_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        text.chars()
            .all(|character| !character.is_control() || matches!(character, '\n' | '\r' | '\t'))
    })
}

/// Whether bytes are a text: UTF-8, or nearly all printable.
fn is_mostly_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let odd = start
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b))
        .count();
    // A few NUL bytes in a text stay what they are.
    odd * 20 <= start.len()
        && match std::str::from_utf8(start) {
            Ok(_) => true,
            Err(error) => error.valid_up_to() * 10 >= start.len() * 9,
        }
}

/// Reads a source completely.
pub fn recognise(source: Source, passphrase: Option<String>) -> Recognised {
    Recogniser::new(source, passphrase).run()
}
