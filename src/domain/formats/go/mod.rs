//! What Go's standard library accepts, because that is what the API server and kubectl run.

pub mod base64;
pub mod pem;
