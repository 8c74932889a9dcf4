//! The makers as data: their fields, and the form that the fields fill in.

use crate::locale::{Key, key};
use crate::ui::components::forms::Control::{Area, Check, Choice, Line, Secret};
use crate::ui::components::forms::{FieldSpec, Values};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::bootstrap_token::make::{
    BootstrapTokenForm, KUBEADM_GROUP,
};
use certbench_kubernetes::authenticators::made::Problem;
use certbench_kubernetes::authenticators::open_id_connect::make::{
    AuthenticationConfigurationForm, ClaimMapping,
};
use certbench_kubernetes::authenticators::proxy::make::AuthenticatingProxyForm;
use certbench_kubernetes::authenticators::service_account::make::ServiceAccountForm;
use certbench_kubernetes::authenticators::static_token_file::make::{
    StaticTokenFileForm, StaticTokenRowForm,
};
use certbench_kubernetes::authenticators::webhook::make::WebhookForm;

/// A field, and the member of the form that it fills in.
pub type Entry = (FieldSpec, &'static str);

/// A maker.
pub struct Kind {
    /// The way in that it makes a credential for.
    pub way: Authenticator,
    /// What the ids of its fields begin with.
    pub prefix: &'static str,
    /// Its fields.
    pub fields: &'static [Entry],
    /// How many of them are seen without asking for more.
    pub main: usize,
    /// Whether something in it is random.
    pub is_random: bool,
    /// The form that the fields fill in.
    pub form: fn(&Values) -> CredentialForm,
}

/// The choice of a maker; the first is chosen while nothing is.
pub const KIND: FieldSpec = FieldSpec::new(key!("make-kind"), Choice(&KINDS));
const KINDS: [(&str, Key); 6] = [
    ("service-account", key!("authenticator-service-account")),
    ("bootstrap-token", key!("authenticator-bootstrap-token")),
    ("static-token-file", key!("authenticator-static-token-file")),
    ("open-id-connect", key!("authenticator-open-id-connect")),
    ("webhook", key!("authenticator-webhook")),
    ("proxy", key!("authenticator-proxy")),
];

/// The makers, in the order of the choice.
pub static ALL: [Kind; 6] = [
    Kind {
        way: Authenticator::ServiceAccount,
        prefix: "make-sa-",
        fields: &SERVICE_ACCOUNT,
        main: 5,
        is_random: false,
        form: service_account,
    },
    Kind {
        way: Authenticator::BootstrapToken,
        prefix: "make-bt-",
        fields: &BOOTSTRAP_TOKEN,
        main: 5,
        is_random: true,
        form: bootstrap_token,
    },
    Kind {
        way: Authenticator::StaticTokenFile,
        prefix: "make-st-",
        fields: &STATIC_TOKENS,
        main: 1,
        is_random: true,
        form: static_tokens,
    },
    Kind {
        way: Authenticator::OpenIdConnect,
        prefix: "make-oidc-",
        fields: &OPEN_ID_CONNECT,
        main: 10,
        is_random: false,
        form: open_id_connect,
    },
    Kind {
        way: Authenticator::Webhook,
        prefix: "make-hook-",
        fields: &WEBHOOK,
        main: 3,
        is_random: false,
        form: webhook,
    },
    Kind {
        way: Authenticator::Proxy,
        prefix: "make-proxy-",
        fields: &PROXY,
        main: 4,
        is_random: false,
        form: proxy,
    },
];

/// The maker that is chosen.
pub fn chosen(values: &Values) -> &'static Kind {
    let code = values.value(KIND.key.as_str());
    let found = ALL.iter().find(|kind| kind.way.as_str() == code.as_str());
    found.unwrap_or(&ALL[0])
}

/// The form's member that a problem is about.
pub fn member(problem: &Problem) -> &str {
    problem.field.split(['[', '.']).next().unwrap_or_default()
}

