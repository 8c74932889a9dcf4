//! What every component may need: the texts, the engine, the bench.

use yew::prelude::*;

use super::bench::Bench;
use super::pages::inspect::state::InspectState;
use super::pages::request::state::RequestState;
pub use crate::context::{Text, use_engine, use_text};

/// Everything that was made or brought in.
pub type BenchHandle = UseReducerHandle<Bench>;
/// The Request room's state.
pub type RequestHandle = UseReducerHandle<RequestState>;
/// The Inspect room's state.
pub type InspectHandle = UseReducerHandle<InspectState>;
