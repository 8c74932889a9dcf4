//! The rooms of the page: one folder each, with its state and its parts.

pub mod access;
