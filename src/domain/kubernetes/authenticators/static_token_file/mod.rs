//! Static token files (`apiserver/pkg/authentication/token/tokenfile`).

pub mod accept;
pub mod make;
pub mod rows;
