//! Public keys, and the parameters of RSASSA-PSS.

use crate::domain::bytes::hexadecimal;
use crate::domain::formats::asn1::reader::{Element, Reader};
use crate::domain::formats::openssl_text::output::{Output, magnitude, number, object};
use crate::domain::formats::openssl_text::{BIT_STRING, INTEGER, OCTET_STRING, SEQUENCE};

/// Column of what is said about a key.
const COLUMN: usize = 16;

/// Curves by the name openssl gives them: bits of the order, and NIST's name.
const CURVES: &[(&str, u16, &str)] = &[
    ("brainpoolP160r1", 160, ""),
    ("brainpoolP192r1", 192, ""),
    ("brainpoolP224r1", 224, ""),
    ("brainpoolP256r1", 256, ""),
    ("brainpoolP256t1", 256, ""),
    ("brainpoolP320r1", 320, ""),
    ("brainpoolP384r1", 384, ""),
    ("brainpoolP384t1", 384, ""),
    ("brainpoolP512r1", 512, ""),
    ("brainpoolP512t1", 512, ""),
    ("prime192v1", 192, "P-192"),
    ("prime256v1", 256, "P-256"),
    ("secp224r1", 224, "P-224"),
    ("secp256k1", 256, ""),
    ("secp384r1", 384, "P-384"),
    ("secp521r1", 521, "P-521"),
    ("sect233k1", 232, "K-233"),
    ("sect233r1", 233, "B-233"),
    ("sect283k1", 281, "K-283"),
    ("sect283r1", 282, "B-283"),
    ("sect409k1", 407, "K-409"),
    ("sect409r1", 409, "B-409"),
    ("sect571k1", 570, "K-571"),
    ("sect571r1", 570, "B-571"),
];

/// A SubjectPublicKeyInfo.
pub fn public_key(out: &mut Output, info: Element<'_>) -> Option<()> {
    let mut fields = Reader(info.content);
    let mut algorithm = fields.enter(SEQUENCE)?;
    let name = object(algorithm.identifier()?);
    let [_, key @ ..] = fields.content(BIT_STRING)? else {
        return None;
    };
    out.put("        Subject Public Key Info:\n            Public Key Algorithm: ");
    out.put(&name);
    out.put("\n");
    let before = out.len();
    let printed = match name.as_str() {
        "rsaEncryption" => rsa(out, key),
        "rsassaPss" => rsa(out, key).and_then(|()| pss_of_key(out, algorithm)),
        "dsaEncryption" => dsa(out, key, algorithm),
        "id-ecPublicKey" => elliptic(out, key, algorithm),
        "ED25519" | "X25519" => edwards(out, &name, key, 32),
        "ED448" => edwards(out, &name, key, 57),
        "X448" => edwards(out, &name, key, 56),
        _ => None,
    };
    if printed.is_none() {
        out.truncate(before);
        out.put("            Unable to load Public Key\n");
    }
    Some(())
}

/// Bits of a number without its sign.
fn bit_length(integer: &[u8]) -> u32 {
    let (_, magnitude) = magnitude(integer);
    let first = magnitude.first().copied().unwrap_or_default();
    let octets = u32::try_from(magnitude.len()).unwrap_or_default();
    (octets * 8).saturating_sub(first.leading_zeros())
}

fn heading(out: &mut Output, bits: u32) {
    out.put(&format!("                Public-Key: ({bits} bit)\n"));
}

fn rsa(out: &mut Output, key: &[u8]) -> Option<()> {
    let mut fields = Reader(key).enter(SEQUENCE)?;
    let (modulus, exponent) = (fields.content(INTEGER)?, fields.content(INTEGER)?);
    // openssl takes them for numbers without a sign.
    let (modulus, exponent) = ([&[0], modulus].concat(), [&[0], exponent].concat());
    heading(out, bit_length(&modulus));
    out.labelled(COLUMN, "Modulus:", &modulus);
    out.labelled(COLUMN, "Exponent:", &exponent);
    Some(())
}

fn dsa(out: &mut Output, key: &[u8], mut algorithm: Reader<'_>) -> Option<()> {
    let mut parameters = algorithm.enter(SEQUENCE)?;
    let public = Reader(key).content(INTEGER)?;
    let numbers = [
        ("P:   ", parameters.content(INTEGER)?),
        ("Q:   ", parameters.content(INTEGER)?),
        ("G:   ", parameters.content(INTEGER)?),
    ];
    heading(out, bit_length(numbers[0].1));
    out.labelled(COLUMN, "pub: ", public);
    for (label, number) in numbers {
        out.labelled(COLUMN, label, number);
    }
    Some(())
}

fn edwards(out: &mut Output, name: &str, key: &[u8], length: usize) -> Option<()> {
    if key.len() != length {
        return None;
    }
    out.put(&format!("                {name} Public-Key:\n"));
    out.key_octets(COLUMN, "pub:", key);
    Some(())
}

