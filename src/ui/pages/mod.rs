//! The rooms.

pub mod access;
pub mod authenticators;
pub mod inspect;
pub mod request;
pub mod start;
