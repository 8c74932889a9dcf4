//! The rooms.

pub mod access;
pub mod inspect;
pub mod request;
pub mod start;
