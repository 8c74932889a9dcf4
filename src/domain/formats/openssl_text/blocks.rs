//! Extensions that are printed over several lines.

use crate::domain::formats::asn1::oid::dotted;
use crate::domain::formats::asn1::reader::Reader;
use crate::domain::formats::openssl_text::extensions::{bit_names, each, empty};
use crate::domain::formats::openssl_text::general_names;
use crate::domain::formats::openssl_text::general_names::address;
use crate::domain::formats::openssl_text::output::{Output, integer, object, until_zero};
use crate::domain::formats::openssl_text::{INTEGER, SEQUENCE, names};

const IA5_STRING: u8 = 0x16;

const REASONS: &[&str] = &[
    "Unused",
    "Key Compromise",
    "CA Compromise",
    "Affiliation Changed",
    "Superseded",
    "Cessation Of Operation",
    "Certificate Hold",
    "Privilege Withdrawn",
    "AA Compromise",
];

/// NameConstraints (RFC 5280 section 4.2.1.10).
pub fn name_constraints(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let permitted = fields.enter(0xa0);
    let excluded = fields.enter(0xa1);
    empty(fields)?;
    for (subtrees, label) in [(permitted, "Permitted"), (excluded, "Excluded")] {
        let Some(subtrees) = subtrees else {
            continue;
        };
        if label == "Excluded" && permitted.is_some() {
            out.put("\n");
        }
        for (index, subtree) in subtrees.all()?.iter().enumerate() {
            if index == 0 {
                out.indent(columns);
                out.put(label);
                out.put(":");
            }
            out.put("\n");
            out.indent(columns + 2);
            let base = Reader(subtree.content).element()?;
            // An address and a mask; what does not fit is the mask's.
            let length = match base.content.len() {
                16.. => 16,
                4.. => 4,
                short => short,
            };
            match (base.identifier, base.content.split_at_checked(length)?) {
                (0x87, (network, mask)) => {
                    out.put(&format!("IP:{}/{}", address(network), address(mask)));
                }
                _ => general_names::print(out, general_names::read(Reader(base.whole))?.first()?)?,
            }
        }
    }
    Some(())
}

/// CRLDistributionPoints (RFC 5280 section 4.2.1.13).
pub fn distribution_points(out: &mut Output, points: Reader<'_>, columns: usize) -> Option<()> {
    for (index, point) in points.all()?.iter().enumerate() {
        out.put(if index > 0 { "\n" } else { "" });
        let mut fields = Reader(point.content);
        if let Some(mut name) = fields.enter(0xa0) {
            out.indent(columns);
            if let Some(full) = name.enter(0xa0) {
                out.put("Full Name:\n");
                general_names::lines(out, &general_names::read(full)?, columns + 2)?;
            } else {
                out.put("Relative Name:\n");
                out.indent(columns + 2);
                let attributes = names::relative(name.content(0xa1)?)?;
                names::attribute_list(out, &attributes)?;
                out.put("\n");
            }
        }
        if let Some(reasons) = fields.content(0x81) {
            out.indent(columns);
            out.put("Reasons:\n");
            out.indent(columns + 2);
            let reasons = bit_names(reasons, REASONS);
            out.put(if reasons.is_empty() { "<EMPTY>" } else { "" });
            out.put(&reasons.join(", "));
            out.put("\n");
        }
        if let Some(issuer) = fields.enter(0xa2) {
            out.indent(columns);
            out.put("CRL Issuer:\n");
            general_names::lines(out, &general_names::read(issuer)?, columns + 2)?;
        }
        empty(fields)?;
    }
    Some(())
}

/// CertificatePolicies (RFC 5280 section 4.2.1.4).
pub fn policies(out: &mut Output, policies: Reader<'_>, columns: usize) -> Option<()> {
    for (index, policy) in policies.all()?.iter().enumerate() {
        out.put(if index > 0 { "\n" } else { "" });
        let mut fields = Reader(policy.content);
        out.indent(columns);
        out.put("Policy: ");
        out.put(&object(fields.identifier()?));
        if let Some(qualifiers) = fields.enter(SEQUENCE) {
            out.put("\n");
            for (index, qualifier) in qualifiers.all()?.iter().enumerate() {
                out.put(if index > 0 { "\n" } else { "" });
                policy_qualifier(out, Reader(qualifier.content), columns + 2)?;
            }
        }
        empty(fields)?;
    }
    Some(())
}

fn policy_qualifier(out: &mut Output, mut fields: Reader<'_>, columns: usize) -> Option<()> {
    let kind = fields.identifier()?;
    out.indent(columns);
    match dotted(kind).as_deref() {
        Some("1.3.6.1.5.5.7.2.1") => {
            out.put("CPS: ");
            out.c_string(fields.content(IA5_STRING)?);
        }
        Some("1.3.6.1.5.5.7.2.2") => {
            out.put("User Notice:\n");
            let mut notice = fields.enter(SEQUENCE)?;
            let reference = notice.enter(SEQUENCE);
            let text = if notice.is_empty() {
                None
            } else {
                Some(display_text(&mut notice)?)
            };
            empty(notice)?;
            if let Some(mut reference) = reference {
                let organization = display_text(&mut reference)?;
                let numbers = each(reference.enter(SEQUENCE)?, INTEGER, |number| {
                    integer(number.content)
                })?;
                out.indent(columns + 2);
                out.put("Organization: ");
                out.c_string(organization);
                out.put("\n");
                out.indent(columns + 2);
                out.put(if numbers.len() > 1 {
                    "Numbers: "
                } else {
                    "Number: "
                });
                out.put(&numbers.join(", "));
                out.put(if text.is_some() { "\n" } else { "" });
            }
            if let Some(text) = text {
                out.indent(columns + 2);
                out.put("Explicit Text: ");
                out.c_string(text);
            }
        }
        _ => {
            out.indent(2);
            out.put("Unknown Qualifier: ");
            out.put(&object(kind));
        }
    }
    Some(())
}

/// The octets of a DisplayText, whatever its encoding.
fn display_text<'a>(fields: &mut Reader<'a>) -> Option<&'a [u8]> {
    let text = fields.element()?;
    matches!(text.identifier, 0x0c | 0x16 | 0x1a | 0x1e).then_some(until_zero(text.content))
}
