//! Private keys as people keep them, turned into the PKCS#8 that WebCrypto imports.

use const_oid::ObjectIdentifier;
use der::asn1::{AnyRef, OctetStringRef};
use der::{Decode as _, Encode as _};
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use serde::{Deserialize, Serialize};

use crate::domain::bytes::Bytes;
use crate::domain::formats::go;
use crate::domain::public_key::{Curve, EC_PUBLIC_KEY, ED448, ED25519, KeyKind, RSA_ENCRYPTION};

/// Most rounds of PBKDF2 that are run: about three seconds in a browser.
pub const PBKDF2_ROUNDS_MAX: u32 = 3_000_000;
/// Most memory that scrypt may ask for.
pub const SCRYPT_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// How a private key was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFormat {
    /// `BEGIN PRIVATE KEY` (RFC 5208)
    Pkcs8,
    /// `BEGIN ENCRYPTED PRIVATE KEY` (RFC 5208)
    EncryptedPkcs8,
    /// `BEGIN RSA PRIVATE KEY` (RFC 8017)
    Pkcs1,
    /// `BEGIN EC PRIVATE KEY` (RFC 5915)
    Sec1,
    /// `BEGIN DSA PRIVATE KEY`, openssl's own
    Dsa,
    /// `BEGIN OPENSSH PRIVATE KEY` (openssh's PROTOCOL.key)
    OpenSsh,
}

impl KeyFormat {
    /// The format as reports write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pkcs8 => "pkcs8",
            Self::EncryptedPkcs8 => "encrypted-pkcs8",
            Self::Pkcs1 => "pkcs1",
            Self::Sec1 => "sec1",
            Self::Dsa => "dsa",
            Self::OpenSsh => "openssh",
        }
    }
}

/// A private key that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateKey {
    /// Its kind.
    pub kind: KeyKind,
    /// How it was written.
    pub format: KeyFormat,
    /// DER of the unencrypted PrivateKeyInfo. Secret.
    pub pkcs8: Bytes,
}

/// Why a text holds no key that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum KeyError {
    /// Nothing like a private key in it.
    #[error("no private key found")]
    NotFound,
    /// It is encrypted, and no passphrase was given.
    #[error("the key is encrypted")]
    PassphraseNeeded,
    /// The passphrase does not open it.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Damaged.
    #[error("corrupt key: {reason}")]
    Corrupt {
        /// Where reading stopped.
        reason: String,
    },
    /// A kind or an encryption that cannot be used here.
    #[error("unsupported: {what}")]
    Unsupported {
        /// What it is.
        what: String,
    },
    /// The key derivation asks for more than the limits of this module.
    #[error("key derivation too costly: {rounds}")]
    TooCostly {
        /// What it asks for, a count of rounds or bytes.
        rounds: u64,
    },
}

fn corrupt(error: impl std::fmt::Display) -> KeyError {
    KeyError::Corrupt {
        reason: error.to_string(),
    }
}

impl PrivateKey {
    /// Reads the first private key in a file or paste: PEM, DER, or the base64 of either.
    pub fn read(input: &[u8], passphrase: Option<&str>) -> Result<Self, KeyError> {
        let text = crate::domain::formats::text::decode(input);
        let is_key = |label: &str| label.ends_with("PRIVATE KEY");
        if let Some(block) = go::pem::decode_all(text.as_bytes())
            .into_iter()
            .find(|block| is_key(&block.label))
        {
            return from_block(&block, passphrase);
        }
        // A BEGIN line that leads nowhere is a damaged key, not a missing one.
        if text.contains("PRIVATE KEY-----") {
            return Err(corrupt(
                "the PEM block has no matching END line or broken base64",
            ));
        }
        if input.first() == Some(&0x30) {
            return from_der(input, passphrase);
        }
        let packed: String = text.split_whitespace().collect();
        match go::base64::decode(packed.as_bytes()) {
            Ok(bytes) if bytes.first() == Some(&0x30) => from_der(&bytes, passphrase),
            Ok(bytes) if bytes.starts_with(b"-----BEGIN") => Self::read(&bytes, passphrase),
            _ => Err(KeyError::NotFound),
        }
    }
}

fn from_block(block: &go::pem::Block, passphrase: Option<&str>) -> Result<PrivateKey, KeyError> {
    match block.label.as_str() {
        _ if block.has_headers => Err(KeyError::Unsupported {
            what: "Proc-Type: 4,ENCRYPTED".to_owned(),
        }),
        "PRIVATE KEY" => from_pkcs8(&block.der, KeyFormat::Pkcs8),
        "ENCRYPTED PRIVATE KEY" => from_encrypted(&block.der, passphrase),
        "RSA PRIVATE KEY" => from_pkcs1(&block.der),
        "EC PRIVATE KEY" => from_sec1(&block.der),
        other => Err(KeyError::Unsupported {
            what: other.to_owned(),
        }),
    }
}

/// Tells the DER forms apart by their structure.
fn from_der(der: &[u8], passphrase: Option<&str>) -> Result<PrivateKey, KeyError> {
    if PrivateKeyInfoRef::from_der(der).is_ok() {
        from_pkcs8(der, KeyFormat::Pkcs8)
    } else if EncryptedPrivateKeyInfoRef::from_der(der).is_ok() {
        from_encrypted(der, passphrase)
    } else if pkcs1::RsaPrivateKeyRef::from_der(der).is_ok() {
        from_pkcs1(der)
    } else if sec1::EcPrivateKey::from_der(der).is_ok() {
        from_sec1(der)
    } else {
        Err(KeyError::NotFound)
    }
}

