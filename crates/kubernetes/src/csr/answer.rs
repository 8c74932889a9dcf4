//! What came back from the cluster: the state of a request and, if there is one, its certificate.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::authenticators::identity::{Identity, NoIdentity};
use crate::csr::comparison::{
    lifetime_difference, name_differences, subject_differences, validity_findings,
};
use crate::csr::signer::BuiltInSigner;
use crate::finding::{Code, Field, Finding, by_severity};
use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::go;
use certbench_formats::manifest;
use certbench_x509::bytes::Bytes;
use certbench_x509::certificate::Certificate;
use certbench_x509::public_key::PublicKey;

/// How far a request has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nobody approved or denied it.
    Pending,
    /// Approved, and a built-in signer will sign within a second if it runs.
    ApprovedBuiltIn {
        /// The signer.
        signer: String,
    },
    /// Approved, and no built-in signer answers to this name.
    ApprovedUnknown {
        /// The signer.
        signer: String,
    },
    /// Denied.
    Denied {
        /// The condition's reason.
        reason: String,
        /// The condition's message.
        message: String,
    },
    /// Approved, and the signer gave up.
    Failed {
        /// The condition's reason.
        reason: String,
        /// The condition's message.
        message: String,
    },
    /// There is a certificate.
    Issued,
}

/// Why a text is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AnswerError {
    /// Empty, or white space.
    #[error("nothing to read")]
    Empty,
    /// Neither an object, nor PEM, nor base64 of PEM.
    #[error("not recognised: {reason}")]
    Unrecognised {
        /// How far the YAML reader came.
        reason: String,
    },
    /// A Kubernetes object of another kind.
    #[error("this is a {kind}")]
    OtherKind {
        /// Its kind.
        kind: String,
    },
    /// A PEM block that is not a certificate.
    #[error("this is a {label}")]
    OtherBlock {
        /// Its label.
        label: String,
    },
    /// `status.certificate` or a PEM block that cannot be read.
    #[error("unreadable certificate: {reason}")]
    BadCertificate {
        /// Why.
        reason: String,
    },
}

/// What was pasted, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How far the request has come.
    pub state: State,
    /// `metadata.name`, where an object was pasted.
    pub object_name: Option<String>,
    /// The certificate and those that follow it, leaf first.
    pub chain: Vec<Issued>,
    /// Who logs in with it.
    pub identity: Option<Identity>,
    /// Why nobody does.
    pub no_identity: Option<NoIdentity>,
    /// Every difference from what was asked; those of severity info are normal.
    pub differences: Vec<Finding>,
    /// Whether the certificate is for the key at hand; `None` without a key or a certificate.
    pub is_for_key: Option<bool>,
}

/// A certificate that came back, as far as it is handed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The whole certificate.
    pub der: Bytes,
    /// Its common name.
    pub user: String,
    /// Seconds since 1970 in UTC.
    pub not_before: i64,
    /// Seconds since 1970 in UTC.
    pub not_after: i64,
}

impl From<&Certificate> for Issued {
    fn from(certificate: &Certificate) -> Self {
        Self {
            der: certificate.der.clone(),
            user: certificate.subject.common_name().to_owned(),
            not_before: certificate.not_before,
            not_after: certificate.not_after,
        }
    }
}

/// What the certificate is compared with.
pub struct Asked<'a> {
    /// The key at hand, if any.
    pub public_key: Option<&'a PublicKey>,
    /// The request that was sent, if it is known.
    pub request: Option<&'a CertificateRequest>,
    /// The lifetime that was asked for.
    pub expiration_seconds: Option<i32>,
    /// Now, in seconds since 1970.
    pub now: i64,
}

fn certificates_in_pem(bytes: &[u8]) -> Result<Vec<Certificate>, AnswerError> {
    let bad = |reason: String| AnswerError::BadCertificate { reason };
    let blocks = go::pem::decode_all(bytes);
    if let Some(other) = blocks.iter().find(|block| block.label != "CERTIFICATE") {
        return Err(AnswerError::OtherBlock {
            label: other.label.clone(),
        });
    }
    if blocks.is_empty() {
        return Err(bad("no CERTIFICATE block".to_owned()));
    }
    blocks
        .iter()
        .map(|block| Certificate::from_der(&block.der).map_err(|error| bad(error.0)))
        .collect()
}

fn condition<'a>(object: &'a Value, kind: &str) -> Option<&'a Value> {
    let conditions = object["status"]["conditions"].as_array()?;
    conditions
        .iter()
        .find(|condition| condition["type"] == kind)
}

