//! The drafts as fields.

use yew::prelude::*;

use super::edit::{BINDINGS, Place, ROLES, SUBJECTS, Spot, joined, joined_labels};
use crate::components::{Button, FormGroup, FormSelect, TextInput};
use crate::context::Text;
use crate::locale::{Key, key, tr};
use certbench_formats::text::visible;
use certbench_kubernetes::access_draft::{BindingDraft, Draft, Labels, RoleDraft};
use certbench_kubernetes::rbac::evaluate::resource_text;
use certbench_kubernetes::rbac::{SubjectKind, catalogue};

/// A change of a place: what is written there now.
pub type Change = (Spot, String);

/// Most roles that come with all resources to choose from: a pasted dump has hundreds.
const CATALOGUES_MAX: usize = 10;

/// What the fields need.
pub struct Form<'a> {
    /// The words.
    pub text: &'a Text,
    /// The place that was written in last, as it was typed: `get, ` is not yet a list.
    pub typed: &'a Option<Change>,
    /// Called with every change.
    pub onchange: &'a Callback<Change>,
}

/// The kind of a draft, by the names in `edit`.
pub fn kind(draft: &Draft) -> &'static str {
    match draft {
        Draft::Role(role) => ROLES[usize::from(role.cluster)],
        Draft::Binding(binding) => BINDINGS[usize::from(binding.cluster)],
        Draft::ServiceAccount(..) => SUBJECTS[2],
    }
}

/// Kind and name of a draft.
pub fn title(draft: &Draft) -> String {
    let name = match draft {
        Draft::Role(role) => &role.name,
        Draft::Binding(binding) => &binding.name,
        Draft::ServiceAccount(_, name) => name,
    };
    format!("{} {}", kind(draft), visible(name))
        .trim_end()
        .to_owned()
}

