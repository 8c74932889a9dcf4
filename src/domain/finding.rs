//! Findings: what is worth saying about an input, as a code with arguments.
//!
//! The words are in `locales/*/findings.ftl`: the message `finding-CODE` is the problem, its
//! attribute `.remedy` says what to do.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It will not work, or it is dangerous.
    Error,
    /// It works, but probably not as meant.
    Warning,
    /// Good to know.
    Info,
}

/// The part of a request that a finding belongs to, so that it can be shown beside its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The key
    Key,
    /// The user name (CN)
    User,
    /// The groups (O)
    Groups,
    /// Further subject attributes
    Attributes,
    /// Alternative names
    AltNames,
    /// `metadata.name`
    ObjectName,
    /// `spec.signerName`
    Signer,
    /// `spec.usages`
    Usages,
    /// `spec.expirationSeconds`
    Expiration,
    /// `metadata.labels`
    Labels,
    /// `metadata.annotations`
    Annotations,
    /// `spec.request`
    Request,
    /// The issued certificate
    Certificate,
    /// The whole artefact
    Whole,
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $severity:ident,)*) => {
        /// Every code there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// All codes. The page compiles only if each has its words (`locale::families`).
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as reports and message files write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

finding_codes! {
    /// P-224 is signed, but no client can log in with it.
    KeyCannotLogIn "key-cannot-log-in" Error,
    /// The API server refuses requests with this kind of key.
    KeyRefused "key-refused" Error,
    /// RSA under 2048 bits.
    KeyShort "key-short" Warning,
    /// No CN: the API server answers 401 to the certificate.
    UserEmpty "user-empty" Error,
    /// The user name begins with `system:`.
    UserReserved "user-reserved" Warning,
    /// The user name looks like a service account's.
    UserServiceAccount "user-service-account" Warning,
    /// `system:anonymous`.
    UserAnonymous "user-anonymous" Error,
    /// A node's name without the node group, or through the wrong signer.
    UserNode "user-node" Info,
    /// White space at an end, or a character that cannot be seen, in a user or group.
    NameInvisible "name-invisible" Warning,
    /// Longer than the 64 characters of RFC 5280.
    NameLong "name-long" Info,
    /// `system:masters`: every permission, and no way to take it back.
    GroupMasters "group-masters" Error,
    /// `system:nodes`: the Node authorizer's group.
    GroupNodes "group-nodes" Warning,
    /// `system:unauthenticated` undoes the login.
    GroupUnauthenticated "group-unauthenticated" Error,
    /// Another group that begins with `system:`.
    GroupReserved "group-reserved" Warning,
    /// The same group twice.
    GroupDuplicate "group-duplicate" Info,
    /// The signer writes the groups in another order.
    GroupsReordered "groups-reordered" Info,
    /// An empty group.
    GroupEmpty "group-empty" Warning,
    /// The signer leaves an attribute out.
    AttributeDropped "attribute-dropped" Warning,
    /// The UID attribute, which the signer leaves out too.
    UidDropped "uid-dropped" Warning,
    /// Client certificates do not need alternative names.
    AltNamesUnused "alt-names-unused" Info,
    /// The signer leaves an alternative name of this type out.
    AltNameDropped "alt-name-dropped" Warning,
    /// The object's name is not the user's.
    ObjectNameDiffers "object-name-differs" Info,
    /// Requested extensions other than alternative names are ignored.
    ExtensionsIgnored "extensions-ignored" Info,
    /// Shorter than asked: cut to a year.
    ExpirationCut "expiration-cut" Warning,
    /// Under eight hours the validity begins five minutes back.
    ExpirationBackdated "expiration-backdated" Info,
    /// Longer than a year is a long time for a credential that cannot be revoked.
    ExpirationLong "expiration-long" Info,
    /// Nobody in the cluster signs for this name by itself.
    SignerUnknown "signer-unknown" Warning,
    /// A node's request can be approved by the controller itself.
    SignerAutoApproves "signer-auto-approves" Info,
    /// The certificate is for another key.
    IssuedForOtherKey "issued-for-other-key" Error,
    /// The certificate names another user than was asked for.
    IssuedUserDiffers "issued-user-differs" Error,
    /// The certificate lacks a group, or has one more.
    IssuedGroupsDiffer "issued-groups-differ" Error,
    /// The signer wrote the groups in another order.
    IssuedGroupsReordered "issued-groups-reordered" Info,
    /// The signer left an attribute of the subject out.
    IssuedAttributeDropped "issued-attribute-dropped" Info,
    /// The signer left an alternative name out.
    IssuedAltNameDropped "issued-alt-name-dropped" Info,
    /// The certificate has an alternative name that was not asked for.
    IssuedAltNameAdded "issued-alt-name-added" Warning,
    /// The signer left requested extensions out.
    IssuedExtensionsDropped "issued-extensions-dropped" Info,
    /// The validity is as asked, but begins five minutes back.
    IssuedLifetimeAsAsked "issued-lifetime-as-asked" Info,
    /// The validity is shorter than asked for.
    IssuedLifetimeShorter "issued-lifetime-shorter" Warning,
    /// The validity is longer than asked for.
    IssuedLifetimeLonger "issued-lifetime-longer" Warning,
    /// The certificate may not be used for logging in.
    IssuedNotForClients "issued-not-for-clients" Warning,
    /// It is over.
    IssuedExpired "issued-expired" Error,
    /// It has not begun.
    IssuedNotYetValid "issued-not-yet-valid" Error,
    /// The request's own signature could not be verified here.
    SignatureUnchecked "signature-unchecked" Warning,
    /// Fields of an old tutorial: `groups`, `username`, … are set by the server.
    SpecFieldIgnored "spec-field-ignored" Warning,
    /// Go's `crypto/x509` does not read it.
    GoRefuses "go-refuses" Error,
    /// It is over.
    CertificateExpired "certificate-expired" Error,
    /// It has not begun.
    CertificateNotYetValid "certificate-not-yet-valid" Error,
    /// It ends soon.
    CertificateExpiresSoon "certificate-expires-soon" Warning,
    /// It ends before it begins.
    CertificateBackwards "certificate-backwards" Error,
    /// Valid for more than ten years.
    CertificateLongLived "certificate-long-lived" Warning,
    /// X.509 version 1.
    CertificateVersion1 "certificate-version-1" Warning,
    /// X.509 version 2, which nobody uses.
    CertificateVersion2 "certificate-version-2" Info,
    /// No extended key usage.
    CertificateNoUsage "certificate-no-usage" Info,
    /// Its usages leave clients out.
    CertificateServerOnly "certificate-server-only" Info,
    /// Looks like a user's, but its usages leave clients out.
    CertificateWrongUsage "certificate-wrong-usage" Error,
    /// CA:TRUE on a client's certificate.
    CaFlagOnLeaf "ca-flag-on-leaf" Warning,
    /// May sign certificates, but is no CA.
    CaFlagMissing "ca-flag-missing" Error,
    /// A host name in the CN alone.
    HostOnlyInCommonName "host-only-in-common-name" Error,
    /// An API server's certificate without the names that Pods use.
    ApiServerNameMissing "api-server-name-missing" Warning,
    /// The UID attribute twice.
    UidTwice "uid-twice" Error,
    /// A subject that was written wrongly for openssl.
    SubjectTypo "subject-typo" Warning,
    /// Signed with SHA-1 or MD5.
    SignatureWeak "signature-weak" Error,
    /// RSA with exponent 1, which encrypts nothing.
    RsaExponentOne "rsa-exponent-one" Error,
    /// RSA with exponent 3.
    RsaExponentSmall "rsa-exponent-small" Warning,
    /// The serial number is zero.
    SerialZero "serial-zero" Warning,
    /// A serial number of more than 20 bytes.
    SerialLong "serial-long" Warning,
    /// The same extension twice.
    ExtensionDuplicate "extension-duplicate" Error,
    /// A critical extension that Go does not know.
    ExtensionUnknownCritical "extension-unknown-critical" Error,
    /// An extension whose value is not what it should be.
    ExtensionMalformed "extension-malformed" Error,
    /// A secret.
    SecretInPaste "secret-in-paste" Info,
    /// A private key where none should be.
    KeyMisplaced "key-misplaced" Error,
    /// A key set with private members.
    KeySetPrivate "key-set-private" Error,
    /// A key that stands twice.
    DuplicateKey "duplicate-key" Warning,
    /// A manifest without its indentation.
    IndentationLost "indentation-lost" Error,
    /// A dump of a certificate, not the certificate.
    TextOnly "text-only" Info,
    /// The API server refuses the object.
    RequestRefused "request-refused" Error,
    /// The signer gives up on it.
    RequestFailed "request-failed" Error,
    /// alg none.
    TokenUnsigned "token-unsigned" Error,
    /// It is over.
    TokenExpired "token-expired" Error,
    /// It has not begun.
    TokenNotYetValid "token-not-yet-valid" Error,
    /// No exp.
    TokenNeverExpires "token-never-expires" Warning,
    /// exp is no number.
    TokenExpiryMalformed "token-expiry-malformed" Error,
    /// A token from a Secret.
    TokenLegacy "token-legacy" Warning,
    /// No aud.
    TokenNoAudience "token-no-audience" Warning,
    /// A TokenReview that says why its token is not taken.
    ReviewRefused "review-refused" Error,
    /// A TokenReview or TokenRequest that is refused itself.
    ReviewRequestRefused "review-request-refused" Error,
    /// HMAC: whoever verifies it can forge it.
    TokenSharedSecret "token-shared-secret" Warning,
    /// The header points to a key.
    TokenKeyPointer "token-key-pointer" Warning,
    /// An access token (RFC 9068), which no API server takes for an id_token.
    TokenAccess "token-access" Warning,
    /// iat lies in the future.
    TokenIssuedAhead "token-issued-ahead" Error,
    /// It lives for more than a month.
    TokenLongLived "token-long-lived" Warning,
    /// Bound to an object, with which it ends.
    TokenBoundTo "token-bound-to" Info,
    /// Bound to nothing but its service account.
    TokenUnbound "token-unbound" Info,
    /// A Pod's token that does not name the Node.
    TokenNoNode "token-no-node" Info,
    /// Extended to a year for clients that do not read it anew.
    TokenExtended "token-extended" Info,
    /// Used for longer than was asked for.
    TokenStale "token-stale" Warning,
    /// Older than the kubelet lets it become.
    TokenNotRotated "token-not-rotated" Warning,
    /// The issuer is no https URL.
    TokenIssuerOdd "token-issuer-odd" Warning,
    /// No kid, so that every key is tried.
    TokenNoKeyId "token-no-key-id" Info,
    /// No jti, so that audit logs cannot tell it from others.
    TokenNoId "token-no-id" Info,
    /// sub contradicts the private claims.
    TokenSubjectDiffers "token-subject-differs" Warning,
    /// A static token file.
    StaticTokens "static-tokens" Warning,
    /// A row without a token.
    StaticTokenEmpty "static-token-empty" Warning,
    /// A token that stands twice.
    StaticTokenOverruled "static-token-overruled" Error,
    /// Columns behind the groups', which are ignored.
    StaticTokenColumns "static-token-columns" Error,
    /// A static password file, which no API server reads any more.
    BasicAuthFile "basic-auth-file" Error,
    /// A bootstrap token of another form.
    BootstrapMalformed "bootstrap-malformed" Error,
    /// Its Secret is not called after it.
    BootstrapName "bootstrap-name" Error,
    /// Its Secret is in another namespace than kube-system.
    BootstrapNamespace "bootstrap-namespace" Error,
    /// Its Secret is of another type.
    BootstrapType "bootstrap-type" Error,
    /// It is over.
    BootstrapExpired "bootstrap-expired" Error,
    /// An expiration that nobody can read counts as expired.
    BootstrapExpiryMalformed "bootstrap-expiry-malformed" Error,
    /// It may not log in.
    BootstrapNoLogin "bootstrap-no-login" Warning,
    /// A group that it may not have disables it.
    BootstrapGroup "bootstrap-group" Error,
    /// 403: logged in, but not allowed.
    RefusalForbidden "refusal-forbidden" Error,
    /// 403 for somebody who did not log in.
    RefusalAnonymous "refusal-anonymous" Error,
    /// 403: may not act as somebody else.
    RefusalImpersonation "refusal-impersonation" Error,
    /// 403: grants more than one has.
    RefusalEscalation "refusal-escalation" Error,
    /// 403: may not approve or sign for the signer.
    RefusalSigner "refusal-signer" Error,
    /// 403 because a binding's role does not exist.
    RefusalDangling "refusal-dangling" Warning,
    /// 403 after RBAC has allowed it.
    RefusalAdmission "refusal-admission" Error,
    /// 401: not known.
    RefusalUnauthorized "refusal-unauthorized" Error,
    /// The client does not trust the server's CA.
    TlsUnknownAuthority "tls-unknown-authority" Error,
    /// The server's certificate has expired.
    TlsExpired "tls-expired" Error,
    /// The server's certificate is not valid yet.
    TlsNotYetValid "tls-not-yet-valid" Error,
    /// The server's certificate is for other names.
    TlsName "tls-name" Error,
    /// The server's certificate has no addresses.
    TlsAddress "tls-address" Error,
    /// The server's name is in the common name alone.
    TlsCommonName "tls-common-name" Error,
    /// The certificate is not for this use.
    TlsUsage "tls-usage" Error,
    /// The server speaks no TLS.
    TlsPlainHttp "tls-plain-http" Error,
    /// The server wants TLS.
    TlsWanted "tls-wanted" Error,
    /// A client certificate is required.
    TlsClientRequired "tls-client-required" Error,
    /// The client certificate was refused.
    TlsClientRefused "tls-client-refused" Error,
    /// No protocol or cipher in common.
    TlsProtocol "tls-protocol" Error,
    /// Key and certificate do not belong together.
    TlsPair "tls-pair" Error,
    /// A key or signature that is too weak.
    TlsWeak "tls-weak" Error,
    /// Some other failure of TLS.
    TlsOther "tls-other" Error,
    /// A Secret whose key does not belong to its certificate.
    PairMismatch "pair-mismatch" Error,
    /// Every verb on everything.
    RiskEverything "risk-everything" Error,
    /// A wildcard that takes in what comes later.
    RiskWildcard "risk-wildcard" Info,
    /// Roles beyond one's own rights.
    RiskEscalate "risk-escalate" Error,
    /// Any role for anybody.
    RiskBind "risk-bind" Error,
    /// Acting as others.
    RiskImpersonate "risk-impersonate" Error,
    /// Secrets can be read.
    RiskSecrets "risk-secrets" Warning,
    /// Commands in running Pods.
    RiskExec "risk-exec" Warning,
    /// Pods of one's own making.
    RiskPods "risk-pods" Warning,
    /// The kubelet's API.
    RiskNodesProxy "risk-nodes-proxy" Error,
    /// Tokens of service accounts.
    RiskTokens "risk-tokens" Error,
    /// Approval of certificate requests.
    RiskApproval "risk-approval" Error,
    /// Signing certificates.
    RiskSigning "risk-signing" Error,
    /// Webhooks that see and change every object.
    RiskWebhooks "risk-webhooks" Error,
    /// Volumes of a node's own disk.
    RiskVolumes "risk-volumes" Warning,
    /// Those who did not log in.
    RiskUnauthenticated "risk-unauthenticated" Error,
    /// Everybody who logged in.
    RiskAuthenticated "risk-authenticated" Warning,
    /// Every service account.
    RiskAllServiceAccounts "risk-all-service-accounts" Warning,
    /// The service account that Pods have unless they name another.
    RiskDefaultServiceAccount "risk-default-service-account" Warning,
    /// `pods/*`, which is no wildcard.
    RbacSubresourceStar "rbac-subresource-star" Error,
    /// An API group that is gone.
    RbacGroupGone "rbac-group-gone" Warning,
    /// A resource of another API group.
    RbacGroupWrong "rbac-group-wrong" Error,
    /// A kind, a singular or a short name instead of the resource.
    RbacResourceSpelled "rbac-resource-spelled" Error,
    /// A resource that its group does not have.
    RbacResourceUnknown "rbac-resource-unknown" Warning,
    /// A verb that the resource does not have.
    RbacVerbUnknown "rbac-verb-unknown" Warning,
    /// A resource outside of namespaces in a Role.
    RbacClusterResource "rbac-cluster-resource" Error,
    /// A verb that cannot be limited to names.
    RbacVerbNamed "rbac-verb-named" Error,
    /// A list of one name.
    RbacListNamed "rbac-list-named" Info,
    /// A `*` within a URL.
    RbacUrlStar "rbac-url-star" Error,
    /// A URL without its slash.
    RbacUrlSlash "rbac-url-slash" Error,
    /// A verb that is no HTTP method.
    RbacUrlVerb "rbac-url-verb" Warning,
    /// A binding to a role that does not exist.
    RbacRoleMissing "rbac-role-missing" Warning,
    /// A member that does not exist.
    RbacUnknownField "rbac-unknown-field" Error,
    /// A binding of nobody.
    RbacNoSubjects "rbac-no-subjects" Info,
}

/// One thing worth saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it belongs.
    pub field: Field,
    /// The values its words speak of.
    pub arguments: Vec<(String, String)>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: Code, field: Field) -> Self {
        Self {
            code,
            severity: code.severity(),
            field,
            arguments: Vec::new(),
        }
    }

    /// The finding with one more argument; what cannot be seen is made visible.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        let value = super::text::visible(value.as_ref());
        self.arguments.push((name.to_owned(), value));
        self
    }
}

/// The most serious first, otherwise in the order given.
pub fn by_severity(findings: Vec<Finding>) -> Vec<Finding> {
    let mut sorted = Vec::with_capacity(findings.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_it = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        sorted.extend(of_it.cloned());
    }
    sorted
}
