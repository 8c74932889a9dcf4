//! Where a finding can be looked up: the place that says what its rule says.

use std::fmt;

/// The release of Kubernetes whose files are meant.
const KUBERNETES_TAG: &str = "v1.36.2";
/// The release of Go whose files are meant: the one that this Kubernetes is built with.
const GO_TAG: &str = "go1.26.0";

/// A document or a source file that anybody can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A section of an RFC, or an appendix where it begins with a letter.
    Rfc {
        /// The RFC's number.
        number: u16,
        /// `4.2.1.9`, or `A.1` for an appendix.
        section: &'static str,
    },
    /// A file of github.com/kubernetes/kubernetes, from the repository's root.
    Kubernetes(&'static str),
    /// A file of Go's standard library, below `src`.
    Go(&'static str),
    /// A page of kubernetes.io, below `docs`; with the heading's anchor where one is meant.
    Documentation(&'static str),
    /// Any other standard or manual.
    Standard {
        /// The name with the section.
        title: &'static str,
        /// Where it is published.
        url: &'static str,
    },
}

impl Source {
    /// The address to open.
    pub fn url(self) -> String {
        match self {
            Self::Rfc { number, section } => {
                let kind = section_kind(section);
                format!("https://www.rfc-editor.org/rfc/rfc{number}#{kind}-{section}")
            }
            Self::Kubernetes(path) => {
                format!("https://github.com/kubernetes/kubernetes/blob/{KUBERNETES_TAG}/{path}")
            }
            Self::Go(path) => format!("https://github.com/golang/go/blob/{GO_TAG}/src/{path}"),
            Self::Documentation(path) => format!("https://kubernetes.io/docs/{path}"),
            Self::Standard { url, .. } => url.to_owned(),
        }
    }
}

/// The names as people quote them: the same in every language.
impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rfc { number, section } => {
                write!(
                    formatter,
                    "RFC {number} {} {section}",
                    section_kind(section)
                )
            }
            Self::Kubernetes(path) => write!(formatter, "Kubernetes {path}"),
            Self::Go(path) => write!(formatter, "Go src/{path}"),
            Self::Documentation(path) => write!(formatter, "kubernetes.io/docs/{path}"),
            Self::Standard { title, .. } => formatter.write_str(title),
        }
    }
}

fn section_kind(section: &str) -> &'static str {
    if section.starts_with(|first: char| first.is_ascii_uppercase()) {
        "appendix"
    } else {
        "section"
    }
}

/// A section of an RFC, for the rows of the register.
pub(super) const fn rfc(number: u16, section: &'static str) -> Source {
    Source::Rfc { number, section }
}

/// Another standard or manual, for the rows of the register.
pub(super) const fn standard(title: &'static str, url: &'static str) -> Source {
    Source::Standard { title, url }
}

#[cfg(test)]
mod tests {
    use super::{Source, rfc};

    #[test]
    fn a_source_has_a_name_and_an_address() {
        let check = |source: Source, name: &str, url: &str| {
            assert_eq!(
                (source.to_string().as_str(), source.url().as_str()),
                (name, url)
            );
        };
        check(
            rfc(5280, "4.2.1.9"),
            "RFC 5280 section 4.2.1.9",
            "https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9",
        );
        check(
            rfc(5280, "A.1"),
            "RFC 5280 appendix A.1",
            "https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1",
        );
        check(
            Source::Kubernetes("pkg/serviceaccount/claims.go"),
            "Kubernetes pkg/serviceaccount/claims.go",
            "https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/serviceaccount/claims.go",
        );
        check(
            Source::Go("crypto/x509/verify.go"),
            "Go src/crypto/x509/verify.go",
            "https://github.com/golang/go/blob/go1.26.0/src/crypto/x509/verify.go",
        );
        check(
            Source::Documentation("concepts/configuration/secret/"),
            "kubernetes.io/docs/concepts/configuration/secret/",
            "https://kubernetes.io/docs/concepts/configuration/secret/",
        );
    }
}
