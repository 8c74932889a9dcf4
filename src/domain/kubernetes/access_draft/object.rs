//! Drafts as the objects that they are, in both directions, laid out as kubectl does it.

use serde_json::{Map, Value, json};

use crate::domain::formats::manifest;
use crate::domain::formats::manifest::{Document, ManifestError};
use crate::domain::kubernetes::access_draft::{
    BindingDraft, Draft, DraftError, DraftErrorCode, Labels, Reading, RoleDraft,
};
use crate::domain::kubernetes::rbac::{GROUP, Rule, Subject, SubjectKind};

const API_VERSION: &str = "rbac.authorization.k8s.io/v1";

fn labels_value(labels: &Labels) -> Value {
    let mut members = Map::new();
    for (key, value) in labels {
        members.insert(key.clone(), value.as_str().into());
    }
    Value::Object(members)
}

/// A rule's members, in the order of the alphabet.
fn members(rule: &mut Rule) -> [(&'static str, &mut Vec<String>); 5] {
    [
        ("apiGroups", &mut rule.api_groups),
        ("nonResourceURLs", &mut rule.non_resource_urls),
        ("resourceNames", &mut rule.resource_names),
        ("resources", &mut rule.resources),
        ("verbs", &mut rule.verbs),
    ]
}

/// Members that are empty are left out, as kubectl does; the verbs never.
fn rule_value(rule: &Rule) -> Value {
    let mut rule = rule.clone();
    let mut value = Map::new();
    for (name, values) in members(&mut rule) {
        if !values.is_empty() || name == "verbs" {
            value.insert(name.to_owned(), std::mem::take(values).into());
        }
    }
    Value::Object(value)
}

fn subject_value(subject: &Subject) -> Value {
    let mut value = json!({"kind": subject.kind.as_str(), "name": subject.name});
    if subject.kind != SubjectKind::ServiceAccount {
        value["apiGroup"] = GROUP.into();
    } else if !subject.namespace.is_empty() {
        value["namespace"] = subject.namespace.clone().into();
    }
    value
}

impl Draft {
    /// The object, laid out as `kubectl create … --dry-run=client -o yaml` does it.
    pub fn value(&self) -> Value {
        let metadata = |name: &str, namespace: &str, labels: &Labels| {
            let mut metadata = json!({"name": name});
            if !namespace.is_empty() {
                metadata["namespace"] = namespace.into();
            }
            if !labels.is_empty() {
                metadata["labels"] = labels_value(labels);
            }
            metadata
        };
        match self {
            Self::Role(role) => {
                let namespace = if role.cluster { "" } else { &role.namespace };
                let rules: Vec<_> = role.rules.iter().map(rule_value).collect();
                let mut object = json!({
                    "apiVersion": API_VERSION,
                    "kind": if role.cluster { "ClusterRole" } else { "Role" },
                    "metadata": metadata(&role.name, namespace, &role.labels),
                    "rules": rules,
                });
                if role.cluster && !role.aggregation.is_empty() {
                    let selectors = role.aggregation.iter();
                    let selectors: Vec<_> = selectors
                        .map(|labels| json!({"matchLabels": labels_value(labels)}))
                        .collect();
                    object["aggregationRule"] = json!({"clusterRoleSelectors": selectors});
                    if role.rules.is_empty() {
                        // The controller fills them in.
                        object["rules"] = Value::Null;
                    }
                }
                object
            }
            Self::Binding(binding) => {
                let namespace = if binding.cluster {
                    ""
                } else {
                    &binding.namespace
                };
                let mut object = json!({
                    "apiVersion": API_VERSION,
                    "kind": if binding.cluster { "ClusterRoleBinding" } else { "RoleBinding" },
                    "metadata": metadata(&binding.name, namespace, &binding.labels),
                    "roleRef": {
                        "apiGroup": GROUP,
                        "kind": if binding.role_is_cluster { "ClusterRole" } else { "Role" },
                        "name": binding.role,
                    },
                });
                if !binding.subjects.is_empty() {
                    let subjects: Vec<_> = binding.subjects.iter().map(subject_value).collect();
                    object["subjects"] = subjects.into();
                }
                object
            }
            Self::ServiceAccount(namespace, name) => json!({
                "apiVersion": "v1",
                "kind": "ServiceAccount",
                "metadata": metadata(name, namespace, &Labels::new()),
            }),
        }
    }

    /// Reads an object. What a draft cannot hold, such as annotations, is named by its path.
    pub fn from_value(value: &Value) -> Result<(Self, Vec<String>), DraftError> {
        let mut reader = Reader::default();
        let kind = value
            .get("kind")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let version = value
            .get("apiVersion")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let is_account = kind == "ServiceAccount" && version == "v1";
        if !is_account && version != API_VERSION {
            return Err(DraftError::new(
                DraftErrorCode::Kind,
                format!("{version} {kind}"),
            ));
        }
        let metadata = reader.object(value, "metadata", "")?;
        let (name, namespace) = (
            reader.text(metadata, "name", "metadata.")?,
            reader.text(metadata, "namespace", "metadata.")?,
        );
        let labels = reader.labels(metadata, "labels", "metadata.")?;
        reader.rest(metadata, "metadata.", &["name", "namespace", "labels"]);
        let draft = match kind {
            "Role" | "ClusterRole" => {
                reader.rest(
                    value.as_object(),
                    "",
                    &["apiVersion", "kind", "metadata", "rules", "aggregationRule"],
                );
                Self::Role(RoleDraft {
                    cluster: kind == "ClusterRole",
                    name,
                    namespace,
                    labels,
                    rules: reader.rules(value)?,
                    aggregation: reader.aggregation(value)?,
                })
            }
            "RoleBinding" | "ClusterRoleBinding" => {
                reader.rest(
                    value.as_object(),
                    "",
                    &["apiVersion", "kind", "metadata", "roleRef", "subjects"],
                );
                let role = reader.object(value, "roleRef", "")?;
                let role_kind = reader.text(role, "kind", "roleRef.")?;
                if !matches!(role_kind.as_str(), "Role" | "ClusterRole") {
                    return Err(DraftError::new(DraftErrorCode::Member, "roleRef.kind"));
                }
                reader.rest(role, "roleRef.", &["apiGroup", "kind", "name"]);
                Self::Binding(BindingDraft {
                    cluster: kind == "ClusterRoleBinding",
                    name,
                    namespace,
                    labels,
                    role_is_cluster: role_kind == "ClusterRole",
                    role: reader.text(role, "name", "roleRef.")?,
                    subjects: reader.subjects(value)?,
                })
            }
            "ServiceAccount" => {
                reader.rest(value.as_object(), "", &["apiVersion", "kind", "metadata"]);
                Self::ServiceAccount(namespace, name)
            }
            _ => {
                return Err(DraftError::new(
                    DraftErrorCode::Kind,
                    format!("{version} {kind}"),
                ));
            }
        };
        Ok((draft, reader.lost))
    }
}

/// All drafts as one text, a document each.
pub fn to_yaml(drafts: &[Draft]) -> Result<String, ManifestError> {
    let documents: Result<Vec<_>, _> = drafts
        .iter()
        .map(|draft| manifest::to_yaml(&draft.value()))
        .collect();
    Ok(documents?.join("---\n"))
}

/// Where an object stands: the number of its document, and its position in a List.
pub(super) type Origin = (usize, Option<usize>);

/// Every object of a text, and where it stands; a List counts as its items.
pub(super) fn objects<'a>(documents: &'a [Document]) -> impl Iterator<Item = (Origin, &'a Value)> {
    let of_document = |(number, document): (usize, &'a Document)| {
        let items = document.value.get("items").and_then(Value::as_array);
        let (items, is_list) = match items {
            Some(items) => (items.as_slice(), true),
            None => (std::slice::from_ref(&document.value), false),
        };
        let places = items.iter().enumerate();
        places.map(move |(at, object)| ((number, is_list.then_some(at)), object))
    };
    documents.iter().enumerate().flat_map(of_document)
}

