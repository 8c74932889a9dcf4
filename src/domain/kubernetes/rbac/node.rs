//! What the Node authorizer says of a kubelet's requests
//! (`plugin/pkg/auth/authorizer/node/node_authorizer.go`), with the feature gates of the Kubernetes
//! whose roles are built in. Whether an object belongs to the node's Pods only the cluster knows.

use std::sync::LazyLock;

use crate::domain::formats::text::go_quoted;
use crate::domain::kubernetes::rbac::evaluate::Attributes;
use crate::domain::kubernetes::rbac::{NODE_USER_PREFIX, NODES, RbacSet, Rule, catalogue};

/// The namespace of the nodes' leases (`core/v1`, `NamespaceNodeLease`).
const LEASES: &str = "kube-node-lease";

/// What it says. It never forbids: what it does not allow, RBAC is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Allowed.
    Allowed,
    /// Not by it, for this reason, which may be empty.
    NotBy(String),
    /// Allowed for an object that belongs to the node or to its Pods; else not, for this reason.
    IfRelated(String),
    /// Allowed with a field selector for this node; else not, for this reason.
    IfSelected(&'static str),
}

/// Everything that is not told apart by object: the rules of the built-in role of nodes, whatever
/// becomes of that role in a cluster (`bootstrappolicy.NodeRules`).
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut set = RbacSet::default();
    catalogue::load_defaults(&mut set);
    let role = set.role("", "system:node");
    let rules = role.map(|role| set.rules_of(role).cloned().collect());
    rules.unwrap_or_default()
});

/// Whether it is asked about a user at all (`nodeidentifier/default.go`).
pub fn is_node(user: &str, groups: &[String]) -> bool {
    user.starts_with(NODE_USER_PREFIX) && groups.iter().any(|group| group == NODES)
}

/// What it says of a user; `None` for everybody who is no node.
pub fn decide(user: &str, groups: &[String], asked: &Attributes) -> Option<Decision> {
    let name = user.strip_prefix(NODE_USER_PREFIX);
    Some(match name.filter(|_| is_node(user, groups))? {
        "" => Decision::NotBy(format!("unknown node for user {}", go_quoted(user))),
        name => Node(name).decide(asked),
    })
}

fn refused(reason: &str) -> Decision {
    Decision::NotBy(reason.to_owned())
}

struct Node<'a>(&'a str);

