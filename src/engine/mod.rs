//! The questions that the page may ask, their answers, and the function that answers one.
//!
//! Each question is a struct with the type of its answer. In the browser a question travels to the
//! worker as JSON, so that hostile input can freeze or trap only the worker; natively it is asked
//! directly.

pub mod access_draft;
pub mod check_request;
pub mod inspect;
pub mod make_credential;
pub mod make_request;
pub mod read_answer;
pub mod read_key;
pub mod take_away;
pub mod verify;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use access_draft::DraftAccess;
use inspect::{Compare, GoOn, Inspection, List, Look, Open, Report, Reveal};
use make_credential::MakeCredential;
use make_request::{Draft, Make, ReadRequest};
use read_answer::ReadAnswer;
use read_key::ReadKey;
use take_away::{Archive, Kubeconfig, Pkcs12};

use crate::domain::public_key::KeyKind;
use crate::domain::signature::{SignatureCheck, Verdict};

/// What a private key, which never comes here, is to sign.
pub struct ToBeSigned {
    /// The key's kind.
    pub kind: KeyKind,
    /// The bytes.
    pub message: Vec<u8>,
}

/// What was done outside so that a question can be answered.
#[derive(Default)]
pub struct Performed {
    /// A verdict on each of [`Question::signature_checks`]; `None` where nobody could verify.
    pub verdicts: Vec<Option<Verdict>>,
    /// What [`Question::to_be_signed`] asked for and its signature (r‖s for ECDSA), or why there is
    /// none, in the browser's words.
    pub signed: Option<(ToBeSigned, Result<Vec<u8>, String>)>,
}

/// What the engine remembers between questions.
#[derive(Default)]
pub struct Session {
    /// What was given to the Inspect room.
    pub inspection: Inspection,
}

/// A question and the type of its answer.
pub trait Question: Sized {
    /// What comes back.
    type Answer: Serialize + DeserializeOwned;

    /// The question among all others.
    fn into_request(self) -> Request;

    /// The signatures that must be verified before it can be answered.
    fn signature_checks(&self, _session: &Session) -> Vec<SignatureCheck> {
        Vec::new()
    }

    /// Bytes that travel beside the question as they are.
    fn take_attachment(&mut self) -> Option<Vec<u8>> {
        None
    }

    /// Takes them back on the other side.
    fn attach(&mut self, _attachment: Vec<u8>) {}

    /// What must be signed before it can be answered.
    fn to_be_signed(&self) -> Option<ToBeSigned> {
        None
    }

    /// Answers it, given what it asked for.
    fn answer(self, performed: &Performed, session: &mut Session) -> Self::Answer;
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Any question, as it travels to the worker.
        #[derive(Serialize, Deserialize)]
        pub enum Request { $($(#[$doc])* $name($name),)* }

        impl Request {
            /// The signatures that must be verified before it can be answered.
            pub fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
                match self { $(Self::$name(question) => question.signature_checks(session),)* }
            }

            /// Takes the bytes back that travelled beside it.
            pub fn attach(&mut self, attachment: Vec<u8>) {
                match self { $(Self::$name(question) => question.attach(attachment),)* }
            }

            /// What must be signed before it can be answered.
            pub fn to_be_signed(&self) -> Option<ToBeSigned> {
                match self { $(Self::$name(question) => question.to_be_signed(),)* }
            }

            /// The JSON of its answer.
            fn answer(self, performed: &Performed, session: &mut Session) -> Result<String, serde_json::Error> {
                match self {
                    $(Self::$name(question) => serde_json::to_string(&question.answer(performed, session)),)*
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
    /// Make the request.
    Make,
    /// What did the cluster answer?
    ReadAnswer,
    /// Write a kubeconfig.
    Kubeconfig,
    /// Write a PKCS#12 file.
    Pkcs12,
    /// Pack files.
    Archive,
    /// Begin to read a source.
    Open,
    /// Go on reading.
    GoOn,
    /// What is on the bench, a page of it?
    List,
    /// Everything about one artefact.
    Look,
    /// The secret part of one artefact.
    Reveal,
    /// Two artefacts side by side.
    Compare,
    /// A part of the report.
    Report,
    /// Make a credential other than a certificate.
    MakeCredential,
    /// Write roles and bindings.
    DraftAccess,
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
    pub fn reply(self, performed: &Performed, session: &mut Session) -> Option<String> {
        let answer = self.request.answer(performed, session).ok()?;
        serde_json::to_string(&ReplyEnvelope {
            id: self.id,
            answer,
        })
        .ok()
    }
}

/// Asks a question natively, where no private key is at hand.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask<Q: Question>(question: Q) -> Q::Answer {
    ask_in(&mut Session::default(), question)
}

/// Asks one of several questions that belong together.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask_in<Q: Question>(session: &mut Session, question: Q) -> Q::Answer {
    let verdicts: Vec<_> = question
        .signature_checks(session)
        .iter()
        .map(|check| Some(verify::perform(check)))
        .collect();
    let performed = Performed {
        verdicts,
        signed: None,
    };
    question.answer(&performed, session)
}
