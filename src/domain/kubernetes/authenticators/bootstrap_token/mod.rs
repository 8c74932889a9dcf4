//! Bootstrap tokens (`plugin/pkg/auth/authenticator/token/bootstrap`).

pub mod accept;
pub mod find;
pub mod make;
pub mod secret;
