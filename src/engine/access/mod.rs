//! The Access room's questions: roles and bindings lie in the session, the page asks about them.

mod check;
mod whole;

use serde::{Deserialize, Serialize};

pub use check::{CheckAccess, Checked};
pub use whole::{
    Difference, DifferenceAnswer, Matrix, MatrixAnswer, MatrixCsv, Remarks, RemarksAnswer,
};

use super::{Performed, Question, Request, Session};
use crate::domain::artefacts::content::Content;
use crate::domain::bytes::Bytes;
use crate::domain::formats::manifest::Document;
use crate::domain::formats::text;
use crate::domain::kubernetes::rbac::evaluate::{Attributes, Grant, Verdict};
use crate::domain::kubernetes::rbac::near_miss::Miss;
use crate::domain::kubernetes::rbac::{RbacSet, Skipped, catalogue, login_groups, matrix};

/// Most entries that are told one by one.
const LISTED_MAX: usize = 50;

/// What the Access room knows.
#[derive(Default)]
pub struct Access {
    set: RbacSet,
    /// The last matrix, which is shown page by page, with the identity that it is about.
    matrix: Option<(Who, matrix::Matrix)>,
}

/// Who is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The user name. For a service account `system:serviceaccount:NAMESPACE:NAME`.
    pub user: String,
    /// The groups.
    pub groups: Vec<String>,
    /// Whether the groups that the API server adds at login are added here too.
    pub as_logged_in: bool,
}

impl Who {
    /// The groups that count.
    fn all_groups(&self) -> Vec<String> {
        match self.as_logged_in {
            true => login_groups(&self.user, &self.groups),
            false => self.groups.clone(),
        }
    }
}

/// Load roles and bindings.
#[derive(Default, Serialize, Deserialize)]
pub struct LoadAccess {
    /// Manifests, as bytes beside the question; nothing where none are given.
    #[serde(skip)]
    pub manifests: Bytes,
    /// Whether what was loaded before is forgotten.
    pub afresh: bool,
    /// Whether the built-in ones of a current Kubernetes come first.
    pub with_defaults: bool,
    /// Whether the objects on the bench are loaded too.
    pub with_bench: bool,
}

/// What is loaded now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    /// How many roles there are.
    pub roles: usize,
    /// How many bindings there are.
    pub bindings: usize,
    /// The namespaces that have RoleBindings.
    pub namespaces: Vec<String>,
    /// What was left out, the first of it.
    pub skipped: Vec<Skipped>,
    /// How much was left out.
    pub skipped_count: usize,
    /// The Kubernetes of the built-in roles.
    pub defaults_version: String,
    /// When those were recorded.
    pub defaults_date: String,
}

impl Question for LoadAccess {
    type Answer = Loaded;

    fn into_request(self) -> Request {
        Request::LoadAccess(self)
    }

    fn take_attachment(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.manifests.0))
    }

    fn attach(&mut self, attachment: Vec<u8>) {
        self.manifests = Bytes(attachment);
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Loaded {
        if self.afresh {
            session.access = Access::default();
        }
        session.access.matrix = None;
        let set = &mut session.access.set;
        if self.with_defaults {
            catalogue::load_defaults(set);
        }
        if self.with_bench {
            let documents: Vec<_> = session
                .inspection
                .artefacts()
                .filter_map(|artefact| match &artefact.content {
                    Content::Object(object) => Some(Document {
                        value: object.value.clone(),
                        line: 0,
                        duplicate_keys: Vec::new(),
                    }),
                    _ => None,
                })
                .collect();
            set.load_documents(&documents, None);
        }
        if !self.manifests.0.is_empty() {
            set.load(&text::decode(&self.manifests.0));
        }
        set.finish();
        Loaded {
            roles: set.roles.len(),
            bindings: set.bindings.len(),
            namespaces: set.namespaces(),
            skipped: set.skipped.iter().take(LISTED_MAX).cloned().collect(),
            skipped_count: set.skipped_count,
            defaults_version: catalogue::KUBERNETES_VERSION.to_owned(),
            defaults_date: catalogue::KUBERNETES_DATE.to_owned(),
        }
    }
}

/// May this identity do that?
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CanI {
    /// Who.
    pub who: Who,
    /// What.
    pub what: Attributes,
}

/// Whether, by what, and what nearly would.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CanIAnswer {
    /// The answer, with the API server's reason.
    pub verdict: Verdict,
    /// Where it is not allowed, what nearly allows it.
    pub misses: Vec<Miss>,
    /// The groups that counted.
    pub groups: Vec<String>,
}

impl Question for CanI {
    type Answer = CanIAnswer;

    fn into_request(self) -> Request {
        Request::CanI(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> CanIAnswer {
        let set = &session.access.set;
        let groups = self.who.all_groups();
        let verdict = set.authorize(&self.who.user, &groups, &self.what);
        let misses = match verdict.allowed {
            true => Vec::new(),
            false => set.near_misses(&self.who.user, &groups, &self.what),
        };
        CanIAnswer {
            verdict,
            misses,
            groups,
        }
    }
}

/// Who can do that?
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct WhoCan {
    /// What.
    pub what: Attributes,
    /// Whether those who may in some namespace are told too, where none is named.
    pub anywhere: bool,
    /// How many are skipped.
    pub from: usize,
    /// How many are wanted.
    pub count: usize,
}

/// A page of those who can; besides, everybody in `system:masters` can.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhoCanAnswer {
    /// How many there are.
    pub total: usize,
    /// Each subject with what allows it.
    pub grants: Vec<Grant>,
}

impl Question for WhoCan {
    type Answer = WhoCanAnswer;

    fn into_request(self) -> Request {
        Request::WhoCan(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> WhoCanAnswer {
        let set = &session.access.set;
        let holders = set.who_can(&self.what, self.anywhere);
        let page = holders.iter().skip(self.from).take(self.count);
        WhoCanAnswer {
            total: holders.len(),
            grants: page.filter_map(|holder| set.holding(*holder)).collect(),
        }
    }
}
