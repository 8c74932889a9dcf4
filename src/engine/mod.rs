//! The questions that the page may ask, their answers, and the function that answers one.
//!
//! Each question is a struct with the type of its answer. In the browser a question travels to the
//! worker as JSON, so that hostile input can freeze or trap only the worker; natively it is asked
//! directly.

pub mod check_request;
pub mod make_request;
pub mod read_answer;
pub mod read_key;
pub mod take_away;
pub mod verify;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use make_request::{Draft, Finish, ReadRequest};
use read_answer::ReadAnswer;
use read_key::ReadKey;
use take_away::{Archive, Kubeconfig, Pkcs12};

/// A question and the type of its answer.
pub trait Question: Sized {
    /// What comes back.
    type Answer: Serialize + DeserializeOwned;

    /// The question among all others.
    fn into_request(self) -> Request;

    /// Answers it.
    fn answer(self) -> Self::Answer;
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Any question, as it travels to the worker.
        #[derive(Serialize, Deserialize)]
        pub enum Request { $($(#[$doc])* $name($name),)* }

        /// Answers a question with the JSON of its answer.
        pub fn answer(request: Request) -> Result<String, serde_json::Error> {
            match request {
                $(Request::$name(question) => serde_json::to_string(&question.answer()),)*
            }
        }
    };
}

questions! {
    /// What private key is in this?
    ReadKey,
    /// What request is in this?
    ReadRequest,
    /// What would become of this?
    Draft,
    /// Make the request of the signed bytes.
    Finish,
    /// What did the cluster answer?
    ReadAnswer,
    /// Write a kubeconfig.
    Kubeconfig,
    /// Write a PKCS#12 file.
    Pkcs12,
    /// Pack files.
    Archive,
}

/// One message to the worker.
#[derive(Serialize, Deserialize)]
pub struct Envelope {
    /// Which question this is, to tell its answer from others.
    pub id: u32,
    /// The question.
    pub request: Request,
}

/// One message from the worker.
#[derive(Serialize, Deserialize)]
pub struct ReplyEnvelope {
    /// The question's number.
    pub id: u32,
    /// JSON of the answer.
    pub answer: String,
}

/// Answers one message; a message that is none of ours gets no answer.
pub fn answer_message(message: &str) -> Option<String> {
    let envelope: Envelope = serde_json::from_str(message).ok()?;
    let answer = answer(envelope.request).ok()?;
    serde_json::to_string(&ReplyEnvelope {
        id: envelope.id,
        answer,
    })
    .ok()
}
