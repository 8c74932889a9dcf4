//! The `--oidc-*` flags (`pkg/kubeapiserver/options/authentication.go`).

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::authenticators::open_id_connect::configuration::{
    ALL_ALGORITHMS, Authenticator, ConfigurationError, Mapping, refuse, url_errors,
};
use crate::domain::order;

/// The flags in a command line or in a static Pod's manifest; `--name=value` or `--name value`.
pub(super) fn from_flags(source: &str) -> Result<Authenticator, ConfigurationError> {
    let trimmed = |word: &str| word.trim_matches(['"', '\'', '\\', ',']).to_owned();
    let mut words = source.split_whitespace().map(trimmed).peekable();
    let mut values: Vec<(String, String)> = Vec::new();
    while let Some(word) = words.next() {
        let Some(flag) = word.strip_prefix("--oidc-") else {
            continue;
        };
        let (name, value) = match flag.split_once('=') {
            Some((name, value)) => (name.to_owned(), trimmed(value)),
            None => {
                let next = words.next_if(|next| !next.starts_with('-'));
                (flag.to_owned(), next.unwrap_or_default())
            }
        };
        values.push((name, value));
    }
    let last = |name: &str| {
        let found = values.iter().rev().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let (issuer, client) = (last("issuer-url"), last("client-id"));
    if issuer.is_empty() || client.is_empty() {
        let message = "oidc-issuer-url and oidc-client-id must be specified together when any \
                       oidc-* flags are set";
        return Err(ConfigurationError(message.to_owned()));
    }
    let claim = match last("username-claim") {
        "" => "sub",
        claim => claim,
    };
    // `newAuthenticatorFromOIDCIssuerURL`: every claim but `email` is prefixed unless told not to.
    let prefix = match last("username-prefix") {
        "-" => String::new(),
        "" if claim != "email" => format!("{issuer}#"),
        prefix => prefix.to_owned(),
    };
    let list = |name: &str| -> Vec<String> {
        let of_it = values.iter().filter(|(own, _)| own == name);
        of_it
            .flat_map(|(_, value)| value.split(','))
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut algorithms = list("signing-algs");
    if algorithms.is_empty() {
        algorithms.push("RS256".to_owned());
    }
    let unknown = algorithms
        .iter()
        .find(|one| !ALL_ALGORITHMS.contains(&one.as_str()));
    if let Some(unknown) = unknown {
        let message = format!("oidc: unsupported signing alg: {}", go_quoted(unknown));
        return Err(ConfigurationError(message));
    }
    let mut required: Vec<_> = list("required-claim")
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    order::sort(&mut required);
    let errors = url_errors(issuer, "jwt[0].issuer.url");
    refuse(&errors)?;
    Ok(Authenticator {
        issuer: issuer.to_owned(),
        audiences: vec![client.to_owned()],
        algorithms,
        username: Mapping {
            claim: claim.to_owned(),
            prefix,
            is_expression: false,
        },
        groups: Mapping {
            claim: last("groups-claim").to_owned(),
            prefix: last("groups-prefix").to_owned(),
            is_expression: false,
        },
        uid: Mapping::default(),
        required_claims: required,
        expressions: Vec::new(),
    })
}
