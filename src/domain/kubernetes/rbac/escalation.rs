//! May this author create this role or binding, given what they hold?
//! (`pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased/storage.go`)

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::rbac::cover::{TooMany, compact, go_list, uncovered};
use crate::domain::kubernetes::rbac::evaluate::Attributes;
use crate::domain::kubernetes::rbac::load::{place, read_rules, text};
use crate::domain::kubernetes::rbac::{GROUP, MASTERS, RbacSet, Rule};
use crate::domain::order;

/// What the API server does with an author's creation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The HTTP status: 201, 403, or 404 where the role to be bound does not exist.
    pub http_status: u16,
    /// The server's message where it refuses.
    pub message: String,
    /// What the object grants and the author does not hold.
    pub missing: Vec<Rule>,
    /// Whether the object grants more than can be compared, so that the rest is not known.
    pub is_unknown: bool,
}

/// An author and where they write.
struct Author<'a> {
    set: &'a RbacSet,
    user: &'a str,
    groups: &'a [String],
    namespace: &'a str,
}

impl Author<'_> {
    fn may(&self, verb: &str, resource: &str, name: &str) -> (bool, String) {
        let attributes = Attributes {
            verb: verb.to_owned(),
            group: GROUP.to_owned(),
            resource: resource.to_owned(),
            name: name.to_owned(),
            namespace: self.namespace.to_owned(),
            ..Attributes::default()
        };
        let verdict = self.set.authorize(self.user, self.groups, &attributes);
        (verdict.allowed, verdict.reason)
    }

    /// `ConfirmNoEscalation`: what of some rules the author does not hold.
    fn lacks<'r>(&self, rules: impl Iterator<Item = &'r Rule>) -> Result<Vec<Rule>, TooMany> {
        let anywhere = Attributes {
            namespace: self.namespace.to_owned(),
            ..Attributes::default()
        };
        let owned: Vec<&Rule> = self
            .set
            .applying(self.user, self.groups, &anywhere)
            .into_iter()
            .filter_map(|(binding, _)| self.set.role_of(binding))
            .flat_map(|role| self.set.rules_of(role))
            .collect();
        Ok(compact(uncovered(&owned, rules)?))
    }

    fn beyond(&self, missing: &[Rule]) -> String {
        let mut texts: Vec<_> = missing.iter().map(Rule::to_string).collect();
        order::sort(&mut texts);
        texts.dedup();
        format!(
            "user {} (groups={}) is attempting to grant RBAC permissions not currently held:\n{}",
            go_quoted(self.user),
            go_list(self.groups),
            texts.join("\n")
        )
    }
}

/// `registry/rbac/clusterrole/policybased/storage.go`, `fullAuthority`
fn full_authority() -> [Rule; 2] {
    let all = || vec!["*".to_owned()];
    [
        Rule {
            verbs: all(),
            api_groups: all(),
            resources: all(),
            ..Rule::default()
        },
        Rule {
            verbs: all(),
            non_resource_urls: all(),
            ..Rule::default()
        },
    ]
}

fn is_role(object: &Value, namespace: &str, name: &str) -> bool {
    let kind = if namespace.is_empty() {
        "ClusterRole"
    } else {
        "Role"
    };
    let has = |value: Option<&Value>, wanted: &str| value.and_then(Value::as_str) == Some(wanted);
    has(object.get("kind"), kind)
        && has(object.pointer("/metadata/name"), name)
        && place(object).is_ok_and(|place| place == namespace)
}

impl RbacSet {
    /// What becomes of a valid Role, ClusterRole, RoleBinding or ClusterRoleBinding when this author
    /// creates it after some others; anything else is nothing. Without a namespace `default` is
    /// meant.
    pub fn attempt(
        &self,
        user: &str,
        groups: &[String],
        object: &Value,
        made: &[&Value],
    ) -> Option<Attempt> {
        let resource = match object.get("kind").and_then(Value::as_str)? {
            "Role" => "roles",
            "ClusterRole" => "clusterroles",
            "RoleBinding" => "rolebindings",
            "ClusterRoleBinding" => "clusterrolebindings",
            _ => return None,
        };
        let metadata = object.get("metadata").unwrap_or(&Value::Null);
        let name = text(metadata, "metadata.name").ok()?;
        let namespace = place(object).ok()?;
        let author = Author {
            set: self,
            user,
            groups,
            namespace: &namespace,
        };
        let (may_create, reason) = author.may("create", resource, "");
        if !may_create {
            let place = match namespace.as_str() {
                "" => "at the cluster scope".to_owned(),
                namespace => format!("in the namespace {}", go_quoted(namespace)),
            };
            let reason = if reason.is_empty() {
                reason
            } else {
                format!(": {reason}")
            };
            return Some(Attempt {
                http_status: 403,
                message: format!(
                    "{resource}.{GROUP} is forbidden: User {} cannot create resource {} in API group {} {place}{reason}",
                    go_quoted(user),
                    go_quoted(resource),
                    go_quoted(GROUP)
                ),
                ..Attempt::default()
            });
        }
        let taken = Attempt {
            http_status: 201,
            ..Attempt::default()
        };
        if groups.iter().any(|group| group == MASTERS) {
            return Some(taken);
        }
        let lacks = if resource.ends_with("bindings") {
            let role_ref = object.get("roleRef").unwrap_or(&Value::Null);
            let role = text(role_ref, "roleRef.name").ok()?;
            let (roles, role_namespace) = match text(role_ref, "roleRef.kind").ok()?.as_str() {
                "Role" => ("roles", namespace.as_str()),
                _ => ("clusterroles", ""),
            };
            if author.may("bind", roles, &role).0 {
                return Some(taken);
            }
            let is_it = |object: &&&Value| is_role(object, role_namespace, &role);
            let rules = match made.iter().rev().find(is_it) {
                Some(made) => Some(read_rules(made).ok()?),
                None => {
                    let found = self.role(role_namespace, &role);
                    found.map(|role| self.rules_of(role).cloned().collect())
                }
            };
            let Some(rules) = rules else {
                return Some(Attempt {
                    http_status: 404,
                    message: format!("{resource}.{GROUP} {} not found", go_quoted(&role)),
                    ..Attempt::default()
                });
            };
            author.lacks(rules.iter())
        } else {
            if author.may("escalate", resource, &name).0 {
                return Some(taken);
            }
            author.lacks(read_rules(object).ok()?.iter())
        };
        let missing = match lacks {
            Ok(missing) => missing,
            Err(TooMany) => {
                return Some(Attempt {
                    is_unknown: true,
                    ..taken
                });
            }
        };
        let gathers = resource == "clusterroles"
            && object
                .get("aggregationRule")
                .is_some_and(|rule| !rule.is_null());
        let why = if !missing.is_empty() {
            author.beyond(&missing)
        } else if gathers && author.lacks(full_authority().iter()) != Ok(Vec::new()) {
            "must have cluster-admin privileges to use the aggregationRule".to_owned()
        } else {
            return Some(taken);
        };
        Some(Attempt {
            http_status: 403,
            message: format!(
                "{resource}.{GROUP} {} is forbidden: {why}",
                go_quoted(&name)
            ),
            missing,
            is_unknown: false,
        })
    }
}
