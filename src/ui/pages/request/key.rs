//! Step 1: make a key, or bring one in, or bring in a request.

use std::rc::Rc;

use yew::functional::Hook as _;
use yew::prelude::*;

use super::StepProperties;
use super::state::{KEY_CHOICES, RequestAction, Step};
use crate::browser::crypto::{self, CryptoError, SigningKey};
use crate::browser::engine_client::EngineClient;
use crate::browser::page;
use crate::locale::families::KEY_KIND;
use crate::locale::{pair_key, tr};
use crate::ui::bench::{Artefact, BenchAction, Content};
use crate::ui::components::button::{ActionButtonProperties, ActionKind, action_button};
use crate::ui::components::erased::erased;
use crate::ui::components::field::{TextFieldProperties, text_field};
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::components::source_box::{SourceBoxProperties, source_box};
use crate::ui::context::{BenchHandle, RequestHandle, Text, use_engine, use_text};
use crate::ui::routes::Route;
use certbench_engine::make_request::{ReadRequest, ReadRequestError};
use certbench_engine::read_key::ReadKey;
use certbench_formats::private_key::pkcs8::KeyError;
use certbench_kubernetes::finding::{Finding, Severity};
use certbench_x509::bytes::Bytes;
use certbench_x509::public_key::KeyKind;

/// Why there is no key.
#[derive(Clone, PartialEq)]
enum KeyProblem {
    Crypto(CryptoError),
    Key(KeyError),
    Request(ReadRequestError),
}

impl KeyProblem {
    fn in_words(&self, text: &Text) -> Problem {
        let (key, detail) = match self {
            Self::Crypto(CryptoError::Missing) => {
                (pair_key!("crypto-missing".remedy), String::new())
            }
            Self::Crypto(CryptoError::Unsupported(kind)) => {
                (pair_key!("crypto-unsupported".remedy, detail), kind.clone())
            }
            Self::Crypto(CryptoError::Refused(words)) => {
                (pair_key!("crypto-refused".remedy, detail), words.clone())
            }
            Self::Key(KeyError::NotFound) => (pair_key!("key-not-found".remedy), String::new()),
            Self::Key(KeyError::PassphraseNeeded) => {
                (pair_key!("key-passphrase-needed".remedy), String::new())
            }
            Self::Key(KeyError::WrongPassphrase) => {
                (pair_key!("key-wrong-passphrase".remedy), String::new())
            }
            Self::Key(KeyError::Corrupt { reason }) => {
                (pair_key!("key-corrupt".remedy, detail), reason.clone())
            }
            Self::Key(KeyError::Unsupported { what }) => {
                (pair_key!("key-unsupported".remedy, detail), what.clone())
            }
            Self::Key(KeyError::TooCostly { rounds }) => (
                pair_key!("key-too-costly".remedy, detail),
                rounds.to_string(),
            ),
            Self::Request(ReadRequestError::NotFound) => {
                (pair_key!("key-not-found".remedy), String::new())
            }
            Self::Request(ReadRequestError::Corrupt { reason }) => {
                (pair_key!("request-corrupt".remedy, detail), reason.clone())
            }
        };
        let (problem, remedy) = text.pair(key, &[("detail", detail.into())]);
        Problem::error(problem, remedy)
    }
}

fn put_key(
    state: &RequestHandle,
    bench: &BenchHandle,
    key: SigningKey,
    findings: Vec<Finding>,
    is_new: bool,
) {
    let key = Rc::new(key);
    let name = key.kind.name();
    let artefact = Artefact {
        stem: format!("{}-private", name.to_lowercase().replace(' ', "-")),
        title: name,
        content: Content::PrivateKey(key.clone()),
    };
    bench.dispatch(if is_new {
        BenchAction::PutNewKey(artefact)
    } else {
        BenchAction::Put(artefact)
    });
    state.dispatch(RequestAction::SetKey(key, findings));
}

