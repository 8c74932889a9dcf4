//! Tests of the core, run natively.

mod check_request;
