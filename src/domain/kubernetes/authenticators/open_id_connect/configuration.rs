//! How the API server is told of OpenID Connect issuers: an AuthenticationConfiguration
//! (`apiserver/pkg/apis/apiserver/{v1,validation}`) or the `--oidc-*` flags
//! (`pkg/kubeapiserver/options/authentication.go`).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::formats::manifest;
use crate::domain::kubernetes::authenticators::open_id_connect::flags;
use crate::domain::kubernetes::cluster_state::text;
use crate::domain::kubernetes::field_error::FieldError;
use crate::domain::order;

/// Every algorithm that a configuration file allows (`oidc.AllValidSigningAlgorithms`).
pub(super) const ALL_ALGORITHMS: [&str; 9] = [
    "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512",
];
/// Most authenticators of a configuration.
const AUTHENTICATORS_MAX: usize = 64;

/// Where a user's name, groups or UID come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The claim; empty where none is read.
    pub claim: String,
    /// What is put before its values.
    pub prefix: String,
    /// Whether a CEL expression decides instead.
    pub is_expression: bool,
}

/// One issuer and what is made of its tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authenticator {
    /// `issuer.url`
    pub issuer: String,
    /// `issuer.audiences`
    pub audiences: Vec<String>,
    /// The algorithms that are taken.
    pub algorithms: Vec<String>,
    /// `claimMappings.username`
    pub username: Mapping,
    /// `claimMappings.groups`
    pub groups: Mapping,
    /// `claimMappings.uid`
    pub uid: Mapping,
    /// Claims that must have a value, by name.
    pub required_claims: Vec<(String, String)>,
    /// The fields with CEL expressions that decide over the rest.
    pub expressions: Vec<String>,
}

/// Why the API server would not start with it, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigurationError(pub String);

/// Reads flags where there are some, else an AuthenticationConfiguration.
pub fn parse(source: &str) -> Result<Vec<Authenticator>, ConfigurationError> {
    if source.trim().is_empty() {
        return Ok(Vec::new());
    }
    if source.contains("--oidc-") {
        return flags::from_flags(source).map(|one| vec![one]);
    }
    let value = manifest::parse(source).map_err(|error| ConfigurationError(error.to_string()))?;
    from_object(&value)
}

pub(super) fn refuse(errors: &[FieldError]) -> Result<(), ConfigurationError> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ConfigurationError(
            crate::domain::kubernetes::field_error::aggregate(errors),
        ))
    }
}

fn from_object(value: &Value) -> Result<Vec<Authenticator>, ConfigurationError> {
    let (version, kind) = (text(value, "/apiVersion"), text(value, "/kind"));
    if kind != "AuthenticationConfiguration" || !version.starts_with("apiserver.config.k8s.io/") {
        return Err(ConfigurationError(format!(
            "no kind \"{kind}\" is registered for version \"{version}\""
        )));
    }
    let list = value.get("jwt").and_then(Value::as_array);
    let list = list.map(Vec::as_slice).unwrap_or_default();
    if list.len() > AUTHENTICATORS_MAX {
        let message = format!(
            "jwt: Too many: {}: must have at most {AUTHENTICATORS_MAX} items",
            list.len()
        );
        return Err(ConfigurationError(message));
    }
    let mut errors = Vec::new();
    let mut issuers = BTreeSet::new();
    let mut authenticators = Vec::new();
    for (index, one) in list.iter().enumerate() {
        let path = format!("jwt[{index}]");
        let authenticator = authenticator(one, &path, &mut errors);
        if !issuers.insert(authenticator.issuer.clone()) {
            let path = format!("{path}.issuer.url");
            errors.push(FieldError::duplicate(path, &authenticator.issuer));
        }
        authenticators.push(authenticator);
    }
    refuse(&errors)?;
    Ok(authenticators)
}

fn authenticator(one: &Value, path: &str, errors: &mut Vec<FieldError>) -> Authenticator {
    let issuer = text(one, "/issuer/url").to_owned();
    let url_path = format!("{path}.issuer.url");
    if issuer.is_empty() {
        errors.push(FieldError::required(url_path, ""));
    } else {
        errors.extend(url_errors(&issuer, &url_path));
    }
    let discovery = text(one, "/issuer/discoveryURL");
    if !discovery.is_empty() {
        let path = format!("{path}.issuer.discoveryURL");
        if discovery.trim_end_matches('/') == issuer.trim_end_matches('/') {
            let why = "discoveryURL must be different from URL";
            errors.push(FieldError::invalid(path.clone(), discovery, why));
        }
        errors.extend(url_errors(discovery, &path));
    }
    let audiences = audiences(one, path, errors);
    let mut expressions = Vec::new();
    let required_claims = rules(one, path, errors, &mut expressions);
    let mapping = |name: &str, errors: &mut Vec<FieldError>| {
        let path = format!("{path}.claimMappings.{name}");
        mapping(one, name, &path, errors)
    };
    let username = mapping("username", errors);
    let groups = mapping("groups", errors);
    let uid = mapping("uid", errors);
    expressions.extend(expressions_of(
        one,
        "claimMappings/extra",
        "valueExpression",
    ));
    expressions.extend(expressions_of(one, "userValidationRules", "expression"));
    Authenticator {
        issuer,
        audiences,
        algorithms: ALL_ALGORITHMS.map(str::to_owned).to_vec(),
        username,
        groups,
        uid,
        required_claims,
        expressions,
    }
}

