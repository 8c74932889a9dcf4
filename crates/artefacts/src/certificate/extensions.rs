//! A certificate's extensions in words.

use certbench_formats::text::visible;
use certbench_x509::certificate::Certificate;

use crate::fact::ExtensionText;

/// The extensions of a certificate as openssl's text words them, each with its identifier.
pub(super) fn extensions(certificate: &Certificate, openssl_text: &str) -> Vec<ExtensionText> {
    const NAME_INDENT: &str = "            ";
    let mut texts: Vec<ExtensionText> = Vec::new();
    let start = openssl_text
        .split_once("        X509v3 extensions:\n")
        .map_or("", |(_, after)| after);
    for line in start.lines() {
        let Some(rest) = line.strip_prefix(NAME_INDENT) else {
            // The signature follows; blank lines belong to an extension's value.
            if line.trim().is_empty() {
                continue;
            }
            break;
        };
        if rest.starts_with(' ') {
            if let Some(last) = texts.last_mut() {
                if !last.text.is_empty() {
                    last.text.push('\n');
                }
                last.text.push_str(rest.trim_start_matches("    "));
            }
        } else if let Some(extension) = certificate.extensions.get(texts.len()) {
            let name = rest
                .trim_end()
                .trim_end_matches("critical")
                .trim_end_matches([' ', ':']);
            texts.push(ExtensionText {
                name: name.to_owned(),
                oid: extension.oid.to_string(),
                critical: extension.critical,
                text: String::new(),
            });
        }
    }
    for text in &mut texts {
        text.text = text
            .text
            .lines()
            .map(visible)
            .collect::<Vec<_>>()
            .join("\n");
    }
    texts
}