fn state(object: &Value, has_certificate: bool) -> State {
    let text =
        |condition: &Value, name: &str| condition[name].as_str().unwrap_or_default().to_owned();
    if has_certificate {
        State::Issued
    } else if let Some(failed) = condition(object, "Failed") {
        State::Failed {
            reason: text(failed, "reason"),
            message: text(failed, "message"),
        }
    } else if let Some(denied) = condition(object, "Denied") {
        State::Denied {
            reason: text(denied, "reason"),
            message: text(denied, "message"),
        }
    } else if condition(object, "Approved").is_some() {
        let signer = object["spec"]["signerName"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if BuiltInSigner::from_name(&signer).is_some() {
            State::ApprovedBuiltIn { signer }
        } else {
            State::ApprovedUnknown { signer }
        }
    } else {
        State::Pending
    }
}

/// What an object says: its state, its chain, its own request and lifetime.
struct ReadObject {
    state: State,
    name: Option<String>,
    chain: Vec<Certificate>,
    request: Option<CertificateRequest>,
    expiration_seconds: Option<i32>,
}

fn read_object(mut object: Value) -> Result<ReadObject, AnswerError> {
    // `kubectl get csr -o yaml` without a name prints a List; one of one item is unambiguous.
    if let Some(items) = object["items"].as_array()
        && let [only] = items.as_slice()
    {
        object = only.clone();
    }
    let kind = object["kind"].as_str().unwrap_or_default();
    if kind != "CertificateSigningRequest" {
        return Err(AnswerError::OtherKind {
            kind: if kind.is_empty() { "?" } else { kind }.to_owned(),
        });
    }
    let bytes = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(|text| go::base64::decode(text.as_bytes()))
    };
    let chain = match bytes(&object["status"]["certificate"]) {
        None => Vec::new(),
        Some(Ok(pem)) => certificates_in_pem(&pem)?,
        Some(Err(error)) => {
            return Err(AnswerError::BadCertificate {
                reason: error.to_string(),
            });
        }
    };
    let request = bytes(&object["spec"]["request"])
        .and_then(Result::ok)
        .and_then(|pem| go::pem::decode(&pem).map(|(block, _)| block.der))
        .and_then(|der| CertificateRequest::from_der(&der).ok());
    Ok(ReadObject {
        state: state(&object, !chain.is_empty()),
        name: object["metadata"]["name"].as_str().map(str::to_owned),
        expiration_seconds: object["spec"]["expirationSeconds"]
            .as_i64()
            .and_then(|seconds| i32::try_from(seconds).ok()),
        chain,
        request,
    })
}

fn read_text(text: &str) -> Result<ReadObject, AnswerError> {
    let from_chain = |chain| ReadObject {
        state: State::Issued,
        name: None,
        chain,
        request: None,
        expiration_seconds: None,
    };
    if text.trim().is_empty() {
        return Err(AnswerError::Empty);
    }
    if text.trim_start().starts_with("-----BEGIN") {
        return certificates_in_pem(text.as_bytes()).map(from_chain);
    }
    let packed: String = text.split_whitespace().collect();
    if let Ok(bytes) = go::base64::decode(packed.as_bytes()) {
        if bytes.first() == Some(&0x30) {
            return Certificate::from_der(&bytes)
                .map(|certificate| from_chain(vec![certificate]))
                .map_err(|error| AnswerError::BadCertificate { reason: error.0 });
        }
        return certificates_in_pem(&bytes).map(from_chain);
    }
    match manifest::parse(text) {
        Ok(object @ Value::Object(_)) => read_object(object),
        Ok(_) if text.contains("-----BEGIN") => {
            certificates_in_pem(text.as_bytes()).map(from_chain)
        }
        Ok(_) => Err(AnswerError::Unrecognised {
            reason: String::new(),
        }),
        Err(_) if text.contains("-----BEGIN") => {
            certificates_in_pem(text.as_bytes()).map(from_chain)
        }
        Err(error) => Err(AnswerError::Unrecognised {
            reason: error.to_string(),
        }),
    }
}

