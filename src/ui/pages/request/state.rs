//! The Request room's whole state, and what can happen to it.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::crypto::SigningKey;
use crate::locale::{Key, key};
use certbench_engine::make_request::{Draft, DraftAnswer, MakeAnswer, RequestAnswer, Source};
use certbench_engine::take_away::KubeconfigAnswer;
use certbench_kubernetes::csr::answer::{Answer, AnswerError};
use certbench_kubernetes::csr::object::ObjectForm;
use certbench_kubernetes::csr::signer::{
    KUBE_APISERVER_CLIENT, KUBE_APISERVER_CLIENT_KUBELET, KUBELET_SERVING,
};
use certbench_kubernetes::csr::subject_form::SubjectForm;
use certbench_kubernetes::finding::{Field, Finding};
use certbench_kubernetes::kubeconfig::ClusterForm;
use certbench_x509::public_key::{Curve, KeyKind};

/// A step of the way from a key to a kubeconfig.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Make or bring in a key.
    Key,
    /// Who asks.
    Subject,
    /// The Kubernetes object.
    Object,
    /// Files and commands.
    TakeAway,
    /// What the cluster answered.
    BringBack,
}

impl Step {
    /// In order.
    pub const ALL: [Self; 5] = [
        Self::Key,
        Self::Subject,
        Self::Object,
        Self::TakeAway,
        Self::BringBack,
    ];

    /// Its name in addresses and ids.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Subject => "subject",
            Self::Object => "object",
            Self::TakeAway => "take-away",
            Self::BringBack => "bring-back",
        }
    }

    /// The key of its title.
    pub const fn title_key(self) -> Key {
        match self {
            Self::Key => key!("step-key"),
            Self::Subject => key!("step-subject"),
            Self::Object => key!("step-object"),
            Self::TakeAway => key!("step-take-away"),
            Self::BringBack => key!("step-bring-back"),
        }
    }

    /// The key of its one-line summary.
    pub const fn summary_key(self) -> Key {
        match self {
            Self::Key => key!("step-key-summary"),
            Self::Subject => key!("step-subject-summary"),
            Self::Object => key!("step-object-summary"),
            Self::TakeAway => key!("step-take-away-summary"),
            Self::BringBack => key!("step-bring-back-summary"),
        }
    }

    /// The step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before this one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}

/// The kinds of key that can be made here, each with the end of its id.
pub const KEY_CHOICES: [(KeyKind, &str); 7] = [
    (KeyKind::Ec { curve: Curve::P256 }, "p256"),
    (KeyKind::Ec { curve: Curve::P384 }, "p384"),
    (KeyKind::Ec { curve: Curve::P521 }, "p521"),
    (KeyKind::Rsa { bits: 2048 }, "rsa2048"),
    (KeyKind::Rsa { bits: 3072 }, "rsa3072"),
    (KeyKind::Rsa { bits: 4096 }, "rsa4096"),
    (KeyKind::Ed25519, "ed25519"),
];

/// What a preset fills in.
pub struct SignerPreset {
    /// The end of its id.
    pub slug: &'static str,
    /// The key of its words.
    pub title_key: Key,
    /// The signer; empty for a custom one.
    pub signer_name: &'static str,
    /// The usages that go with it.
    pub usages: &'static [&'static str],
}

/// The three built-in signers and a custom one.
pub const SIGNER_PRESETS: [SignerPreset; 4] = [
    SignerPreset {
        slug: "client",
        title_key: key!("preset-client"),
        signer_name: KUBE_APISERVER_CLIENT,
        usages: &["client auth"],
    },
    SignerPreset {
        slug: "kubelet-client",
        title_key: key!("preset-kubelet-client"),
        signer_name: KUBE_APISERVER_CLIENT_KUBELET,
        usages: &["client auth", "digital signature"],
    },
    SignerPreset {
        slug: "kubelet-serving",
        title_key: key!("preset-kubelet-serving"),
        signer_name: KUBELET_SERVING,
        usages: &["server auth", "digital signature"],
    },
    SignerPreset {
        slug: "custom",
        title_key: key!("preset-custom"),
        signer_name: "",
        usages: &["client auth"],
    },
];

/// Everything in the room.
#[derive(Clone, PartialEq)]
pub struct RequestState {
    /// The kind of key to be made.
    pub key_kind: KeyKind,
    /// The key at hand.
    pub key: Option<Rc<SigningKey>>,
    /// What is worth knowing about its kind.
    pub key_findings: Vec<Finding>,
    /// A request that was brought in instead of a key.
    pub existing: Option<RequestAnswer>,
    /// Who asks.
    pub subject: SubjectForm,
    /// The object.
    pub object: ObjectForm,
    /// Whether the object's name still follows the user's.
    pub name_follows_user: bool,
    /// What the engine said of the draft.
    pub draft: Option<DraftAnswer>,
    /// The finished request, until something changes.
    pub made: Option<MakeAnswer>,
    /// What was pasted from the cluster.
    pub answer_text: String,
    /// What the engine said of it.
    pub answer: Option<Result<Answer, AnswerError>>,
    /// Where the certificate will be used.
    pub cluster: ClusterForm,
    /// The kubeconfig and the commands.
    pub kubeconfig: Option<KubeconfigAnswer>,
}

