//! What the API server says of roles and bindings when they are created
//! (`pkg/apis/rbac/validation/validation.go`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::field_error::{FieldError, aggregate};
use crate::domain::kubernetes::rbac::load::{
    Malformed, items, pairs, place, read_rules, text, texts,
};
use crate::domain::kubernetes::rbac::{GROUP, RbacSet};
use crate::domain::kubernetes::{names, object_meta};

/// Most unknown members that are told.
const UNKNOWN_MAX: usize = 20;

/// What becomes of an object that is created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The member that is not of its type, for which the server answers 400 before it validates.
    pub malformed: Option<String>,
    /// The server's complaints, in its order.
    pub errors: Vec<FieldError>,
}

impl Examined {
    /// The message of the server's 422, if it refuses the object.
    pub fn message(&self) -> Option<String> {
        let (kind, name) = (&self.kind, go_quoted(&self.name));
        (!self.errors.is_empty()).then(|| {
            format!(
                "{kind}.{GROUP} {name} is invalid: {}",
                aggregate(&self.errors)
            )
        })
    }
}

/// Examines a Role, ClusterRole, RoleBinding or ClusterRoleBinding; anything else is nothing.
pub fn examine(object: &Value) -> Option<Examined> {
    let kind = object.get("kind").and_then(Value::as_str)?;
    let check = match kind {
        "Role" | "ClusterRole" => role_errors,
        "RoleBinding" | "ClusterRoleBinding" => binding_errors,
        _ => return None,
    };
    let metadata = object.get("metadata").unwrap_or(&Value::Null);
    let mut examined = Examined {
        kind: kind.to_owned(),
        name: text(metadata, "metadata.name").unwrap_or_default(),
        ..Examined::default()
    };
    let is_namespaced = matches!(kind, "Role" | "RoleBinding");
    let errors = metadata_errors(metadata).and_then(|mut errors| {
        errors.extend(check(object, is_namespaced)?);
        Ok(errors)
    });
    match errors {
        Ok(errors) => examined.errors = errors,
        Err(Malformed(path)) => examined.malformed = Some(path),
    }
    Some(examined)
}

impl RbacSet {
    /// The same for an object that may be there already: whatever else changes, a binding keeps its
    /// role (`ValidateRoleBindingUpdate`).
    pub fn examine(&self, object: &Value) -> Option<Examined> {
        let mut examined = examine(object)?;
        let old = match examined.kind.as_str() {
            "RoleBinding" | "ClusterRoleBinding" if examined.malformed.is_none() => {
                let namespace = place(object).unwrap_or_default();
                self.binding(&namespace, &examined.name)
            }
            _ => None,
        };
        if let Some(old) = old {
            let member = |name: &str| {
                let value = object.pointer(&format!("/roleRef/{name}"));
                value.and_then(Value::as_str).unwrap_or_default()
            };
            let (kind, name) = (member("kind"), member("name"));
            if (kind, name) != (&old.role_kind, &old.role_name) {
                let role = json!({"APIGroup": GROUP, "Kind": kind, "Name": name}).to_string();
                let error = FieldError::invalid_bare("roleRef", &role, "cannot change roleRef");
                examined.errors.push(error);
            }
        }
        Some(examined)
    }
}

/// The members that each object may have, by the path to it without positions
/// (`rbac/v1/types.go`, `meta/v1/types.go`). What stands below `metadata` is not looked at.
const MEMBERS: [(&str, &str); 8] = [
    (
        "",
        "apiVersion kind metadata rules aggregationRule roleRef subjects",
    ),
    (
        "metadata",
        "annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation labels managedFields name namespace ownerReferences resourceVersion selfLink uid",
    ),
    (
        "rules",
        "apiGroups nonResourceURLs resourceNames resources verbs",
    ),
    ("roleRef", "apiGroup kind name"),
    ("subjects", "apiGroup kind name namespace"),
    ("aggregationRule", "clusterRoleSelectors"),
    (
        "aggregationRule.clusterRoleSelectors",
        "matchExpressions matchLabels",
    ),
    (
        "aggregationRule.clusterRoleSelectors.matchExpressions",
        "key operator values",
    ),
];

/// The paths of members that do not exist, the first of them. The API server refuses an object with
/// one when `kubectl` asks for strict validation, as it does by itself, and else forgets them.
pub fn unknown_fields(object: &Value) -> Vec<String> {
    let mut unknown = Vec::new();
    find_unknown(object, "", "", &mut unknown);
    unknown
}

