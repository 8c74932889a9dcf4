//! Service accounts' tokens (`kubernetes/pkg/serviceaccount`).

pub mod accept;
pub mod existence;
pub mod make;
