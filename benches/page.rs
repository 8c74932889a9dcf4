//! The bench page's own part: requests made by the page's code and the real engine.
//!
//! Built for the browser by `cargo xtask bench`, which serves it beside the peers; natively it is
//! empty.

#[cfg(target_arch = "wasm32")]
mod page {
    use certbench::browser::crypto::{self, SigningKey};
    use certbench::browser::engine_client::EngineClient;
    use certbench_artefacts::content::Content;
    use certbench_artefacts::origin::Source;
    use certbench_artefacts::recognise::recognise;
    use certbench_engine::make_request::{Make, MakeSource};
    use certbench_engine::verify_token::{TokenAnswer, VerifyToken};
    use certbench_engine::worker::crypto::sign;
    use certbench_engine::worker::utf8::utf8;
    use certbench_engine::worker::verify;
    use certbench_engine::{Performed, Question as _, Session};
    use certbench_kubernetes::csr::build as request_builder;
    use certbench_kubernetes::csr::object::ObjectForm;
    use certbench_kubernetes::csr::subject_form::SubjectForm;
    use certbench_x509::public_key::{Curve, KeyKind, PublicKey};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    fn failed(error: impl std::fmt::Display) -> JsValue {
        JsValue::from_str(&error.to_string())
    }

    /// A key of the browser and the engine that makes requests for it.
    #[wasm_bindgen]
    pub struct Bench {
        engine: EngineClient,
        key: SigningKey,
        message: Vec<u8>,
    }

    fn kind(name: &str) -> Option<KeyKind> {
        Some(match name {
            "P-256" => KeyKind::Ec { curve: Curve::P256 },
            "P-384" => KeyKind::Ec { curve: Curve::P384 },
            "P-521" => KeyKind::Ec { curve: Curve::P521 },
            "RSA 2048" => KeyKind::Rsa { bits: 2048 },
            "RSA 3072" => KeyKind::Rsa { bits: 3072 },
            "RSA 4096" => KeyKind::Rsa { bits: 4096 },
            "Ed25519" => KeyKind::Ed25519,
            _ => return None,
        })
    }

    fn object() -> ObjectForm {
        ObjectForm {
            name: "jane".to_owned(),
            signer_name: "kubernetes.io/kube-apiserver-client".to_owned(),
            usages: vec!["client auth".to_owned()],
            expiration: "30d".to_owned(),
            ..ObjectForm::default()
        }
    }

    fn subject() -> SubjectForm {
        SubjectForm {
            user: "jane".to_owned(),
            groups: vec!["dev".to_owned(), "ops".to_owned()],
            ..SubjectForm::default()
        }
    }

    /// Reads a bundle as the engine does: from PEM to all fields and fingerprints. How many
    /// certificates there were, and something of each so that nothing is optimised away.
    #[wasm_bindgen]
    pub fn read_certificates(bundle: &js_sys::JsString) -> usize {
        let Some(bytes) = utf8(bundle) else {
            return 0;
        };
        let source = Source {
            name: String::new(),
            input: bytes.into(),
        };
        let mut found = recognise(source, None).artefacts;
        found.retain(|artefact| match &artefact.content {
            Content::Certificate(one) => one.sha256.len() + one.spki_sha256.len() == 128,
            _ => false,
        });
        found.len()
    }

    #[wasm_bindgen]
    impl Bench {
        /// Makes a key and starts the engine.
        pub async fn start(kind_name: String) -> Result<Bench, JsValue> {
            let kind = kind(&kind_name).ok_or_else(|| failed("no such kind of key"))?;
            let key = crypto::generate(kind).await.map_err(failed)?;
            let name = subject().distinguished_name();
            let public_key = PublicKey::from_spki(&key.spki).map_err(failed)?;
            let message = request_builder::to_be_signed(&name, &[], &public_key).map_err(failed)?;
            Ok(Self {
                engine: EngineClient::start(),
                key,
                message,
            })
        }

        /// Bare WebCrypto: one signature over the same bytes.
        pub async fn sign(&self) -> Result<usize, JsValue> {
            let key = self.key.private_key();
            let signature = sign(key, &self.key.kind, &self.message)
                .await
                .map_err(failed)?;
            Ok(signature.len())
        }

        /// The whole way: from the form to PEM, YAML and commands.
        pub async fn make_request(&self) -> Result<String, JsValue> {
            let source = MakeSource::Form {
                subject: subject(),
                public_key: self.key.spki.clone().into(),
            };
            let question = Make {
                source,
                object: object(),
            };
            let made = self
                .engine
                .ask_with_key(question, &self.key)
                .await
                .map_err(failed)?;
            made.map(|made| made.csr_pem).map_err(failed)
        }
    }

    /// A token and the key that it is verified with.
    #[wasm_bindgen]
    pub struct Verification {
        engine: EngineClient,
        question: VerifyToken,
    }

    #[wasm_bindgen]
    impl Verification {
        /// Starts the engine; the key is PEM of a SubjectPublicKeyInfo.
        pub fn start(token: String, key: String, now: f64) -> Verification {
            Self {
                engine: EngineClient::start(),
                question: VerifyToken {
                    token,
                    keys: key,
                    now: now as i64,
                    ..VerifyToken::default()
                },
            }
        }

        /// What the engine does, within it: from texts to the verdict. Whether the signature is genuine.
        pub async fn verdict(&self) -> bool {
            let (session, question) = (Session::default(), self.question.clone());
            let performed = perform(&question, &session).await;
            question.judge(&performed, &session).0.reason.is_none()
        }

        /// The same, and every claim explained, the identity told and advice given.
        pub async fn answer(&self) -> Result<bool, JsValue> {
            let (mut session, question) = (Session::default(), self.question.clone());
            let performed = perform(&question, &session).await;
            let answer = question.answer(&performed, &mut session);
            answer.map(|answer| is_genuine(&answer)).map_err(failed)
        }

        /// The whole answer by the engine, the trip to its worker included.
        pub async fn by_worker(&self) -> Result<bool, JsValue> {
            let answer = self.engine.ask(self.question.clone()).await;
            let answer = answer.map_err(failed)?.map_err(failed)?;
            Ok(is_genuine(&answer))
        }
    }

    async fn perform(question: &VerifyToken, session: &Session) -> Performed {
        Performed {
            verdicts: verify::perform_all(&question.signature_checks(session)).await,
            ..Performed::default()
        }
    }

    fn is_genuine(answer: &TokenAnswer) -> bool {
        answer.judgement.reason.is_none()
    }
}

fn main() {}
