//! Credentials other than certificates: the objects, files, flags and commands that make them.
//!
//! Each kind has a form, which says what it cannot be made with ([`Problem`]) and what it comes to
//! ([`Made`]). Time and random bytes are given by whoever asks.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::bytes::base64;
use crate::domain::formats::code_list::code_list;
use crate::domain::formats::duration;
use crate::domain::formats::duration::DurationError;
use crate::domain::formats::manifest;
use crate::domain::kubernetes::finding::Severity;
use crate::domain::kubernetes::kubeconfig::{ClusterError, ClusterForm};
use crate::domain::kubernetes::names;

code_list! {
    /// Why nothing can be made of a field; the words are `make-problem-…` in `locales/`, with a
    /// `.remedy`.
    ProblemCode {
        /// Empty, but needed.
        Missing "missing",
        /// Not a name that Kubernetes takes, in the server's own words.
        Name "name",
        /// Not a duration.
        Duration "duration",
        /// Under ten minutes.
        DurationShort "duration-short",
        /// Over 2^32 seconds.
        DurationLong "duration-long",
        /// A token is bound to a Pod, a Secret or a Node only.
        BoundKind "bound-kind",
        /// A UID without the object it belongs to.
        BoundUid "bound-uid",
        /// Not `[a-z0-9]{6}.[a-z0-9]{16}`.
        BootstrapToken "bootstrap-token",
        /// Not `system:bootstrappers:…`.
        BootstrapGroup "bootstrap-group",
        /// Not enough random bytes were drawn.
        Random "random",
        /// The same token in two rows.
        TokenTwice "token-twice",
        /// A comma or a line break, which the file would take for an end.
        Separator "separator",
        /// Not an address `https://HOST…`.
        Address "address",
        /// An issuer with a query, a fragment or a user.
        IssuerParts "issuer-parts",
        /// The discovery address is the issuer's own.
        DiscoverySame "discovery-same",
        /// Both a claim and an expression, or a prefix beside an expression.
        ClaimAndExpression "claim-and-expression",
        /// `claims.email` without `claims.email_verified`.
        EmailUnverified "email-unverified",
        /// An extra key that is not `DOMAIN/path` in lower case, or is Kubernetes' own.
        ExtraKey "extra-key",
        /// The same value twice.
        Twice "twice",
        /// No certificate in PEM.
        Authority "authority",
        /// A private key where a certificate belongs.
        AuthorityIsKey "authority-is-key",
        /// Not a header's name.
        Header "header",
    }
}

code_list! {
    /// What is worth knowing about what was made; the words are `make-note-…` in `locales/`, with a
    /// `.remedy`.
    NoteCode {
        /// A long-lived token in a Secret.
        LongLived "long-lived",
        /// A token that is not bound to an object lives until it expires.
        Unbound "unbound",
        /// Longer than most API servers give.
        TokenLong "token-long",
        /// A token for another audience is not taken by the API server.
        ForeignAudience "foreign-audience",
        /// A bootstrap token that never expires.
        BootstrapForever "bootstrap-forever",
        /// A bootstrap token that cannot log in.
        BootstrapNoLogin "bootstrap-no-login",
        /// A bootstrap token without which cluster-info cannot be verified.
        BootstrapNoSigning "bootstrap-no-signing",
        /// kubeadm's own group is missing, so that no node can join.
        BootstrapNoGroup "bootstrap-no-group",
        /// No CA: `kubeadm join` cannot verify whom it joins.
        BootstrapNoAuthority "bootstrap-no-authority",
        /// What speaks against static tokens.
        StaticTokens "static-tokens",
        /// A token that is short enough to be guessed.
        TokenShort "token-short",
        /// A user with `system:masters`.
        Masters "masters",
        /// Without a prefix, a name of the issuer's may be one of Kubernetes' own.
        NoPrefix "no-prefix",
        /// `--oidc-…` flags must go.
        FlagsExclude "flags-exclude",
        /// Expressions are checked by the API server alone.
        Expressions "expressions",
        /// A client secret is none on a laptop.
        ClientSecret "client-secret",
        /// Without a client certificate anybody may ask the webhook.
        WebhookOpen "webhook-open",
        /// The API server asks again only after the cache's time.
        WebhookCache "webhook-cache",
        /// The CA must sign proxies only.
        ProxyAuthority "proxy-authority",
        /// Any certificate of the CA is taken for the proxy's.
        ProxyAnyName "proxy-any-name",
        /// The flags serve the aggregation layer too.
        ProxyAggregation "proxy-aggregation",
    }
}