/// Reads every document of a text.
pub fn from_yaml(text: &str) -> Reading {
    let documents = manifest::parse_documents(text);
    let mut reading = Reading::default();
    for (_, object) in objects(&documents.documents) {
        match Draft::from_value(object) {
            Ok((draft, lost)) => {
                reading.drafts.push(draft);
                reading.lost.extend(lost);
            }
            Err(error) => reading.errors.push(error),
        }
    }
    if let Some(error) = documents.error {
        let code = DraftErrorCode::Manifest;
        reading
            .errors
            .push(DraftError::new(code, error.to_string()));
    }
    reading
}

/// Members of a manifest, and those that no draft holds.
#[derive(Default)]
struct Reader {
    lost: Vec<String>,
}

type Members<'a> = Option<&'a Map<String, Value>>;

impl Reader {
    fn wrong<T>(path: impl Into<String>) -> Result<T, DraftError> {
        Err(DraftError::new(DraftErrorCode::Member, path))
    }

    fn object<'a>(
        &self,
        value: &'a Value,
        name: &str,
        path: &str,
    ) -> Result<Members<'a>, DraftError> {
        match value.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Self::wrong(format!("{path}{name}")),
        }
    }

    fn text(&self, members: Members<'_>, name: &str, path: &str) -> Result<String, DraftError> {
        match members.and_then(|members| members.get(name)) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Self::wrong(format!("{path}{name}")),
        }
    }

    fn labels(&self, members: Members<'_>, name: &str, path: &str) -> Result<Labels, DraftError> {
        let labels = match members.and_then(|members| members.get(name)) {
            None | Some(Value::Null) => return Ok(Labels::new()),
            Some(Value::Object(labels)) => labels,
            Some(_) => return Self::wrong(format!("{path}{name}")),
        };
        labels
            .iter()
            .map(|(key, value)| match value.as_str() {
                Some(value) => Ok((key.clone(), value.to_owned())),
                None => Self::wrong(format!("{path}{name}.{key}")),
            })
            .collect()
    }

    /// Notes the members that are not among the known ones.
    fn rest(&mut self, members: Members<'_>, path: &str, known: &[&str]) {
        let names = members.into_iter().flat_map(Map::keys);
        let unknown = names.filter(|name| !known.contains(&name.as_str()));
        self.lost
            .extend(unknown.map(|name| format!("{path}{name}")));
    }

    fn items<'a>(value: &'a Value, name: &str, path: &str) -> Result<&'a [Value], DraftError> {
        match value.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Self::wrong(format!("{path}{name}")),
        }
    }

    fn rules(&mut self, value: &Value) -> Result<Vec<Rule>, DraftError> {
        let mut rules = Vec::new();
        for (index, item) in Self::items(value, "rules", "")?.iter().enumerate() {
            let path = format!("rules[{index}].");
            let mut rule = Rule::default();
            let mut known = Vec::new();
            for (name, values) in members(&mut rule) {
                for value in Self::items(item, name, &path)? {
                    match value.as_str() {
                        Some(text) => values.push(text.to_owned()),
                        None => return Self::wrong(format!("{path}{name}")),
                    }
                }
                known.push(name);
            }
            self.rest(item.as_object(), &path, &known);
            rules.push(rule);
        }
        Ok(rules)
    }

    fn aggregation(&mut self, value: &Value) -> Result<Vec<Labels>, DraftError> {
        let Some(rule) = value.get("aggregationRule") else {
            return Ok(Vec::new());
        };
        let mut selectors = Vec::new();
        let items = Self::items(rule, "clusterRoleSelectors", "aggregationRule.")?;
        for (index, item) in items.iter().enumerate() {
            let path = format!("aggregationRule.clusterRoleSelectors[{index}].");
            selectors.push(self.labels(item.as_object(), "matchLabels", &path)?);
            self.rest(item.as_object(), &path, &["matchLabels"]);
        }
        Ok(selectors)
    }

    fn subjects(&mut self, value: &Value) -> Result<Vec<Subject>, DraftError> {
        let mut subjects = Vec::new();
        for (index, item) in Self::items(value, "subjects", "")?.iter().enumerate() {
            let path = format!("subjects[{index}].");
            let members = item.as_object();
            let kind = self.text(members, "kind", &path)?;
            let mut kinds = SubjectKind::ALL.into_iter();
            let Some(kind) = kinds.find(|known| known.as_str() == kind) else {
                return Self::wrong(format!("{path}kind"));
            };
            self.rest(members, &path, &["apiGroup", "kind", "name", "namespace"]);
            subjects.push(Subject {
                kind,
                name: self.text(members, "name", &path)?,
                namespace: self.text(members, "namespace", &path)?,
            });
        }
        Ok(subjects)
    }
}
