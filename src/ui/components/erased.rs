//! Parts with a state of their own, all behind one component.
//!
//! Every component of Yew's costs the page six kilobytes of wasm, whatever it does. A part is a hook
//! that gives its picture instead, and this one component draws them all.

use std::rc::Rc;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::Key;

type Draw = Rc<dyn Fn(&mut HookContext) -> Html>;

#[derive(Properties)]
struct ErasedProperties {
    draw: Draw,
}

/// Never the same: whoever draws the part anew wants it drawn anew.
impl PartialEq for ErasedProperties {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

struct Drawn(Draw);

impl Hook for Drawn {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        (self.0)(context)
    }
}

const fn use_drawn(draw: Draw) -> Drawn {
    Drawn(draw)
}

#[component]
fn Erased(properties: &ErasedProperties) -> Html {
    use_drawn(properties.draw.clone())
}

/// A part with a state. The key tells it from every other part that may take its place: their hooks
/// differ.
pub fn erased(key: impl Into<Key>, draw: impl Fn(&mut HookContext) -> Html + 'static) -> Html {
    let draw: Draw = Rc::new(draw);
    html! { <Erased key={key.into()} {draw} /> }
}
