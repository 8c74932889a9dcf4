//! The rooms of the page: one folder each, with its components and its state.

pub mod access;
pub mod authenticators;
pub mod fields;
pub mod tokens;
