//! The bench: every key, request, object and certificate that was made or brought in.

use std::rc::Rc;

use yew::prelude::*;

use super::components::button::{ActionButtonProperties, ActionKind, action_button};
use super::components::icon::{Glyph, icon};
use super::context::{BenchHandle, Text};
use crate::browser::crypto::SigningKey;
use crate::browser::{download, page};
use crate::locale::{Key, key, tr};

/// What an artefact is.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// A private key. Its secret part stays in the browser's own keeping.
    PrivateKey(Rc<SigningKey>),
    /// A certificate request in PEM.
    Request(String),
    /// A Kubernetes object in YAML.
    Object(String),
    /// A certificate chain in PEM.
    Certificate(String),
}

impl Content {
    /// The key of what it is called.
    const fn key(&self) -> Key {
        match self {
            Self::PrivateKey(_) => key!("artefact-private-key", title),
            Self::Request(_) => key!("artefact-request", title),
            Self::Object(_) => key!("artefact-object", title),
            Self::Certificate(_) => key!("artefact-certificate", title),
        }
    }

    const fn file_ending(&self) -> &'static str {
        match self {
            Self::PrivateKey(_) => ".key",
            Self::Request(_) => ".csr",
            Self::Object(_) => "-csr.yaml",
            Self::Certificate(_) => ".crt",
        }
    }

    fn is_same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One thing on the bench.
#[derive(Clone, PartialEq)]
pub struct Artefact {
    /// Whose it is: a user's name, or the kind of a key.
    pub title: String,
    /// A file name without its ending.
    pub stem: String,
    /// What it is.
    pub content: Content,
}

/// The bench.
#[derive(Clone, Default, PartialEq)]
pub struct Bench {
    /// Everything on it, oldest first.
    pub artefacts: Vec<Artefact>,
    /// Whether a private key lies on it that exists nowhere else.
    pub has_unsaved_key: bool,
}

/// What can happen to the bench.
pub enum BenchAction {
    /// Something new.
    Put(Artefact),
    /// A key that was made here.
    PutNewKey(Artefact),
    /// The newest private key was saved.
    KeySaved,
    /// Take one away.
    Remove(usize),
    /// Take all away.
    Wipe,
}

impl Reducible for Bench {
    type Action = BenchAction;

    fn reduce(self: Rc<Self>, action: BenchAction) -> Rc<Self> {
        let mut bench = Self::clone(&self);
        match action {
            BenchAction::Put(artefact) => bench.put(artefact),
            BenchAction::PutNewKey(artefact) => {
                bench.put(artefact);
                bench.has_unsaved_key = true;
            }
            BenchAction::KeySaved => bench.has_unsaved_key = false,
            BenchAction::Remove(index) => {
                if index < bench.artefacts.len() {
                    let removed = bench.artefacts.remove(index);
                    if matches!(removed.content, Content::PrivateKey(_)) {
                        bench.has_unsaved_key = false;
                    }
                }
            }
            BenchAction::Wipe => bench = Self::default(),
        }
        Rc::new(bench)
    }
}

impl Bench {
    /// Puts an artefact on the bench; a newer version of the same thing takes its place.
    fn put(&mut self, artefact: Artefact) {
        let same = self.artefacts.iter_mut().find(|there| {
            there.title == artefact.title && there.content.is_same_kind(&artefact.content)
        });
        match same {
            Some(there) => *there = artefact,
            None => self.artefacts.push(artefact),
        }
    }
}

/// Properties of [`BenchPanel`].
#[derive(Clone, Properties, PartialEq)]
pub struct BenchPanelProperties {
    /// The bench.
    pub bench: BenchHandle,
    /// Whether there is something to wipe elsewhere.
    pub has_more: bool,
    /// Called after everything was taken away.
    pub onwipe: Callback<()>,
}

/// The bench as a strip of labels, with a way to save each and to wipe all.
pub fn bench_panel(text: &Text, properties: &BenchPanelProperties) -> Html {
    let bench = &properties.bench;
    let wipe = {
        let (bench, onwipe, question) = (
            bench.clone(),
            properties.onwipe.clone(),
            tr!(text, "bench-wipe-question"),
        );
        Callback::from(move |()| {
            if page::confirm(&question) {
                bench.dispatch(BenchAction::Wipe);
                onwipe.emit(());
            }
        })
    };
    html! {
        <section class="certbench-bench" aria-label={tr!(text, "bench-title")} id="bench">
            <span class="certbench-bench__title">{ tr!(text, "bench-title") }</span>
            if bench.artefacts.is_empty() {
                <span class="certbench-muted">{ tr!(text, "bench-empty") }</span>
            } else {
                <ul class="certbench-bench__list">
                    for (index, artefact) in bench.artefacts.iter().enumerate() {
                        { bench_item(text, index, artefact, bench) }
                    }
                </ul>
            }
            if properties.has_more || !bench.artefacts.is_empty() {
                { action_button(text, &yew::props!(ActionButtonProperties { id: "wipe", kind: ActionKind::Danger, label: tr!(text, "bench-wipe"), onclick: wipe })) }
            }
        </section>
    }
}

fn bench_item(text: &Text, index: usize, artefact: &Artefact, bench: &BenchHandle) -> Html {
    let name = text.with(
        artefact.content.key(),
        &[("title", artefact.title.as_str().into())],
    );
    let save = {
        let (artefact, bench) = (artefact.clone(), bench.clone());
        Callback::from(move |_: MouseEvent| save(artefact.clone(), bench.clone()))
    };
    let remove = {
        let bench = bench.clone();
        let question = tr!(text, "bench-remove-question");
        let is_unsaved =
            matches!(artefact.content, Content::PrivateKey(_)) && bench.has_unsaved_key;
        Callback::from(move |_: MouseEvent| {
            if !is_unsaved || page::confirm(&question) {
                bench.dispatch(BenchAction::Remove(index));
            }
        })
    };
    let is_unsaved = matches!(artefact.content, Content::PrivateKey(_)) && bench.has_unsaved_key;
    html! {
        <li class="certbench-bench__item">
            <span>{ &name }</span>
            if is_unsaved {
                <span class="certbench-bench__unsaved">{ tr!(text, "bench-unsaved") }</span>
            }
            <button type="button" class="certbench-icon-button" onclick={save}
                aria-label={tr!(text, "bench-save", name = name.as_str())}>
                { icon(Glyph::Download) }
            </button>
            <button type="button" class="certbench-icon-button" onclick={remove}
                aria-label={tr!(text, "bench-remove", name = name.as_str())}>
                { icon(Glyph::Close) }
            </button>
        </li>
    }
}

/// Saves an artefact as a file. A key is exported only here and now, because it was asked for.
fn save(artefact: Artefact, bench: BenchHandle) {
    let name = format!("{}{}", artefact.stem, artefact.content.file_ending());
    match artefact.content {
        Content::PrivateKey(key) => wasm_bindgen_futures::spawn_local(async move {
            if let Ok(pkcs8) = key.pkcs8().await {
                let pem = certbench_x509::bytes::pem("PRIVATE KEY", &pkcs8);
                download::save(&name, pem.as_bytes(), "application/x-pem-file");
                bench.dispatch(BenchAction::KeySaved);
            }
        }),
        Content::Request(text) | Content::Certificate(text) => {
            download::save(&name, text.as_bytes(), "application/x-pem-file");
        }
        Content::Object(text) => download::save(&name, text.as_bytes(), "application/yaml"),
    }
}
