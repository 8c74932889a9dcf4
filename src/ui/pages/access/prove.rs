//! May this identity do that, who else may, and by what?

use yew::functional::Hook as _;
use yew::prelude::*;

use super::{AccessProperties, answer};
use crate::locale::{key, tr};
use crate::ui::components::erased::erased;
use crate::ui::components::forms::{Control, FieldSpec, Values, fields, use_reply};
use crate::ui::context::use_text;
use certbench_engine::access::{CanI, CanIAnswer, Who, WhoCan, WhoCanAnswer};
use certbench_engine::{Question, Request, read_answer};
use certbench_kubernetes::rbac::evaluate::{Attributes, resource_parts};

/// Whether the groups that everybody gets at login are added.
const AS_LOGGED_IN: FieldSpec = FieldSpec::new(key!("access-login"), Control::Check(true));
const WHO: [FieldSpec; 3] = [
    FieldSpec::new(key!("access-user"), Control::Line).hint(key!("access-user-hint")),
    FieldSpec::new(key!("access-groups"), Control::Area(2)).hint(key!("access-groups-hint")),
    AS_LOGGED_IN,
];
const WHAT: [FieldSpec; 7] = [
    FieldSpec::new(key!("prove-verb"), Control::Line).hint(key!("prove-verb-hint")),
    FieldSpec::new(key!("prove-resource"), Control::Line).hint(key!("prove-resource-hint")),
    FieldSpec::new(key!("prove-group"), Control::Line).hint(key!("prove-group-hint")),
    FieldSpec::new(key!("prove-subresource"), Control::Line).hint(key!("prove-subresource-hint")),
    FieldSpec::new(key!("prove-name"), Control::Line).hint(key!("prove-name-hint")),
    FieldSpec::new(key!("prove-namespace"), Control::Line).hint(key!("prove-namespace-hint")),
    FieldSpec::new(key!("prove-path"), Control::Line).hint(key!("prove-path-hint")),
];
/// How many of those who can are listed.
const LISTED: usize = 50;

/// Who is asked about.
pub fn who(values: &Values) -> Who {
    Who {
        user: values.value("access-user").to_string(),
        groups: values.list("access-groups"),
        as_logged_in: values.is_on(&AS_LOGGED_IN),
    }
}

/// What is asked about; nothing while the verb is missing.
fn what(values: &Values) -> Option<Attributes> {
    let verb = values.text("prove-verb");
    let path = values.text("prove-path");
    let resource = values.text("prove-resource");
    let (resource, own_group, own_subresource) = resource_parts(&resource);
    let or = |typed: String, own: &str| match typed.is_empty() {
        true => own.to_owned(),
        false => typed,
    };
    if verb.is_empty() || resource.is_empty() && path.is_empty() {
        return None;
    }
    Some(Attributes {
        verb,
        group: or(values.text("prove-group"), own_group),
        resource: resource.to_owned(),
        subresource: or(values.text("prove-subresource"), own_subresource),
        name: values.text("prove-name"),
        namespace: values.text("prove-namespace"),
        path: (!path.is_empty()).then_some(path),
    })
}

fn ask_can(values: &Values) -> Option<Request> {
    let who = who(values);
    let is_anybody = !who.user.is_empty() || !who.groups.is_empty();
    let what = what(values).filter(|_| is_anybody)?;
    Some(CanI { who, what }.into_request())
}

fn ask_who_can(values: &Values) -> Option<Request> {
    let question = WhoCan {
        what: what(values)?,
        anywhere: true,
        from: 0,
        count: LISTED,
    };
    Some(question.into_request())
}

/// Who and what, the answer, and everybody else who can.
pub fn prove(properties: AccessProperties) -> Html {
    erased("prove", move |context| {
        use_prove_view(&properties).run(context)
    })
}

#[hook]
fn use_prove_view(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let question = forms.part("prove-").and(forms.part("."));
    let values = forms.part("access-").and(question.clone());
    let can = use_reply(values.clone(), ask_can);
    let others = use_reply(question, ask_who_can);
    let can = can.and_then(|reply| read_answer::<CanIAnswer>(&reply));
    let others = others.and_then(|reply| read_answer::<WhoCanAnswer>(&reply));
    html! {
        <section class="certbench-card" aria-labelledby="prove-title">
            <h2 class="pf-v6-c-title pf-m-xl" id="prove-title">{ tr!(text, "prove-title") }</h2>
            { fields(&text, forms, &WHO) }
            <div class="certbench-columns">{ fields(&text, forms, &WHAT) }</div>
            <div id="prove-result" aria-live="polite">
                if let Some(can) = can {
                    { answer::can(&text, &values, &can) }
                }
                if let Some(others) = others {
                    { answer::others(&text, &others) }
                }
            </div>
        </section>
    }
}
