//! How the artefacts on the bench belong together.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::content::{Artefact, Content};
use crate::origin::Step;
use certbench_kubernetes::finding::{Code, Field, Finding};

/// Most relations that are listed; all of ten thousand certificates under one CA are not news.
const RELATIONS_MAX: usize = 50_000;

certbench_formats::code_list! {
    /// What one artefact is to another.
    RelationKind {
        /// A key, and the certificate or request that is about it.
        KeyOf "key-of",
        /// A request, and a certificate for the same key.
        RequestOf "request-of",
        /// A CA, and a certificate that names it as its issuer and its key by its identifier.
        IssuerOf "issuer-of",
        /// The same certificate again.
        SameAs "same-as",
    }
}

/// One relation between two artefacts, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// What `from` is to `to`.
    pub kind: RelationKind,
    /// The first.
    pub from: usize,
    /// The second.
    pub to: usize,
}

/// Every relation, in linear time.
pub fn relations(artefacts: &[Artefact]) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut add = |kind, from, to| {
        if found.len() < RELATIONS_MAX {
            found.push(Relation { kind, from, to });
        }
    };
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_hash: HashMap<&str, usize> = HashMap::new();
    let mut authorities: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, artefact) in artefacts.iter().enumerate() {
        if let Content::Certificate(certificate) = &artefact.content {
            if let Some(&first) = by_hash.get(certificate.sha256.as_str()) {
                add(RelationKind::SameAs, index, first);
                continue;
            }
            by_hash.insert(&certificate.sha256, index);
            if certificate.is_authority() || certificate.is_self_issued() {
                let name = certificate.subject.to_string();
                authorities.entry(name).or_default().push(index);
            }
        }
        if let Some(spki) = artefact.content.as_kind().spki_sha256() {
            by_key.entry(spki).or_default().push(index);
        }
    }
    // In the order of the artefacts, so that the same bench always gives the same list.
    for (index, artefact) in artefacts.iter().enumerate() {
        let same_key = artefact
            .content
            .as_kind()
            .spki_sha256()
            .and_then(|spki| by_key.get(&spki));
        for &other in same_key.into_iter().flatten().take(64) {
            match (&artefact.content, &artefacts[other].content) {
                (
                    Content::PrivateKey(_) | Content::PublicKey(_),
                    Content::Certificate(_) | Content::Request(_),
                )
                | (Content::PrivateKey(_), Content::PublicKey(_)) => {
                    add(RelationKind::KeyOf, index, other);
                }
                (Content::Request(_), Content::Certificate(_)) => {
                    add(RelationKind::RequestOf, index, other);
                }
                _ => {}
            }
        }
        let Content::Certificate(certificate) = &artefact.content else {
            continue;
        };
        if certificate.is_self_issued() {
            continue;
        }
        let issuers = authorities.get(&certificate.issuer.to_string());
        for &issuer in issuers.into_iter().flatten().take(64) {
            let Content::Certificate(authority) = &artefacts[issuer].content else {
                continue;
            };
            let fits = match (
                &certificate.authority_key_identifier,
                &authority.subject_key_identifier,
            ) {
                (Some(wanted), Some(own)) => wanted == own,
                _ => true,
            };
            if fits {
                add(RelationKind::IssuerOf, issuer, index);
            }
        }
    }
    found
}

/// Secrets and kubeconfig users whose key does not belong to their certificate, each with the
/// position of the key.
pub fn mismatches(artefacts: &[Artefact]) -> Vec<(usize, Finding)> {
    /// What stands beside each other in one object: `tls.key` and `tls.crt`, or a user's two.
    fn place(artefact: &Artefact) -> Option<(String, &str)> {
        let Some(Step::Member(member)) = artefact
            .origin
            .0
            .iter()
            .rev()
            .find(|step| matches!(step, Step::Member(_)))
        else {
            return None;
        };
        let (parent, name) = member.rsplit_once(", ").unwrap_or(("", member.as_str()));
        let object: Vec<_> = artefact
            .origin
            .0
            .iter()
            .take_while(|step| !matches!(step, Step::Member(_)))
            .map(|step| format!("{step:?}"))
            .collect();
        Some((format!("{} {parent}", object.join(" ")), name))
    }
    let mut certificates: HashMap<String, &str> = HashMap::new();
    for artefact in artefacts {
        if let Content::Certificate(certificate) = &artefact.content
            && let Some((place, "tls.crt" | "client-certificate-data")) = place(artefact)
        {
            // The leaf comes first.
            certificates
                .entry(place)
                .or_insert(certificate.spki_sha256.as_str());
        }
    }
    let mut found = Vec::new();
    for (index, artefact) in artefacts.iter().enumerate() {
        if let Content::PrivateKey(key) = &artefact.content
            && let Some((place, "tls.key" | "client-key-data")) = place(artefact)
            && let Some(key) = &key.public_key
            && let Some(&certified) = certificates.get(&place)
            && certified != key.fingerprint()
        {
            let title = artefact.origin.to_string();
            found.push((
                index,
                Finding::new(Code::PairMismatch, Field::Whole).with("title", title),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::mismatches;
    use crate::origin::Source;
    use crate::recognise::recognise;
    use certbench_kubernetes::finding::cases::{case, check};
    use certbench_kubernetes::finding::{Code, Finding, Group};
    use certbench_x509::bytes::Bytes;

    macro_rules! fixture {
        ($path:literal) => {
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../tests/fixtures/",
                $path
            ))
        };
    }

    /// A TLS Secret with this certificate and this key.
    fn secret((certificate, key): (&str, &str)) -> String {
        let mut text = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n\
                        type: kubernetes.io/tls\nstringData:\n"
            .to_owned();
        for (member, pem) in [("tls.crt", certificate), ("tls.key", key)] {
            text.push_str(&format!("  {member}: |\n"));
            text.extend(pem.lines().map(|line| format!("    {line}\n")));
        }
        text
    }

    fn find(pair: &(&str, &str)) -> Vec<Finding> {
        let source = Source {
            name: String::new(),
            input: Bytes(secret(*pair).into_bytes()),
        };
        let found = mismatches(&recognise(source, None).artefacts).into_iter();
        found.map(|(_, finding)| finding).collect()
    }

    #[test]
    fn pairs() {
        let certificate = fixture!("walkthrough/myuser.crt");
        let cases = [case(
            Code::PairMismatch,
            (certificate, fixture!("walkthrough/node.key")),
            (certificate, fixture!("walkthrough/myuser.key")),
        )];
        check(Group::Relation, &cases, find);
    }
}