fn from_pkcs8(der: &[u8], format: KeyFormat) -> Result<PrivateKey, KeyError> {
    let info = PrivateKeyInfoRef::from_der(der).map_err(corrupt)?;
    let inner = info.private_key.as_bytes();
    let kind = match info.algorithm.oid {
        RSA_ENCRYPTION => rsa_kind(inner)?,
        EC_PUBLIC_KEY => {
            let curve = info
                .algorithm
                .parameters
                .and_then(|parameters: AnyRef<'_>| parameters.decode_as().ok());
            ec_kind(curve, inner)?
        }
        ED25519 => {
            let seed = <&OctetStringRef>::from_der(inner).map_err(corrupt)?;
            if seed.as_bytes().len() != 32 {
                return Err(corrupt("an Ed25519 key has 32 bytes"));
            }
            KeyKind::Ed25519
        }
        ED448 => return Err(unsupported("Ed448")),
        other => return Err(unsupported(&other.to_string())),
    };
    Ok(PrivateKey {
        kind,
        format,
        pkcs8: Bytes(der.to_vec()),
    })
}

fn unsupported(what: &str) -> KeyError {
    KeyError::Unsupported {
        what: what.to_owned(),
    }
}

fn rsa_kind(pkcs1: &[u8]) -> Result<KeyKind, KeyError> {
    let key = pkcs1::RsaPrivateKeyRef::from_der(pkcs1).map_err(corrupt)?;
    let modulus = key.modulus.as_bytes();
    let leading = modulus.first().map_or(0, |byte| byte.leading_zeros());
    Ok(KeyKind::Rsa {
        bits: (modulus.len() as u32 * 8).saturating_sub(leading),
    })
}

fn ec_kind(curve: Option<ObjectIdentifier>, sec1: &[u8]) -> Result<KeyKind, KeyError> {
    let key = sec1::EcPrivateKey::from_der(sec1).map_err(corrupt)?;
    let oid = curve.or_else(|| {
        key.parameters
            .and_then(|parameters| parameters.named_curve())
    });
    let Some(oid) = oid else {
        return Err(unsupported("explicit elliptic curve parameters"));
    };
    match Curve::from_oid(oid) {
        Some(curve @ (Curve::P256 | Curve::P384 | Curve::P521)) => {
            if key.private_key.len() > curve.bits().div_ceil(8) as usize {
                return Err(corrupt(
                    "the private value is longer than the curve's field",
                ));
            }
            Ok(KeyKind::Ec { curve })
        }
        Some(curve) => Err(unsupported(&KeyKind::Ec { curve }.name())),
        None => Err(unsupported(&oid.to_string())),
    }
}

fn from_encrypted(der: &[u8], passphrase: Option<&str>) -> Result<PrivateKey, KeyError> {
    let info = EncryptedPrivateKeyInfoRef::from_der(der).map_err(corrupt)?;
    check_cost(&info)?;
    let passphrase = passphrase.ok_or(KeyError::PassphraseNeeded)?;
    let opened = info.decrypt(passphrase).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::DecryptFailed) => {
            KeyError::WrongPassphrase
        }
        // A wrong key leaves valid padding once in 256 times, and then garbage.
        pkcs8::Error::Asn1(_) => KeyError::WrongPassphrase,
        other => unsupported(&other.to_string()),
    })?;
    PrivateKeyInfoRef::from_der(opened.as_bytes()).map_err(|_| KeyError::WrongPassphrase)?;
    from_pkcs8(opened.as_bytes(), KeyFormat::EncryptedPkcs8)
}

fn check_cost(info: &EncryptedPrivateKeyInfoRef<'_>) -> Result<(), KeyError> {
    let Some(parameters) = info.encryption_algorithm.pbes2() else {
        return Err(unsupported("PBES1"));
    };
    match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) if pbkdf2.iteration_count > PBKDF2_ROUNDS_MAX => {
            Err(KeyError::TooCostly {
                rounds: pbkdf2.iteration_count.into(),
            })
        }
        Kdf::Scrypt(scrypt) => {
            let bytes = 128_u64
                .saturating_mul(scrypt.cost_parameter)
                .saturating_mul(scrypt.block_size.into())
                .saturating_mul(scrypt.parallelization.into());
            if bytes > SCRYPT_BYTES_MAX {
                return Err(KeyError::TooCostly { rounds: bytes });
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn from_pkcs1(der: &[u8]) -> Result<PrivateKey, KeyError> {
    let kind = rsa_kind(der)?;
    let pkcs8 = wrap(RSA_ENCRYPTION, AnyRef::NULL, der)?;
    Ok(PrivateKey {
        kind,
        format: KeyFormat::Pkcs1,
        pkcs8: Bytes(pkcs8),
    })
}

fn from_sec1(der: &[u8]) -> Result<PrivateKey, KeyError> {
    let kind = ec_kind(None, der)?;
    let KeyKind::Ec { curve } = kind else {
        return Err(unsupported("an unnamed curve"));
    };
    let oid = curve.oid();
    let pkcs8 = wrap(EC_PUBLIC_KEY, AnyRef::from(&oid), der)?;
    Ok(PrivateKey {
        kind,
        format: KeyFormat::Sec1,
        pkcs8: Bytes(pkcs8),
    })
}

fn wrap(oid: ObjectIdentifier, parameters: AnyRef<'_>, key: &[u8]) -> Result<Vec<u8>, KeyError> {
    let algorithm = x509_cert::spki::AlgorithmIdentifierRef {
        oid,
        parameters: Some(parameters),
    };
    let key = OctetStringRef::new(key).map_err(corrupt)?;
    PrivateKeyInfoRef::new(algorithm, key)
        .to_der()
        .map_err(corrupt)
}
