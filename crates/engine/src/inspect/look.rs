//! One artefact in full, its secret, and two side by side.

use serde::{Deserialize, Serialize};

use super::LISTED_MAX;
use crate::{Performed, Question, Request, Session};
use certbench_artefacts::comparison;
use certbench_artefacts::comparison::Compared;
use certbench_artefacts::encoding::Encoding;
use certbench_artefacts::fact::{ExtensionText, Fact};
use certbench_artefacts::headline::Headline;
use certbench_artefacts::origin::Origin;
use certbench_artefacts::relations::RelationKind;
use certbench_formats::asn1::tree::{Tree, tree};
use certbench_formats::signature::{SignatureCheck, Verdict};
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::finding::Finding;
use certbench_x509::bytes::Bytes;

/// Everything about one artefact.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// Its position.
    pub index: usize,
    /// Now, in seconds since 1970.
    pub now: i64,
}

/// What one artefact is to another, seen from the one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// What `from` is to `to`.
    pub kind: RelationKind,
    /// Whether the artefact in question is `from`.
    pub is_from: bool,
    /// The other's position.
    pub other: usize,
    /// What the other is.
    pub headline: Headline,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The artefact's position.
    pub index: usize,
    /// Its kind, as reports write it.
    pub kind: String,
    /// What it is.
    pub headline: Headline,
    /// Where it was found.
    pub origin: Origin,
    /// When it begins and ends, in seconds since 1970.
    pub validity: (Option<i64>, Option<i64>),
    /// Who the API server would take its bearer for.
    pub identity: Option<Identity>,
    /// What is worth knowing.
    pub findings: Vec<Finding>,
    /// Its fields.
    pub facts: Vec<Fact>,
    /// Its extensions, decoded.
    pub extensions: Vec<ExtensionText>,
    /// Whether its own signature is right; `None` where it has none or nobody could verify.
    pub signature_valid: Option<bool>,
    /// What it has to do with others; the first of it.
    pub relations: Vec<Related>,
    /// Its PEM, where it is public.
    pub pem: String,
    /// What openssl's `-text` prints.
    pub openssl_text: String,
    /// Its encoding, where it is public.
    pub der: Bytes,
    /// The encoding's elements.
    pub tree: Tree,
    /// Whether it has a secret part that can be asked for.
    pub has_secret: bool,
}

impl Question for Look {
    type Answer = Option<Card>;

    fn into_request(self) -> Request {
        Request::Look(self)
    }

    fn signature_checks(&self, session: &Session) -> Vec<SignatureCheck> {
        let artefact = session.inspection.artefact(self.index);
        artefact
            .and_then(|artefact| artefact.content.as_kind().own_signature())
            .into_iter()
            .collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> Option<Card> {
        let inspection = &session.inspection;
        let artefact = inspection.artefact(self.index)?;
        let content = &artefact.content;
        let kind = content.as_kind();
        let encoding = kind.encoding();
        let pem = encoding.as_ref().map_or_else(String::new, Encoding::pem);
        let (der, openssl_text) = encoding.map_or_else(Default::default, |encoding| {
            (encoding.der, encoding.openssl_text)
        });
        let relations = inspection
            .relations
            .iter()
            .filter(|one| one.from == self.index || one.to == self.index)
            .take(LISTED_MAX)
            .filter_map(|one| {
                let is_from = one.from == self.index;
                let other = if is_from { one.to } else { one.from };
                Some(Related {
                    kind: one.kind,
                    is_from,
                    other,
                    headline: inspection.artefact(other)?.content.as_kind().headline(),
                })
            })
            .collect();
        let verdict = performed.verdicts.first().copied().flatten();
        Some(Card {
            index: self.index,
            kind: content.kind().to_owned(),
            headline: kind.headline(),
            origin: artefact.origin.clone(),
            validity: kind.validity(),
            identity: kind.identity(),
            findings: inspection.findings(self.index, self.now),
            facts: kind.facts(),
            extensions: kind.extensions(&openssl_text),
            signature_valid: verdict.map(|verdict| verdict == Verdict::Valid),
            relations,
            pem,
            openssl_text,
            tree: tree(&der.0),
            der,
            has_secret: kind.secret().is_some(),
        })
    }
}

/// The secret part of one artefact, because it was asked for.
#[derive(Serialize, Deserialize)]
pub struct Reveal {
    /// Its position.
    pub index: usize,
}

impl Question for Reveal {
    type Answer = String;

    fn into_request(self) -> Request {
        Request::Reveal(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> String {
        let artefact = session.inspection.artefact(self.index);
        let secret = artefact.and_then(|artefact| artefact.content.as_kind().secret());
        secret.unwrap_or_default().to_owned()
    }
}

/// Two artefacts side by side.
#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// One's position.
    pub left: usize,
    /// The other's.
    pub right: usize,
}

impl Question for Compare {
    type Answer = Vec<Compared>;

    fn into_request(self) -> Request {
        Request::Compare(self)
    }

    fn answer(self, _: &Performed, session: &mut Session) -> Vec<Compared> {
        let inspection = &session.inspection;
        match (
            inspection.artefact(self.left),
            inspection.artefact(self.right),
        ) {
            (Some(left), Some(right)) => comparison::compare(&left.content, &right.content),
            _ => Vec::new(),
        }
    }
}
