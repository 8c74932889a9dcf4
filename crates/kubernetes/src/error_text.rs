//! What a cluster or a tool says when it refuses, read back: a line of kubectl's, curl's or
//! Python's, a Status, or a line of the audit log.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::finding::Code;
use certbench_formats::manifest;

certbench_formats::code_list! {
    /// Which refusal it is.
    Refusal {
        /// 403: known, but not allowed.
        Forbidden "forbidden",
        /// 401: not known.
        Unauthorized "unauthorized",
        /// The connection was given up before anybody was asked.
        Tls "tls",
    }
}

/// A refusal that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorText {
    /// Which.
    pub refusal: Refusal,
    /// What it means, as the finding that says so.
    pub meaning: Code,
    /// The line that says it.
    pub line: String,
    /// Who was refused; empty unless forbidden.
    pub user: String,
    /// The verb; empty unless forbidden.
    pub verb: String,
    /// The resource with its subresource, or the URL; empty unless forbidden.
    pub resource: String,
    /// The API group; empty for the core group.
    pub group: String,
    /// The namespace; empty where none is named.
    pub namespace: String,
    /// The object's name; empty where none is named.
    pub name: String,
}

/// What the lines about TLS have in them, the more telling first. Words of Go's `crypto/x509` and
/// `crypto/tls`, of OpenSSL's `X509_verify_cert_error_string` and of curl's `lib/vtls`.
const TLS_WORDS: [(&str, Code); 46] = [
    ("HTTP response to HTTPS client", Code::TlsPlainHttp),
    ("does not look like a TLS handshake", Code::TlsPlainHttp),
    ("wrong version number", Code::TlsPlainHttp),
    ("WRONG_VERSION_NUMBER", Code::TlsPlainHttp),
    ("HTTP request to an HTTPS server", Code::TlsWanted),
    ("tls: certificate required", Code::TlsClientRequired),
    ("alert certificate required", Code::TlsClientRequired),
    ("remote error: tls: bad certificate", Code::TlsClientRefused),
    (
        "remote error: tls: expired certificate",
        Code::TlsClientRefused,
    ),
    (
        "remote error: tls: unknown certificate",
        Code::TlsClientRefused,
    ),
    (
        "remote error: tls: unsupported certificate",
        Code::TlsClientRefused,
    ),
    (
        "remote error: tls: revoked certificate",
        Code::TlsClientRefused,
    ),
    ("alert bad certificate", Code::TlsClientRefused),
    ("alert certificate expired", Code::TlsClientRefused),
    ("alert certificate unknown", Code::TlsClientRefused),
    ("alert unknown ca", Code::TlsClientRefused),
    ("alert unsupported certificate", Code::TlsClientRefused),
    ("protocol version", Code::TlsProtocol),
    ("handshake failure", Code::TlsProtocol),
    ("legacy sigalg disallowed", Code::TlsProtocol),
    ("no mutual cipher", Code::TlsProtocol),
    ("does not match public key", Code::TlsPair),
    ("key values mismatch", Code::TlsPair),
    ("unsupported certificate curve", Code::KeyCannotLogIn),
    ("doesn't contain any IP SANs", Code::TlsAddress),
    ("legacy Common Name", Code::TlsCommonName),
    ("certificate is valid for", Code::TlsName),
    ("is not valid for any names", Code::TlsName),
    ("no alternative certificate subject name", Code::TlsName),
    ("does not match target host name", Code::TlsName),
    ("is not valid for '", Code::TlsName),
    ("doesn't match", Code::TlsName),
    ("incompatible key usage", Code::TlsUsage),
    ("certificate purpose", Code::TlsUsage),
    ("is not yet valid: current time", Code::TlsExpired),
    ("certificate has expired", Code::TlsExpired),
    ("certificate is not yet valid", Code::TlsNotYetValid),
    ("certificate is expired", Code::TlsExpired),
    ("unknown authority", Code::TlsUnknownAuthority),
    ("local issuer certificate", Code::TlsUnknownAuthority),
    ("get issuer certificate", Code::TlsUnknownAuthority),
    ("self-signed certificate", Code::TlsUnknownAuthority),
    ("self signed certificate", Code::TlsUnknownAuthority),
    ("verify the first certificate", Code::TlsUnknownAuthority),
    ("too weak", Code::TlsWeak),
    ("insecure algorithm", Code::TlsWeak),
];

/// A text in double quotes, as Go's `%q` writes it, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut characters = text.strip_prefix('"')?.char_indices();
    let mut content = String::new();
    while let Some((position, character)) = characters.next() {
        match character {
            '"' => return Some((content, text.get(position + 2..)?)),
            '\\' => content.push(match characters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            }),
            other => content.push(other),
        }
    }
    None
}