/// The step.
pub fn key_step(text: &Text, properties: &StepProperties) -> Html {
    let StepProperties { state, bench } = properties;
    if !crypto::is_available() {
        return html! {
            <>
                { notice(text, &yew::props!(NoticeProperties { id: "crypto-missing", severity: Severity::Error, title: tr!(text, "crypto-missing"), children: html! { <>
                    { tr!(text, "crypto-missing".remedy) }
                </> } })) }
                { bring_in_view(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
            </>
        };
    }
    html! {
        <>
            { current_key(text, properties) }
            { generate(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
            { bring_in_view(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
        </>
    }
}

/// What is at hand already.
fn current_key(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    let title = match (&state.key, &state.existing) {
        (Some(key), _) => tr!(text, "key-at-hand", kind = key.kind.name()),
        (None, Some(existing)) => tr!(
            text,
            "request-at-hand",
            subject = certbench_formats::text::visible(&existing.subject),
            kind = existing.key.clone()
        ),
        (None, None) => return html! {},
    };
    let fingerprint = state
        .key
        .as_ref()
        .map(|key| certbench_x509::bytes::sha256_hexadecimal(&key.spki));
    let problems: Vec<_> = state
        .key_findings
        .iter()
        .map(|finding| Problem::finding(text, finding))
        .collect();
    let forget = {
        let state = state.clone();
        Callback::from(move |()| state.dispatch(RequestAction::ForgetKey))
    };
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "key-at-hand", severity: Severity::Info, success: true, title, children: html! { <>
            if let Some(fingerprint) = fingerprint {
                <p class="certbench-break">
                    { tr!(text, "key-fingerprint") }{ " " }<code id="key-fingerprint">{ fingerprint }</code>
                </p>
            }
            if !problems.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: "key-at-hand-problems", problems })) }
            }
            { action_button(text, &yew::props!(ActionButtonProperties { id: "forget-key", kind: ActionKind::Link, label: tr!(text, "key-forget"), onclick: forget })) }
        </> } })) }
    }
}

/// Makes a key with WebCrypto.
fn generate(properties: StepProperties) -> Html {
    erased("generate", move |context| {
        use_generate_view(&properties).run(context)
    })
}

#[hook]
fn use_generate_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let StepProperties { state, bench } = properties;
    let is_busy = use_state_eq(|| false);
    let problem = use_state_eq(|| None::<KeyProblem>);
    let generate = {
        let (state, bench) = (state.clone(), bench.clone());
        let (is_busy, problem) = (is_busy.clone(), problem.clone());
        let question = tr!(text, "key-replace-question");
        Callback::from(move |()| {
            if bench.has_unsaved_key && !page::confirm(&question) {
                return;
            }
            let (state, bench) = (state.clone(), bench.clone());
            let (is_busy, problem) = (is_busy.clone(), problem.clone());
            is_busy.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                match crypto::generate(state.key_kind.clone()).await {
                    Ok(key) => {
                        problem.set(None);
                        put_key(&state, &bench, key, Vec::new(), true);
                    }
                    Err(error) => problem.set(Some(KeyProblem::Crypto(error))),
                }
                is_busy.set(false);
            });
        })
    };
    html! {
        <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "key-generate-title") }</h2>
            <fieldset class="certbench-tiles">
                <legend class="certbench-label">{ tr!(text, "key-kind") }</legend>
                for (kind, slug) in KEY_CHOICES {
                    { key_tile(&text, state, kind, slug) }
                }
            </fieldset>
            { action_button(&text, &yew::props!(ActionButtonProperties { id: "generate-key", kind: ActionKind::Primary, busy: *is_busy, label: tr!(text, "key-generate"), onclick: generate })) }
            <p class="certbench-hint">{ tr!(text, "key-generate-hint") }</p>
            if let Some(problem) = &*problem {
                { problem_list(&text, &yew::props!(ProblemsProperties { id: "generate-problems", problems: vec![problem.in_words(&text)] })) }
            }
        </section>
    }
}

fn key_tile(text: &Text, state: &RequestHandle, kind: KeyKind, slug: &'static str) -> Html {
    let checked = state.key_kind == kind;
    let name = kind.name();
    let onchange = {
        let state = state.clone();
        Callback::from(move |_: Event| state.dispatch(RequestAction::ChooseKeyKind(kind.clone())))
    };
    let id = format!("key-kind-{slug}");
    html! {
        <label class="certbench-tile" for={id.clone()}>
            <input type="radio" name="key-kind" {id} {checked} {onchange} />
            <span class="certbench-tile__title">{ name }</span>
            <span class="certbench-tile__text">{ tr!(text, KEY_KIND(slug)) }</span>
        </label>
    }
}

