//! One element after the other: identifier, length and content octets (X.690 section 8.1).

use serde::{Deserialize, Serialize};

/// The namespace of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    /// ASN.1's own types.
    Universal,
    /// Types of one application.
    Application,
    /// Fields of the type around them, written `[n]`.
    Context,
    /// Types of one enterprise.
    Private,
}

/// Why octets are not an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The octets end inside the identifier or the length.
    HeaderCut,
    /// The length points past the end of what is around the element.
    ContentCut,
    /// The tag number does not fit 32 bits.
    TagTooLarge,
    /// The length does not fit the address space, or is the reserved octet 0xff.
    LengthInvalid,
    /// A primitive element of indefinite length.
    PrimitiveIndefinite,
    /// The end-of-contents octets of an indefinite length are missing.
    EndMissing,
    /// Nested more deeply than this many levels.
    TooDeep(usize),
    /// More elements than this.
    TooMany(usize),
}

/// Identifier and length octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Namespace of the tag.
    pub class: Class,
    /// Whether the content is elements again.
    pub constructed: bool,
    /// Tag number.
    pub tag: u32,
    /// Octets of identifier and length.
    pub header_length: usize,
    /// Octets of the content; `None` when it ends with end-of-contents octets.
    pub length: Option<usize>,
}

/// Reads the header at the beginning of `bytes`; the content is not looked at.
pub fn header(bytes: &[u8]) -> Result<Header, Reason> {
    let mut rest = bytes.iter().copied();
    let mut next = || rest.next().ok_or(Reason::HeaderCut);
    let first = next()?;
    let mut tag = u32::from(first & 0x1f);
    if tag == 0x1f {
        tag = 0;
        loop {
            let octet = next()?;
            if tag >> 25 != 0 {
                return Err(Reason::TagTooLarge);
            }
            tag = tag << 7 | u32::from(octet & 0x7f);
            if octet & 0x80 == 0 {
                break;
            }
        }
    }
    let constructed = first & 0x20 != 0;
    let length = match next()? {
        0xff => return Err(Reason::LengthInvalid),
        0x80 if constructed => None,
        0x80 => return Err(Reason::PrimitiveIndefinite),
        short if short < 0x80 => Some(usize::from(short)),
        long => {
            let mut length = 0_usize;
            for _ in 0..long & 0x7f {
                let octet = usize::from(next()?);
                // A length that no address space of 32 bits holds is wrong on every machine.
                if length >> 23 != 0 {
                    return Err(Reason::LengthInvalid);
                }
                length = length << 8 | octet;
            }
            Some(length)
        }
    };
    Ok(Header {
        class: match first >> 6 {
            0 => Class::Universal,
            1 => Class::Application,
            2 => Class::Context,
            _ => Class::Private,
        },
        constructed,
        tag,
        header_length: bytes.len() - rest.len(),
        length,
    })
}

/// One element of definite length.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    /// Its identifier octet; 0x1f in the low bits stands for any high tag number.
    pub identifier: u8,
    /// Content octets.
    pub content: &'a [u8],
    /// All octets.
    pub whole: &'a [u8],
}

/// The elements of definite length that follow each other in some octets.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next element, whatever it is; `None` at the end and where no element begins.
    pub fn element(&mut self) -> Option<Element<'a>> {
        // The usual lengths at once.
        let (header_length, length) = match *self.0 {
            [identifier, length @ ..=0x7f, ..] if identifier & 0x1f != 0x1f => {
                (2, usize::from(length))
            }
            [identifier, 0x81, length, ..] if identifier & 0x1f != 0x1f => (3, usize::from(length)),
            [identifier, 0x82, high, low, ..] if identifier & 0x1f != 0x1f => {
                (4, usize::from(high) << 8 | usize::from(low))
            }
            _ => {
                let header = header(self.0).ok()?;
                (header.header_length, header.length?)
            }
        };
        let end = header_length.checked_add(length)?;
        let (whole, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(Element {
            identifier: *whole.first()?,
            content: whole.get(header_length..)?,
            whole,
        })
    }

    /// The next element when it has this identifier octet; otherwise nothing is taken.
    pub fn take(&mut self, identifier: u8) -> Option<Element<'a>> {
        (self.0.first() == Some(&identifier)).then(|| self.element())?
    }

    /// Content of the next element, which has to have this identifier octet.
    pub fn content(&mut self, identifier: u8) -> Option<&'a [u8]> {
        self.take(identifier).map(|element| element.content)
    }

    /// Content of the next element, which has to be a well-formed OBJECT IDENTIFIER.
    pub fn identifier(&mut self) -> Option<&'a [u8]> {
        let content = self.content(0x06)?;
        let mut begins = true;
        for octet in content {
            if begins && *octet == 0x80 {
                return None;
            }
            begins = octet & 0x80 == 0;
        }
        (begins && !content.is_empty()).then_some(content)
    }

    /// Reader of the content of the next element, which has to have this identifier octet.
    pub fn enter(&mut self, identifier: u8) -> Option<Self> {
        self.content(identifier).map(Self)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All elements, when there is nothing else.
    pub fn all(mut self) -> Option<Vec<Element<'a>>> {
        let mut elements = Vec::new();
        while !self.is_empty() {
            elements.push(self.element()?);
        }
        Some(elements)
    }
}
