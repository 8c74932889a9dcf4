//! Signature: whether a token's signature is genuine.

use yew::prelude::*;

use crate::components::{Alert, AlertVariant};
use crate::context::use_text;
use crate::locale::families::SIGNATURE_REASON;
use crate::locale::{key, tr};
use certbench_formats::token::verification::{Judgement, SignatureState};

/// Properties of [`Signature`].
#[derive(Properties, PartialEq)]
pub struct SignatureProperties {
    /// What was found about it.
    pub judgement: Judgement,
    /// What names the key that signed the token; may be empty.
    pub key_name: String,
}

/// The judgement on a signature.
#[component]
pub fn Signature(properties: &SignatureProperties) -> Html {
    let text = use_text();
    let (key, variant) = match properties.judgement.state {
        SignatureState::Valid => (key!("token-signature-valid"), AlertVariant::Success),
        SignatureState::Invalid => (key!("token-signature-invalid"), AlertVariant::Danger),
        SignatureState::Unverifiable => {
            (key!("token-signature-unverifiable"), AlertVariant::Warning)
        }
    };
    let reason = properties.judgement.reason;
    let key_name = properties.key_name.as_str();
    let has_details = reason.is_some() || !key_name.is_empty();
    let details = has_details.then(|| {
        html! {
            <>
                if let Some(reason) = reason {
                    <p>{ tr!(text, SIGNATURE_REASON(reason)) }</p>
                }
                if !key_name.is_empty() {
                    <p class="certbench-break">{ tr!(text, "token-key", name = key_name) }</p>
                }
            </>
        }
    });
    html! {
        <Alert id="token-signature" {variant} title={text.get(key)} is_live={false}>
            { details.unwrap_or_default() }
        </Alert>
    }
}
