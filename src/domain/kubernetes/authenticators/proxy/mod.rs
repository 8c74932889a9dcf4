//! Authenticating proxies (`apiserver/pkg/authentication/request/headerrequest`).

pub mod make;
