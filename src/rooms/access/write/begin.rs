//! The ways to begin: a preset, refusals, commands.

use yew::prelude::*;

use super::Writer;
use super::edit::{Place, SUBJECTS, subject_kind};
use super::form::choice;
use crate::components::{Alert, AlertVariant, Button, ButtonVariant, FormGroup, FormSelect};
use crate::context::Text;
use crate::locale::families::PRESET;
use crate::locale::{key, pair, tr};
use crate::ui::components::forms::{Control, FieldSpec, FormHandle, field, fields, set};
use certbench_engine::access_draft::DraftAccess;
use certbench_kubernetes::access_draft::presets::{Preset, PresetForm};
use certbench_kubernetes::rbac::{Subject, SubjectKind};

const FROM: FieldSpec = FieldSpec::new(
    key!("write-from"),
    Control::Choice(&[
        ("preset", key!("write-from-preset")),
        ("refusals", key!("write-from-refusals")),
        ("commands", key!("write-from-commands")),
        ("manifest", key!("write-from-manifest")),
    ]),
);
const REFUSALS: FieldSpec =
    FieldSpec::new(key!("write-refusals"), Control::Area(6)).hint(key!("write-refusals-hint"));
const BY_NAME: FieldSpec = FieldSpec::new(key!("write-by-name"), Control::Check(false));
const COMMANDS: FieldSpec =
    FieldSpec::new(key!("write-commands"), Control::Area(6)).hint(key!("write-commands-hint"));
const NAMESPACE: FieldSpec = FieldSpec::new(key!("write-namespace"), Control::Line);
const SUBJECT: FieldSpec = FieldSpec::new(key!("write-subject"), Control::Line);
const SUBJECT_NAMESPACE: FieldSpec = FieldSpec::new(key!("write-subject-namespace"), Control::Line);
const SIGNER: FieldSpec =
    FieldSpec::new(key!("write-signer"), Control::Line).hint(key!("write-signer-hint"));

/// The preset that is chosen.
fn preset(forms: &FormHandle) -> Preset {
    let code = forms.value("write-preset");
    let mut all = Preset::ALL.iter().copied();
    all.find(|preset| preset.as_str() == code.as_str())
        .unwrap_or(Preset::ReadOnly)
}

/// What the chosen beginning asks.
fn beginning(forms: &FormHandle) -> Option<DraftAccess> {
    Some(match forms.value(FROM.key.as_str()).as_str() {
        "manifest" => return None,
        "refusals" => DraftAccess::Refusals(
            forms.value(REFUSALS.key.as_str()).to_string(),
            forms.is_on(&BY_NAME),
        ),
        "commands" => DraftAccess::Commands(forms.value(COMMANDS.key.as_str()).to_string()),
        _ => {
            let name = forms.text(SUBJECT.key.as_str());
            let subject = match subject_kind(&forms.value(Place::SubjectKind.id())) {
                SubjectKind::User => Subject::from_user(&name),
                kind => Subject {
                    kind,
                    name,
                    namespace: match kind {
                        SubjectKind::ServiceAccount => forms.text(SUBJECT_NAMESPACE.key.as_str()),
                        _ => String::new(),
                    },
                },
            };
            let form = PresetForm {
                namespace: forms.text(NAMESPACE.key.as_str()),
                subject,
                signer: forms.text(SIGNER.key.as_str()),
            };
            DraftAccess::Preset(preset(forms), form)
        }
    })
}

/// The ways to begin.
pub fn begin(text: &Text, writer: &Writer) -> Html {
    let forms = &writer.forms;
    let inside = match forms.value(FROM.key.as_str()).as_str() {
        "manifest" => {
            html! { <p class="certbench-hint">{ tr!(text, "write-from-manifest-hint") }</p> }
        }
        "refusals" => fields(text, forms, &[REFUSALS, BY_NAME]),
        "commands" => fields(text, forms, &[COMMANDS]),
        _ => preset_fields(text, forms),
    };
    let onclick = {
        let writer = writer.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(question) = beginning(&writer.forms) {
                writer.ask(question, None);
            }
        })
    };
    html! {
        <>
            { field(text, forms, &FROM, Vec::new()) }
            { inside }
            if forms.value(FROM.key.as_str()) != "manifest" {
                <div class="certbench-actions">
                    <Button id="write-begin" variant={ButtonVariant::Primary} {onclick}>{ tr!(text, "write-begin") }</Button>
                    <span class="certbench-hint">{ tr!(text, "write-begin-hint") }</span>
                </div>
            }
            if let Some(note) = writer.written.note {
                <Alert id="write-note" variant={AlertVariant::Warning} title={text.get(note)} />
            }
        </>
    }
}

fn preset_fields(text: &Text, forms: &FormHandle) -> Html {
    let chosen = preset(forms);
    let words = |preset: Preset| pair!(text, PRESET(preset).detail);
    let options: Vec<(AttrValue, AttrValue)> = Preset::ALL
        .iter()
        .map(|preset| (preset.as_str().into(), words(*preset).0.into()))
        .collect();
    let setter = |key: &'static str| {
        let forms = forms.clone();
        Callback::from(move |value: String| set(&forms, key, value))
    };
    let is_cluster = matches!(chosen, Preset::NodeReader | Preset::CsrApprover);
    let has_kind = chosen != Preset::CiDeployer;
    let kind_key = Place::SubjectKind.id();
    let kind = forms.value(kind_key);
    let has_namespace = has_kind && kind == SUBJECTS[2];
    html! {
            <>
                <FormGroup id="write-preset" label={tr!(text, "write-preset")}>
    <FormSelect value={chosen.as_str()} {options} onchange={setter("write-preset")} />
    </FormGroup>
                <p class="certbench-hint" id="write-preset-detail">{ words(chosen).1 }</p>
                <div class="certbench-columns">
                    if !is_cluster {
                        { field(text, forms, &NAMESPACE, Vec::new()) }
                    }
                    if has_kind {
                        { choice(text, kind_key.to_owned(), Place::SubjectKind, kind, &SUBJECTS, setter(kind_key)) }
                    }
                    { field(text, forms, &SUBJECT, Vec::new()) }
                    if has_namespace {
                        { field(text, forms, &SUBJECT_NAMESPACE, Vec::new()) }
                    }
                    if chosen == Preset::CsrApprover {
                        { field(text, forms, &SIGNER, Vec::new()) }
                    }
                </div>
            </>
        }
}
