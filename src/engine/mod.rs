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

use make_request::{Draft, Finish, Prepare, ReadRequest};
use read_answer::ReadAnswer;
use read_key::ReadKey;
use take_away::{Archive, Kubeconfig, Pkcs12};

use crate::domain::signature::{SignatureCheck, Verdict};

/// A question and the type of its answer.
pub trait Question: Sized {
    /// What comes back.
    type Answer: Serialize + DeserializeOwned;

    /// The question among all others.
    fn into_request(self) -> Request;

    /// The signatures that must be verified before it can be answered.
    fn signature_checks(&self) -> Vec<SignatureCheck> {
        Vec::new()
    }

    /// Answers it, given a verdict on each of those; `None` where nobody could verify.
    fn answer(self, verdicts: &[Option<Verdict>]) -> Self::Answer;
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Any question, as it travels to the worker.
        #[derive(Serialize, Deserialize)]
        pub enum Request { $($(#[$doc])* $name($name),)* }

        impl Request {
            /// The signatures that must be verified before it can be answered.
            pub fn signature_checks(&self) -> Vec<SignatureCheck> {
                match self { $(Self::$name(question) => question.signature_checks(),)* }
            }

            /// The JSON of its answer.
            fn answer(self, verdicts: &[Option<Verdict>]) -> Result<String, serde_json::Error> {
                match self {
                    $(Self::$name(question) => serde_json::to_string(&question.answer(verdicts)),)*
                }
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
    /// What is the key to sign?
    Prepare,
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

impl Envelope {
    /// Reads one message; one that is none of ours is nothing.
    pub fn read(message: &str) -> Option<Self> {
        serde_json::from_str(message).ok()
    }

    /// The message that answers it.
    pub fn reply(self, verdicts: &[Option<Verdict>]) -> Option<String> {
        let answer = self.request.answer(verdicts).ok()?;
        serde_json::to_string(&ReplyEnvelope {
            id: self.id,
            answer,
        })
        .ok()
    }
}

/// Asks a question natively.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask<Q: Question>(question: Q) -> Q::Answer {
    let verdicts: Vec<_> = question
        .signature_checks()
        .iter()
        .map(|check| Some(verify::perform(check)))
        .collect();
    question.answer(&verdicts)
}
