//! JSON Web Tokens (RFC 7519) and key sets (RFC 7517): read without keys here, with them below.

pub mod check;
pub mod claims;
pub mod jwk;
pub mod jws;
pub mod verification;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::formats::manifest::DuplicateKey;

/// A token that could be read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// The three parts with their dots. Secret.
    pub text: String,
    /// The JOSE header.
    pub header: Value,
    /// The claims.
    pub claims: Value,
    /// Members that stood twice; the last one counts.
    pub duplicate_keys: Vec<DuplicateKey>,
}

/// Never the text: it is a credential, and a debug print may end in a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Token({})", self.kind().as_str())
    }
}

crate::domain::formats::code_list::code_list! {
    /// What a token is for Kubernetes.
    TokenKind {
        /// Bound to an object or at least in time; made by the TokenRequest API.
        BoundServiceAccount "bound-service-account",
        /// From a Secret; never expires.
        LegacyServiceAccount "legacy-service-account",
        /// From an OpenID Connect issuer, by its look.
        Oidc "oidc",
        /// Something else.
        Other "other",
    }
}

impl TokenKind {
    /// What claims are for Kubernetes.
    pub fn of(claims: &Value) -> Self {
        let is_text = |name: &str| {
            let text = claims.get(name).and_then(Value::as_str);
            text.is_some_and(|text| !text.is_empty())
        };
        if claims.get("kubernetes.io").is_some_and(Value::is_object) {
            Self::BoundServiceAccount
        } else if claims
            .get("kubernetes.io/serviceaccount/service-account.name")
            .is_some()
        {
            Self::LegacyServiceAccount
        } else if is_text("iss") && is_text("sub") {
            Self::Oidc
        } else {
            Self::Other
        }
    }

    /// Whether it is a service account's.
    pub const fn is_service_account(self) -> bool {
        matches!(self, Self::BoundServiceAccount | Self::LegacyServiceAccount)
    }
}

/// Why a text is not a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TokenError {
    /// Not three parts.
    #[error("{0} parts instead of three")]
    Parts(usize),
    /// A part that is not base64url.
    #[error("part {part} is not base64url without padding: {reason}")]
    Base64 {
        /// Counted from one.
        part: usize,
        /// The decoder's words.
        reason: String,
    },
    /// A part that is not a JSON object.
    #[error("part {part} is not a JSON object: {reason}")]
    Json {
        /// Counted from one.
        part: usize,
        /// The parser's words.
        reason: String,
    },
    /// No payload: a detached signature (RFC 7515 appendix F), as in the ConfigMap cluster-info.
    #[error("a signature without its payload")]
    Detached,
    /// Five parts: encrypted (RFC 7516).
    #[error("an encrypted token (JWE); only its recipient can read it")]
    Encrypted,
}

/// The bytes of a part, counted from one. Padding, other alphabets and bits that mean nothing are
/// refused, so that no two texts are the same token (RFC 7515 section 2).
fn decoded(number: usize, text: &str) -> Result<Vec<u8>, TokenError> {
    BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|error| TokenError::Base64 {
            part: number,
            reason: error.to_string(),
        })
}

fn part(number: usize, text: &str) -> Result<(Value, Vec<DuplicateKey>), TokenError> {
    object(number, decoded(number, text)?)
}

fn object(number: usize, bytes: Vec<u8>) -> Result<(Value, Vec<DuplicateKey>), TokenError> {
    let json = |reason: String| TokenError::Json {
        part: number,
        reason,
    };
    let text = String::from_utf8(bytes).map_err(|error| json(error.to_string()))?;
    let document = crate::domain::formats::manifest::parse_json(&text)
        .map_err(|error| json(error.to_string()))?;
    if document.value.is_object() {
        Ok((document.value, document.duplicate_keys))
    } else {
        Err(json("it is something else".to_owned()))
    }
}

impl Token {
    /// Reads a token in compact serialisation (RFC 7515 section 7.1).
    pub fn read(text: &str) -> Result<Self, TokenError> {
        let parts: Vec<_> = text.split('.').collect();
        let [header, claims, _signature] = parts.as_slice() else {
            return Err(if parts.len() == 5 && part(1, parts[0]).is_ok() {
                TokenError::Encrypted
            } else {
                TokenError::Parts(parts.len())
            });
        };
        if claims.is_empty() {
            return Err(TokenError::Detached);
        }
        let (header, mut duplicate_keys) = part(1, header)?;
        let (claims, more) = part(2, claims)?;
        duplicate_keys.extend(more);
        Ok(Self {
            text: text.to_owned(),
            header,
            claims,
            duplicate_keys,
        })
    }

    /// A claim that is a text.
    pub fn claim(&self, name: &str) -> &str {
        self.claims
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// What it is for Kubernetes, by its claims.
    pub fn kind(&self) -> TokenKind {
        TokenKind::of(&self.claims)
    }

    /// `exp` in seconds since 1970.
    pub fn expires(&self) -> Option<i64> {
        self.numeric_date("exp")
    }

    /// A NumericDate claim (RFC 7519 section 2) in whole seconds since 1970; `None` where it is
    /// missing or no number.
    pub fn numeric_date(&self, name: &str) -> Option<i64> {
        let value = self.claims.get(name)?;
        value
            .as_i64()
            .or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64))
    }
}

/// A key set that could be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeySet {
    /// Its keys with their private members left out.
    pub keys: Vec<Value>,
    /// Whether any key had private members.
    pub has_private: bool,
}

impl KeySet {
    /// A set, or a single key, in JSON.
    pub fn from_value(value: &Value) -> Option<Self> {
        const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
        let keys = match value.get("keys").and_then(Value::as_array) {
            Some(keys) => keys.clone(),
            None => vec![value.clone()],
        };
        let is_key = |key: &Value| key.get("kty").is_some_and(Value::is_string);
        if !keys.iter().all(is_key) {
            return None;
        }
        let mut set = Self {
            keys: Vec::with_capacity(keys.len()),
            has_private: false,
        };
        for mut key in keys {
            if let Some(members) = key.as_object_mut() {
                for name in PRIVATE {
                    set.has_private |= members.remove(name).is_some();
                }
            }
            set.keys.push(key);
        }
        Some(set)
    }
}
