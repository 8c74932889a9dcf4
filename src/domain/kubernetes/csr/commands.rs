//! The commands that go with what was made, quoted for a POSIX shell.

use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::csr::object::ObjectForm;
use crate::domain::kubernetes::csr::subject_form::SubjectForm;
use crate::domain::kubernetes::kubeconfig::ClusterForm;
use crate::domain::public_key::{Curve, KeyKind};

/// A file name without path separators or anything a shell or Windows minds.
pub fn file_stem(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|character| {
            let fits = character.is_alphanumeric() || "-_.".contains(character);
            if fits { character } else { '-' }
        })
        .take(60)
        .collect();
    let trimmed = kept.trim_matches(['-', '.']);
    if trimmed.is_empty() {
        "request"
    } else {
        trimmed
    }
    .to_owned()
}

/// From applying the object to fetching the certificate.
pub fn kubectl(object_name: &str, stem: &str) -> String {
    let name = shell_quoted(object_name);
    let file = shell_quoted(&format!("{stem}-csr.yaml"));
    let certificate = shell_quoted(&format!("{stem}.crt"));
    format!(
        "kubectl apply -f {file}\n\
         kubectl certificate approve {name}\n\
         kubectl get csr {name} -o jsonpath='{{.status.certificate}}' | base64 -d > {certificate}\n"
    )
}

/// The same request made by openssl alone.
pub fn openssl(kind: &KeyKind, subject: &SubjectForm, object: &ObjectForm, stem: &str) -> String {
    let key = shell_quoted(&format!("{stem}.key"));
    let request = shell_quoted(&format!("{stem}.csr"));
    let algorithm = match kind {
        KeyKind::Rsa { bits } => format!("-algorithm RSA -pkeyopt rsa_keygen_bits:{bits}"),
        KeyKind::Ec { curve } => {
            let curve = match curve {
                Curve::P256 => "P-256",
                Curve::P384 => "P-384",
                Curve::P521 => "P-521",
                other => other.name(),
            };
            format!("-algorithm EC -pkeyopt ec_paramgen_curve:{curve}")
        }
        other => format!("-algorithm {}", other.name().to_ascii_uppercase()),
    };
    let digest = match kind {
        KeyKind::Ec { curve: Curve::P384 } => " -sha384",
        KeyKind::Ec { curve: Curve::P521 } => " -sha512",
        KeyKind::Ed25519 => "",
        _ => " -sha256",
    };
    let name = shell_quoted(&subject.distinguished_name().openssl_subject());
    let names: Vec<_> = subject.alt_names.iter().map(ToString::to_string).collect();
    let names = if names.is_empty() {
        String::new()
    } else {
        format!(
            " \\\n  -addext {}",
            shell_quoted(&format!("subjectAltName={}", names.join(",")))
        )
    };
    let expiration = match object.expiration_seconds() {
        Ok(Some(seconds)) => format!("  expirationSeconds: {seconds}\n"),
        _ => String::new(),
    };
    let usages: String = object
        .usages
        .iter()
        .map(|usage| format!("  - {usage}\n"))
        .collect();
    format!(
        "openssl genpkey {algorithm} -out {key}\n\
         openssl req -new{digest} -utf8 -key {key} -subj {name}{names} -out {request}\n\
         kubectl apply -f - <<EOF\n\
         apiVersion: certificates.k8s.io/v1\n\
         kind: CertificateSigningRequest\n\
         metadata:\n  name: {object_name}\n\
         spec:\n{expiration}  request: $(base64 < {request} | tr -d '\\n')\n  signerName: {signer}\n  usages:\n{usages}EOF\n",
        object_name = in_heredoc(&serde_json::Value::from(object.name.as_str()).to_string()),
        signer = in_heredoc(&object.signer_name),
    )
}

/// The text inside an unquoted here-document, where a shell still expands.
fn in_heredoc(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('`', "\\`")
}

/// Puts the pair into the kubeconfig that kubectl uses already.
pub fn set_credentials(user: &str, stem: &str, cluster: &ClusterForm) -> String {
    let quoted_user = shell_quoted(user);
    let certificate = shell_quoted(&format!("{stem}.crt"));
    let key = shell_quoted(&format!("{stem}.key"));
    let context = shell_quoted(&cluster.context_name(user));
    let cluster_name = shell_quoted(cluster.cluster_name());
    let namespace = match cluster.namespace.trim() {
        "" => String::new(),
        namespace => format!(" --namespace={}", shell_quoted(namespace)),
    };
    format!(
        "kubectl config set-credentials {quoted_user} --client-certificate={certificate} --client-key={key} --embed-certs=true\n\
         kubectl config set-context {context} --cluster={cluster_name} --user={quoted_user}{namespace}\n\
         kubectl --context={context} auth whoami\n"
    )
}

fn address(cluster: &ClusterForm) -> String {
    match cluster.server.trim() {
        "" => "https://API-SERVER:6443".to_owned(),
        server => server.trim_end_matches('/').to_owned(),
    }
}

/// Asks the API server who one is, its certificate verified.
pub fn curl(stem: &str, cluster: &ClusterForm) -> String {
    let address = shell_quoted(&format!(
        "{}/apis/authentication.k8s.io/v1/selfsubjectreviews",
        address(cluster)
    ));
    format!(
        "curl --cacert ca.crt --cert {} --key {} \\\n  -H 'Content-Type: application/json' \\\n  -d '{{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}}' \\\n  {address}\n",
        shell_quoted(&format!("{stem}.crt")),
        shell_quoted(&format!("{stem}.key")),
    )
}

/// The same in Python with requests.
pub fn python(stem: &str, cluster: &ClusterForm) -> String {
    let literal = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "import requests\n\n\
         reply = requests.post(\n    {},\n    json={{\"apiVersion\": \"authentication.k8s.io/v1\", \"kind\": \"SelfSubjectReview\"}},\n    cert=({}, {}),\n    verify=\"ca.crt\",\n    timeout=10,\n)\nreply.raise_for_status()\nprint(reply.json()[\"status\"][\"userInfo\"])\n",
        literal(&format!(
            "{}/apis/authentication.k8s.io/v1/selfsubjectreviews",
            address(cluster)
        )),
        literal(&format!("{stem}.crt")),
        literal(&format!("{stem}.key")),
    )
}

/// How a user stands in a RoleBinding.
pub fn role_binding(user: &str, namespace: &str) -> String {
    let namespace = if namespace.trim().is_empty() {
        "default"
    } else {
        namespace.trim()
    };
    format!(
        "kubectl create rolebinding {} --clusterrole=view --user={} --namespace={}\n",
        shell_quoted(&format!("view-{}", file_stem(user))),
        shell_quoted(user),
        shell_quoted(namespace),
    )
}