fn find_unknown(value: &Value, plain: &str, shown: &str, unknown: &mut Vec<String>) {
    if unknown.len() >= UNKNOWN_MAX {
        return;
    }
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_unknown(item, plain, &format!("{shown}[{index}]"), unknown);
            }
        }
        Value::Object(members) => {
            let known = MEMBERS.iter().find(|(path, _)| *path == plain);
            let Some((_, known)) = known else {
                return;
            };
            for (name, value) in members {
                let join = |path: &str| match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                if known.split(' ').any(|one| one == name) {
                    find_unknown(value, &join(plain), &join(shown), unknown);
                } else if unknown.len() < UNKNOWN_MAX {
                    unknown.push(join(shown));
                }
            }
        }
        _ => {}
    }
}

fn metadata_errors(metadata: &Value) -> Result<Vec<FieldError>, Malformed> {
    Ok(object_meta::errors(
        &text(metadata, "metadata.name")?,
        &text(metadata, "metadata.generateName")?,
        &pairs(metadata, "metadata.labels")?,
        &pairs(metadata, "metadata.annotations")?,
    ))
}

/// `ValidateRole` and `ValidateClusterRole`
fn role_errors(object: &Value, is_namespaced: bool) -> Result<Vec<FieldError>, Malformed> {
    let mut errors = Vec::new();
    for (index, rule) in read_rules(object)?.iter().enumerate() {
        let path = |member: &str| format!("rules[{index}].{member}");
        let mut require = |list: &[String], member: &str, why: &str| {
            if list.is_empty() {
                errors.push(FieldError::required(path(member), why));
            }
        };
        require(
            &rule.verbs,
            "verbs",
            "verbs must contain at least one value",
        );
        if rule.non_resource_urls.is_empty() {
            let why = "resource rules must supply at least one api group";
            require(&rule.api_groups, "apiGroups", why);
            let why = "resource rules must supply at least one resource";
            require(&rule.resources, "resources", why);
            continue;
        }
        let mut refuse = |why: &str| {
            let urls: Vec<_> = rule
                .non_resource_urls
                .iter()
                .map(|url| go_quoted(url))
                .collect();
            let urls = format!("[{}]", urls.join(","));
            errors.push(FieldError::invalid_bare(
                path("nonResourceURLs"),
                &urls,
                why,
            ));
        };
        if is_namespaced {
            refuse("namespaced rules cannot apply to non-resource URLs");
        }
        let lists = [&rule.api_groups, &rule.resources, &rule.resource_names];
        if lists.iter().any(|list| !list.is_empty()) {
            refuse("rules cannot apply to both regular resources and non-resource URLs");
        }
    }
    match object.get("aggregationRule") {
        None | Some(Value::Null) => {}
        Some(_) if is_namespaced => {}
        Some(aggregation) => errors.extend(aggregation_errors(aggregation)?),
    }
    Ok(errors)
}

fn aggregation_errors(aggregation: &Value) -> Result<Vec<FieldError>, Malformed> {
    const SELECTORS: &str = "aggregationRule.clusterRoleSelectors";
    let selectors = items(aggregation, SELECTORS)?;
    if selectors.is_empty() {
        let why = "at least one clusterRoleSelector required if aggregationRule is non-nil";
        return Ok(vec![FieldError::required(SELECTORS, why)]);
    }
    let mut errors = Vec::new();
    for (index, selector) in selectors.iter().enumerate() {
        let path = format!("{SELECTORS}[{index}]");
        let of_selector = selector_errors(selector, &path)?;
        if !of_selector.is_empty() {
            errors.extend(of_selector);
            // What the server prints is the selector that it failed to make.
            errors.push(FieldError::invalid_bare(
                path,
                "null",
                "invalid label selector.",
            ));
        }
    }
    Ok(errors)
}

