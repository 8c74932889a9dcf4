//! May this identity do that, who else may, and by what?

use yew::prelude::*;

use super::AccessProperties;
use super::answer::{CanView, WhoCanView};
use super::load::LOADED;
use crate::components::{HeadingLevel, Title};
use crate::context::use_text;
use crate::hooks::{TYPING_PAUSE, use_question};
use crate::locale::{key, tr};
use crate::ui::components::forms::{Control, FieldSpec, Values, fields};
use certbench_engine::access::{CanI, Who, WhoCan};
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

/// Who and what, the answer, and everybody else who can.
#[component]
pub fn Prove(properties: &AccessProperties) -> Html {
    let text = use_text();
    let forms = &properties.forms;
    let loaded = forms.value(LOADED);
    let (who, what) = (who(forms), what(forms));
    let can = use_question(
        (who, what.clone(), loaded.clone()),
        TYPING_PAUSE,
        |(who, what, _)| {
            let is_anybody = !who.user.is_empty() || !who.groups.is_empty();
            Some(CanI {
                who: who.clone(),
                what: what.clone().filter(|_| is_anybody)?,
            })
        },
    );
    let others = use_question((what, loaded), TYPING_PAUSE, |(what, _)| {
        Some(WhoCan {
            what: what.clone()?,
            anywhere: true,
            from: 0,
            count: LISTED,
        })
    });
    html! {
        <section class="certbench-card" aria-labelledby="prove-title">
            <Title level={HeadingLevel::H2} id="prove-title">{ tr!(text, "prove-title") }</Title>
            { fields(&text, forms, &WHO) }
            <div class="certbench-columns">{ fields(&text, forms, &WHAT) }</div>
            <div id="prove-result" aria-live="polite">
                if let Some(answer) = can.latest() {
                    <CanView user={forms.value("access-user")} credential={forms.value(".credential")}
                        authenticator={forms.value(".authenticator")} answer={answer.clone()} />
                }
                if let Some(answer) = others.latest() {
                    <WhoCanView answer={answer.clone()} />
                }
            </div>
        </section>
    }
}
