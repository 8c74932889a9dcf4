//! Step 4: files and commands to take away.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::StepProperties;
use super::state::RequestAction;
use crate::browser::crypto::SigningKey;
use crate::browser::download;
use crate::browser::engine_client::EngineClient;
use crate::locale::{key, tr};
use crate::ui::components::erased::erased;
use certbench_kubernetes::finding::Severity;
use certbench_x509::bytes::{Bytes, pem};

use crate::ui::bench::{Artefact, BenchAction, Content};
use crate::ui::components::button::{ActionButtonProperties, ActionKind, action_button};
use crate::ui::components::code::{CodeProperties, code_box};
use crate::ui::components::icon::Glyph;
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::{BenchHandle, RequestHandle, Text, use_engine, use_text};
use certbench_engine::make_request::{BuildError, Make, MakeAnswer, MakeSource};
use certbench_engine::take_away::Archive;

/// Makes the request in the engine, where the browser signs it.
async fn make(
    state: &RequestHandle,
    engine: &EngineClient,
) -> Option<Result<MakeAnswer, BuildError>> {
    let object = state.object.clone();
    let answer = match (&state.existing, &state.key) {
        (Some(existing), _) => {
            let source = MakeSource::Request(existing.der.clone());
            engine.ask(Make { source, object }).await
        }
        (None, Some(key)) => {
            let source = MakeSource::Form {
                subject: state.subject.clone(),
                public_key: key.spki.clone().into(),
            };
            engine.ask_with_key(Make { source, object }, key).await
        }
        (None, None) => return None,
    };
    answer.ok()
}

/// Makes the request whenever this step is shown and there is none for what was typed.
#[hook]
fn use_made(state: &RequestHandle, bench: &BenchHandle) -> UseStateHandle<Option<String>> {
    let engine = use_engine();
    let problem = use_state_eq(|| None);
    let (state, bench) = (state.clone(), bench.clone());
    let setter = problem.setter();
    let dependencies = (state.draft_question(), state.made.is_some());
    use_effect_with(dependencies, move |(question, is_made)| {
        if *is_made {
            return;
        }
        let question = question.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match make(&state, &engine).await {
                Some(Ok(made)) => {
                    let artefact = |content| Artefact {
                        title: state.user().to_owned(),
                        stem: made.stem.clone(),
                        content,
                    };
                    bench.dispatch(BenchAction::Put(artefact(Content::Request(
                        made.csr_pem.clone(),
                    ))));
                    bench.dispatch(BenchAction::Put(artefact(Content::Object(
                        made.yaml.clone(),
                    ))));
                    setter.set(None);
                    state.dispatch(RequestAction::SetMade(question, made));
                }
                Some(Err(BuildError::Unsigned(reason))) => setter.set(Some(reason)),
                // What else is wrong stands beside the fields.
                Some(Err(_)) | None => {}
            }
        });
    });
    problem
}

/// The step.
pub fn take_away_step(properties: StepProperties) -> Html {
    erased("take_away_step", move |context| {
        use_take_away_step_view(&properties).run(context)
    })
}

#[hook]
fn use_take_away_step_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let StepProperties { state, bench } = properties;
    let problem = use_made(state, bench);
    if let Some(reason) = &*problem {
        return html! {
            { notice(&text, &yew::props!(NoticeProperties { id: "sign-failed", severity: Severity::Error, title: tr!(text, "crypto-refused", detail = reason.clone()), children: html! { <>
                { tr!(text, "crypto-refused".remedy) }
            </> } })) }
        };
    }
    let Some(made) = &state.made else {
        let key = if state.key.is_none() && state.existing.is_none() {
            key!("take-away-needs-key")
        } else if state
            .draft
            .as_ref()
            .is_some_and(|draft| !draft.errors.is_empty())
        {
            key!("take-away-has-errors")
        } else {
            key!("take-away-working")
        };
        return html! {
            { notice(&text, &yew::props!(NoticeProperties { id: "take-away-waiting", severity: Severity::Info, title: text.get(key) })) }
        };
    };
    html! {
        <>
            { files(yew::props!(StepProperties { state: state.clone(), bench: bench.clone() })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "yaml", title: tr!(text, "take-away-yaml"), content: made.yaml.clone(), file_name: AttrValue::from(format!("{}-csr.yaml", made.stem)), media_type: "application/yaml" })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "csr", title: tr!(text, "take-away-csr"), content: made.csr_pem.clone(), file_name: AttrValue::from(format!("{}.csr", made.stem)), media_type: "application/x-pem-file" })) }
            { code_box(&text, &yew::props!(CodeProperties { id: "kubectl", title: tr!(text, "take-away-kubectl"), content: made.kubectl.clone() })) }
            if !made.openssl.is_empty() {
                <details class="certbench-details">
                    <summary id="openssl-more">{ tr!(text, "take-away-openssl-more") }</summary>
                    { code_box(&text, &yew::props!(CodeProperties { id: "openssl", title: tr!(text, "take-away-openssl"), content: made.openssl.clone() })) }
                </details>
            }
        </>
    }
}

