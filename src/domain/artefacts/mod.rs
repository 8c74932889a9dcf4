//! What lies on the bench: recognised, explained, and related to each other.

pub mod certificate;
pub mod comparison;
pub mod content;
pub mod fact;
pub mod headline;
pub mod kinds;
pub mod object;
pub mod origin;
pub mod recognise;
pub mod relations;
pub mod token;
