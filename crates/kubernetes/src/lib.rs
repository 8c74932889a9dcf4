//! What Kubernetes decides, as a real control plane applied it (`tests/fixtures/README.md`).

pub mod access_draft;
pub mod authenticators;
pub mod cluster_state;
pub mod csr;
pub mod error_text;
pub mod field_error;
pub mod finding;
pub mod kubeconfig;
pub mod names;
pub mod object;
pub mod object_meta;
pub mod rbac;
