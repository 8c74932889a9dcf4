//! The built-in resources by every name that kubectl takes, since `kubectl create role` writes the
//! plural and the group of what it is given. What a cluster adds has to be named with its group.

/// A group, and its resources as `plural`, `plural/short`, `plural/short/short`. Of several groups
/// with the same resource the first counts, as for the API server. Those behind the empty group
/// that `kubectl create role` takes without discovery are named there
/// (`kubectl/pkg/cmd/create/create_role.go`, `specialVerbs`).
const RESOURCES: [(&str, &str); 21] = [
    (
        "",
        "bindings componentstatuses/cs configmaps/cm endpoints/ep events/ev groups \
         limitranges/limits namespaces/ns nodes/no persistentvolumeclaims/pvc persistentvolumes/pv \
         pods/po podtemplates replicationcontrollers/rc resourcequotas/quota secrets \
         serviceaccounts/sa services/svc users",
    ),
    (
        "admissionregistration.k8s.io",
        "mutatingadmissionpolicies mutatingadmissionpolicybindings \
         mutatingwebhookconfigurations validatingadmissionpolicies \
         validatingadmissionpolicybindings validatingwebhookconfigurations",
    ),
    ("apiextensions.k8s.io", "customresourcedefinitions/crd/crds"),
    ("apiregistration.k8s.io", "apiservices"),
    (
        "apps",
        "controllerrevisions daemonsets/ds deployments/deploy replicasets/rs statefulsets/sts",
    ),
    (
        "authentication.k8s.io",
        "selfsubjectreviews tokenreviews userextras",
    ),
    (
        "authorization.k8s.io",
        "localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews \
         subjectaccessreviews",
    ),
    ("autoscaling", "horizontalpodautoscalers/hpa"),
    ("batch", "cronjobs/cj jobs"),
    ("certificates.k8s.io", "certificatesigningrequests/csr"),
    ("coordination.k8s.io", "leases"),
    ("discovery.k8s.io", "endpointslices"),
    ("events.k8s.io", "events/ev"),
    (
        "flowcontrol.apiserver.k8s.io",
        "flowschemas prioritylevelconfigurations",
    ),
    (
        "networking.k8s.io",
        "ingressclasses ingresses/ing ipaddresses/ip networkpolicies/netpol servicecidrs",
    ),
    ("node.k8s.io", "runtimeclasses"),
    ("policy", "poddisruptionbudgets/pdb"),
    (
        "rbac.authorization.k8s.io",
        "clusterrolebindings clusterroles rolebindings roles",
    ),
    (
        "resource.k8s.io",
        "deviceclasses resourceclaims resourceclaimtemplates resourceslices",
    ),
    ("scheduling.k8s.io", "priorityclasses/pc"),
    (
        "storage.k8s.io",
        "csidrivers csinodes csistoragecapacities storageclasses/sc volumeattachments \
         volumeattributesclasses/vac",
    ),
];

/// The singular of a plural, as kinds are named in lower case.
fn is_singular(word: &str, plural: &str) -> bool {
    match plural {
        "endpoints" => false,
        _ if plural.ends_with("ies") => plural.strip_suffix("ies") == word.strip_suffix('y'),
        _ => plural == format!("{word}s") || plural == format!("{word}es"),
    }
}

/// The plural and the group of a resource by its plural, singular or short name, in a group or in
/// the first that has it. `None` where it is unknown.
pub fn find(name: &str, group: &str) -> Option<(&'static str, &'static str)> {
    let name = name.to_ascii_lowercase();
    for (own_group, resources) in RESOURCES {
        // `deployments.v1.apps` names the version, too.
        let fits = group.is_empty()
            || group == own_group
            || !own_group.is_empty()
                && group
                    .split_once('.')
                    .is_some_and(|(_, rest)| rest == own_group);
        if !fits {
            continue;
        }
        for resource in resources.split_whitespace() {
            let mut names = resource.split('/');
            let plural = names.next().unwrap_or_default();
            if name == plural || names.any(|short| short == name) || is_singular(&name, plural) {
                return Some((plural, own_group));
            }
        }
    }
    None
}
