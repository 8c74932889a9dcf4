//! Roles and bindings while somebody writes them: a form, a manifest and commands that say the same.

mod begin;
mod edit;
mod form;
mod result;

use yew::prelude::*;

use self::edit::{BINDINGS, Place, ROLES, Spot, change};
use self::form::{Change, Form};
use super::AccessProperties;
use super::load::LOADED;
use crate::browser::engine_client::EngineClient;
use crate::components::{HeadingLevel, Title, TitleSize};
use crate::context::{use_engine, use_text};
use crate::hooks::{Newest, TYPING_PAUSE, use_newest, use_question};
use crate::locale::{Key, key, tr};
use crate::ui::components::forms::{Control, FieldSpec, FormHandle, Values, field, set};
use certbench_engine::access_draft::{AccessDraft, DraftAccess};
use certbench_formats::text::visible;

const MANIFEST: FieldSpec =
    FieldSpec::new(key!("write-manifest"), Control::Area(18)).hint(key!("write-manifest-hint"));
/// Who creates what is written.
const AUTHOR: [FieldSpec; 2] = [
    FieldSpec::new(key!("write-author"), Control::Line).hint(key!("write-author-hint")),
    FieldSpec::new(key!("write-author-groups"), Control::Area(2)).hint(key!("access-groups-hint")),
];
/// Where the Inspect room's cards leave whom they are about.
const USER: &str = "access-user";
const GROUPS: &str = "access-groups";

/// What is written now.
#[derive(Clone, Default)]
struct Written {
    /// The manifest that the answer is about.
    manifest: String,
    /// The manifest before the place that was written in last was changed: half-typed words leave
    /// nothing behind, and an emptied field no other layout.
    base: String,
    answer: AccessDraft,
    typed: Option<Change>,
    /// The key of why a beginning came to nothing.
    note: Option<Key>,
}

/// Where answers go.
#[derive(Clone)]
struct Writer {
    written: UseStateHandle<Written>,
    newest: Newest,
    engine: EngineClient,
    forms: FormHandle,
}

impl Writer {
    /// Asks; an answer that was overtaken is dropped.
    fn ask(&self, question: DraftAccess, typed: Option<Change>) {
        let ticket = self.newest.begin();
        let this = self.clone();
        let base = match &question {
            DraftAccess::Form(_, base) => base.clone(),
            _ => String::new(),
        };
        let (manifest, is_beginning, is_refusal) = match &question {
            DraftAccess::Manifest(text) => (Some(text.clone()), false, false),
            DraftAccess::Form(..) => (None, false, false),
            DraftAccess::Refusals(..) => (None, true, true),
            _ => (None, true, false),
        };
        wasm_bindgen_futures::spawn_local(async move {
            let Ok(answer) = this.engine.ask(question).await else {
                return;
            };
            if !ticket.is_newest() {
                return;
            }
            if is_beginning && answer.reading.drafts.is_empty() {
                // Whatever was written before stays.
                let mut written = (*this.written).clone();
                written.answer.reading.errors = answer.reading.errors;
                written.note = match answer.refusals.is_empty() {
                    true if is_refusal => Some(key!("write-no-refusal")),
                    false => Some(key!("write-no-right")),
                    true => None,
                };
                this.written.set(written);
                return;
            }
            // What somebody is typing is never written over by what it came to.
            let is_typed = manifest.is_some();
            let manifest = manifest.unwrap_or_else(|| answer.yaml.clone());
            this.written.set(Written {
                manifest: manifest.clone(),
                base,
                answer,
                typed,
                note: None,
            });
            if !is_typed {
                set(&this.forms, MANIFEST.key.as_str(), manifest);
            }
        });
    }

