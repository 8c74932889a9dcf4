//! An OpenID Connect issuer: the API server's AuthenticationConfiguration and the login of those who
//! use kubectl (`apiserver/pkg/apis/apiserver/v1/types.go`,
//! `apiserver/pkg/apis/apiserver/validation/validation.go`; kubelogin's README).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::authenticators::made::{
    Made, NoteCode, Problem, ProblemCode, authority, is_https, kubeconfig,
};
use crate::domain::kubernetes::names;

/// Where a part of the identity comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimMapping {
    /// A claim's name.
    pub claim: String,
    /// What is put before its value.
    pub prefix: String,
    /// A CEL expression instead of both.
    pub expression: String,
}

impl ClaimMapping {
    fn is_empty(&self) -> bool {
        self.claim.is_empty() && self.expression.is_empty()
    }

    fn check(&self, problems: &mut Vec<Problem>, field: &str) {
        let has_claim = !self.claim.is_empty() || !self.prefix.is_empty();
        let both = !self.expression.is_empty() && has_claim;
        let lone_prefix = self.is_empty() && !self.prefix.is_empty();
        if both || lone_prefix {
            problems.push(Problem::new(field, ProblemCode::ClaimAndExpression, ""));
        }
    }

    fn value(&self) -> Value {
        if self.expression.is_empty() {
            // The prefix is required beside a claim, and may be empty.
            json!({"claim": self.claim, "prefix": self.prefix})
        } else {
            json!({"expression": self.expression})
        }
    }
}

/// What somebody fills in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthenticationConfigurationForm {
    /// The issuer's address, exactly as in the tokens' `iss`.
    pub issuer: String,
    /// Where its discovery document is, if elsewhere.
    pub discovery: String,
    /// The issuer's CA in PEM; empty for the system's roots.
    pub authority: String,
    /// The audiences, one of which a token must have.
    pub audiences: Vec<String>,
    /// The user name.
    pub username: ClaimMapping,
    /// The groups; may be empty.
    pub groups: ClaimMapping,
    /// The claim or expression of the UID; may be empty.
    pub uid: ClaimMapping,
    /// Extra keys and the expression of each.
    pub extra: Vec<(String, String)>,
    /// Claims and the value that each must have.
    pub required_claims: Vec<(String, String)>,
    /// Expressions over the claims and the message of each.
    pub claim_rules: Vec<(String, String)>,
    /// Expressions over the user and the message of each.
    pub user_rules: Vec<(String, String)>,
    /// The client that kubectl logs in as; empty for no kubeconfig.
    pub client_id: String,
    /// Its secret; empty for a public client.
    pub client_secret: String,
    /// The API server, for the kubeconfig.
    pub server: String,
    /// The cluster's CA in PEM; may be empty.
    pub cluster_authority: String,
}

/// Neither the client secret nor what was pasted as a CA: a debug print may end in a log.
impl std::fmt::Debug for AuthenticationConfigurationForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "AuthenticationConfigurationForm({})",
            self.issuer
        )
    }
}

