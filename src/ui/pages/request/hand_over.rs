//! The certificate handed over: files, kubeconfig, PKCS#12, commands.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::StepProperties;
use super::state::RequestAction;
use crate::browser::download;
use crate::locale::families::CLUSTER_ERROR;
use crate::locale::tr;
use crate::ui::bench::BenchAction;
use crate::ui::components::button::{
    ActionButtonProperties, ActionKind, SaveButtonProperties, action_button, save_button,
};
use crate::ui::components::code::{CodeProperties, code_box};
use crate::ui::components::erased::erased;
use crate::ui::components::field::{
    TextAreaFieldProperties, TextFieldProperties, text_area_field, text_field,
};
use crate::ui::components::findings::Problem;
use crate::ui::components::icon::Glyph;
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{RequestHandle, Text, use_engine, use_text};
use certbench_engine::take_away::{Kubeconfig, KubeconfigAnswer, Pkcs12};
use certbench_kubernetes::finding::Severity;
use certbench_kubernetes::kubeconfig::{ClusterError, ClusterForm};
use certbench_x509::bytes::Bytes;

/// The chain that was brought back, leaf first, if it belongs to the key at hand.
fn chain(state: &RequestHandle) -> Vec<Bytes> {
    match &state.answer {
        Some(Ok(answer)) => answer.chain.iter().map(|one| one.der.clone()).collect(),
        _ => Vec::new(),
    }
}

fn certificate_user(state: &RequestHandle) -> String {
    match &state.answer {
        Some(Ok(answer)) => answer
            .chain
            .first()
            .map(|leaf| leaf.user.clone())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn key_fits(state: &RequestHandle) -> bool {
    matches!(&state.answer, Some(Ok(answer)) if answer.is_for_key == Some(true))
}

/// Asks the engine for the commands after every edit. The key stays out of this question: the file
/// with the key in it is written only when it is asked for.
#[hook]
fn use_commands(state: &RequestHandle) {
    let engine = use_engine();
    let state = state.clone();
    let dependencies = (
        state.cluster.clone(),
        certificate_user(&state),
        chain(&state),
    );
    use_effect_with(dependencies, move |(cluster, user, chain)| {
        let question = Kubeconfig {
            cluster: cluster.clone(),
            user: user.clone(),
            chain: chain.clone(),
            pkcs8: None,
        };
        wasm_bindgen_futures::spawn_local(async move {
            let answer = engine.ask(question).await.ok();
            state.dispatch(RequestAction::SetKubeconfig(answer));
        });
    });
}

fn cluster_problems(text: &Text, answer: &KubeconfigAnswer, of: &[ClusterError]) -> Vec<Problem> {
    answer
        .errors
        .iter()
        .filter(|error| of.contains(error))
        .map(|error| Problem::error(tr!(text, CLUSTER_ERROR(error)), String::new()))
        .collect()
}

/// Everything that can be done with the certificate.
pub fn hand_over(properties: StepProperties) -> Html {
    erased("hand_over", move |context| {
        use_hand_over_view(&properties).run(context)
    })
}

#[hook]
fn use_hand_over_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let StepProperties { state, bench } = properties;
    use_commands(state);
    let Some(answer) = state.kubeconfig.clone() else {
        return html! {};
    };
    let stem = answer.stem.clone();
    html! {
        <>
            <section class="certbench-card">
                <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "hand-over-title") }</h2>
                <div class="certbench-actions">
                    { save_button(&text, &yew::props!(SaveButtonProperties { id: "save-certificate", content: answer.certificate_pem.clone(), file_name: format!("{stem}.crt"), media_type: "application/x-pem-file" })) }
                    if !answer.authority_pem.is_empty() {
                        { save_button(&text, &yew::props!(SaveButtonProperties { id: "save-authority", content: answer.authority_pem.clone(), file_name: "ca.crt", media_type: "application/x-pem-file" })) }
                    }
                </div>
                { cluster_fields(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
            </section>
            if key_fits(state) {
                { pkcs12_form(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
            }
            { code_box(&text, &yew::props!(CodeProperties { id: "set-credentials", title: tr!(text, "hand-over-set-credentials"), content: answer.set_credentials.clone() })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "role-binding", title: tr!(text, "hand-over-role-binding"), content: answer.role_binding.clone() })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "curl", title: tr!(text, "hand-over-curl"), content: answer.curl.clone() })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "python", title: tr!(text, "hand-over-python"), content: answer.python.clone(), file_name: "whoami.py" })) }
        </>
    }
}

fn edit(state: &RequestHandle, apply: fn(&mut ClusterForm, String)) -> Callback<String> {
    let state = state.clone();
    Callback::from(move |value: String| {
        let edit = Box::new(move |cluster: &mut ClusterForm| apply(cluster, value));
        state.dispatch(RequestAction::EditCluster(edit));
    })
}

/// The cluster's description, and the kubeconfig made from it.
fn cluster_fields(properties: StepProperties) -> Html {
    erased("cluster_fields", move |context| {
        use_cluster_fields_view(&properties).run(context)
    })
}

