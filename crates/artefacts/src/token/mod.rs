//! Tokens on the bench.

pub mod findings;

use certbench_formats::token::{Token, TokenKind};
use certbench_kubernetes::authenticators::identity::Identity;
use certbench_kubernetes::finding::Finding;
use serde_json::{Value, json};

use crate::fact::{Fact, FactName, members};
use crate::headline::{Headline, HeadlineCode};
use crate::kinds::{Kind, Validity};
use crate::origin::Origin;

impl Kind for Token {
    fn headline(&self) -> Headline {
        let code = match self.kind() {
            TokenKind::BoundServiceAccount => HeadlineCode::BoundToken,
            TokenKind::LegacyServiceAccount => HeadlineCode::LegacyToken,
            TokenKind::Oidc => HeadlineCode::OidcToken,
            TokenKind::Other => HeadlineCode::OtherToken,
        };
        let user = Identity::from_token(self)
            .map_or_else(|| self.claim("sub").to_owned(), |identity| identity.user);
        Headline::new(code, &[("user", &user), ("issuer", self.claim("iss"))])
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        members(FactName::Header, &self.header, &mut facts);
        members(FactName::Claim, &self.claims, &mut facts);
        facts
    }

    fn findings(&self, _: &Origin, now: i64) -> Vec<Finding> {
        findings::findings(&self.header, &self.claims, &self.duplicate_keys, now)
    }

    fn report(&self, _: Option<bool>) -> Option<(&'static str, Value)> {
        let value = json!({
            "header": self.header,
            "claims": self.claims,
            "kind": self.kind().as_str(),
        });
        Some(("jwt", value))
    }

    fn validity(&self) -> Validity {
        (self.numeric_date("nbf"), self.expires())
    }

    fn identity(&self) -> Option<Identity> {
        Identity::from_token(self)
    }

    fn secret(&self) -> Option<&str> {
        Some(&self.text)
    }
}
