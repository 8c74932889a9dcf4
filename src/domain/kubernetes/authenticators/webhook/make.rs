//! Token authentication by webhook: the API server's kubeconfig, its flags, and one conversation
//! (`apiserver/plugin/pkg/authenticator/token/webhook/webhook.go`).

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::domain::kubernetes::authenticators::made::{
    Made, NoteCode, Problem, ProblemCode, authority, is_https, kubeconfig, seconds,
};

/// What somebody fills in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookForm {
    /// The service's address, `https://HOST/PATH`.
    pub server: String,
    /// The CA of the service's certificate in PEM.
    pub authority: String,
    /// Where the API server finds its client certificate; may be empty.
    pub client_certificate: String,
    /// Where it finds the key; may be empty.
    pub client_key: String,
    /// How long answers are kept, as typed; empty for two minutes.
    pub cache: String,
}

/// Not what was pasted as a CA: a debug print may end in a log.
impl std::fmt::Debug for WebhookForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "WebhookForm({})", self.server)
    }
}

impl WebhookForm {
    /// The files, the flags and a conversation.
    pub fn make(&self) -> Made {
        let mut problems = Vec::new();
        let server = self.server.trim();
        if !is_https(server) {
            problems.push(Problem::new("server", ProblemCode::Address, server));
        }
        let pem = authority(&mut problems, "authority", &self.authority);
        let cache = seconds(&mut problems, "cache", &self.cache);
        if cache.is_some_and(|seconds| seconds < 0) {
            problems.push(Problem::new(
                "cache",
                ProblemCode::Duration,
                self.cache.trim(),
            ));
        }
        for (field, value, other) in [
            (
                "client_certificate",
                &self.client_certificate,
                &self.client_key,
            ),
            ("client_key", &self.client_key, &self.client_certificate),
        ] {
            if value.is_empty() && !other.is_empty() {
                problems.push(Problem::new(field, ProblemCode::Missing, ""));
            }
        }
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let mut made = Made::default();
        let credential = if self.client_certificate.is_empty() {
            made.notes.push(NoteCode::WebhookOpen);
            json!({})
        } else {
            json!({
                "client-certificate": self.client_certificate,
                "client-key": self.client_key,
            })
        };
        made.notes.push(NoteCode::WebhookCache);
        let cluster = ("authenticator", server, pem.as_str());
        let file = kubeconfig(cluster, "", "kube-apiserver", &credential);
        made.add_yaml("webhook-kubeconfig.yaml", &file);
        made.flags =
            vec![
            "--authentication-token-webhook-config-file=/etc/kubernetes/webhook-kubeconfig.yaml"
                .to_owned(),
            "--authentication-token-webhook-version=v1".to_owned(),
            format!("--authentication-token-webhook-cache-ttl={}s", cache.unwrap_or(120)),
        ];
        add_conversation(&mut made);
        made.commands.push(format!(
            "curl --cacert ca.crt -H 'Content-Type: application/json' \\\n  \
             -d @tokenreview-request.json {}\n",
            crate::domain::formats::text::shell_quoted(server)
        ));
        made
    }
}

/// What the API server asks, and the answers yes and no.
fn add_conversation(made: &mut Made) {
    const AUDIENCE: &str = "https://kubernetes.default.svc.cluster.local";
    let review = |part: &str, content: serde_json::Value| {
        let review = json!({
            "apiVersion": "authentication.k8s.io/v1",
            "kind": "TokenReview",
            part: content,
        });
        format!("{review:#}\n")
    };
    let question = json!({"audiences": [AUDIENCE], "token": "THE-BEARER-TOKEN"});
    made.add("tokenreview-request.json", review("spec", question));
    let user = json!({
        "username": "jane@example.com",
        "uid": "42",
        "groups": ["developers"],
        "extra": {"example.com/session": ["7"]},
    });
    let yes = json!({"authenticated": true, "audiences": [AUDIENCE], "user": user});
    made.add("tokenreview-yes.json", review("status", yes));
    let no = json!({"authenticated": false, "error": "the token has expired"});
    made.add("tokenreview-no.json", review("status", no));
}
