//! Reading what was given, source by source and step by step, while the page stays alive.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::state::{Given, InspectAction, Query};
use crate::browser::engine_client::{EngineClient, EngineFailure};
use crate::browser::file::Content;
use crate::browser::page;
use crate::domain::artefacts::origin::Source;
use crate::engine::inspect::{GoOn, Open};
use crate::ui::context::InspectHandle;

/// Milliseconds between two pictures of what was found so far.
const REFRESH_MILLISECONDS: f64 = 300.0;

/// What the readings share; it outlives each of them.
#[derive(Default)]
struct Shared {
    /// The newest reading; all others stop.
    generation: u32,
    /// Whether it still goes on.
    is_reading: bool,
    /// The rows that are wanted now.
    query: Query,
}

/// One reading.
struct Reading {
    engine: EngineClient,
    state: InspectHandle,
    generation: u32,
    shared: Rc<RefCell<Shared>>,
    /// When the rows were asked for last.
    refreshed: f64,
}

/// Why a reading stops before its end.
enum Stop {
    /// The input changed.
    Stale,
    /// The engine failed.
    Failed,
}

impl From<EngineFailure> for Stop {
    fn from(_: EngineFailure) -> Self {
        Self::Failed
    }
}

impl Reading {
    fn check(&self) -> Result<(), Stop> {
        if self.shared.borrow().generation == self.generation {
            Ok(())
        } else {
            Err(Stop::Stale)
        }
    }

    async fn refresh(&mut self) -> Result<(), Stop> {
        let question = self.shared.borrow().query.question(page::now());
        let answer = self.engine.ask(question).await?;
        self.check()?;
        self.state
            .dispatch(InspectAction::SetAnswer(self.generation, answer));
        self.refreshed = page::milliseconds();
        Ok(())
    }

    /// Reads one source to its end.
    async fn read(&mut self, given: &Given, passphrase: &str, afresh: bool) -> Result<(), Stop> {
        let passphrase = (!passphrase.is_empty()).then(|| passphrase.to_owned());
        let mut progress = self
            .engine
            .ask_about(
                Open {
                    source: Source {
                        name: given.name.clone(),
                        ..Source::default()
                    },
                    passphrase,
                    afresh,
                },
                &given.content,
            )
            .await?;
        loop {
            self.check()?;
            if progress.is_finished {
                return Ok(());
            }
            if page::milliseconds() - self.refreshed > REFRESH_MILLISECONDS {
                self.state
                    .dispatch(InspectAction::SetProgress(self.generation, Some(progress)));
                self.refresh().await?;
            }
            progress = self.engine.ask(GoOn {}).await?;
        }
    }

    /// Reads all sources; the index of the one that the engine stopped at is the error.
    async fn read_all(
        &mut self,
        sources: &[Given],
        lost: &[usize],
        passphrase: &str,
    ) -> Result<(), (usize, Stop)> {
        let mut afresh = true;
        self.refreshed = 0.0;
        for (index, given) in sources.iter().enumerate() {
            if !lost.contains(&index) {
                self.read(given, passphrase, afresh)
                    .await
                    .map_err(|stop| (index, stop))?;
                if afresh || page::milliseconds() - self.refreshed > REFRESH_MILLISECONDS {
                    self.refresh().await.map_err(|stop| (index, stop))?;
                }
                afresh = false;
            }
        }
        if afresh {
            // Nothing is left that could be read, but what an older reading found must go.
            let nothing = Given::new(String::new(), Content::empty());
            let last = sources.len();
            self.read(&nothing, "", true)
                .await
                .map_err(|stop| (last, stop))?;
        }
        self.refresh().await.map_err(|stop| (sources.len(), stop))
    }

    async fn run(mut self, sources: Vec<Given>, passphrase: String) {
        let mut lost: Vec<usize> = (0..sources.len())
            .filter(|&index| sources[index].is_lost)
            .collect();
        // Every failure takes one source away, so that this ends.
        while let Err((index, stop)) = self.read_all(&sources, &lost, &passphrase).await {
            if matches!(stop, Stop::Stale) || self.check().is_err() || index >= sources.len() {
                break;
            }
            lost.push(index);
            self.state
                .dispatch(InspectAction::Lose(self.generation, index));
        }
        if self.check().is_ok() {
            self.shared.borrow_mut().is_reading = false;
            self.state
                .dispatch(InspectAction::SetProgress(self.generation, None));
        }
    }
}

/// Reads everything anew whenever the input changes, and asks for other rows when they are wanted.
/// It belongs to the whole page, so that reading goes on while another room is shown.
#[hook]
pub fn use_reading(state: &InspectHandle, engine: &EngineClient) {
    let shared = use_mut_ref(Shared::default);
    shared.borrow_mut().query = state.query.clone();
    {
        let (state, engine, shared) = (state.clone(), engine.clone(), shared.clone());
        use_effect_with(state.generation, move |&generation| {
            let sources: Vec<_> = state.given().cloned().collect();
            {
                let mut shared = shared.borrow_mut();
                shared.generation = generation;
                shared.is_reading = generation > 0;
            }
            if generation > 0 {
                let passphrase = state.passphrase.clone();
                let reading = Reading {
                    engine,
                    state,
                    generation,
                    shared,
                    refreshed: 0.0,
                };
                wasm_bindgen_futures::spawn_local(reading.run(sources, passphrase));
            }
        });
    }
    {
        let (state, engine, shared) = (state.clone(), engine.clone(), shared.clone());
        use_effect_with(state.query.clone(), move |query| {
            let question = query.question(page::now());
            let generation = state.generation;
            let is_empty = state.given().next().is_none();
            wasm_bindgen_futures::spawn_local(async move {
                if is_empty {
                    return;
                }
                if let Ok(answer) = engine.ask(question).await
                    && shared.borrow().generation == generation
                {
                    state.dispatch(InspectAction::SetAnswer(generation, answer));
                }
            });
        });
    }
    // A new engine knows nothing of what the one before it had read.
    let dispatcher = state.dispatcher();
    let engine = engine.clone();
    use_effect_with((), move |()| {
        engine.on_failure(move |_| {
            if !shared.borrow().is_reading {
                dispatcher.dispatch(InspectAction::ReadAgain);
            }
        });
    });
}
