//! Performs the signature checks that `domain` asks for, with the RustCrypto crates.
//!
//! Natively only: in the browser WebCrypto does it (`browser::verify`), so that the engine stays
//! small. Keyed hashes are computed here in both.

use hmac::digest::block_api::BlockSizeUser;
use hmac::{KeyInit as _, Mac as _, SimpleHmac};
#[cfg(not(target_arch = "wasm32"))]
use rsa::pkcs8::DecodePublicKey as _;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
#[cfg(not(target_arch = "wasm32"))]
use signature::hazmat::PrehashVerifier as _;

use certbench_formats::signature::{Digest, Verdict};
#[cfg(not(target_arch = "wasm32"))]
use certbench_formats::signature::{SignatureAlgorithm, SignatureCheck};
use certbench_formats::token::check::MacCheck;
#[cfg(not(target_arch = "wasm32"))]
use certbench_x509::public_key::{Curve, KeyKind};

#[cfg(not(target_arch = "wasm32"))]
fn verdict(valid: Option<bool>) -> Verdict {
    if valid == Some(true) {
        Verdict::Valid
    } else {
        Verdict::Invalid
    }
}

/// Verifies one signature. A key or signature that cannot be decoded is not valid.
#[cfg(not(target_arch = "wasm32"))]
pub fn perform(check: &SignatureCheck) -> Verdict {
    verdict(match check.algorithm {
        SignatureAlgorithm::RsaPkcs1(digest) => rsa_pkcs1(check, digest),
        SignatureAlgorithm::RsaPss(digest) => rsa_pss(check, digest),
        SignatureAlgorithm::Ecdsa(digest) => ecdsa(check, digest),
        SignatureAlgorithm::Ed25519 => ed25519(check),
    })
}

/// Computes a keyed hash (RFC 2104) and compares it.
pub fn perform_mac(check: &MacCheck) -> Verdict {
    let valid = match check.digest {
        Digest::Sha1 => fits::<Sha1>(check),
        Digest::Sha256 => fits::<Sha256>(check),
        Digest::Sha384 => fits::<Sha384>(check),
        Digest::Sha512 => fits::<Sha512>(check),
    };
    match valid {
        true => Verdict::Valid,
        false => Verdict::Invalid,
    }
}

fn fits<D: sha2::Digest + BlockSizeUser>(check: &MacCheck) -> bool {
    // A key of any length is taken (RFC 2104 section 2): there is no error.
    SimpleHmac::<D>::new_from_slice(&check.secret.0).is_ok_and(|code| {
        let code = code.chain_update(&check.message);
        code.verify_slice(&check.mac).is_ok()
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn hash(digest: Digest, message: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    match digest {
        Digest::Sha1 => Sha1::digest(message).to_vec(),
        Digest::Sha256 => Sha256::digest(message).to_vec(),
        Digest::Sha384 => Sha384::digest(message).to_vec(),
        Digest::Sha512 => Sha512::digest(message).to_vec(),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn rsa_pkcs1(check: &SignatureCheck, digest: Digest) -> Option<bool> {
    use rsa::Pkcs1v15Sign;
    let key = rsa::PublicKey::from_public_key_der(&check.public_key.spki.0).ok()?;
    let scheme = match digest {
        Digest::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
        Digest::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Digest::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Digest::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    let hashed = hash(digest, &check.message);
    Some(key.verify(scheme, &hashed, &check.signature).is_ok())
}

#[cfg(not(target_arch = "wasm32"))]
fn rsa_pss(check: &SignatureCheck, digest: Digest) -> Option<bool> {
    use rsa::Pss;
    let key = rsa::PublicKey::from_public_key_der(&check.public_key.spki.0).ok()?;
    let hashed = hash(digest, &check.message);
    let verified = match digest {
        Digest::Sha1 => key.verify(Pss::<Sha1>::new(), &hashed, &check.signature),
        Digest::Sha256 => key.verify(Pss::<Sha256>::new(), &hashed, &check.signature),
        Digest::Sha384 => key.verify(Pss::<Sha384>::new(), &hashed, &check.signature),
        Digest::Sha512 => key.verify(Pss::<Sha512>::new(), &hashed, &check.signature),
    };
    Some(verified.is_ok())
}

#[cfg(not(target_arch = "wasm32"))]
fn ecdsa(check: &SignatureCheck, digest: Digest) -> Option<bool> {
    let KeyKind::Ec { curve } = check.public_key.kind else {
        return None;
    };
    let point = check.public_key.key_bytes();
    let mut hashed = hash(digest, &check.message);
    // The crates refuse digests shorter than half the field; as integers they are the same when
    // padded on the left (FIPS 186-5 section 6.4.2).
    let field_length = curve.bits().div_ceil(8) as usize;
    if hashed.len() < field_length {
        hashed.splice(0..0, std::iter::repeat_n(0, field_length - hashed.len()));
    }
    macro_rules! verify {
        ($curve:ident) => {{
            let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
            let signature = $curve::ecdsa::Signature::from_der(&check.signature).ok()?;
            Some(key.verify_prehash(&hashed, &signature).is_ok())
        }};
    }
    match curve {
        Curve::P224 => verify!(p224),
        Curve::P256 => verify!(p256),
        Curve::P384 => verify!(p384),
        Curve::P521 => verify!(p521),
        Curve::Secp256k1 => None,
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn ed25519(check: &SignatureCheck) -> Option<bool> {
    use signature::Verifier as _;
    let key: [u8; 32] = check.public_key.key_bytes().try_into().ok()?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key).ok()?;
    let signature = ed25519_dalek::Signature::from_slice(&check.signature).ok()?;
    Some(key.verify(&check.message, &signature).is_ok())
}
