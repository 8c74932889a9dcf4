//! What bindings put at risk, and what each allows an attacker
//! (Kubernetes' documentation, “Role Based Access Control Good Practices”).

use crate::authenticators::identity::{ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED};
use crate::finding::Code;
use crate::rbac::evaluate::{Attributes, subresource_parts};
use crate::rbac::remark::{Defaults, Remark};
use crate::rbac::{Binding, RbacSet, Rule, SubjectKind};

/// Most subjects that a finding names.
const SUBJECTS_MAX: usize = 3;

/// One risk: whoever has one of these verbs on one of these resources of a group.
struct Danger {
    code: Code,
    group: &'static str,
    resources: &'static [&'static str],
    verbs: &'static [&'static str],
    /// A name that makes even a rule limited to names dangerous.
    name: &'static str,
}

const RBAC: &str = crate::rbac::GROUP;
const WRITE: &[&str] = &["create", "update", "patch"];

#[rustfmt::skip]
const DANGERS: [Danger; 15] = [
    Danger { code: Code::RiskEscalate, group: RBAC, resources: &["roles", "clusterroles"], verbs: &["escalate"], name: "" },
    Danger { code: Code::RiskBind, group: RBAC, resources: &["roles", "clusterroles"], verbs: &["bind"], name: "cluster-admin" },
    Danger { code: Code::RiskImpersonate, group: "", resources: &["users", "groups", "serviceaccounts"], verbs: &["impersonate"], name: "system:masters" },
    Danger { code: Code::RiskSecrets, group: "", resources: &["secrets"], verbs: &["get", "list", "watch"], name: "" },
    Danger { code: Code::RiskExec, group: "", resources: &["pods/exec", "pods/attach"], verbs: &["create", "get"], name: "" },
    Danger { code: Code::RiskExec, group: "", resources: &["pods/ephemeralcontainers"], verbs: &["update", "patch"], name: "" },
    Danger { code: Code::RiskPods, group: "", resources: &["pods", "replicationcontrollers"], verbs: &["create"], name: "" },
    Danger { code: Code::RiskPods, group: "apps", resources: &["deployments", "daemonsets", "statefulsets", "replicasets"], verbs: WRITE, name: "" },
    Danger { code: Code::RiskPods, group: "batch", resources: &["jobs", "cronjobs"], verbs: &["create"], name: "" },
    Danger { code: Code::RiskNodesProxy, group: "", resources: &["nodes/proxy"], verbs: &["get", "create", "update", "patch", "delete"], name: "" },
    Danger { code: Code::RiskTokens, group: "", resources: &["serviceaccounts/token"], verbs: &["create"], name: "" },
    Danger { code: Code::RiskApproval, group: "certificates.k8s.io", resources: &["certificatesigningrequests/approval"], verbs: &["update", "patch"], name: "" },
    Danger { code: Code::RiskSigning, group: "certificates.k8s.io", resources: &["signers"], verbs: &["sign"], name: "kubernetes.io/kube-apiserver-client" },
    Danger { code: Code::RiskWebhooks, group: "admissionregistration.k8s.io", resources: &["mutatingwebhookconfigurations", "validatingwebhookconfigurations", "mutatingadmissionpolicies"], verbs: WRITE, name: "" },
    Danger { code: Code::RiskVolumes, group: "", resources: &["persistentvolumes"], verbs: &["create"], name: "" },
];

impl Danger {
    fn is_in(&self, rule: &Rule) -> bool {
        let name = match rule.resource_names.is_empty() {
            true => "",
            false if self.name.is_empty() => return false,
            false => self.name,
        };
        self.resources.iter().any(|resource| {
            let (resource, subresource) = subresource_parts(resource);
            self.verbs.iter().any(|verb| {
                rule.allows(&Attributes {
                    verb: (*verb).to_owned(),
                    group: self.group.to_owned(),
                    resource: resource.to_owned(),
                    subresource: subresource.to_owned(),
                    name: name.to_owned(),
                    ..Attributes::default()
                })
            })
        })
    }
}

/// The risks in one rule, each once, as bits: that of everything first, then of a wildcard, then
/// [`DANGERS`] in order.
fn dangers(rule: &Rule) -> u32 {
    let star = |list: &[String]| list.iter().any(|one| one == "*");
    let (verbs, groups) = (star(&rule.verbs), star(&rule.api_groups));
    let resources = star(&rule.resources);
    if verbs && groups && resources && rule.resource_names.is_empty() {
        return 1;
    }
    // Roles that are for anything of one group are usual; reading everything is not.
    let mut bits = u32::from(verbs || resources || groups) << 1;
    for (index, danger) in DANGERS.iter().enumerate() {
        bits |= u32::from(danger.is_in(rule)) << (index + 2);
    }
    bits
}

/// Whom a binding names, the first of them.
fn subjects(binding: &Binding) -> String {
    let named = binding.subjects.iter().take(SUBJECTS_MAX);
    let mut text: Vec<_> = named.map(ToString::to_string).collect();
    if binding.subjects.len() > SUBJECTS_MAX {
        text.push(format!("+{}", binding.subjects.len() - SUBJECTS_MAX));
    }
    text.join(", ")
}

/// Who a binding must not name without thought.
fn subject_risks(binding: &Binding, remarks: &mut Vec<Remark>) {
    for subject in &binding.subjects {
        let code = match (subject.kind, subject.name.as_str()) {
            (SubjectKind::Group, UNAUTHENTICATED) | (SubjectKind::User, ANONYMOUS) => {
                Code::RiskUnauthenticated
            }
            (SubjectKind::Group, AUTHENTICATED) => Code::RiskAuthenticated,
            (SubjectKind::Group, name)
                if name == "system:serviceaccounts"
                    || name.starts_with("system:serviceaccounts:") =>
            {
                Code::RiskAllServiceAccounts
            }
            (SubjectKind::ServiceAccount, "default") => Code::RiskDefaultServiceAccount,
            _ => continue,
        };
        let arguments = [
            ("subject", subject.to_string()),
            ("role", binding.role_name.clone()),
        ];
        let arguments = arguments
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        remarks.push(binding.remark(code, &arguments));
    }
}

