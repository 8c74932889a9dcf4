//! The three built-in signers (`pkg/controller/certificates/signer/signer.go`,
//! `pkg/apis/certificates/helpers.go`).

use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::general_name::GeneralName;
use crate::domain::order;

/// `kubernetes.io/kube-apiserver-client`: people and programs that log in.
pub const KUBE_APISERVER_CLIENT: &str = "kubernetes.io/kube-apiserver-client";
/// `kubernetes.io/kube-apiserver-client-kubelet`: nodes that log in.
pub const KUBE_APISERVER_CLIENT_KUBELET: &str = "kubernetes.io/kube-apiserver-client-kubelet";
/// `kubernetes.io/kubelet-serving`: nodes that serve.
pub const KUBELET_SERVING: &str = "kubernetes.io/kubelet-serving";
/// The signer of v1beta1, refused since v1.
pub const LEGACY_UNKNOWN: &str = "kubernetes.io/legacy-unknown";

/// A signer that kube-controller-manager runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltInSigner {
    /// [`KUBE_APISERVER_CLIENT`]
    ApiServerClient,
    /// [`KUBE_APISERVER_CLIENT_KUBELET`]
    KubeletClient,
    /// [`KUBELET_SERVING`]
    KubeletServing,
}

impl BuiltInSigner {
    /// The signer of this name, if kube-controller-manager runs one.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            KUBE_APISERVER_CLIENT => Some(Self::ApiServerClient),
            KUBE_APISERVER_CLIENT_KUBELET => Some(Self::KubeletClient),
            KUBELET_SERVING => Some(Self::KubeletServing),
            _ => None,
        }
    }

    /// What the signer writes into the condition `Failed`, reason `SignerValidationFailure`, or
    /// nothing if it signs.
    pub fn failure(self, request: &CertificateRequest, usages: &[String]) -> Option<String> {
        match self {
            Self::ApiServerClient => client_usage_failure(usages),
            Self::KubeletClient => kubelet_client_failure(request, usages),
            Self::KubeletServing => kubelet_serving_failure(request, usages),
        }
    }
}

fn client_usage_failure(usages: &[String]) -> Option<String> {
    let mut has_client_auth = false;
    for usage in usages {
        match usage.as_str() {
            "digital signature" | "key encipherment" => {}
            "client auth" => has_client_auth = true,
            other => return Some(format!("invalid usage for client certificate: {other}")),
        }
    }
    (!has_client_auth)
        .then(|| "missing required usage for client certificate: client auth".to_owned())
}

fn has(request: &CertificateRequest, wanted: fn(&GeneralName) -> bool) -> bool {
    request.subject_alt_names.iter().any(wanted)
}

const fn is_dns(name: &GeneralName) -> bool {
    matches!(name, GeneralName::Dns(_))
}

const fn is_ip(name: &GeneralName) -> bool {
    matches!(name, GeneralName::Ip(_))
}

const fn is_email(name: &GeneralName) -> bool {
    matches!(name, GeneralName::Email(_))
}

const fn is_uri(name: &GeneralName) -> bool {
    matches!(name, GeneralName::Uri(_))
}

fn organization_failure(request: &CertificateRequest) -> Option<String> {
    (request.subject.organizations() != ["system:nodes"])
        .then(|| "subject organization is not system:nodes".to_owned())
}

fn common_name_failure(request: &CertificateRequest) -> Option<String> {
    (!request.subject.common_name().starts_with("system:node:"))
        .then(|| "subject common name does not begin with system:node:".to_owned())
}

fn kubelet_usage_failure(usages: &[String], auth: &str) -> Option<String> {
    let mut usages: Vec<&str> = usages.iter().map(String::as_str).collect();
    order::sort(&mut usages);
    usages.dedup();
    let mut required = vec![auth, "digital signature", "key encipherment"];
    order::sort(&mut required);
    let without_encipherment: Vec<&str> = required
        .iter()
        .copied()
        .filter(|usage| *usage != "key encipherment")
        .collect();
    (usages != required && usages != without_encipherment)
        .then(|| format!("usages did not match [{}]", required.join(" ")))
}

/// `ValidateKubeletClientCSR`
fn kubelet_client_failure(request: &CertificateRequest, usages: &[String]) -> Option<String> {
    let refused = |kind: &str, wanted: fn(&GeneralName) -> bool| {
        has(request, wanted).then(|| format!("{kind} subjectAltNames are not allowed"))
    };
    organization_failure(request)
        .or_else(|| refused("DNS", is_dns))
        .or_else(|| refused("Email", is_email))
        .or_else(|| refused("IP", is_ip))
        .or_else(|| refused("URI", is_uri))
        .or_else(|| common_name_failure(request))
        .or_else(|| kubelet_usage_failure(usages, "client auth"))
}

/// `ValidateKubeletServingCSR`
fn kubelet_serving_failure(request: &CertificateRequest, usages: &[String]) -> Option<String> {
    let refused = |kind: &str, wanted: fn(&GeneralName) -> bool| {
        has(request, wanted).then(|| format!("{kind} subjectAltNames are not allowed"))
    };
    organization_failure(request)
        .or_else(|| {
            (!has(request, is_dns) && !has(request, is_ip))
                .then(|| "DNS or IP subjectAltName is required".to_owned())
        })
        .or_else(|| refused("Email", is_email))
        .or_else(|| refused("URI", is_uri))
        .or_else(|| kubelet_usage_failure(usages, "server auth"))
        .or_else(|| common_name_failure(request))
}