/// Reads a pasted text or a file: a request if there is one in it, else a key.
async fn bring_in(
    engine: EngineClient,
    state: RequestHandle,
    bench: BenchHandle,
    input: Vec<u8>,
    passphrase: String,
) -> Option<KeyProblem> {
    let question = ReadRequest {
        input: Bytes(input.clone()),
    };
    match engine.ask(question).await.ok()? {
        Ok(answer) => {
            state.dispatch(RequestAction::SetExisting(answer));
            page::go_to(&Route::Request(Step::Object).href());
            return None;
        }
        Err(error @ ReadRequestError::Corrupt { .. })
            if !contains(&input, b"PRIVATE KEY") && contains(&input, b"CERTIFICATE REQUEST") =>
        {
            return Some(KeyProblem::Request(error));
        }
        Err(_) => {}
    }
    let question = ReadKey {
        input: Bytes(input),
        passphrase: (!passphrase.is_empty()).then_some(passphrase),
    };
    match engine.ask(question).await.ok()? {
        Ok(answer) => match crypto::import_pkcs8(answer.key.kind, &answer.key.pkcs8.0).await {
            Ok(key) => {
                put_key(&state, &bench, key, answer.findings, false);
                None
            }
            // WebCrypto calls a key whose numbers do not fit together a DataError.
            Err(CryptoError::Refused(reason)) => {
                Some(KeyProblem::Key(KeyError::Corrupt { reason }))
            }
            Err(error) => Some(KeyProblem::Crypto(error)),
        },
        Err(error) => Some(KeyProblem::Key(error)),
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// Takes a key or a request that exists already.
fn bring_in_view(properties: StepProperties) -> Html {
    erased("bring_in", move |context| {
        use_bring_in_view(&properties).run(context)
    })
}

#[hook]
fn use_bring_in_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let StepProperties { state, bench } = properties;
    let source = use_state_eq(String::new);
    let file = use_state_eq(|| None::<Vec<u8>>);
    let passphrase = use_state_eq(String::new);
    let problem = use_state_eq(|| None::<KeyProblem>);
    let is_busy = use_state_eq(|| false);
    let read = {
        let (state, bench) = (state.clone(), bench.clone());
        let (problem, is_busy, passphrase) = (problem.clone(), is_busy.clone(), passphrase.clone());
        let source = source.clone();
        Callback::from(move |input: Vec<u8>| {
            let (engine, state, bench) = (engine.clone(), state.clone(), bench.clone());
            let (problem, is_busy, source) = (problem.clone(), is_busy.clone(), source.clone());
            let passphrase_now = (*passphrase).clone();
            let passphrase = passphrase.clone();
            is_busy.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                let found = bring_in(engine, state, bench, input, passphrase_now).await;
                if found.is_none() {
                    // The key is at hand now; nothing secret stays in the form.
                    source.set(String::new());
                    passphrase.set(String::new());
                }
                problem.set(found);
                is_busy.set(false);
            });
        })
    };
    let onfile = {
        let (file, read) = (file.clone(), read.clone());
        Callback::from(move |bytes: Vec<u8>| {
            file.set(Some(bytes.clone()));
            read.emit(bytes);
        })
    };
    let onclick = {
        let (source, file) = (source.clone(), file.clone());
        Callback::from(move |()| {
            let bytes = match &*file {
                Some(bytes) if source.is_empty() => bytes.clone(),
                _ => source.as_bytes().to_vec(),
            };
            read.emit(bytes);
        })
    };
    let edit = |target: &UseStateHandle<String>| {
        let target = target.clone();
        Callback::from(move |value: String| target.set(value))
    };
    let asks_passphrase = matches!(
        &*problem,
        Some(KeyProblem::Key(
            KeyError::PassphraseNeeded | KeyError::WrongPassphrase
        ))
    );
    html! {
        <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "key-import-title") }</h2>
            { source_box(yew::props!(SourceBoxProperties { id: "key-source", label: tr!(text, "key-import-label"), value: (*source).clone(), onchange: edit(&source), onfile, hint: AttrValue::from(tr!(text, "key-import-hint")), placeholder: AttrValue::Static("-----BEGIN PRIVATE KEY-----"), problems: problem.iter().map(|problem| problem.in_words(&text)).collect::<Vec<_>>() })) }
            if asks_passphrase {
                { text_field(&text, &yew::props!(TextFieldProperties { id: "key-passphrase", label: tr!(text, "key-passphrase"), is_secret: true, value: (*passphrase).clone(), onchange: edit(&passphrase) })) }
            }
            { action_button(&text, &yew::props!(ActionButtonProperties { id: "import-key", label: tr!(text, "key-import"), busy: *is_busy, onclick })) }
        </section>
    }
}
