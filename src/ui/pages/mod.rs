//! The rooms.

pub mod inspect;
pub mod request;
pub mod start;