/// A text in double quotes behind some words.
fn quoted_after(text: &str, before: &str) -> Option<String> {
    let start = text.find(before)? + before.len();
    quoted(text.get(start..)?).map(|(content, _)| content)
}

/// Whether the refusal is about being anonymous rather than about rights.
fn meaning_of(user: &str, verb: &str) -> Code {
    if user == "system:anonymous" {
        Code::RefusalAnonymous
    } else if verb.starts_with("impersonate") {
        Code::RefusalImpersonation
    } else {
        Code::RefusalForbidden
    }
}

impl ErrorText {
    /// What every refusal's line has at least one of.
    pub const SIGNS: [&str; 13] = [
        "User \"",
        "User \\\"",
        "forbidden: ",
        "denied the request",
        "Unauthorized",
        "You must be logged in to the server",
        "provide credentials",
        "x509: ",
        "tls: ",
        "SSL certificate problem",
        "SSL: ",
        "SSL routines:",
        "HTTP re",
    ];

    fn new(refusal: Refusal, meaning: Code, line: &str) -> Self {
        let empty = String::new;
        Self {
            refusal,
            meaning,
            line: line.to_owned(),
            user: empty(),
            verb: empty(),
            resource: empty(),
            group: empty(),
            namespace: empty(),
            name: empty(),
        }
    }

    /// The refusal in a line, if there is one. The wording of a 403 is that of
    /// `apiserver/pkg/endpoints/handlers/responsewriters/errors.go`.
    pub fn find(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.starts_with('{') && line.contains("\"responseStatus\"") {
            return Self::from_object(&manifest::parse_json(line).ok()?.value);
        }
        if let Some(found) = Self::forbidden(line) {
            return Some(found);
        }
        // A message within JSON or a log's quotes.
        if line.contains("User \\\"") {
            let bare = line.replace("\\\"", "\"").replace("\\\\", "\\");
            if let Some(mut found) = Self::forbidden(&bare) {
                line.clone_into(&mut found.line);
                return Some(found);
            }
        }
        if let Some(found) = Self::admission(line) {
            return Some(found);
        }
        if [
            "Unauthorized",
            "You must be logged in to the server",
            "provide credentials",
        ]
        .iter()
        .any(|sign| line.contains(sign))
        {
            return Some(Self::new(
                Refusal::Unauthorized,
                Code::RefusalUnauthorized,
                line,
            ));
        }
        Self::tls(line)
    }

    /// The role that a binding names and that does not exist, where the API server says so
    /// (`plugin/pkg/auth/authorizer/rbac/rbac.go`): `RBAC: role.rbac.authorization.k8s.io "x" not
    /// found`.
    pub fn missing_role(&self) -> Option<String> {
        let (_, reason) = self.line.split_once("RBAC: ")?;
        let reason = reason.replace("\\\"", "\"");
        let (kind, rest) = reason.split_once(".rbac.authorization.k8s.io ")?;
        let kind = kind.rsplit([' ', '[']).next().unwrap_or_default();
        let (name, rest) = quoted(rest)?;
        rest.starts_with(" not found")
            .then(|| format!("{kind} {name}"))
    }

    /// The elliptic curve that the line refuses (`crypto/tls/auth.go`): `tls: unsupported certificate
    /// curve (P-224)`; `EC` where it is cut off.
    pub fn curve(&self) -> &str {
        let rest = self.line.split_once("unsupported certificate curve (");
        let named = rest.and_then(|(_, rest)| rest.split_once(')'));
        named.map_or("EC", |(curve, _)| curve)
    }

    /// Every refusal in a text: a line each, or one JSON or YAML object after another.
    pub fn find_all(text: &str) -> Vec<Self> {
        const REFUSALS_MAX: usize = 1_000;
        let from_lines = text.lines().filter_map(Self::find);
        let found: Vec<_> = from_lines.take(REFUSALS_MAX).collect();
        // An object laid out over several lines says less on its message's line than as a whole.
        let documents = manifest::parse_documents(text).documents;
        let items = documents.iter().flat_map(|document| {
            let items = document.value.get("items").and_then(Value::as_array);
            items.map_or(std::slice::from_ref(&document.value), Vec::as_slice)
        });
        let objects = items.filter_map(Self::from_object);
        let objects: Vec<_> = objects.take(REFUSALS_MAX).collect();
        if objects.is_empty() { found } else { objects }
    }

