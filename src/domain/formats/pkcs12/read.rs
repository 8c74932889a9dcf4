//! Opens files.

use const_oid::ObjectIdentifier;
use des::TdesEde3;
use des::cipher::{Array, BlockCipherDecrypt as _, KeyInit as _, consts::U8};
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::pkcs5::{EncryptionScheme, Error};
use rc2::Rc2;

use crate::domain::formats::asn1::reader::{Element, Reader, header};
use crate::domain::formats::asn1::writer::tlv;
use crate::domain::formats::pkcs12::kdf::{Hash, Purpose, wide};
use crate::domain::formats::pkcs12::{
    BAGS, CERTIFICATE_BAG, CRL_BAG, DATA, ENCRYPTED_DATA, EXPLICIT, IMPLICIT, INTEGER, KEY_BAG,
    OCTET_STRING, OpenError, PBES2, PBKDF2, RSADSI, SAFE_CONTENTS_BAG, SEQUENCE, SHROUDED_KEY_BAG,
    X509_CERTIFICATE, X509_CRL,
};
use crate::domain::formats::private_key::pkcs8::{PBKDF2_ROUNDS_MAX, SCRYPT_BYTES_MAX};

/// Most rounds that one file may ask for with all its derivations.
const ROUNDS_TOTAL_MAX: u64 = 4 * PBKDF2_ROUNDS_MAX as u64;
/// Most levels of elements inside each other, and of bags inside each other.
const DEPTH_MAX: usize = 32;
const BAG_DEPTH_MAX: usize = 8;
/// The bit of an identifier octet for content that is elements again.
const CONSTRUCTED: u8 = 0x20;
/// What stands for a plaintext as long as nothing is opened.
const NOTHING: &[u8] = &[SEQUENCE, 0];

/// The keys (PKCS#8), then the certificates and revocation lists in a file, in DER.
pub fn read(der: &[u8], password: Option<&str>) -> Result<Vec<Vec<u8>>, OpenError> {
    let file = definite(der).ok_or_else(damaged)?;
    let mut file = Reader(&file).enter(SEQUENCE).ok_or_else(damaged)?;
    if file.content(INTEGER) != Some(&[3]) {
        return Err(unreadable("its version is not 3"));
    }
    let (kind, mut content) = content_info(file.enter(SEQUENCE)).ok_or_else(damaged)?;
    if kind != Some(DATA) {
        return Err(unreadable("it is sealed by a signature, not by a password"));
    }
    let content = content.content(OCTET_STRING).ok_or_else(damaged)?;
    let safes = definite(content).ok_or_else(damaged)?;
    let mac = match file.enter(SEQUENCE) {
        Some(mac) => Some(Mac::read(mac)?),
        None => None,
    };

    // What it costs is seen before any of it is paid.
    let mut survey = Walk::default();
    if let Some(mac) = &mac {
        survey.charge(mac.rounds)?;
    }
    survey.safes(&safes)?;

    let text = password.unwrap_or_default();
    let mut passwords = Passwords {
        text,
        wide: vec![wide(text)],
        refusal: match password {
            None => OpenError::PasswordNeeded,
            Some(_) => OpenError::WrongPassword,
        },
    };
    if text.is_empty() {
        // Nothing at all is another password than an empty one.
        passwords.wide.push(Vec::new());
    }
    if let Some(mac) = &mac {
        if !passwords.wide.iter().any(|wide| mac.fits(wide, content)) {
            return Err(passwords.refusal);
        }
        passwords.refusal =
            unreadable("its content is encrypted with another password than it is sealed with");
    }
    let mut walk = Walk {
        passwords: Some(passwords),
        rounds: mac.map_or(0, |mac| mac.rounds),
        ..Walk::default()
    };
    walk.safes(&safes)?;
    walk.keys.append(&mut walk.others);
    Ok(walk.keys)
}

fn unreadable(why: impl Into<String>) -> OpenError {
    OpenError::Unreadable(why.into())
}

fn damaged() -> OpenError {
    unreadable("its structure is damaged")
}

fn unsupported(what: &str, identifier: &[u8]) -> OpenError {
    let identifier = ObjectIdentifier::from_bytes(identifier)
        .map_or_else(|error| error.to_string(), |known| known.to_string());
    unreadable(format!("its {what} is not supported: {identifier}"))
}

