//! Bootstrap tokens: made, and foretold what the API server will do with one
//! (`cluster-bootstrap/token/api/types.go`, `cluster-bootstrap/token/util/helpers.go`,
//! `plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::certificate::Certificate;
use crate::domain::formats::go;
use crate::domain::formats::rfc3339;
use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::authenticators::made::{
    Made, NoteCode, Problem, ProblemCode, authority, seconds,
};

/// The type of its Secret.
pub const SECRET_TYPE: &str = "bootstrap.kubernetes.io/token";
/// The namespace of its Secret.
pub const NAMESPACE: &str = "kube-system";
/// What its Secret's name begins with.
pub const NAME_PREFIX: &str = "bootstrap-token-";
/// The group that kubeadm gives the right to join.
pub const KUBEADM_GROUP: &str = "system:bootstrappers:kubeadm:default-node-token";
/// How many random bytes a token is made of; one in 64 does not fit the alphabet.
pub const RANDOM_BYTES: usize = 64;

const GROUP_PREFIX: &str = "system:bootstrappers:";

/// What somebody fills in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BootstrapTokenForm {
    /// The token; empty for a generated one. Secret.
    pub token: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Its lifetime as typed; empty for ever.
    pub lifetime: String,
    /// Whether it logs in.
    pub authentication: bool,
    /// Whether it signs the ConfigMap cluster-info.
    pub signing: bool,
    /// Groups beside `system:bootstrappers`.
    pub groups: Vec<String>,
    /// The API server as `HOST:PORT`, for `kubeadm join`; may be empty.
    pub server: String,
    /// The cluster's CA in PEM; may be empty.
    pub authority: String,
}

/// Never the token: a debug print may end in a log.
impl std::fmt::Debug for BootstrapTokenForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "BootstrapTokenForm({})", self.groups.join(","))
    }
}

fn is_code(text: &str, length: usize) -> bool {
    text.len() == length
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The identifier and the secret of a token (`BootstrapTokenPattern`).
pub fn split(token: &str) -> Option<(&str, &str)> {
    token
        .split_once('.')
        .filter(|(id, secret)| is_code(id, 6) && is_code(secret, 16))
}

/// Whether a token may have the group (`BootstrapGroupPattern`).
pub fn is_group(group: &str) -> bool {
    group.strip_prefix(GROUP_PREFIX).is_some_and(|rest| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        rest.len() <= 256
            && rest.bytes().all(|byte| fits(byte) || b":-".contains(&byte))
            && rest.bytes().last().is_some_and(fits)
    })
}

/// A token of random bytes; every character is as likely as any other.
pub fn generate(random: &[u8]) -> Option<String> {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut characters = random
        .iter()
        // 7 · 36: what lies above would favour the first letters.
        .filter(|byte| **byte < 252)
        .map(|byte| char::from(ALPHABET[usize::from(byte % 36)]));
    let id: String = characters.by_ref().take(6).collect();
    let secret: String = characters.take(16).collect();
    let token = format!("{id}.{secret}");
    split(&token).is_some().then_some(token)
}

/// `sha256:…` of a CA's public key, as `--discovery-token-ca-cert-hash` wants it
/// (`kubeadm/app/util/pubkeypin`); `None` without a certificate.
pub fn authority_hash(pem: &str) -> Option<String> {
    let block = go::pem::decode_all(pem.as_bytes()).into_iter().next()?;
    let certificate = Certificate::from_der(&block.der).ok()?;
    Some(format!("sha256:{}", certificate.spki_sha256))
}

impl BootstrapTokenForm {
    fn problems(&self) -> (Vec<Problem>, Option<i64>, Option<String>) {
        let mut problems = Vec::new();
        if !self.token.is_empty() && split(&self.token).is_none() {
            problems.push(Problem::new("token", ProblemCode::BootstrapToken, ""));
        }
        let lifetime = seconds(&mut problems, "lifetime", &self.lifetime);
        if lifetime.is_some_and(|seconds| seconds <= 0) {
            let typed = self.lifetime.trim();
            problems.push(Problem::new("lifetime", ProblemCode::Duration, typed));
        }
        for (index, group) in self.groups.iter().enumerate() {
            if !is_group(group) {
                let field = format!("groups[{index}]");
                problems.push(Problem::new(field, ProblemCode::BootstrapGroup, &**group));
            }
        }
        if self.server.contains(char::is_whitespace) || self.server.contains("://") {
            problems.push(Problem::new("server", ProblemCode::Address, &*self.server));
        }
        let pem = authority(&mut problems, "authority", &self.authority);
        let hash = authority_hash(&pem);
        if !pem.is_empty() && hash.is_none() {
            problems.push(Problem::new("authority", ProblemCode::Authority, ""));
        }
        (problems, lifetime, hash)
    }

    /// The Secret and the line that joins a node with it, at a time in seconds since 1970.
    pub fn make(&self, random: &[u8], now: i64) -> Made {
        let (problems, lifetime, hash) = self.problems();
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let token = if self.token.is_empty() {
            generate(random)
        } else {
            Some(self.token.clone())
        };
        let Some(token) = token else {
            return Made::refused(vec![Problem::new("token", ProblemCode::Random, "")]);
        };
        let mut made = Made::default();
        made.add_yaml("bootstrap-token.yaml", &self.secret(&token, lifetime, now));
        made.commands
            .push("kubectl apply -f bootstrap-token.yaml\n".to_owned());
        let server = if self.server.is_empty() {
            "API-SERVER:6443"
        } else {
            self.server.as_str()
        };
        let pinned = hash.as_deref().unwrap_or("sha256:HASH");
        made.commands.push(format!(
            "kubeadm join {} --token {token} --discovery-token-ca-cert-hash {pinned}\n",
            shell_quoted(server)
        ));
        let wants = |group: &str| self.groups.iter().any(|own| own == group);
        for (applies, note) in [
            (hash.is_none(), NoteCode::BootstrapNoAuthority),
            (lifetime.is_none(), NoteCode::BootstrapForever),
            (!self.authentication, NoteCode::BootstrapNoLogin),
            (!self.signing, NoteCode::BootstrapNoSigning),
            (!wants(KUBEADM_GROUP), NoteCode::BootstrapNoGroup),
        ] {
            if applies {
                made.notes.push(note);
            }
        }
        made
    }

    fn secret(&self, token: &str, lifetime: Option<i64>, now: i64) -> Value {
        let (id, secret) = split(token).unwrap_or_default();
        let mut data = json!({"token-id": id, "token-secret": secret});
        let mut set = |name: &str, value: String| {
            if !value.is_empty() {
                data[name] = value.into();
            }
        };
        set("description", self.description.clone());
        if let Some(seconds) = lifetime {
            set("expiration", rfc3339::format(now.saturating_add(seconds)));
        }
        for (name, wanted) in [
            ("usage-bootstrap-authentication", self.authentication),
            ("usage-bootstrap-signing", self.signing),
        ] {
            set(
                name,
                if wanted {
                    "true".to_owned()
                } else {
                    String::new()
                },
            );
        }
        set("auth-extra-groups", self.groups.join(","));
        json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": format!("{NAME_PREFIX}{id}"), "namespace": NAMESPACE},
            "stringData": data,
            "type": SECRET_TYPE,
        })
    }
}
