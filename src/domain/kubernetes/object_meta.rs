//! What the API server checks of any object's metadata
//! (`apimachinery/pkg/api/validation/objectmeta.go`, `ValidateObjectMeta`).

use crate::domain::kubernetes::field_error::FieldError;
use crate::domain::kubernetes::names;

/// The errors of an object whose name need only be a path segment, in the server's order. The
/// namespace is left out: it is checked before the object is.
pub fn errors(
    name: &str,
    generate_name: &str,
    labels: &[(String, String)],
    annotations: &[(String, String)],
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for reason in names::path_segment_errors(generate_name) {
        errors.push(FieldError::invalid(
            "metadata.generateName",
            generate_name,
            &reason,
        ));
    }
    if name.is_empty() && generate_name.is_empty() {
        errors.push(FieldError::required(
            "metadata.name",
            "name or generateName is required",
        ));
    }
    for reason in names::path_segment_errors(name) {
        errors.push(FieldError::invalid("metadata.name", name, &reason));
    }
    for (key, value) in labels {
        for reason in names::qualified_name_errors(key) {
            errors.push(FieldError::invalid("metadata.labels", key, &reason));
        }
        for reason in names::label_value_errors(value) {
            errors.push(FieldError::invalid("metadata.labels", value, &reason));
        }
    }
    for (key, _) in annotations {
        for reason in names::qualified_name_errors(&key.to_lowercase()) {
            errors.push(FieldError::invalid("metadata.annotations", key, &reason));
        }
    }
    let size: usize = annotations
        .iter()
        .map(|(key, value)| key.len() + value.len())
        .sum();
    if size > names::ANNOTATIONS_SIZE_MAX {
        errors.push(FieldError::too_long(
            "metadata.annotations",
            names::ANNOTATIONS_SIZE_MAX,
        ));
    }
    errors
}