/// The SEQUENCE that `ber` is, all lengths definite and every OCTET STRING in one piece.
fn definite(ber: &[u8]) -> Option<Vec<u8>> {
    let (element, rest) = definite_element(ber, 0)?;
    (element.first() == Some(&SEQUENCE) && rest.is_empty()).then_some(element)
}

fn definite_element(ber: &[u8], depth: usize) -> Option<(Vec<u8>, &[u8])> {
    let header = header(ber).ok().filter(|_| depth < DEPTH_MAX)?;
    let identifier = *ber.first().filter(|_| header.tag < 0x1f)?;
    let rest = ber.get(header.header_length..)?;
    let (mut inside, after) = match header.length {
        Some(length) => rest.split_at_checked(length)?,
        None => (rest, rest),
    };
    if !header.constructed {
        return Some((tlv(identifier, &[inside]), after));
    }
    let segmented = identifier == OCTET_STRING | CONSTRUCTED;
    let mut content = Vec::new();
    let after = loop {
        match header.length {
            Some(_) if inside.is_empty() => break after,
            None if inside.starts_with(&[0, 0]) => break inside.get(2..)?,
            _ => {}
        }
        let (element, next) = definite_element(inside, depth + 1)?;
        match segmented {
            true => content.extend_from_slice(Reader(&element).content(OCTET_STRING)?),
            false => content.extend(element),
        }
        inside = next;
    };
    let identifier = if segmented { OCTET_STRING } else { identifier };
    Some((tlv(identifier, &[&content]), after))
}

/// Kind, as far as it is known, and content of a ContentInfo.
fn content_info(info: Option<Reader<'_>>) -> Option<(Option<&[u8]>, Reader<'_>)> {
    let mut info = info?;
    let kind = info.identifier()?.strip_prefix(RSADSI);
    Some((kind, info.enter(EXPLICIT)?))
}

/// A number of octets that fit, or the largest.
fn number(content: &[u8]) -> u64 {
    let zeros = content.iter().take_while(|octet| **octet == 0).count();
    let negative = content.first().is_some_and(|octet| octet & 0x80 != 0);
    if negative || content.len() - zeros > 8 {
        return u64::MAX;
    }
    content
        .iter()
        .fold(0, |number, octet| number << 8 | u64::from(*octet))
}

/// What seals a file.
struct Mac<'a> {
    hash: Hash,
    code: &'a [u8],
    salt: &'a [u8],
    rounds: u64,
}

impl<'a> Mac<'a> {
    fn read(mut mac: Reader<'a>) -> Result<Self, OpenError> {
        let mut digest = mac.enter(SEQUENCE).ok_or_else(damaged)?;
        let algorithm = digest
            .enter(SEQUENCE)
            .and_then(|mut algorithm| algorithm.identifier())
            .ok_or_else(damaged)?;
        Ok(Self {
            hash: Hash::from_identifier(algorithm).ok_or_else(|| unsupported("seal", algorithm))?,
            code: digest.content(OCTET_STRING).ok_or_else(damaged)?,
            salt: mac.content(OCTET_STRING).ok_or_else(damaged)?,
            rounds: mac.content(INTEGER).map_or(1, number),
        })
    }

    fn fits(&self, password: &[u8], content: &[u8]) -> bool {
        self.hash.mac(password, self.salt, self.rounds, content) == self.code
    }
}

/// A password in the forms that the derivations take.
struct Passwords<'a> {
    /// PBES2 takes its octets.
    text: &'a str,
    /// All others take it wide; the empty one has two forms.
    wide: Vec<Vec<u8>>,
    /// What to say when it opens nothing.
    refusal: OpenError,
}

/// What was found so far.
#[derive(Default)]
struct Walk<'a> {
    /// `None` while the costs are counted.
    passwords: Option<Passwords<'a>>,
    rounds: u64,
    keys: Vec<Vec<u8>>,
    others: Vec<Vec<u8>>,
}

