//! Authentication by a proxy in front of the API server, which vouches for its users in headers
//! (`apiserver/pkg/authentication/request/headerrequest/requestheader.go`).

use serde::{Deserialize, Serialize};

use crate::domain::formats::text::shell_quoted;
use crate::domain::kubernetes::authenticators::made::{
    Made, NoteCode, Problem, ProblemCode, is_https,
};

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthenticatingProxyForm {
    /// The API server's address.
    pub server: String,
    /// Common names of the proxy's certificate; none for any that the CA signed.
    pub allowed_names: Vec<String>,
    /// The headers, as the flags name them; empty for the usual ones.
    pub user_header: String,
    /// The header of groups.
    pub group_header: String,
    /// What the headers of extra keys begin with.
    pub extra_prefix: String,
    /// The header of the UID (since 1.32); empty for none.
    pub uid_header: String,
    /// The user of the example call.
    pub user: String,
    /// The user's groups.
    pub groups: Vec<String>,
    /// The user's UID; may be empty.
    pub uid: String,
    /// Extra keys with a value each.
    pub extra: Vec<(String, String)>,
}

/// Whether a byte may stand in a header's name (RFC 9110 section 5.6.2).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// An extra key as a part of a header's name: what may not stand there is percent-encoded, and the
/// API server decodes it (`unescapeExtraKey`).
fn header_key(key: &str) -> String {
    key.bytes()
        .map(|byte| {
            if is_token_byte(byte) && byte != b'%' {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

fn or<'a>(typed: &'a str, usual: &'a str) -> &'a str {
    match typed.trim() {
        "" => usual,
        typed => typed,
    }
}

impl AuthenticatingProxyForm {
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !is_https(self.server.trim()) {
            problems.push(Problem::new(
                "server",
                ProblemCode::Address,
                self.server.trim(),
            ));
        }
        if self.user.is_empty() {
            problems.push(Problem::new("user", ProblemCode::Missing, ""));
        }
        for (field, header) in [
            ("user_header", &self.user_header),
            ("group_header", &self.group_header),
            ("extra_prefix", &self.extra_prefix),
            ("uid_header", &self.uid_header),
        ] {
            if !header.trim().bytes().all(is_token_byte) {
                problems.push(Problem::new(field, ProblemCode::Header, &**header));
            }
        }
        let lists = [
            ("allowed_names", &self.allowed_names),
            ("groups", &self.groups),
        ];
        for (field, values) in lists {
            for (index, value) in values.iter().enumerate() {
                // The flag is a list with commas.
                let breaks =
                    value.contains(['\r', '\n']) || field == "allowed_names" && value.contains(',');
                if breaks {
                    let field = format!("{field}[{index}]");
                    problems.push(Problem::new(field, ProblemCode::Separator, &**value));
                }
            }
        }
        if self.user.contains(['\r', '\n']) || self.uid.contains(['\r', '\n']) {
            problems.push(Problem::new("user", ProblemCode::Separator, ""));
        }
        for (index, (key, value)) in self.extra.iter().enumerate() {
            let field = format!("extra[{index}]");
            if key.is_empty() {
                problems.push(Problem::new(field, ProblemCode::Missing, ""));
            } else if value.contains(['\r', '\n']) {
                problems.push(Problem::new(field, ProblemCode::Separator, ""));
            }
        }
        problems
    }

    /// The flags, the CA that they need, and a call that shows them at work.
    pub fn make(&self) -> Made {
        let problems = self.problems();
        if !problems.is_empty() {
            return Made::refused(problems);
        }
        let user_header = or(&self.user_header, "X-Remote-User");
        let group_header = or(&self.group_header, "X-Remote-Group");
        let extra_prefix = or(&self.extra_prefix, "X-Remote-Extra-");
        let uid_header = self.uid_header.trim();
        let mut flags = vec![
            "--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt".to_owned(),
            format!(
                "--requestheader-allowed-names={}",
                self.allowed_names.join(",")
            ),
            format!("--requestheader-username-headers={user_header}"),
            format!("--requestheader-group-headers={group_header}"),
            format!("--requestheader-extra-headers-prefix={extra_prefix}"),
        ];
        if !uid_header.is_empty() {
            flags.push(format!("--requestheader-uid-headers={uid_header}"));
        }
        let mut made = Made {
            flags,
            notes: vec![NoteCode::ProxyAuthority, NoteCode::ProxyAggregation],
            ..Made::default()
        };
        let common_name = self
            .allowed_names
            .first()
            .map_or("front-proxy-client", String::as_str);
        made.commands.push(authority_commands(common_name));
        let mut headers = vec![format!("{user_header}: {}", self.user)];
        headers.extend(
            self.groups
                .iter()
                .map(|group| format!("{group_header}: {group}")),
        );
        if !uid_header.is_empty() && !self.uid.is_empty() {
            headers.push(format!("{uid_header}: {}", self.uid));
        }
        for (key, value) in &self.extra {
            headers.push(format!("{extra_prefix}{}: {value}", header_key(key)));
        }
        let headers: String = headers
            .iter()
            .map(|header| format!(" \\\n  -H {}", shell_quoted(header)))
            .collect();
        let address = format!(
            "{}/apis/authentication.k8s.io/v1/selfsubjectreviews",
            self.server.trim().trim_end_matches('/')
        );
        made.commands.push(format!(
            "curl --cacert ca.crt --cert front-proxy-client.crt --key front-proxy-client.key{headers} \\\n  \
             -H 'Content-Type: application/json' \\\n  \
             -d '{{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}}' \\\n  {}\n",
            shell_quoted(&address)
        ));
        if self.allowed_names.is_empty() {
            made.notes.push(NoteCode::ProxyAnyName);
        }
        if self.groups.iter().any(|group| group == "system:masters") {
            made.notes.push(NoteCode::Masters);
        }
        made
    }
}

/// A CA of the proxy's own, and its certificate.
fn authority_commands(common_name: &str) -> String {
    // In -subj a slash begins the next attribute.
    let escaped = common_name.replace('\\', "\\\\").replace('/', "\\/");
    format!(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=front-proxy-ca \\\n  \
         -addext keyUsage=critical,keyCertSign -keyout front-proxy-ca.key -out front-proxy-ca.crt\n\
         openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj {} \\\n  \
         -CA front-proxy-ca.crt -CAkey front-proxy-ca.key \\\n  \
         -addext basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=clientAuth \\\n  \
         -keyout front-proxy-client.key -out front-proxy-client.crt\n",
        shell_quoted(&format!("/CN={escaped}"))
    )
}
