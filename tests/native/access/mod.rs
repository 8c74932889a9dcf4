//! Access: roles and bindings, held to the recorded control plane.

mod catalogue;
mod escalation;
mod hostile;
mod naive;
mod questions;
mod recorded;
mod remarks;
mod validation;
mod whole;

use std::fs;
use std::path::Path;

use certbench::domain::kubernetes::rbac::RbacSet;
use certbench::domain::kubernetes::rbac::evaluate::{Attributes, resource_parts};
use serde_json::Value;

/// A file of the recording.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    fs::read_to_string(path).expect("the recording is there")
}

/// A set of manifests, ready to be asked.
pub fn loaded(manifests: &str) -> RbacSet {
    let mut set = RbacSet::default();
    set.load(manifests);
    set.finish();
    set
}

/// What is asked about `deployments.apps/scale`, with its name and its namespace.
pub fn question(verb: &str, resource: &str, name: &str, namespace: &str) -> Attributes {
    let (resource, group, subresource) = resource_parts(resource);
    Attributes {
        verb: verb.to_owned(),
        group: group.to_owned(),
        resource: resource.to_owned(),
        subresource: subresource.to_owned(),
        name: name.to_owned(),
        namespace: namespace.to_owned(),
        path: None,
    }
}

/// Who asks what, as the recording writes it.
pub fn asked(question: &Value) -> (String, Vec<String>, Attributes) {
    let text = |name: &str| question[name].as_str().unwrap_or_default().to_owned();
    let groups = question["groups"].as_array().expect("groups are a list");
    let groups = groups
        .iter()
        .map(|group| group.as_str().expect("a group is a text").to_owned())
        .collect();
    let attributes = Attributes {
        verb: text("verb"),
        group: text("group"),
        resource: text("resource"),
        subresource: text("subresource"),
        name: text("name"),
        namespace: text("namespace"),
        path: question["nonResourceURL"].as_str().map(str::to_owned),
    };
    (text("user"), groups, attributes)
}