/// The lines that are not blank, for what may hold commas.
fn lines(values: &Values, key: &str) -> Vec<String> {
    let value = values.value(key);
    let lines = value.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Lines of two parts each; the second may be missing.
fn pairs(values: &Values, key: &str, between: &str) -> Vec<(String, String)> {
    let pair = |line: String| match line.split_once(between) {
        Some((first, second)) => (first.trim().to_owned(), second.trim().to_owned()),
        None => (line, String::new()),
    };
    lines(values, key).into_iter().map(pair).collect()
}

const BOUND_KINDS: [(&str, Key); 4] = [
    ("", key!("make-sa-bound-nothing")),
    ("Pod", key!("make-sa-bound-pod")),
    ("Secret", key!("make-sa-bound-secret")),
    ("Node", key!("make-sa-bound-node")),
];
const SA_PROJECTED: FieldSpec = FieldSpec::new(key!("make-sa-projected"), Check(false));
const SERVICE_ACCOUNT: [Entry; 9] = [
    (FieldSpec::new(key!("make-sa-name"), Line), "name"),
    (
        FieldSpec::new(key!("make-sa-namespace"), Line).hint(key!("make-sa-namespace-hint")),
        "namespace",
    ),
    (
        FieldSpec::new(key!("make-sa-audiences"), Area(2)).hint(key!("make-sa-audiences-hint")),
        "audiences",
    ),
    (
        FieldSpec::new(key!("make-sa-duration"), Line).hint(key!("make-sa-duration-hint")),
        "duration",
    ),
    (SA_PROJECTED, "projected"),
    (
        FieldSpec::new(key!("make-sa-bound"), Choice(&BOUND_KINDS)),
        "bound_kind",
    ),
    (
        FieldSpec::new(key!("make-sa-bound-name"), Line),
        "bound_name",
    ),
    (FieldSpec::new(key!("make-sa-bound-uid"), Line), "bound_uid"),
    (
        FieldSpec::new(key!("make-sa-secret"), Line).hint(key!("make-sa-secret-hint")),
        "secret",
    ),
];

fn service_account(values: &Values) -> CredentialForm {
    CredentialForm::ServiceAccount(ServiceAccountForm {
        name: values.text("make-sa-name"),
        namespace: values.text("make-sa-namespace"),
        audiences: lines(values, "make-sa-audiences"),
        duration: values.text("make-sa-duration"),
        bound_kind: values.text("make-sa-bound"),
        bound_name: values.text("make-sa-bound-name"),
        bound_uid: values.text("make-sa-bound-uid"),
        secret: values.text("make-sa-secret"),
        projected: values.is_on(&SA_PROJECTED),
    })
}

const BT_FOREVER: FieldSpec = FieldSpec::new(key!("make-bt-forever"), Check(false));
const BT_KUBEADM: FieldSpec = FieldSpec::new(key!("make-bt-kubeadm"), Check(true));
const BT_LOGIN: FieldSpec = FieldSpec::new(key!("make-bt-login"), Check(true));
const BT_SIGNING: FieldSpec = FieldSpec::new(key!("make-bt-signing"), Check(true));
const BOOTSTRAP_TOKEN: [Entry; 10] = [
    (
        FieldSpec::new(key!("make-bt-server"), Line).hint(key!("make-bt-server-hint")),
        "server",
    ),
    (
        FieldSpec::new(key!("make-bt-authority"), Area(4)).hint(key!("make-bt-authority-hint")),
        "authority",
    ),
    (
        FieldSpec::new(key!("make-bt-lifetime"), Line).hint(key!("make-bt-lifetime-hint")),
        "lifetime",
    ),
    (BT_FOREVER, "forever"),
    (BT_KUBEADM, "kubeadm"),
    (BT_LOGIN, "authentication"),
    (BT_SIGNING, "signing"),
    (
        FieldSpec::new(key!("make-bt-groups"), Area(2)).hint(key!("make-bt-groups-hint")),
        "groups",
    ),
    (
        FieldSpec::new(key!("make-bt-description"), Line),
        "description",
    ),
    (
        FieldSpec::new(key!("make-bt-token"), Secret).hint(key!("make-bt-token-hint")),
        "token",
    ),
];

fn bootstrap_token(values: &Values) -> CredentialForm {
    let typed = values.text("make-bt-lifetime");
    // The typed groups come first, so that a problem's number is that of their line.
    let mut groups = values.list("make-bt-groups");
    if values.is_on(&BT_KUBEADM) && !groups.iter().any(|group| group == KUBEADM_GROUP) {
        groups.push(KUBEADM_GROUP.to_owned());
    }
    CredentialForm::BootstrapToken(BootstrapTokenForm {
        token: values.text("make-bt-token"),
        description: values.text("make-bt-description"),
        lifetime: match typed.as_str() {
            _ if values.is_on(&BT_FOREVER) => String::new(),
            "" => "24h".to_owned(),
            _ => typed,
        },
        authentication: values.is_on(&BT_LOGIN),
        signing: values.is_on(&BT_SIGNING),
        groups,
        server: values.text("make-bt-server"),
        authority: values.text("make-bt-authority"),
    })
}

const STATIC_TOKENS: [Entry; 1] = [(
    FieldSpec::new(key!("make-st-rows"), Area(4)).hint(key!("make-st-rows-hint")),
    "rows",
)];

/// One row a line, `TOKEN,USER,UID,GROUP,…`; quotes around the groups, as in the file itself, are
/// taken off.
fn static_tokens(values: &Values) -> CredentialForm {
    let row = |line: &String| {
        let part = |part: &str| part.trim_matches([' ', '\t', '"']).to_owned();
        let mut parts = line.split(',').map(part);
        let mut next = || parts.next().unwrap_or_default();
        StaticTokenRowForm {
            token: next(),
            user: next(),
            uid: next(),
            groups: parts.filter(|group| !group.is_empty()).collect(),
        }
    };
    CredentialForm::StaticTokenFile(StaticTokenFileForm {
        rows: lines(values, "make-st-rows").iter().map(row).collect(),
    })
}

const OPEN_ID_CONNECT: [Entry; 20] = [
    (
        FieldSpec::new(key!("make-oidc-issuer"), Line).hint(key!("make-oidc-issuer-hint")),
        "issuer",
    ),
    (
        FieldSpec::new(key!("make-oidc-audiences"), Area(2)).hint(key!("make-oidc-audiences-hint")),
        "audiences",
    ),
    (
        FieldSpec::new(key!("make-oidc-username"), Line).hint(key!("make-oidc-username-hint")),
        "username",
    ),
    (
        FieldSpec::new(key!("make-oidc-username-prefix"), Line).hint(key!("make-oidc-prefix-hint")),
        "username",
    ),
    (
        FieldSpec::new(key!("make-oidc-groups"), Line).hint(key!("make-oidc-groups-hint")),
        "groups",
    ),
    (
        FieldSpec::new(key!("make-oidc-groups-prefix"), Line).hint(key!("make-oidc-prefix-hint")),
        "groups",
    ),
    (
        FieldSpec::new(key!("make-oidc-client"), Line).hint(key!("make-oidc-client-hint")),
        "client_id",
    ),
    (
        FieldSpec::new(key!("make-oidc-client-secret"), Secret)
            .hint(key!("make-oidc-client-secret-hint")),
        "client_secret",
    ),
    (
        FieldSpec::new(key!("make-oidc-server"), Line).hint(key!("make-server-hint")),
        "server",
    ),
    (
        FieldSpec::new(key!("make-oidc-cluster-authority"), Area(3))
            .hint(key!("make-bt-authority-hint")),
        "cluster_authority",
    ),
    (
        FieldSpec::new(key!("make-oidc-discovery"), Line).hint(key!("make-oidc-discovery-hint")),
        "discovery",
    ),
    (
        FieldSpec::new(key!("make-oidc-authority"), Area(3)).hint(key!("make-oidc-authority-hint")),
        "authority",
    ),
    (
        FieldSpec::new(key!("make-oidc-username-expression"), Line)
            .hint(key!("make-oidc-expression-hint")),
        "username",
    ),
    (
        FieldSpec::new(key!("make-oidc-groups-expression"), Line)
            .hint(key!("make-oidc-expression-hint")),
        "groups",
    ),
    (FieldSpec::new(key!("make-oidc-uid"), Line), "uid"),
    (
        FieldSpec::new(key!("make-oidc-uid-expression"), Line)
            .hint(key!("make-oidc-expression-hint")),
        "uid",
    ),
    (
        FieldSpec::new(key!("make-oidc-extra"), Area(2)).hint(key!("make-oidc-extra-hint")),
        "extra",
    ),
    (
        FieldSpec::new(key!("make-oidc-required"), Area(2)).hint(key!("make-oidc-required-hint")),
        "required_claims",
    ),
    (
        FieldSpec::new(key!("make-oidc-claim-rules"), Area(2))
            .hint(key!("make-oidc-claim-rules-hint")),
        "claim_rules",
    ),
    (
        FieldSpec::new(key!("make-oidc-user-rules"), Area(2))
            .hint(key!("make-oidc-user-rules-hint")),
        "user_rules",
    ),
];

fn open_id_connect(values: &Values) -> CredentialForm {
    let mapping = |claim, prefix, expression| ClaimMapping {
        claim: values.text(claim),
        prefix: values.text(prefix),
        expression: values.text(expression),
    };
    CredentialForm::OpenIdConnect(Box::new(AuthenticationConfigurationForm {
        issuer: values.text("make-oidc-issuer"),
        discovery: values.text("make-oidc-discovery"),
        authority: values.text("make-oidc-authority"),
        audiences: lines(values, "make-oidc-audiences"),
        username: mapping(
            "make-oidc-username",
            "make-oidc-username-prefix",
            "make-oidc-username-expression",
        ),
        groups: mapping(
            "make-oidc-groups",
            "make-oidc-groups-prefix",
            "make-oidc-groups-expression",
        ),
        uid: mapping("make-oidc-uid", "", "make-oidc-uid-expression"),
        extra: pairs(values, "make-oidc-extra", "="),
        required_claims: pairs(values, "make-oidc-required", "="),
        // What begins a comment in CEL cannot be a part of an expression; with the blanks, an
        // address in it stays whole.
        claim_rules: pairs(values, "make-oidc-claim-rules", " // "),
        user_rules: pairs(values, "make-oidc-user-rules", " // "),
        client_id: values.text("make-oidc-client"),
        client_secret: values.text("make-oidc-client-secret"),
        server: values.text("make-oidc-server"),
        cluster_authority: values.text("make-oidc-cluster-authority"),
    }))
}

const WEBHOOK: [Entry; 5] = [
    (
        FieldSpec::new(key!("make-hook-server"), Line).hint(key!("make-hook-server-hint")),
        "server",
    ),
    (
        FieldSpec::new(key!("make-hook-authority"), Area(3)).hint(key!("make-hook-authority-hint")),
        "authority",
    ),
    (
        FieldSpec::new(key!("make-hook-cache"), Line).hint(key!("make-hook-cache-hint")),
        "cache",
    ),
    (
        FieldSpec::new(key!("make-hook-certificate"), Line)
            .hint(key!("make-hook-certificate-hint")),
        "client_certificate",
    ),
    (FieldSpec::new(key!("make-hook-key"), Line), "client_key"),
];

fn webhook(values: &Values) -> CredentialForm {
    CredentialForm::Webhook(WebhookForm {
        server: values.text("make-hook-server"),
        authority: values.text("make-hook-authority"),
        client_certificate: values.text("make-hook-certificate"),
        client_key: values.text("make-hook-key"),
        cache: values.text("make-hook-cache"),
    })
}

const PROXY: [Entry; 10] = [
    (
        FieldSpec::new(key!("make-proxy-server"), Line).hint(key!("make-server-hint")),
        "server",
    ),
    (
        FieldSpec::new(key!("make-proxy-allowed"), Area(2)).hint(key!("make-proxy-allowed-hint")),
        "allowed_names",
    ),
    (
        FieldSpec::new(key!("make-proxy-user"), Line).hint(key!("make-proxy-user-hint")),
        "user",
    ),
    (
        FieldSpec::new(key!("make-proxy-groups"), Area(2)).hint(key!("make-proxy-groups-hint")),
        "groups",
    ),
    (
        FieldSpec::new(key!("make-proxy-user-header"), Line)
            .hint(key!("make-proxy-user-header-hint")),
        "user_header",
    ),
    (
        FieldSpec::new(key!("make-proxy-group-header"), Line)
            .hint(key!("make-proxy-group-header-hint")),
        "group_header",
    ),
    (
        FieldSpec::new(key!("make-proxy-extra-prefix"), Line)
            .hint(key!("make-proxy-extra-prefix-hint")),
        "extra_prefix",
    ),
    (
        FieldSpec::new(key!("make-proxy-uid-header"), Line)
            .hint(key!("make-proxy-uid-header-hint")),
        "uid_header",
    ),
    (FieldSpec::new(key!("make-proxy-uid"), Line), "uid"),
    (
        FieldSpec::new(key!("make-proxy-extra"), Area(2)).hint(key!("make-proxy-extra-hint")),
        "extra",
    ),
];

fn proxy(values: &Values) -> CredentialForm {
    CredentialForm::Proxy(AuthenticatingProxyForm {
        server: values.text("make-proxy-server"),
        allowed_names: values.list("make-proxy-allowed"),
        user_header: values.text("make-proxy-user-header"),
        group_header: values.text("make-proxy-group-header"),
        extra_prefix: values.text("make-proxy-extra-prefix"),
        uid_header: values.text("make-proxy-uid-header"),
        user: values.text("make-proxy-user"),
        groups: lines(values, "make-proxy-groups"),
        uid: values.text("make-proxy-uid"),
        extra: pairs(values, "make-proxy-extra", "="),
    })
}
