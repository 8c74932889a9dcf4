//! OpenSSH's private key files and public key lines (openssh's PROTOCOL.key, RFC 4253 section 6.6).
//! No part of Kubernetes takes them, which is worth saying.

use crate::domain::formats::private_key::{ed25519_public_key, rsa_public_key};
use crate::domain::public_key::{Curve, KeyKind, PublicKey};

const MAGIC: &[u8] = b"openssh-key-v1\0";

/// What the outside of such a file says; the private part is not opened.
pub struct PrivateKeyFile {
    /// The kind of its first key.
    pub kind: KeyKind,
    /// Its public half.
    pub public_key: Option<PublicKey>,
    /// Whether a passphrase protects it.
    pub encrypted: bool,
}

/// Why bytes are not such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an openssh-key-v1 file")]
pub struct MalformedFile;

/// The next length-prefixed string, and what follows it.
fn string(data: &[u8]) -> Result<(&[u8], &[u8]), MalformedFile> {
    let (length, rest) = data.split_first_chunk::<4>().ok_or(MalformedFile)?;
    let length = u32::from_be_bytes(*length) as usize;
    rest.split_at_checked(length).ok_or(MalformedFile)
}

impl PrivateKeyFile {
    /// Reads the file's body.
    pub fn read(body: &[u8]) -> Result<Self, MalformedFile> {
        let rest = body.strip_prefix(MAGIC).ok_or(MalformedFile)?;
        let (cipher, rest) = string(rest)?;
        let (_kdf, rest) = string(rest)?;
        let (_kdf_options, rest) = string(rest)?;
        let rest = rest.get(4..).ok_or(MalformedFile)?;
        let (public, _private) = string(rest)?;
        let (kind, public_key) = public_key(public)?;
        Ok(Self {
            kind,
            public_key,
            encrypted: cipher != b"none",
        })
    }
}

/// The key in a public key blob.
pub fn public_key(blob: &[u8]) -> Result<(KeyKind, Option<PublicKey>), MalformedFile> {
    let (name, rest) = string(blob)?;
    let name = std::str::from_utf8(name).map_err(|_| MalformedFile)?;
    let key = match name {
        "ssh-rsa" => {
            let (exponent, rest) = string(rest)?;
            let (modulus, _) = string(rest)?;
            rsa_public_key(modulus, exponent)
        }
        "ssh-ed25519" => ed25519_public_key(string(rest)?.0),
        "ecdsa-sha2-nistp256" | "ecdsa-sha2-nistp384" | "ecdsa-sha2-nistp521" => {
            let curve = match name {
                "ecdsa-sha2-nistp256" => Curve::P256,
                "ecdsa-sha2-nistp384" => Curve::P384,
                _ => Curve::P521,
            };
            let (_curve, rest) = string(rest)?;
            PublicKey::from_point(curve, string(rest)?.0).ok()
        }
        _ => None,
    };
    let kind = key.as_ref().map_or_else(
        || KeyKind::Other {
            oid: name.to_owned(),
        },
        |key| key.kind.clone(),
    );
    Ok((kind, key))
}
