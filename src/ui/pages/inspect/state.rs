//! The Inspect room's whole state, and what can happen to it.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use crate::browser::file::Content;
use certbench_engine::inspect::{Column, List, ListAnswer, Progress};

/// Rows of a page of the table.
pub const PAGE_ROWS: usize = 25;
/// So many artefacts are shown as cards; more as a table.
pub const CARDS_MAX: usize = 10;

/// What was given, as it was given.
#[derive(Clone, PartialEq)]
pub struct Given {
    /// A file's name or path; empty for a paste.
    pub name: String,
    /// Its bytes, since a passphrase or a new engine reads them again.
    pub content: Content,
    /// Whether the engine stopped at it, so that it is not tried again.
    pub is_lost: bool,
}

impl Given {
    /// Something that was not read yet.
    pub fn new(name: String, content: Content) -> Self {
        Self {
            name,
            content,
            is_lost: false,
        }
    }
}

/// Why something that was given is not among what is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than what is read.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// Which rows are shown, in which order.
#[derive(Clone, Default, PartialEq)]
pub struct Query {
    /// What they are sorted by.
    pub column: Column,
    /// Whether the largest comes first.
    pub descending: bool,
    /// Only rows that hold this text.
    pub filter: String,
    /// How many rows are skipped.
    pub from: usize,
}

impl Query {
    /// The engine's question.
    pub fn question(&self, now: i64) -> List {
        List {
            now,
            column: self.column,
            descending: self.descending,
            filter: self.filter.clone(),
            from: self.from,
            count: PAGE_ROWS,
        }
    }
}

/// Everything in the room.
#[derive(Clone, Default, PartialEq)]
pub struct InspectState {
    /// What stands in the text area.
    pub text: Option<Given>,
    /// Long pastes and files, in the order in which they were given.
    pub sources: Vec<Given>,
    /// What was not taken, and why.
    pub refused: Vec<(String, Refusal)>,
    /// What opens encrypted things.
    pub passphrase: String,
    /// Counts the readings: whatever belongs to an older one is dropped.
    pub generation: u32,
    /// Counts how often the text area was emptied from outside.
    pub emptied: u32,
    /// How far reading has come.
    pub progress: Option<Progress>,
    /// Which rows are shown.
    pub query: Query,
    /// The rows.
    pub answer: Option<Rc<ListAnswer>>,
    /// Counts the answers.
    pub answers: u32,
    /// The artefact whose card is open below the table.
    pub open: Option<usize>,
    /// Artefacts whose cards the engine stopped at.
    pub broken: BTreeSet<usize>,
}

/// What can happen in the room.
pub enum InspectAction {
    /// The text area holds something else.
    SetText(Content),
    /// Files or a long paste came.
    Add(Vec<Given>, Vec<(String, Refusal)>),
    /// A file is taken away again.
    Remove(usize),
    /// The passphrase was changed.
    SetPassphrase(String),
    /// The engine forgot everything.
    ReadAgain,
    /// A reading came further, or to its end.
    SetProgress(u32, Option<Progress>),
    /// The engine stopped at a source, counted with the text area's first.
    Lose(u32, usize),
    /// Other rows are wanted.
    SetQuery(Query),
    /// The rows came.
    SetAnswer(u32, ListAnswer),
    /// A card is opened or closed.
    Open(Option<usize>),
    /// The engine stopped at a card.
    Break(usize),
    /// Everything is taken away.
    Reset,
}

impl Reducible for InspectState {
    type Action = InspectAction;

    fn reduce(self: Rc<Self>, action: InspectAction) -> Rc<Self> {
        let mut state = Self::clone(&self);
        match action {
            InspectAction::SetText(content) => {
                state.text = (!content.is_empty()).then(|| Given::new(String::new(), content));
                state.refused.clear();
                state.start();
            }
            InspectAction::Add(given, refused) => {
                for one in given {
                    state.add(one);
                }
                state.refused = refused;
                state.start();
            }
            InspectAction::Remove(index) => {
                if index < state.sources.len() {
                    state.sources.remove(index);
                }
                state.start();
            }
            InspectAction::SetPassphrase(passphrase) => {
                state.passphrase = passphrase;
                state.start();
            }
            InspectAction::ReadAgain => {
                if state.given().next().is_some() {
                    state.generation = state.generation.wrapping_add(1);
                }
            }
            InspectAction::SetProgress(generation, progress) => {
                if generation == state.generation {
                    state.progress = progress;
                }
            }
            InspectAction::Lose(generation, index) => {
                if generation == state.generation {
                    state.lose(index);
                }
            }
            InspectAction::SetQuery(query) => state.query = query,
            InspectAction::SetAnswer(generation, answer) => {
                if generation == state.generation {
                    state.answer = Some(Rc::new(answer));
                    state.answers = state.answers.wrapping_add(1);
                }
            }
            InspectAction::Open(index) => state.open = index,
            InspectAction::Break(index) => {
                state.broken.insert(index);
            }
            InspectAction::Reset => {
                state = Self {
                    generation: self.generation.wrapping_add(1),
                    emptied: self.emptied.wrapping_add(1),
                    ..Self::default()
                };
            }
        }
        Rc::new(state)
    }
}

impl InspectState {
    /// The input changed: everything is read from the beginning, also what was given up before.
    fn start(&mut self) {
        self.generation = self.generation.wrapping_add(1);
        self.broken.clear();
        self.open = None;
        self.query.from = 0;
        for one in self.text.iter_mut().chain(&mut self.sources) {
            one.is_lost = false;
        }
        if self.given().next().is_none() {
            self.answer = None;
            self.progress = None;
        }
    }

    /// A newer version of the same file takes its place.
    fn add(&mut self, given: Given) {
        let same = self
            .sources
            .iter_mut()
            .find(|there| !given.name.is_empty() && there.name == given.name);
        match same {
            Some(there) => *there = given,
            None => self.sources.push(given),
        }
    }

    fn lose(&mut self, index: usize) {
        let given = self.text.iter_mut().chain(&mut self.sources).nth(index);
        if let Some(given) = given {
            given.is_lost = true;
        }
    }

    /// Everything that was given, in order.
    pub fn given(&self) -> impl Iterator<Item = &Given> {
        self.text.iter().chain(&self.sources)
    }
}
