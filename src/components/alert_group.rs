//! AlertGroup: messages above the page that go by themselves, such as "removed", with "undo" beside it.

use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::alert::{Alert, AlertVariant};
use super::button::{Button, ButtonVariant};
use crate::browser::focus;
use crate::hooks::use_timeout;

/// How long a message is seen at least: long enough to read it and to undo what it is about.
pub const TOAST_SHOWN: Duration = Duration::from_secs(10);

/// What can be done about a message.
#[derive(Clone, Debug, PartialEq)]
pub struct ToastAction {
    /// The button's words.
    pub label: AttrValue,
    /// Called when it is pressed; the message goes then.
    pub onclick: Callback<()>,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// How much it matters.
    pub variant: AlertVariant,
    /// In short.
    pub title: AttrValue,
    /// What can be done about it.
    pub action: Option<ToastAction>,
    /// Called when it goes and its action was not taken.
    pub onexpire: Callback<()>,
}

impl Toast {
    /// A message without an action.
    pub fn new(variant: AlertVariant, title: impl Into<AttrValue>) -> Self {
        Self {
            variant,
            title: title.into(),
            action: None,
            onexpire: Callback::noop(),
        }
    }
}

/// The messages that are seen, oldest first, each with its number.
#[derive(Default, PartialEq)]
struct ToastList {
    next: u32,
    toasts: Vec<(u32, Toast)>,
}

enum ToastStep {
    Show(Toast),
    Close(u32),
}

impl Reducible for ToastList {
    type Action = ToastStep;

    fn reduce(self: Rc<Self>, step: ToastStep) -> Rc<Self> {
        let mut toasts = self.toasts.clone();
        let mut next = self.next;
        match step {
            ToastStep::Show(toast) => {
                toasts.push((next, toast));
                next = next.wrapping_add(1);
            }
            ToastStep::Close(number) => toasts.retain(|(other, _)| *other != number),
        }
        Rc::new(Self { next, toasts })
    }
}

/// Shows messages.
#[derive(Clone, PartialEq)]
pub struct Toasts(Callback<Toast>);

impl Toasts {
    /// Shows a message. While the pointer or the focus is on it, it stays.
    pub fn show(&self, toast: Toast) {
        self.0.emit(toast);
    }
}

/// Shows messages in the [`AlertGroup`] around the component; without one they are not seen.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(|| Toasts(Callback::noop()))
}

/// Properties of [`AlertGroup`].
#[derive(Properties, PartialEq)]
pub struct AlertGroupProperties {
    /// How long a message is seen.
    #[prop_or(TOAST_SHOWN)]
    pub shown: Duration,
    /// What may show messages: the page.
    #[prop_or_default]
    pub children: Html,
}

/// The page, and the messages that it shows.
#[component]
pub fn AlertGroup(properties: &AlertGroupProperties) -> Html {
    let list = use_reducer_eq(ToastList::default);
    let dispatcher = list.dispatcher();
    let show = {
        let dispatcher = dispatcher.clone();
        use_callback((), move |toast, ()| {
            dispatcher.dispatch(ToastStep::Show(toast))
        })
    };
    let close = use_callback((), move |number, ()| {
        dispatcher.dispatch(ToastStep::Close(number));
    });
    html! {
        <ContextProvider<Toasts> context={Toasts(show)}>
            { properties.children.clone() }
            // It is there from the beginning, so that screen readers notice what comes into it.
            <ul class="pf-v6-c-alert-group pf-m-toast" role="list" aria-live="polite" aria-atomic="false">
                for (number, toast) in &list.toasts {
                    <ToastItem key={*number} number={*number} toast={toast.clone()} shown={properties.shown}
                        onclose={close.clone()} />
                }
            </ul>
        </ContextProvider<Toasts>>
    }
}

#[derive(Properties, PartialEq)]
struct ToastItemProperties {
    number: u32,
    toast: Toast,
    shown: Duration,
    onclose: Callback<u32>,
}

/// What keeps a message from going.
#[derive(Default)]
struct Held {
    by_pointer: bool,
    by_focus: bool,
}

#[component]
fn ToastItem(properties: &ToastItemProperties) -> Html {
    let (number, toast) = (properties.number, &properties.toast);
    let expire = {
        let (onclose, onexpire) = (properties.onclose.clone(), toast.onexpire.clone());
        Callback::from(move |()| {
            onclose.emit(number);
            onexpire.emit(());
        })
    };
    let clock = {
        let expire = expire.clone();
        use_timeout(properties.shown, move || expire.emit(()))
    };
    {
        let clock = clock.clone();
        use_effect_with((), move |()| clock.start());
    }
    let item = use_node_ref();
    // The pointer and the focus hold it, each by itself.
    let held = use_mut_ref(Held::default);
    let hold = move |change: fn(&mut Held)| {
        let mut held = held.borrow_mut();
        change(&mut held);
        if held.by_pointer || held.by_focus {
            clock.stop();
        } else {
            clock.start();
        }
    };
    let (enter, leave, focus_in) = (hold.clone(), hold.clone(), hold.clone());
    let onfocusout = {
        let item = item.clone();
        Callback::from(move |event: FocusEvent| {
            let item = item.cast::<HtmlElement>();
            if item.is_some_and(|item| focus::has_left(&item, &event)) {
                hold(|held| held.by_focus = false);
            }
        })
    };
    let actions = toast.action.as_ref().map(|action| {
        let (onclick, onclose) = (action.onclick.clone(), properties.onclose.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            onclose.emit(number);
            onclick.emit(());
        });
        html! {
            <Button id={format!("toast-{number}-action")} variant={ButtonVariant::Link} is_inline={true} {onclick}>
                { &action.label }
            </Button>
        }
    });
    html! {
        <li class="pf-v6-c-alert-group__item" ref={item} {onfocusout}
            onmouseenter={move |_| enter(|held| held.by_pointer = true)}
            onmouseleave={move |_| leave(|held| held.by_pointer = false)}
            onfocusin={move |_| focus_in(|held| held.by_focus = true)}>
            <Alert variant={toast.variant} title={toast.title.clone()} is_inline={false} is_live={false}
                onclose={expire} actions={actions.unwrap_or_default()} />
        </li>
    }
}