impl Default for RequestState {
    fn default() -> Self {
        let (key_kind, _) = KEY_CHOICES[0].clone();
        Self {
            key_kind,
            key: None,
            key_findings: Vec::new(),
            existing: None,
            subject: SubjectForm::default(),
            object: ObjectForm {
                signer_name: KUBE_APISERVER_CLIENT.to_owned(),
                usages: vec!["client auth".to_owned()],
                expiration: "30d".to_owned(),
                ..ObjectForm::default()
            },
            name_follows_user: true,
            draft: None,
            made: None,
            answer_text: String::new(),
            answer: None,
            cluster: ClusterForm::default(),
            kubeconfig: None,
        }
    }
}

/// A change to a form.
pub type Edit<Form> = Box<dyn FnOnce(&mut Form)>;

/// What can happen in the room.
pub enum RequestAction {
    /// Another kind of key was chosen.
    ChooseKeyKind(KeyKind),
    /// There is a key.
    SetKey(Rc<SigningKey>, Vec<Finding>),
    /// There is a request already.
    SetExisting(RequestAnswer),
    /// Neither key nor request any more.
    ForgetKey,
    /// The subject was edited. Edits are functions, so that two in a row both count.
    EditSubject(Edit<SubjectForm>),
    /// The object was edited.
    EditObject(Edit<ObjectForm>),
    /// The engine answered about the draft.
    SetDraft(DraftAnswer),
    /// The request is made from a draft.
    SetMade(Draft, MakeAnswer),
    /// Something was pasted from the cluster.
    EditAnswer(String),
    /// The engine answered about it.
    SetAnswer(Option<Result<Answer, AnswerError>>),
    /// The cluster was edited.
    EditCluster(Edit<ClusterForm>),
    /// The engine wrote the kubeconfig.
    SetKubeconfig(Option<KubeconfigAnswer>),
    /// Everything is wiped.
    Reset,
}

impl Reducible for RequestState {
    type Action = RequestAction;

    fn reduce(self: Rc<Self>, action: RequestAction) -> Rc<Self> {
        let mut state = Self::clone(&self);
        match action {
            RequestAction::ChooseKeyKind(kind) => state.key_kind = kind,
            RequestAction::SetKey(key, findings) => {
                state.key = Some(key);
                state.key_findings = findings;
                state.existing = None;
                state.made = None;
            }
            RequestAction::SetExisting(existing) => state.set_existing(existing),
            RequestAction::ForgetKey => {
                state.key = None;
                state.key_findings.clear();
                state.existing = None;
                state.made = None;
            }
            RequestAction::EditSubject(edit) => {
                edit(&mut state.subject);
                if state.name_follows_user {
                    state.object.name = object_name(&state.subject.user);
                }
                state.made = None;
            }
            RequestAction::EditObject(edit) => {
                edit(&mut state.object);
                state.name_follows_user &= state.object.name == self.object.name;
                state.made = None;
            }
            RequestAction::SetDraft(draft) => state.draft = Some(draft),
            RequestAction::SetMade(question, made) => {
                // A request made from what was typed before is nobody's.
                if question == state.draft_question() {
                    state.made = Some(made);
                }
            }
            RequestAction::EditAnswer(text) => state.answer_text = text,
            RequestAction::SetAnswer(answer) => state.answer = answer,
            RequestAction::EditCluster(edit) => edit(&mut state.cluster),
            RequestAction::SetKubeconfig(kubeconfig) => state.kubeconfig = kubeconfig,
            RequestAction::Reset => state = Self::default(),
        }
        Rc::new(state)
    }
}

/// An object name that the API server takes, made from a user's name.
fn object_name(user: &str) -> String {
    user.chars()
        .map(|character| match character {
            '/' | '%' => '-',
            fits => fits,
        })
        .collect()
}

impl RequestState {
    fn set_existing(&mut self, existing: RequestAnswer) {
        if self.name_follows_user {
            self.object.name = object_name(existing.user.as_str());
        }
        self.key = None;
        self.key_findings.clone_from(&existing.findings);
        self.existing = Some(existing);
        self.made = None;
    }

    /// The question that the engine answers after every edit.
    pub fn draft_question(&self) -> Draft {
        let source = match &self.existing {
            Some(existing) => Source::Request(existing.der.clone()),
            None => Source::Form {
                subject: self.subject.clone(),
                public_key: self.key.as_ref().map(|key| key.spki.clone().into()),
            },
        };
        Draft {
            source,
            object: self.object.clone(),
        }
    }

    /// The user's name, wherever the request comes from.
    pub fn user(&self) -> &str {
        match &self.existing {
            Some(existing) => existing.user.as_str(),
            None => &self.subject.user,
        }
    }

    /// The findings of the draft about some fields.
    pub fn findings(&self, fields: &[Field]) -> Vec<Finding> {
        let draft = self.draft.as_ref();
        let findings = draft.into_iter().flat_map(|draft| &draft.findings);
        findings
            .filter(|finding| fields.contains(&finding.field))
            .cloned()
            .collect()
    }
}
