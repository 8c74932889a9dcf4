//! The fields of an artefact, one by one: a name for the message files, and a value that is never
//! translated. What cannot be seen in a value is made visible.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use certbench_formats::asn1::names;
use certbench_formats::text::visible;
use certbench_x509::bytes::hexadecimal;
use certbench_x509::distinguished_name::DistinguishedName;
use certbench_x509::public_key::PublicKey;

certbench_formats::code_list! {
    /// What a field is called; `fact-CODE` in `locales/*/inspect.ftl`.
    FactName {
        /// X.509 version
        Version "version",
        /// Serial number in hexadecimal
        SerialHexadecimal "serial-hexadecimal",
        /// Serial number in decimal
        SerialDecimal "serial-decimal",
        /// Subject
        Subject "subject",
        /// Issuer
        Issuer "issuer",
        /// Start of the validity
        NotBefore "not-before",
        /// End of the validity
        NotAfter "not-after",
        /// Signature algorithm
        SignatureAlgorithm "signature-algorithm",
        /// Public key
        PublicKey "public-key",
        /// Public exponent
        Exponent "exponent",
        /// SHA-256 of the certificate
        Sha256 "sha256",
        /// SHA-1 of the certificate
        Sha1 "sha1",
        /// SHA-256 of the SubjectPublicKeyInfo
        SpkiSha256 "spki-sha256",
        /// The same in base64url, which is the `kid` of service account tokens
        KeyId "key-id",
        /// How a private key was written
        Format "format",
        /// Number of entries
        Count "count",
        /// An entry of a list
        Entry "entry",
        /// JOSE header member
        Header "header",
        /// Claim
        Claim "claim",
        /// Anything else, named by itself
        Other "other",
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is called.
    pub name: FactName,
    /// Its own name, where `name` only says what kind of thing it is.
    pub detail: String,
    /// The value; for times in seconds since 1970.
    pub value: String,
}

/// An extension in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionText {
    /// RFC 5280's name, or openssl's.
    pub name: String,
    /// Its dotted identifier.
    pub oid: String,
    /// Whether it is critical.
    pub critical: bool,
    /// Its value, decoded.
    pub text: String,
}

/// Most entries of a list that are shown as fields.
pub(crate) const ENTRIES_MAX: usize = 100;

pub(crate) fn fact(name: FactName, value: impl AsRef<str>) -> Fact {
    Fact {
        name,
        detail: String::new(),
        value: visible(value.as_ref()),
    }
}

pub(crate) fn named(name: FactName, detail: &str, value: impl AsRef<str>) -> Fact {
    Fact {
        detail: visible(detail),
        ..fact(name, value)
    }
}

/// An algorithm's name with its identifier.
pub(crate) fn algorithm(oid: &str) -> String {
    names::name(oid).map_or_else(|| oid.to_owned(), |name| format!("{name} ({oid})"))
}

/// A number of any length from hexadecimal to decimal.
pub(crate) fn decimal(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    // Far beyond any serial number; the conversion takes quadratic time.
    if digits.len() > 512 {
        return String::new();
    }
    let mut groups: Vec<u64> = vec![0];
    const BASE: u64 = 1_000_000_000;
    for digit in digits.chars().filter_map(|digit| digit.to_digit(16)) {
        let mut carry = u64::from(digit);
        for group in &mut groups {
            let sum = *group * 16 + carry;
            *group = sum % BASE;
            carry = sum / BASE;
        }
        if carry > 0 {
            groups.push(carry);
        }
    }
    let mut text = String::from(sign);
    for (index, group) in groups.iter().rev().enumerate() {
        text.push_str(&if index == 0 {
            group.to_string()
        } else {
            format!("{group:09}")
        });
    }
    text
}

pub(crate) fn key_facts(key: &PublicKey, facts: &mut Vec<Fact>) {
    facts.push(fact(FactName::PublicKey, key.kind.name()));
    if let Some(exponent) = key.rsa_exponent() {
        facts.push(fact(FactName::Exponent, decimal(&hexadecimal(&exponent))));
    }
    facts.push(fact(FactName::SpkiSha256, key.fingerprint()));
    facts.push(fact(FactName::KeyId, key.key_id()));
}

pub(crate) fn name_fact(name: FactName, value: &DistinguishedName) -> Fact {
    fact(name, value.to_string())
}

pub(crate) fn members(name: FactName, value: &Value, facts: &mut Vec<Fact>) {
    let Some(members) = value.as_object() else {
        return;
    };
    for (key, value) in members.iter().take(ENTRIES_MAX) {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        facts.push(named(name, key, text));
    }
}

/// A value in outline: names of members, never long texts, which may be secret.
pub(crate) fn outline(value: Option<&Value>) -> String {
    fn short(value: &Value) -> String {
        match value {
            Value::String(text) if text.chars().count() > 60 => "…".to_owned(),
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().take(10).map(short).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(members) => {
                let names: Vec<_> = members.keys().take(10).cloned().collect();
                format!("{{{}}}", names.join(", "))
            }
            other => other.to_string(),
        }
    }
    const SECRET: [&str; 4] = ["token", "password", "client-key-data", "token-secret"];
    match value {
        Some(Value::Object(members)) => {
            let members: Vec<_> = members
                .iter()
                .take(30)
                .map(|(name, value)| {
                    if SECRET.contains(&name.as_str()) {
                        format!("{name}: …")
                    } else {
                        format!("{name}: {}", short(value))
                    }
                })
                .collect();
            members.join("; ")
        }
        Some(other) => short(other),
        None => String::new(),
    }
}
