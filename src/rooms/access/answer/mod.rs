//! The answers of RBAC in words.

mod can;
mod grant;
mod who_can;

pub use can::CanView;
pub use who_can::WhoCanView;
