//! Why the API server would not take a token.

use serde::{Deserialize, Serialize};

crate::domain::formats::code_list::code_list! {
    /// What a token was refused for. The words are `token-refusal-CODE` in `locales/*/tokens.ftl`.
    RefusalCode {
        /// No authenticator knows this kind of token.
        Unknown "unknown",
        /// Its signature is not valid, or cannot be told.
        Signature "signature",
        /// A member stands twice, which the server's JSON reader refuses.
        DuplicateMember "duplicate-member",
        /// Another issuer's.
        Issuer "issuer",
        /// For another audience.
        Audience "audience",
        /// It is over.
        Expired "expired",
        /// It has not begun.
        NotYetValid "not-yet-valid",
        /// `iat` lies in the future.
        IssuedInTheFuture "issued-in-the-future",
        /// A claim is of the wrong type.
        ClaimMalformed "claim-malformed",
        /// A claim is missing.
        ClaimMissing "claim-missing",
        /// `sub` contradicts the other claims.
        Subject "subject",
        /// What it is bound to does not exist.
        Gone "gone",
        /// What it is bound to was deleted and made again.
        UidChanged "uid-changed",
        /// The Secret holds another token.
        SecretDiffers "secret-differs",
        /// The Secret is marked as not to be used any more.
        SecretInvalidated "secret-invalidated",
        /// A bootstrap token's Secret that is not as it must be.
        SecretUnfit "secret-unfit",
        /// `email_verified` is not true.
        EmailNotVerified "email-not-verified",
        /// A required claim has another value.
        RequiredClaim "required-claim",
        /// An algorithm that is not allowed.
        Algorithm "algorithm",
        /// The authenticator's configuration is refused.
        Configuration "configuration",
        /// A CEL expression decides, and none is evaluated here.
        NotEvaluated "not-evaluated",
    }
}

/// Why the API server would not take a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// For what.
    pub code: RefusalCode,
    /// The server's own words beside `invalid bearer token`; empty where it has none.
    pub message: String,
    /// What our words speak of: a claim, an object, a field.
    pub detail: String,
}

impl Refusal {
    /// A refusal in the server's words.
    pub fn said(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: String::new(),
        }
    }

    /// A refusal without further words of the server's: it only says `invalid bearer token`.
    pub fn silent(code: RefusalCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            message: String::new(),
            detail: detail.into(),
        }
    }

    /// The refusal with what it is about.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// `status.error` of a TokenReview (`apiserver/pkg/registry/authentication/tokenreview`): the
    /// token union's error beside each authenticator's.
    pub fn review_error(&self) -> String {
        if self.message.is_empty() {
            "invalid bearer token".to_owned()
        } else {
            format!("[invalid bearer token, {}]", self.message)
        }
    }
}
