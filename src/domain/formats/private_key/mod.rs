//! What can be told of a private key without using it: its kind and its public half.

pub mod openssh;
pub mod pkcs8;

use ::pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use der::asn1::{AnyRef, OctetStringRef, UintRef};
use der::{Decode as _, Encode as _, Header, Reader as _, SliceReader, Tag};
use x509_cert::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::domain::bytes::pem;
use crate::domain::formats::private_key::pkcs8::{KeyError, KeyFormat, PrivateKey};
use crate::domain::public_key::{
    Curve, DSA, EC_PUBLIC_KEY, ED448, ED25519, KeyKind, PublicKey, RSA_ENCRYPTION,
};

/// What is known of a private key without using it.
#[derive(Clone, PartialEq)]
pub struct PrivateKeyFacts {
    /// Its kind; unknown while it is encrypted.
    pub kind: Option<KeyKind>,
    /// How it was written.
    pub format: KeyFormat,
    /// Whether a passphrase is needed, or was.
    pub encrypted: bool,
    /// The public half, where it can be told without computing on the curve.
    pub public_key: Option<PublicKey>,
    /// The key as it was given, in PEM. Secret.
    pub secret: String,
}

/// Never the secret: a debug print may end in a log.
impl std::fmt::Debug for PrivateKeyFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PrivateKeyFacts({:?})", self.kind)
    }
}

fn corrupt(error: impl std::fmt::Display) -> KeyError {
    KeyError::Corrupt {
        reason: error.to_string(),
    }
}

type Parts = (KeyKind, Option<PublicKey>);

fn spki(algorithm: AlgorithmIdentifierRef<'_>, bits: &[u8]) -> Option<PublicKey> {
    let info = SubjectPublicKeyInfoRef {
        algorithm,
        subject_public_key: der::asn1::BitStringRef::from_bytes(bits).ok()?,
    };
    PublicKey::from_spki(&info.to_der().ok()?).ok()
}

fn rsa(pkcs1: &[u8]) -> Result<Parts, KeyError> {
    let key = pkcs1::RsaPrivateKeyRef::from_der(pkcs1).map_err(corrupt)?;
    let public = pkcs1::RsaPublicKeyRef {
        modulus: key.modulus,
        public_exponent: key.public_exponent,
    };
    let algorithm = AlgorithmIdentifierRef {
        oid: RSA_ENCRYPTION,
        parameters: Some(AnyRef::NULL),
    };
    let public = public.to_der().ok().and_then(|bits| spki(algorithm, &bits));
    let public = public.ok_or_else(|| corrupt("the modulus or the exponent is no number"))?;
    Ok((public.kind.clone(), Some(public)))
}

/// openssl's own form of a DSA key: version, p, q, g, the public and the private number.
fn dsa(der: &[u8]) -> Result<Parts, KeyError> {
    let mut reader = SliceReader::new(der).map_err(corrupt)?;
    let header = Header::decode(&mut reader).map_err(corrupt)?;
    let mut number = || {
        let number = reader.tlv_bytes()?;
        UintRef::from_der(number).map(|_| number)
    };
    let mut numbers = || -> der::Result<[&[u8]; 6]> {
        Ok([
            number()?,
            number()?,
            number()?,
            number()?,
            number()?,
            number()?,
        ])
    };
    let [version, p, q, g, public, _private] = numbers().map_err(corrupt)?;
    if header.tag() != Tag::Sequence || version != [2, 1, 0] || !reader.is_finished() {
        return Err(corrupt("not a DSA key of version 0"));
    }
    let domain = [p, q, g].concat();
    let algorithm = AlgorithmIdentifierRef {
        oid: DSA,
        parameters: Some(AnyRef::new(Tag::Sequence, &domain).map_err(corrupt)?),
    };
    Ok((KeyKind::Dsa, spki(algorithm, public)))
}

/// A key with the parameters that stand outside it, as PKCS#8 has them, or inside.
fn ec(outside: Option<AnyRef<'_>>, sec1: &[u8]) -> Result<Parts, KeyError> {
    let key = sec1::EcPrivateKey::from_der(sec1).map_err(corrupt)?;
    let inside = key
        .parameters
        .and_then(|parameters| parameters.named_curve());
    let parameters = outside.or_else(|| inside.as_ref().map(AnyRef::from));
    let algorithm = AlgorithmIdentifierRef {
        oid: EC_PUBLIC_KEY,
        parameters,
    };
    let public = key.public_key.and_then(|point| spki(algorithm, point));
    let curve = parameters
        .and_then(|parameters| parameters.decode_as().ok())
        .and_then(Curve::from_oid);
    let kind = curve.map_or(KeyKind::EcOther, |curve| KeyKind::Ec { curve });
    Ok((kind, public))
}