impl NoteCode {
    /// Whether something is to be done about it, or it is only worth knowing.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Unbound
            | Self::ForeignAudience
            | Self::FlagsExclude
            | Self::Expressions
            | Self::WebhookCache
            | Self::ProxyAggregation => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// A field of which nothing can be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The form's member, with an index where it is a list: `groups[1]`.
    pub field: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// The offending value or the server's own words; never a secret.
    pub detail: String,
}

impl Problem {
    pub(super) fn new(
        field: impl Into<String>,
        code: ProblemCode,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            code,
            detail: detail.into(),
        }
    }
}

/// A file that was made. Its text may be secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// What to call it.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Never the text: it may be a credential, and a debug print may end in a log.
impl std::fmt::Debug for MadeFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "MadeFile({})", self.name)
    }
}

/// What a form comes to. With problems there is nothing but the problems.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What stands against making it.
    pub problems: Vec<Problem>,
    /// The files.
    pub files: Vec<MadeFile>,
    /// The commands, one after another; they may name a secret.
    pub commands: Vec<String>,
    /// Flags to set on the API server.
    pub flags: Vec<String>,
    /// What is worth knowing.
    pub notes: Vec<NoteCode>,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Made({:?}, {:?})", self.problems, self.files)
    }
}

impl Made {
    pub(super) fn refused(problems: Vec<Problem>) -> Self {
        Self {
            problems,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, name: impl Into<String>, text: String) {
        self.files.push(MadeFile {
            name: name.into(),
            text,
        });
    }

    /// A value that was put together from texts can always be written as YAML.
    pub(super) fn add_yaml(&mut self, name: impl Into<String>, value: &Value) {
        self.add(name, manifest::to_yaml(value).unwrap_or_default());
    }
}

/// Checks names by one of the functions in [`names`], the field being needed.
pub(super) fn check_name(
    problems: &mut Vec<Problem>,
    field: &str,
    name: &str,
    errors: fn(&str) -> Vec<String>,
) {
    if name.is_empty() {
        problems.push(Problem::new(field, ProblemCode::Missing, ""));
        return;
    }
    let errors = errors(name);
    if !errors.is_empty() {
        problems.push(Problem::new(field, ProblemCode::Name, errors.join(", ")));
    }
}

/// The same where the field may be empty.
pub(super) fn check_namespace(problems: &mut Vec<Problem>, field: &str, namespace: &str) {
    if !namespace.is_empty() {
        check_name(problems, field, namespace, names::label_errors);
    }
}

/// A duration as typed, in seconds; `None` where the field is empty.
pub(super) fn seconds(problems: &mut Vec<Problem>, field: &str, typed: &str) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match duration::parse(typed) {
        Ok(seconds) => return Some(seconds),
        Err(DurationError::Syntax) => {
            problems.push(Problem::new(field, ProblemCode::Duration, typed));
        }
        Err(DurationError::TooLong) => {
            problems.push(Problem::new(field, ProblemCode::DurationLong, typed));
        }
    }
    None
}

/// Whether a text is an address that Go's `url.Parse` and an https client take.
pub(super) fn is_https(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    })
}

/// A CA as PEM, empty where none is given.
pub(super) fn authority(problems: &mut Vec<Problem>, field: &str, given: &str) -> String {
    let form = ClusterForm {
        authority: given.to_owned(),
        ..ClusterForm::default()
    };
    form.authority_pem().unwrap_or_else(|error| {
        let code = match error {
            ClusterError::AuthorityIsKey => ProblemCode::AuthorityIsKey,
            _ => ProblemCode::Authority,
        };
        problems.push(Problem::new(field, code, ""));
        String::new()
    })
}

/// A kubeconfig with one of everything, for what is not a certificate.
pub(super) fn kubeconfig(
    cluster: (&str, &str, &str),
    namespace: &str,
    user: &str,
    credential: &Value,
) -> Value {
    let (name, server, authority) = cluster;
    let mut about = json!({"server": server});
    if !authority.is_empty() {
        about["certificate-authority-data"] = base64(authority.as_bytes()).into();
    }
    let mut context = json!({"cluster": name, "user": user});
    if !namespace.is_empty() {
        context["namespace"] = namespace.into();
    }
    let context_name = format!("{user}@{name}");
    json!({
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": about}],
        "contexts": [{"name": context_name, "context": context}],
        "current-context": context_name,
        "users": [{"name": user, "user": credential}],
    })
}
