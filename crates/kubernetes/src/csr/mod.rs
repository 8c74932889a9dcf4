//! Certificate signing requests: made, submitted, foretold and compared with what came back.

pub mod answer;
pub mod build;
pub mod commands;
mod comparison;
pub mod findings;
pub mod forecast;
pub mod object;
#[cfg(test)]
mod recorded;
pub mod signer;
pub mod subject_findings;
pub mod subject_form;
pub mod submission;
pub mod validation;