impl AuthenticationConfigurationForm {
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        check_issuer(&mut problems, "issuer", &self.issuer);
        if !self.discovery.is_empty() {
            check_issuer(&mut problems, "discovery", &self.discovery);
            // `strings.TrimRight(…, "/")` on both
            if self.discovery.trim_end_matches('/') == self.issuer.trim_end_matches('/') {
                problems.push(Problem::new("discovery", ProblemCode::DiscoverySame, ""));
            }
        }
        authority(&mut problems, "authority", &self.authority);
        if self.audiences.is_empty() {
            problems.push(Problem::new("audiences", ProblemCode::Missing, ""));
        }
        let mut seen = BTreeSet::new();
        for (index, audience) in self.audiences.iter().enumerate() {
            let field = format!("audiences[{index}]");
            if audience.is_empty() {
                problems.push(Problem::new(field, ProblemCode::Missing, ""));
            } else if !seen.insert(audience) {
                problems.push(Problem::new(field, ProblemCode::Twice, &**audience));
            }
        }
        if self.username.is_empty() {
            problems.push(Problem::new("username", ProblemCode::Missing, ""));
        }
        self.username.check(&mut problems, "username");
        self.groups.check(&mut problems, "groups");
        self.uid.check(&mut problems, "uid");
        if !self.uid.prefix.is_empty() && !self.uid.claim.is_empty() {
            problems.push(Problem::new(
                "uid.prefix",
                ProblemCode::ClaimAndExpression,
                "",
            ));
        }
        if self.username.expression.contains("claims.email") && !self.verifies_email() {
            problems.push(Problem::new("username", ProblemCode::EmailUnverified, ""));
        }
        let mut seen = BTreeSet::new();
        for (index, (key, expression)) in self.extra.iter().enumerate() {
            let field = format!("extra[{index}]");
            if !seen.insert(key) {
                problems.push(Problem::new(&*field, ProblemCode::Twice, &**key));
            }
            if !is_extra_key(key) {
                problems.push(Problem::new(&*field, ProblemCode::ExtraKey, &**key));
            }
            if expression.is_empty() {
                problems.push(Problem::new(field, ProblemCode::Missing, ""));
            }
        }
        for (field, pairs) in [
            ("required_claims", &self.required_claims),
            ("claim_rules", &self.claim_rules),
            ("user_rules", &self.user_rules),
        ] {
            let mut seen = BTreeSet::new();
            for (index, (first, _)) in pairs.iter().enumerate() {
                let code = if first.is_empty() {
                    ProblemCode::Missing
                } else if !seen.insert(first) {
                    ProblemCode::Twice
                } else {
                    continue;
                };
                problems.push(Problem::new(format!("{field}[{index}]"), code, &**first));
            }
        }
        if !self.client_id.is_empty() {
            if !is_https(&self.server) {
                problems.push(Problem::new("server", ProblemCode::Address, &*self.server));
            }
            authority(&mut problems, "cluster_authority", &self.cluster_authority);
        }
        problems
    }

    /// `claims.email` is taken only where `claims.email_verified` is looked at too.
    fn verifies_email(&self) -> bool {
        let looks = |expression: &String| expression.contains("claims.email_verified");
        looks(&self.username.expression)
            || self.extra.iter().any(|(_, expression)| looks(expression))
            || self
                .claim_rules
                .iter()
                .any(|(expression, _)| looks(expression))
    }

    /// The API server's file and flag, and a kubeconfig that logs in with kubelogin.
    pub fn make(&self) -> Made {
        let problems = self.problems();
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let mut made = Made::default();
        made.add_yaml("authentication-configuration.yaml", &self.configuration());
        made.flags.push(
            "--authentication-config=/etc/kubernetes/authentication-configuration.yaml".to_owned(),
        );
        made.notes.push(NoteCode::FlagsExclude);
        let has_expressions = !self.extra.is_empty()
            || !self.claim_rules.is_empty()
            || !self.user_rules.is_empty()
            || [&self.username, &self.groups, &self.uid]
                .iter()
                .any(|mapping| !mapping.expression.is_empty());
        if has_expressions {
            made.notes.push(NoteCode::Expressions);
        }
        let is_bare =
            |mapping: &ClaimMapping| !mapping.claim.is_empty() && mapping.prefix.is_empty();
        if is_bare(&self.username) || is_bare(&self.groups) {
            made.notes.push(NoteCode::NoPrefix);
        }
        if !self.client_id.is_empty() {
            self.add_login(&mut made);
        }
        made
    }

    fn configuration(&self) -> Value {
        let mut issuer = json!({"url": self.issuer, "audiences": self.audiences});
        if !self.discovery.is_empty() {
            issuer["discoveryURL"] = self.discovery.clone().into();
        }
        if self.audiences.len() > 1 {
            issuer["audienceMatchPolicy"] = "MatchAny".into();
        }
        let pem = authority(&mut Vec::new(), "", &self.authority);
        if !pem.is_empty() {
            issuer["certificateAuthority"] = pem.into();
        }
        let mut mappings = json!({"username": self.username.value()});
        if !self.groups.is_empty() {
            mappings["groups"] = self.groups.value();
        }
        if !self.uid.expression.is_empty() {
            mappings["uid"] = json!({"expression": self.uid.expression});
        } else if !self.uid.claim.is_empty() {
            mappings["uid"] = json!({"claim": self.uid.claim});
        }
        let pairs = |pairs: &[(String, String)], first: &str, second: &str| -> Vec<Value> {
            pairs
                .iter()
                .map(|(one, other)| {
                    let mut rule = json!({first: one});
                    if !other.is_empty() {
                        rule[second] = other.clone().into();
                    }
                    rule
                })
                .collect()
        };
        if !self.extra.is_empty() {
            mappings["extra"] = pairs(&self.extra, "key", "valueExpression").into();
        }
        let mut authenticator = json!({"issuer": issuer, "claimMappings": mappings});
        let mut rules = pairs(&self.required_claims, "claim", "requiredValue");
        rules.extend(pairs(&self.claim_rules, "expression", "message"));
        if !rules.is_empty() {
            authenticator["claimValidationRules"] = rules.into();
        }
        if !self.user_rules.is_empty() {
            let rules = pairs(&self.user_rules, "expression", "message");
            authenticator["userValidationRules"] = rules.into();
        }
        json!({
            "apiVersion": "apiserver.config.k8s.io/v1",
            "kind": "AuthenticationConfiguration",
            "jwt": [authenticator],
        })
    }

    /// kubelogin keeps no terminal busy: it opens a browser.
    fn add_login(&self, made: &mut Made) {
        let mut arguments = vec![
            "oidc-login".to_owned(),
            "get-token".to_owned(),
            format!("--oidc-issuer-url={}", self.issuer),
            format!("--oidc-client-id={}", self.client_id),
        ];
        if !self.client_secret.is_empty() {
            arguments.push(format!("--oidc-client-secret={}", self.client_secret));
            made.notes.push(NoteCode::ClientSecret);
        }
        let flags: String = arguments
            .iter()
            .map(|argument| format!(" \\\n  --exec-arg={}", shell_quoted(argument)))
            .collect();
        made.commands.push(format!(
            "kubectl config set-credentials oidc \\\n  \
             --exec-api-version=client.authentication.k8s.io/v1 \\\n  \
             --exec-interactive-mode=Never \\\n  --exec-command=kubectl{flags}\n"
        ));
        made.commands
            .push("kubectl --user=oidc auth whoami\n".to_owned());
        let exec = json!({"exec": {
            "apiVersion": "client.authentication.k8s.io/v1",
            "args": arguments,
            "command": "kubectl",
            "installHint": "kubectl krew install oidc-login",
            "interactiveMode": "Never",
            "provideClusterInfo": false,
        }});
        let pem = authority(&mut Vec::new(), "", &self.cluster_authority);
        let cluster = ("kubernetes", self.server.trim(), pem.as_str());
        made.add_yaml("kubeconfig.yaml", &kubeconfig(cluster, "", "oidc", &exec));
    }
}

/// `validateIssuerURL`: https, without query, fragment or user.
fn check_issuer(problems: &mut Vec<Problem>, field: &str, address: &str) {
    if address.is_empty() {
        problems.push(Problem::new(field, ProblemCode::Missing, ""));
    } else if !is_https(address) {
        problems.push(Problem::new(field, ProblemCode::Address, address));
    } else if address.contains(['?', '#', '@']) {
        problems.push(Problem::new(field, ProblemCode::IssuerParts, address));
    }
}

/// `validateExtraKey` and `IsDomainPrefixedPath`: `DOMAIN/path`, in lower case, not Kubernetes' own.
fn is_extra_key(key: &str) -> bool {
    let Some((domain, path)) = key.split_once('/') else {
        return false;
    };
    let reserved = ["kubernetes.io", "k8s.io"]
        .iter()
        .any(|own| domain == *own || domain.ends_with(&format!(".{own}")));
    !reserved
        && !path.is_empty()
        && !key.bytes().any(|byte| byte.is_ascii_uppercase())
        && names::subdomain_errors(domain).is_empty()
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte))
}
