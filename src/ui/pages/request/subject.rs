//! Step 2: who asks.

use yew::prelude::*;

use super::StepProperties;
use super::problems::{problems, wrong_rows};
use super::state::RequestAction;
use crate::locale::families::ALT_NAME;
use crate::locale::tr;
use crate::ui::components::field::{TextFieldProperties, text_field};
use crate::ui::components::findings::{ProblemsProperties, problem_list};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::components::rows::{RowHead, RowsProperties, row_list};
use crate::ui::context::Text;
use certbench_formats::text::visible;
use certbench_kubernetes::csr::subject_form::SubjectForm;
use certbench_kubernetes::finding::{Field, Severity};
use certbench_x509::general_name::GeneralName;

/// The form's alternative names as rows.
fn alt_name_rows(names: &[GeneralName]) -> Vec<(String, String)> {
    names
        .iter()
        .map(|name| match name {
            GeneralName::Ip(value) => ("ip", value),
            GeneralName::Email(value) => ("email", value),
            GeneralName::Uri(value) => ("uri", value),
            GeneralName::Dns(value)
            | GeneralName::DirName(value)
            | GeneralName::Rid(value)
            | GeneralName::Other(value) => ("dns", value),
        })
        .map(|(kind, value)| (kind.to_owned(), value.clone()))
        .collect()
}

fn alt_names(rows: Vec<(String, String)>) -> Vec<GeneralName> {
    rows.into_iter()
        .map(|(kind, value)| match kind.as_str() {
            "ip" => GeneralName::Ip(value),
            "email" => GeneralName::Email(value),
            "uri" => GeneralName::Uri(value),
            _ => GeneralName::Dns(value),
        })
        .collect()
}

/// The step.
pub fn subject_step(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    if let Some(existing) = &state.existing {
        let beside: Vec<_> = [
            Field::User,
            Field::Groups,
            Field::Attributes,
            Field::AltNames,
        ]
        .into_iter()
        .flat_map(|field| problems(text, state, field))
        .collect();
        return html! {
            { notice(text, &yew::props!(NoticeProperties { id: "subject-fixed", severity: Severity::Info, title: tr!(text, "subject-fixed"), children: html! { <>
                <p><code class="certbench-break">{ visible(&existing.subject) }</code></p>
                if !beside.is_empty() {
                    { problem_list(text, &yew::props!(ProblemsProperties { id: "subject-fixed-problems", problems: beside })) }
                }
            </> } })) }
        };
    }
    subject_fields(text, properties)
}

fn subject_fields(text: &Text, properties: &StepProperties) -> Html {
    let state = &properties.state;
    let subject = &state.subject;
    let edit = |apply: fn(&mut SubjectForm, Vec<(String, String)>)| {
        let state = state.clone();
        Callback::from(move |rows: Vec<(String, String)>| {
            let edit = Box::new(move |subject: &mut SubjectForm| apply(subject, rows));
            state.dispatch(RequestAction::EditSubject(edit));
        })
    };
    let set_user = {
        let state = state.clone();
        Callback::from(move |user: String| {
            let edit = Box::new(move |subject: &mut SubjectForm| subject.user = user);
            state.dispatch(RequestAction::EditSubject(edit));
        })
    };
    let groups: Vec<_> = subject
        .groups
        .iter()
        .map(|group| (String::new(), group.clone()))
        .collect();
    let kinds = ["dns", "ip", "email", "uri"];
    let kinds: Vec<_> = kinds
        .into_iter()
        .map(|kind| (AttrValue::Static(kind), tr!(text, ALT_NAME(kind)).into()))
        .collect();
    html! {
        <section class="certbench-card">
            { text_field(text, &yew::props!(TextFieldProperties { id: "user", label: tr!(text, "subject-user"), value: subject.user.clone(), placeholder: AttrValue::Static("jane"), hint: AttrValue::from(tr!(text, "subject-user-hint")), problems: problems(text, state, Field::User), onchange: set_user })) }
            { row_list(text, &yew::props!(RowsProperties { id: "groups", label: tr!(text, "subject-groups"), value_label: tr!(text, "subject-group"), rows: groups, add_label: tr!(text, "subject-group-add"), hint: AttrValue::from(tr!(text, "subject-groups-hint")), problems: problems(text, state, Field::Groups), onchange: edit(|subject, rows| {
                    subject.groups = rows.into_iter().map(|(_, group)| group).collect();
                }) })) }
            <details class="certbench-details" open={!subject.attributes.is_empty() || !subject.alt_names.is_empty()}>
                <summary id="subject-more">{ tr!(text, "subject-more") }</summary>
                { row_list(text, &yew::props!(RowsProperties { id: "attributes", label: tr!(text, "subject-attributes"), value_label: tr!(text, "subject-attribute-value"), head: RowHead::Text, head_label: tr!(text, "subject-attribute-type"), rows: subject.attributes.clone(), add_label: tr!(text, "subject-attribute-add"), hint: AttrValue::from(tr!(text, "subject-attributes-hint")), problems: problems(text, state, Field::Attributes), wrong: wrong_rows(state, Field::Attributes), onchange: edit(|subject, rows| subject.attributes = rows) })) }
                { row_list(text, &yew::props!(RowsProperties { id: "alt-names", label: tr!(text, "subject-alt-names"), value_label: tr!(text, "subject-alt-name"), head: RowHead::Choice(kinds), head_label: tr!(text, "subject-alt-name-type"), rows: alt_name_rows(&subject.alt_names), add_label: tr!(text, "subject-alt-name-add"), hint: AttrValue::from(tr!(text, "subject-alt-names-hint")), problems: problems(text, state, Field::AltNames), wrong: wrong_rows(state, Field::AltNames), onchange: edit(|subject, rows| subject.alt_names = alt_names(rows)) })) }
            </details>
        </section>
    }
}
