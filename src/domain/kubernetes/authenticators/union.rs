//! Which credential of a request wins: the order in which kube-apiserver asks its authenticators
//! (`pkg/kubeapiserver/authenticator/config.go`).
//!
//! One that fails does not end the search, but whoever is found nowhere is anonymous only if none
//! failed; otherwise the answer is 401.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::certificate::Certificate;
use crate::domain::kubernetes::authenticators::identity::{
    ANONYMOUS, AUTHENTICATED, Identity, UNAUTHENTICATED,
};

/// `id-kp-clientAuth` and `anyExtendedKeyUsage` (RFC 5280 section 4.2.1.12).
const CLIENT_USAGES: [&str; 2] = ["1.3.6.1.5.5.7.3.2", "2.5.29.37.0"];

crate::domain::formats::code_list::code_list! {
    /// Who is asked, in this order. The words are `authentication-stage-CODE` in `locales/*/tokens.ftl`.
    Stage {
        /// The front proxy's headers.
        RequestHeader "request-header",
        /// A client certificate.
        ClientCertificate "client-certificate",
        /// A bearer token: static file, service account, bootstrap, JWT, webhook.
        BearerToken "bearer-token",
        /// Nobody in particular.
        Anonymous "anonymous",
    }
}

crate::domain::formats::code_list::code_list! {
    /// What became of one authenticator. The words are `authentication-CODE`.
    StepCode {
        /// It knows the user; nobody else is asked.
        Wins "wins",
        /// Another one won before.
        NotAsked "not-asked",
        /// There is nothing for it.
        NotPresented "not-presented",
        /// Headers without a client certificate, which count for nothing.
        HeadersWithoutCertificate "headers-without-certificate",
        /// The certificate is not by its CA.
        OtherAuthority "other-authority",
        /// The proxy's name is not among those allowed.
        NameNotAllowed "name-not-allowed",
        /// The proxy names no user.
        NoUserHeader "no-user-header",
        /// The certificate is over.
        CertificateExpired "certificate-expired",
        /// The certificate has not begun.
        CertificateNotYetValid "certificate-not-yet-valid",
        /// The certificate's usages leave clients out.
        CertificateUsage "certificate-usage",
        /// The certificate names no user.
        NoUserName "no-user-name",
        /// The UID stands twice in the certificate.
        SeveralUids "several-uids",
        /// Authorization is not `Bearer TOKEN`, so it counts for nothing.
        NotBearer "not-bearer",
        /// The token is refused.
        TokenRefused "token-refused",
        /// Anonymous requests are switched off.
        AnonymousOff "anonymous-off",
        /// A credential was presented and refused, so that nobody is taken for anonymous.
        RefusedBefore "refused-before",
    }
}

impl StepCode {
    /// Whether the authenticator fails, rather than having nothing to say.
    const fn is_failure(self) -> bool {
        matches!(
            self,
            Self::OtherAuthority
                | Self::NameNotAllowed
                | Self::CertificateExpired
                | Self::CertificateNotYetValid
                | Self::CertificateUsage
                | Self::SeveralUids
                | Self::TokenRefused
        )
    }
}

/// One authenticator and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub stage: Stage,
    /// What became of it.
    pub code: StepCode,
    /// What the words speak of.
    pub detail: String,
}

/// Which CA's certificates the presented one chains up to; the search for a chain is another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssuedBy {
    /// `--client-ca-file`
    #[default]
    ClientCa,
    /// `--requestheader-client-ca-file`
    ProxyCa,
    /// Both, as where one file serves for both.
    Both,
    /// Neither.
    Neither,
}

/// The flags that matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags {
    /// `--requestheader-allowed-names`; empty allows any.
    pub allowed_names: Vec<String>,
    /// `--requestheader-uid-headers`; none by default.
    pub uid_headers: Vec<String>,
    /// Whether `--requestheader-client-ca-file` is set, as kubeadm does.
    pub has_front_proxy: bool,
    /// `--anonymous-auth`
    pub anonymous: bool,
}

