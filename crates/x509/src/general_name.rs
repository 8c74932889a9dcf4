//! Subject alternative names (RFC 5280 section 4.2.1.6).

use std::net::IpAddr;

use crate::bytes::hexadecimal;
use crate::distinguished_name::DistinguishedName;
use crate::oid::oid_text;
use crate::reader::{Element, Reader};
use serde::{Deserialize, Serialize};

/// One alternative name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GeneralName {
    /// A host name
    Dns(String),
    /// An address, or the hexadecimal of bytes that are none
    Ip(String),
    /// An e-mail address
    Email(String),
    /// A URI
    Uri(String),
    /// A directory name
    DirName(String),
    /// A registered identifier, dotted
    Rid(String),
    /// Any other name, by its identifier
    Other(String),
}

/// Why a typed alternative name cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeneralNameError {
    /// Neither an IPv4 nor an IPv6 address.
    #[error("not an IP address")]
    NotAnAddress,
    /// Characters outside ASCII, which an IA5String cannot hold.
    #[error("not ASCII")]
    NotAscii,
    /// A host name with white space, an empty label or an illegal character.
    #[error("not a host name")]
    NotAHostName,
    /// No `@`, or white space.
    #[error("not an e-mail address")]
    NotAnEmailAddress,
    /// No scheme, or white space.
    #[error("not a URI")]
    NotAUri,
}

impl GeneralName {
    /// The names in a GeneralNames' content; nothing where one is not a name at all. A text that is
    /// not UTF-8 becomes hexadecimal after `#`.
    pub fn all_from(mut names: Reader<'_>) -> Option<Vec<Self>> {
        let mut all = Vec::new();
        while !names.is_empty() {
            all.push(Self::from_element(names.element()?)?);
        }
        Some(all)
    }

    fn from_element(element: Element<'_>) -> Option<Self> {
        let content = element.content;
        let text = || match std::str::from_utf8(content) {
            Ok(text) => text.to_owned(),
            Err(_) => format!("#{}", hexadecimal(content)),
        };
        Some(match element.identifier {
            0x81 => Self::Email(text()),
            0x82 => Self::Dns(text()),
            0x86 => Self::Uri(text()),
            0x87 => Self::Ip(address_text(content)),
            0x88 => Self::Rid(oid_text(content).into_owned()),
            0xa4 => {
                let name = DistinguishedName::from_reader(Reader(content).enter(0x30)?)?;
                Self::DirName(name.to_string())
            }
            0xa0 => Self::Other(oid_text(Reader(content).identifier()?).into_owned()),
            0xa3 => Self::Other("x400Address".to_owned()),
            0xa5 => Self::Other("ediPartyName".to_owned()),
            _ => return None,
        })
    }

    /// The names in a DER GeneralNames; those of a malformed one are none.
    pub fn from_der(names: &[u8]) -> Vec<Self> {
        Reader(names)
            .enter(0x30)
            .and_then(Self::all_from)
            .unwrap_or_default()
    }

    /// Checks a name that somebody typed, so that what is encoded is what was meant.
    pub fn check(&self) -> Result<(), GeneralNameError> {
        let blank = |text: &str| text.is_empty() || text.contains(char::is_whitespace);
        match self {
            Self::Ip(text) => text
                .parse::<IpAddr>()
                .map(|_| ())
                .map_err(|_| GeneralNameError::NotAnAddress),
            Self::Dns(text) | Self::Email(text) | Self::Uri(text) if !text.is_ascii() => {
                Err(GeneralNameError::NotAscii)
            }
            Self::Dns(text) => is_host_name(text)
                .then_some(())
                .ok_or(GeneralNameError::NotAHostName),
            Self::Email(text) => {
                let (local, domain) = text.rsplit_once('@').unwrap_or_default();
                (!blank(local) && !blank(domain))
                    .then_some(())
                    .ok_or(GeneralNameError::NotAnEmailAddress)
            }
            Self::Uri(text) => {
                let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
                let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
                (is_scheme && !blank(text))
                    .then_some(())
                    .ok_or(GeneralNameError::NotAUri)
            }
            Self::DirName(_) | Self::Rid(_) | Self::Other(_) => Ok(()),
        }
    }
}

/// `TYPE:VALUE`, as openssl's `subjectAltName` configuration takes it.
impl std::fmt::Display for GeneralName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, value) = match self {
            Self::Dns(value) => ("DNS", value),
            Self::Ip(value) => ("IP", value),
            Self::Email(value) => ("email", value),
            Self::Uri(value) => ("URI", value),
            Self::DirName(value) => ("dirName", value),
            Self::Rid(value) => ("RID", value),
            Self::Other(value) => ("otherName", value),
        };
        write!(formatter, "{kind}:{value}")
    }
}

fn is_host_name(text: &str) -> bool {
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let rest = text.strip_prefix("*.").unwrap_or(text);
    text.len() <= 253 && rest.split('.').all(label_fits)
}

fn address_text(bytes: &[u8]) -> String {
    if let Ok(octets) = <[u8; 4]>::try_from(bytes) {
        IpAddr::from(octets).to_string()
    } else if let Ok(octets) = <[u8; 16]>::try_from(bytes) {
        IpAddr::from(octets).to_string()
    } else {
        hexadecimal(bytes)
    }
}
