//! Which roles and bindings are asked about.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::AccessProperties;
use crate::browser::file::{self, Content, FileError};
use crate::components::{Alert, AlertVariant, HeadingLevel, Title, file_error_key};
use crate::context::{Text, use_engine, use_text};
use crate::hooks::use_newest;
use crate::locale::families::RBAC_SKIPPED;
use crate::locale::{key, tr};
use crate::ui::components::forms::{self, Control, FieldSpec, fields};
use certbench_engine::access::{LoadAccess, Loaded};
use certbench_formats::text::visible;
use certbench_kubernetes::rbac::Skipped;

const DEFAULTS: FieldSpec = FieldSpec::new(key!("access-defaults"), Control::Check(true));
const BENCH: FieldSpec = FieldSpec::new(key!("access-bench"), Control::Check(true));
const MANIFESTS: FieldSpec =
    FieldSpec::new(key!("access-manifests"), Control::Area(5)).hint(key!("access-manifests-hint"));

/// Counts what was loaded: whatever was asked before is asked again. Empty after everything was wiped,
/// and for an engine that knows nothing of what the one before it had loaded.
pub const LOADED: &str = ".loaded";

/// Built-in roles, the bench, a text and a file.
#[component]
pub fn Load(properties: &AccessProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let forms = &properties.forms;
    let chosen = use_state(|| None::<Content>);
    let unreadable = use_state_eq(|| None::<FileError>);
    let loaded = use_state(|| None::<Loaded>);
    let newest = use_newest();
    let last = use_mut_ref(|| None);
    {
        let (setter, forms) = (loaded.setter(), forms.clone());
        let is_wiped = forms.value(LOADED).is_empty();
        let wanted = (
            forms.is_on(&DEFAULTS),
            forms.is_on(&BENCH),
            forms.value(MANIFESTS.key.as_str()),
            (*chosen).clone(),
        );
        use_effect_with((wanted, is_wiped), move |(wanted, is_wiped)| {
            if !is_wiped && last.borrow().as_ref() == Some(wanted) {
                return;
            }
            *last.borrow_mut() = Some(wanted.clone());
            let (with_defaults, with_bench, manifests, chosen) = wanted.clone();
            let ticket = newest.begin();
            wasm_bindgen_futures::spawn_local(async move {
                let first = LoadAccess {
                    afresh: true,
                    with_defaults,
                    with_bench,
                    ..LoadAccess::default()
                };
                let given = chosen.unwrap_or_else(Content::empty);
                let mut answer = engine.ask_about(first, &given).await;
                if !manifests.is_empty() && answer.is_ok() {
                    let more = LoadAccess {
                        manifests: manifests.as_bytes().to_vec().into(),
                        ..LoadAccess::default()
                    };
                    answer = engine.ask(more).await;
                }
                if ticket.is_newest()
                    && let Ok(answer) = answer
                {
                    setter.set(Some(answer));
                    let count = forms.value(LOADED).parse::<u32>().unwrap_or_default();
                    forms::set(&forms, LOADED, count.wrapping_add(1).to_string());
                }
            });
        });
    }
    let onfile = {
        let (chosen, unreadable) = (chosen.setter(), unreadable.setter());
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(picked) = input.and_then(|input| file::picked(&input)) {
                let (chosen, unreadable) = (chosen.clone(), unreadable.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    let read = file::content(&picked).await;
                    unreadable.set(read.as_ref().err().copied());
                    chosen.set(read.ok());
                });
            }
        })
    };
    html! {
        <section class="certbench-card" aria-labelledby="access-load-title">
            <Title level={HeadingLevel::H2} id="access-load-title">{ tr!(text, "access-load-title") }</Title>
            { fields(&text, forms, &[DEFAULTS, BENCH, MANIFESTS]) }
            <div class="certbench-file">
                <input type="file" id="access-file" onchange={onfile} />
                <label class="certbench-small-button" for="access-file">{ tr!(text, "access-file") }</label>
            </div>
            <div id="access-loaded" aria-live="polite">
                if let Some(error) = *unreadable {
                    <Alert id="access-unreadable" variant={AlertVariant::Danger} title={text.get(file_error_key(error))} />
                }
                if let Some(loaded) = &*loaded {
                    <p>{ summary(&text, loaded) }</p>
                    if !loaded.skipped.is_empty() {
                        <Alert id="access-skipped" variant={AlertVariant::Warning} title={tr!(text, "access-skipped", count = loaded.skipped_count)}>
                            <ul>{ for loaded.skipped.iter().take(10).map(|one| skipped(&text, one)) }</ul>
                        </Alert>
                    }
                }
            </div>
        </section>
    }
}

fn summary(text: &Text, loaded: &Loaded) -> String {
    tr!(
        text,
        "access-loaded",
        roles = loaded.roles,
        bindings = loaded.bindings,
        version = loaded.defaults_version.as_str(),
        date = loaded.defaults_date.as_str()
    )
}

fn skipped(text: &Text, one: &Skipped) -> Html {
    let why = tr!(text, RBAC_SKIPPED(one.code), detail = visible(&one.detail));
    html! { <li>{ visible(&one.object) }{ ": " }{ why }</li> }
}