impl Node<'_> {
    fn decide(&self, asked: &Attributes) -> Decision {
        let resource = match asked.path {
            Some(_) => ("", ""),
            None => (asked.group.as_str(), asked.resource.as_str()),
        };
        match resource {
            ("", "secrets" | "configmaps") => self.read_one_of_a_namespace(asked),
            ("", "persistentvolumeclaims") if asked.subresource == "status" => {
                match asked.verb.as_str() {
                    "update" | "patch" => self.if_related(asked),
                    _ => refused("can only get/update/patch this type"),
                }
            }
            ("", "persistentvolumeclaims" | "persistentvolumes")
            | ("resource.k8s.io", "resourceclaims")
            | ("storage.k8s.io", "volumeattachments") => self.get(asked),
            ("", "serviceaccounts") => self.service_account(asked),
            ("coordination.k8s.io", "leases") => self.lease(asked),
            ("storage.k8s.io", "csinodes") => self.csi_node(asked),
            ("resource.k8s.io", "resourceslices") => self.resource_slice(asked),
            ("", "nodes") => self.node(asked),
            ("", "pods") => self.pod(asked),
            _ if RULES.iter().any(|rule| rule.allows(asked)) => Decision::Allowed,
            _ => refused(""),
        }
    }

    /// `authorize`
    fn if_related(&self, asked: &Attributes) -> Decision {
        if asked.name.is_empty() {
            return refused("No Object name found");
        }
        self.unrelated()
    }

    fn unrelated(&self) -> Decision {
        let Self(node) = self;
        let reason = format!("no relationship found between node '{node}' and this object");
        Decision::IfRelated(reason)
    }

    /// `authorizeGet`
    fn get(&self, asked: &Attributes) -> Decision {
        if asked.verb != "get" {
            return refused("can only get individual resources of this type");
        }
        if !asked.subresource.is_empty() {
            return refused("cannot get subresource");
        }
        self.if_related(asked)
    }

    /// `authorizeReadNamespacedObject`
    fn read_one_of_a_namespace(&self, asked: &Attributes) -> Decision {
        if !matches!(asked.verb.as_str(), "get" | "list" | "watch") {
            return refused("can only read resources of this type");
        }
        if !asked.subresource.is_empty() {
            return refused("cannot read subresource");
        }
        if asked.namespace.is_empty() {
            return refused("can only read namespaced object of this type");
        }
        self.if_related(asked)
    }

    /// `authorizeServiceAccount`, `authorizeCreateToken`: those of the node's Pods are read for the
    /// kubelet's credential providers.
    fn service_account(&self, asked: &Attributes) -> Decision {
        if asked.verb == "get" && asked.subresource.is_empty() {
            return self.read_one_of_a_namespace(asked);
        }
        if asked.verb != "create" || asked.name.is_empty() {
            return refused("can only create tokens for individual service accounts");
        }
        if asked.subresource != "token" {
            return refused("can only create token subresource of serviceaccount");
        }
        self.unrelated()
    }

    /// Whether the object is the node's own; one that is created has no name yet.
    fn is_own(&self, asked: &Attributes) -> bool {
        asked.verb == "create" || asked.name == self.0
    }

    /// `authorizeLease`
    fn lease(&self, asked: &Attributes) -> Decision {
        if !is_kept(&asked.verb) {
            return refused("can only get, create, update, patch, or delete a node lease");
        }
        if asked.namespace != LEASES {
            let namespace = go_quoted(LEASES);
            return Decision::NotBy(format!(
                "can only access leases in the {namespace} system namespace"
            ));
        }
        if !self.is_own(asked) {
            return refused("can only access node lease with the same name as the requesting node");
        }
        Decision::Allowed
    }

    /// `authorizeCSINode`
    fn csi_node(&self, asked: &Attributes) -> Decision {
        if !is_kept(&asked.verb) {
            return refused("can only get, create, update, patch, or delete a CSINode");
        }
        if !asked.subresource.is_empty() {
            return refused("cannot authorize CSINode subresources");
        }
        if !self.is_own(asked) {
            return refused("can only access CSINode with the same name as the requesting node");
        }
        Decision::Allowed
    }

    /// `authorizeResourceSlice`
    fn resource_slice(&self, asked: &Attributes) -> Decision {
        if !asked.subresource.is_empty() {
            return refused("cannot authorize ResourceSlice subresources");
        }
        match asked.verb.as_str() {
            "create" => Decision::Allowed,
            "get" | "update" | "patch" | "delete" => self.if_related(asked),
            "watch" | "list" | "deletecollection" => Decision::IfSelected(
                "can only list/watch/deletecollection resourceslices with nodeName field selector",
            ),
            _ => refused(
                "only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection",
            ),
        }
    }

    /// `authorizeNode`
    fn node(&self, asked: &Attributes) -> Decision {
        let Self(node) = self;
        match (asked.subresource.as_str(), asked.verb.as_str()) {
            // Which node is left to the admission plugin NodeRestriction.
            ("", "create" | "update" | "patch") | ("status", "update" | "patch") => {
                Decision::Allowed
            }
            ("", "get" | "list" | "watch") => match asked.name.as_str() {
                name if name == *node => Decision::Allowed,
                "" => Decision::NotBy(format!(
                    "node '{node}' cannot read all nodes, only its own Node object"
                )),
                other => Decision::NotBy(format!(
                    "node '{node}' cannot read '{other}', only its own Node object"
                )),
            },
            _ => refused(""),
        }
    }

    /// `authorizePod`
    fn pod(&self, asked: &Attributes) -> Decision {
        match (asked.subresource.as_str(), asked.verb.as_str()) {
            ("", "get") => self.get(asked),
            ("", "list" | "watch") if !asked.name.is_empty() => self.if_related(asked),
            ("", "list" | "watch") => {
                Decision::IfSelected("can only list/watch pods with spec.nodeName field selector")
            }
            // Which Pods is left to the admission plugin NodeRestriction.
            ("", "create" | "delete") | ("status", "update" | "patch") | ("eviction", "create") => {
                Decision::Allowed
            }
            _ => refused(""),
        }
    }
}

/// The verbs for an object that a node keeps for itself.
fn is_kept(verb: &str) -> bool {
    matches!(verb, "get" | "create" | "update" | "patch" | "delete")
}
