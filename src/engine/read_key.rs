//! A pasted or dropped private key.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use crate::domain::bytes::Bytes;
use crate::domain::formats::private_key::pkcs8::{KeyError, PrivateKey};
use crate::domain::kubernetes::csr::subject_findings;
use crate::domain::kubernetes::finding::Finding;

/// What private key is in this?
#[derive(Serialize, Deserialize)]
pub struct ReadKey {
    /// The file or text.
    pub input: Bytes,
    /// Opens an encrypted key.
    pub passphrase: Option<String>,
}

/// A key, and what a cluster does with its kind.
#[derive(Serialize, Deserialize)]
pub struct KeyAnswer {
    /// The key.
    pub key: PrivateKey,
    /// What is worth knowing about it.
    pub findings: Vec<Finding>,
}

impl Question for ReadKey {
    type Answer = Result<KeyAnswer, KeyError>;

    fn into_request(self) -> Request {
        Request::ReadKey(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> Self::Answer {
        #[cfg(feature = "trap")]
        misbehave_on_purpose(&self.input.0);
        let key = PrivateKey::read(&self.input.0, self.passphrase.as_deref())?;
        Ok(KeyAnswer {
            findings: subject_findings::key_findings(&key.kind),
            key,
        })
    }
}

/// Lets the end-to-end suite see how the page takes an engine that traps or hangs.
#[cfg(feature = "trap")]
pub(super) fn misbehave_on_purpose(input: &[u8]) {
    match input.trim_ascii() {
        b"certbench: trap" => panic!("trapped on purpose"),
        b"certbench: hang" => loop {
            std::hint::spin_loop();
        },
        _ => {}
    }
}
