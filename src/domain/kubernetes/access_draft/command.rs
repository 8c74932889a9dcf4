//! `kubectl create role`, `clusterrole`, `rolebinding` and `clusterrolebinding`, written and read
//! (`kubectl/pkg/cmd/create/create_{role,clusterrole,rolebinding,clusterrolebinding}.go`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::access_draft::flags::Flags;
use crate::domain::kubernetes::access_draft::{
    BindingDraft, Draft, DraftError, DraftErrorCode, Labels, Reading, RoleDraft, flags, resources,
    words,
};
use crate::domain::kubernetes::rbac::evaluate::{resource_parts, resource_text};
use crate::domain::kubernetes::rbac::{Rule, Subject, SubjectKind};
use crate::domain::order;

/// Each value once, in the order given.
fn unique(values: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let fresh = |value: &String| seen.insert(value.clone());
    values.into_iter().filter(fresh).collect()
}

/// Reads every command of a text.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let commands = match words::commands(text) {
        Ok(commands) => commands,
        Err(error) => {
            reading.errors.push(error);
            return reading;
        }
    };
    for command in commands {
        match read_one(&command) {
            Ok(draft) => reading.drafts.push(draft),
            Err(error) => reading.errors.push(error),
        }
    }
    reading
}

fn read_one(words: &[String]) -> Result<Draft, DraftError> {
    let start = words.iter().position(|word| word == "create");
    let before = start.and_then(|start| words.get(..start)).unwrap_or(words);
    let program = before.iter().position(|word| {
        let program = word.rsplit(['/', '\\']).next().unwrap_or_default();
        matches!(
            program.trim_end_matches(".exe"),
            "kubectl" | "k" | "oc" | "kubecolor"
        )
    });
    let mut all = words.iter().skip(start.unwrap_or(0) + 1);
    let kind = all.next().map_or("", String::as_str);
    let own_flags: &[&str] = match kind {
        "role" => &["verb", "resource", "resource-name"],
        "clusterrole" => &[
            "verb",
            "resource",
            "resource-name",
            "non-resource-url",
            "aggregation-rule",
        ],
        "rolebinding" => &["clusterrole", "role", "user", "group", "serviceaccount"],
        "clusterrolebinding" => &["clusterrole", "user", "group", "serviceaccount"],
        "serviceaccount" | "sa" => &[],
        _ => return Err(DraftError::new(DraftErrorCode::Command, words.join(" "))),
    };
    let Some(program) = program.filter(|_| start.is_some()) else {
        return Err(DraftError::new(DraftErrorCode::Command, words.join(" ")));
    };
    // Flags for the namespace may stand before `create`, too.
    let all = before.iter().skip(program + 1).chain(all);
    let (names, flags) = flags::read(all, own_flags)?;
    let [name] = names.as_slice() else {
        return Err(DraftError::new(
            DraftErrorCode::CommandName,
            names.join(" "),
        ));
    };
    let name = name.clone();
    match kind {
        "role" => role(name, &flags, false).map(Draft::Role),
        "clusterrole" => role(name, &flags, true).map(Draft::Role),
        "rolebinding" => binding(name, &flags, false).map(Draft::Binding),
        "clusterrolebinding" => binding(name, &flags, true).map(Draft::Binding),
        _ => Ok(Draft::ServiceAccount(flags.last("namespace"), name)),
    }
}

/// A resource as `RESOURCE[.GROUP][/SUBRESOURCE]`, as its group and plural with subresource.
fn resource(text: &str) -> Result<(String, String), DraftError> {
    let (name, group, subresource) = resource_parts(text);
    let (name, group) = match resources::find(name, group) {
        Some(found) => found,
        None if name == "*" || !group.is_empty() => (name, group),
        None => return Err(DraftError::new(DraftErrorCode::Resource, text)),
    };
    let name = match subresource {
        "" => name.to_owned(),
        subresource => format!("{name}/{subresource}"),
    };
    Ok((group.to_owned(), name))
}

fn role(name: String, flags: &Flags, cluster: bool) -> Result<RoleDraft, DraftError> {
    let missing = |flag: &str| Err(DraftError::new(DraftErrorCode::FlagMissing, flag));
    let mut role = RoleDraft {
        cluster,
        name,
        namespace: if cluster {
            String::new()
        } else {
            flags.last("namespace")
        },
        ..RoleDraft::default()
    };
    let mut verbs = unique(flags.split("verb"));
    if verbs.iter().any(|verb| verb == "*") {
        verbs = vec!["*".to_owned()];
    }
    let resource_names = unique(flags.all("resource-name").to_vec());
    let mut given = flags.split("resource");
    let urls = flags.split("non-resource-url");
    let selector = flags.split("aggregation-rule");
    if !selector.is_empty() {
        if !verbs.is_empty() || !given.is_empty() || !urls.is_empty() || !resource_names.is_empty()
        {
            let code = DraftErrorCode::FlagConflict;
            return Err(DraftError::new(code, "aggregation-rule"));
        }
        let labels = selector.iter().map(|pair| {
            let pair = pair.split_once('=');
            pair.map(|(key, value)| (key.to_owned(), value.to_owned()))
        });
        let Some(mut labels) = labels.collect::<Option<Labels>>() else {
            return Err(DraftError::new(
                DraftErrorCode::FlagValue,
                "aggregation-rule",
            ));
        };
        order::sort(&mut labels);
        role.aggregation = vec![labels];
        return Ok(role);
    }
    if verbs.is_empty() {
        return missing("verb");
    }
    if given.is_empty() && urls.is_empty() {
        return missing("resource");
    }
    // All resources: whatever stands beside it does not count.
    if given.iter().any(|resource| resource == "*") {
        given = vec!["*".to_owned()];
    }
    // One rule a group, in the groups' order.
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in &given {
        let (group, name) = resource(text)?;
        groups.entry(group).or_default().push(name);
    }
    for (group, names) in groups {
        role.rules.push(Rule {
            verbs: verbs.clone(),
            api_groups: vec![group],
            resources: unique(names),
            resource_names: resource_names.clone(),
            non_resource_urls: Vec::new(),
        });
    }
    if !urls.is_empty() {
        const URL_VERBS: [&str; 8] = [
            "get", "put", "post", "head", "options", "delete", "patch", "*",
        ];
        if let Some(verb) = verbs
            .iter()
            .find(|verb| !URL_VERBS.contains(&verb.as_str()))
        {
            return Err(DraftError::new(DraftErrorCode::UrlVerb, verb.as_str()));
        }
        role.rules.push(Rule {
            verbs,
            non_resource_urls: unique(urls),
            ..Rule::default()
        });
    }
    Ok(role)
}