/// Reads what `kubectl get csr NAME -o yaml` or `-o json` printed, bare base64, or PEM, and holds
/// it against what was asked for.
pub fn read(text: &str, asked: &Asked<'_>) -> Result<Answer, AnswerError> {
    let object = read_text(text)?;
    let mut answer = Answer {
        state: object.state,
        object_name: object.name,
        identity: None,
        no_identity: None,
        differences: Vec::new(),
        is_for_key: None,
        chain: object.chain.iter().map(Issued::from).collect(),
    };
    let Some(leaf) = object.chain.first() else {
        return Ok(answer);
    };
    match Identity::from_subject(&leaf.subject, Some(&leaf.sha256)) {
        Ok(identity) => answer.identity = Some(identity),
        Err(reason) => answer.no_identity = Some(reason),
    }
    let mut differences = validity_findings(leaf, asked.now);
    answer.is_for_key = asked.public_key.map(|key| leaf.certifies(key));
    if answer.is_for_key == Some(false) {
        differences.push(Finding::new(Code::IssuedForOtherKey, Field::Certificate));
    }
    if let Some(request) = asked.request.or(object.request.as_ref()) {
        differences.extend(subject_differences(leaf, request));
        differences.extend(name_differences(leaf, request));
    }
    if let Some(seconds) = object.expiration_seconds.or(asked.expiration_seconds) {
        differences.push(lifetime_difference(leaf, seconds));
    }
    let differences = by_severity(differences);
    answer.differences = differences;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};
    use crate::csr::recorded;
    use crate::finding::cases::{case, check};
    use crate::finding::{Code, Finding, Group};
    use certbench_formats::go;
    use certbench_x509::certificate::Certificate;

    /// A request and a certificate, and how many seconds after the certificate's beginning it is.
    struct Input {
        asked: &'static str,
        issued: &'static str,
        after: i64,
    }

    /// A certificate as if it were the answer to a request.
    const fn answer(asked: &'static str, issued: &'static str) -> Input {
        at(asked, issued, 400)
    }

    const fn at(asked: &'static str, issued: &'static str, after: i64) -> Input {
        Input {
            asked,
            issued,
            after,
        }
    }

    fn find(input: &Input) -> Vec<Finding> {
        let (submission, request) = recorded::sent(input.asked);
        let issued = recorded::answer(input.issued);
        let pem = issued["certificate"].as_str().expect("it was issued");
        let (block, _) = go::pem::decode(pem.as_bytes()).expect("it is PEM");
        let certificate = Certificate::from_der(&block.der).expect("it is a certificate");
        let asked = Asked {
            public_key: Some(&request.public_key),
            request: Some(&request),
            expiration_seconds: submission.expiration_seconds,
            now: certificate.not_before + input.after,
        };
        read(pem, &asked).expect("it can be read").differences
    }

    #[test]
    #[rustfmt::skip]
    fn issued_certificates() {
        const LONG: i64 = 2 * 365 * 86_400;
        let cases = [
            case(Code::IssuedForOtherKey, answer("key-p256", "myuser"), answer("myuser", "myuser")),
            case(Code::IssuedUserDiffers, answer("key-p256", "myuser"), answer("myuser", "myuser")),
            case(Code::IssuedGroupsDiffer, answer("subj-serial", "myuser"), answer("subj-multi-o", "subj-multi-o")),
            case(Code::IssuedGroupsReordered, answer("subj-multi-o", "subj-multi-o"), answer("myuser", "myuser")),
            case(Code::IssuedAttributeDropped, answer("subj-uid", "subj-uid"), answer("subj-ou", "subj-ou")),
            case(Code::IssuedAltNameDropped, answer("ext-san-othername", "ext-san-othername"), answer("kserving-ok", "kserving-ok")),
            case(Code::IssuedAltNameAdded, answer("myuser", "kserving-ok"), answer("kserving-ok", "kserving-ok")),
            case(Code::IssuedExtensionsDropped, answer("ext-ca-true", "ext-ca-true"), answer("myuser", "myuser")),
            case(Code::IssuedLifetimeAsAsked, answer("exp-600", "exp-600"), answer("exp-2y", "exp-2y")),
            case(Code::IssuedLifetimeShorter, answer("exp-2y", "exp-2y"), answer("exp-1y", "exp-1y")),
            case(Code::IssuedLifetimeLonger, answer("exp-86400", "exp-1y"), answer("exp-86400", "exp-86400")),
            case(Code::IssuedNotForClients, answer("kserving-ok", "kserving-ok"), answer("myuser", "myuser")),
            case(Code::IssuedExpired, at("myuser", "myuser", LONG), answer("myuser", "myuser")),
            case(Code::IssuedNotYetValid, at("myuser", "myuser", -1), at("myuser", "myuser", 0)),
        ];
        check(Group::Issued, &cases, find);
    }
}
