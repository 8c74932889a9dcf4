//! Drives the built site in a real browser, as a person would: `tests/journeys` says what they do.

pub mod accessibility;
pub mod browser;
pub mod journal;
pub mod options;
pub mod page;
pub mod startup;

mod chromedriver;
mod waiting;
