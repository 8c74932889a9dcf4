//! Forms as data: what the fields of a room are, and what stands in them.
//!
//! The values of all rooms lie in one place, by the fields' ids, so that nothing is filled in twice and
//! wiping is one step. A field's id is also the key of its label.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{
    SelectFieldProperties, TextAreaFieldProperties, TextFieldProperties, select_field,
    text_area_field, text_field,
};
use super::findings::Problem;
use crate::locale::Key;
use crate::ui::context::{Text, use_engine};
use certbench_engine::Request;

/// Milliseconds after the last key before the engine is asked.
const PAUSE_MILLISECONDS: u32 = 150;

/// What stands in the fields, by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(BTreeMap<AttrValue, AttrValue>);

impl Values {
    /// What stands in a field.
    pub fn value(&self, key: &str) -> AttrValue {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// The same as a text of its own, without white space around it.
    pub fn text(&self, key: &str) -> String {
        self.value(key).trim().to_owned()
    }

    /// The lines of a field that are not blank; commas part them too.
    pub fn list(&self, key: &str) -> Vec<String> {
        let value = self.value(key);
        let parts = value.split([',', '\n']).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, field: &FieldSpec) -> bool {
        match (self.value(field.key.as_str()).as_str(), field.control) {
            ("", Control::Check(is_on)) => is_on,
            (value, _) => value == "on",
        }
    }

    /// The values whose ids begin like this.
    pub fn part(&self, beginning: &str) -> Self {
        let values = self.0.iter();
        let part = values.filter(|(key, _)| key.starts_with(beginning));
        Self(
            part.map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        )
    }

    /// Whether nothing was filled in. What begins with a dot is no field.
    pub fn is_blank(&self) -> bool {
        self.0
            .iter()
            .all(|(key, value)| value.is_empty() || key.starts_with('.'))
    }

    /// With the values of another part.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// A change of the values.
pub enum FormAction {
    /// Some fields are filled in.
    Set(Vec<(AttrValue, AttrValue)>),
    /// All are emptied.
    Reset,
}

impl Reducible for Values {
    type Action = FormAction;

    fn reduce(self: Rc<Self>, action: FormAction) -> Rc<Self> {
        match action {
            FormAction::Reset => Rc::default(),
            FormAction::Set(changes) => {
                let mut values = (*self).clone();
                values.0.extend(changes);
                values.into()
            }
        }
    }
}

/// The values and the way to change them.
pub type FormHandle = UseReducerHandle<Values>;

/// Fills in one field.
pub fn set(forms: &FormHandle, key: &'static str, value: impl Into<AttrValue>) {
    forms.dispatch(FormAction::Set(vec![(key.into(), value.into())]));
}

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq)]
pub enum Control {
    /// One line.
    Line,
    /// One line, shown as dots.
    Secret,
    /// So many lines.
    Area(u32),
    /// A box to tick, and whether it is ticked at first.
    Check(bool),
    /// One of these values, each with the key of its words.
    Choice(&'static [(&'static str, Key)]),
}

/// A field.
#[derive(Clone, Copy, PartialEq)]
pub struct FieldSpec {
    /// Its id, and the key of its label.
    pub key: Key,
    /// How it is filled in.
    pub control: Control,
    /// The key of its hint.
    pub hint: Option<Key>,
}

impl FieldSpec {
    /// A field without a hint.
    pub const fn new(key: Key, control: Control) -> Self {
        Self {
            key,
            control,
            hint: None,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub const fn hint(mut self, hint: Key) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// A field with what is the matter with it.
pub fn field(text: &Text, forms: &FormHandle, spec: &FieldSpec, problems: Vec<Problem>) -> Html {
    let key = spec.key.as_str();
    let value = forms.value(key);
    let label = text.get(spec.key);
    let hint = spec.hint.map(|hint| AttrValue::from(text.get(hint)));
    let onchange = {
        let forms = forms.clone();
        Callback::from(move |value: String| set(&forms, key, value))
    };
    match spec.control {
        Control::Line | Control::Secret => {
            let is_secret = spec.control == Control::Secret;
            html! { { text_field(text, &yew::props!(TextFieldProperties { id: key, label, value, onchange, hint, problems, is_secret })) } }
        }
        Control::Area(rows) => {
            html! { { text_area_field(text, &yew::props!(TextAreaFieldProperties { id: key, label, value, onchange, hint, problems, rows })) } }
        }
        Control::Choice(values) => {
            let words = |&(value, key): &(&'static str, Key)| (value.into(), text.get(key).into());
            let options: Vec<_> = values.iter().map(words).collect();
            // What was not chosen yet is the first; a browser would show the last.
            let value = match (value.is_empty(), values.first()) {
                (true, Some((first, _))) => AttrValue::from(*first),
                _ => value,
            };
            html! { { select_field(text, &yew::props!(SelectFieldProperties { id: key, label, value, onchange, problems, options })) } }
        }
        Control::Check(_) => {
            let checked = forms.is_on(spec);
            let onchange = onchange.reform(|event: Event| {
                let input = event.target_dyn_into::<HtmlInputElement>();
                let is_on = input.is_some_and(|input| input.checked());
                if is_on { "on" } else { "off" }.to_owned()
            });
            html! {
                <label class="certbench-check" for={key}>
                    <input type="checkbox" id={key} {checked} {onchange} />
                    <span>{ label }</span>
                    if let Some(hint) = hint {
                        <span class="certbench-hint">{ hint }</span>
                    }
                </label>
            }
        }
    }
}

/// Several fields, one below the other.
pub fn fields(text: &Text, forms: &FormHandle, specs: &[FieldSpec]) -> Html {
    specs
        .iter()
        .map(|spec| field(text, forms, spec, Vec::new()))
        .collect()
}

/// The encoded answer to what the values ask; nothing while they ask nothing or the engine fails. Not
/// generic, so that it is in the page only once: whoever asks reads the answer.
#[hook]
pub fn use_reply(values: Values, ask: fn(&Values) -> Option<Request>) -> Option<Rc<Vec<u8>>> {
    let engine = use_engine();
    let reply = use_state(|| None::<Rc<Vec<u8>>>);
    let newest = use_mut_ref(|| 0_u32);
    let setter = reply.setter();
    use_effect_with(values, move |values| {
        let number = {
            let mut newest = newest.borrow_mut();
            *newest = newest.wrapping_add(1);
            *newest
        };
        let timer = match ask(values) {
            None => {
                setter.set(None);
                None
            }
            Some(request) => Some(Timeout::new(PAUSE_MILLISECONDS, move || {
                wasm_bindgen_futures::spawn_local(async move {
                    let answer = engine.reply(request).await;
                    // An answer to what nobody asks any more is dropped.
                    if *newest.borrow() == number {
                        setter.set(answer.ok().map(Rc::new));
                    }
                });
            })),
        };
        move || drop(timer)
    });
    (*reply).clone()
}
