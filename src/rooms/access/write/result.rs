//! What becomes of the manifest: what cannot be read, what the API server says, what to take away.

use yew::prelude::*;

use super::form::title;
use super::{AUTHOR, MANIFEST, Written};
use crate::components::{
    Alert, AlertVariant, CodeBlock, CopyButton, ExpandableSection, Findings, HeadingLevel, Problem,
    SaveButton, Title, TitleSize,
};
use crate::context::Text;
use crate::locale::families::DRAFT_ERROR;
use crate::locale::{pair, tr};
use crate::ui::components::forms::{FormHandle, Values, fields};
use certbench_engine::access::{CheckAccess, Checked, Who};
use certbench_formats::text::visible;
use certbench_kubernetes::access_draft::{Draft, Reading};

/// Asks whether the API server would take the manifest; nothing while there is none.
pub fn check(values: &Values) -> Option<CheckAccess> {
    let author = Who {
        user: values.text(AUTHOR[0].key.as_str()),
        groups: values.list(AUTHOR[1].key.as_str()),
        as_logged_in: true,
    };
    let question = CheckAccess {
        manifests: values.value(MANIFEST.key.as_str()).to_string(),
        author: (!author.user.is_empty()).then_some(author),
    };
    (!question.manifests.trim().is_empty()).then_some(question)
}

/// What is no draft, and what the form cannot hold.
pub fn unread(text: &Text, written: &Written) -> Html {
    let Reading { errors, lost, .. } = &written.answer.reading;
    let problems: Vec<_> = errors
        .iter()
        .map(|error| {
            let detail = visible(&error.detail);
            let (problem, remedy) = pair!(text, DRAFT_ERROR(error.code).remedy, detail = detail);
            Problem::error(problem, remedy)
        })
        .collect();
    html! {
        <>
            if !problems.is_empty() {
                <Findings id="write-errors" {problems} />
            }
            if written.answer.is_anew {
                <Alert id="write-anew" variant={AlertVariant::Warning} title={tr!(text, "write-anew")} />
            }
            if !lost.is_empty() {
                <Alert id="write-lost" title={tr!(text, "write-lost")}>
                    <code class="certbench-break">{ visible(&lost.join(", ")) }</code>
                </Alert>
            }
        </>
    }
}

/// What the API server would say of the manifest, and what is worth knowing about it.
pub fn verdict(text: &Text, checked: &Checked) -> Html {
    let mut problems = Vec::new();
    for object in &checked.objects {
        if let Some(field) = &object.malformed {
            let title = format!("{} {}", object.kind, object.name);
            let (object, field) = (visible(&title), visible(field));
            let problem = tr!(text, "write-malformed", object = object, field = field);
            problems.push(Problem::error(problem, String::new()));
        } else if !object.message.is_empty() {
            problems.push(Problem::quote(visible(&object.message)));
        }
    }
    let is_valid = problems.is_empty() && checked.error.is_none() && !checked.objects.is_empty();
    let remarks: Vec<_> = checked
        .remarks
        .iter()
        .map(|remark| {
            let mut problem = Problem::sourced(text, &remark.finding);
            let object = visible(&remark.object);
            problem.problem.insert_str(0, &format!("{object}: "));
            problem
        })
        .collect();
    html! {
        <>
            if is_valid {
                <Alert id="write-valid" variant={AlertVariant::Success} title={tr!(text, "write-valid")} />
            }
            if !problems.is_empty() {
                <Findings id="write-refused" {problems} />
            }
            if !remarks.is_empty() {
                <Title level={HeadingLevel::H3} size={TitleSize::Medium}>{ tr!(text, "write-remarks") }</Title>
                <Findings id="write-remarks" problems={remarks} />
            }
        </>
    }
}

/// Who creates the objects, and whether the API server lets them.
pub fn author(text: &Text, forms: &FormHandle, checked: Option<&Checked>) -> Html {
    let attempts = checked.map_or(&[][..], |checked| &checked.objects).iter();
    let attempts: Vec<_> = attempts
        .filter_map(|object| Some((object, object.attempt.as_ref()?)))
        .collect();
    let refusals: Vec<_> = attempts
        .iter()
        .filter_map(|(object, attempt)| {
            if attempt.is_unknown {
                let object = visible(&format!("{} {}", object.kind, object.name));
                let problem = tr!(text, "write-author-unknown", object = object);
                return Some(Problem::error(problem, String::new()));
            }
            (attempt.http_status != 201).then(|| Problem::quote(visible(&attempt.message)))
        })
        .collect();
    let may = !attempts.is_empty() && refusals.is_empty();
    html! {
        <ExpandableSection id="write-author-open" title={tr!(text, "write-author-open")}>
            { fields(text, forms, &AUTHOR) }
            <div id="write-author-result" aria-live="polite" class="certbench-field">
                if may {
                    <Alert id="write-author-may" variant={AlertVariant::Success} title={tr!(text, "write-author-may")} />
                }
                if !refusals.is_empty() {
                    <p>{ tr!(text, "write-author-not") }</p>
                    <Findings id="write-author-refused" problems={refusals} />
                }
            </div>
        </ExpandableSection>
    }
}

/// The manifest to be copied or saved, and the commands that do the same.
pub fn take_away(text: &Text, written: &Written) -> Html {
    let answer = &written.answer;
    let commands: String = answer
        .commands
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let without =
        |(draft, command): (&Draft, &Option<String>)| command.is_none().then(|| title(draft));
    let pairs = answer.reading.drafts.iter().zip(&answer.commands);
    let without: Vec<_> = pairs.filter_map(without).collect();
    let manifest = AttrValue::from(written.manifest.clone());
    html! {
        <>
            <div class="certbench-actions">
                <CopyButton id="write-manifest-copy" content={manifest.clone()} name={text.get(MANIFEST.key)} />
                <SaveButton id="write-manifest-save" content={manifest} file_name="access.yaml" media_type="application/yaml" />
            </div>
            if !commands.is_empty() {
                <CodeBlock id="write-kubectl" title={tr!(text, "write-kubectl")} content={commands} />
            }
            if !without.is_empty() {
                <p class="certbench-hint" id="write-no-command">
                    { tr!(text, "write-no-command", list = without.join(", ")) }
                </p>
            }
        </>
    }
}