fn pkcs8(der: &[u8]) -> Result<Parts, KeyError> {
    let info = PrivateKeyInfoRef::from_der(der).map_err(corrupt)?;
    let inner = info.private_key.as_bytes();
    let edwards = |kind: KeyKind, length: usize| {
        let seed = <&OctetStringRef>::from_der(inner).map_err(corrupt)?;
        if seed.as_bytes().len() != length {
            return Err(corrupt(format!("a key of this kind has {length} bytes")));
        }
        let public = info.public_key.and_then(|bits| bits.as_bytes());
        let algorithm = AlgorithmIdentifierRef {
            oid: info.algorithm.oid,
            parameters: None,
        };
        Ok((kind, public.and_then(|bits| spki(algorithm, bits))))
    };
    match info.algorithm.oid {
        RSA_ENCRYPTION => rsa(inner),
        EC_PUBLIC_KEY => ec(info.algorithm.parameters, inner),
        ED25519 => edwards(KeyKind::Ed25519, 32),
        ED448 => edwards(KeyKind::Ed448, 57),
        DSA => Ok((KeyKind::Dsa, None)),
        other => {
            let oid = other.to_string();
            // Inside it is an RSA key like any other.
            let public = (oid == certbench_x509::rare_keys::RSASSA_PSS)
                .then(|| rsa(inner))
                .transpose()?
                .and_then(|(_, public)| spki(info.algorithm, &public?.key_bytes()));
            Ok((KeyKind::Other { oid }, public))
        }
    }
}

impl PrivateKeyFacts {
    fn new(label: &str, der: &[u8], format: KeyFormat, parts: Option<Parts>) -> Self {
        let (kind, public_key) = parts.map_or((None, None), |(kind, key)| (Some(kind), key));
        Self {
            encrypted: kind.is_none(),
            kind,
            format,
            public_key,
            secret: pem(label, der),
        }
    }

    /// The key in a PEM block.
    pub fn from_block(
        label: &str,
        der: &[u8],
        has_headers: bool,
        passphrase: Option<&str>,
    ) -> Result<Self, KeyError> {
        let format = match label {
            "PRIVATE KEY" => KeyFormat::Pkcs8,
            "ENCRYPTED PRIVATE KEY" => KeyFormat::EncryptedPkcs8,
            "RSA PRIVATE KEY" => KeyFormat::Pkcs1,
            "EC PRIVATE KEY" => KeyFormat::Sec1,
            "DSA PRIVATE KEY" => KeyFormat::Dsa,
            "OPENSSH PRIVATE KEY" => KeyFormat::OpenSsh,
            other => {
                return Err(KeyError::Unsupported {
                    what: other.to_owned(),
                });
            }
        };
        let parts = match format {
            // openssl's own encryption, by headers: which key it is cannot be seen.
            _ if has_headers => None,
            KeyFormat::Pkcs8 => Some(pkcs8(der)?),
            KeyFormat::Pkcs1 => Some(rsa(der)?),
            KeyFormat::Sec1 => Some(ec(None, der)?),
            KeyFormat::Dsa => Some(dsa(der)?),
            KeyFormat::EncryptedPkcs8 => {
                EncryptedPrivateKeyInfoRef::from_der(der).map_err(corrupt)?;
                match passphrase {
                    None => None,
                    Some(passphrase) => {
                        let text = pem(label, der);
                        let opened = PrivateKey::read(text.as_bytes(), Some(passphrase))?;
                        Some(pkcs8(&opened.pkcs8.0)?)
                    }
                }
            }
            KeyFormat::OpenSsh => {
                let key = openssh::PrivateKeyFile::read(der).map_err(corrupt)?;
                return Ok(Self {
                    encrypted: key.encrypted,
                    ..Self::new(label, der, format, Some((key.kind, key.public_key)))
                });
            }
        };
        Ok(Self {
            encrypted: parts.is_none() || format == KeyFormat::EncryptedPkcs8,
            ..Self::new(label, der, format, parts)
        })
    }

    /// The key in bare DER, told apart by its structure; `None` where it is none.
    pub fn from_der(der: &[u8], passphrase: Option<&str>) -> Option<Result<Self, KeyError>> {
        let label = if PrivateKeyInfoRef::from_der(der).is_ok() {
            "PRIVATE KEY"
        } else if EncryptedPrivateKeyInfoRef::from_der(der).is_ok() {
            "ENCRYPTED PRIVATE KEY"
        } else if pkcs1::RsaPrivateKeyRef::from_der(der).is_ok() {
            "RSA PRIVATE KEY"
        } else if sec1::EcPrivateKey::from_der(der).is_ok() {
            "EC PRIVATE KEY"
        } else if dsa(der).is_ok() {
            "DSA PRIVATE KEY"
        } else {
            return None;
        };
        Some(Self::from_block(label, der, false, passphrase))
    }

    /// A short technical name: the kind, or that it is encrypted.
    pub fn kind_name(&self) -> String {
        self.kind.as_ref().map(KeyKind::name).unwrap_or_default()
    }
}

/// The public key of an RSA modulus and exponent.
pub fn rsa_public_key(modulus: &[u8], exponent: &[u8]) -> Option<PublicKey> {
    let key = pkcs1::RsaPublicKeyRef {
        modulus: UintRef::new(modulus).ok()?,
        public_exponent: UintRef::new(exponent).ok()?,
    };
    let algorithm = AlgorithmIdentifierRef {
        oid: RSA_ENCRYPTION,
        parameters: Some(AnyRef::NULL),
    };
    spki(algorithm, &key.to_der().ok()?)
}

/// The public key of an Ed25519 point.
pub fn ed25519_public_key(point: &[u8]) -> Option<PublicKey> {
    let algorithm = AlgorithmIdentifierRef {
        oid: ED25519,
        parameters: None,
    };
    (point.len() == 32)
        .then(|| spki(algorithm, point))
        .flatten()
}