/// The README inside the zip, in the user's language.
fn readme(text: &Text, state: &RequestHandle, made: &MakeAnswer) -> String {
    let files = tr!(
        text,
        "readme-files",
        stem = made.stem.as_str(),
        user = state.user()
    );
    format!(
        "# {}\n\n{files}\n\n    {}\n{}\n",
        tr!(text, "readme-title"),
        made.kubectl.trim_end().replace('\n', "\n    "),
        tr!(text, "readme-warning"),
    )
}

async fn save_key(key: &SigningKey, stem: &str, bench: &BenchHandle) {
    if let Ok(pkcs8) = key.pkcs8().await {
        let content = pem("PRIVATE KEY", &pkcs8);
        download::save(
            &format!("{stem}.key"),
            content.as_bytes(),
            "application/x-pem-file",
        );
        bench.dispatch(BenchAction::KeySaved);
    }
}

async fn save_all(
    engine: EngineClient,
    state: RequestHandle,
    bench: BenchHandle,
    made: MakeAnswer,
    readme: String,
) {
    let stem = &made.stem;
    let mut files = vec![
        ("README.md".to_owned(), Bytes(readme.into_bytes())),
        (
            format!("{stem}.csr"),
            Bytes(made.csr_pem.clone().into_bytes()),
        ),
        (
            format!("{stem}-csr.yaml"),
            Bytes(made.yaml.clone().into_bytes()),
        ),
    ];
    if let Some(key) = &state.key {
        let Ok(pkcs8) = key.pkcs8().await else { return };
        files.push((
            format!("{stem}.key"),
            Bytes(pem("PRIVATE KEY", &pkcs8).into_bytes()),
        ));
    }
    if let Ok(Ok(archive)) = engine.ask(Archive { files }).await {
        download::save(&format!("{stem}.zip"), &archive.0, "application/zip");
        if state.key.is_some() {
            bench.dispatch(BenchAction::KeySaved);
        }
    }
}

/// The private key alone, and everything as one zip.
fn files(properties: StepProperties) -> Html {
    erased("files", move |context| {
        use_files_view(&properties).run(context)
    })
}

#[hook]
fn use_files_view(properties: &StepProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let StepProperties { state, bench } = properties;
    let Some(made) = state.made.clone() else {
        return html! {};
    };
    let onkey = state.key.clone().map(|key| {
        let (bench, stem) = (bench.clone(), made.stem.clone());
        Callback::from(move |()| {
            let (key, bench, stem) = (key.clone(), bench.clone(), stem.clone());
            wasm_bindgen_futures::spawn_local(async move { save_key(&key, &stem, &bench).await });
        })
    });
    let onzip = {
        let (state, bench, made) = (state.clone(), bench.clone(), made.clone());
        let text = text.clone();
        Callback::from(move |()| {
            let readme = readme(&text, &state, &made);
            let (engine, state) = (engine.clone(), state.clone());
            wasm_bindgen_futures::spawn_local(save_all(
                engine,
                state,
                bench.clone(),
                made.clone(),
                readme,
            ));
        })
    };
    html! {
        <section class="certbench-card certbench-actions">
            if let Some(onkey) = onkey {
                { action_button(&text, &yew::props!(ActionButtonProperties { id: "save-key", kind: ActionKind::Primary, glyph: Glyph::Download, label: tr!(text, "take-away-key", name = format!("{}.key", made.stem)), onclick: onkey })) }
            }
            { action_button(&text, &yew::props!(ActionButtonProperties { id: "save-zip", glyph: Glyph::Download, label: tr!(text, "take-away-zip", name = format!("{}.zip", made.stem)), onclick: onzip })) }
            <p class="certbench-hint">{ tr!(text, "take-away-hint") }</p>
        </section>
    }
}
