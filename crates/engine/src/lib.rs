//! The questions that the page may ask, their answers, and the function that answers one.
//!
//! Each question is a struct with the type of its answer. In the browser a question travels to the
//! worker in postcard's encoding, so that hostile input can freeze or trap only the worker; natively
//! it is asked directly, and still passes through the encoding.

pub mod access;
pub mod access_draft;
pub mod authenticate;
pub mod check_request;
pub mod inspect;
pub mod make_credential;
pub mod make_request;
pub mod read_answer;
pub mod read_key;
pub mod take_away;
pub mod token_keys;
pub mod verify;
pub mod verify_token;
pub mod worker;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use access::{
    Access, CanI, CheckAccess, Difference, LoadAccess, Matrix, MatrixCsv, Remarks, WhoCan,
};
use access_draft::DraftAccess;
use authenticate::Authenticate;
use inspect::{Compare, GoOn, Inspection, List, Look, Open, Report, Reveal};
use make_credential::MakeCredential;
use make_request::{Draft, Make, ReadRequest};
use read_answer::ReadAnswer;
use read_key::ReadKey;
use take_away::{Archive, Kubeconfig, Pkcs12};
use verify_token::VerifyToken;

use certbench_formats::signature::{SignatureCheck, Verdict};
use certbench_x509::public_key::KeyKind;

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
    /// What was loaded into the Access room.
    pub access: Access,
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

            /// Bytes that travel beside it as they are.
            pub fn take_attachment(&mut self) -> Option<Vec<u8>> {
                match self { $(Self::$name(question) => question.take_attachment(),)* }
            }

            /// What must be signed before it can be answered.
            pub fn to_be_signed(&self) -> Option<ToBeSigned> {
                match self { $(Self::$name(question) => question.to_be_signed(),)* }
            }

            /// Its answer, appended to `reply`.
            fn answer(
                self,
                performed: &Performed,
                session: &mut Session,
                reply: Vec<u8>,
            ) -> Result<Vec<u8>, postcard::Error> {
                match self {
                    $(Self::$name(question) => {
                        postcard::to_extend(&question.answer(performed, session), reply)
                    })*
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
    /// Load roles and bindings.
    LoadAccess,
    /// May this identity do that?
    CanI,
    /// Who can do that?
    WhoCan,
    /// What may this identity do, a page of it?
    Matrix,
    /// What may this identity do, as CSV?
    MatrixCsv,
    /// What changes if these manifests are applied?
    Difference,
    /// Which bindings are a risk, or what cannot work as meant?
    Remarks,
    /// Would the API server take these roles and bindings?
    CheckAccess,
    /// What does this token prove?
    VerifyToken,
    /// Which of these credentials wins?
    Authenticate,
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

impl Envelope {
    /// The message to the worker.
    pub fn message(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// Reads one message; one that is none of ours is nothing.
    pub fn read(message: &[u8]) -> Option<Self> {
        postcard::from_bytes(message).ok()
    }

    /// The message that answers it: its number, then the answer.
    pub fn reply(self, performed: &Performed, session: &mut Session) -> Option<Vec<u8>> {
        let number = postcard::to_allocvec(&self.id).ok()?;
        self.request.answer(performed, session, number).ok()
    }
}

/// The number of the question that a message from the worker answers, and the encoded answer.
pub fn read_reply(message: &[u8]) -> Option<(u32, &[u8])> {
    postcard::take_from_bytes(message).ok()
}

/// Reads an encoded answer.
pub fn read_answer<Answer: DeserializeOwned>(answer: &[u8]) -> Option<Answer> {
    postcard::from_bytes(answer).ok()
}

/// Asks a question natively, where no private key is at hand.
#[cfg(not(target_arch = "wasm32"))]
pub fn ask<Q: Question>(question: Q) -> Q::Answer {
    ask_in(&mut Session::default(), question)
}

/// Asks one of several questions that belong together. It goes the same way as in the browser.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::expect_used, reason = "a type that cannot travel is a defect")]
pub fn ask_in<Q: Question>(session: &mut Session, mut question: Q) -> Q::Answer {
    let attachment = question.take_attachment();
    let request = question.into_request();
    let message = Envelope { id: 0, request }.message();
    let mut envelope = Envelope::read(&message.expect("questions are encoded"))
        .expect("encoded questions can be read");
    if let Some(attachment) = attachment {
        envelope.request.attach(attachment);
    }
    let verdicts = envelope.request.signature_checks(session);
    let performed = Performed {
        verdicts: verdicts
            .iter()
            .map(|check| Some(verify::perform(check)))
            .collect(),
        signed: None,
    };
    let reply = envelope.reply(&performed, session);
    let reply = reply.expect("answers are encoded");
    let (_, answer) = read_reply(&reply).expect("replies have a number");
    read_answer(answer).expect("encoded answers can be read")
}
