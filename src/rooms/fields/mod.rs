//! Forms as data: what the fields of a room are, and where in the room's state their values lie.
//!
//! A room lists its fields as [`Field`]s and draws each with [`FieldView`]. The room's reducer is told of a
//! change as a [`Change`].

mod field_view;
mod lists;

use yew::AttrValue;

pub use field_view::{FieldView, FieldViewProperties};
pub use lists::{lines, list, pairs};

use crate::locale::Key;

/// A part of a room's state; `lens!` makes one.
pub struct Lens<S, T> {
    /// Reads it.
    pub get: fn(&S) -> &T,
    /// Gives it to be changed.
    pub get_mut: fn(&mut S) -> &mut T,
}

impl<S, T> Clone for Lens<S, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, T> Copy for Lens<S, T> {}

/// The [`Lens`] of a member of a room's state: `lens!(State, service_account.name)`.
macro_rules! lens {
    ($state:ty, $($member:ident).+) => {
        $crate::rooms::fields::Lens {
            get: |state: &$state| &state.$($member).+,
            get_mut: |state: &mut $state| &mut state.$($member).+,
        }
    };
}
pub(crate) use lens;

/// How a field is filled in, and what it fills in.
pub enum Control<S> {
    /// One line.
    Line(Lens<S, AttrValue>),
    /// One line, shown as dots.
    Secret(Lens<S, AttrValue>),
    /// Several lines; the number says how many are seen.
    Area(u32, Lens<S, AttrValue>),
    /// A box to tick.
    Check(Lens<S, bool>),
    /// One of these values, each with the key of its words.
    Choice(&'static [(&'static str, Key)], Lens<S, AttrValue>),
}

/// A field of a room.
pub struct Field<S> {
    /// Its id, and the key of its label.
    pub key: Key,
    /// How it is filled in.
    pub control: Control<S>,
    /// The key of what is said below it.
    pub hint: Option<Key>,
}

impl<S> Field<S> {
    /// A field without a hint.
    pub const fn new(key: Key, control: Control<S>) -> Self {
        Self {
            key,
            control,
            hint: None,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub const fn hint(mut self, hint: Key) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Whether its value is the same in two states.
    pub fn is_same_in(&self, one: &S, other: &S) -> bool {
        match self.control {
            Control::Line(lens)
            | Control::Secret(lens)
            | Control::Area(_, lens)
            | Control::Choice(_, lens) => (lens.get)(one) == (lens.get)(other),
            Control::Check(lens) => (lens.get)(one) == (lens.get)(other),
        }
    }
}

/// The id tells a field from every other.
impl<S> PartialEq for Field<S> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What was done to a field.
pub enum Change<S> {
    /// A text is filled in or a value chosen.
    Text(Lens<S, AttrValue>, AttrValue),
    /// A box is ticked or not.
    Check(Lens<S, bool>, bool),
}

impl<S> Change<S> {
    /// Changes the state.
    pub fn apply(self, state: &mut S) {
        match self {
            Self::Text(lens, value) => *(lens.get_mut)(state) = value,
            Self::Check(lens, is_on) => *(lens.get_mut)(state) = is_on,
        }
    }
}
