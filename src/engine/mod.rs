//! The requests that the page may make, their replies, and the function that answers them.

pub mod check_request;
pub mod verify;
