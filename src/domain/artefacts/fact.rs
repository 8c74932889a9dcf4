//! The fields of an artefact, one by one: a name for the message files, and a value that is never
//! translated. What cannot be seen in a value is made visible.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::artefacts::content::Content;
use crate::domain::bytes::hexadecimal;
use crate::domain::distinguished_name::DistinguishedName;
use crate::domain::formats::asn1::names;
use crate::domain::formats::text::visible;
use crate::domain::public_key::PublicKey;

crate::domain::formats::code_list::code_list! {
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
const ENTRIES_MAX: usize = 100;

fn fact(name: FactName, value: impl AsRef<str>) -> Fact {
    Fact {
        name,
        detail: String::new(),
        value: visible(value.as_ref()),
    }
}

fn named(name: FactName, detail: &str, value: impl AsRef<str>) -> Fact {
    Fact {
        detail: visible(detail),
        ..fact(name, value)
    }
}

/// An algorithm's name with its identifier.
fn algorithm(oid: &str) -> String {
    names::name(oid).map_or_else(|| oid.to_owned(), |name| format!("{name} ({oid})"))
}

/// A number of any length from hexadecimal to decimal.
fn decimal(digits: &str) -> String {
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

fn key_facts(key: &PublicKey, facts: &mut Vec<Fact>) {
    facts.push(fact(FactName::PublicKey, key.kind.name()));
    if let Some(exponent) = key.rsa_exponent() {
        facts.push(fact(FactName::Exponent, decimal(&hexadecimal(&exponent))));
    }
    facts.push(fact(FactName::SpkiSha256, key.fingerprint()));
    facts.push(fact(FactName::KeyId, key.key_id()));
}

fn name_fact(name: FactName, value: &DistinguishedName) -> Fact {
    fact(name, value.to_string())
}

fn members(name: FactName, value: &Value, facts: &mut Vec<Fact>) {
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

/// The fields of an artefact, in the order in which they are read.
pub fn facts(content: &Content) -> Vec<Fact> {
    let mut facts = Vec::new();
    match content {
        Content::Certificate(one) => {
            facts.push(name_fact(FactName::Subject, &one.subject));
            facts.push(name_fact(FactName::Issuer, &one.issuer));
            facts.push(fact(FactName::NotBefore, one.not_before.to_string()));
            facts.push(fact(FactName::NotAfter, one.not_after.to_string()));
            facts.push(fact(FactName::Version, one.version.to_string()));
            facts.push(fact(FactName::SerialHexadecimal, &one.serial));
            facts.push(fact(FactName::SerialDecimal, decimal(&one.serial)));
            facts.push(fact(
                FactName::SignatureAlgorithm,
                algorithm(&one.signature_algorithm),
            ));
            key_facts(&one.public_key, &mut facts);
            facts.push(fact(FactName::Sha256, &one.sha256));
            facts.push(fact(FactName::Sha1, &one.sha1));
        }
        Content::Request(one) => {
            facts.push(name_fact(FactName::Subject, &one.subject));
            let oid = one.signature_algorithm_oid();
            facts.push(fact(FactName::SignatureAlgorithm, algorithm(&oid)));
            key_facts(&one.public_key, &mut facts);
            for name in &one.subject_alt_names {
                facts.push(named(
                    FactName::Other,
                    "X509v3 Subject Alternative Name",
                    name.to_string(),
                ));
            }
            if let Some(usages) = &one.key_usage {
                facts.push(named(
                    FactName::Other,
                    "X509v3 Key Usage",
                    usages.join(", "),
                ));
            }
            if let Some(usages) = &one.extended_key_usage {
                let usages: Vec<_> = usages.iter().map(|oid| algorithm(oid)).collect();
                facts.push(named(
                    FactName::Other,
                    "X509v3 Extended Key Usage",
                    usages.join(", "),
                ));
            }
        }
        Content::RevocationList(one) => {
            facts.push(name_fact(FactName::Issuer, &one.issuer));
            facts.push(fact(FactName::NotBefore, one.this_update.to_string()));
            if let Some(next) = one.next_update {
                facts.push(fact(FactName::NotAfter, next.to_string()));
            }
            facts.push(fact(
                FactName::SignatureAlgorithm,
                algorithm(&one.signature_algorithm),
            ));
            facts.push(fact(FactName::Count, one.count.to_string()));
            for (serial, _) in one.entries.iter().take(ENTRIES_MAX) {
                facts.push(fact(FactName::SerialHexadecimal, serial));
            }
            facts.push(fact(FactName::Sha256, &one.sha256));
        }
        Content::PublicKey(key) => key_facts(key, &mut facts),
        Content::PrivateKey(key) => {
            facts.push(fact(FactName::Format, key.format.as_str()));
            match (&key.public_key, &key.kind) {
                (Some(public), _) => key_facts(public, &mut facts),
                (None, Some(kind)) => facts.push(fact(FactName::PublicKey, kind.name())),
                (None, None) => {}
            }
        }
        Content::Token(token) => {
            members(FactName::Header, &token.header, &mut facts);
            members(FactName::Claim, &token.claims, &mut facts);
        }
        Content::KeySet(set) => {
            for key in set.keys.iter().take(ENTRIES_MAX) {
                facts.push(fact(FactName::Entry, key.to_string()));
            }
        }
        Content::Discovery(document) => members(FactName::Other, document, &mut facts),
        Content::Kubeconfig(config) => {
            for (list, inner) in [
                ("clusters", "cluster"),
                ("contexts", "context"),
                ("users", "user"),
            ] {
                let entries = config.get(list).and_then(Value::as_array);
                for entry in entries.into_iter().flatten().take(ENTRIES_MAX) {
                    let name = entry
                        .get("name")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                    facts.push(named(
                        FactName::Other,
                        &format!("{inner} {name}"),
                        outline(entry.get(inner)),
                    ));
                }
            }
        }
        Content::Object(object) => {
            facts.push(named(FactName::Other, "apiVersion", object.api_version()));
            facts.push(named(FactName::Other, "kind", object.kind()));
            if !object.namespace().is_empty() {
                facts.push(named(
                    FactName::Other,
                    "metadata.namespace",
                    object.namespace(),
                ));
            }
            facts.push(named(FactName::Other, "metadata.name", object.name()));
            for name in [
                "type",
                "data",
                "stringData",
                "spec",
                "roleRef",
                "subjects",
                "rules",
                "status",
            ] {
                // Of other objects the status is the controllers' own business.
                if name == "status"
                    && !crate::domain::artefacts::object::reviews::is_review(object.kind())
                {
                    continue;
                }
                if let Some(value) = object.value.get(name) {
                    facts.push(named(FactName::Other, name, outline(Some(value))));
                }
            }
        }
        Content::BootstrapToken { id } => facts.push(named(FactName::Other, "token-id", id)),
        Content::StaticTokenFile(rows) => {
            for row in rows.iter().take(ENTRIES_MAX) {
                let groups = row.groups.join(", ");
                facts.push(named(
                    FactName::Entry,
                    &row.user,
                    format!("{} {groups}", row.uid),
                ));
            }
        }
        Content::ErrorText(error) => {
            facts.push(named(FactName::Other, "", &error.line));
        }
        Content::CertificateText(text) => {
            for (name, value) in text.fields.iter().take(ENTRIES_MAX) {
                facts.push(named(FactName::Other, name, value));
            }
        }
    }
    facts
}

/// A value in outline: names of members, never long texts, which may be secret.
fn outline(value: Option<&Value>) -> String {
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

/// The extensions of a certificate as openssl's text words them, each with its identifier.
pub fn extensions(content: &Content, openssl_text: &str) -> Vec<ExtensionText> {
    const NAME_INDENT: &str = "            ";
    let Content::Certificate(certificate) = content else {
        return Vec::new();
    };
    let mut texts: Vec<ExtensionText> = Vec::new();
    let start = openssl_text
        .split_once("        X509v3 extensions:\n")
        .map_or("", |(_, after)| after);
    for line in start.lines() {
        let Some(rest) = line.strip_prefix(NAME_INDENT) else {
            // The signature follows; blank lines belong to an extension's value.
            if line.trim().is_empty() {
                continue;
            }
            break;
        };
        if rest.starts_with(' ') {
            if let Some(last) = texts.last_mut() {
                if !last.text.is_empty() {
                    last.text.push('\n');
                }
                last.text.push_str(rest.trim_start_matches("    "));
            }
        } else if let Some(extension) = certificate.extensions.get(texts.len()) {
            let name = rest
                .trim_end()
                .trim_end_matches("critical")
                .trim_end_matches([' ', ':']);
            texts.push(ExtensionText {
                name: name.to_owned(),
                oid: extension.oid.to_string(),
                critical: extension.critical,
                text: String::new(),
            });
        }
    }
    for text in &mut texts {
        text.text = text
            .text
            .lines()
            .map(visible)
            .collect::<Vec<_>>()
            .join("\n");
    }
    texts
}
