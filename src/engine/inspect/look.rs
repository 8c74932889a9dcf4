//! One artefact in full, its secret, and two side by side.

use serde::{Deserialize, Serialize};

use super::{LISTED_MAX, request_check};
use crate::domain::artefacts::comparison;
use crate::domain::artefacts::comparison::Compared;
use crate::domain::artefacts::content::Content;
use crate::domain::artefacts::fact;
use crate::domain::artefacts::fact::{ExtensionText, Fact};
use crate::domain::artefacts::headline;
use crate::domain::artefacts::headline::Headline;
use crate::domain::artefacts::origin::Origin;
use crate::domain::artefacts::relations::RelationKind;
use crate::domain::bytes::{Bytes, pem};
use crate::domain::formats::asn1::tree::{Tree, tree};
use crate::domain::formats::openssl_text;
use crate::domain::formats::signature::{SignatureCheck, Verdict};
use crate::domain::kubernetes::authenticators::identity::Identity;
use crate::domain::kubernetes::finding::Finding;
use crate::engine::{Performed, Question, Request, Session};

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
            .and_then(|artefact| request_check(&artefact.content))
            .into_iter()
            .collect()
    }

    fn answer(self, performed: &Performed, session: &mut Session) -> Option<Card> {
        let inspection = &session.inspection;
        let artefact = inspection.artefact(self.index)?;
        let content = &artefact.content;
        let (label, der, openssl_text) = match content {
            Content::Certificate(one) => (
                "CERTIFICATE",
                one.der.clone(),
                openssl_text::certificate(&one.der.0).unwrap_or_default(),
            ),
            Content::Request(one) => (
                "CERTIFICATE REQUEST",
                one.der.clone(),
                openssl_text::request(&one.der.0).unwrap_or_default(),
            ),
            Content::RevocationList(one) => ("X509 CRL", one.der.clone(), String::new()),
            Content::PublicKey(key) => ("PUBLIC KEY", key.spki.clone(), String::new()),
            _ => ("", Bytes::default(), String::new()),
        };
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
                    headline: headline::headline(&inspection.artefact(other)?.content),
                })
            })
            .collect();
        let verdict = performed.verdicts.first().copied().flatten();
        Some(Card {
            index: self.index,
            kind: content.kind().to_owned(),
            headline: headline::headline(content),
            origin: artefact.origin.clone(),
            validity: headline::validity(content),
            identity: headline::identity(content),
            findings: inspection.findings(self.index, self.now),
            facts: fact::facts(content),
            extensions: fact::extensions(content, &openssl_text),
            signature_valid: verdict.map(|verdict| verdict == Verdict::Valid),
            relations,
            pem: if label.is_empty() {
                String::new()
            } else {
                pem(label, &der.0)
            },
            openssl_text,
            tree: tree(&der.0),
            der,
            has_secret: matches!(content, Content::PrivateKey(_) | Content::Token(_)),
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
        match session
            .inspection
            .artefact(self.index)
            .map(|one| &one.content)
        {
            Some(Content::PrivateKey(key)) => key.secret.clone(),
            Some(Content::Token(token)) => token.text.clone(),
            _ => String::new(),
        }
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
