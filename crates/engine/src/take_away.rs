//! Files to take away: kubeconfig, PKCS#12, zip.

use serde::{Deserialize, Serialize};

use super::{Performed, Question, Request, Session};
use certbench_formats::{archive, pkcs12};
use certbench_kubernetes::csr::commands;
use certbench_kubernetes::kubeconfig::{ClusterError, ClusterForm};
use certbench_x509::bytes::{Bytes, pem};

/// Write a kubeconfig.
#[derive(Serialize, Deserialize)]
pub struct Kubeconfig {
    /// Where to.
    pub cluster: ClusterForm,
    /// Who.
    pub user: String,
    /// DER certificates, leaf first.
    pub chain: Vec<Bytes>,
    /// The private key; without one only the commands are written.
    pub pkcs8: Option<Bytes>,
}

/// The kubeconfig and the commands that do without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KubeconfigAnswer {
    /// What is wrong with the cluster's description.
    pub errors: Vec<ClusterError>,
    /// The file; `None` with errors or without a key.
    pub kubeconfig: Option<String>,
    /// The certificate chain in PEM.
    pub certificate_pem: String,
    /// The cluster's CA in PEM, if one was given.
    pub authority_pem: String,
    /// `kubectl config set-credentials …`
    pub set_credentials: String,
    /// The call with curl.
    pub curl: String,
    /// The call with Python.
    pub python: String,
    /// A first binding for this user.
    pub role_binding: String,
    /// A file name without its ending.
    pub stem: String,
}

impl Question for Kubeconfig {
    type Answer = KubeconfigAnswer;

    fn into_request(self) -> Request {
        Request::Kubeconfig(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> KubeconfigAnswer {
        let errors = self.cluster.errors();
        let stem = commands::file_stem(&self.user);
        let certificate_pem: String = self
            .chain
            .iter()
            .map(|der| pem("CERTIFICATE", &der.0))
            .collect();
        let kubeconfig = self
            .pkcs8
            .as_ref()
            .filter(|_| errors.is_empty())
            .and_then(|key| {
                let key = pem("PRIVATE KEY", &key.0);
                self.cluster
                    .kubeconfig(&self.user, &certificate_pem, &key)
                    .ok()
            });
        KubeconfigAnswer {
            kubeconfig,
            certificate_pem,
            authority_pem: self.cluster.authority_pem().unwrap_or_default(),
            set_credentials: commands::set_credentials(&self.user, &stem, &self.cluster),
            curl: commands::curl(&stem, &self.cluster),
            python: commands::python(&stem, &self.cluster),
            role_binding: commands::role_binding(&self.user, &self.cluster.namespace),
            stem,
            errors,
        }
    }
}

/// Write a PKCS#12 file.
#[derive(Serialize, Deserialize)]
pub struct Pkcs12 {
    /// The name that the importing program shows.
    pub name: String,
    /// The private key.
    pub pkcs8: Bytes,
    /// DER certificates, leaf first.
    pub chain: Vec<Bytes>,
    /// What opens it.
    pub password: String,
}

impl Question for Pkcs12 {
    type Answer = Result<Bytes, String>;

    fn into_request(self) -> Request {
        Request::Pkcs12(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> Self::Answer {
        let mut salts = pkcs12::Salts::default();
        getrandom::fill(salts.as_flattened_mut()).map_err(|error| error.to_string())?;
        let chain: Vec<_> = self.chain.into_iter().map(|der| der.0).collect();
        pkcs12::write(&self.name, &self.pkcs8.0, &chain, &self.password, &salts)
            .map(Bytes)
            .map_err(|error| error.to_string())
    }
}

/// Pack files.
#[derive(Serialize, Deserialize)]
pub struct Archive {
    /// Names and contents, in order.
    pub files: Vec<(String, Bytes)>,
}

impl Question for Archive {
    type Answer = Result<Bytes, String>;

    fn into_request(self) -> Request {
        Request::Archive(self)
    }

    fn answer(self, _: &Performed, _: &mut Session) -> Self::Answer {
        let files: Vec<_> = self
            .files
            .into_iter()
            .map(|(name, content)| (name, content.0))
            .collect();
        archive::write(&files)
            .map(Bytes)
            .map_err(|error| error.to_string())
    }
}
