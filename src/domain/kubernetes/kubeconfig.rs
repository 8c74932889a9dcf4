//! kubeconfig files (`client-go/tools/clientcmd/api/v1/types.go`) with embedded data.

use serde::{Deserialize, Serialize};

use crate::domain::bytes::base64;
use crate::domain::formats::code_list::code_list;
use crate::domain::formats::go;
use crate::domain::formats::manifest;
use crate::domain::formats::manifest::ManifestError;

/// What somebody fills in about the cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterForm {
    /// The API server's address, `https://…`.
    pub server: String,
    /// PEM of the cluster's CA, or its base64; empty to trust the system's roots.
    pub authority: String,
    /// The cluster's name in the file.
    pub cluster: String,
    /// The default namespace; may be empty.
    pub namespace: String,
    /// The context's name; empty for `USER@CLUSTER`.
    pub context: String,
}

code_list! {
    /// What is wrong with a cluster's description; the words are `cluster-error-…` in `locales/`.
    ClusterError {
    /// Empty.
    ServerMissing "server-missing",
    /// Not `https://HOST`.
    ServerNotHttps "server-not-https",
    /// White space or no host.
    ServerMalformed "server-malformed",
    /// No CERTIFICATE block in it.
    AuthorityUnreadable "authority-unreadable",
    /// A private key in it.
    AuthorityIsKey "authority-is-key",
    /// Not a DNS label.
    NamespaceMalformed "namespace-malformed",
    }
}

#[derive(Serialize)]
struct Named<T> {
    name: String,
    #[serde(flatten)]
    value: T,
}

#[derive(Serialize)]
struct ClusterEntry {
    cluster: Cluster,
}

#[derive(Serialize)]
struct Cluster {
    #[serde(
        rename = "certificate-authority-data",
        skip_serializing_if = "String::is_empty"
    )]
    authority: String,
    server: String,
}

#[derive(Serialize)]
struct ContextEntry {
    context: Context,
}

#[derive(Serialize)]
struct Context {
    cluster: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    namespace: String,
    user: String,
}

#[derive(Serialize)]
struct UserEntry {
    user: User,
}

#[derive(Serialize)]
struct User {
    #[serde(rename = "client-certificate-data")]
    certificate: String,
    #[serde(rename = "client-key-data")]
    key: String,
}

#[derive(Serialize)]
struct Kubeconfig {
    #[serde(rename = "apiVersion")]
    api_version: &'static str,
    kind: &'static str,
    clusters: [Named<ClusterEntry>; 1],
    contexts: [Named<ContextEntry>; 1],
    #[serde(rename = "current-context")]
    current_context: String,
    users: [Named<UserEntry>; 1],
}

impl ClusterForm {
    /// The cluster's CA as PEM; empty if none was given.
    pub fn authority_pem(&self) -> Result<String, ClusterError> {
        let text = self.authority.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        let packed: String = text.split_whitespace().collect();
        let decoded = go::base64::decode(packed.as_bytes())
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let pem = decoded.as_deref().unwrap_or(text);
        let blocks = go::pem::decode_all(pem.as_bytes());
        if blocks
            .iter()
            .any(|block| block.label.ends_with("PRIVATE KEY"))
        {
            return Err(ClusterError::AuthorityIsKey);
        }
        if blocks.is_empty() || blocks.iter().any(|block| block.label != "CERTIFICATE") {
            return Err(ClusterError::AuthorityUnreadable);
        }
        Ok(format!("{}\n", pem.trim_end()))
    }

    /// What cannot go into a kubeconfig.
    pub fn errors(&self) -> Vec<ClusterError> {
        let mut errors = Vec::new();
        let server = self.server.trim();
        let host = server.strip_prefix("https://");
        if server.is_empty() {
            errors.push(ClusterError::ServerMissing);
        } else if host.is_none() {
            errors.push(ClusterError::ServerNotHttps);
        } else if host.is_some_and(|host| host.is_empty() || host.contains(char::is_whitespace)) {
            errors.push(ClusterError::ServerMalformed);
        }
        errors.extend(self.authority_pem().err());
        let namespace = self.namespace.trim();
        if !namespace.is_empty()
            && !crate::domain::kubernetes::names::label_errors(namespace).is_empty()
        {
            errors.push(ClusterError::NamespaceMalformed);
        }
        errors
    }

    /// The name of the context.
    pub fn context_name(&self, user: &str) -> String {
        if self.context.trim().is_empty() {
            format!("{user}@{}", self.cluster_name())
        } else {
            self.context.trim().to_owned()
        }
    }

    /// The name of the cluster.
    pub fn cluster_name(&self) -> &str {
        let name = self.cluster.trim();
        if name.is_empty() { "kubernetes" } else { name }
    }

    /// The file for a user with a PEM certificate chain and key.
    pub fn kubeconfig(
        &self,
        user: &str,
        certificate_pem: &str,
        key_pem: &str,
    ) -> Result<String, ManifestError> {
        let context = self.context_name(user);
        let named_user = user.to_owned();
        manifest::to_yaml(&Kubeconfig {
            api_version: "v1",
            kind: "Config",
            clusters: [Named {
                name: self.cluster_name().to_owned(),
                value: ClusterEntry {
                    cluster: Cluster {
                        authority: base64(self.authority_pem().unwrap_or_default().as_bytes()),
                        server: self.server.trim().to_owned(),
                    },
                },
            }],
            contexts: [Named {
                name: context.clone(),
                value: ContextEntry {
                    context: Context {
                        cluster: self.cluster_name().to_owned(),
                        namespace: self.namespace.trim().to_owned(),
                        user: named_user.clone(),
                    },
                },
            }],
            current_context: context,
            users: [Named {
                name: named_user,
                value: UserEntry {
                    user: User {
                        certificate: base64(certificate_pem.as_bytes()),
                        key: base64(key_pem.as_bytes()),
                    },
                },
            }],
        })
    }
}
