//! Every finding there is, a row each: code, severity, source, arguments.
//!
//! A group is a list of codes whose rules stand together, and whose cases are checked together by
//! [`super::cases::check`] at the end of that file. The texts of a row are in `locales/`.

use serde::{Deserialize, Serialize};

use super::Severity;
use super::source::Source::{Documentation, Go, Kubernetes};
use super::source::{Source, rfc, standard};

/// How the API server logs in by a certificate.
const X509_AUTHENTICATOR: Source =
    Kubernetes("staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go");
/// What the built-in signers copy from a request.
const AUTHORITY: Source = Kubernetes("pkg/controller/certificates/authority/authority.go");
/// What the built-in signers set themselves.
const SIGNING_POLICY: Source = Kubernetes("pkg/controller/certificates/authority/policies.go");
/// Which requests the built-in signers take, and for how long they sign.
const SIGNER: Source = Kubernetes("pkg/controller/certificates/signer/signer.go");
/// How Go verifies a certificate, and the words in which it does not.
const GO_VERIFY: Source = Go("crypto/x509/verify.go");
/// How the API server checks the claims of a service account's token.
const CLAIMS: Source = Kubernetes("pkg/serviceaccount/claims.go");
/// How the API server logs in by a bootstrap token.
const BOOTSTRAP: Source = Kubernetes("plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go");
/// How a bootstrap token's Secret is read.
const BOOTSTRAP_SECRETS: Source =
    Kubernetes("staging/src/k8s.io/cluster-bootstrap/util/secrets/secrets.go");
/// How the API server reads a static token file.
const TOKEN_FILE: Source =
    Kubernetes("staging/src/k8s.io/apiserver/pkg/authentication/token/tokenfile/tokenfile.go");
/// How a rule of RBAC is held against a request.
const RBAC_EVALUATION: Source = Kubernetes("pkg/apis/rbac/v1/evaluation_helpers.go");
/// What the names of users, groups and service accounts look like.
const RBAC_SUBJECTS: Source =
    Documentation("reference/access-authn-authz/rbac/#referring-to-subjects");
/// How rules name resources.
const RBAC_RESOURCES: Source =
    Documentation("reference/access-authn-authz/rbac/#referring-to-resources");

macro_rules! register {
    ($(
        $(#[$group_doc:meta])*
        $group:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident $code:literal $severity:ident ($($argument:ident),*) $source:expr;
            )*
        }
    )*) => {
        /// Every code there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($($(#[$doc])* #[serde(rename = $code)] $variant,)*)*
        }

        impl Code {
            /// All codes, in the order of the register.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The code as reports and message files write it.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$variant => $code,)*)* }
            }

            /// How much it matters.
            pub const fn severity(self) -> Severity {
                match self { $($(Self::$variant => Severity::$severity,)*)* }
            }

            /// Where its rule can be looked up.
            pub const fn source(self) -> Source {
                match self { $($(Self::$variant => $source,)*)* }
            }

            /// The names of the values that its texts speak of, in the order of the finding's.
            pub const fn arguments(self) -> &'static [&'static str] {
                match self { $($(Self::$variant => &[$(stringify!($argument)),*],)*)* }
            }
        }

        /// What a finding is about: the codes of a group have their rules in one file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Group {
            $($(#[$group_doc])* $group,)*
        }

        impl Group {
            /// All groups.
            pub const ALL: &'static [Self] = &[$(Self::$group,)*];

            /// The codes of the group.
            pub const fn codes(self) -> &'static [Code] {
                match self { $(Self::$group => &[$(Code::$variant,)*],)* }
            }
        }
    };
}

