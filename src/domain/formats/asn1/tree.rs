//! Every element of any octets, with what lies hidden in OCTET STRINGs and BIT STRINGs.

use serde::{Deserialize, Serialize};

pub use crate::domain::formats::asn1::reader::{Class, Reason};
use crate::domain::formats::asn1::reader::{Header, header};
use crate::domain::formats::asn1::value;

/// Levels of nesting that are followed.
pub const DEPTH_LIMIT: usize = 64;

/// Elements that are listed.
pub const NODE_LIMIT: usize = 20_000;

/// One element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Octets before its identifier.
    pub offset: usize,
    /// Octets of identifier and length.
    pub header_length: usize,
    /// Octets of the content; with an indefinite length those before the end-of-contents octets.
    pub length: usize,
    /// Whether the length is indefinite (X.690 section 8.1.3.6).
    pub indefinite: bool,
    /// Namespace of the tag.
    pub class: Class,
    /// Whether the content is elements by its identifier.
    pub constructed: bool,
    /// Tag number.
    pub tag: u32,
    /// Elements around it.
    pub depth: u8,
    /// What it holds, in one line; empty when the elements after it say so.
    pub value: String,
    /// Whether it is a string whose content was found to be an element, which follows.
    pub encapsulates: bool,
}

/// Names of the universal tags (X.680 section 8.6), by their numbers.
const UNIVERSAL: [&str; 31] = [
    "END OF CONTENTS",
    "BOOLEAN",
    "INTEGER",
    "BIT STRING",
    "OCTET STRING",
    "NULL",
    "OBJECT IDENTIFIER",
    "ObjectDescriptor",
    "EXTERNAL",
    "REAL",
    "ENUMERATED",
    "EMBEDDED PDV",
    "UTF8String",
    "RELATIVE-OID",
    "TIME",
    "",
    "SEQUENCE",
    "SET",
    "NumericString",
    "PrintableString",
    "TeletexString",
    "VideotexString",
    "IA5String",
    "UTCTime",
    "GeneralizedTime",
    "GraphicString",
    "VisibleString",
    "GeneralString",
    "UniversalString",
    "CHARACTER STRING",
    "BMPString",
];

impl Node {
    /// The tag as ASN.1 writes it: `SEQUENCE`, `[0]`, `[APPLICATION 3]`.
    pub fn tag_name(&self) -> String {
        let name = usize::try_from(self.tag)
            .ok()
            .and_then(|tag| UNIVERSAL.get(tag))
            .filter(|name| !name.is_empty());
        match (self.class, name) {
            (Class::Universal, Some(name)) => (*name).to_owned(),
            (Class::Universal, None) => format!("[UNIVERSAL {}]", self.tag),
            (Class::Application, _) => format!("[APPLICATION {}]", self.tag),
            (Class::Context, _) => format!("[{}]", self.tag),
            (Class::Private, _) => format!("[PRIVATE {}]", self.tag),
        }
    }
}

/// The elements up to the end or the first mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    /// In the order of the octets, so that an element's content follows it with a greater depth.
    pub nodes: Vec<Node>,
    /// What ended the reading early.
    pub error: Option<TreeError>,
}

/// The first mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeError {
    /// Octets before the element it is in.
    pub offset: usize,
    /// What it is.
    pub reason: Reason,
}

/// An element that is being read.
struct Open {
    /// Where its content has to end, or may end at most.
    end: usize,
    /// The node to be given its length when the end-of-contents octets come.
    indefinite: Option<usize>,
}

/// The elements of some octets, such as a certificate or a key in DER.
pub fn tree(der: &[u8]) -> Tree {
    let mut nodes = Vec::new();
    let error = read(der, &mut nodes).err();
    Tree { nodes, error }
}

