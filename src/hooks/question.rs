//! A question to the engine, asked anew whenever what it depends on changes.

use std::rc::Rc;
use std::time::Duration;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::newest::use_newest;
use crate::browser::engine_client::EngineFailure;
use crate::context::use_engine;
use certbench_engine::Question;

/// How long after the last key the engine is asked about what is typed.
pub const TYPING_PAUSE: Duration = Duration::from_millis(150);

/// How far an answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerState {
    /// Nothing is asked.
    #[default]
    Idle,
    /// The engine is asked.
    Pending,
    /// The engine failed.
    Failed(EngineFailure),
    /// It is here.
    Ready,
}

/// An answer of the engine, now or later. While a question is pending, the answer to the one before it is
/// still there to be shown.
#[derive(Debug)]
pub struct Answer<T> {
    state: AnswerState,
    latest: Option<Rc<T>>,
}

impl<T> Answer<T> {
    /// How far it is.
    pub const fn state(&self) -> AnswerState {
        self.state
    }

    /// What is shown: the answer, or, while a question is pending, the one before it.
    pub fn latest(&self) -> Option<&Rc<T>> {
        self.latest.as_ref()
    }

    /// The answer to what is asked now.
    pub fn ready(&self) -> Option<&Rc<T>> {
        self.latest().filter(|_| self.state == AnswerState::Ready)
    }
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state,
            latest: self.latest.clone(),
        }
    }
}

impl<T> Default for Answer<T> {
    fn default() -> Self {
        Self {
            state: AnswerState::Idle,
            latest: None,
        }
    }
}

/// The answer while it is asked for.
struct Asked<T>(Answer<T>);

enum Step<T> {
    Ask,
    Forget,
    Receive(Result<T, EngineFailure>),
}

impl<T> Reducible for Asked<T> {
    type Action = Step<T>;

    fn reduce(self: Rc<Self>, step: Step<T>) -> Rc<Self> {
        let latest = self.0.latest.clone();
        let (state, latest) = match step {
            Step::Ask => (AnswerState::Pending, latest),
            Step::Forget => (AnswerState::Idle, None),
            Step::Receive(Ok(answer)) => (AnswerState::Ready, Some(Rc::new(answer))),
            Step::Receive(Err(failure)) => (AnswerState::Failed(failure), None),
        };
        Rc::new(Self(Answer { state, latest }))
    }
}

/// Asks the engine what `ask` makes of the dependencies, once they have not changed for `pause`, and drops
/// the answers to what was asked before. Nothing is asked while `ask` gives nothing. A zero `pause` asks at
/// once, as after a paste or a click.
#[hook]
pub fn use_question<D, Q>(
    dependencies: D,
    pause: Duration,
    ask: impl FnOnce(&D) -> Option<Q> + 'static,
) -> Answer<Q::Answer>
where
    D: PartialEq + 'static,
    Q: Question + 'static,
    Q::Answer: 'static,
{
    let engine = use_engine();
    let answer = use_reducer(|| Asked(Answer::<Q::Answer>::default()));
    let newest = use_newest();
    let dispatcher = answer.dispatcher();
    use_effect_with((dependencies, engine), move |(dependencies, engine)| {
        let ticket = newest.begin();
        let timer = match ask(dependencies) {
            None => {
                dispatcher.dispatch(Step::Forget);
                None
            }
            Some(question) => {
                dispatcher.dispatch(Step::Ask);
                let engine = engine.clone();
                let put = move || {
                    wasm_bindgen_futures::spawn_local(async move {
                        let answer = engine.ask(question).await;
                        if ticket.is_newest() {
                            dispatcher.dispatch(Step::Receive(answer));
                        }
                    });
                };
                let milliseconds = u32::try_from(pause.as_millis()).unwrap_or(u32::MAX);
                if milliseconds == 0 {
                    put();
                    None
                } else {
                    Some(Timeout::new(milliseconds, put))
                }
            }
        };
        move || drop(timer)
    });
    answer.0.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_before_is_shown_while_the_next_is_pending_but_not_after_a_failure() {
        let answer = Rc::new(Asked(Answer::default())).reduce(Step::Ask);
        assert_eq!(answer.0.state(), AnswerState::Pending);
        assert_eq!(answer.0.latest(), None);
        let answer = answer.reduce(Step::Receive(Ok(1)));
        assert_eq!(answer.0.ready().map(|answer| **answer), Some(1));
        let answer = answer.reduce(Step::Ask);
        assert_eq!(answer.0.latest().map(|answer| **answer), Some(1));
        assert_eq!(answer.0.ready(), None);
        let answer = answer.reduce(Step::Receive(Err(EngineFailure::Stopped)));
        assert_eq!(
            answer.0.state(),
            AnswerState::Failed(EngineFailure::Stopped)
        );
        assert_eq!(answer.0.latest(), None);
        let answer = answer.reduce(Step::Forget);
        assert_eq!(answer.0.state(), AnswerState::Idle);
    }
}