impl Form<'_> {
    fn callback(&self, spot: Spot) -> Callback<String> {
        self.onchange.reform(move |value| (spot, value))
    }

    fn line(&self, spot: Spot, value: &str, hint: Option<Key>) -> Html {
        let value = match self.typed {
            Some((last, typed)) if *last == spot => typed,
            _ => value,
        };
        let hint = hint.map(|hint| AttrValue::from(self.text.get(hint)));
        let label = label(self.text, spot.place);
        html! {
                    <FormGroup id={spot.id()} {label} helper_text={hint}>
        <TextInput value={value.to_owned()} onchange={self.callback(spot)} />
        </FormGroup>
                }
    }

    fn choice(&self, spot: Spot, value: &'static str, names: &[&'static str]) -> Html {
        choice(
            self.text,
            spot.id(),
            spot.place,
            value.into(),
            names,
            self.callback(spot),
        )
    }

    /// A button that changes the drafts.
    pub fn button(&self, id: String, label: String, spot: Spot, value: &str) -> Html {
        let value = value.to_owned();
        let onclick = self
            .onchange
            .reform(move |_: MouseEvent| (spot, value.clone()));
        html! {
            <Button {id} is_small={true} {onclick}>{ label }</Button>
        }
    }

    /// One draft.
    pub fn draft(&self, number: usize, draft: &Draft) -> Html {
        let at = |place| Spot {
            draft: number,
            item: 0,
            place,
        };
        let (fields, more) = match draft {
            Draft::Role(role) => (self.role(number, role), Some(key!("write-more-rules"))),
            Draft::Binding(binding) => (
                self.binding(number, binding),
                Some(key!("write-more-subjects")),
            ),
            Draft::ServiceAccount(namespace, name) => {
                let name = self.line(at(Place::Name), name, None);
                let namespace = self.line(at(Place::Namespace), namespace, None);
                (
                    html! { <div class="certbench-columns">{ name }{ namespace }</div> },
                    None,
                )
            }
        };
        let gathers = matches!(draft, Draft::Role(role) if role.cluster);
        let gather = Place::MoreSelectors;
        let title = title(draft);
        let remove = tr!(self.text, "row-remove", label = title.as_str());
        let drop = at(Place::Drop);
        let id = format!("write-draft-{number}");
        html! {
            <fieldset class="certbench-card" id={id.clone()} aria-labelledby={format!("{id}-title")}>
                <h4 class="pf-v6-c-title pf-m-md certbench-break" id={format!("{id}-title")}>{ title }</h4>
                { fields }
                <div class="certbench-actions">
                    if let Some(more) = more {
                        { self.button(at(Place::More).id(), self.text.get(more), at(Place::More), "") }
                    }
                    if gathers {
                        { self.button(at(gather).id(), label(self.text, gather), at(gather), "") }
                    }
                    { self.button(drop.id(), remove, drop, "") }
                </div>
            </fieldset>
        }
    }

    /// Kind, name and, where it has one, the namespace.
    fn head(
        &self,
        at: Spot,
        kind: &'static str,
        kinds: &[&'static str],
        name: &str,
        namespace: &str,
        labels: &Labels,
    ) -> Html {
        let is_cluster = kind == kinds[1];
        html! {
            <>
                { self.choice(Spot { place: Place::Kind, ..at }, kind, kinds) }
                { self.line(Spot { place: Place::Name, ..at }, name, None) }
                if !is_cluster {
                    { self.line(Spot { place: Place::Namespace, ..at }, namespace, None) }
                }
                { self.line(Spot { place: Place::Labels, ..at }, &joined_labels(labels), Some(key!("write-labels-hint"))) }
            </>
        }
    }

    /// A rule, a selector or a subject with its fields, and the way to take it away.
    fn item(&self, less: Spot, key: Key, fields: Html) -> Html {
        let number = (less.item + 1).to_string();
        let label = self.text.get(key);
        let label = tr!(self.text, "row-label", label = label, number = number);
        let remove = tr!(self.text, "row-remove", label = label.as_str());
        html! {
            <fieldset class="certbench-field">
                <legend class="certbench-label">{ label }</legend>
                <div class="certbench-columns">{ fields }</div>
                <div class="certbench-actions">{ self.button(less.id(), remove, less, "") }</div>
            </fieldset>
        }
    }

    fn role(&self, number: usize, role: &RoleDraft) -> Html {
        let at = |item, place| Spot {
            draft: number,
            item,
            place,
        };
        let head = self.head(
            at(0, Place::Kind),
            ROLES[usize::from(role.cluster)],
            &ROLES,
            &role.name,
            &role.namespace,
            &role.labels,
        );
        let rules = role.rules.iter().enumerate().map(|(item, rule)| {
            let lists = [
                (Place::Verbs, &rule.verbs, None),
                (
                    Place::Groups,
                    &rule.api_groups,
                    Some(key!("write-groups-hint")),
                ),
                (Place::Resources, &rule.resources, None),
                (
                    Place::Objects,
                    &rule.resource_names,
                    Some(key!("write-objects-hint")),
                ),
                (
                    Place::Urls,
                    &rule.non_resource_urls,
                    Some(key!("write-urls-hint")),
                ),
            ];
            let fields = lists
                .iter()
                .map(|(place, list, hint)| self.line(at(item, *place), &joined(list), *hint))
                .collect();
            self.item(at(item, Place::Less), key!("write-rule"), fields)
        });
        let selectors = role.aggregation.iter().enumerate().map(|(item, labels)| {
            let labels = joined_labels(labels);
            let field = self.line(
                at(item, Place::Selector),
                &labels,
                Some(key!("write-selector-hint")),
            );
            self.item(
                at(item, Place::LessSelectors),
                key!("write-selector-label"),
                field,
            )
        });
        html! {
            <>
                <div class="certbench-columns">{ head }</div>
                { for selectors }
                { for rules }
                if number < CATALOGUES_MAX {
                    { self.known(at(0, Place::Known)) }
                }
            </>
        }
    }

    /// The resources of a current Kubernetes, to choose from.
    fn known(&self, spot: Spot) -> Html {
        let scope = |is_namespaced| match is_namespaced {
            true => tr!(self.text, "write-known-namespaced"),
            false => tr!(self.text, "write-known-cluster"),
        };
        let scopes = [scope(false), scope(true)];
        let choose = (
            AttrValue::default(),
            tr!(self.text, "write-known-choose").into(),
        );
        let known = catalogue::resources().map(|resource| {
            let value = format!("{} {}", resource.group, resource.name);
            let combined = resource_text(resource.group, resource.name);
            let label = format!(
                "{combined} ({}): {}",
                scopes[usize::from(resource.is_namespaced)],
                resource.verbs().collect::<Vec<_>>().join(", "),
            );
            (value.into(), label.into())
        });
        let options = std::iter::once(choose)
            .chain(known)
            .collect::<Vec<(AttrValue, AttrValue)>>();
        let version = catalogue::KUBERNETES_VERSION;
        let label = tr!(self.text, "write-known", version = version);
        let onchange = self.callback(spot);
        html! {
        <FormGroup id={spot.id()} {label}>
        <FormSelect value="" {options} is_action={true} {onchange} />
        </FormGroup>
        }
    }

    fn binding(&self, number: usize, binding: &BindingDraft) -> Html {
        let at = |item, place| Spot {
            draft: number,
            item,
            place,
        };
        let head = self.head(
            at(0, Place::Kind),
            BINDINGS[usize::from(binding.cluster)],
            &BINDINGS,
            &binding.name,
            &binding.namespace,
            &binding.labels,
        );
        let role_kind = ROLES[usize::from(binding.role_is_cluster)];
        let subjects = binding.subjects.iter().enumerate().map(|(item, subject)| {
            let kind = subject.kind.as_str();
            let fields = html! {
                <>
                    { self.choice(at(item, Place::SubjectKind), kind, &SUBJECTS) }
                    { self.line(at(item, Place::Subject), &subject.name, None) }
                    if subject.kind == SubjectKind::ServiceAccount {
                        { self.line(at(item, Place::SubjectNamespace), &subject.namespace, None) }
                    }
                </>
            };
            self.item(at(item, Place::Less), key!("write-subject-label"), fields)
        });
        html! {
            <>
                <div class="certbench-columns">
                    { head }
                    { self.choice(at(0, Place::RoleKind), role_kind, &ROLES) }
                    { self.line(at(0, Place::Role), &binding.role, None) }
                </div>
                { for subjects }
            </>
        }
    }
}

/// The label of a place.
fn label(text: &Text, place: Place) -> String {
    place.label().map_or_else(String::new, |key| text.get(key))
}

/// A choice among Kubernetes' own names.
pub fn choice(
    text: &Text,
    id: String,
    place: Place,
    value: AttrValue,
    names: &[&'static str],
    onchange: Callback<String>,
) -> Html {
    let options: Vec<_> = names
        .iter()
        .map(|name| (AttrValue::Static(name), AttrValue::Static(name)))
        .collect();
    html! {
    <FormGroup {id} label={label(text, place)}>
    <FormSelect {value} {options} {onchange} />
    </FormGroup>
    }
}