fn elliptic(out: &mut Output, key: &[u8], mut algorithm: Reader<'_>) -> Option<()> {
    if let Some(curve) = algorithm.identifier() {
        let curve = object(curve);
        let (_, bits, nist) = CURVES.iter().find(|(name, ..)| *name == curve)?;
        heading(out, u32::from(*bits));
        out.key_octets(COLUMN, "pub:", key);
        out.put(&format!("                ASN1 OID: {curve}\n"));
        if !nist.is_empty() {
            out.put(&format!("                NIST CURVE: {nist}\n"));
        }
        return Some(());
    }
    let mut parameters = algorithm.enter(SEQUENCE)?;
    parameters.content(INTEGER)?;
    let mut field = parameters.enter(SEQUENCE)?;
    if object(field.identifier()?) != "prime-field" {
        return None;
    }
    let prime = field.content(INTEGER)?;
    let mut curve = parameters.enter(SEQUENCE)?;
    let (a, b) = (curve.content(OCTET_STRING)?, curve.content(OCTET_STRING)?);
    let seed = curve.content(BIT_STRING);
    let generator = parameters.content(OCTET_STRING)?;
    let order = parameters.content(INTEGER)?;
    heading(out, bit_length(order));
    out.key_octets(COLUMN, "pub:", key);
    out.put("                Field Type: prime-field\n");
    out.labelled(COLUMN, "Prime:", prime);
    for (label, coefficient) in [("A:   ", a), ("B:   ", b)] {
        // The field element is a number without a sign.
        let unsigned = [&[0], coefficient].concat();
        out.labelled(COLUMN, label, &unsigned);
    }
    let form = match generator.first() {
        Some(4) => "uncompressed",
        Some(2 | 3) => "compressed",
        _ => "hybrid",
    };
    out.key_octets(COLUMN, &format!("Generator ({form}):"), generator);
    out.labelled(COLUMN, "Order: ", order);
    if let Some(cofactor) = parameters.content(INTEGER) {
        out.labelled(COLUMN, "Cofactor: ", cofactor);
    }
    if let Some([_, seed @ ..]) = seed {
        out.key_octets(COLUMN, "Seed:", seed);
    }
    Some(())
}

/// RSASSA-PSS-params (RFC 4055 section 3.1): hash, hash of the mask generation, salt, trailer.
struct Pss<'a> {
    hash: Option<&'a [u8]>,
    mask: Option<&'a [u8]>,
    salt: Option<&'a [u8]>,
    trailer: Option<&'a [u8]>,
}

fn pss(mut fields: Reader<'_>) -> Option<Pss<'_>> {
    let mut parameters = fields.enter(SEQUENCE)?;
    let hash = parameters.enter(0xa0);
    let mask = parameters.enter(0xa1);
    let salt = parameters.enter(0xa2);
    let trailer = parameters.enter(0xa3);
    Some(Pss {
        hash: match hash {
            Some(mut hash) => Some(hash.enter(SEQUENCE)?.identifier()?),
            None => None,
        },
        mask: match mask {
            Some(mut mask) => {
                let mut mask = mask.enter(SEQUENCE)?;
                let function = object(mask.identifier()?);
                let hash = mask.enter(SEQUENCE)?.identifier()?;
                // The only function there is.
                (function == "mgf1").then_some(())?;
                Some(hash)
            }
            None => None,
        },
        salt: match salt {
            Some(mut salt) => Some(salt.content(INTEGER)?),
            None => None,
        },
        trailer: match trailer {
            Some(mut trailer) => Some(trailer.content(INTEGER)?),
            None => None,
        },
    })
}

/// Parameters in a signature's algorithm, the first line without indentation.
pub fn pss_of_signature(fields: Reader<'_>) -> Option<String> {
    let pss = pss(fields)?;
    let hash = pss.hash.map_or("sha1 (default)".to_owned(), object);
    let mask = pss.mask.map_or("sha1 (default)".to_owned(), object);
    let hexadecimal = |number: Option<&[u8]>, default: &str| {
        number.map_or(default.to_owned(), |number| {
            hexadecimal(&magnitude(number).1).to_ascii_uppercase()
        })
    };
    let salt = hexadecimal(pss.salt, "14 (default)");
    let trailer = hexadecimal(pss.trailer, "01 (default)");
    Some(format!(
        "\n        Hash Algorithm: {hash}\n        Mask Algorithm: mgf1 with {mask}\n         Salt Length: 0x{salt}\n        Trailer Field: 0x{trailer}\n"
    ))
}

/// Restrictions in a key's algorithm.
fn pss_of_key(out: &mut Output, fields: Reader<'_>) -> Option<()> {
    if fields.is_empty() {
        out.put("                No PSS parameter restrictions\n");
        return Some(());
    }
    let pss = pss(fields)?;
    let name = |hash: Option<&[u8]>| {
        let hash = hash.map_or("sha1".to_owned(), object);
        match hash.strip_prefix("sha") {
            Some("1") => "SHA1".to_owned(),
            Some(bits) => format!("SHA2-{bits}"),
            None => hash,
        }
    };
    let default = |is_default| if is_default { " (default)" } else { "" };
    let mask = name(pss.mask);
    let hash = name(pss.hash);
    let salt = pss.salt.map_or(Some(20), number)?;
    let trailer = pss.trailer.map_or(Some(1), number)?;
    out.put(&format!(
        "                PSS parameter restrictions:\n                  Hash Algorithm: {hash}{}\n                  Mask Algorithm: MGF1 with {mask}{}\n                  Minimum Salt Length: {salt}{}\n                  Trailer Field: 0x{trailer:x}{}\n",
        default(hash == "SHA1"),
        default(mask == "SHA1"),
        default(salt == 20),
        default(trailer == 1),
    ));
    Some(())
}