fn read(der: &[u8], nodes: &mut Vec<Node>) -> Result<(), TreeError> {
    let mut open: Vec<Open> = Vec::new();
    let mut offset = 0;
    loop {
        let failed = |reason| TreeError { offset, reason };
        while let Some(innermost) = open.last()
            && innermost.end == offset
        {
            if innermost.indefinite.is_some() {
                return Err(failed(Reason::EndMissing));
            }
            open.pop();
        }
        if offset >= der.len() {
            return Ok(());
        }
        if nodes.len() >= NODE_LIMIT {
            return Err(failed(Reason::TooMany(NODE_LIMIT)));
        }
        let end = open.last().map_or(der.len(), |innermost| innermost.end);
        let around = der.get(offset..end).unwrap_or_default();
        let found = header(around).map_err(failed)?;
        let after_header = around.get(found.header_length..).unwrap_or_default();
        let content = match found.length {
            None => after_header,
            Some(length) => after_header
                .get(..length)
                .ok_or(failed(Reason::ContentCut))?,
        };
        let start = offset + found.header_length;
        let inside = encapsulated(&found, content, DEPTH_LIMIT - open.len());
        let opens = found.constructed || inside.is_some();
        nodes.push(Node {
            offset,
            header_length: found.header_length,
            length: content.len(),
            indefinite: found.length.is_none(),
            class: found.class,
            constructed: found.constructed,
            tag: found.tag,
            depth: u8::try_from(open.len()).unwrap_or(u8::MAX),
            value: if opens {
                String::new()
            } else {
                value::describe(found.class, found.tag, content)
            },
            encapsulates: inside.is_some(),
        });
        let ends_indefinite = found.class == Class::Universal && found.tag == 0;
        if opens {
            if open.len() == DEPTH_LIMIT {
                return Err(failed(Reason::TooDeep(DEPTH_LIMIT)));
            }
            open.push(Open {
                end: start + content.len(),
                indefinite: found.length.is_none().then(|| nodes.len() - 1),
            });
            offset = start + inside.unwrap_or(0);
        } else {
            if ends_indefinite
                && content.is_empty()
                && let Some(Open {
                    indefinite: Some(index),
                    ..
                }) = open.last()
                && let Some(node) = nodes.get_mut(*index)
            {
                node.length = offset - node.offset - node.header_length;
                open.pop();
            }
            offset = start + content.len();
        }
    }
}

/// Octets before the element that is the whole content of a string; `None` for everything else.
fn encapsulated(found: &Header, content: &[u8], levels: usize) -> Option<usize> {
    if found.class != Class::Universal || found.constructed {
        return None;
    }
    let skip = match (found.tag, content.first()) {
        // BIT STRING without unused bits.
        (3, Some(0)) => 1,
        (4, _) => 0,
        _ => return None,
    };
    is_one_element(content.get(skip..)?, levels).then_some(skip)
}

/// Whether the octets are exactly one element of a universal type, all of whose elements are in DER
/// as far as can be told without a schema.
fn is_one_element(der: &[u8], levels: usize) -> bool {
    let mut ends = vec![der.len()];
    let mut offset = 0;
    loop {
        let Some(around) = ends.last().and_then(|&end| der.get(offset..end)) else {
            return false;
        };
        let Ok(found) = header(around) else {
            return false;
        };
        let Some(length) = found.length else {
            return false;
        };
        let content_end = found.header_length.checked_add(length);
        let Some(content) =
            content_end.and_then(|content_end| around.get(found.header_length..content_end))
        else {
            return false;
        };
        let outermost = ends.len() == 1;
        if !value::is_plausible(&found, content, outermost)
            || outermost && around.len() != found.header_length + length
            || ends.len() >= levels
        {
            return false;
        }
        offset += found.header_length;
        if found.constructed {
            ends.push(offset + length);
        } else {
            offset += length;
        }
        while ends.len() > 1 && ends.last() == Some(&offset) {
            ends.pop();
        }
        if ends.len() == 1 {
            return true;
        }
    }
}
