//! Roles that people really want.

use crate::domain::formats::code_list::code_list;
use crate::domain::kubernetes::access_draft::{BindingDraft, Draft, Labels, RoleDraft};
use crate::domain::kubernetes::rbac::{Rule, Subject, SubjectKind};

code_list! {
    /// A ready-made role; the words are `preset-…` in `locales/`, with a `.detail`.
    Preset {
        /// Sees everything in a namespace but Secrets (ClusterRole view).
        ReadOnly "read-only",
        /// Brings applications into a namespace.
        Deployer "deployer",
        /// Reads Pods' logs.
        LogReader "log-reader",
        /// Forwards ports and runs commands in Pods.
        PortForwardExec "port-forward-exec",
        /// Sees nodes and their metrics.
        NodeReader "node-reader",
        /// May do everything in a namespace (ClusterRole admin).
        NamespaceAdmin "namespace-admin",
        /// A service account that deploys from a pipeline.
        CiDeployer "ci-deployer",
        /// Approves certificate requests for one signer.
        CsrApprover "csr-approver",
    }
}

/// Verbs, group and resources of a rule, words separated by blanks.
type Line = (&'static str, &'static str, &'static str);

const WRITE: &str = "get list watch create update patch delete";
const DEPLOYER: [Line; 6] = [
    (
        WRITE,
        "",
        "configmaps persistentvolumeclaims secrets serviceaccounts services",
    ),
    (WRITE, "apps", "daemonsets deployments statefulsets"),
    (WRITE, "autoscaling", "horizontalpodautoscalers"),
    (WRITE, "batch", "cronjobs jobs"),
    (WRITE, "networking.k8s.io", "ingresses networkpolicies"),
    // What `kubectl rollout status` and a look at what went wrong need.
    ("get list watch", "", "events pods pods/log"),
];
const DEPLOYER_SETS: Line = ("get list watch", "apps", "replicasets");
const LOG_READER: [Line; 1] = [("get list watch", "", "pods pods/log")];
const PORT_FORWARD_EXEC: [Line; 2] = [
    ("get list watch", "", "pods"),
    // Over WebSockets, kubectl's way since 1.31, the request is a GET; over SPDY a POST.
    ("create get", "", "pods/attach pods/exec pods/portforward"),
];
const NODE_READER: [Line; 2] = [
    ("get list watch", "", "nodes"),
    ("get list", "metrics.k8s.io", "nodes"),
];

/// What a preset is made for.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PresetForm {
    /// The namespace of those that have one.
    pub namespace: String,
    /// Whom it is for; of the CI deployer only the name counts.
    pub subject: Subject,
    /// The signer of the CSR approver.
    pub signer: String,
}

fn rules(table: &[Line]) -> Vec<Rule> {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect();
    let rules = table.iter().map(|(verbs, group, resources)| Rule {
        verbs: words(verbs),
        api_groups: vec![(*group).to_owned()],
        resources: words(resources),
        ..Rule::default()
    });
    rules.collect()
}

/// `certificatesigningrequests/approval` in the API, `signers` for the admission plugin
/// CertificateApproval.
fn approver(signer: &str) -> Vec<Rule> {
    const GROUP: &str = "certificates.k8s.io";
    let mut all = rules(&[
        ("get list watch", GROUP, "certificatesigningrequests"),
        ("update", GROUP, "certificatesigningrequests/approval"),
        ("approve", GROUP, "signers"),
    ]);
    if let Some(rule) = all.last_mut() {
        rule.resource_names = vec![signer.to_owned()];
    }
    all
}

impl Preset {
    /// The objects.
    pub fn drafts(self, form: &PresetForm) -> Vec<Draft> {
        let mut subject = form.subject.clone();
        let mut drafts = Vec::new();
        // A role that Kubernetes has, or the rules of one of our own.
        let (name, ready, rules) = match self {
            Self::ReadOnly => ("view", true, Vec::new()),
            Self::NamespaceAdmin => ("admin", true, Vec::new()),
            Self::Deployer | Self::CiDeployer => {
                let mut table = DEPLOYER.to_vec();
                table.push(DEPLOYER_SETS);
                ("deployer", false, rules(&table))
            }
            Self::LogReader => ("log-reader", false, rules(&LOG_READER)),
            Self::PortForwardExec => ("port-forward-exec", false, rules(&PORT_FORWARD_EXEC)),
            Self::NodeReader => ("node-reader", false, rules(&NODE_READER)),
            Self::CsrApprover => ("csr-approver", false, approver(&form.signer)),
        };
        let cluster = matches!(self, Self::NodeReader | Self::CsrApprover);
        let namespace = if cluster {
            String::new()
        } else {
            form.namespace.clone()
        };
        if self == Self::CiDeployer {
            subject.kind = SubjectKind::ServiceAccount;
            subject.namespace.clone_from(&namespace);
            drafts.push(Draft::ServiceAccount(
                namespace.clone(),
                subject.name.clone(),
            ));
        }
        if !ready {
            drafts.push(Draft::Role(RoleDraft {
                cluster,
                name: name.to_owned(),
                namespace: namespace.clone(),
                rules,
                ..RoleDraft::default()
            }));
        }
        drafts.push(Draft::Binding(BindingDraft {
            cluster,
            name: format!(
                "{name}-{}",
                crate::domain::kubernetes::csr::commands::file_stem(&subject.name)
            ),
            namespace,
            labels: Labels::new(),
            role_is_cluster: cluster || ready,
            role: name.to_owned(),
            subjects: vec![subject],
        }));
        drafts
    }
}