fn binding(name: String, flags: &Flags, cluster: bool) -> Result<BindingDraft, DraftError> {
    let (cluster_role, role) = (flags.last("clusterrole"), flags.last("role"));
    if !cluster_role.is_empty() && !role.is_empty() {
        return Err(DraftError::new(DraftErrorCode::FlagConflict, "role"));
    }
    if cluster_role.is_empty() && role.is_empty() {
        return Err(DraftError::new(DraftErrorCode::FlagMissing, "clusterrole"));
    }
    let mut subjects = Vec::new();
    for (flag, kind) in [
        ("user", SubjectKind::User),
        ("group", SubjectKind::Group),
        ("serviceaccount", SubjectKind::ServiceAccount),
    ] {
        for value in flags.all(flag) {
            let (namespace, name) = if kind == SubjectKind::ServiceAccount {
                let parts: Vec<_> = value.split(':').collect();
                let [namespace, name] = parts.as_slice() else {
                    let code = DraftErrorCode::ServiceAccount;
                    return Err(DraftError::new(code, value.as_str()));
                };
                (*namespace, *name)
            } else {
                ("", value.as_str())
            };
            subjects.push(Subject {
                kind,
                name: name.to_owned(),
                namespace: namespace.to_owned(),
            });
        }
    }
    Ok(BindingDraft {
        cluster,
        name,
        namespace: if cluster {
            String::new()
        } else {
            flags.last("namespace")
        },
        labels: Labels::new(),
        role_is_cluster: !cluster_role.is_empty(),
        role: if cluster_role.is_empty() {
            role
        } else {
            cluster_role
        },
        subjects,
    })
}

/// The command that makes the same object; `None` where `kubectl create` has no flags for it, such
/// as for rules that differ in their verbs.
pub fn write(draft: &Draft) -> Option<String> {
    let mut flags: Vec<(&str, String)> = Vec::new();
    let (kind, name, namespace) = match draft {
        Draft::Role(role) => {
            if let Some(selector) = role.aggregation.first() {
                let pairs: Vec<_> = selector
                    .iter()
                    .map(|(key, value)| format!("{key}={value}"))
                    .collect();
                flags.push(("aggregation-rule", pairs.join(",")));
            }
            if let Some(rule) = role.rules.first() {
                flags.push(("verb", rule.verbs.join(",")));
            }
            let resources: Vec<_> = role.rules.iter().flat_map(resource_words).collect();
            if !resources.is_empty() {
                flags.push(("resource", resources.join(",")));
            }
            let names = role
                .rules
                .first()
                .map_or(&[][..], |rule| &rule.resource_names);
            flags.extend(names.iter().map(|name| ("resource-name", name.clone())));
            let urls = role.rules.iter().flat_map(|rule| &rule.non_resource_urls);
            flags.extend(urls.map(|url| ("non-resource-url", url.clone())));
            let kind = if role.cluster { "clusterrole" } else { "role" };
            (kind, &role.name, &role.namespace)
        }
        Draft::Binding(binding) => {
            let role = if binding.role_is_cluster {
                "clusterrole"
            } else {
                "role"
            };
            flags.push((role, binding.role.clone()));
            for subject in &binding.subjects {
                let (flag, value) = match subject.kind {
                    SubjectKind::User => ("user", subject.name.clone()),
                    SubjectKind::Group => ("group", subject.name.clone()),
                    SubjectKind::ServiceAccount => (
                        "serviceaccount",
                        format!("{}:{}", subject.namespace, subject.name),
                    ),
                };
                flags.push((flag, value));
            }
            let kind = if binding.cluster {
                "clusterrolebinding"
            } else {
                "rolebinding"
            };
            (kind, &binding.name, &binding.namespace)
        }
        Draft::ServiceAccount(namespace, name) => ("serviceaccount", name, namespace),
    };
    if !namespace.is_empty() {
        flags.push(("namespace", namespace.clone()));
    }
    let flags: String = flags
        .iter()
        .map(|(flag, value)| format!(" --{flag}={}", shell_quoted(value)))
        .collect();
    let command = format!("kubectl create {kind} {}{flags}\n", shell_quoted(name));
    // kubectl has flags for it only if it would come to the same.
    let reading = read(&command);
    (reading.errors.is_empty() && reading.drafts.as_slice() == std::slice::from_ref(draft))
        .then_some(command)
}

/// A rule's resources as the flag names them.
fn resource_words(rule: &Rule) -> Vec<String> {
    let group = rule.api_groups.first().map_or("", String::as_str);
    let words = rule.resources.iter();
    words
        .map(|resource| resource_text(group, resource))
        .collect()
}
