//! Where a finding about an artefact can be looked up.

use crate::finding::Code;

/// The document or source file behind a finding; empty where it needs none.
pub const fn source(code: Code) -> &'static str {
    match code {
        Code::GoRefuses => "Go src/crypto/x509/parser.go",
        Code::CertificateExpired
        | Code::CertificateNotYetValid
        | Code::CertificateLongLived
        | Code::CertificateServerOnly
        | Code::CertificateWrongUsage
        | Code::UidTwice => "apiserver/pkg/authentication/request/x509/x509.go",
        Code::CertificateExpiresSoon | Code::CertificateBackwards => "RFC 5280 section 4.1.2.5",
        Code::CertificateVersion1 | Code::CertificateVersion2 => "RFC 5280 section 4.1.2.1",
        Code::CertificateNoUsage => "RFC 5280 section 4.2.1.12",
        Code::CaFlagOnLeaf | Code::CaFlagMissing => "RFC 5280 section 4.2.1.9",
        Code::HostOnlyInCommonName | Code::SignatureWeak | Code::ExtensionUnknownCritical => {
            "Go src/crypto/x509/verify.go"
        }
        Code::ApiServerNameMissing => "kubernetes/cmd/kubeadm/app/util/pkiutil/pki_helpers.go",
        Code::SubjectTypo => "openssl-req(1)",
        Code::RsaExponentOne | Code::RsaExponentSmall => "RFC 8017 section 3.1",
        Code::SerialZero | Code::SerialLong => "RFC 5280 section 4.1.2.2",
        Code::ExtensionDuplicate | Code::ExtensionMalformed => "RFC 5280 section 4.2",
        Code::KeyMisplaced => "kubernetes.io/docs/concepts/configuration/secret",
        Code::KeySetPrivate => "RFC 7517 section 9.2",
        Code::DuplicateKey => "sigs.k8s.io/yaml",
        Code::IndentationLost => "YAML 1.2 section 6.1",
        Code::TextOnly => "openssl-x509(1)",
        Code::RequestRefused => "kubernetes/pkg/apis/certificates/validation/validation.go",
        Code::RequestFailed => "kubernetes/pkg/controller/certificates/authority/policies.go",
        Code::TokenUnsigned => "RFC 7519 section 6",
        Code::TokenExpired
        | Code::TokenNotYetValid
        | Code::TokenNeverExpires
        | Code::TokenNoAudience => "kubernetes/pkg/serviceaccount/claims.go",
        Code::ReviewRefused => "apiserver/pkg/registry/authentication/tokenreview",
        Code::ReviewRequestRefused => "kubernetes/pkg/apis/authentication/validation",
        Code::TokenSharedSecret => "RFC 7518 section 3.2",
        Code::TokenKeyPointer => "RFC 8725 section 3.10",
        Code::TokenAccess => "RFC 9068 section 2.1",
        Code::TokenIssuedAhead
        | Code::TokenBoundTo
        | Code::TokenUnbound
        | Code::TokenExtended
        | Code::TokenStale
        | Code::TokenNoNode
        | Code::TokenSubjectDiffers => "kubernetes/pkg/serviceaccount/claims.go",
        Code::TokenNoKeyId | Code::TokenNoId | Code::TokenIssuerOdd => {
            "kubernetes/pkg/serviceaccount/jwt.go"
        }
        Code::TokenNotRotated => "kubernetes/pkg/kubelet/token/token_manager.go",
        Code::TokenLongLived => "kubernetes.io/docs/concepts/security/service-accounts",
        Code::TokenExpiryMalformed => "RFC 7519 section 4.1.4",
        Code::TokenLegacy => "kubernetes/pkg/serviceaccount/legacy.go",
        Code::BootstrapMalformed
        | Code::BootstrapName
        | Code::BootstrapNamespace
        | Code::BootstrapType
        | Code::BootstrapExpired
        | Code::BootstrapExpiryMalformed
        | Code::BootstrapNoLogin
        | Code::BootstrapGroup => {
            "kubernetes/plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go"
        }
        Code::RefusalForbidden | Code::RefusalAnonymous | Code::RefusalImpersonation => {
            "apiserver/pkg/endpoints/handlers/responsewriters/errors.go"
        }
        Code::RefusalUnauthorized => "apiserver/pkg/endpoints/filters/authentication.go",
        Code::RefusalEscalation => "kubernetes/pkg/registry/rbac/validation/rule.go",
        Code::RefusalDangling => "kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go",
        Code::RefusalAdmission => "apiserver/pkg/admission/errors.go",
        Code::RefusalSigner => "kubernetes/plugin/pkg/admission/certificates/approval/admission.go",
        Code::BasicAuthFile => "kubernetes/CHANGELOG/CHANGELOG-1.19.md",
        Code::StaticTokens
        | Code::StaticTokenEmpty
        | Code::StaticTokenOverruled
        | Code::StaticTokenColumns => "apiserver/pkg/authentication/token/tokenfile",
        Code::PairMismatch => "recorded answers, section 4",
        _ => "",
    }
}