/// `ValidateLabelSelector` (`apimachinery/pkg/apis/meta/v1/validation/validation.go`)
fn selector_errors(selector: &Value, path: &str) -> Result<Vec<FieldError>, Malformed> {
    let mut errors = Vec::new();
    let mut check = |path: &str, value: &str, reasons: Vec<String>| {
        let error = |reason: &String| FieldError::invalid(path, value, reason);
        errors.extend(reasons.iter().map(error));
    };
    let labels = format!("{path}.matchLabels");
    for (key, value) in pairs(selector, "clusterRoleSelectors.matchLabels")? {
        check(&labels, &key, names::qualified_name_errors(&key));
        check(&labels, &value, names::label_value_errors(&value));
    }
    let expressions = items(selector, "clusterRoleSelectors.matchExpressions")?;
    for (index, expression) in expressions.iter().enumerate() {
        let path = |member: &str| format!("{path}.matchExpressions[{index}].{member}");
        let key = text(expression, "matchExpressions.key")?;
        let operator = text(expression, "matchExpressions.operator")?;
        let values = texts(expression, "matchExpressions.values")?;
        match operator.as_str() {
            "In" | "NotIn" if values.is_empty() => {
                let why = "must be specified when `operator` is 'In' or 'NotIn'";
                errors.push(FieldError::required(path("values"), why));
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                let why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
                errors.push(FieldError::forbidden(path("values"), why));
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            other => {
                let why = "not a valid selector operator";
                errors.push(FieldError::invalid(path("operator"), other, why));
            }
        }
        for reason in names::qualified_name_errors(&key) {
            errors.push(FieldError::invalid(path("key"), &key, &reason));
        }
        for (index, value) in values.iter().enumerate() {
            for reason in names::label_value_errors(value) {
                let path = path(&format!("values[{index}]"));
                errors.push(FieldError::invalid(path, value, &reason));
            }
        }
    }
    Ok(errors)
}

/// `ValidateRoleBinding` and `ValidateClusterRoleBinding`
fn binding_errors(object: &Value, is_namespaced: bool) -> Result<Vec<FieldError>, Malformed> {
    let mut errors = Vec::new();
    let role_ref = object.get("roleRef").unwrap_or(&Value::Null);
    let group = text(role_ref, "roleRef.apiGroup")?;
    // An absent group is filled in before validation (`pkg/apis/rbac/v1/defaults.go`).
    if !group.is_empty() && group != GROUP {
        errors.push(FieldError::not_supported(
            "roleRef.apiGroup",
            &group,
            &[GROUP],
        ));
    }
    let kind = text(role_ref, "roleRef.kind")?;
    let kinds: &[&str] = match is_namespaced {
        true => &["Role", "ClusterRole"],
        false => &["ClusterRole"],
    };
    if !kinds.contains(&kind.as_str()) {
        errors.push(FieldError::not_supported("roleRef.kind", &kind, kinds));
    }
    let name = text(role_ref, "roleRef.name")?;
    if name.is_empty() {
        errors.push(FieldError::required("roleRef.name", ""));
    }
    for reason in names::path_segment_errors(&name) {
        errors.push(FieldError::invalid("roleRef.name", &name, &reason));
    }
    for (index, subject) in items(object, "subjects")?.iter().enumerate() {
        errors.extend(subject_errors(subject, index, is_namespaced)?);
    }
    Ok(errors)
}

/// `ValidateRoleBindingSubject` and `ValidateClusterRoleBindingSubject`
fn subject_errors(
    subject: &Value,
    index: usize,
    is_namespaced: bool,
) -> Result<Vec<FieldError>, Malformed> {
    let path = |member: &str| format!("subjects[{index}].{member}");
    let name = text(subject, "subjects.name")?;
    let group = text(subject, "subjects.apiGroup")?;
    let namespace = text(subject, "subjects.namespace")?;
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(FieldError::required(path("name"), ""));
    }
    match text(subject, "subjects.kind")?.as_str() {
        "ServiceAccount" => {
            if !name.is_empty() {
                for reason in names::subdomain_errors(&name) {
                    errors.push(FieldError::invalid(path("name"), &name, &reason));
                }
            }
            if !group.is_empty() {
                errors.push(FieldError::not_supported(path("apiGroup"), &group, &[""]));
            }
            if !is_namespaced && namespace.is_empty() {
                errors.push(FieldError::required(path("namespace"), ""));
            }
        }
        "User" | "Group" => {
            if !group.is_empty() && group != GROUP {
                errors.push(FieldError::not_supported(
                    path("apiGroup"),
                    &group,
                    &[GROUP],
                ));
            }
        }
        other => {
            let kinds = ["ServiceAccount", "User", "Group"];
            errors.push(FieldError::not_supported(path("kind"), other, &kinds));
        }
    }
    Ok(errors)
}
