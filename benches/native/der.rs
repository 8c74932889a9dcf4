//! Certificates from DER to their fields, beside synta with its own types of X.509.
//!
//! Its decoder alone leaves names and extensions as they are encoded, so it is asked for the fields that
//! Certbench reads, by its own functions where it has them. Fingerprints it is spared.

use std::hint::black_box;

use certbench_x509::bytes::hexadecimal;
use certbench_x509::certificate::Certificate;
use synta::{Decoder, Encoding, GeneralizedTime, OctetStringRef};
use synta_certificate::{
    AuthorityKeyIdentifier, BasicConstraints, Certificate as SyntaCertificate, ExtendedKeyUsage,
    Extension, KeyUsage, PublicKeyInfo, Time, decode_extensions, decode_public_key_info,
    general_name, key_usage_bit, parse_general_names, parse_name_attrs,
};

use super::measure;

/// How much longer than synta Certbench may take.
const LIMIT: f64 = 2.0;
/// Bits of a KeyUsage (RFC 5280 section 4.2.1.3).
const USAGES: usize = 9;

/// The fields of a certificate as synta gives them.
#[derive(Default)]
struct Fields {
    serial: String,
    subject: Vec<(String, String)>,
    issuer: Vec<(String, String)>,
    not_before: i64,
    not_after: i64,
    signature_algorithm: String,
    key: Option<PublicKeyInfo>,
    alternative_names: Vec<String>,
    key_usage: Vec<usize>,
    extended_key_usage: Vec<String>,
    basic_constraints: Option<(bool, Option<i64>)>,
    subject_key_identifier: String,
    authority_key_identifier: String,
    extensions: Vec<(String, bool)>,
    der: Vec<u8>,
}

fn seconds(time: &Time) -> Option<i64> {
    Some(match time {
        Time::GeneralTime(time) => time.to_unix(),
        Time::UtcTime(time) => GeneralizedTime::new(
            time.year,
            time.month,
            time.day,
            time.hour,
            time.minute,
            time.second,
            None,
        )
        .ok()?
        .to_unix(),
    })
}

impl Fields {
    fn read(der: &[u8]) -> Option<Self> {
        let certificate = SyntaCertificate::from_der(der).ok()?;
        let inner = &certificate.tbs_certificate;
        let key = &inner.subject_public_key_info;
        let key_bytes = key.subject_public_key.as_bytes();
        let mut fields = Self {
            serial: hexadecimal(inner.serial_number.as_bytes()),
            subject: parse_name_attrs(inner.subject.as_bytes()),
            issuer: parse_name_attrs(inner.issuer.as_bytes()),
            not_before: seconds(&inner.validity.not_before)?,
            not_after: seconds(&inner.validity.not_after)?,
            signature_algorithm: certificate.signature_algorithm.algorithm.to_string(),
            key: Some(decode_public_key_info(
                &key.algorithm.algorithm,
                key.algorithm.parameters.as_ref(),
                key_bytes,
                key_bytes.len() * 8,
            )),
            der: der.to_vec(),
            ..Self::default()
        };
        if let Some(extensions) = &inner.extensions {
            for extension in decode_extensions(extensions.as_bytes()) {
                fields.take(&extension)?;
            }
        }
        Some(fields)
    }