/// The fields of a list that are CEL.
fn expressions_of(one: &Value, list: &str, member: &str) -> Vec<String> {
    let found = one.pointer(&format!("/{list}")).and_then(Value::as_array);
    let name = list.replace('/', ".");
    (0..found.map_or(0, Vec::len))
        .map(|index| format!("{name}[{index}].{member}"))
        .collect()
}

fn audiences(one: &Value, path: &str, errors: &mut Vec<FieldError>) -> Vec<String> {
    let own = format!("{path}.issuer.audiences");
    let list = one.pointer("/issuer/audiences").and_then(Value::as_array);
    let list: Vec<String> = list
        .into_iter()
        .flatten()
        .map(|audience| audience.as_str().unwrap_or_default().to_owned())
        .collect();
    if list.is_empty() {
        let why = format!("at least one {own} is required");
        errors.push(FieldError::required(own, &why));
        return list;
    }
    let mut seen = BTreeSet::new();
    for (index, audience) in list.iter().enumerate() {
        let path = format!("{own}[{index}]");
        if audience.is_empty() {
            errors.push(FieldError::required(path.clone(), ""));
        }
        if !seen.insert(audience) {
            errors.push(FieldError::duplicate(path, audience));
        }
    }
    let policy = text(one, "/issuer/audienceMatchPolicy");
    let why = match (list.len() > 1, policy) {
        (_, "MatchAny") | (false, "") => return list,
        (true, _) => "audienceMatchPolicy must be MatchAny for multiple audiences",
        (false, _) => "audienceMatchPolicy must be empty or MatchAny for single audience",
    };
    let path = format!("{path}.issuer.audienceMatchPolicy");
    errors.push(FieldError::invalid(path, policy, why));
    list
}

/// The claims that must have a value; the rest are expressions.
fn rules(
    one: &Value,
    path: &str,
    errors: &mut Vec<FieldError>,
    expressions: &mut Vec<String>,
) -> Vec<(String, String)> {
    let mut required = Vec::new();
    let mut seen = BTreeSet::new();
    let rules = one.get("claimValidationRules").and_then(Value::as_array);
    for (index, rule) in rules.into_iter().flatten().enumerate() {
        let own = format!("{path}.claimValidationRules[{index}]");
        let (claim, expression) = (text(rule, "/claim"), text(rule, "/expression"));
        match (claim, expression) {
            ("", "") => errors.push(FieldError::required(own, "claim or expression is required")),
            ("", _) => {
                let value = text(rule, "/requiredValue");
                if !value.is_empty() {
                    let path = format!("{own}.requiredValue");
                    let why = "may not be specified when expression is set";
                    errors.push(FieldError::invalid(path, value, why));
                }
                expressions.push(format!("claimValidationRules[{index}].expression"));
            }
            (_, "") => {
                let message = text(rule, "/message");
                if !message.is_empty() {
                    let path = format!("{own}.message");
                    let why = "may not be specified when claim is set";
                    errors.push(FieldError::invalid(path, message, why));
                }
                if !seen.insert(claim) {
                    errors.push(FieldError::duplicate(format!("{own}.claim"), claim));
                }
                required.push((claim.to_owned(), text(rule, "/requiredValue").to_owned()));
            }
            _ => {
                let why = "claim and expression can't both be set";
                errors.push(FieldError::invalid(own, claim, why));
            }
        }
    }
    order::sort(&mut required);
    required
}

fn mapping(one: &Value, name: &str, path: &str, errors: &mut Vec<FieldError>) -> Mapping {
    let member = |field: &str| text(one, &format!("/claimMappings/{name}/{field}"));
    let prefix = one.pointer(&format!("/claimMappings/{name}/prefix"));
    let prefix = prefix.and_then(Value::as_str);
    let (claim, expression) = (member("claim"), member("expression"));
    match (claim, expression, prefix) {
        ("", "", _) if name == "username" => {
            errors.push(FieldError::required(path, "claim or expression is required"));
        }
        ("", "", _) | ("", _, None) => {}
        ("", _, Some(prefix)) => {
            let why = "may not be specified when expression is set";
            errors.push(FieldError::invalid(format!("{path}.prefix"), prefix, why));
        }
        (_, "", None) if name != "uid" => errors.push(FieldError::required(
            format!("{path}.prefix"),
            "prefix is required when claim is set. It can be set to an empty string to disable prefixing",
        )),
        (_, "", _) => {}
        _ => {
            let why = "claim and expression can't both be set";
            errors.push(FieldError::invalid(path, "", why));
        }
    }
    Mapping {
        claim: claim.to_owned(),
        prefix: prefix.unwrap_or_default().to_owned(),
        is_expression: !expression.is_empty(),
    }
}

/// What is wrong with an issuer's address (`validateURL`).
pub(super) fn url_errors(url: &str, path: &str) -> Vec<FieldError> {
    let error = |why: &str| FieldError::invalid(path, url, why);
    let mut errors = Vec::new();
    let (before_fragment, fragment) = url.split_once('#').unwrap_or((url, ""));
    let (before_query, query) = before_fragment
        .split_once('?')
        .unwrap_or((before_fragment, ""));
    let (scheme, rest) = before_query.split_once("://").unwrap_or(("", before_query));
    if !scheme.eq_ignore_ascii_case("https") {
        errors.push(error("URL scheme must be https"));
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if !scheme.is_empty() && authority.contains('@') {
        errors.push(error("URL must not contain a username or password"));
    }
    if !query.is_empty() {
        errors.push(error("URL must not contain a query"));
    }
    if !fragment.is_empty() {
        errors.push(error("URL must not contain a fragment"));
    }
    errors
}
