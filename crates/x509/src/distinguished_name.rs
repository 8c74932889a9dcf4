//! Distinguished names (RFC 5280 section 4.1.2.4) as Kubernetes reads them.

use const_oid::ObjectIdentifier;
use der::Encode as _;
use der::asn1::{Any, Ia5StringRef, PrintableStringRef, SetOfVec, Utf8StringRef};
use serde::{Deserialize, Serialize};
use x509_cert::attr::AttributeTypeAndValue;

use crate::oid::{OidText, oid_text};
use crate::order;
use crate::reader::{Element, Reader};

/// Attribute types by the short names of RFC 4514 and openssl.
const SHORT_NAMES: [(&str, &str); 19] = [
    ("CN", "2.5.4.3"),
    ("SN", "2.5.4.4"),
    ("serialNumber", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("street", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("title", "2.5.4.12"),
    ("postalCode", "2.5.4.17"),
    ("GN", "2.5.4.42"),
    ("initials", "2.5.4.43"),
    ("generationQualifier", "2.5.4.44"),
    ("dnQualifier", "2.5.4.46"),
    ("pseudonym", "2.5.4.65"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("emailAddress", "1.2.840.113549.1.9.1"),
];

/// `commonName`: the user name.
pub const COMMON_NAME: &str = "2.5.4.3";
/// `organizationName`: a group each.
pub const ORGANIZATION: &str = "2.5.4.10";
/// Kubernetes' own attribute for the user's UID (feature AllowParsingUserUIDFromCertAuth).
pub const KUBERNETES_UID: &str = "1.3.6.1.4.1.57683.2";
const COUNTRY: &str = "2.5.4.6";
const SERIAL_NUMBER: &str = "2.5.4.5";
const DOMAIN_COMPONENT: &str = "0.9.2342.19200300.100.1.25";
const EMAIL_ADDRESS: &str = "1.2.840.113549.1.9.1";

/// One attribute: its dotted object identifier and its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute(pub OidText, pub String);

/// A sequence of relative distinguished names, each a set of attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistinguishedName(pub Vec<Vec<Attribute>>);

/// Why an attribute cannot be part of a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttributeError {
    /// Neither a known short name nor a dotted object identifier.
    #[error("unknown attribute type {0:?}")]
    UnknownType(String),
    /// The attribute's string type cannot hold the value.
    #[error("attribute {type_name} cannot hold this value")]
    UnfitValue {
        /// The attribute's short name or identifier.
        type_name: String,
    },
}

/// The object identifier for `CN`, `emailAddress` and so on, or for a dotted identifier itself.
pub fn attribute_type(text: &str) -> Result<ObjectIdentifier, AttributeError> {
    let text = text.trim();
    let unknown = || AttributeError::UnknownType(text.to_owned());
    let dotted = SHORT_NAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text))
        .map_or(text, |(_, oid)| oid);
    // An identifier of one arc is refused by the DER encoder only later.
    if dotted.split('.').count() < 2 {
        return Err(unknown());
    }
    dotted.parse().map_err(|_| unknown())
}

/// The short name of a dotted object identifier, or the identifier itself.
pub fn short_name(oid: &str) -> &str {
    SHORT_NAMES
        .iter()
        .find(|(_, known)| *known == oid)
        .map_or(oid, |(name, _)| name)
}

impl Attribute {
    /// The attribute in DER, in the string type that RFC 5280 appendix A prescribes.
    pub fn encode(&self) -> Result<AttributeTypeAndValue, AttributeError> {
        let unfit = || AttributeError::UnfitValue {
            type_name: short_name(&self.0).to_owned(),
        };
        let value = self.1.as_str();
        let any = match &*self.0 {
            COUNTRY | SERIAL_NUMBER => {
                Any::encode_from(&PrintableStringRef::new(value).map_err(|_| unfit())?)
            }
            DOMAIN_COMPONENT | EMAIL_ADDRESS => {
                Any::encode_from(&Ia5StringRef::new(value).map_err(|_| unfit())?)
            }
            _ => Any::encode_from(&Utf8StringRef::new(value).map_err(|_| unfit())?),
        };
        Ok(AttributeTypeAndValue {
            oid: attribute_type(&self.0)?,
            value: any.map_err(|_| unfit())?,
        })
    }

    /// The attribute as Go re-encodes it: PrintableString where the characters allow, else
    /// UTF8String (Go `encoding/asn1`, `isPrintable`).
    fn encode_as_go(&self) -> Result<AttributeTypeAndValue, AttributeError> {
        let printable = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+,-./ :=?".contains(&byte);
        if !self.1.bytes().all(printable) {
            return Self(self.0.clone(), self.1.clone()).encode();
        }
        let value = PrintableStringRef::new(&self.1)
            .and_then(|value| Any::encode_from(&value))
            .map_err(|_| AttributeError::UnfitValue {
                type_name: short_name(&self.0).to_owned(),
            })?;
        Ok(AttributeTypeAndValue {
            oid: attribute_type(&self.0)?,
            value,
        })
    }
}

impl DistinguishedName {
    /// The RDNs in a Name's content; nothing where its structure is not that of a name.
    pub fn from_reader(mut rdns: Reader<'_>) -> Option<Self> {
        let mut name = Vec::new();
        while !rdns.is_empty() {
            let mut set = rdns.enter(0x31)?;
            let mut attributes = Vec::with_capacity(1);
            while !set.is_empty() {
                let mut attribute = set.enter(0x30)?;
                let oid = oid_text(attribute.identifier()?);
                let value = attribute.element()?;
                attributes.push(Attribute(oid, string_text(value)));
            }
            name.push(attributes);
        }
        Some(Self(name))
    }