    /// A 403 that comes after RBAC has allowed the request: by a plugin or a webhook of admission.
    fn admission(line: &str) -> Option<Self> {
        let is_forbidden = line.contains("\" is forbidden: ")
            || line.contains("(Forbidden): ") && line.contains("forbidden: ");
        if !is_forbidden && !line.contains("\" denied the request") {
            return None;
        }
        let object = line
            .split_once("\" is forbidden: ")
            .map(|(object, _)| object);
        let mut found = Self::new(Refusal::Forbidden, Code::RefusalAdmission, line);
        if let Some((kind, name)) = object.and_then(|object| object.rsplit_once('"')) {
            let kind = kind.trim_end().rsplit(' ').next().unwrap_or_default();
            let (resource, group) = kind.split_once('.').unwrap_or((kind, ""));
            (found.resource, found.group) = (resource.to_owned(), group.to_owned());
            name.clone_into(&mut found.name);
        }
        if line.contains("RBAC permissions not currently held") {
            found.meaning = Code::RefusalEscalation;
            found.user = quoted_after(line, "user ").unwrap_or_default();
            "grant".clone_into(&mut found.verb);
        } else if let Some(signer) = quoted_after(line, "requests with signerName ") {
            found.meaning = Code::RefusalSigner;
            let signs = line.contains("permitted to sign ");
            if signs { "sign" } else { "approve" }.clone_into(&mut found.verb);
            "signers".clone_into(&mut found.resource);
            found.name = signer;
        }
        Some(found)
    }

    fn tls(line: &str) -> Option<Self> {
        let is_plain = [
            "HTTP response to HTTPS client",
            "HTTP request to an HTTPS server",
        ]
        .iter()
        .any(|words| line.contains(words));
        let is_tls = [
            "x509: ",
            "tls: ",
            "SSL certificate problem",
            "SSL: ",
            "SSL routines:",
        ]
        .iter()
        .any(|sign| line.contains(sign));
        if !is_plain && !is_tls {
            return None;
        }
        let known = TLS_WORDS.iter().find(|(words, _)| line.contains(words));
        let mut meaning = known.map_or(Code::TlsOther, |(_, meaning)| *meaning);
        // Go says both in one sentence, and the moments tell which.
        if line.contains("not yet valid: current time") && line.contains(" is before ") {
            meaning = Code::TlsNotYetValid;
        }
        Some(Self::new(Refusal::Tls, meaning, line))
    }

    /// `[pods "NAME" is forbidden: ]User "U" cannot VERB resource "R" in API group "G" in the
    /// namespace "N"`, or `… path "P"`, or Kubernetes 1.9's `… cannot list pods in the namespace`.
    fn forbidden(line: &str) -> Option<Self> {
        let (before, rest) = line.split_once("User \"")?;
        let (user, rest) = quoted(line.get(line.len() - rest.len() - 1..)?)?;
        let rest = rest.strip_prefix(" cannot ")?;
        let (verb, rest) = rest.split_once(' ')?;
        let mut found = Self::new(Refusal::Forbidden, meaning_of(&user, verb), line);
        (found.user, found.verb) = (user, verb.to_owned());
        if let Some(path) = rest.strip_prefix("path ") {
            found.resource = quoted(path)?.0;
            return Some(found);
        }
        let after = match rest.strip_prefix("resource ") {
            Some(resource) => {
                let (resource, after) = quoted(resource)?;
                found.resource = resource;
                found.group = quoted_after(after, " in API group ").unwrap_or_default();
                after
            }
            None => {
                let (resource, after) = rest.split_once(' ').unwrap_or((rest, ""));
                let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
                (found.resource, found.group) = (resource.to_owned(), group.to_owned());
                after
            }
        };
        found.namespace = quoted_after(after, "in the namespace ").unwrap_or_default();
        // `deployments.apps "web" is forbidden: `
        let object = before.trim_end().strip_suffix("is forbidden:");
        let object = object.and_then(|object| object.trim_end().strip_suffix('"'));
        if let Some((_, name)) = object.and_then(|object| object.rsplit_once('"')) {
            name.clone_into(&mut found.name);
        }
        Some(found)
    }

