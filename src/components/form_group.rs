//! FormGroup: a label, the control, a hint, and what is the matter with it.

use yew::prelude::*;

use super::findings::{Findings, Problem};
use super::helper_text::{HelperText, HelperTextItem};
use crate::context::use_text;
use crate::locale::tr;
use certbench_kubernetes::finding::Severity;

/// What was found about what stands in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validated {
    /// Nothing.
    #[default]
    Default,
    /// It needs care.
    Warning,
    /// It is wrong.
    Error,
}

impl Validated {
    /// The worst of some problems; those that are only worth knowing do not count.
    pub fn worst(problems: &[Problem]) -> Self {
        let has = |severity| problems.iter().any(|problem| problem.severity == severity);
        if has(Severity::Error) {
            Self::Error
        } else if has(Severity::Warning) {
            Self::Warning
        } else {
            Self::Default
        }
    }

    pub(super) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Warning => Some("pf-m-warning"),
            Self::Error => Some("pf-m-error"),
        }
    }
}

/// What a group tells the control inside it, so that the control need not be told again.
#[derive(Clone, PartialEq)]
pub struct FormGroupContext {
    /// The control's id.
    pub field_id: AttrValue,
    /// The id of what describes it.
    pub described_by: Option<AttrValue>,
    /// What was found.
    pub validated: Validated,
    /// Whether something must stand in it.
    pub is_required: bool,
}

/// What a group is to screen readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormGroupRole {
    /// One control with its label.
    #[default]
    Field,
    /// Several controls that belong together.
    Group,
    /// Radio buttons, one of which is chosen.
    RadioGroup,
}

/// Properties of [`FormGroup`].
#[derive(Properties, PartialEq)]
pub struct FormGroupProperties {
    /// The control's id, or the group's where there are several controls. The notes' id is `ID-notes`, the
    /// problems' `ID-problems`.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// What the group is.
    #[prop_or_default]
    pub role: FormGroupRole,
    /// Whether something must stand in it.
    #[prop_or_default]
    pub is_required: bool,
    /// What to fill in.
    #[prop_or_default]
    pub helper_text: Option<AttrValue>,
    /// What is the matter with what was filled in.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// The control.
    #[prop_or_default]
    pub children: Html,
}

/// A label above a control, its hint and problems below. The control needs no id of its own.
#[component]
pub fn FormGroup(properties: &FormGroupProperties) -> Html {
    let text = use_text();
    let FormGroupProperties {
        id,
        label,
        is_required,
        helper_text,
        problems,
        ..
    } = properties;
    let has_notes = helper_text.is_some() || !problems.is_empty();
    let notes_id = AttrValue::from(format!("{id}-notes"));
    let described_by = has_notes.then(|| notes_id.clone());
    let context = FormGroupContext {
        field_id: id.clone(),
        described_by: described_by.clone(),
        validated: Validated::worst(problems),
        is_required: *is_required,
    };
    let words = html! {
        <>
            <span class="pf-v6-c-form__label-text">{ label }</span>
            if *is_required {
                <span class="pf-v6-c-form__label-required" aria-hidden="true">{ "\u{a0}*" }</span>
                <span class="pf-v6-screen-reader">{ " " }{ tr!(text, "field-required") }</span>
            }
        </>
    };
    let inside = html! {
        <div class="pf-v6-c-form__group-control certbench-stack">
            <ContextProvider<FormGroupContext> {context}>
                { properties.children.clone() }
            </ContextProvider<FormGroupContext>>
            // It stands there at first, so that what is said in it later is read out.
            <div class="pf-v6-c-form__helper-text" id={notes_id} aria-live="polite">
                if let Some(hint) = helper_text {
                    <HelperText><HelperTextItem>{ hint }</HelperTextItem></HelperText>
                }
                <Findings id={format!("{id}-problems")} problems={problems.clone()} />
            </div>
        </div>
    };
    let role = match properties.role {
        FormGroupRole::Field => {
            return html! {
                <div class="pf-v6-c-form__group">
                    <div class="pf-v6-c-form__group-label">
                        <label class="pf-v6-c-form__label" for={id}>{ words }</label>
                    </div>
                    { inside }
                </div>
            };
        }
        FormGroupRole::Group => "group",
        FormGroupRole::RadioGroup => "radiogroup",
    };
    let label_id = format!("{id}-label");
    html! {
        <div class="pf-v6-c-form__group" {id} {role} aria-labelledby={label_id.clone()}
            aria-describedby={described_by}>
            <div class="pf-v6-c-form__group-label">
                <span class="pf-v6-c-form__label" id={label_id}>{ words }</span>
            </div>
            { inside }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::TextInput;
    use crate::components::testing::{assert_attributes, render, tag};

    fn group(problems: Vec<Problem>, own_id: Option<&'static str>) -> String {
        render(move || {
            let problems = problems.clone();
            html! {
                <FormGroup id="server" label="Server" is_required={true} helper_text="Its address" {problems}>
                    <TextInput id={own_id.map(AttrValue::from)} value="" onchange={Callback::noop()} />
                </FormGroup>
            }
        })
    }

    #[test]
    fn the_control_has_the_groups_label_notes_and_problems() {
        let problem = Problem::error("is missing".to_owned(), "Fill it in.".to_owned());
        let html = group(vec![problem], None);
        assert!(
            html.contains(r#"<label for="server" class="pf-v6-c-form__label">"#),
            "{html}"
        );
        assert_attributes(
            &html,
            "server",
            &[
                r#"aria-invalid="true""#,
                r#"aria-describedby="server-notes""#,
                "required",
            ],
        );
        assert_attributes(&html, "server-notes", &[r#"aria-live="polite""#]);
        assert_attributes(&html, "server-problems", &[r#"role="list""#]);
        assert!(
            html.contains(r#"class="pf-v6-c-form-control pf-m-error""#),
            "{html}"
        );
        assert!(
            html.contains("Its address")
                && html.contains("is missing")
                && html.contains("Fill it in.")
        );
    }

    #[test]
    fn what_is_only_a_warning_is_not_invalid() {
        let mut problem = Problem::error("is odd".to_owned(), String::new());
        problem.severity = Severity::Warning;
        let html = group(vec![problem], None);
        assert_attributes(&html, "server", &[r#"aria-invalid="false""#]);
        assert!(
            html.contains(r#"class="pf-v6-c-form-control pf-m-warning""#),
            "{html}"
        );
    }

    #[test]
    fn a_control_with_another_id_is_one_of_several_and_keeps_to_itself() {
        let html = group(Vec::new(), Some("other"));
        assert!(!tag(&html, "other").contains("aria-describedby"), "{html}");
    }

    #[test]
    fn several_controls_are_named_by_the_groups_label() {
        let html = render(|| {
            html! {
                <FormGroup id="kind" label="Kind" role={FormGroupRole::RadioGroup}>{ "radios" }</FormGroup>
            }
        });
        assert_attributes(
            &html,
            "kind",
            &[r#"role="radiogroup""#, r#"aria-labelledby="kind-label""#],
        );
        assert!(!html.contains("<label"), "{html}");
    }
}