    fn take(&mut self, extension: &Extension<'_>) -> Option<()> {
        let value = extension.extn_value.as_bytes();
        match extension.extn_id.components() {
            [2, 5, 29, 14] => {
                let identifier: OctetStringRef<'_> =
                    Decoder::new(value, Encoding::Der).decode().ok()?;
                self.subject_key_identifier = hexadecimal(identifier.as_bytes());
            }
            [2, 5, 29, 15] => {
                let usage = KeyUsage::from_der(value).ok()?;
                let bits = (0..USAGES).filter(|bit| key_usage_bit(&usage, *bit));
                self.key_usage = bits.collect();
            }
            [2, 5, 29, 17] => {
                let names = parse_general_names(value).into_iter();
                self.alternative_names = names.map(|(kind, name)| name_text(kind, &name)).collect();
            }
            [2, 5, 29, 19] => {
                let constraints = BasicConstraints::from_der(value).ok()?;
                let length = constraints.path_len_constraint;
                let length = length.and_then(|length| length.as_i64().ok());
                let is_authority = constraints
                    .c_a
                    .is_some_and(|is_authority| is_authority.value());
                self.basic_constraints = Some((is_authority, length));
            }
            [2, 5, 29, 35] => {
                let identifier = AuthorityKeyIdentifier::from_der(value).ok()?.key_identifier;
                let identifier = identifier.map(|identifier| hexadecimal(identifier.as_bytes()));
                self.authority_key_identifier = identifier.unwrap_or_default();
            }
            [2, 5, 29, 37] => {
                let usages = ExtendedKeyUsage::from_der(value).ok()?;
                self.extended_key_usage = usages.iter().map(ToString::to_string).collect();
            }
            _ => {}
        }
        let oid = extension.extn_id.to_string();
        self.extensions.push((oid, extension.critical.is_some()));
        Some(())
    }

    /// Whether Certbench reads the same, so that neither is fast by reading less.
    fn agrees(&self, ours: &Certificate) -> bool {
        let subject = ours.subject.attributes();
        let subject = subject.map(|attribute| (attribute.0.as_ref(), attribute.1.as_str()));
        let theirs = self.subject.iter();
        subject.eq(theirs.map(|(oid, value)| (oid.as_str(), value.as_str())))
            && ours.issuer.attributes().count() == self.issuer.len()
            && ours.serial.trim_start_matches('0') == self.serial.trim_start_matches('0')
            && (ours.not_before, ours.not_after) == (self.not_before, self.not_after)
            && ours.signature_algorithm == self.signature_algorithm
            && ours.subject_alt_names.len() == self.alternative_names.len()
            && ours.key_usage.as_ref().map_or(0, Vec::len) == self.key_usage.len()
            && ours.extended_key_usage.as_ref().map_or(0, Vec::len) == self.extended_key_usage.len()
            && ours.is_authority() == self.basic_constraints.is_some_and(|(ca, _)| ca)
            && text(&ours.subject_key_identifier) == self.subject_key_identifier
            && text(&ours.authority_key_identifier) == self.authority_key_identifier
            && ours.extensions.len() == self.extensions.len()
            && self.key.is_some()
            && ours.der.0 == self.der
    }
}

fn text(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}

fn name_text(kind: u32, name: &[u8]) -> String {
    match kind {
        general_name::DNS_NAME | general_name::RFC822_NAME | general_name::URI => {
            String::from_utf8_lossy(name).into_owned()
        }
        _ => hexadecimal(name),
    }
}

/// Measures both; whether Certbench, its fingerprints included, is within the limit.
pub fn run(name: &str, certificates: &[Vec<u8>]) -> bool {
    for der in certificates {
        let agree = match (Certificate::from_der(der), Fields::read(der)) {
            (Ok(ours), Some(theirs)) => theirs.agrees(&ours),
            _ => false,
        };
        assert!(agree, "{name}: synta and Certbench read different things");
    }
    let count = certificates.len();
    let read = |read: &dyn Fn(&[u8]) -> bool| certificates.iter().filter(|der| read(der)).count();
    measure(
        &format!("{name}: DER, synta's decoder alone"),
        count,
        || read(&|der| black_box(SyntaCertificate::from_der(der)).is_ok()),
    );
    let theirs = measure(&format!("{name}: DER to fields, synta"), count, || {
        read(&|der| black_box(Fields::read(der)).is_some())
    });
    let ours = measure(&format!("{name}: DER to fields, Certbench"), count, || {
        read(&|der| black_box(Certificate::from_der(der)).is_ok())
    });
    let times = theirs / ours;
    println!("{name}: {times:.2} times as long as synta, fingerprints included, limit {LIMIT}");
    times <= LIMIT
}