impl RbacSet {
    /// The risks of every binding that is not built in, binding by binding.
    pub fn risks(&self, defaults: &Defaults) -> Vec<Remark> {
        let by_rule: Vec<u32> = self.rules.iter().map(dangers).collect();
        let mut remarks = Vec::new();
        for binding in &self.bindings {
            if binding.subjects.is_empty() || defaults.has_binding(self, binding) {
                continue;
            }
            let Some(role) = self.role_of(binding) else {
                continue;
            };
            subject_risks(binding, &mut remarks);
            let bits = role
                .rules
                .iter()
                .filter_map(|number| by_rule.get(*number as usize))
                .fold(0, |bits, of_rule| bits | of_rule);
            let who = subjects(binding);
            let mut last = None;
            let codes = [Code::RiskEverything, Code::RiskWildcard].into_iter();
            for (index, code) in codes.chain(DANGERS.iter().map(|one| one.code)).enumerate() {
                let is_told = bits & (1 << index) != 0 && last != Some(code);
                // Who may do everything may do the rest.
                if is_told && (index == 0 || bits & 1 == 0) {
                    last = Some(code);
                    let arguments = [("subjects", who.as_str()), ("role", &binding.role_name)];
                    remarks.push(binding.remark(code, &arguments));
                }
            }
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use super::{Defaults, RbacSet};
    use crate::finding::cases::{case, check};
    use crate::finding::{Code, Finding, Group};

    /// Verbs, API group and resource of a rule, and to whom it is bound (`Kind NAME`).
    type Input = (&'static str, &'static str, &'static str, &'static str);

    const JANE: &str = "User jane";

    fn find((verbs, group, resource, subject): &Input) -> Vec<Finding> {
        let (kind, name) = subject.split_once(' ').expect("kind and name");
        let namespace = if kind == "ServiceAccount" {
            ", namespace: default"
        } else {
            ""
        };
        let mut set = RbacSet::default();
        set.load(&format!(
            "apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {{name: web}}
rules:
- {{verbs: [{verbs}], apiGroups: ['{group}'], resources: ['{resource}']}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {{name: web}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web}}
subjects:
- {{kind: {kind}, name: '{name}'{namespace}}}
"
        ));
        set.finish();
        let risks = set.risks(&Defaults::new()).into_iter();
        risks.map(|remark| remark.finding).collect()
    }

    #[test]
    #[rustfmt::skip]
    fn risks() {
        const RBAC: &str = "rbac.authorization.k8s.io";
        const CERTIFICATES: &str = "certificates.k8s.io";
        const ADMISSION: &str = "admissionregistration.k8s.io";
        const PODS: (&str, &str, &str) = ("get", "", "pods");
        let to = |subject| (PODS.0, PODS.1, PODS.2, subject);
        let cases = [
            case(Code::RiskEverything, ("'*'", "*", "*", JANE), ("get", "*", "*", JANE)),
            case(Code::RiskWildcard, ("get", "*", "*", JANE), ("get", "", "pods", JANE)),
            case(Code::RiskEscalate, ("escalate", RBAC, "clusterroles", JANE), ("update", RBAC, "clusterroles", JANE)),
            case(Code::RiskBind, ("bind", RBAC, "roles", JANE), ("create", RBAC, "roles", JANE)),
            case(Code::RiskImpersonate, ("impersonate", "", "groups", JANE), ("get", "", "groups", JANE)),
            case(Code::RiskSecrets, ("list", "", "secrets", JANE), ("create", "", "secrets", JANE)),
            case(Code::RiskExec, ("create", "", "pods/exec", JANE), ("get", "", "pods/log", JANE)),
            case(Code::RiskPods, ("update", "apps", "deployments", JANE), ("get", "apps", "deployments", JANE)),
            case(Code::RiskNodesProxy, ("get", "", "nodes/proxy", JANE), ("get", "", "nodes", JANE)),
            case(Code::RiskTokens, ("create", "", "serviceaccounts/token", JANE), ("create", "", "serviceaccounts", JANE)),
            case(Code::RiskApproval, ("update", CERTIFICATES, "certificatesigningrequests/approval", JANE), ("create", CERTIFICATES, "certificatesigningrequests", JANE)),
            case(Code::RiskSigning, ("sign", CERTIFICATES, "signers", JANE), ("approve", CERTIFICATES, "signers", JANE)),
            case(Code::RiskWebhooks, ("patch", ADMISSION, "mutatingwebhookconfigurations", JANE), ("get", ADMISSION, "mutatingwebhookconfigurations", JANE)),
            case(Code::RiskVolumes, ("create", "", "persistentvolumes", JANE), ("create", "", "persistentvolumeclaims", JANE)),
            case(Code::RiskUnauthenticated, to("Group system:unauthenticated"), to(JANE)),
            case(Code::RiskAuthenticated, to("Group system:authenticated"), to("Group dev")),
            case(Code::RiskAllServiceAccounts, to("Group system:serviceaccounts:web"), to("ServiceAccount web")),
            case(Code::RiskDefaultServiceAccount, to("ServiceAccount default"), to("ServiceAccount web")),
        ];
        check(Group::RbacRisk, &cases, find);
    }
}