register! {
    /// A public key, wherever it stands.
    Key {
        /// P-224 is signed, but no client can log in with it.
        KeyCannotLogIn "key-cannot-log-in" Error (key) Go("crypto/tls/auth.go");
        /// The API server refuses requests with this kind of key.
        KeyRefused "key-refused" Error (key) Kubernetes("pkg/apis/certificates/validation/validation.go");
        /// RSA under 2048 bits.
        KeyShort "key-short" Warning (key) standard("OpenSSL SSL_CTX_set_security_level(3)", "https://docs.openssl.org/3.5/man3/SSL_CTX_set_security_level/");
    }

    /// A subject that logs in, in a request or a certificate.
    Subject {
        /// No CN: the API server answers 401 to the certificate.
        UserEmpty "user-empty" Error () X509_AUTHENTICATOR;
        /// The user name begins with `system:`.
        UserReserved "user-reserved" Warning (user) RBAC_SUBJECTS;
        /// The user name looks like a service account's.
        UserServiceAccount "user-service-account" Warning (user) RBAC_SUBJECTS;
        /// `system:anonymous`.
        UserAnonymous "user-anonymous" Error (user) Documentation("reference/access-authn-authz/authentication/#anonymous-requests");
        /// A node's name without the node group, or through the wrong signer.
        UserNode "user-node" Info (user) Documentation("reference/access-authn-authz/node/");
        /// White space at an end, or a character that cannot be seen, in a user or group: the
        /// API server takes both as they are written.
        NameInvisible "name-invisible" Warning (name) X509_AUTHENTICATOR;
        /// Longer than the 64 characters of RFC 5280.
        NameLong "name-long" Info (length) rfc(5280, "A.1");
        /// `system:masters`: every permission, and no way to take it back.
        GroupMasters "group-masters" Error (group) Documentation("concepts/security/rbac-good-practices/#least-privilege");
        /// `system:nodes`: the Node authorizer's group.
        GroupNodes "group-nodes" Warning (group) Documentation("reference/access-authn-authz/node/");
        /// `system:unauthenticated` undoes the login.
        GroupUnauthenticated "group-unauthenticated" Error (group) Kubernetes("staging/src/k8s.io/apiserver/pkg/authentication/group/authenticated_group_adder.go");
        /// Another group that begins with `system:`.
        GroupReserved "group-reserved" Warning (group) RBAC_SUBJECTS;
        /// The same group twice.
        GroupDuplicate "group-duplicate" Info (group) X509_AUTHENTICATOR;
        /// An empty group.
        GroupEmpty "group-empty" Warning () X509_AUTHENTICATOR;
    }

    /// A CertificateSigningRequest before it is sent.
    Submission {
        /// The signer writes the groups in another order: Go sorts a SET's members.
        GroupsReordered "groups-reordered" Info (groups) Go("encoding/asn1/marshal.go");
        /// The signer leaves an attribute out.
        AttributeDropped "attribute-dropped" Warning (type, value) Go("crypto/x509/pkix/pkix.go");
        /// The UID attribute, which the signer leaves out too.
        UidDropped "uid-dropped" Warning () Go("crypto/x509/pkix/pkix.go");
        /// Client certificates do not need alternative names.
        AltNamesUnused "alt-names-unused" Info () X509_AUTHENTICATOR;
        /// The signer leaves an alternative name of this type out.
        AltNameDropped "alt-name-dropped" Warning (name) AUTHORITY;
        /// The object's name is not the user's.
        ObjectNameDiffers "object-name-differs" Info (object, user) Documentation("reference/access-authn-authz/authentication/#x509-client-certificates");
        /// Requested extensions other than alternative names are ignored.
        ExtensionsIgnored "extensions-ignored" Info () SIGNING_POLICY;
        /// Shorter than asked: cut to a year.
        ExpirationCut "expiration-cut" Warning () SIGNER;
        /// Under eight hours the validity begins five minutes back.
        ExpirationBackdated "expiration-backdated" Info () SIGNER;
        /// Longer than a year is a long time for a credential that cannot be revoked.
        ExpirationLong "expiration-long" Info () Documentation("concepts/security/hardening-guide/authentication-mechanisms/#x509-client-certificate-authentication");
        /// Nobody in the cluster signs for this name by itself.
        SignerUnknown "signer-unknown" Warning (signer) Documentation("reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers");
        /// A node's request can be approved by the controller itself.
        SignerAutoApproves "signer-auto-approves" Info () Kubernetes("pkg/controller/certificates/approver/sarapprove.go");
        /// Fields of an old tutorial: `groups`, `username`, … are set by the server.
        SpecFieldIgnored "spec-field-ignored" Warning (field) Kubernetes("pkg/registry/certificates/certificates/strategy.go");
    }

    /// A request that was brought along, before it is sent.
    Draft {
        /// The request's own signature could not be verified here: a page without https or
        /// localhost has no WebCrypto.
        SignatureUnchecked "signature-unchecked" Warning () standard("Web Cryptography API, SubtleCrypto interface", "https://www.w3.org/TR/WebCryptoAPI/#subtlecrypto-interface");
    }

    /// What came back from the cluster, held against what was asked for.
    Issued {
        /// The certificate is for another key.
        IssuedForOtherKey "issued-for-other-key" Error () AUTHORITY;
        /// The certificate names another user than was asked for.
        IssuedUserDiffers "issued-user-differs" Error (asked, issued) AUTHORITY;
        /// The certificate lacks a group, or has one more.
        IssuedGroupsDiffer "issued-groups-differ" Error (asked, issued) AUTHORITY;
        /// The signer wrote the groups in another order.
        IssuedGroupsReordered "issued-groups-reordered" Info (groups) Go("encoding/asn1/marshal.go");
        /// The signer left an attribute of the subject out.
        IssuedAttributeDropped "issued-attribute-dropped" Info (type, value) Go("crypto/x509/pkix/pkix.go");
        /// The signer left an alternative name out.
        IssuedAltNameDropped "issued-alt-name-dropped" Info (name) AUTHORITY;
        /// The certificate has an alternative name that was not asked for.
        IssuedAltNameAdded "issued-alt-name-added" Warning (name) AUTHORITY;
        /// The signer left requested extensions out.
        IssuedExtensionsDropped "issued-extensions-dropped" Info () SIGNING_POLICY;
        /// The validity is as asked, but begins five minutes back.
        IssuedLifetimeAsAsked "issued-lifetime-as-asked" Info (asked_seconds, issued_seconds) SIGNER;
        /// The validity is shorter than asked for: by the signer's limit, or by the CA's end.
        IssuedLifetimeShorter "issued-lifetime-shorter" Warning (asked_seconds, issued_seconds) SIGNING_POLICY;
        /// The validity is longer than asked for.
        IssuedLifetimeLonger "issued-lifetime-longer" Warning (asked_seconds, issued_seconds) SIGNER;
        /// The certificate may not be used for logging in.
        IssuedNotForClients "issued-not-for-clients" Warning () X509_AUTHENTICATOR;
        /// The certificate has expired.
        IssuedExpired "issued-expired" Error () GO_VERIFY;
        /// The certificate is not valid yet.
        IssuedNotYetValid "issued-not-yet-valid" Error () GO_VERIFY;
    }

    /// A certificate.
    Certificate {
        /// Go's `crypto/x509` does not read it.
        GoRefuses "go-refuses" Error (reason) Go("crypto/x509/parser.go");
        /// `notAfter` has passed.
        CertificateExpired "certificate-expired" Error (since_seconds) GO_VERIFY;
        /// `notBefore` has not come.
        CertificateNotYetValid "certificate-not-yet-valid" Error (in_seconds) GO_VERIFY;
        /// Less than 30 days and less than a fifth of its validity are left.
        CertificateExpiresSoon "certificate-expires-soon" Warning (left_seconds) rfc(5280, "4.1.2.5");
        /// `notAfter` is before `notBefore`.
        CertificateBackwards "certificate-backwards" Error () rfc(5280, "4.1.2.5");
        /// Valid for more than ten years.
        CertificateLongLived "certificate-long-lived" Warning (total_seconds) Documentation("concepts/security/hardening-guide/authentication-mechanisms/#x509-client-certificate-authentication");
        /// X.509 version 1.
        CertificateVersion1 "certificate-version-1" Warning () rfc(5280, "4.1.2.1");
        /// X.509 version 2, which nobody uses.
        CertificateVersion2 "certificate-version-2" Info () rfc(5280, "4.1.2.1");
        /// No extended key usage.
        CertificateNoUsage "certificate-no-usage" Info () rfc(5280, "4.2.1.12");
        /// Its usages leave clients out.
        CertificateServerOnly "certificate-server-only" Info () X509_AUTHENTICATOR;
        /// Looks like a user's, but its usages leave clients out.
        CertificateWrongUsage "certificate-wrong-usage" Error () X509_AUTHENTICATOR;
        /// CA:TRUE on a client's certificate.
        CaFlagOnLeaf "ca-flag-on-leaf" Warning () rfc(5280, "4.2.1.9");
        /// May sign certificates, but is no CA.
        CaFlagMissing "ca-flag-missing" Error () rfc(5280, "4.2.1.9");
        /// A host name in the CN alone.
        HostOnlyInCommonName "host-only-in-common-name" Error (name) GO_VERIFY;
        /// An API server's certificate without the names that Pods use.
        ApiServerNameMissing "api-server-name-missing" Warning (names) Kubernetes("cmd/kubeadm/app/util/pkiutil/pki_helpers.go");
        /// The UID attribute twice.
        UidTwice "uid-twice" Error () X509_AUTHENTICATOR;
        /// A subject that was written wrongly for openssl.
        SubjectTypo "subject-typo" Warning (value) standard("openssl-req(1), -subj", "https://docs.openssl.org/3.5/man1/openssl-req/");
        /// Signed with SHA-1 or MD5.
        SignatureWeak "signature-weak" Error (algorithm) Go("crypto/x509/x509.go");
        /// RSA with exponent 1, which encrypts nothing.
        RsaExponentOne "rsa-exponent-one" Error () rfc(8017, "3.1");
        /// RSA with exponent 3: allowed, but 65537 or more is asked for.
        RsaExponentSmall "rsa-exponent-small" Warning () standard("CA/Browser Forum Baseline Requirements section 6.1.6", "https://github.com/cabforum/servercert/blob/main/docs/BR.md#616-public-key-parameters-generation-and-quality-checking");
        /// The serial number is zero.
        SerialZero "serial-zero" Warning () rfc(5280, "4.1.2.2");
        /// A serial number of more than 20 bytes.
        SerialLong "serial-long" Warning (length) rfc(5280, "4.1.2.2");
        /// The same extension twice.
        ExtensionDuplicate "extension-duplicate" Error (oid) rfc(5280, "4.2");
        /// A critical extension that Go does not know.
        ExtensionUnknownCritical "extension-unknown-critical" Error (oid) GO_VERIFY;
        /// An extension whose value is not what it should be.
        ExtensionMalformed "extension-malformed" Error (oid) rfc(5280, "4.2");
    }

    /// A certificate as openssl prints it.
    CertificateText {
        /// A dump of a certificate, not the certificate.
        TextOnly "text-only" Info () standard("openssl-x509(1), -text", "https://docs.openssl.org/3.5/man1/openssl-x509/");
    }

    /// A private key, and where it was found.
    PrivateKey {
        /// A secret: a private key, a token, a Secret.
        SecretInPaste "secret-in-paste" Info () Documentation("concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests");
        /// A private key where none should be.
        KeyMisplaced "key-misplaced" Error (place) Documentation("concepts/configuration/secret/");
    }

    /// A JSON Web Key Set.
    KeySet {
        /// A key set with private members.
        KeySetPrivate "key-set-private" Error () rfc(7517, "9.2");
    }

    /// A Kubernetes object.
    Object {
        /// A key that stands twice.
        DuplicateKey "duplicate-key" Warning (path, line) Documentation("reference/using-api/api-concepts/#setting-the-field-validation-level");
        /// A manifest without its indentation.
        IndentationLost "indentation-lost" Error () standard("YAML 1.2.2 section 6.1", "https://yaml.org/spec/1.2.2/#61-indentation-spaces");
        /// The API server refuses the CertificateSigningRequest.
        RequestRefused "request-refused" Error (message) Kubernetes("pkg/apis/certificates/validation/validation.go");
        /// The signer gives up on the CertificateSigningRequest.
        RequestFailed "request-failed" Error (message) SIGNER;
        /// A TokenReview that says why its token is not taken.
        ReviewRefused "review-refused" Error (message) Kubernetes("pkg/registry/authentication/tokenreview/storage.go");
        /// A TokenReview or TokenRequest that is refused itself.
        ReviewRequestRefused "review-request-refused" Error (message) Kubernetes("pkg/apis/authentication/validation/validation.go");
    }

    /// A token, before its signature is verified.
    Token {
        /// alg none.
        TokenUnsigned "token-unsigned" Error () rfc(7518, "3.6");
        /// `exp` has passed by more than the leeway.
        TokenExpired "token-expired" Error (since_seconds) CLAIMS;
        /// `nbf` has not come, the leeway allowed for.
        TokenNotYetValid "token-not-yet-valid" Error (in_seconds) CLAIMS;
        /// No exp.
        TokenNeverExpires "token-never-expires" Warning () rfc(7519, "4.1.4");
        /// exp is no number.
        TokenExpiryMalformed "token-expiry-malformed" Error () rfc(7519, "4.1.4");
        /// A token from a Secret.
        TokenLegacy "token-legacy" Warning () Documentation("concepts/security/hardening-guide/authentication-mechanisms/#service-account-secret-tokens");
        /// No aud: the API server takes it for its own.
        TokenNoAudience "token-no-audience" Warning () Kubernetes("pkg/serviceaccount/jwt.go");
        /// HMAC: whoever verifies it can forge it.
        TokenSharedSecret "token-shared-secret" Warning (algorithm) rfc(7518, "3.2");
        /// The header points to a key.
        TokenKeyPointer "token-key-pointer" Warning (members) rfc(8725, "3.10");
        /// An access token (RFC 9068), which no API server takes for an id_token.
        TokenAccess "token-access" Warning () rfc(9068, "2.1");
        /// iat lies in the future.
        TokenIssuedAhead "token-issued-ahead" Error (in_seconds) CLAIMS;
        /// It lives for more than a month.
        TokenLongLived "token-long-lived" Warning (lifetime_seconds) Documentation("concepts/security/hardening-guide/authentication-mechanisms/#tokenrequest-api-tokens");
        /// Bound to an object, with which it ends.
        TokenBoundTo "token-bound-to" Info (kind, name) CLAIMS;
        /// Bound to nothing but its service account.
        TokenUnbound "token-unbound" Info () CLAIMS;
        /// A Pod's token that does not name the Node.
        TokenNoNode "token-no-node" Info (pod) CLAIMS;
        /// Extended to a year for clients that do not read it anew.
        TokenExtended "token-extended" Info (left_seconds) Kubernetes("pkg/registry/core/serviceaccount/storage/token.go");
        /// Used for longer than was asked for.
        TokenStale "token-stale" Warning (since_seconds) CLAIMS;
        /// Older than the kubelet lets it become.
        TokenNotRotated "token-not-rotated" Warning () Kubernetes("pkg/kubelet/token/token_manager.go");
        /// The issuer is no https URL.
        TokenIssuerOdd "token-issuer-odd" Warning (issuer) Kubernetes("pkg/serviceaccount/openidmetadata.go");
        /// No kid, so that every key is tried.
        TokenNoKeyId "token-no-key-id" Info () Kubernetes("pkg/serviceaccount/jwt.go");
        /// No jti, so that audit logs cannot tell it from others.
        TokenNoId "token-no-id" Info () CLAIMS;
        /// sub contradicts the private claims.
        TokenSubjectDiffers "token-subject-differs" Warning (subject, user) CLAIMS;
    }

    /// A static token file, or the password file that went before it.
    StaticTokenFile {
        /// A static token file.
        StaticTokens "static-tokens" Warning () Documentation("concepts/security/hardening-guide/authentication-mechanisms/#static-token-file");
        /// A row without a token.
        StaticTokenEmpty "static-token-empty" Warning (line, user) TOKEN_FILE;
        /// A token that stands twice.
        StaticTokenOverruled "static-token-overruled" Error (line, user) TOKEN_FILE;
        /// Columns behind the groups', which are ignored.
        StaticTokenColumns "static-token-columns" Error (line, user) TOKEN_FILE;
        /// A static password file, which no API server reads any more.
        BasicAuthFile "basic-auth-file" Error () Kubernetes("CHANGELOG/CHANGELOG-1.19.md");
    }

    /// A bootstrap token's Secret.
    BootstrapSecret {
        /// A bootstrap token of another form.
        BootstrapMalformed "bootstrap-malformed" Error () BOOTSTRAP;
        /// Its Secret is not called after it.
        BootstrapName "bootstrap-name" Error (name, id) BOOTSTRAP;
        /// Its Secret is in another namespace than kube-system.
        BootstrapNamespace "bootstrap-namespace" Error (namespace) BOOTSTRAP;
        /// Its Secret is of another type.
        BootstrapType "bootstrap-type" Error (type) BOOTSTRAP;
        /// Its expiration has passed.
        BootstrapExpired "bootstrap-expired" Error (since_seconds) BOOTSTRAP_SECRETS;
        /// An expiration that nobody can read counts as expired.
        BootstrapExpiryMalformed "bootstrap-expiry-malformed" Error (value) BOOTSTRAP_SECRETS;
        /// It may not log in.
        BootstrapNoLogin "bootstrap-no-login" Warning (value) BOOTSTRAP;
        /// A group that it may not have disables it.
        BootstrapGroup "bootstrap-group" Error (group) BOOTSTRAP_SECRETS;
    }

    /// A refusal by the API server.
    Refusal {
        /// 403: logged in, but not allowed.
        RefusalForbidden "refusal-forbidden" Error (user, verb, resource, place, command) Kubernetes("staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go");
        /// 403 for somebody who did not log in.
        RefusalAnonymous "refusal-anonymous" Error () Documentation("reference/access-authn-authz/authentication/#anonymous-requests");
        /// 403: may not act as somebody else.
        RefusalImpersonation "refusal-impersonation" Error (user, verb) Documentation("reference/access-authn-authz/user-impersonation/");
        /// 403: grants more than one has.
        RefusalEscalation "refusal-escalation" Error (user) Kubernetes("pkg/registry/rbac/validation/rule.go");
        /// 403: may not approve or sign for the signer.
        RefusalSigner "refusal-signer" Error (signer, verb) Kubernetes("plugin/pkg/admission/certificates/approval/admission.go");
        /// 403 because a binding's role does not exist.
        RefusalDangling "refusal-dangling" Warning (role) Kubernetes("plugin/pkg/auth/authorizer/rbac/rbac.go");
        /// 403 after RBAC has allowed it.
        RefusalAdmission "refusal-admission" Error () Kubernetes("staging/src/k8s.io/apiserver/pkg/admission/errors.go");
        /// 401: not known.
        RefusalUnauthorized "refusal-unauthorized" Error () Kubernetes("staging/src/k8s.io/apiserver/pkg/endpoints/filters/authentication.go");
    }

    /// A connection that failed before anybody was asked.
    TlsError {
        /// The client does not trust the server's CA.
        TlsUnknownAuthority "tls-unknown-authority" Error () GO_VERIFY;
        /// The server's certificate has expired.
        TlsExpired "tls-expired" Error () GO_VERIFY;
        /// The server's certificate is not valid yet.
        TlsNotYetValid "tls-not-yet-valid" Error () GO_VERIFY;
        /// The server's certificate is for other names.
        TlsName "tls-name" Error () GO_VERIFY;
        /// The server's certificate has no addresses.
        TlsAddress "tls-address" Error () GO_VERIFY;
        /// The server's name is in the common name alone.
        TlsCommonName "tls-common-name" Error () GO_VERIFY;
        /// The certificate is not for this use.
        TlsUsage "tls-usage" Error () GO_VERIFY;
        /// The server speaks no TLS.
        TlsPlainHttp "tls-plain-http" Error () Go("net/http/client.go");
        /// The server wants TLS.
        TlsWanted "tls-wanted" Error () Go("net/http/server.go");
        /// A client certificate is required.
        TlsClientRequired "tls-client-required" Error () rfc(8446, "6.2");
        /// The client certificate was refused.
        TlsClientRefused "tls-client-refused" Error () rfc(8446, "6.2");
        /// No protocol or cipher in common.
        TlsProtocol "tls-protocol" Error () rfc(8446, "6.2");
        /// Key and certificate do not belong together.
        TlsPair "tls-pair" Error () Go("crypto/tls/tls.go");
        /// A key or signature that is too weak.
        TlsWeak "tls-weak" Error () Go("crypto/x509/x509.go");
        /// Some other failure of TLS.
        TlsOther "tls-other" Error () rfc(8446, "6");
    }

    /// How artefacts belong together.
    Relation {
        /// A Secret or a kubeconfig user whose key does not belong to its certificate.
        PairMismatch "pair-mismatch" Error (title) Go("crypto/tls/tls.go");
    }

    /// What bindings put at risk.
    RbacRisk {
        /// Every verb on everything.
        RiskEverything "risk-everything" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#least-privilege");
        /// A wildcard that takes in what comes later.
        RiskWildcard "risk-wildcard" Info (subjects, role) Documentation("concepts/security/rbac-good-practices/#least-privilege");
        /// Roles beyond one's own rights.
        RiskEscalate "risk-escalate" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#escalate-verb");
        /// Any role for anybody.
        RiskBind "risk-bind" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#bind-verb");
        /// Acting as others.
        RiskImpersonate "risk-impersonate" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#impersonate-verb");
        /// Secrets can be read.
        RiskSecrets "risk-secrets" Warning (subjects, role) Documentation("concepts/security/rbac-good-practices/#listing-secrets");
        /// Commands in running Pods: among the "escalating resources" of the built-in roles.
        RiskExec "risk-exec" Warning (subjects, role) Kubernetes("plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go");
        /// Pods of one's own making.
        RiskPods "risk-pods" Warning (subjects, role) Documentation("concepts/security/rbac-good-practices/#workload-creation");
        /// The kubelet's API.
        RiskNodesProxy "risk-nodes-proxy" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes");
        /// Tokens of service accounts.
        RiskTokens "risk-tokens" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#token-request");
        /// Approval of certificate requests.
        RiskApproval "risk-approval" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#csrs-and-certificate-issuing");
        /// Signing certificates.
        RiskSigning "risk-signing" Error (subjects, role) Documentation("reference/access-authn-authz/certificate-signing-requests/#authorization");
        /// Webhooks that see and change every object.
        RiskWebhooks "risk-webhooks" Error (subjects, role) Documentation("concepts/security/rbac-good-practices/#control-admission-webhooks");
        /// Volumes of a node's own disk.
        RiskVolumes "risk-volumes" Warning (subjects, role) Documentation("concepts/security/rbac-good-practices/#persistent-volume-creation");
        /// Those who did not log in.
        RiskUnauthenticated "risk-unauthenticated" Error (subject, role) Documentation("concepts/security/rbac-good-practices/#hardening");
        /// Everybody who logged in.
        RiskAuthenticated "risk-authenticated" Warning (subject, role) RBAC_SUBJECTS;
        /// Every service account.
        RiskAllServiceAccounts "risk-all-service-accounts" Warning (subject, role) Documentation("reference/access-authn-authz/rbac/#service-account-permissions");
        /// The service account that Pods have unless they name another.
        RiskDefaultServiceAccount "risk-default-service-account" Warning (subject, role) Documentation("reference/access-authn-authz/rbac/#service-account-permissions");
    }

    /// Rules and bindings that cannot work as meant.
    RbacAdvice {
        /// `pods/*`, which is no wildcard.
        RbacSubresourceStar "rbac-subresource-star" Error (resource) RBAC_EVALUATION;
        /// An API group that is gone.
        RbacGroupGone "rbac-group-gone" Warning (resource, group) Documentation("reference/using-api/deprecation-guide/");
        /// A resource of another API group.
        RbacGroupWrong "rbac-group-wrong" Error (resource, group, right) RBAC_EVALUATION;
        /// A kind, a singular or a short name instead of the resource.
        RbacResourceSpelled "rbac-resource-spelled" Error (resource, right) RBAC_RESOURCES;
        /// A resource that its group does not have.
        RbacResourceUnknown "rbac-resource-unknown" Warning (resource, group) RBAC_RESOURCES;
        /// A verb that the resource does not have.
        RbacVerbUnknown "rbac-verb-unknown" Warning (verb, resource) Documentation("reference/access-authn-authz/authorization/#determine-the-request-verb");
        /// A resource outside of namespaces in a Role.
        RbacClusterResource "rbac-cluster-resource" Error (resource) Documentation("reference/access-authn-authz/rbac/#role-and-clusterrole");
        /// A verb that cannot be limited to names.
        RbacVerbNamed "rbac-verb-named" Error (verb, resource) RBAC_RESOURCES;
        /// A list of one name.
        RbacListNamed "rbac-list-named" Info (verb, resource) RBAC_RESOURCES;
        /// A `*` within a URL.
        RbacUrlStar "rbac-url-star" Error (url) RBAC_EVALUATION;
        /// A URL without its slash.
        RbacUrlSlash "rbac-url-slash" Error (url) RBAC_EVALUATION;
        /// A verb that is no HTTP method.
        RbacUrlVerb "rbac-url-verb" Warning (verb) Documentation("reference/access-authn-authz/authorization/#determine-the-request-verb");
        /// A binding to a role that does not exist.
        RbacRoleMissing "rbac-role-missing" Warning (kind, role) Kubernetes("pkg/registry/rbac/validation/rule.go");
        /// A binding of nobody.
        RbacNoSubjects "rbac-no-subjects" Info () Kubernetes("staging/src/k8s.io/api/rbac/v1/types.go");
    }

    /// What a strict API server says of an RBAC object's members.
    RbacField {
        /// A member that does not exist.
        RbacUnknownField "rbac-unknown-field" Error (field) Documentation("reference/using-api/api-concepts/#setting-the-field-validation-level");
    }
}
