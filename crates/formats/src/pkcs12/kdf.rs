//! The hash functions of PKCS#12 and what it makes of them: HMAC and its own key derivation.

use hmac::digest::block_api::BlockSizeUser;
use hmac::{KeyInit as _, Mac as _, SimpleHmac};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// What a key is derived for (RFC 7292 appendix B.3).
#[derive(Clone, Copy)]
pub enum Purpose {
    /// Encryption.
    Key = 1,
    /// An initialisation vector.
    Vector = 2,
    /// A message authentication code.
    Mac = 3,
}

/// A hash function. A value and not a type parameter, so that what uses it is compiled once.
#[derive(Clone, Copy)]
pub enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

fn run<D: Digest>(parts: &[&[u8]], digest: &mut Vec<u8>) {
    let mut state = D::new();
    for part in parts {
        state.update(part);
    }
    digest.clear();
    digest.extend_from_slice(&state.finalize());
}

fn keyed<D: Digest + BlockSizeUser>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let code = SimpleHmac::<D>::new_from_slice(key).map(|code| code.chain_update(message));
    // A key of any length is taken (RFC 2104 section 2): there is no error.
    code.map_or_else(|_| Vec::new(), |code| code.finalize().into_bytes().to_vec())
}

impl Hash {
    /// 2.16.840.1.101.3.4.2.1, of SHA-256.
    pub const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 101, 3, 4, 2, 1];

    /// The hash function of an object identifier.
    pub fn from_identifier(identifier: &[u8]) -> Option<Self> {
        match identifier {
            [0x2b, 14, 3, 2, 26] => Some(Self::Sha1),
            [0x60, 0x86, 0x48, 1, 101, 3, 4, 2, last] => match last {
                1 => Some(Self::Sha256),
                2 => Some(Self::Sha384),
                3 => Some(Self::Sha512),
                4 => Some(Self::Sha224),
                _ => None,
            },
            _ => None,
        }
    }

    /// Octets that it takes in at once.
    const fn block(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }

    /// Puts the digest of these parts, one after the other, in place of what `digest` holds.
    fn digest(self, parts: &[&[u8]], digest: &mut Vec<u8>) {
        match self {
            Self::Sha1 => run::<Sha1>(parts, digest),
            Self::Sha224 => run::<Sha224>(parts, digest),
            Self::Sha256 => run::<Sha256>(parts, digest),
            Self::Sha384 => run::<Sha384>(parts, digest),
            Self::Sha512 => run::<Sha512>(parts, digest),
        }
    }

    /// HMAC (RFC 2104).
    fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => keyed::<Sha1>(key, message),
            Self::Sha224 => keyed::<Sha224>(key, message),
            Self::Sha256 => keyed::<Sha256>(key, message),
            Self::Sha384 => keyed::<Sha384>(key, message),
            Self::Sha512 => keyed::<Sha512>(key, message),
        }
    }

    /// The authentication code of a file's content (RFC 7292 section 5.1).
    pub fn mac(self, password: &[u8], salt: &[u8], rounds: u64, content: &[u8]) -> Vec<u8> {
        let mut length = Vec::new();
        self.digest(&[], &mut length);
        let key = self.derive(Purpose::Mac, password, salt, rounds, length.len());
        self.hmac(&key, content)
    }

    /// A key of `length` octets from a password that [`wide`] made (RFC 7292 appendix B.2).
    pub fn derive(
        self,
        purpose: Purpose,
        password: &[u8],
        salt: &[u8],
        rounds: u64,
        length: usize,
    ) -> Vec<u8> {
        let block = self.block();
        let repeated = |octets: &[u8]| -> Vec<u8> {
            let whole = octets.len().div_ceil(block) * block;
            octets.iter().copied().cycle().take(whole).collect()
        };
        let diversifier = vec![purpose as u8; block];
        let mut input = repeated(salt);
        input.extend(repeated(password));
        let mut key = Vec::new();
        let mut digest = Vec::new();
        let mut next = Vec::new();
        loop {
            self.digest(&[&diversifier, &input], &mut digest);
            for _ in 1..rounds {
                self.digest(&[&digest], &mut next);
                std::mem::swap(&mut digest, &mut next);
            }
            key.extend_from_slice(&digest);
            if key.len() >= length {
                key.truncate(length);
                return key;
            }
            // Every block of the input grows by the digest, repeated over a block, and by one.
            let summand: Vec<u8> = digest.iter().copied().cycle().take(block).collect();
            for block in input.chunks_exact_mut(block) {
                let mut carry = 1;
                for (octet, add) in block.iter_mut().zip(&summand).rev() {
                    let sum = u16::from(*octet) + u16::from(*add) + carry;
                    *octet = sum as u8;
                    carry = sum >> 8;
                }
            }
        }
    }
}

/// A password as the derivation takes it: a BMPString (beyond it UTF-16, as openssl has it) with
/// two zero octets (RFC 7292 appendix B.1).
pub fn wide(password: &str) -> Vec<u8> {
    let units = password.encode_utf16().chain([0]);
    units.flat_map(u16::to_be_bytes).collect()
}
