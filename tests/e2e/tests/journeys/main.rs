//! The built site in a real browser. One program, so that it is linked once.

mod access;
mod access_write;
mod authenticators;
mod bad_input;
mod bring_back;
mod bring_in;
mod engine_failure;
mod inspect;
mod openssl;
mod pictures;
mod privacy;
mod request;
mod smoke;
mod steps;
mod tokens;