#[hook]
fn use_cluster_fields_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let StepProperties { state, bench } = properties;
    let cluster = &state.cluster;
    let Some(answer) = state.kubeconfig.clone() else {
        return html! {};
    };
    let save = {
        let (state, bench) = (state.clone(), bench.clone());
        Callback::from(move |()| {
            let (engine, state, bench) = (engine.clone(), state.clone(), bench.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Some(key) = state.key.clone() else { return };
                let Ok(pkcs8) = key.pkcs8().await else { return };
                let question = Kubeconfig {
                    cluster: state.cluster.clone(),
                    user: certificate_user(&state),
                    chain: chain(&state),
                    pkcs8: Some(Bytes(pkcs8)),
                };
                let Ok(answer) = engine.ask(question).await else {
                    return;
                };
                if let Some(kubeconfig) = answer.kubeconfig {
                    let name = format!("{}.kubeconfig", answer.stem);
                    download::save(&name, kubeconfig.as_bytes(), "application/yaml");
                    bench.dispatch(BenchAction::KeySaved);
                }
            });
        })
    };
    let server_errors = [
        ClusterError::ServerMissing,
        ClusterError::ServerNotHttps,
        ClusterError::ServerMalformed,
    ];
    let authority_errors = [
        ClusterError::AuthorityUnreadable,
        ClusterError::AuthorityIsKey,
    ];
    // An untouched field is not yet wrong.
    let server_problems = if cluster.server.is_empty() {
        Vec::new()
    } else {
        cluster_problems(&text, &answer, &server_errors)
    };
    html! {
        <>
            <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "cluster-title") }</h3>
            { text_field(&text, &yew::props!(TextFieldProperties { id: "cluster-server", label: tr!(text, "cluster-server"), value: cluster.server.clone(), placeholder: AttrValue::Static("https://10.0.0.1:6443"), problems: server_problems, onchange: edit(state, |cluster, server| cluster.server = server) })) }
            { text_area_field(&text, &yew::props!(TextAreaFieldProperties { id: "cluster-authority", label: tr!(text, "cluster-authority"), rows: 4, value: cluster.authority.clone(), placeholder: AttrValue::Static("-----BEGIN CERTIFICATE-----"), hint: AttrValue::from(tr!(text, "cluster-authority-hint")), problems: cluster_problems(&text, &answer, &authority_errors), onchange: edit(state, |cluster, authority| cluster.authority = authority) })) }
            <div class="certbench-columns">
                { text_field(&text, &yew::props!(TextFieldProperties { id: "cluster-name", label: tr!(text, "cluster-name"), value: cluster.cluster.clone(), placeholder: AttrValue::Static("kubernetes"), onchange: edit(state, |cluster, name| cluster.cluster = name) })) }
                { text_field(&text, &yew::props!(TextFieldProperties { id: "cluster-namespace", label: tr!(text, "cluster-namespace"), value: cluster.namespace.clone(), placeholder: AttrValue::Static("default"), problems: cluster_problems(&text, &answer, &[ClusterError::NamespaceMalformed]), onchange: edit(state, |cluster, namespace| cluster.namespace = namespace) })) }
                { text_field(&text, &yew::props!(TextFieldProperties { id: "cluster-context", label: tr!(text, "cluster-context"), value: cluster.context.clone(), placeholder: AttrValue::from(cluster.context_name(&certificate_user(state))), onchange: edit(state, |cluster, context| cluster.context = context) })) }
            </div>
            if key_fits(state) {
                { action_button(&text, &yew::props!(ActionButtonProperties { id: "save-kubeconfig", kind: ActionKind::Primary, glyph: Glyph::Download, disabled: !answer.errors.is_empty(), label: tr!(text, "hand-over-kubeconfig", name = format!("{}.kubeconfig", answer.stem)), onclick: save })) }
            } else {
                { notice(&text, &yew::props!(NoticeProperties { id: "kubeconfig-needs-key", severity: Severity::Info, title: tr!(text, "kubeconfig-needs-key") })) }
            }
        </>
    }
}

/// A PKCS#12 file with a password.
fn pkcs12_form(properties: StepProperties) -> Html {
    erased("pkcs12_form", move |context| {
        use_pkcs12_form_view(&properties).run(context)
    })
}

#[hook]
fn use_pkcs12_form_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let StepProperties { state, bench } = properties;
    let password = use_state_eq(String::new);
    let problem = use_state_eq(|| None::<String>);
    let onchange = {
        let password = password.clone();
        Callback::from(move |value: String| password.set(value))
    };
    let save = {
        let (state, bench) = (state.clone(), bench.clone());
        let (password, problem) = (password.clone(), problem.clone());
        let empty = tr!(text, "pkcs12-password-missing");
        Callback::from(move |()| {
            if password.is_empty() {
                problem.set(Some(empty.clone()));
                return;
            }
            let (engine, state, bench) = (engine.clone(), state.clone(), bench.clone());
            let (password, problem) = ((*password).clone(), problem.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Some(key) = state.key.clone() else { return };
                let Ok(pkcs8) = key.pkcs8().await else { return };
                let name = certificate_user(&state);
                let stem = certbench_kubernetes::csr::commands::file_stem(&name);
                let question = Pkcs12 {
                    name,
                    pkcs8: Bytes(pkcs8),
                    chain: chain(&state),
                    password,
                };
                match engine.ask(question).await {
                    Ok(Ok(file)) => {
                        problem.set(None);
                        download::save(&format!("{stem}.p12"), &file.0, "application/x-pkcs12");
                        bench.dispatch(BenchAction::KeySaved);
                    }
                    Ok(Err(error)) => problem.set(Some(error)),
                    Err(error) => problem.set(Some(error.to_string())),
                }
            });
        })
    };
    html! {
        <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "pkcs12-title") }</h2>
            { text_field(&text, &yew::props!(TextFieldProperties { id: "pkcs12-password", label: tr!(text, "pkcs12-password"), is_secret: true, value: (*password).clone(), onchange, hint: AttrValue::from(tr!(text, "pkcs12-hint")), problems: problem.iter().map(|problem| Problem::error(problem.clone(), String::new())).collect::<Vec<_>>() })) }
            { action_button(&text, &yew::props!(ActionButtonProperties { id: "save-pkcs12", glyph: Glyph::Download, label: tr!(text, "pkcs12-save"), onclick: save })) }
        </section>
    }
}
