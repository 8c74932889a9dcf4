//! OpenID Connect's id_tokens (`apiserver/plugin/pkg/authenticator/token/oidc`).

pub mod accept;
pub mod configuration;
pub mod flags;
pub mod make;
