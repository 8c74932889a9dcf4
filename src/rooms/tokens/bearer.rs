//! Bearer: whose token it is for the API server, or why it would answer 401.

use yew::prelude::*;

use crate::components::{Alert, AlertVariant, Identity};
use crate::context::{Text, use_text};
use crate::locale::families::TOKEN_REFUSAL;
use crate::locale::tr;
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::identity::Identity as Somebody;
use certbench_kubernetes::authenticators::refusal::Refusal as Refused;
use certbench_kubernetes::authenticators::service_account::accept::Condition;

/// Properties of [`Bearer`].
#[derive(Properties, PartialEq)]
pub struct BearerProperties {
    /// Who the API server takes the bearer for.
    pub identity: Option<Somebody>,
    /// What must still exist for that.
    pub conditions: Vec<Condition>,
    /// The fields of the configuration in which CEL decides, so that the identity lacks them.
    pub not_evaluated: Vec<String>,
    /// The audiences that token and server share.
    pub shared_audiences: Vec<String>,
    /// Why the API server would not take the token.
    pub refusal: Option<Refused>,
}

/// The bearer of a token; nothing where neither an identity nor a refusal is known.
#[component]
pub fn Bearer(properties: &BearerProperties) -> Html {
    let text = use_text();
    match (&properties.identity, &properties.refusal) {
        (Some(identity), _) => accepted(&text, properties, identity),
        (None, Some(refusal)) => refused(&text, refusal),
        (None, None) => Html::default(),
    }
}

fn accepted(text: &Text, properties: &BearerProperties, identity: &Somebody) -> Html {
    let BearerProperties {
        conditions,
        not_evaluated,
        shared_audiences,
        ..
    } = properties;
    let title = if conditions.is_empty() {
        tr!(text, "token-accepted")
    } else {
        tr!(text, "token-accepted-if")
    };
    let has_list = !conditions.is_empty() || !not_evaluated.is_empty();
    let list = has_list.then(|| {
        html! {
            <ul>
                for condition in conditions {
                    <li>{ condition_text(text, condition) }</li>
                }
                for field in not_evaluated {
                    <li>{ tr!(text, "token-not-evaluated", field = field.as_str()) }</li>
                }
            </ul>
        }
    });
    html! {
        <>
            <Alert id="token-bearer" variant={AlertVariant::Success} {title} is_live={false}>
                { list.unwrap_or_default() }
            </Alert>
            <Identity id="token-identity" identity={identity.clone()} />
            if !shared_audiences.is_empty() {
                <p class="certbench-hint">
                    { tr!(text, "token-shared-audiences", list = shared_audiences.join(", ")) }
                </p>
            }
        </>
    }
}

fn refused(text: &Text, refusal: &Refused) -> Html {
    let why = tr!(
        text,
        TOKEN_REFUSAL(refusal.code),
        detail = visible(&refusal.detail)
    );
    html! {
        <Alert id="token-bearer" variant={AlertVariant::Danger} title={tr!(text, "token-refused")}
            is_live={false}>
            <p>{ why }</p>
            if !refusal.message.is_empty() {
                <p>{ tr!(text, "server-says") }{ " " }<q lang="en" class="certbench-break">{ visible(&refusal.message) }</q></p>
            }
        </Alert>
    }
}

fn condition_text(text: &Text, condition: &Condition) -> String {
    let name = match condition.namespace.as_str() {
        "" => condition.name.clone(),
        namespace => format!("{namespace}/{}", condition.name),
    };
    let (kind, name) = (condition.kind.as_str(), visible(&name));
    if condition.uid.is_empty() {
        return tr!(text, "token-condition", kind = kind, name = name);
    }
    let uid = visible(&condition.uid);
    tr!(
        text,
        "token-condition-uid",
        kind = kind,
        name = name,
        uid = uid
    )
}
