//! The rooms.

pub mod authenticators;
pub mod inspect;
pub mod request;
pub mod start;
pub mod tokens;