    /// Changes a place of the form; the field shows it at once.
    fn change(&self, (spot, value): Change) {
        let mut written = (*self.written).clone();
        if !matches!(&written.typed, Some((last, _)) if *last == spot) {
            written.base.clone_from(&written.manifest);
        }
        let drafts = &mut written.answer.reading.drafts;
        change(drafts, spot, &value);
        let question = DraftAccess::Form(drafts.clone(), written.base.clone());
        let typed = Some((spot, value));
        written.typed.clone_from(&typed);
        self.written.set(written);
        self.ask(question, typed);
    }
}

/// The writing half of the room.
#[component]
pub fn Write(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let writer = Writer {
        written: use_state(Written::default),
        newest: use_newest(),
        engine: use_engine(),
        forms: forms.clone(),
    };
    let manifest = forms.value(MANIFEST.key.as_str());
    let is_empty = forms.part("write-") == Values::default();
    {
        let writer = writer.clone();
        use_effect_with((manifest, is_empty), move |(manifest, is_empty)| {
            if *is_empty {
                // At first, and after a wipe: nothing that was pasted stays, errors neither.
                writer.newest.forget();
                writer.written.set(Written::default());
            } else if *manifest != writer.written.manifest {
                writer.ask(DraftAccess::Manifest(manifest.to_string()), None);
            }
        });
    }
    let asked = forms
        .part(MANIFEST.key.as_str())
        .and(forms.part(AUTHOR[0].key.as_str()));
    let checked = use_question(asked.and(forms.part(LOADED)), TYPING_PAUSE, result::check);
    let checked = checked.latest();
    let written = &*writer.written;
    let onchange = {
        let writer = writer.clone();
        Callback::from(move |changed| writer.change(changed))
    };
    let form = Form {
        text: &text,
        typed: &written.typed,
        onchange: &onchange,
    };
    let drafts = &written.answer.reading.drafts;
    html! {
        <section class="certbench-card" aria-labelledby="write-title">
            <Title level={HeadingLevel::H2} id="write-title">{ tr!(text, "write-title") }</Title>
            <p>{ tr!(text, "write-lead") }</p>
            { begin::begin(&text, &writer) }
            <div class="certbench-step certbench-step--wide">
                <div class="certbench-step__main">
                    <Title level={HeadingLevel::H3} size={TitleSize::Medium}>{ tr!(text, "write-form") }</Title>
                    <p class="certbench-hint">{ tr!(text, "write-form-hint") }</p>
                    { for drafts.iter().enumerate().map(|(number, draft)| form.draft(number, draft)) }
                    { add(&form, forms) }
                </div>
                <div class="certbench-step__main">
                    { field(&text, forms, &MANIFEST, Vec::new()) }
                    <div id="write-result" aria-live="polite" class="certbench-field">
                        { result::unread(&text, written) }
                        if let Some(checked) = checked {
                            { result::verdict(&text, checked) }
                        }
                    </div>
                    { result::author(&text, forms, checked.map(|checked| &**checked)) }
                    if !written.manifest.is_empty() {
                        { result::take_away(&text, written) }
                    }
                </div>
            </div>
        </section>
    }
}

/// Buttons for one more draft, and for whoever was looked at in the Inspect room.
fn add(form: &Form<'_>, forms: &FormHandle) -> Html {
    let button = |key: Key, place: Place, value: &str, id: String| {
        let spot = Spot {
            draft: 0,
            item: 0,
            place,
        };
        let label = form.text.with(key, &[("name", visible(value).into())]);
        form.button(id, label, spot, value)
    };
    let kinds = ROLES.iter().chain(&BINDINGS);
    let user = forms.text(USER);
    let groups = forms.list(GROUPS);
    html! {
        <div class="certbench-actions">
            for kind in kinds {
                { button(key!("write-fresh", name), Place::Fresh, kind, format!("write-fresh-{}", kind.to_lowercase())) }
            }
            if !user.is_empty() {
                { button(key!("write-add-user", name), Place::User, &user, "write-add-user".to_owned()) }
            }
            for (number, group) in groups.iter().enumerate() {
                { button(key!("write-add-group", name), Place::Group, group, format!("write-add-group-{number}")) }
            }
        </div>
    }
}