    /// Reads a DER `Name`; an empty one where it is malformed.
    pub fn from_der(name: &[u8]) -> Self {
        Reader(name)
            .enter(0x30)
            .and_then(Self::from_reader)
            .unwrap_or_default()
    }

    /// The name in DER, one attribute after another as they stand.
    pub fn to_der(&self) -> Result<Vec<u8>, AttributeError> {
        let mut sequence = Vec::with_capacity(self.0.len());
        for rdn in &self.0 {
            let mut set = SetOfVec::new();
            for attribute in rdn {
                let unfit = |_| AttributeError::UnfitValue {
                    type_name: short_name(&attribute.0).to_owned(),
                };
                set.insert(attribute.encode()?).map_err(unfit)?;
            }
            sequence.push(set);
        }
        sequence.to_der().map_err(|_| AttributeError::UnfitValue {
            type_name: "Name".to_owned(),
        })
    }

    /// Every attribute in order, whatever RDN it stands in.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.0.iter().flatten()
    }

    /// Every value of one attribute type, in order.
    pub fn values<'a>(&'a self, oid: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes()
            .filter(move |attribute| attribute.0 == oid)
            .map(|attribute| attribute.1.as_str())
    }

    /// The common name that counts: Go's `pkix.Name` keeps the last one.
    pub fn common_name(&self) -> &str {
        self.values(COMMON_NAME).last().unwrap_or_default()
    }

    /// Every organization, in encoded order.
    pub fn organizations(&self) -> Vec<String> {
        self.values(ORGANIZATION).map(str::to_owned).collect()
    }

    /// The subject that the built-in signers write for this requested one: Go's `pkix.Name` holds
    /// eight attribute types, several values of one type share an RDN in DER's set order, and all
    /// else is lost (`pkix.Name.ToRDNSequence`; order observed on a real cluster).
    pub fn as_signed(&self) -> Self {
        const SEVERAL: [&str; 7] = [
            COUNTRY,
            "2.5.4.8",
            "2.5.4.7",
            "2.5.4.9",
            "2.5.4.17",
            ORGANIZATION,
            "2.5.4.11",
        ];
        let mut signed = Vec::new();
        for oid in SEVERAL {
            let mut values: Vec<(Vec<u8>, Attribute)> = self
                .attributes()
                .filter(|attribute| attribute.0 == oid)
                .map(|attribute| {
                    let der = attribute.encode_as_go().and_then(|encoded| {
                        encoded.to_der().map_err(|_| AttributeError::UnfitValue {
                            type_name: oid.to_owned(),
                        })
                    });
                    (der.unwrap_or_default(), attribute.clone())
                })
                .collect();
            order::sort_by(&mut values, |left, right| left.0.cmp(&right.0));
            if !values.is_empty() {
                signed.push(values.into_iter().map(|(_, attribute)| attribute).collect());
            }
        }
        for oid in [COMMON_NAME, SERIAL_NUMBER] {
            if let Some(value) = self.values(oid).last().filter(|value| !value.is_empty()) {
                signed.push(vec![Attribute(oid.to_owned().into(), value.to_owned())]);
            }
        }
        Self(signed)
    }

    /// The name as `openssl req -subj` takes it: `/O=dev/CN=jane`, slashes and plus signs escaped.
    pub fn openssl_subject(&self) -> String {
        let escape = |value: &str| {
            value
                .chars()
                .flat_map(|character| {
                    let escaped = matches!(character, '\\' | '/' | '+').then_some('\\');
                    escaped.into_iter().chain([character])
                })
                .collect::<String>()
        };
        self.0
            .iter()
            .map(|rdn| {
                let attributes: Vec<_> = rdn
                    .iter()
                    .map(|Attribute(oid, value)| format!("{}={}", short_name(oid), escape(value)))
                    .collect();
                format!("/{}", attributes.join("+"))
            })
            .collect()
    }
}

/// RFC 4514 order reversed: most general first, as openssl prints it; for people, not for parsing.
impl std::fmt::Display for DistinguishedName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, rdn) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}")?;
            for (index, Attribute(oid, value)) in rdn.iter().enumerate() {
                let separator = if index == 0 { "" } else { " + " };
                write!(formatter, "{separator}{}={value}", short_name(oid))?;
            }
        }
        Ok(())
    }
}

/// The text of a string element; what is no string becomes the hexadecimal of its DER after `#`, as
/// RFC 4514 section 2.4 writes it.
fn string_text(element: Element<'_>) -> String {
    let content = element.content;
    match element.identifier {
        // UTF8String, NumericString, PrintableString, IA5String, VisibleString
        0x0c | 0x12 | 0x13 | 0x16 | 0x1a => String::from_utf8_lossy(content).into_owned(),
        // TeletexString: Latin-1 in practice, every byte is the character of its number.
        0x14 => content.iter().map(|&byte| char::from(byte)).collect(),
        // BMPString
        0x1e => utf16_text(content),
        // UniversalString
        0x1c => content
            .chunks(4)
            .map(|unit| {
                unit.iter()
                    .fold(0_u32, |number, &byte| number << 8 | u32::from(byte))
            })
            .map(|number| char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        _ => format!("#{}", crate::bytes::hexadecimal(element.whole)),
    }
}

fn utf16_text(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