    /// The refusal in a `meta/v1` Status or an `audit.k8s.io` Event.
    pub fn from_object(value: &Value) -> Option<Self> {
        let text = |pointer: &str| {
            let value = value.pointer(pointer).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let number = |pointer: &str| value.pointer(pointer).and_then(Value::as_i64);
        match text("/kind").as_str() {
            "Status" if matches!(number("/code"), Some(401 | 403)) => Self::find(&text("/message"))
                .map(|mut found| {
                    if found.name.is_empty() && found.refusal == Refusal::Forbidden {
                        found.name = text("/details/name");
                    }
                    found
                }),
            "Event" if text("/apiVersion").starts_with("audit.k8s.io/") => {
                let code = number("/responseStatus/code")?;
                let message = text("/responseStatus/message");
                let line = if message.is_empty() {
                    format!("{code} {}", text("/requestURI"))
                } else {
                    message
                };
                if code == 401 {
                    let meaning = Code::RefusalUnauthorized;
                    return Some(Self::new(Refusal::Unauthorized, meaning, &line));
                }
                if code != 403 {
                    return None;
                }
                // Who was impersonated is who was asked about.
                let user = match text("/impersonatedUser/username") {
                    user if user.is_empty() => text("/user/username"),
                    user => user,
                };
                // The message knows more where it is that of another check than the request's own.
                if let Some(found) = Self::find(&line)
                    && found.refusal == Refusal::Forbidden
                    && (found.user != user || found.meaning != Code::RefusalForbidden)
                {
                    return Some(found);
                }
                let verb = text("/verb");
                let mut found = Self::new(Refusal::Forbidden, meaning_of(&user, &verb), &line);
                (found.user, found.verb) = (user, verb);
                if value.get("objectRef").is_some() {
                    found.resource = text("/objectRef/resource");
                    let subresource = text("/objectRef/subresource");
                    if !subresource.is_empty() {
                        found.resource.push('/');
                        found.resource.push_str(&subresource);
                    }
                    found.group = text("/objectRef/apiGroup");
                    found.namespace = text("/objectRef/namespace");
                    found.name = text("/objectRef/name");
                } else {
                    let path = text("/requestURI");
                    found.resource = path.split('?').next().unwrap_or_default().to_owned();
                }
                Some(found)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorText;
    use crate::finding::cases::{Case, case, check};
    use crate::finding::{Code, Field, Finding, Group};

    fn find(line: &&str) -> Vec<Finding> {
        let found = ErrorText::find_all(line).into_iter();
        found
            .map(|error| Finding::new(error.meaning, Field::Whole))
            .collect()
    }

    #[test]
    fn the_curve_is_read_from_what_kubectl_says() {
        let curve = |line| ErrorText::find(line).map(|error| error.curve().to_owned());
        let said = "Unable to connect to the server: tls: unsupported certificate curve (P-224)";
        assert_eq!(curve(said).as_deref(), Some("P-224"));
        assert_eq!(
            curve("tls: unsupported certificate curve").as_deref(),
            Some("EC")
        );
    }

    /// What kubectl 1.36 and curl said (`tests/fixtures/tls-errors.jsonl`), and the rest in Go's
    /// words.
    #[test]
    #[rustfmt::skip]
    fn failures_of_tls() {
        const AUTHORITY: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority";
        const AFTER: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-24T23:24:51Z is after 2021-01-01T00:00:00Z";
        const BEFORE: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-24T23:24:52Z is before 2090-01-01T00:00:00Z";
        const NAME: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for elsewhere.example.com, not localhost";
        const ADDRESS: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs";
        const COMMON_NAME: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate relies on legacy Common Name field, use SANs instead";
        const USAGE: &str = "Unable to connect to the server: tls: failed to verify certificate: x509: certificate specifies an incompatible key usage";
        const PLAIN: &str = "Unable to connect to the server: tls: first record does not look like a TLS handshake";
        const WANTED: &str = "Client sent an HTTP request to an HTTPS server.";
        const REQUIRED: &str = "Unable to connect to the server: remote error: tls: certificate required";
        const REFUSED: &str = "Unable to connect to the server: remote error: tls: expired certificate";
        const PROTOCOL: &str = "Unable to connect to the server: remote error: tls: protocol version not supported";
        const PAIR: &str = "error: tls: private key does not match public key";
        const WEAK: &str = "x509: cannot verify signature: insecure algorithm SHA1-RSA";
        const OTHER: &str = "Unable to connect to the server: remote error: tls: internal error";
        const CASES: [Case<&str>; 15] = [
            case(Code::TlsUnknownAuthority, AUTHORITY, REFUSED),
            case(Code::TlsExpired, AFTER, BEFORE),
            case(Code::TlsNotYetValid, BEFORE, AFTER),
            case(Code::TlsName, NAME, ADDRESS),
            case(Code::TlsAddress, ADDRESS, NAME),
            case(Code::TlsCommonName, COMMON_NAME, NAME),
            case(Code::TlsUsage, USAGE, AUTHORITY),
            case(Code::TlsPlainHttp, PLAIN, WANTED),
            case(Code::TlsWanted, WANTED, PLAIN),
            case(Code::TlsClientRequired, REQUIRED, REFUSED),
            case(Code::TlsClientRefused, REFUSED, AFTER),
            case(Code::TlsProtocol, PROTOCOL, OTHER),
            case(Code::TlsPair, PAIR, AUTHORITY),
            case(Code::TlsWeak, WEAK, AUTHORITY),
            case(Code::TlsOther, OTHER, PROTOCOL),
        ];
        check(Group::TlsError, &CASES, find);
    }
}
