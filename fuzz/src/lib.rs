//! What the fuzz targets call: every reader of hostile input, each with what the page does next.

use certbench_artefacts::origin::Source;
use certbench_engine::access_draft::DraftAccess;
use certbench_engine::authenticate::Authenticate;
use certbench_engine::inspect::{Compare, List, Look, Open, Report};
use certbench_engine::verify_token::VerifyToken;
use certbench_engine::{Session, ask, ask_in};
use certbench_formats::private_key::pkcs8 as private_key;
use certbench_formats::{
    asn1, certificate_request, go, manifest, openssl_text, pkcs12, revocation_list, token,
};
use certbench_kubernetes::access_draft::Draft;
use certbench_kubernetes::authenticators::open_id_connect::{
    accept as oidc, configuration as oidc_config,
};
use certbench_kubernetes::authenticators::service_account;
use certbench_kubernetes::rbac::Rule;
use certbench_x509::bytes::Bytes;
use certbench_x509::certificate;

/// Everything that the Inspect room does with what was pasted.
pub fn recogniser(data: &[u8]) {
    let mut session = Session::default();
    let open = Open {
        source: Source {
            name: String::new(),
            input: Bytes(data.to_vec()),
        },
        passphrase: Some("secret".to_owned()),
        afresh: true,
    };
    let progress = ask_in(&mut session, open);
    let list = List {
        count: 50,
        filter: "a".to_owned(),
        ..List::default()
    };
    ask_in(&mut session, list);
    for index in 0..progress.artefacts.min(4) {
        ask_in(&mut session, Look { index, now: 0 });
        ask_in(
            &mut session,
            Compare {
                left: 0,
                right: index,
            },
        );
    }
    let report = Report {
        now: 0,
        from: 0,
        count: 20,
    };
    ask_in(&mut session, report);
}

/// Certificates, and how openssl prints them.
pub fn certificate(data: &[u8]) {
    let _ = certificate::Certificate::from_der(data);
    let _ = openssl_text::certificate(data);
}

/// Certificate requests, and how openssl prints them.
pub fn request(data: &[u8]) {
    if let Ok(request) = certificate_request::CertificateRequest::from_der(data) {
        let _ = request.signature_check();
    }
    let _ = openssl_text::request(data);
}

/// Revocation lists.
pub fn revocation_list(data: &[u8]) {
    let _ = revocation_list::RevocationList::from_der(data);
}

/// Private keys, encrypted ones included.
pub fn private_key(data: &[u8]) {
    let _ = private_key::PrivateKey::read(data, Some("secret"));
}

/// PKCS#12 files.
pub fn pkcs12(data: &[u8]) {
    let _ = pkcs12::read(data, Some("secret"));
}

/// Any ASN.1.
pub fn asn1(data: &[u8]) {
    let _ = asn1::tree::tree(data);
}

/// PEM as Go reads it.
pub fn pem(data: &[u8]) {
    let _ = go::pem::decode_all(data);
}

/// YAML and JSON.
pub fn manifest(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = manifest::parse_documents(text);
        if let Ok(value) = manifest::parse(text) {
            let _ = manifest::to_yaml(&value);
        }
    }
}

/// Tokens, with keys, objects, configurations and headers in the lines after them.
pub fn token(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = token::Token::read(text);
    let (token, rest) = text.split_once('\n').unwrap_or((text, text));
    let question = VerifyToken {
        token: token.to_owned(),
        keys: rest.to_owned(),
        secret: rest.to_owned(),
        static_tokens: rest.to_owned(),
        configuration: rest.to_owned(),
        ..VerifyToken::default()
    };
    let _ = ask(question.clone());
    let _ = ask(VerifyToken {
        cluster: Some(rest.to_owned()),
        ..question.clone()
    });
    if let Ok(claims) = manifest::parse_json(rest).map(|document| document.value) {
        // Claims as if their signature were genuine.
        let judgement = token::verification::Judgement {
            state: token::verification::SignatureState::Valid,
            reason: None,
            key: None,
        };
        let server = service_account::accept::Server::default();
        let _ = service_account::accept::validate(token, &claims, false, &judgement, server);
        if let Ok(authenticators) = oidc_config::parse(token) {
            let _ = oidc::validate(&authenticators, "RS256", &claims, &judgement, 0);
        }
        let _ = token::claims::claim_rows(&claims);
        let _ = token::jwk::keys(&claims);
    }
    let _ = ask(Authenticate {
        headers: text.to_owned(),
        certificate: rest.to_owned(),
        tokens: question,
        ..Authenticate::default()
    });
}

/// Manifests, commands and refusals that become roles and bindings.
pub fn access_draft(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let mut session = Session::default();
        for draft in [
            DraftAccess::Manifest(text.to_owned()),
            DraftAccess::Commands(text.to_owned()),
            DraftAccess::Refusals(text.to_owned(), true),
        ] {
            ask_in(&mut session, draft);
        }
        // Whatever could be read is changed where it stands.
        let read = ask_in(&mut session, DraftAccess::Manifest(text.to_owned()));
        let mut drafts = read.reading.drafts;
        for draft in &mut drafts {
            match draft {
                Draft::Role(role) => role.rules.insert(0, Rule::default()),
                Draft::Binding(binding) => binding.subjects.clear(),
                Draft::ServiceAccount(_, name) => name.push('x'),
            }
        }
        ask_in(
            &mut session,
            DraftAccess::Form(drafts.clone(), text.to_owned()),
        );
        drafts.truncate(drafts.len() / 2);
        ask_in(&mut session, DraftAccess::Form(drafts, text.to_owned()));
    }
}
