//! Hooks that several components and rooms use.

mod newest;
mod question;
mod timeout;

pub use newest::{Newest, Ticket, use_newest};
pub use question::{Answer, AnswerState, TYPING_PAUSE, use_question};
pub use timeout::{TimeoutHandle, use_timeout};
