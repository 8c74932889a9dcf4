//! Roles and bindings while somebody writes them.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use crate::domain::kubernetes::access_draft::object::{from_yaml, to_yaml};
use crate::domain::kubernetes::access_draft::presets::{Preset, PresetForm};
use crate::domain::kubernetes::access_draft::rewrite::rewrite;
use crate::domain::kubernetes::access_draft::{Draft, Reading, command, refusals};
use crate::domain::kubernetes::error_text::ErrorText;

/// Keep form, manifest and commands in step.
#[derive(Serialize, Deserialize)]
pub enum DraftAccess {
    /// The form was changed: what stands in it, and the manifest that it is about.
    Form(Vec<Draft>, String),
    /// The manifest was changed.
    Manifest(String),
    /// Commands were pasted.
    Commands(String),
    /// A preset was chosen.
    Preset(Preset, PresetForm),
    /// Refusals were pasted; whether the objects' names limit what is granted.
    Refusals(String, bool),
}

/// The same in all three forms.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccessDraft {
    /// The drafts, what is none, and what they cannot hold.
    pub reading: Reading,
    /// The manifest, a document each.
    pub yaml: String,
    /// The command of each; `None` where `kubectl create` has no flags for it.
    pub commands: Vec<Option<String>>,
    /// The refusals that were read.
    pub refusals: Vec<ErrorText>,
    /// Whether a changed manifest was written anew, without its comments.
    pub is_anew: bool,
}

impl Question for DraftAccess {
    type Answer = AccessDraft;

    fn into_request(self) -> Request {
        Request::DraftAccess(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> AccessDraft {
        let mut answer = AccessDraft::default();
        let drafts = |drafts| Reading {
            drafts,
            ..Reading::default()
        };
        answer.reading = match self {
            Self::Form(all, manifest) => {
                // Without the manifest around them the drafts still stand for themselves.
                let rewritten = rewrite(&manifest, &all);
                answer.is_anew = rewritten.is_none();
                answer.yaml = rewritten.unwrap_or_default();
                Reading {
                    drafts: all,
                    ..from_yaml(&answer.yaml)
                }
            }
            Self::Manifest(text) => from_yaml(&text),
            Self::Commands(text) => command::read(&text),
            Self::Preset(preset, form) => drafts(preset.drafts(&form)),
            Self::Refusals(text, by_name) => {
                answer.refusals = ErrorText::find_all(&text);
                drafts(refusals::needed(&answer.refusals, by_name))
            }
        };
        if answer.yaml.is_empty() {
            answer.yaml = to_yaml(&answer.reading.drafts).unwrap_or_default();
        }
        answer.commands = answer.reading.drafts.iter().map(command::write).collect();
        answer
    }
}
