//! Kubernetes' own rules, as a real control plane applied them (`tests/fixtures/README.md`).

pub mod authentication;
pub mod authenticators;
pub mod bootstrap_secret;
pub mod bootstrap_token;
pub mod cluster_state;
pub mod csr_answer;
mod csr_comparison;
pub mod csr_object;
pub mod csr_submission;
pub mod csr_validation;
pub mod field_error;
pub mod forecast;
pub mod identity;
pub mod kubeconfig;
pub mod make;
pub mod names;
pub mod object_meta;
pub mod oidc;
pub mod oidc_config;
mod oidc_flags;
pub mod reviews;
pub mod signer;
pub mod static_token;
pub mod subject_advice;