impl Default for Flags {
    /// As kubeadm sets them.
    fn default() -> Self {
        Self {
            allowed_names: vec!["front-proxy-client".to_owned()],
            uid_headers: Vec::new(),
            has_front_proxy: true,
            anonymous: true,
        }
    }
}

/// What a request presents.
pub struct Presented<'a> {
    /// Names and values of its headers, in order.
    pub headers: &'a [(String, String)],
    /// The client certificate of its connection.
    pub certificate: Option<(&'a Certificate, IssuedBy)>,
    /// Now, in seconds since 1970.
    pub now: i64,
}

/// Who a request is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// Everybody who was or would have been asked.
    pub steps: Vec<Step>,
    /// Who it is; nobody where the answer is 401.
    pub identity: Option<Identity>,
}

/// The headers in a text, one a line.
pub fn parse_headers(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.trim_start_matches(['>', ' ']).split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

/// The first header of a name, whatever the case of its letters.
fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// The token of an Authorization header, as `request/bearertoken` splits it: between single spaces,
/// and what follows the token is ignored.
pub fn bearer_token(headers: &[(String, String)]) -> Option<&str> {
    let mut parts = header(headers, "Authorization")?.trim().splitn(3, ' ');
    let is_bearer = parts
        .next()
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"));
    parts.next().filter(|token| is_bearer && !token.is_empty())
}

/// Asks one after the other. `token` says who the bearer of the request's token is, or why it is
/// refused; it is asked only if there is a token and nobody won before.
pub fn authenticate(
    presented: &Presented<'_>,
    flags: &Flags,
    token: &dyn Fn(&str) -> Result<Identity, String>,
) -> Authentication {
    let mut result = Authentication {
        steps: Vec::new(),
        identity: None,
    };
    for stage in Stage::ALL {
        let outcome = if result.identity.is_some() {
            Err((StepCode::NotAsked, String::new()))
        } else {
            match stage {
                Stage::RequestHeader => request_header(presented, flags),
                Stage::ClientCertificate => client_certificate(presented),
                Stage::BearerToken => bearer(presented, token),
                Stage::Anonymous => anonymous(flags, &result.steps),
            }
        };
        let (code, detail) = match outcome {
            Ok(identity) => {
                let user = identity.user.clone();
                result.identity = Some(with_authenticated(identity));
                (StepCode::Wins, user)
            }
            Err(failed) => failed,
        };
        result.steps.push(Step {
            stage: *stage,
            code,
            detail,
        });
    }
    result
}

/// `group.NewAuthenticatedGroupAdder`
fn with_authenticated(mut identity: Identity) -> Identity {
    let stays_out = identity.user == ANONYMOUS
        || identity
            .groups
            .iter()
            .any(|group| group == AUTHENTICATED || group == UNAUTHENTICATED);
    if !stays_out {
        identity.groups.push(AUTHENTICATED.to_owned());
    }
    identity
}

type Outcome = Result<Identity, (StepCode, String)>;

fn failed(code: StepCode) -> Outcome {
    Err((code, String::new()))
}

/// `request/headerrequest`: the proxy's certificate is verified before any header counts.
fn request_header(presented: &Presented<'_>, flags: &Flags) -> Outcome {
    let user = header(presented.headers, "X-Remote-User").filter(|user| !user.is_empty());
    if !flags.has_front_proxy {
        return failed(StepCode::NotPresented);
    }
    let Some((certificate, issued_by)) = presented.certificate else {
        return failed(match user {
            Some(_) => StepCode::HeadersWithoutCertificate,
            None => StepCode::NotPresented,
        });
    };
    if !matches!(issued_by, IssuedBy::ProxyCa | IssuedBy::Both) {
        return failed(StepCode::OtherAuthority);
    }
    check_client(certificate, presented.now)?;
    let name = certificate.subject.common_name();
    let is_allowed =
        flags.allowed_names.is_empty() || flags.allowed_names.iter().any(|one| one == name);
    if !is_allowed {
        return Err((StepCode::NameNotAllowed, name.to_owned()));
    }
    let Some(user) = user else {
        return failed(StepCode::NoUserHeader);
    };
    let values = |name: &str| {
        let of_it = presented
            .headers
            .iter()
            .filter(move |(own, value)| own.eq_ignore_ascii_case(name) && !value.is_empty());
        of_it.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let uid = flags
        .uid_headers
        .iter()
        .find_map(|name| header(presented.headers, name).filter(|uid| !uid.is_empty()));
    Ok(Identity {
        user: user.to_owned(),
        uid: uid.unwrap_or_default().to_owned(),
        groups: values("X-Remote-Group"),
        extra: extra(presented.headers),
    })
}

/// Keys are lower-cased, then percent-decoded; what cannot be decoded stays (`newExtra`).
fn extra(headers: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    const PREFIX: &str = "x-remote-extra-";
    let mut extra: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in headers {
        let name = name.to_lowercase();
        if let Some(key) = name.strip_prefix(PREFIX) {
            let key = percent_decoded(key).unwrap_or_else(|| key.to_owned());
            extra.entry(key).or_default().push(value.clone());
        }
    }
    extra
}

/// Go's `url.PathUnescape`; nothing for a broken escape.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// Go's `Verify` as the API server asks it: dates without leeway, and a usage for clients, if any.
fn check_client(certificate: &Certificate, now: i64) -> Result<(), (StepCode, String)> {
    let usages = certificate.extended_key_usage.as_deref();
    let is_for_clients =
        usages.is_none_or(|usages| usages.iter().any(|usage| CLIENT_USAGES.contains(&&**usage)));
    let code = if now < certificate.not_before {
        StepCode::CertificateNotYetValid
    } else if now > certificate.not_after {
        StepCode::CertificateExpired
    } else if !is_for_clients {
        StepCode::CertificateUsage
    } else {
        return Ok(());
    };
    Err((code, String::new()))
}

/// `request/x509`
fn client_certificate(presented: &Presented<'_>) -> Outcome {
    let Some((certificate, issued_by)) = presented.certificate else {
        return failed(StepCode::NotPresented);
    };
    if !matches!(issued_by, IssuedBy::ClientCa | IssuedBy::Both) {
        return failed(StepCode::OtherAuthority);
    }
    check_client(certificate, presented.now)?;
    Identity::from_subject(&certificate.subject, Some(&certificate.sha256)).map_err(|error| {
        let code = match error {
            crate::domain::kubernetes::authenticators::identity::NoIdentity::EmptyCommonName => {
                StepCode::NoUserName
            }
            crate::domain::kubernetes::authenticators::identity::NoIdentity::SeveralUids => {
                StepCode::SeveralUids
            }
        };
        (code, String::new())
    })
}

fn bearer(presented: &Presented<'_>, token: &dyn Fn(&str) -> Result<Identity, String>) -> Outcome {
    match bearer_token(presented.headers) {
        Some(bearer) => token(bearer).map_err(|why| (StepCode::TokenRefused, why)),
        None => failed(match header(presented.headers, "Authorization") {
            Some(_) => StepCode::NotBearer,
            None => StepCode::NotPresented,
        }),
    }
}

fn anonymous(flags: &Flags, steps: &[Step]) -> Outcome {
    if !flags.anonymous {
        failed(StepCode::AnonymousOff)
    } else if steps.iter().any(|step| step.code.is_failure()) {
        failed(StepCode::RefusedBefore)
    } else {
        Ok(Identity {
            user: ANONYMOUS.to_owned(),
            groups: vec![UNAUTHENTICATED.to_owned()],
            ..Identity::default()
        })
    }
}