impl Walk<'_> {
    fn charge(&mut self, rounds: u64) -> Result<(), OpenError> {
        if rounds == 0 {
            return Err(unreadable("its key derivation asks for no rounds"));
        }
        self.rounds = self.rounds.saturating_add(rounds);
        if rounds > PBKDF2_ROUNDS_MAX.into() {
            return Err(OpenError::TooCostly(rounds));
        }
        if self.rounds > ROUNDS_TOTAL_MAX {
            return Err(OpenError::TooCostly(self.rounds));
        }
        Ok(())
    }

    /// AuthenticatedSafe (RFC 7292 section 4.1).
    fn safes(&mut self, safes: &[u8]) -> Result<(), OpenError> {
        let mut safes = Reader(safes).enter(SEQUENCE).ok_or_else(damaged)?;
        while !safes.is_empty() {
            let (kind, mut content) = content_info(safes.enter(SEQUENCE)).ok_or_else(damaged)?;
            let bags = match kind {
                Some(DATA) => content
                    .content(OCTET_STRING)
                    .and_then(definite)
                    .ok_or_else(damaged)?,
                Some(ENCRYPTED_DATA) => self.encrypted_data(content)?,
                _ => return Err(unreadable("its content is encrypted without a password")),
            };
            self.bags(Reader(&bags).enter(SEQUENCE), 0)?;
        }
        Ok(())
    }

    /// EncryptedData (RFC 5652 section 8).
    fn encrypted_data(&mut self, mut data: Reader<'_>) -> Result<Vec<u8>, OpenError> {
        let fields = data.enter(SEQUENCE).and_then(|mut data| {
            data.content(INTEGER)?;
            let mut content = data.enter(SEQUENCE)?;
            content.identifier()?;
            Some((content.take(SEQUENCE)?, content))
        });
        let (algorithm, mut content) = fields.ok_or_else(damaged)?;
        if let Some(ciphertext) = content.content(IMPLICIT) {
            return self.decrypt(algorithm, ciphertext);
        }
        let segments = content
            .enter(IMPLICIT | CONSTRUCTED)
            .and_then(Reader::all)
            .ok_or_else(damaged)?;
        let segments: Vec<_> = segments.iter().map(|segment| segment.content).collect();
        self.decrypt(algorithm, &segments.concat())
    }

    /// SafeContents (RFC 7292 section 4.2).
    fn bags(&mut self, bags: Option<Reader<'_>>, depth: usize) -> Result<(), OpenError> {
        let mut bags = bags.filter(|_| depth < BAG_DEPTH_MAX).ok_or_else(damaged)?;
        while !bags.is_empty() {
            let (kind, mut value) = content_info(bags.enter(SEQUENCE)).ok_or_else(damaged)?;
            let Some([kind]) = kind.and_then(|kind| kind.strip_prefix(BAGS)) else {
                continue;
            };
            match *kind {
                KEY_BAG => {
                    let key = value.take(SEQUENCE).ok_or_else(damaged)?;
                    self.keys.push(key.whole.to_vec());
                }
                SHROUDED_KEY_BAG => {
                    let fields = value.enter(SEQUENCE).and_then(|mut key| {
                        Some((key.take(SEQUENCE)?, key.content(OCTET_STRING)?))
                    });
                    let (algorithm, ciphertext) = fields.ok_or_else(damaged)?;
                    let key = self.decrypt(algorithm, ciphertext)?;
                    self.keys.push(key);
                }
                CERTIFICATE_BAG | CRL_BAG => {
                    let (kind, mut value) =
                        content_info(value.enter(SEQUENCE)).ok_or_else(damaged)?;
                    if matches!(kind, Some(X509_CERTIFICATE | X509_CRL)) {
                        let der = value.content(OCTET_STRING).ok_or_else(damaged)?;
                        self.others.push(der.to_vec());
                    }
                }
                SAFE_CONTENTS_BAG => self.bags(value.enter(SEQUENCE), depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The SEQUENCE that was encrypted.
    fn decrypt(&mut self, algorithm: Element<'_>, data: &[u8]) -> Result<Vec<u8>, OpenError> {
        let mut fields = Reader(algorithm.content);
        let identifier = fields.identifier().ok_or_else(damaged)?;
        let parameters = fields.enter(SEQUENCE).ok_or_else(damaged)?;
        let opened = match identifier.strip_prefix(RSADSI) {
            Some(PBES2) => self.decrypt_pbes2(algorithm.whole, parameters, data)?,
            Some([1, 12, 1, cipher]) if matches!(cipher, 3..=6) => {
                self.decrypt_legacy(*cipher, parameters, data)?
            }
            _ => return Err(unsupported("encryption", identifier)),
        };
        match (opened, &self.passwords) {
            (Some(opened), _) => Ok(opened),
            (None, Some(passwords)) => Err(passwords.refusal.clone()),
            (None, None) => Ok(NOTHING.to_vec()),
        }
    }

    /// RFC 8018 section 6.2.
    fn decrypt_pbes2(
        &mut self,
        algorithm: &[u8],
        mut parameters: Reader<'_>,
        data: &[u8],
    ) -> Result<Option<Vec<u8>>, OpenError> {
        let mut derivation = parameters.enter(SEQUENCE).ok_or_else(damaged)?;
        if derivation
            .identifier()
            .and_then(|kind| kind.strip_prefix(RSADSI))
            == Some(PBKDF2)
        {
            let rounds = derivation.enter(SEQUENCE).and_then(|mut derivation| {
                derivation.content(OCTET_STRING)?;
                derivation.content(INTEGER)
            });
            self.charge(number(rounds.ok_or_else(damaged)?))?;
        }
        let scheme = EncryptionScheme::try_from(algorithm)
            .map_err(|error| unreadable(format!("its encryption is not supported: {error}")))?;
        if let Some(Kdf::Scrypt(scrypt)) = scheme.pbes2().map(|parameters| &parameters.kdf) {
            let blocks = scrypt
                .cost_parameter
                .saturating_mul(scrypt.block_size.into())
                .saturating_mul(scrypt.parallelization.into());
            let bytes = blocks.saturating_mul(128);
            if bytes > SCRYPT_BYTES_MAX {
                return Err(unreadable(format!(
                    "its key derivation asks for {bytes} bytes; at most {SCRYPT_BYTES_MAX} are given"
                )));
            }
            self.charge(blocks)?;
        }
        let Some(passwords) = &self.passwords else {
            return Ok(None);
        };
        match scheme.decrypt(passwords.text, data) {
            Ok(opened) => Ok(definite(&opened)),
            Err(Error::DecryptFailed) => Ok(None),
            Err(error) => Err(unreadable(error.to_string())),
        }
    }

    /// RFC 7292 appendix C.
    fn decrypt_legacy(
        &mut self,
        cipher: u8,
        mut parameters: Reader<'_>,
        data: &[u8],
    ) -> Result<Option<Vec<u8>>, OpenError> {
        let fields = Some(()).and_then(|()| {
            let salt = parameters.content(OCTET_STRING)?;
            Some((salt, number(parameters.content(INTEGER)?)))
        });
        let (salt, rounds) = fields.ok_or_else(damaged)?;
        self.charge(rounds)?;
        let Some(passwords) = &self.passwords else {
            return Ok(None);
        };
        // The numbers of the ciphers: Triple-DES with three keys and two, RC2 of 128 bits and 40.
        let length = match cipher {
            3 => 24,
            4 | 5 => 16,
            _ => 5,
        };
        Ok(passwords.wide.iter().find_map(|wide| {
            let mut key = Hash::Sha1.derive(Purpose::Key, wide, salt, rounds, length);
            let vector = Hash::Sha1.derive(Purpose::Vector, wide, salt, rounds, 8);
            let opened = if cipher < 5 {
                key.extend_from_within(..24 - length);
                let cipher = TdesEde3::new_from_slice(&key).ok()?;
                decrypt_chained(&|block| cipher.decrypt_block(block), vector, data)
            } else {
                let cipher = Rc2::new_from_slice(&key).ok()?;
                decrypt_chained(&|block| cipher.decrypt_block(block), vector, data)
            };
            definite(&opened?)
        }))
    }
}

/// Decrypts blocks of eight octets in CBC mode and takes off the padding (RFC 8018 section 6.1).
fn decrypt_chained(
    decrypt: &dyn Fn(&mut Array<u8, U8>),
    vector: Vec<u8>,
    data: &[u8],
) -> Option<Vec<u8>> {
    let (blocks, []) = data.as_chunks::<8>() else {
        return None;
    };
    let mut before = vector.as_slice();
    let mut opened = Vec::with_capacity(data.len());
    for block in blocks {
        let mut octets = Array::from(*block);
        decrypt(&mut octets);
        opened.extend(octets.iter().zip(before).map(|(octet, mask)| octet ^ mask));
        before = block;
    }
    let padding = usize::from(*opened.last()?);
    let length = opened.len().checked_sub(padding)?;
    let all_same = opened
        .iter()
        .skip(length)
        .all(|octet| usize::from(*octet) == padding);
    ((1..=8).contains(&padding) && all_same).then(|| {
        opened.truncate(length);
        opened
    })
}
