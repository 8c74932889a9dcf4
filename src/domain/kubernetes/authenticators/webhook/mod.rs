//! Token webhooks (`apiserver/plugin/pkg/authenticator/token/webhook`).

pub mod make;
