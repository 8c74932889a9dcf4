//! The page's side of the conversation with the engine.
//!
//! A question that takes longer than [`TIMEOUT`], or that traps, ends the worker. A new one is
//! started at once; the page keeps its state, which never lived in the worker.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Worker};

use super::crypto::SigningKey;
use super::file::Content;
use certbench_engine::worker::READY;
use certbench_engine::{Envelope, Question, Request, read_answer, read_reply};

/// How long a question may take.
pub const TIMEOUT: Duration = Duration::from_secs(10);

#[wasm_bindgen]
extern "C" {
    /// The worker that `static/start.js` has started beside the page; after that a new one each time.
    #[wasm_bindgen(js_namespace = certbenchStart, js_name = worker, catch)]
    fn next_worker() -> Result<Worker, JsValue>;
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineFailure {
    /// It took longer than [`TIMEOUT`].
    #[error("the engine took too long")]
    TimedOut,
    /// The engine trapped, on this question or on one before it.
    #[error("the engine stopped")]
    Stopped,
    /// The worker could not be started or its answer not be read.
    #[error("the engine cannot be reached")]
    Unreachable,
}

/// Told whenever a worker has been ended.
type Observer = Rc<dyn Fn(EngineFailure)>;

struct Waiting {
    answer: oneshot::Sender<Result<Vec<u8>, EngineFailure>>,
    _timeout: Timeout,
}

#[derive(Default)]
struct State {
    worker: RefCell<Option<Worker>>,
    listeners: RefCell<Vec<EventListener>>,
    is_ready: Cell<bool>,
    unsent: RefCell<Vec<JsValue>>,
    waiting: RefCell<BTreeMap<u32, Waiting>>,
    next_id: Cell<u32>,
    /// The key that the worker has been given last.
    held_key: RefCell<Option<SigningKey>>,
    observers: RefCell<Vec<Observer>>,
}

/// A handle on the engine; clones share one worker.
#[derive(Clone, Default)]
pub struct EngineClient(Rc<State>);

impl PartialEq for EngineClient {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl EngineClient {
    /// Starts the engine.
    pub fn start() -> Self {
        let client = Self::default();
        client.start_worker();
        client
    }

    /// Calls back whenever a worker has been ended.
    pub fn on_failure(&self, observer: impl Fn(EngineFailure) + 'static) {
        self.0.observers.borrow_mut().push(Rc::new(observer));
    }

    /// Asks a question.
    pub async fn ask<Q: Question>(&self, question: Q) -> Result<Q::Answer, EngineFailure> {
        read::<Q>(&self.reply(question.into_request()).await?)
    }

    /// Asks a question about a text or bytes that travel beside it as they are.
    pub async fn ask_about<Q: Question>(
        &self,
        question: Q,
        content: &Content,
    ) -> Result<Q::Answer, EngineFailure> {
        let beside = Array::of1(content.value());
        read::<Q>(&self.converse(question.into_request(), Some(beside)).await?)
    }

    /// Ends the worker and everything it remembers, and starts a new one.
    pub fn forget(&self) {
        self.replace(EngineFailure::Stopped);
    }

    /// Asks a question that needs a signature. The key goes beside it as an object of the browser;
    /// its secret part never comes into the engine's memory. Cloning a key into the worker costs
    /// more than signing, so the worker keeps it for the next time.
    pub async fn ask_with_key<Q: Question>(
        &self,
        question: Q,
        key: &SigningKey,
    ) -> Result<Q::Answer, EngineFailure> {
        let beside = Array::new();
        let is_held = self.0.held_key.borrow().as_ref() == Some(key);
        if !is_held {
            beside.push(key.private_key());
            *self.0.held_key.borrow_mut() = Some(key.clone());
        }
        read::<Q>(&self.converse(question.into_request(), Some(beside)).await?)
    }

    /// The encoded answer to a question.
    pub async fn reply(&self, mut request: Request) -> Result<Vec<u8>, EngineFailure> {
        let beside = request
            .take_attachment()
            .map(|bytes| Array::of1(&Uint8Array::from(bytes.as_slice())));
        self.converse(request, beside).await
    }

    /// An encoded answer. Not generic, so that it is in the page only once.
    async fn converse(
        &self,
        request: Request,
        beside: Option<Array>,
    ) -> Result<Vec<u8>, EngineFailure> {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        let message = Envelope { id, request }.message();
        let message = message.ok_or(EngineFailure::Unreachable)?;
        let message = JsValue::from(Uint8Array::from(message.as_slice()));
        let (sender, receiver) = oneshot::channel();
        let client = self.clone();
        let timeout = Timeout::new(TIMEOUT.as_millis() as u32, move || {
            client.restart(EngineFailure::TimedOut);
        });
        self.0.waiting.borrow_mut().insert(
            id,
            Waiting {
                answer: sender,
                _timeout: timeout,
            },
        );
        self.post(match beside {
            None => message,
            Some(parts) => {
                parts.unshift(&message);
                parts.into()
            }
        });
        receiver.await.map_err(|_| EngineFailure::Stopped)?
    }

    fn post(&self, message: JsValue) {
        let worker = self.0.worker.borrow();
        match worker.as_ref() {
            Some(worker) if self.0.is_ready.get() => {
                // Only an object that cannot be cloned fails here; strings and keys can.
                let _ = worker.post_message(&message);
            }
            _ => self.0.unsent.borrow_mut().push(message),
        }
    }

    fn start_worker(&self) {
        self.0.is_ready.set(false);
        let Ok(worker) = next_worker() else {
            return;
        };
        let client = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            if let Some(data) = data {
                client.receive(&data);
            }
        });
        let client = self.clone();
        let source = worker.clone();
        let on_error = EventListener::new(&worker, "error", move |event| {
            // What it says may quote the input; it stays out of the console.
            event.prevent_default();
            // A worker that trapped fails at each message that still waited for it, and those
            // failures may come when another has taken its place.
            let is_current = client.0.worker.borrow().as_ref() == Some(&source);
            if is_current {
                client.restart(EngineFailure::Stopped);
            }
        });
        *self.0.listeners.borrow_mut() = vec![on_message, on_error];
        *self.0.worker.borrow_mut() = Some(worker);
    }

    fn receive(&self, data: &JsValue) {
        if *data == READY {
            self.0.is_ready.set(true);
            for message in self.0.unsent.take() {
                self.post(message);
            }
        } else if let Some(reply) = data.dyn_ref().map(Uint8Array::to_vec)
            && let Some((id, answer)) = read_reply(&reply)
        {
            let waiting = self.0.waiting.borrow_mut().remove(&id);
            if let Some(waiting) = waiting {
                // Nobody listens any more where the asker was unmounted.
                let _ = waiting.answer.send(Ok(answer.to_vec()));
            }
        }
    }

    fn restart(&self, failure: EngineFailure) {
        self.replace(failure);
        let observers = self.0.observers.borrow().clone();
        for observer in observers {
            observer(failure);
        }
    }

    fn replace(&self, failure: EngineFailure) {
        self.0.held_key.take();
        if let Some(worker) = self.0.worker.take() {
            worker.terminate();
        }
        // The listener that runs right now is among them, so they are dropped after it.
        let old_listeners = self.0.listeners.take();
        Timeout::new(0, move || drop(old_listeners)).forget();
        self.0.unsent.take();
        for waiting in self.0.waiting.take().into_values() {
            let _ = waiting.answer.send(Err(failure));
        }
        self.start_worker();
    }
}

fn read<Q: Question>(answer: &[u8]) -> Result<Q::Answer, EngineFailure> {
    read_answer(answer).ok_or(EngineFailure::Unreachable)
}
