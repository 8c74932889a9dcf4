//! The rooms.

pub mod request;
pub mod start;
